"""Plan a geo test: which regions, how long, what it could detect and what that costs; only feasible designs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import GeoDesign, GeoKind, GeoTestPlan, Phase, RefusedDesign
from upshot.decisions.experiments.geo_test import FEW_REGIONS, FEWEST_CONTROLS, FEWEST_PRE_PERIODS, WORST_MAPE
from upshot.decisions.experiments.model import ExperimentKind
from upshot.decisions.experiments.region_series import Array, RegionSeries
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.matched_markets import (
    MarketGroup,
    candidate_groups,
    longest_window,
    read_group,
    shrunken_error,
    whole_period_fit,
)

TEST_WEEKS = (2, 3, 4, 6)
COOLDOWN_DAYS = 9  # Haus publishes a mean of 21 test days and 9 days after
PLAUSIBLE_LIFT = 0.10
N_CANDIDATES = 12
SIZES = (1, 2, 3, 4, 6, 8)
MOST_OPTIONS = 10
LARGEST_SHARE = 0.5
SPARSE_SHARE = 0.5  # a region without an order on this share of the days is left out
METHOD = "geo_matched_markets"


@dataclass(frozen=True)
class GeoWish:
    """What the planner is told.

    `plausible_lift` relative; `unit_cost` what one incremental order costs (heavy-up) or what an order's margin is
    (withdrawal), in `currency`; `weeks` the durations to try; `power` and `level` of the test.
    """

    kind: GeoKind = GeoKind.HEAVY_UP
    plausible_lift: float = PLAUSIBLE_LIFT
    power: float = 0.8
    level: float = 0.9
    weeks: tuple[int, ...] = TEST_WEEKS
    cooldown_days: int = COOLDOWN_DAYS
    starts_on: date | None = None
    unit_cost: float | None = None
    currency: str | None = None
    seed: int = 1


def plan_geo_test(series: RegionSeries, wish: GeoWish | None = None) -> GeoTestPlan | InsufficientEvidence:
    """Design a geo test from the past.

    Groups of treated regions are drawn by size; each is read, with the method that will read the test, on windows of
    the past in which nothing was done. The spread of those placebo lifts gives the smallest detectable effect.

    Parameters
    ----------
    series : orders by region and day before the test; days in which the programme was tested should not be in it
    wish : durations, plausible lift, power, level, cost

    Returns
    -------
    GeoTestPlan whose options are feasible, cheapest first (by orders at stake), and whose `refused` says why others
    are not; or InsufficientEvidence when no region or day can be used

    Raises
    ------
    InvalidInput : geo_wish_out_of_range
    """
    wish = wish or GeoWish()
    _check_wish(wish)
    usable, sparse = _usable(series)
    if len(usable.regions) < FEWEST_CONTROLS + 2:
        facts = (("regions", str(len(usable.regions))), ("needed", str(FEWEST_CONTROLS + 2)))
        return InsufficientEvidence("geo_too_few_regions", ("geo_use_finer_regions", "geo_use_on_off"), facts)
    if len(series.days) < FEWEST_PRE_PERIODS:
        facts = (("periods", str(len(series.days))), ("needed", str(FEWEST_PRE_PERIODS)))
        return InsufficientEvidence("geo_pre_period_too_short", ("import_earlier_orders",), facts)
    options, refused = _designs(usable, wish)
    caveats = _caveats(series, usable, sparse)
    helps = () if options else _what_would_help(usable, refused)
    return GeoTestPlan(
        kind=ExperimentKind.GEO,
        method=METHOD,
        level=wish.level,
        currency=wish.currency if wish.unit_cost is not None else None,
        options=tuple(sorted(options, key=lambda option: (option.orders_at_stake, option.duration_days or 0)))[
            :MOST_OPTIONS
        ],
        assumptions=_assumptions(wish),
        caveats=caveats,
        what_would_help=helps,
        source=series.source,
        metric=series.metric,
        geo_kind=wish.kind,
        plausible_lift=wish.plausible_lift,
        n_regions=len(usable.regions),
        refused=tuple(refused),
    )


def _check_wish(wish: GeoWish) -> None:
    ranges = {
        "plausible_lift": (wish.plausible_lift, 0.0, 10.0),
        "power": (wish.power, 0.5, 0.999),
        "level": (wish.level, 0.5, 0.999),
        "weeks": (min(wish.weeks, default=0), 1, 52),
        "cooldown_days": (wish.cooldown_days, 0, 180),
    }
    for name, (seen, low, high) in ranges.items():
        if not low <= seen <= high or (name == "plausible_lift" and seen <= 0):
            raise InvalidInput("geo_wish_out_of_range", name=name, seen=str(seen), low=str(low), high=str(high))


def _usable(series: RegionSeries) -> tuple[RegionSeries, tuple[str, ...]]:
    """The series without regions that sell on too few days."""
    empty = (series.values <= 0).mean(axis=1)
    sparse = tuple(region for region, share in zip(series.regions, empty, strict=True) if share > SPARSE_SHARE)
    return (series.without(sparse) if sparse else series), sparse


def _designs(series: RegionSeries, wish: GeoWish) -> tuple[list[GeoDesign], list[RefusedDesign]]:
    """The best group of each size and duration, feasible or refused."""
    rng = np.random.default_rng([wish.seed, 0x6E0])
    options: list[GeoDesign] = []
    refused: list[RefusedDesign] = []
    sizes = [size for size in SIZES if size <= len(series.regions) - FEWEST_CONTROLS]
    for weeks in wish.weeks:
        n_periods = weeks * 7 // series.step_days
        if n_periods > longest_window(len(series.days)):
            facts = {"weeks": str(weeks), "needed": str(3 * weeks), "days": str(len(series.days) * series.step_days)}
            refused.append(_refused(weeks, None, "geo_refused_pre_period", facts))
            continue
        for n_treated in sizes:
            best = _best_group(series.values, n_treated, n_periods, wish, rng)
            judged = _judged(series, best[0], best[1], weeks, wish)
            if isinstance(judged, RefusedDesign):
                refused.append(judged)
            else:
                options.append(judged)
    return options, refused


def _best_group(
    values: Array, n_treated: int, n_periods: int, wish: GeoWish, rng: np.random.Generator
) -> tuple[MarketGroup, float]:
    """The group with the smallest detectable effect, and its error drawn towards its peers'."""
    drawn = candidate_groups(values, n_treated=n_treated, n_candidates=N_CANDIDATES, rng=rng)
    read = [group for rows in drawn if (group := read_group(values, rows, n_periods=n_periods)) is not None]
    by_effect = [
        (group.smallest_effect(level=wish.level, power=wish.power, error=shrunken_error(group, read)), place)
        for place, group in enumerate(read)
    ]
    best = read[min(by_effect)[1]]
    return best, shrunken_error(best, read)


def _judged(
    series: RegionSeries, group: MarketGroup, error: float, weeks: int, wish: GeoWish
) -> GeoDesign | RefusedDesign:
    """The group as a design, or why it is not offered."""
    effect = group.smallest_effect(level=wish.level, power=wish.power, error=error)
    rows = np.array(group.rows)
    share = float(series.values[rows].sum() / series.values.sum())
    length = 7 // series.step_days
    gap = whole_period_fit(series.values, rows)
    weekly = gap[len(gap) % length :].reshape(-1, length).mean(axis=1)
    mape = float(np.mean(np.abs(weekly)))
    facts = {"weeks": str(weeks), "n": str(len(rows)), "effect_pct": f"{effect * 100:.1f}"}
    if share > LARGEST_SHARE:
        facts |= {"share_pct": f"{share * 100:.0f}", "limit_pct": f"{LARGEST_SHARE * 100:.0f}"}
        return _refused(weeks, len(rows), "geo_refused_share", facts)
    if mape > WORST_MAPE:
        facts |= {"mape_pct": f"{mape * 100:.1f}", "limit_pct": f"{WORST_MAPE * 100:.0f}"}
        return _refused(weeks, len(rows), "geo_refused_fit", facts)
    if effect > wish.plausible_lift:
        facts |= {"plausible_pct": f"{wish.plausible_lift * 100:.1f}"}
        return _refused(weeks, len(rows), "geo_refused_effect", facts)
    expected = group.baseline * len(rows) * group.n_periods
    stake = expected * (wish.plausible_lift if wish.kind.is_withdrawn else effect)
    starts_on = wish.starts_on or _next_monday(series.days[-1] + timedelta(days=series.step_days))
    ends_on = starts_on + timedelta(days=7 * weeks - 1)
    last_seen = series.days[-1] + timedelta(days=series.step_days - 1)
    return GeoDesign(
        name=f"{len(rows)} × {weeks}",
        effect_abs=effect * expected,
        effect_rel=effect,
        power=wish.power,
        n_per_arm=len(rows),
        n_total=len(series.regions),
        duration_days=7 * weeks,
        cost=None if wish.unit_cost is None else wish.unit_cost * stake,
        treated=tuple(series.regions[row] for row in group.rows),
        pre_period=Phase(starts_on=series.days[0], ends_on=last_seen),
        test_period=Phase(starts_on=starts_on, ends_on=ends_on),
        cooldown_period=_cooldown(ends_on, wish.cooldown_days),
        share_of_orders=share,
        expected_orders=expected,
        orders_at_stake=stake,
        power_at_plausible=group.detection_rate(wish.plausible_lift, level=wish.level),
        false_alarm_rate=group.detection_rate(0.0, level=wish.level),
        n_windows=len(group.gaps),
        pre_mape=mape,
    )


def _cooldown(ends_on: date, days: int) -> Phase | None:
    first = ends_on + timedelta(days=1)
    return Phase(starts_on=first, ends_on=ends_on + timedelta(days=days)) if days else None


def _refused(weeks: int, n_treated: int | None, code: str, facts: dict[str, str]) -> RefusedDesign:
    name = f"{weeks}" if n_treated is None else f"{n_treated} × {weeks}"
    return RefusedDesign(name=name, reason=Phrase(code=code, facts=facts))


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _assumptions(wish: GeoWish) -> tuple[Phrase, ...]:
    return (
        Phrase(code="geo_assumes_plausible", facts={"plausible_pct": f"{wish.plausible_lift * 100:.1f}"}),
        Phrase(code=f"geo_assumes_{wish.kind.value}"),
        Phrase(code="geo_assumes_past"),
        Phrase(code="geo_cost_unknown" if wish.unit_cost is None else "geo_cost_known"),
    )


def _caveats(series: RegionSeries, usable: RegionSeries, sparse: Sequence[str]) -> tuple[Phrase, ...]:
    def found() -> Iterator[Phrase]:
        n = len(usable.regions)
        if n < FEW_REGIONS:
            yield Phrase(code="geo_few_regions", facts={"n": str(n), "advised": str(FEW_REGIONS)})
        if sparse:
            yield Phrase(code="geo_regions_sparse", facts={"n": str(len(sparse)), "regions": ", ".join(sparse[:5])})
        if series.dropped:
            facts = {"n": str(len(series.dropped)), "regions": ", ".join(series.dropped[:5])}
            yield Phrase(code="geo_regions_dropped", facts=facts)
        yield Phrase(code="geo_spill_over")

    return tuple(found())


def _what_would_help(series: RegionSeries, refused: Sequence[RefusedDesign]) -> tuple[Phrase, ...]:
    codes = {item.reason.code for item in refused}
    helps = ["import_earlier_orders"] if "geo_refused_pre_period" in codes else []
    if "geo_refused_effect" in codes:
        helps += ["geo_test_longer_or_stronger"]
    if len(series.regions) < FEW_REGIONS:
        helps += ["geo_use_finer_regions"]
    return tuple(Phrase(code=code) for code in [*helps, "geo_use_on_off"])
