"""A fit's place and shape, by name: what a later fit of the same brand starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class FitState:
    """`labels` (n,) of the parameters; `centre` (n,), `matrix` (n, n) of the coordinates; `starts` (n, n_starts)."""

    labels: tuple[str, ...]
    centre: NDArray[np.float64]
    matrix: NDArray[np.float64]
    starts: NDArray[np.float64]
    step_size: float
