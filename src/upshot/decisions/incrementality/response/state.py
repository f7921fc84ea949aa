"""A fit's shape and some of its draws, by name: what a later fit of the same brand starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class FitState:
    """`labels` (n,) of the parameters; `step_size` in the coordinates whose `matrix` (n, n) is.

    The matrix is empty where there are too many parameters for one.
    `starts` (n_chains, n_moments, n) draws, moment after moment, nearly independent.
    """

    labels: tuple[str, ...]
    matrix: NDArray[np.float64]
    starts: NDArray[np.float64]
    step_size: float
