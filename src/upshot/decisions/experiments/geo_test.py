"""Read a geo test: what the treated regions would have done, by two methods, beside what they did.

The answer rests on a synthetic control with an intercept and its placebo windows, and is only given when the Bayesian
structural time series agrees. `docs/experiments-geo.md` has the equations and what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import (
    GeoKind,
    GeoTestVerdict,
    Phase,
    PlaceboTest,
    RegionWeight,
    SeriesPoint,
)
from upshot.decisions.experiments.lift_record import LiftRecord, normal_error
from upshot.decisions.experiments.model import ExperimentAnswer, ExperimentCheck, ExperimentKind, LiftEstimate
from upshot.decisions.experiments.region_series import Array, Mask, RegionSeries
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.placebo import SpacePlacebos, TimePlacebos, conformal_interval, conformal_p_value
from upshot.stats.placebo import space_placebos as read_space_placebos
from upshot.stats.placebo import time_placebos as read_time_placebos
from upshot.stats.synthetic_control import SyntheticControl, choose_ridge, fit_synthetic_control
from upshot.stats.time_series_counterfactual import Counterfactual, fit_time_series_counterfactual
from upshot.version import __version__

FEWEST_CONTROLS = 4
FEWEST_PRE_PERIODS = 25
PRE_WINDOWS = 3  # the pre-period must hold the test's length this often
WORST_MAPE = 0.20
WORST_DRIFT = 0.15
FEW_REGIONS = 20
METHOD = "geo_synthetic_control"


@dataclass(frozen=True)
class GeoSplit:
    """The test as arrays: `treated` (n_periods,) mean of the treated regions, `controls` (n_controls, n_periods)."""

    series: RegionSeries
    treated_rows: tuple[int, ...]
    control_rows: tuple[int, ...]
    treated: Array
    controls: Array
    before: Mask
    tested: Mask
    cooldown: Mask

    @property
    def n_treated(self) -> int:
        """How many regions are treated."""
        return len(self.treated_rows)


def read_geo_test(
    series: RegionSeries,
    treated: Sequence[str],
    *,
    starts_on: date,
    ends_on: date,
    name: str = "",
    kind: GeoKind = GeoKind.HEAVY_UP,
    cooldown_days: int = 0,
    with_cooldown: bool = True,
    level: float = 0.9,
    seed: int = 1,
) -> GeoTestVerdict | InsufficientEvidence:
    """Read a finished geo test.

    Parameters
    ----------
    series : orders by region and day (or week)
    treated : the treated regions; all others are controls (take spoiled ones out with `series.without`)
    starts_on, ends_on : the test, both included
    cooldown_days : days after the test in which its effect may still arrive
    with_cooldown : count the cool-down's orders too; else those days are left out
    level : of all intervals
    seed : of the posterior's draws

    Returns
    -------
    GeoTestVerdict, or InsufficientEvidence when the controls do not follow the treated regions before the test, or
    there are too few regions or days

    Raises
    ------
    UnknownName : experiment_unknown_region; InvalidInput : geo_test_outside_data, geo_no_control_left …
    """
    split = split_regions(
        series, treated, starts_on=starts_on, ends_on=ends_on, cooldown_days=cooldown_days, with_cooldown=with_cooldown
    )
    too_little = _too_little(split)
    if too_little is not None:
        return too_little
    fit = fit_synthetic_control(split.treated, split.controls, split.before)
    bad_fit = _bad_fit(split, fit)
    if bad_fit is not None:
        return bad_fit
    n_tested = int(split.tested.sum())
    placebos = read_time_placebos(split.treated, split.controls, split.before, n_periods=n_tested)
    if placebos is None:
        return _pre_period_too_short(split)
    space = read_space_placebos(split.treated, split.controls, split.before, split.tested)
    posterior = fit_time_series_counterfactual(
        split.treated, split.controls, split.before, split.tested, weekdays=series.weekdays, seed=seed
    )
    readings = _readings(split, fit, placebos, posterior, level, kind)
    answer, reasons = _answer(readings, space)
    return GeoTestVerdict(
        upshot_version=__version__,
        kind=ExperimentKind.GEO,
        name=name or f"{', '.join(series.regions[row] for row in split.treated_rows)} {starts_on}",
        source=series.source,
        level=level,
        seed=seed,
        answer=answer,
        reasons=reasons,
        checks=(_fit_check(split, fit), _space_check(space)),
        estimates=readings,
        caveats=_caveats(split, readings, kind),
        metric=series.metric,
        geo_kind=kind,
        treated=tuple(series.regions[row] for row in split.treated_rows),
        pre_period=_phase(series, split.before),
        test_period=Phase(starts_on=starts_on, ends_on=ends_on),
        cooldown_period=_phase(series, split.cooldown) if split.cooldown.any() else None,
        pre_rmspe=fit.rmspe,
        pre_mape=weekly_mape(split, fit),
        att=float(fit.gap[split.tested].mean()),
        weights=_weights(split, fit),
        series=_points(split, fit, posterior, level),
        placebos=_placebos(placebos, space, float(fit.gap[split.tested].mean())),
        lift_record=_record(split, readings[0], kind, starts_on, ends_on),
    )


def split_regions(
    series: RegionSeries,
    treated: Sequence[str],
    *,
    starts_on: date,
    ends_on: date,
    cooldown_days: int = 0,
    with_cooldown: bool = True,
) -> GeoSplit:
    """The test as arrays; refuses days outside the data and tests without a control."""
    last = series.days[-1] + timedelta(days=series.step_days - 1)
    if not treated:
        raise InvalidInput("geo_no_treated_region", seen="", regions=len(series.regions))
    if ends_on < starts_on or starts_on <= series.days[0] or ends_on > last:
        facts = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
        raise InvalidInput("geo_test_outside_data", **facts, first=str(series.days[0]), last=str(last))
    rows = series.rows_of(treated)
    others = [row for row in range(len(series.regions)) if row not in rows]
    if not others:
        raise InvalidInput("geo_no_control_left", treated=len(rows), regions=len(series.regions))
    tested = series.between(starts_on, ends_on)
    if not tested.any():
        facts = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
        raise InvalidInput("geo_test_outside_data", **facts, first=str(series.days[0]), last=str(last))
    cooldown = series.between(ends_on + timedelta(days=1), ends_on + timedelta(days=cooldown_days))
    return GeoSplit(
        series,
        tuple(rows),
        tuple(others),
        series.values[rows].mean(axis=0),
        series.values[others],
        series.between(series.days[0], starts_on - timedelta(days=1)),
        tested | cooldown if with_cooldown else tested,
        cooldown,
    )


def _too_little(split: GeoSplit) -> InsufficientEvidence | None:
    """Whether there are too few regions or periods to read anything."""
    if len(split.control_rows) < FEWEST_CONTROLS:
        facts = (("controls", str(len(split.control_rows))), ("needed", str(FEWEST_CONTROLS)))
        return InsufficientEvidence("geo_too_few_controls", ("geo_use_finer_regions", "geo_use_on_off"), facts)
    needed = max(FEWEST_PRE_PERIODS, PRE_WINDOWS * int(split.tested.sum()))
    if int(split.before.sum()) < needed:
        return _pre_period_too_short(split)
    if split.treated[split.before].mean() <= 0:
        return InsufficientEvidence("geo_no_orders_before", ("geo_choose_larger_regions",))
    return None


def _pre_period_too_short(split: GeoSplit) -> InsufficientEvidence:
    needed = max(FEWEST_PRE_PERIODS, PRE_WINDOWS * int(split.tested.sum()))
    facts = (("periods", str(int(split.before.sum()))), ("needed", str(needed)))
    return InsufficientEvidence("geo_pre_period_too_short", ("import_earlier_orders", "geo_shorten_test"), facts)


def _bad_fit(split: GeoSplit, fit: SyntheticControl) -> InsufficientEvidence | None:
    """Refuse controls that do not follow the treated regions before the test: by weekly error, or by drifting away."""
    helps = ("geo_choose_similar_regions", "geo_choose_larger_regions")
    mape = weekly_mape(split, fit)
    if mape > WORST_MAPE:
        facts = (("mape_pct", f"{mape * 100:.1f}"), ("limit_pct", f"{WORST_MAPE * 100:.0f}"))
        return InsufficientEvidence("geo_bad_pre_period_fit", helps, facts)
    drift, score = pre_period_drift(split, fit)
    if abs(drift) > WORST_DRIFT and abs(score) > 3:
        facts = (("drift_pct", f"{drift * 100:.1f}"), ("limit_pct", f"{WORST_DRIFT * 100:.0f}"))
        return InsufficientEvidence("geo_pre_period_drifts", helps, facts)
    return None


def _blocks(values: Array, length: int) -> Array:
    """Means of whole blocks of `length` periods, counted from the end."""
    n = len(values) // length
    means: Array = values[len(values) - n * length :].reshape(n, length).mean(axis=1)
    return means


def weekly_mape(split: GeoSplit, fit: SyntheticControl) -> float:
    """Mean absolute error of the fit over weeks of the pre-period, relative to what was seen."""
    length = 7 if split.series.step_days == 1 else 1
    gap, seen = _blocks(fit.gap[split.before], length), _blocks(split.treated[split.before], length)
    return float(np.mean(np.abs(gap) / np.maximum(seen, 1e-9)))


def pre_period_drift(split: GeoSplit, fit: SyntheticControl) -> tuple[float, float]:
    """How far the gap's trend carries it over the pre-period, relative to the treated mean; and its t value (weeks)."""
    gap = _blocks(fit.gap[split.before], 7 if split.series.step_days == 1 else 1)
    time = np.linspace(-0.5, 0.5, len(gap))
    slope = float(time @ gap / (time @ time))
    rest = gap - gap.mean() - slope * time
    error = float(np.sqrt(rest @ rest / max(1, len(gap) - 2) / (time @ time)))
    return slope / float(split.treated[split.before].mean()), slope / max(error, 1e-12)


# --- estimates -----------------------------------------------------------------------------------------------------


def _readings(
    split: GeoSplit,
    fit: SyntheticControl,
    placebos: TimePlacebos,
    posterior: Counterfactual,
    level: float,
    kind: GeoKind,
) -> tuple[LiftEstimate, ...]:
    """Four readings of the same total, the primary one first."""
    args = (split.treated, split.controls, split.before)
    att, base = float(fit.gap[split.tested].mean()), float(fit.counterfactual[split.tested].mean())
    make = _Maker(split, level, kind)
    primary = make.estimate(
        METHOD, att, placebos.interval(att, level), base, error=placebos.standard_error, p_value=placebos.p_value(att),
        is_primary=True,
    )  # fmt: skip
    conformal = make.estimate(
        "geo_conformal", att, conformal_interval(*args, split.tested, level=level), base,
        p_value=conformal_p_value(*args, split.tested),
    )  # fmt: skip
    penalty = choose_ridge(*args)
    ridge = fit_synthetic_control(*args, ridge=penalty)
    windows = read_time_placebos(*args, n_periods=int(split.tested.sum()), ridge=penalty)
    assert windows is not None
    ridge_att = float(ridge.gap[split.tested].mean())
    augmented = make.estimate(
        "geo_ridge_augmented", ridge_att, windows.interval(ridge_att, level),
        float(ridge.counterfactual[split.tested].mean()), error=windows.standard_error,
        p_value=windows.p_value(ridge_att),
    )  # fmt: skip
    effect = (split.treated[split.tested] - posterior.draws).mean(axis=1)
    low, high = np.quantile(effect, [(1 - level) / 2, (1 + level) / 2])
    middle = float(np.median(effect))
    bayes = make.estimate(
        "geo_structural_time_series", middle, (float(low), float(high)),
        float(split.treated[split.tested].mean()) - middle, error=float(effect.std()),
    )  # fmt: skip
    return primary, conformal, augmented, bayes


@dataclass(frozen=True)
class _Maker:
    """Turns a mean gap per region and period into a sum over the test."""

    split: GeoSplit
    level: float
    kind: GeoKind

    def estimate(
        self,
        method: str,
        att: float,
        bounds: tuple[float, float],
        base: float,
        *,
        error: float | None = None,
        p_value: float | None = None,
        is_primary: bool = False,
    ) -> LiftEstimate:
        size = self.split.n_treated * int(self.split.tested.sum())
        rel = base if base > 0 else None
        return LiftEstimate(
            name=method,
            kind=ExperimentKind.GEO,
            metric=self.split.series.metric,
            unit="count",
            treatment=self.kind.value,
            control="counterfactual",
            estimate=att * size,
            low=bounds[0] * size,
            high=bounds[1] * size,
            level=self.level,
            standard_error=None if error is None else error * size,
            n=size,
            p_value=p_value,
            lift_rel=att / rel if rel else None,
            lift_rel_low=bounds[0] / rel if rel else None,
            lift_rel_high=bounds[1] / rel if rel else None,
            is_primary=is_primary,
            method=method,
        )


def _answer(readings: Sequence[LiftEstimate], space: SpacePlacebos) -> tuple[ExperimentAnswer, tuple[Phrase, ...]]:
    """Lift or drop only when the primary reading and the posterior both exclude no effect, on the same side."""
    primary, posterior = readings[0], readings[-1]
    sides = {_side(primary), _side(posterior)}
    facts = {
        "lift_pct": _pct(primary.lift_rel),
        "low_pct": _pct(primary.lift_rel_low),
        "high_pct": _pct(primary.lift_rel_high),
        "level_pct": f"{primary.level * 100:.0f}",
    }
    if sides == {1}:
        return ExperimentAnswer.LIFT, (Phrase(code="geo_lift_found", facts=facts), _space_phrase(space))
    if sides == {-1}:
        return ExperimentAnswer.DROP, (Phrase(code="geo_drop_found", facts=facts), _space_phrase(space))
    if sides == {0}:
        return ExperimentAnswer.UNDECIDED, (Phrase(code="geo_no_lift_found", facts=facts), _space_phrase(space))
    return ExperimentAnswer.UNDECIDED, (Phrase(code="geo_readings_disagree", facts=facts), _space_phrase(space))


def _side(estimate: LiftEstimate) -> int:
    """1 when the whole interval is above no effect, −1 when below, else 0."""
    return 1 if estimate.low > 0 else -1 if estimate.high < 0 else 0


def _pct(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"


def _fit_check(split: GeoSplit, fit: SyntheticControl) -> ExperimentCheck:
    mape = weekly_mape(split, fit)
    facts = {"mape_pct": f"{mape * 100:.1f}", "limit_pct": f"{WORST_MAPE * 100:.0f}"}
    return ExperimentCheck(
        name="geo_check_pre_fit", is_passed=True, stops=True, statistic=mape,
        finding=Phrase(code="geo_pre_period_fits", facts=facts),
    )  # fmt: skip


def _space_phrase(space: SpacePlacebos) -> Phrase:
    n = len(space.ratios) + 1
    rank = round(space.p_value * n)
    return Phrase(code="geo_space_placebo", facts={"rank": str(rank), "n": str(n), "p_value": f"{space.p_value:.3f}"})


def _space_check(space: SpacePlacebos) -> ExperimentCheck:
    """Where the treated regions stand among regions where nothing was done; informs, never stops."""
    return ExperimentCheck(
        name="geo_check_space_placebo", is_passed=True, statistic=space.ratio, p_value=space.p_value,
        finding=_space_phrase(space),
    )  # fmt: skip


def _caveats(split: GeoSplit, readings: Sequence[LiftEstimate], kind: GeoKind) -> tuple[Phrase, ...]:
    found = []
    n = len(split.series.regions)
    if n < FEW_REGIONS:
        found.append(Phrase(code="geo_few_regions", facts={"n": str(n), "advised": str(FEW_REGIONS)}))
    if split.series.dropped:
        facts = {"n": str(len(split.series.dropped)), "regions": ", ".join(split.series.dropped[:5])}
        found.append(Phrase(code="geo_regions_dropped", facts=facts))
    if split.cooldown.any():
        days = {"days": str(int(split.cooldown.sum()) * split.series.step_days)}
        counted = bool(np.any(split.cooldown & split.tested))
        found.append(Phrase(code="geo_cooldown_counted" if counted else "geo_cooldown_left_out", facts=days))
    if kind.is_withdrawn:
        found.append(Phrase(code="geo_withdrawn_scaled"))
    found.append(Phrase(code="geo_spill_over"))
    conformal = readings[1].p_value or 0.0
    if _side(readings[0]) and conformal > 1 - readings[0].level:
        found.append(Phrase(code="geo_conformal_weaker", facts={"p_value": f"{conformal:.3f}"}))
    lifts = [reading.lift_rel for reading in readings if reading.lift_rel is not None]
    width = (readings[0].lift_rel_high or 0) - (readings[0].lift_rel_low or 0)
    if lifts and max(lifts) - min(lifts) > width / 2:
        found.append(
            Phrase(code="geo_methods_differ", facts={"low_pct": _pct(min(lifts)), "high_pct": _pct(max(lifts))})
        )
    return tuple(found)


def _weights(split: GeoSplit, fit: SyntheticControl) -> tuple[RegionWeight, ...]:
    order = np.argsort(-fit.weights)
    return tuple(
        RegionWeight(region=split.series.regions[split.control_rows[place]], weight=float(fit.weights[place]))
        for place in order
        if fit.weights[place] > 5e-4
    )


def _points(split: GeoSplit, fit: SyntheticControl, posterior: Counterfactual, level: float) -> tuple[SeriesPoint, ...]:
    """Observed and counterfactual by period; the band of the posterior over the test."""
    low, high = np.quantile(posterior.draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    band = {
        int(place): (float(a), float(b)) for place, a, b in zip(np.flatnonzero(split.tested), low, high, strict=True)
    }
    return tuple(
        SeriesPoint(
            day=day,
            observed=float(split.treated[place]),
            counterfactual=float(fit.counterfactual[place]),
            low=band[place][0] if place in band else None,
            high=band[place][1] if place in band else None,
        )
        for place, day in enumerate(split.series.days)
        if split.before[place] or split.tested[place]
    )


def _placebos(placebos: TimePlacebos, space: SpacePlacebos, att: float) -> tuple[PlaceboTest, ...]:
    in_time = tuple(float(lift) for lift in placebos.gaps / np.maximum(placebos.baselines, 1e-9))
    in_space = tuple(float(lift) for lift in space.lifts_rel if np.isfinite(lift))
    return (
        PlaceboTest(kind="time", lifts_rel=in_time, p_value=placebos.p_value(att)),
        PlaceboTest(kind="space", lifts_rel=in_space, p_value=space.p_value, rmspe_ratio=space.ratio),
    )


def _phase(series: RegionSeries, mask: Mask) -> Phase:
    chosen = [day for day, is_in in zip(series.days, mask, strict=True) if is_in]
    return Phase(starts_on=chosen[0], ends_on=chosen[-1] + timedelta(days=series.step_days - 1))


def _record(split: GeoSplit, primary: LiftEstimate, kind: GeoKind, starts_on: date, ends_on: date) -> LiftRecord | None:
    """What the model takes: the programme's orders; a withdrawal is turned round and scaled to the whole shop."""
    if split.series.metric != "orders":
        return None
    sign, scale, notes = 1.0, 1.0, ""
    if kind.is_withdrawn:
        own = float(split.series.values[list(split.treated_rows)][:, split.before].sum())
        unplaced = split.series.unplaced[split.before].sum() if split.series.unplaced is not None else 0.0
        share = own / float(split.series.values[:, split.before].sum() + unplaced)
        sign, scale = -1.0, 1.0 / share
        notes = f"{kind.value}: {share:.4f} of the orders before the test, scaled to all"
    return LiftRecord(
        kind="geo" if not kind.is_withdrawn else kind.value,
        starts_on=starts_on,
        ends_on=max(ends_on, _phase(split.series, split.tested).ends_on),
        incremental_orders=round(sign * scale * primary.estimate, 2),
        standard_error=round(scale * normal_error(primary.low, primary.high, primary.level), 2),
        method=METHOD,
        notes=notes,
    )
