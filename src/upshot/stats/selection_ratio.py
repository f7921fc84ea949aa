"""The choice with the most of one thing per unit of another, for instance engagements per euro."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from upshot.stats.selection import LONGEST_S, Selected, Selection, Total, select

Array = NDArray[np.float64]

MOST_STEPS = 12
_SAME = 1e-7


def select_ratio(
    selection: Selection, top: Array, bottom: Array, *, least_bottom: float, longest_s: float = LONGEST_S
) -> Selected:
    """The choice that maximises Σ `top` ÷ Σ `bottom`; the aim of `selection` is not read.

    Parameters
    ----------
    top, bottom : (n,) of each candidate; `bottom` above zero
    least_bottom : what the limits make every choice cost at least, above zero; the bound rests on it

    Returns
    -------
    Selected, whose value and bound are ratios and whose prices are ratios per unit of a limit

    Raises
    ------
    InvalidInput : selection_infeasible

    Notes
    -----
    Without a floor on numbers or money the best ratio is that of the single best candidate.

    Source
    ------
    Dinkelbach (1967), On nonlinear fractional programming, Management Science 13(7).
    """
    ratio = 0.0
    for _ in range(MOST_STEPS):
        found = select(replace(selection, aim=Total(top - ratio * bottom)), longest_s=longest_s)
        if not len(found.chosen):
            return found
        spent = float(bottom[found.chosen].sum())
        better = float(top[found.chosen].sum()) / spent
        if better <= ratio * (1 + _SAME):
            break
        ratio = better
    bound = ratio + max(found.bound, 0.0) / min(least_bottom, spent)
    bound = max(bound, better)
    return replace(found, value=better, bound=bound, relaxed=bound, prices=found.prices / spent)
