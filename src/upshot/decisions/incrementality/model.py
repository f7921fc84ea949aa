"""What the incrementality estimate is given and what it gives back: arrays in, draws out.

The interim estimator of this release and the creator response model that follows it share these two values, so that
the verdict never learns which one spoke.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ProgrammeHistory:
    """The daily history of one workspace.

    Shapes: n_days daily arrays, oldest first, no gaps; n_posts posts; n_creators creators; n_events known events;
    n_channels other media.
    """

    days: tuple[date, ...]
    orders: Array  # (n_days,) counted orders per day, all of them, refunds not removed
    views: Array  # (n_posts, n_days) views gained per day, organic + paid, reconstructed from the readings
    views_paid: Array  # (n_posts, n_days) the paid part
    post_ids: tuple[str, ...]
    post_creator: NDArray[np.int64]  # (n_posts,) index into `creators`
    creators: tuple[str, ...]
    tracked_orders: dict[str, Array] = field(default_factory=dict)  # code, link, survey → (n_creators, n_days)
    events: Array | None = None  # (n_events, n_days) 1 while a known event runs
    event_names: tuple[str, ...] = ()
    other_media: Array | None = None  # (n_channels, n_days) spend
    lift_tests: tuple[LiftTest, ...] = ()
    creator_tiers: tuple[str | None, ...] = ()  # (n_creators,) by followers; empty or None = not known
    creator_collaborations: tuple[str | None, ...] = ()  # (n_creators,) the usual collaboration type


@dataclass(frozen=True)
class LiftTest:
    """One experiment: incremental orders measured between two days, by creators (empty = all of them)."""

    name: str
    starts_on: date
    ends_on: date
    creators: tuple[str, ...]
    incremental_orders: float
    standard_error: float


@dataclass(frozen=True)
class IncrementalEstimate:
    """Incremental orders as draws: sums of posts equal creators equal the total, draw by draw.

    `orders_draws` (n_draws, n_posts): incremental orders of each post over the history.
    `baseline_draws` (n_draws, n_days): orders without the programme.
    `method` is a wording code with a methods page; `evidence_grade` A experiment, B model with tracked signals,
    C model alone, D tracked only. `caveats` are wording codes.
    """

    history: ProgrammeHistory
    orders_draws: Array
    baseline_draws: Array
    method: str
    evidence_grade: str
    seed: int
    caveats: tuple[str, ...] = ()
    diagnostics: dict[str, float] = field(default_factory=dict)
