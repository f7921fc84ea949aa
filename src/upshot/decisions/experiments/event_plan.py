"""Plan staggered launches: which regions start when, what that could detect and what is at stake.

Every design is read on stretches of the past in which nobody launched, with launches drawn by lot; the spread of what
it then "finds" gives the smallest lift that it sees. The reading is that of `event_study.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.stats import t as student

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.event_study import BASE_WEEKS, FEWEST_REGIONS, weekly_sums
from upshot.decisions.experiments.geo_model import Phase, RefusedDesign
from upshot.decisions.experiments.model import DesignOption, ExperimentKind, ExperimentPlan
from upshot.decisions.experiments.region_series import Array, RegionSeries
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.event_study import NEVER, Index, staggered_lift

METHOD = "event_study_placebo_launches"
WAVES = (1, 2, 4)
LAUNCHED_SHARES = (1 / 3, 1 / 2, 2 / 3)
WEEKS_AFTER = (4, 8)
STAGGER_WEEKS = 2
FEWEST_STARTS = 4  # stretches of the past, each beginning on another week
N_DRAWS = 160  # drawn launches, spread over those stretches


class LaunchDesign(DesignOption):
    """Which regions launch when; `launches` is drawn by lot and has to be kept as it is.

    `effect_rel` is the smallest relative lift found with `power`; `power_at_plausible` and `false_alarm_rate` are
    shares of drawn launches in the past, with the plausible lift planted and without.
    """

    launches: dict[str, date]
    waves: int
    weeks_after: int
    test_period: Phase
    expected_orders: float
    orders_at_stake: float
    power_at_plausible: float
    false_alarm_rate: float
    n_windows: int


class LaunchPlan(ExperimentPlan):
    """Staggered launches before they happen."""

    source: str
    metric: str
    plausible_lift: float
    n_regions: int
    options: tuple[LaunchDesign, ...]
    refused: tuple[RefusedDesign, ...] = ()


@dataclass(frozen=True)
class LaunchWish:
    """What the planner is told; `unit_cost` is what one incremental order costs, in `currency`."""

    plausible_lift: float = 0.10
    power: float = 0.8
    level: float = 0.9
    weeks_after: tuple[int, ...] = WEEKS_AFTER
    starts_on: date | None = None
    unit_cost: float | None = None
    currency: str | None = None
    seed: int = 1


@dataclass(frozen=True)
class _Shape:
    """How many regions launch, in how many waves, and for how many weeks they are watched."""

    n_launched: int
    waves: int
    weeks_after: int

    @property
    def n_weeks(self) -> int:
        return BASE_WEEKS + self.last_wave + self.weeks_after

    @property
    def last_wave(self) -> int:
        return (self.waves - 1) * STAGGER_WEEKS

    def draw(self, n_regions: int, rng: np.random.Generator) -> Index:
        """(n_regions,) the week of each launch, counted from the end of the base; the rest never launch."""
        weeks = np.full(n_regions, NEVER, dtype=np.int64)
        chosen = rng.permutation(n_regions)[: self.n_launched]
        weeks[chosen] = BASE_WEEKS + STAGGER_WEEKS * (np.arange(self.n_launched) % self.waves)
        return weeks


def plan_launches(series: RegionSeries, wish: LaunchWish | None = None) -> LaunchPlan | InsufficientEvidence:
    """Design staggered launches from the past.

    Parameters
    ----------
    series : orders by region and day (or week) before anybody launched

    Returns
    -------
    LaunchPlan whose options are feasible, the smallest effect first; or InsufficientEvidence with too few regions or
    no orders

    Raises
    ------
    InvalidInput : geo_wish_out_of_range
    """
    wish = wish or LaunchWish()
    _check(wish)
    weekly, _ = weekly_sums(series)
    if len(series.regions) < FEWEST_REGIONS:
        facts = (("regions", str(len(series.regions))), ("needed", str(FEWEST_REGIONS)))
        return InsufficientEvidence("geo_too_few_regions", ("geo_use_finer_regions", "geo_use_on_off"), facts)
    if weekly.sum() <= 0:
        return InsufficientEvidence("no_counted_orders", ("import_orders",))
    judged = [_judged(series, weekly, shape, wish) for shape in _shapes(len(series.regions), wish.weeks_after)]
    options = sorted((j for j in judged if isinstance(j, LaunchDesign)), key=lambda j: j.effect_rel or 0.0)
    refused = tuple(j for j in judged if isinstance(j, RefusedDesign))
    known_cost = "geo_cost_unknown" if wish.unit_cost is None else "geo_cost_known"
    return LaunchPlan(
        kind=ExperimentKind.EVENT_STUDY,
        method=METHOD,
        level=wish.level,
        currency=wish.currency if wish.unit_cost is not None else None,
        options=tuple(options),
        assumptions=(
            Phrase(code="geo_assumes_plausible", facts={"plausible_pct": f"{wish.plausible_lift * 100:.1f}"}),
            Phrase(code="event_study_assumes_lot"),
            Phrase(code="event_study_proportional"),
            Phrase(code=known_cost),
        ),
        caveats=(Phrase(code="geo_spill_over"),),
        what_would_help=() if options else tuple(_what_would_help(refused)),
        source=series.source,
        metric=series.metric,
        plausible_lift=wish.plausible_lift,
        n_regions=len(series.regions),
        refused=refused,
    )


def _check(wish: LaunchWish) -> None:
    ranges = {
        "plausible_lift": (wish.plausible_lift, 0.001, 10.0),
        "power": (wish.power, 0.5, 0.999),
        "level": (wish.level, 0.5, 0.999),
        "weeks_after": (min(wish.weeks_after, default=0), 1, 104),
    }
    for name, (seen, low, high) in ranges.items():
        if not low <= seen <= high:
            raise InvalidInput("geo_wish_out_of_range", name=name, seen=str(seen), low=str(low), high=str(high))


def _shapes(n_regions: int, weeks_after: tuple[int, ...]) -> Iterator[_Shape]:
    for weeks in weeks_after:
        for share in LAUNCHED_SHARES:
            n = round(share * n_regions)
            yield from (_Shape(n, waves, weeks) for waves in WAVES if n // waves >= 2)


def _judged(series: RegionSeries, weekly: Array, shape: _Shape, wish: LaunchWish) -> LaunchDesign | RefusedDesign:
    """One shape as a design, or why it is not offered."""
    name = f"{shape.n_launched} × {shape.waves} × {shape.weeks_after}"
    facts = {"n": str(shape.n_launched), "waves": str(shape.waves), "weeks": str(shape.weeks_after)}
    starts = np.arange(weekly.shape[1] - shape.n_weeks + 1)
    if len(starts) < FEWEST_STARTS:
        facts |= {"needed": str(shape.n_weeks + FEWEST_STARTS - 1), "have": str(weekly.shape[1])}
        return RefusedDesign(name=name, reason=Phrase(code="event_study_refused_history", facts=facts))
    rng = np.random.default_rng([wish.seed, shape.n_launched, shape.waves, shape.weeks_after])
    found = _placebo_lifts(weekly, shape, starts, rng)
    freedom = len(series.regions) - 1
    error = float(np.sqrt(np.mean(found**2))) if len(found) else float("inf")
    critical = float(student.ppf(0.5 + wish.level / 2, freedom))
    effect = (critical + float(student.ppf(wish.power, freedom))) * error
    if not effect <= wish.plausible_lift:
        shown = f"{effect * 100:.1f}" if np.isfinite(effect) else "–"
        facts |= {"effect_pct": shown, "plausible_pct": f"{wish.plausible_lift * 100:.1f}"}
        return RefusedDesign(name=name, reason=Phrase(code="event_study_refused_effect", facts=facts))
    planted = found + wish.plausible_lift * (1 + found)  # a lift in proportion to what would have been
    starts_on = wish.starts_on or _next_monday(series.days[-1] + timedelta(days=series.step_days))
    weeks = shape.draw(len(series.regions), np.random.default_rng([wish.seed, 0x1A0]))
    launches = {
        region: starts_on + timedelta(weeks=int(week) - BASE_WEEKS)
        for region, week in zip(series.regions, weeks, strict=True)
        if week != NEVER
    }
    last = max(launches.values()) + timedelta(weeks=shape.weeks_after) - timedelta(days=1)
    usual = weekly[:, -min(12, weekly.shape[1]) :].mean(axis=1)
    expected = float(usual[weeks != NEVER].sum() * shape.weeks_after)
    stake = expected * effect
    return LaunchDesign(
        name=name,
        effect_abs=stake,
        effect_rel=effect,
        power=wish.power,
        n_per_arm=shape.n_launched,
        n_total=len(series.regions),
        duration_days=(last - starts_on).days + 1,
        cost=None if wish.unit_cost is None else wish.unit_cost * stake,
        launches=launches,
        waves=shape.waves,
        weeks_after=shape.weeks_after,
        test_period=Phase(starts_on=starts_on, ends_on=last),
        expected_orders=expected,
        orders_at_stake=stake,
        power_at_plausible=float(np.mean(np.abs(planted) > critical * error)),
        false_alarm_rate=float(np.mean(np.abs(found) > critical * error)),
        n_windows=len(starts),
    )


def _placebo_lifts(weekly: Array, shape: _Shape, starts: Index, rng: np.random.Generator) -> Array:
    """What drawn launches "find" in the past, every stretch in turn."""
    lifts = []
    for place in range(N_DRAWS):
        start = int(starts[place % len(starts)])
        launches = shape.draw(len(weekly), rng)
        window = weekly[:, start : start + shape.n_weeks]
        lifts.append(staggered_lift(window, launches, n_base=BASE_WEEKS, n_after=shape.weeks_after))
    found: Array = np.array([lift for lift in lifts if np.isfinite(lift)])
    return found


def _what_would_help(refused: tuple[RefusedDesign, ...]) -> Iterator[Phrase]:
    codes = {item.reason.code for item in refused}
    if "event_study_refused_history" in codes:
        yield Phrase(code="import_earlier_orders")
    if "event_study_refused_effect" in codes:
        yield Phrase(code="geo_test_longer_or_stronger")
    yield Phrase(code="geo_use_on_off")


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
