"""One random stream per component, so that a change in one never reshuffles another."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from upshot.errors import InvalidInput

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def stream(seed: int, component: str) -> np.random.Generator:
    """The generator of one component of one world; the same seed and word give the same numbers on every machine.

    Raises
    ------
    InvalidInput : `world_seed_out_of_range` for a negative seed
    """
    if seed < 0:
        raise InvalidInput("world_seed_out_of_range", seen=seed)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(component.encode())])))
