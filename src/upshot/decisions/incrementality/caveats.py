"""When the history cannot carry an estimate, and what a reader of one must know."""

from __future__ import annotations

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Alternative, Array, ModelChecks, ProgrammeHistory
from upshot.decisions.incrementality.response.convergence import Convergence

MIN_DAYS_WITH_ORDERS = 60
FEW_DAYS = 180
GAP_DAYS, GAP_LEVEL = 3, 4.0  # so many days in a row without an order, in a shop with so many on an ordinary day
NO_REGION_SHARE = 0.1  # of all orders
EARLY_ORDERS, EARLY_SHARE = 5, 0.05  # tracked before their creator's first view, of all of the signal
PLACEBO_SDS = 1.645
DISAGREEMENT = 3.0  # standard errors between the answers with and without a source


def too_little(history: ProgrammeHistory) -> InsufficientEvidence | None:
    """Say why no estimate can be made, or None."""
    n_days = int((history.orders > 0).sum())
    if n_days < MIN_DAYS_WITH_ORDERS:
        facts = (("days", str(n_days)), ("needed", str(MIN_DAYS_WITH_ORDERS)))
        return InsufficientEvidence("too_few_days_with_orders", ("import_earlier_orders",), facts)
    if np.ptp(history.orders) == 0:
        facts = (("orders", f"{history.orders[0]:.0f}"), ("days", str(n_days)))
        return InsufficientEvidence("orders_do_not_vary", ("import_orders",), facts)
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
        "orders_have_gaps": _has_gaps(history.orders),
        "orders_without_region": _lack_regions(history),
        "effect_not_distinguishable": _is_lost_in_noise(history, totals, checks),
        "prior_speaks": share is not None and share.prior_share > 0.5,
        "sources_disagree": any(_disagrees(totals, other) for other in checks.alternatives),
        "tracked_exceed_effect": any(
            item.name.startswith("capture_") and item.posterior[0] > 1 for item in checks.learned
        ),
        "codes_before_posts": _tracked_early(history, by_creator),
        "programme_coincides_with_events": _coincides_with_events(history, by_creator.sum(axis=0)),
        "placebo_finds_effects": any(check.is_alarming for check in checks.placebo),
        "model_misses_pattern": any(check.is_alarming for check in checks.predictive),
        "creators_not_separable": bool(checks.groups),
        "creators_post_together": not checks.groups and _together(by_creator),
        "no_tracked_signals": not any(np.nansum(rows) > 0 for rows in history.tracked_orders.values()),
        "no_lift_test": not history.lift_tests,
    }
    return tuple(code for code, applies in tests.items() if applies)


def _lack_regions(history: ProgrammeHistory) -> bool:
    """The split over regions is read off the orders that have one."""
    is_read = history.orders_by_region is not None
    return is_read and history.orders_without_region > NO_REGION_SHARE * float(history.orders.sum())


def _has_gaps(orders: Array) -> bool:
    """Whether days are missing from the export, or the shop was shut: the model takes them for days without orders."""
    if float(np.median(orders)) < GAP_LEVEL:
        return False
    empty = np.concatenate([[False], orders == 0, [False]])
    edges = np.flatnonzero(empty[1:] != empty[:-1])
    return bool((edges[1::2] - edges[::2]).max(initial=0) >= GAP_DAYS)


def _is_lost_in_noise(history: ProgrammeHistory, totals: Array, checks: ModelChecks) -> bool:
    """Whether the interval reaches nothing, or the same size is found at times without a programme."""
    middle = float(np.median(totals))
    if float(np.quantile(totals, 0.05)) <= 0.02 * middle:
        return True
    found = np.array([placebo.share_of_orders for placebo in checks.shifted_campaigns])
    return len(found) > 2 and middle <= PLACEBO_SDS * float(np.sqrt(np.mean(found**2))) * history.orders.sum()


def _disagrees(totals: Array, other: Alternative) -> bool:
    """Whether what is left without a source says something else than all together.

    The difference of the two answers has the difference of their variances (Hausman 1978); that is itself known
    roughly, and never taken for less than a quarter of the one without the source.
    """
    if not other.is_reliable or not other.name.startswith("without_") or abs(other.change_in_sd) < 1:
        return False
    sd = (other.total[2] - other.total[0]) / (2 * 1.645)
    variance = max(sd**2 - float(totals.var()), 0.25 * sd**2)
    return bool(abs(other.total[1] - float(np.median(totals))) > DISAGREEMENT * np.sqrt(variance))


def _tracked_early(history: ProgrammeHistory, by_creator: Array) -> bool:
    """Whether a good part of a signal's orders came before anybody could have seen a post of that creator."""
    has_posts = by_creator.sum(axis=1) > 0
    not_yet = (np.cumsum(by_creator, axis=1) < 1) & has_posts[:, None]
    counts = [(np.nansum(rows * not_yet), np.nansum(rows)) for rows in history.tracked_orders.values()]
    return any(early >= max(EARLY_ORDERS, EARLY_SHARE * whole) for early, whole in counts)


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
