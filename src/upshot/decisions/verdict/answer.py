"""The answer, its reasons, and what would settle what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import NormalDist

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.formulas import Floats, break_even_orders, fee_ceiling, interval, roi
from upshot.decisions.verdict.model import Answer, Interval, Phrase, Roi

STOP_BELOW_SHARE = 0.5  # a ceiling under half of today's fee is not an offer, it is a no


@dataclass(frozen=True)
class Maturity:
    """How finished the scope's posts are: share of the final views already there, and when nine tenths will be."""

    share: float | None
    mature_on: date | None
    read_out_share: float


@dataclass(frozen=True)
class Judgement:
    """An answer with its reasons; `what_would_help` is empty once the answer is known."""

    answer: Answer
    reasons: tuple[Phrase, ...]
    what_would_help: tuple[Phrase, ...] = ()


def roi_of(margin: Floats | None, cost: Decimal, *, level: float, hurdle_rate: float) -> Roi | None:
    """ROI with its interval; None without a margin, or without a cost to divide by."""
    if margin is None or cost <= 0:
        return None
    draws = roi(margin, cost)
    bounds = interval(draws, level)
    p_above = float(np.mean(draws > hurdle_rate))
    return Roi(median=bounds.median, low=bounds.low, high=bounds.high, p_above_hurdle=p_above, hurdle_rate=hurdle_rate)


def iroas_of(revenue: Floats | None, cost: Decimal, *, level: float) -> Interval | None:
    """Incremental net revenue ÷ cost with its interval; None without a revenue, or without a cost to divide by."""
    return None if revenue is None or cost <= 0 else interval(revenue / float(cost), level)


def judge_roi(found: Roi | None, maturity: Maturity, *, level: float) -> Judgement:
    """Profitable above the hurdle, not profitable below it, insufficient evidence across it.

    Posts that are still collecting views can only add: a `not_profitable` before they are mature stands only if it
    would stand with the views still to come at the same yield.
    """
    if found is None:
        return Judgement(Answer.INSUFFICIENT_EVIDENCE, ())
    facts = {
        "low": percent(found.low),
        "high": percent(found.high),
        "hurdle": percent(found.hurdle_rate),
        "level": percent(level),
    }
    if found.low > found.hurdle_rate:
        return Judgement(Answer.PROFITABLE, (Phrase(code="reason_roi_above_hurdle", facts=facts),))
    if found.high < found.hurdle_rate:
        below = Phrase(code="reason_roi_below_hurdle", facts=facts)
        if _could_still_rise(found, maturity):
            early = Phrase(code="reason_posts_immature", facts={"share": percent(maturity.share or 0.0)})
            return Judgement(Answer.INSUFFICIENT_EVIDENCE, (below, early), _wait(maturity))
        return Judgement(Answer.NOT_PROFITABLE, (below,))
    return Judgement(
        Answer.INSUFFICIENT_EVIDENCE, (Phrase(code="reason_roi_across_hurdle", facts=facts),), _wait(maturity)
    )


def _could_still_rise(found: Roi, maturity: Maturity) -> bool:
    if maturity.share is None or maturity.share >= maturity.read_out_share:
        return False
    return (found.high + 1) / max(maturity.share, 1e-6) - 1 >= found.hurdle_rate


def _wait(maturity: Maturity) -> tuple[Phrase, ...]:
    if maturity.mature_on is None or maturity.share is None or maturity.share >= maturity.read_out_share:
        return ()
    facts = {"day": maturity.mature_on.isoformat(), "share": percent(maturity.share)}
    return (Phrase(code="help_wait_for_maturity", facts=facts),)


def explain(case: Case, judgement: Judgement, orders: Floats | None) -> Judgement:
    """Add why there is no ROI, and what would help while the answer is open."""
    if judgement.answer is not Answer.INSUFFICIENT_EVIDENCE:
        return judgement
    reasons, helps = list(judgement.reasons), list(judgement.what_would_help)
    if isinstance(case.estimate, InsufficientEvidence):
        reasons.append(Phrase(code=case.estimate.reason, facts=dict(case.estimate.facts)))
        helps += [Phrase(code=code) for code in case.estimate.what_would_help]
    elif orders is None:
        reasons.append(Phrase(code="reason_no_posts_in_scope"))
        helps.append(Phrase(code="help_tie_posts"))
    if case.costs.total <= 0:
        reasons.append(Phrase(code="reason_no_cost"))
        helps.append(Phrase(code="help_enter_costs"))
    if case.terms.gross_margin_rate is None:
        reasons.append(Phrase(code="reason_no_gross_margin_rate"))
        helps.append(Phrase(code="help_set_gross_margin_rate"))
    if orders is not None:
        helps += _lift_test(case, orders)
    if not any(c.codes or c.utm_contents for c in case.programme.collaborations):
        helps.append(Phrase(code="help_give_codes"))
    return Judgement(judgement.answer, tuple(reasons), tuple({phrase.code: phrase for phrase in helps}.values()))


def _lift_test(case: Case, orders: Floats) -> list[Phrase]:
    """The experiment that would decide: its standard error must fit between the estimate and break-even.

    None is sharper than the chance of the orders themselves, √orders; on break-even itself no test decides.
    """
    unit = unit_margin(case)
    break_even = break_even_orders(Decimal(float(case.costs.total) * (1 + case.hurdle_rate)), unit) if unit else None
    if not break_even:
        return []
    z = NormalDist().inv_cdf(0.5 + case.terms.level / 2)
    median = float(np.median(orders))
    needed = abs(median - break_even) / z
    if needed < max(median, 1.0) ** 0.5:
        return [Phrase(code="help_lift_test_any", facts={"break_even": f"{break_even:.0f}"})]
    facts = {"standard_error": f"{needed:.0f}", "break_even": f"{break_even:.0f}"}
    return [Phrase(code="help_lift_test", facts=facts)]


def unit_margin(case: Case) -> float | None:
    """Gross margin of one incremental order (median); None without a margin rate or without orders."""
    if case.unit is None or case.terms.gross_margin_rate is None:
        return None
    return float(np.median(case.unit.draws)) * float(case.terms.gross_margin_rate)


def advise(found: Roi | None, maturity: Maturity, *, margin: float | None, cost: Decimal, fee: Decimal) -> Phrase:
    """What to do next with one creator, from the ROI interval alone.

    Renew above the hurdle; below it, offer at most the fee that would reach it, or stop where that is under half of
    today's fee or no fee was paid; learn more while the interval holds the hurdle or posts are still collecting views.
    """
    judgement = judge_roi(found, maturity, level=0.9)
    if judgement.answer is Answer.PROFITABLE:
        return Phrase(code="advice_renew")
    if judgement.answer is Answer.INSUFFICIENT_EVIDENCE or found is None or margin is None:
        return Phrase(code="advice_learn_more")
    ceiling = fee_ceiling(margin, hurdle_rate=found.hurdle_rate, other_cost=cost - fee)
    if fee > 0 and ceiling >= float(fee) * STOP_BELOW_SHARE:
        return Phrase(code="advice_renegotiate", facts={"fee": f"{int(ceiling)}"})
    return Phrase(code="advice_stop")


def percent(rate: float) -> str:
    """A rate as per cent with one decimal, for phrases."""
    return f"{rate * 100:.1f}".removesuffix(".0")
