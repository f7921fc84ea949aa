"""What stands beside the answer: baseline and increment, what was learned, checks, alternatives, how the fit went."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import Check
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.model import (
    AlternativeLine,
    CheckLine,
    DecompositionPoint,
    Interval,
    LearnedLine,
    PlaceboShift,
)
from upshot.decisions.verdict.response_curves import intervals

MOST_DAILY = 92  # a longer history is shown by week


def decomposition(case: Case) -> tuple[DecompositionPoint, ...]:
    """Baseline and increment over the whole history: by day up to three months, by seven days beyond.

    Weeks begin on Mondays; the days before the first Monday and after the last Sunday are points of their own.
    """
    estimate = case.estimate
    if isinstance(estimate, InsufficientEvidence) or estimate.increment_draws is None:
        return ()
    days = estimate.history.days
    starts = np.arange(len(days))
    if len(days) > MOST_DAILY:
        starts = np.array([i for i, day in enumerate(days) if i == 0 or day.weekday() == 0])
    baseline = np.add.reduceat(estimate.baseline_draws, starts, axis=1)
    increment = np.add.reduceat(estimate.increment_draws, starts, axis=1)
    orders = np.add.reduceat(estimate.history.orders, starts)
    ends = np.append(starts[1:], len(days)) - 1
    of_base, of_more, of_both = (
        intervals(draws, case.terms.level) for draws in (baseline, increment, baseline + increment)
    )
    return tuple(
        DecompositionPoint(
            starts_on=days[start],
            ends_on=days[0] + timedelta(days=int(end)),
            orders=int(orders[i]),
            baseline=of_base[i],
            increment=of_more[i],
            expected=of_both[i],
        )
        for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
    )


def learned(case: Case) -> tuple[LearnedLine, ...]:
    """What was believed before and after, with its 90 % bounds."""
    if isinstance(case.estimate, InsufficientEvidence):
        return ()
    return tuple(
        LearnedLine(
            name=item.name,
            prior=_interval(item.prior),
            posterior=_interval(item.posterior),
            prior_share=item.prior_share,
        )
        for item in case.estimate.checks.learned
    )


def checks(case: Case) -> tuple[CheckLine, ...]:
    """Whether the model can make such a history, and what it finds where nothing ran."""
    if isinstance(case.estimate, InsufficientEvidence):
        return ()
    found = case.estimate.checks
    return (
        *(_check("predictive", check) for check in found.predictive),
        *(_check("placebo", check) for check in found.placebo),
    )


def _check(kind: str, check: Check) -> CheckLine:
    return CheckLine(
        kind=kind,  # type: ignore[arg-type]
        name=check.name,
        observed=check.observed,
        expected=_interval(check.expected),
        p_value=check.p_value,
        is_alarming=check.is_alarming,
    )


def placebo_shifts(case: Case) -> tuple[PlaceboShift, ...]:
    """What is found when the programme is moved to other days."""
    if isinstance(case.estimate, InsufficientEvidence):
        return ()
    return tuple(
        PlaceboShift(
            shift_days=found.shift_days, share_of_orders=found.share_of_orders, standard_error=found.standard_error
        )
        for found in case.estimate.checks.shifted_campaigns
    )


def alternatives(case: Case) -> tuple[AlternativeLine, ...]:
    """The programme's total under other assumptions."""
    if isinstance(case.estimate, InsufficientEvidence):
        return ()
    return tuple(
        AlternativeLine(
            name=item.name,
            subject=item.subject,
            orders=_interval(item.total),
            change_in_sd=item.change_in_sd,
            is_reliable=item.is_reliable,
        )
        for item in case.estimate.checks.alternatives
    )


def inseparable(case: Case) -> tuple[tuple[str, ...], ...]:
    """Groups of creators of the scope whom the data cannot tell apart."""
    if isinstance(case.estimate, InsufficientEvidence):
        return ()
    ours = {post.creator for post in case.posts}
    kept = (tuple(name for name in group if name in ours) for group in case.estimate.checks.groups)
    return tuple(group for group in kept if len(group) > 1)


def diagnostics(case: Case) -> dict[str, float]:
    """How the fit went; empty without one."""
    return {} if isinstance(case.estimate, InsufficientEvidence) else dict(case.estimate.diagnostics)


def _interval(bounds: tuple[float, float, float]) -> Interval:
    low, median, high = bounds
    return Interval(median=median, low=low, high=high)
