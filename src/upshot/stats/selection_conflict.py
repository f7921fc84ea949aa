"""Which limits exclude each other, and how little of each would have to give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from upshot.errors import InvalidInput
from upshot.stats.selection import Limit, Selection, Total, select

_SURE = 1e-6


@dataclass(frozen=True)
class Breach:
    """One side of a limit that takes part in the conflict.

    `bound` is as asked; `enough` the nearest bound with which all other limits can be kept, None where moving this one
    alone does not help (or only by dropping it).
    """

    name: str
    is_ceiling: bool
    bound: float
    enough: float | None


def explain_conflict(selection: Selection, *, core: int = 400, longest_s: float = 20.0) -> tuple[Breach, ...]:
    """A smallest set of limits that exclude each other: without any one of them the others could be kept.

    Candidates that must be taken and rivals among them are not limits: where they alone contradict each other nothing
    is named and the answer is empty. On many candidates a conflict of whole numbers alone may escape.

    Source
    ------
    Deletion filter: Chinneck and Dravnieks (1991), ORSA J. Computing 3(2).
    """
    sides = [
        (place, is_ceiling)
        for place, limit in enumerate(selection.limits)
        for is_ceiling in (True, False)
        if np.isfinite(limit.high if is_ceiling else limit.low)
    ]

    def can(kept: Sequence[tuple[int, bool]]) -> bool:
        return _is_possible(replace(selection, limits=_only(selection.limits, kept)), core, longest_s)

    if can(sides) or not can([]):
        return ()
    left = list(sides)
    for side in sides:
        without = [other for other in left if other != side]
        if not can(without):
            left = without
    return tuple(_breach(selection, side, core, longest_s) for side in left)


def _only(limits: Sequence[Limit], kept: Sequence[tuple[int, bool]]) -> tuple[Limit, ...]:
    """Every limit with only the sides that are kept."""
    chosen = set(kept)
    return tuple(
        replace(
            limit,
            high=limit.high if (place, True) in chosen else np.inf,
            low=limit.low if (place, False) in chosen else -np.inf,
        )
        for place, limit in enumerate(limits)
    )


def _is_possible(selection: Selection, core: int, longest_s: float) -> bool:
    n = len(selection.limits[0].weights) if selection.limits else 0
    try:
        select(replace(selection, aim=Total(np.zeros(n))), core=core, longest_s=longest_s)
    except InvalidInput:
        return False
    return True


def _breach(selection: Selection, side: tuple[int, bool], core: int, longest_s: float) -> Breach:
    """One side, and the least (or most) of it that all others allow."""
    place, is_ceiling = side
    limit = selection.limits[place]
    freed = replace(limit, high=np.inf) if is_ceiling else replace(limit, low=-np.inf)
    limits = (*selection.limits[:place], freed, *selection.limits[place + 1 :])
    aim = Total(-limit.weights if is_ceiling else limit.weights)
    bound = limit.high if is_ceiling else limit.low
    try:
        found = select(replace(selection, aim=aim, limits=limits), core=core, longest_s=longest_s)
    except InvalidInput:
        return Breach(limit.name, is_ceiling, bound, None)
    enough = float(found.used[place])
    is_beyond = enough > bound * (1 - _SURE) - _SURE if is_ceiling else enough < bound * (1 + _SURE) + _SURE
    return Breach(limit.name, is_ceiling, bound, enough if is_beyond else None)
