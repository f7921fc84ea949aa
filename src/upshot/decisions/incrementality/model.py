"""What the incrementality estimate is given and what it gives back: arrays in, draws out.

Whoever estimates fills these values, so that the verdict never learns how.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.incrementality.response.state import FitState

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
    regions: tuple[str, ...] = ()  # countries, or provinces of one country; empty = nobody wrote where orders come from
    orders_by_region: Array | None = None  # (n_regions, n_days) orders of known region: their sum may be below `orders`
    creator_regions: Array | None = None  # (n_creators, n_regions) where the audience lives; a row of NaN = not known

    @property
    def orders_without_region(self) -> float:
        """Counted orders of which nobody wrote where they came from."""
        known = 0.0 if self.orders_by_region is None else float(self.orders_by_region.sum())
        return float(self.orders.sum()) - known


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
class ResponseDraws:
    """What a view of each creator is worth, draw by draw: for budgets, forecasts and response curves.

    A post with V effective views (organic + `paid_worth` · paid, in units of `views_unit`) brings
    exp(log_effect) · V^concavity orders over its whole life. Shapes: n_draws first.
    """

    views_unit: float
    creators: Array  # (n_draws, n_creators) log effect of a typical post of each creator
    posts: Array  # (n_draws, n_posts) log effect of each post; −inf for one without views
    new_creator: Array  # (n_draws,) mean log effect of a creator nobody knows yet
    creator_sd: Array  # (n_draws,) how creators differ around it, log scale
    post_sd: Array  # (n_draws,) how posts of one creator differ: Student-t(4), log scale
    concavity: Array  # (n_draws,)
    paid_worth: Array  # (n_draws,) one paid view in organic views
    kernels: Array  # (n_draws, n_kernels) how long people wait
    tiers: tuple[str, ...] = ()
    by_tier: Array | None = None  # (n_draws, n_tiers) log effect of the tier against the mean
    collaborations: tuple[str, ...] = ()
    by_collaboration: Array | None = None
    capture: dict[str, Array] = field(
        default_factory=dict
    )  # signal → (n_draws, n_creators) share seen, NaN = no signal


@dataclass(frozen=True)
class Learned:
    """One quantity before and after the data: medians and 90 % bounds, and the part of the answer that is prior."""

    name: str  # a wording code
    prior: tuple[float, float, float]  # low, median, high
    posterior: tuple[float, float, float]
    prior_share: float  # posterior variance ÷ prior variance of the logarithm, at most 1


@dataclass(frozen=True)
class Check:
    """One look at whether the model fits what happened.

    `p_value` of a posterior predictive check: the share of replicated histories at least as extreme, two-sided; None
    where the check is not a test. `is_alarming` when a reader must be told.
    """

    name: str  # a wording code
    observed: float
    expected: tuple[float, float, float]  # low, median, high of what the model expects
    p_value: float | None
    is_alarming: bool


@dataclass(frozen=True)
class Alternative:
    """The total under another assumption: a signal left out, a prior made stronger or weaker."""

    name: str  # a wording code
    subject: str  # which signal or prior
    total: tuple[float, float, float]  # low, median, high, incremental orders
    change_in_sd: float  # of the median, in sds of the main answer
    is_reliable: bool  # False where reweighting would rest on too few draws


@dataclass(frozen=True)
class ShiftedCampaign:
    """The programme shifted round in time: the share of all orders that a regression finds where it never was."""

    shift_days: int
    share_of_orders: float
    standard_error: float


@dataclass(frozen=True)
class ModelChecks:
    """What stands beside the answer so that nobody has to trust it."""

    learned: tuple[Learned, ...] = ()
    predictive: tuple[Check, ...] = ()
    placebo: tuple[Check, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()  # creators who cannot be told apart: report the group
    shifted_campaigns: tuple[ShiftedCampaign, ...] = ()


@dataclass(frozen=True)
class IncrementalEstimate:
    """Incremental orders as draws: sums of posts equal creators equal the total, draw by draw.

    `orders_draws` (n_draws, n_posts): incremental orders of each post over the history.
    `baseline_draws` (n_draws, n_days): orders without the programme. `increment_draws` (n_draws, n_days): expected
    orders a day with it. `method` is a wording code with a methods page; `evidence_grade` A experiment, B model with
    tracked signals, C model alone, D tracked only. `caveats` are wording codes. `state` is where the next fit begins.
    """

    history: ProgrammeHistory
    orders_draws: Array
    baseline_draws: Array
    method: str
    evidence_grade: str
    seed: int
    caveats: tuple[str, ...] = ()
    diagnostics: dict[str, float] = field(default_factory=dict)
    increment_draws: Array | None = None
    response: ResponseDraws | None = None
    checks: ModelChecks = field(default_factory=ModelChecks)
    state: FitState | None = field(default=None, repr=False)
