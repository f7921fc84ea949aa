"""On/off tests for brands too small or too national for regions: weeks with the programme, weeks without.

The order of the blocks is drawn at random in pairs; the reading compares it with the other orders that could have been
drawn. `docs/experiments-geo.md` says what such a test can detect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import Phase, RefusedDesign, SeriesPoint
from upshot.decisions.experiments.lift_record import LiftRecord, normal_error
from upshot.decisions.experiments.model import (
    DesignOption,
    ExperimentAnswer,
    ExperimentKind,
    ExperimentPlan,
    ExperimentVerdict,
    LiftEstimate,
)
from upshot.decisions.experiments.region_series import Array, Mask, RegionSeries
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.switchback import SwitchbackReading, allowed_schedules, read_switchback, switchback_effects
from upshot.version import __version__

METHOD = "on_off_permutation"
PLAN_WEEKS = (8, 12, 16, 24)
BLOCK_WEEKS = (1, 2)
WASHOUT_DAYS = 2
FEWEST_WINDOWS = 5
EFFECTS = np.concatenate([np.arange(0.02, 0.42, 0.02), np.arange(0.45, 1.55, 0.05)])
MOST_COMPARED = 256
N_PLANTED = 24


class OnOffDesign(DesignOption):
    """A schedule of blocks; `schedule` is drawn at random and has to be kept as it is.

    `effect_rel` is the smallest relative lift found with `power` in simulations on the past; `n_windows` how many
    stretches of the past they used.
    """

    block_days: int
    washout_days: int
    schedule: tuple[bool, ...]
    test_period: Phase
    expected_orders: float
    orders_at_stake: float
    power_at_plausible: float
    false_alarm_rate: float
    smallest_p_value: float
    n_windows: int


class OnOffPlan(ExperimentPlan):
    """An on/off test before it runs."""

    source: str
    metric: str
    plausible_lift: float
    options: tuple[OnOffDesign, ...]
    refused: tuple[RefusedDesign, ...] = ()


class OnOffVerdict(ExperimentVerdict):
    """An on/off test after it ran; `series` has the average per day of each block."""

    metric: str
    block_days: int
    washout_days: int
    schedule: tuple[bool, ...]
    test_period: Phase
    smallest_p_value: float
    n_schedules: int
    series: tuple[SeriesPoint, ...]
    lift_record: LiftRecord | None = None


@dataclass(frozen=True)
class OnOffWish:
    """What the planner is told; `unit_cost` is the margin of one order, forgone in the weeks without."""

    plausible_lift: float = 0.10
    power: float = 0.8
    level: float = 0.9
    weeks: tuple[int, ...] = PLAN_WEEKS
    washout_days: int = WASHOUT_DAYS
    starts_on: date | None = None
    unit_cost: float | None = None
    currency: str | None = None
    seed: int = 1


# --- before --------------------------------------------------------------------------------------------------------


def plan_on_off_test(series: RegionSeries, wish: OnOffWish | None = None) -> OnOffPlan | InsufficientEvidence:
    """Schedules that would find a plausible lift, by simulation on the past; and why others are not offered.

    Each stretch of the past as long as the test gets a drawn schedule and a planted lift, and is read with the
    permutation test that will read the real one.
    """
    wish = wish or OnOffWish()
    if not 0 < wish.plausible_lift <= 10 or not 0.5 <= wish.level < 1 or not 0.5 <= wish.power < 1:
        seen = f"{wish.plausible_lift}, {wish.level}, {wish.power}"
        raise InvalidInput("geo_wish_out_of_range", name="plausible_lift, level, power", seen=seen, low="0", high="1")
    daily = _daily(series)
    if daily.sum() <= 0:
        return InsufficientEvidence("no_counted_orders", ("import_orders",))
    options: list[OnOffDesign] = []
    refused: list[RefusedDesign] = []
    for weeks in wish.weeks:
        for block_weeks in BLOCK_WEEKS:
            judged = _judged(series, daily, weeks, block_weeks, wish)
            if isinstance(judged, OnOffDesign):
                options.append(judged)
            else:
                refused.append(judged)
    helps = () if options else (Phrase(code="on_off_longer_or_stronger"), Phrase(code="on_off_rely_on_codes"))
    return OnOffPlan(
        kind=ExperimentKind.ON_OFF,
        method=METHOD,
        level=wish.level,
        currency=wish.currency if wish.unit_cost is not None else None,
        options=tuple(sorted(options, key=lambda option: option.duration_days or 0)),
        assumptions=(
            Phrase(code="geo_assumes_plausible", facts={"plausible_pct": f"{wish.plausible_lift * 100:.1f}"}),
            Phrase(code="on_off_assumes_short_effect", facts={"days": str(wish.washout_days)}),
            Phrase(code="on_off_assumes_random"),
            Phrase(code="geo_cost_unknown" if wish.unit_cost is None else "geo_cost_known"),
        ),
        caveats=(Phrase(code="on_off_posts_linger"),),
        what_would_help=helps,
        source=series.source,
        metric=series.metric,
        plausible_lift=wish.plausible_lift,
        refused=tuple(refused),
    )


def _judged(
    series: RegionSeries, daily: Array, weeks: int, block_weeks: int, wish: OnOffWish
) -> OnOffDesign | RefusedDesign:
    """One length and block length as a design, or why not."""
    n_blocks = weeks // block_weeks
    name = f"{weeks} × {block_weeks}"
    facts = {"weeks": str(weeks), "block_weeks": str(block_weeks)}
    smallest = 2.0 ** (1 - n_blocks // 2)
    if n_blocks % 2 or smallest > 1 - wish.level:
        facts |= {"p_value": f"{smallest:.3f}", "alpha": f"{1 - wish.level:.2f}"}
        return RefusedDesign(name=name, reason=Phrase(code="on_off_refused_blocks", facts=facts))
    windows = _windows(daily, n_blocks, 7 * block_weeks, wish.washout_days)
    if len(windows) < FEWEST_WINDOWS:
        facts |= {"days": str(len(daily)), "needed": str(7 * weeks + 7 * (FEWEST_WINDOWS - 1))}
        return RefusedDesign(name=name, reason=Phrase(code="on_off_refused_history", facts=facts))
    rng = np.random.default_rng([wish.seed, weeks, block_weeks])
    alternating = np.arange(n_blocks) % 2 == 0
    everything = allowed_schedules(alternating, rng)
    compared = everything[rng.permutation(len(everything))[:MOST_COMPARED]]
    rates = _detection_rates(windows, compared, np.concatenate([[0.0, wish.plausible_lift], EFFECTS]), wish.level)
    reached = np.flatnonzero(np.minimum.accumulate(rates[:1:-1])[::-1] >= wish.power)
    effect = float(EFFECTS[reached[0]]) if len(reached) else float("inf")
    if effect > wish.plausible_lift + 1e-9:
        shown = f"{effect * 100:.0f}" if np.isfinite(effect) else f"> {EFFECTS[-1] * 100:.0f}"
        facts |= {"effect_pct": shown, "plausible_pct": f"{wish.plausible_lift * 100:.1f}"}
        facts |= {"power_pct": f"{rates[1] * 100:.0f}"}
        return RefusedDesign(name=name, reason=Phrase(code="on_off_refused_effect", facts=facts))
    starts_on = wish.starts_on or _next_monday(series.days[-1] + timedelta(days=series.step_days))
    expected = float(windows[-1].mean()) * 7 * weeks / 2
    stake = expected * wish.plausible_lift
    return OnOffDesign(
        name=name,
        effect_abs=effect * expected,
        effect_rel=effect,
        power=wish.power,
        n_per_arm=n_blocks // 2,
        n_total=n_blocks,
        duration_days=7 * weeks,
        cost=None if wish.unit_cost is None else wish.unit_cost * stake,
        block_days=7 * block_weeks,
        washout_days=wish.washout_days,
        schedule=tuple(bool(on) for on in compared[0]),
        test_period=Phase(starts_on=starts_on, ends_on=starts_on + timedelta(days=7 * weeks - 1)),
        expected_orders=expected,
        orders_at_stake=stake,
        power_at_plausible=float(rates[1]),
        false_alarm_rate=float(rates[0]),
        smallest_p_value=smallest,
        n_windows=len(windows),
    )


def _windows(daily: Array, n_blocks: int, block_days: int, washout_days: int) -> Array:
    """(n_windows, n_blocks) block averages of stretches of the past, a week apart, oldest first."""
    length = n_blocks * block_days
    ends = range(len(daily), length - 1, -7)
    rows = [_block_means(daily[end - length : end], block_days, washout_days) for end in ends]
    return np.array(rows[::-1]).reshape(-1, n_blocks)


def _block_means(daily: Array, block_days: int, washout_days: int) -> Array:
    means: Array = daily.reshape(-1, block_days)[:, washout_days:].mean(axis=1)
    return means


def _detection_rates(windows: Array, schedules: Mask, effects: Array, level: float) -> Array:
    """(n_effects,) share of windows and drawn schedules in which a planted relative lift is found."""
    plain = switchback_effects(windows, schedules)  # (n_windows, n_schedules)
    planted = schedules[:N_PLANTED]
    base = windows.mean(axis=1)
    rates = np.empty(len(effects))
    for place, effect in enumerate(effects):
        found = 0.0
        for row, schedule in enumerate(planted):
            shape = switchback_effects(windows * schedule, schedules)  # a lift in proportion to each block
            scores = np.abs(plain + effect * shape)
            p_values = np.mean(scores >= scores[:, [row]] * (1 - 1e-9), axis=1)
            found += float(np.mean((p_values <= 1 - level + 1e-9) & (base > 0)))
        rates[place] = found / len(planted)
    return rates


# --- after ---------------------------------------------------------------------------------------------------------


def read_on_off_test(
    series: RegionSeries,
    on: Sequence[tuple[date, date]],
    *,
    starts_on: date,
    ends_on: date,
    block_days: int = 7,
    washout_days: int = WASHOUT_DAYS,
    name: str = "",
    level: float = 0.9,
    seed: int = 1,
) -> OnOffVerdict | InsufficientEvidence:
    """Read a finished on/off test.

    Parameters
    ----------
    series : orders by day; several regions are added up
    on : the stretches of days, both included, in which the programme ran
    starts_on, ends_on : the test, whole blocks, both included
    block_days : length of a block; whole weeks keep the weekdays apart from the effect
    washout_days : first days of every block that are left out, because the block before still works in them

    Raises
    ------
    InvalidInput : on_off_outside_data, on_off_not_whole_blocks, on_off_block_mixed, on_off_never_changes
    """
    daily, mask, place = _test_days(series, on, starts_on, ends_on, block_days, washout_days)
    blocks = mask.reshape(-1, block_days)
    schedule: Mask = np.all(blocks, axis=1)
    values = _block_means(daily[place : place + len(mask)], block_days, washout_days)
    n_possible = len(schedule)
    reading = read_switchback(values, schedule, level=level, seed=seed)
    if reading.smallest_p_value > 1 - level + 1e-9 or not np.isfinite([reading.low, reading.high]).all():
        facts = (("blocks", str(n_possible)), ("p_value", f"{reading.smallest_p_value:.3f}"))
        return InsufficientEvidence("on_off_too_few_blocks", ("on_off_more_blocks",), facts)
    if values.mean() <= 0:
        return InsufficientEvidence("no_counted_orders", ("import_orders",))
    estimate = _estimate(series, values, schedule, reading, block_days, level)
    answer, code = _answer(estimate)
    facts_ = {"lift_pct": _pct(estimate.lift_rel), "low_pct": _pct(estimate.lift_rel_low)}
    facts_ |= {"high_pct": _pct(estimate.lift_rel_high), "level_pct": f"{level * 100:.0f}"}
    caveats = [Phrase(code="on_off_posts_linger")]
    if not reading.is_paired:
        caveats.append(Phrase(code="on_off_not_paired", facts={"n": str(reading.n_schedules)}))
    return OnOffVerdict(
        upshot_version=__version__,
        kind=ExperimentKind.ON_OFF,
        name=name or f"on/off {starts_on}",
        source=series.source,
        level=level,
        seed=seed,
        answer=answer,
        reasons=(Phrase(code=code, facts=facts_),),
        estimates=(estimate,),
        caveats=tuple(caveats),
        metric=series.metric,
        block_days=block_days,
        washout_days=washout_days,
        schedule=tuple(bool(value) for value in schedule),
        test_period=Phase(starts_on=starts_on, ends_on=ends_on),
        smallest_p_value=reading.smallest_p_value,
        n_schedules=reading.n_schedules,
        series=_points(values, schedule, reading, starts_on, block_days),
        lift_record=_record(series, estimate, starts_on, ends_on),
    )


def _test_days(
    series: RegionSeries,
    on: Sequence[tuple[date, date]],
    starts_on: date,
    ends_on: date,
    block_days: int,
    washout_days: int,
) -> tuple[Array, Mask, int]:
    """All days' orders, the test's days with the programme, and where the test begins."""
    n_days = (ends_on - starts_on).days + 1
    last = series.days[-1] + timedelta(days=series.step_days - 1)
    if n_days < 1 or starts_on < series.days[0] or ends_on > last:
        facts = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
        raise InvalidInput("on_off_outside_data", **facts, first=str(series.days[0]), last=str(last))
    if series.step_days != 1 or block_days < 1 or n_days % block_days or not 0 <= washout_days < block_days:
        raise InvalidInput(
            "on_off_not_whole_blocks",
            days=n_days,
            block_days=block_days,
            washout_days=washout_days,
            step=series.step_days,
        )
    days = [starts_on + timedelta(days=offset) for offset in range(n_days)]
    mask = np.array([any(first <= day <= end for first, end in on) for day in days])
    blocks = mask.reshape(-1, block_days)
    mixed = np.flatnonzero(blocks.any(axis=1) & ~blocks.all(axis=1))
    if len(mixed):
        first = starts_on + timedelta(days=int(mixed[0]) * block_days)
        raise InvalidInput("on_off_block_mixed", starts_on=str(first), block_days=block_days)
    if blocks.all() or not blocks.any():
        raise InvalidInput("on_off_never_changes", starts_on=str(starts_on), ends_on=str(ends_on))
    return _daily(series), mask, (starts_on - series.days[0]).days


def _daily(series: RegionSeries) -> Array:
    """(n_days,) everything added up, orders of no region too."""
    total: Array = series.values.sum(axis=0)
    return total if series.unplaced is None else total + series.unplaced


def _estimate(
    series: RegionSeries, values: Array, schedule: Mask, reading: SwitchbackReading, block_days: int, level: float
) -> LiftEstimate:
    """Effect per day as a sum over the days with the programme."""
    n_days = int(schedule.sum()) * block_days
    base = float(values[schedule].mean()) - reading.effect
    rel = base if base > 0 else None
    return LiftEstimate(
        name=METHOD,
        kind=ExperimentKind.ON_OFF,
        metric=series.metric,
        unit="count",
        treatment="on",
        control="off",
        estimate=reading.effect * n_days,
        low=reading.low * n_days,
        high=reading.high * n_days,
        level=level,
        standard_error=reading.standard_error * n_days,
        n=len(schedule),
        p_value=reading.p_value,
        lift_rel=reading.effect / rel if rel else None,
        lift_rel_low=reading.low / rel if rel else None,
        lift_rel_high=reading.high / rel if rel else None,
        is_primary=True,
        method=METHOD,
    )


def _answer(estimate: LiftEstimate) -> tuple[ExperimentAnswer, str]:
    if estimate.low > 0:
        return ExperimentAnswer.LIFT, "on_off_lift_found"
    if estimate.high < 0:
        return ExperimentAnswer.DROP, "on_off_drop_found"
    return ExperimentAnswer.UNDECIDED, "on_off_no_lift_found"


def _points(
    values: Array, schedule: Mask, reading: SwitchbackReading, starts_on: date, block_days: int
) -> tuple[SeriesPoint, ...]:
    return tuple(
        SeriesPoint(
            day=starts_on + timedelta(days=place * block_days),
            observed=float(value),
            counterfactual=float(value - reading.effect * is_on),
        )
        for place, (value, is_on) in enumerate(zip(values, schedule, strict=True))
    )


def _record(series: RegionSeries, estimate: LiftEstimate, starts_on: date, ends_on: date) -> LiftRecord | None:
    if series.metric != "orders":
        return None
    return LiftRecord(
        kind="on_off",
        starts_on=starts_on,
        ends_on=ends_on,
        incremental_orders=round(estimate.estimate, 2),
        standard_error=round(normal_error(estimate.low, estimate.high, estimate.level), 2),
        method=METHOD,
    )


def _pct(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


__all__ = ["OnOffDesign", "OnOffPlan", "OnOffVerdict", "OnOffWish", "plan_on_off_test", "read_on_off_test"]
