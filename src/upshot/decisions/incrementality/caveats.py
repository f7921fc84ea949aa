"""When the history cannot carry an estimate, and what a reader of one must know."""

from __future__ import annotations

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.decisions.incrementality.split import CreatorSplit
from upshot.decisions.incrementality.total import ShareScan
from upshot.stats.trend_season import Design

MIN_DAYS_WITH_ORDERS = 60
FEW_DAYS = 180


def too_little(history: ProgrammeHistory) -> InsufficientEvidence | None:
    """Say why no estimate can be made, or None."""
    n_days = int((history.orders > 0).sum())
    if n_days < MIN_DAYS_WITH_ORDERS:
        facts = (("days", str(n_days)), ("needed", str(MIN_DAYS_WITH_ORDERS)))
        return InsufficientEvidence("too_few_days_with_orders", ("import_earlier_orders",), facts)
    views = history.views.sum(axis=0)
    if not len(history.post_ids) or views.sum() < 1:
        return InsufficientEvidence("no_post_views", ("import_post_readings",))
    if views.std() < 0.05 * views.mean():
        return InsufficientEvidence("pressure_does_not_vary", ("import_earlier_orders", "run_lift_test"))
    return None


def evidence_grade(history: ProgrammeHistory, split: CreatorSplit) -> str:
    """A with an experiment, B with tracked signals, C model alone."""
    if history.lift_tests:
        return "A"
    return "B" if split.signals else "C"


def caveats_of(
    history: ProgrammeHistory,
    by_creator: Array,
    pressure: Array,
    design: Design,
    scan: ShareScan,
    split: CreatorSplit,
    totals: Array,
) -> tuple[str, ...]:
    """Codes of what weakens this estimate, most general first."""
    tests = {
        "interim_estimate": True,
        "few_days_of_history": len(history.days) < FEW_DAYS,
        "effect_not_distinguishable": float(np.quantile(totals, 0.05)) <= 0.02 * float(np.median(totals)),
        "programme_looks_like_season": _explained_by_baseline(pressure, design) > 0.85,
        "programme_coincides_with_events": _coincides_with_events(history, pressure),
        "placebo_finds_effects": scan.placebo_inflation > 1.5,
        "effect_differs_between_periods": scan.period_inflation > 1.5,
        "creators_post_together": _together(by_creator),
        "no_tracked_signals": not split.signals,
        "tracked_orders_leak": split.leak_share > 0.35,
        "no_lift_test": not history.lift_tests,
    }
    return tuple(code for code, applies in tests.items() if applies)


def _explained_by_baseline(pressure: Array, design: Design) -> float:
    """R² of the pressure on the baseline's regressors (trend and season included)."""
    columns = design.columns
    fitted = columns @ np.linalg.lstsq(columns, pressure, rcond=None)[0]
    return 1 - float(np.var(pressure - fitted)) / max(float(np.var(pressure)), 1e-12)


def _coincides_with_events(history: ProgrammeHistory, pressure: Array) -> bool:
    """Whether the pressure is at least 1.5 times its usual height while a known event runs."""
    if history.events is None or not history.events.size:
        return False
    during = history.events.max(axis=0) > 0
    if not during.any() or during.all():
        return False
    return bool(pressure[during].mean() > 1.5 * pressure[~during].mean())


def _together(by_creator: Array) -> bool:
    """Whether the typical creator has a companion whose pressure rises and falls with his (r > 0.9)."""
    alive = by_creator[by_creator.std(axis=1) > 0]
    if len(alive) < 2:
        return False
    correlation = np.corrcoef(alive)
    np.fill_diagonal(correlation, -1)
    return bool(np.median(correlation.max(axis=1)) > 0.9)
