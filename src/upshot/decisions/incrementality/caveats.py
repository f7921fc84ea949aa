"""When the history cannot carry an estimate, and what a reader of one must know."""

from __future__ import annotations

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Array, ModelChecks, ProgrammeHistory
from upshot.decisions.incrementality.response.convergence import Convergence

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


def caveats_of(
    history: ProgrammeHistory, convergence: Convergence, totals: Array, checks: ModelChecks
) -> tuple[str, ...]:
    """Codes of what weakens this estimate, most general first; `totals` (n_draws,) incremental orders."""
    by_creator = _views_by_creator(history)
    share = next((item for item in checks.learned if item.name == "share_of_orders"), None)
    tests = {
        "fit_not_settled": not convergence.is_good,
        "few_days_of_history": len(history.days) < FEW_DAYS,
        "effect_not_distinguishable": float(np.quantile(totals, 0.05)) <= 0.02 * float(np.median(totals)),
        "prior_speaks": share is not None and share.prior_share > 0.5,
        "programme_coincides_with_events": _coincides_with_events(history, by_creator.sum(axis=0)),
        "placebo_finds_effects": any(check.is_alarming for check in checks.placebo),
        "model_misses_pattern": any(check.is_alarming for check in checks.predictive),
        "creators_post_together": _together(by_creator),
        "no_tracked_signals": not any(np.nansum(rows) > 0 for rows in history.tracked_orders.values()),
        "no_lift_test": not history.lift_tests,
    }
    return tuple(code for code, applies in tests.items() if applies)


def _views_by_creator(history: ProgrammeHistory) -> Array:
    """(n_creators, n_days) views gained."""
    views = np.zeros((len(history.creators), len(history.days)))
    np.add.at(views, history.post_creator, history.views)
    return views


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
