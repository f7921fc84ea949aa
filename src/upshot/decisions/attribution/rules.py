"""The seven attribution rules, over whole columns: touches in, exact credits out.

Each order has one unit of credit, held as a million parts, and its revenue in cents; both are split by largest
remainder, so that under every rule the credits of an order sum to exactly 1 and its revenue to the cent. Touches at
the same instant and of the same kind are equals: "first" and "last" share between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from upshot.stats.exact_split import split_exactly

__all__ = ["DAY", "ORDER_UNITS", "Rule", "TouchKind", "Touches", "sorted_once", "split_exactly", "weights"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

ORDER_UNITS = 1_000_000  # credit of one order
DAY = 86_400_000_000  # microseconds


class TouchKind(IntEnum):
    """What the touch was; at the same instant, in this order: seen, then landed, then typed at checkout."""

    SURVEY = 0
    LINK = 1
    CODE = 2


class Rule(StrEnum):
    """How credit is shared among an order's touches."""

    FIRST_TOUCH = "first_touch"
    LAST_TOUCH = "last_touch"
    LINEAR = "linear"
    TIME_DECAY = "time_decay"
    POSITION = "position"
    CODE_FIRST = "code_first"
    SURVEY_FIRST = "survey_first"


@dataclass(frozen=True)
class Touches:
    """One row per touch, sorted by order, time, kind, creator.

    Shapes: (n_touches,) each. `order` indexes the touched orders; `at` is µs UTC; `creator`, `campaign` and `post`
    index their names, -1 for none; `label` indexes the codes for code touches, -1 otherwise.
    """

    order: Integers
    kind: Integers
    at: Integers
    creator: Integers
    campaign: Integers
    post: Integers
    label: Integers

    def __len__(self) -> int:
        return len(self.order)

    def keep(self, mask: NDArray[np.bool_] | Integers) -> Touches:
        """The touches chosen by `mask`, or in the order of an index."""
        columns = (self.order, self.kind, self.at, self.creator, self.campaign, self.post, self.label)
        return Touches(*(column[mask] for column in columns))


def sorted_once(touches: Touches) -> Touches:
    """Sort, and keep one touch per order, kind and creator: a creator's second code on an order proves no more."""
    by = (touches.label, touches.post, touches.campaign, touches.creator, touches.kind, touches.at, touches.order)
    touches = touches.keep(np.lexsort(by))
    order = np.lexsort((touches.creator, touches.kind, touches.order))
    same = (
        (touches.order[order][1:] == touches.order[order][:-1])
        & (touches.kind[order][1:] == touches.kind[order][:-1])
        & (touches.creator[order][1:] == touches.creator[order][:-1])
    )
    is_repeat = np.zeros(len(order), dtype=bool)
    is_repeat[order[1:]] = same
    return touches.keep(~is_repeat)


def weights(rule: Rule, touches: Touches, *, ordered_at: Integers, half_life_days: float) -> Floats:
    """Unnormalised weight of each touch under `rule`; `touches` sorted by order, then time, then kind.

    Parameters
    ----------
    ordered_at : (n_orders,) µs UTC, indexed by `touches.order`
    half_life_days : for `time_decay`, the age at which a touch counts half

    Returns
    -------
    (n_touches,) weights ≥ 0, at least one of them positive in every order
    """
    if rule is Rule.LINEAR:
        return np.ones(len(touches))
    if rule is Rule.TIME_DECAY:
        age_days = (ordered_at[touches.order] - touches.at) / DAY
        youngest = np.full(len(ordered_at), np.inf)
        np.minimum.at(youngest, touches.order, age_days)
        return np.asarray(0.5 ** ((age_days - youngest[touches.order]) / half_life_days))
    if rule in {Rule.CODE_FIRST, Rule.SURVEY_FIRST}:
        wanted = TouchKind.CODE if rule is Rule.CODE_FIRST else TouchKind.SURVEY
        is_wanted = touches.kind == wanted
        has_wanted = np.zeros(len(ordered_at), dtype=bool)
        has_wanted[touches.order[is_wanted]] = True
        last = weights(Rule.LAST_TOUCH, touches, ordered_at=ordered_at, half_life_days=half_life_days)
        return np.where(has_wanted[touches.order], is_wanted, last).astype(np.float64)
    place, n_places, peers = _places(touches)
    if rule is Rule.FIRST_TOUCH:
        return np.asarray(place == 0, dtype=np.float64)
    if rule is Rule.LAST_TOUCH:
        return np.asarray(place == n_places - 1, dtype=np.float64)
    ends = np.where(n_places == 1, 1.0, np.where(n_places == 2, 0.5, 0.4))
    middle = 0.2 / np.maximum(n_places - 2, 1)
    return np.asarray(np.where((place == 0) | (place == n_places - 1), ends, middle) / peers)


def _places(touches: Touches) -> tuple[Integers, Integers, Integers]:
    """Per touch: its place in its order (equals share one), the number of places, and how many share its place."""
    n = len(touches)
    if n == 0:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    new_order = np.r_[True, touches.order[1:] != touches.order[:-1]]
    new_place = new_order | np.r_[True, (touches.at[1:] != touches.at[:-1]) | (touches.kind[1:] != touches.kind[:-1])]
    running = np.cumsum(new_place) - 1
    first = running[new_order][np.cumsum(new_order) - 1]
    place = running - first
    peers = np.bincount(running)[running]
    group = np.cumsum(new_order) - 1
    n_places = np.zeros(group[-1] + 1, dtype=np.int64)
    np.maximum.at(n_places, group, place + 1)
    return place, n_places[group], peers
