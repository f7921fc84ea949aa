"""Read a brand-lift survey: exposed against control, with what the people who did not answer could change.

Δ = p_exposed − p_control, the pooled two-proportion test, Newcombe's interval; Holm over the questions. Silence is
bounded twice: whatever they might have said (worst case), and if they differ from those who answered by at most
`nonresponse_gap` in each group, in opposite directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments import ab_words as words
from upshot.decisions.experiments.ab_test import check_level
from upshot.decisions.experiments.model import (
    ExperimentAnswer,
    ExperimentCheck,
    ExperimentKind,
    ExperimentVerdict,
    LiftEstimate,
)
from upshot.decisions.experiments.survey_counts import GroupCounts, SurveyCounts
from upshot.decisions.verdict.model import Part, Phrase
from upshot.errors import InvalidInput
from upshot.stats.ab_test import Share, compare_shares
from upshot.stats.multiple_tests import association_p_value, holm
from upshot.stats.power import n_per_arm_shares
from upshot.stats.proportions import cohens_h
from upshot.version import __version__

FEWEST_ANSWERS = 30  # per group
MUCH_SILENCE = 0.5  # share of people asked who did not answer
SMALL_LIFT = 0.02  # of the advice on how many answers would help


class GroupLine(Part):
    """One group's answers; `response_rate` None when nobody said how many were asked."""

    name: str
    asked: int | None
    answered: int
    positive: int
    share: float
    response_rate: float | None


class SilenceBounds(Part):
    """What Δ could be if everybody had answered: whatever they said, and if they differ by at most `gap`."""

    worst_low: float
    worst_high: float
    gap: float
    plausible_low: float
    plausible_high: float


class QuestionLine(Part):
    """One question beside its `LiftEstimate`: groups, effect size, silence, cost per lifted person."""

    question: str
    exposed: GroupLine
    control: GroupLine
    cohens_h: float
    silence: SilenceBounds | None
    cost_per_lifted_person: float | None = None
    cost_per_lifted_person_low: float | None = None
    cost_per_lifted_person_high: float | None = None  # None: the lift may be nil, so the cost has no upper bound


class BrandLiftVerdict(ExperimentVerdict):
    """A brand-lift reading: the questions beside the shared parts."""

    questions: tuple[QuestionLine, ...] = ()


@dataclass(frozen=True)
class BrandLiftTerms:
    """How to read the counts; `cost` and `exposed_reach` give the cost per lifted person."""

    name: str | None = None
    level: float = 0.9
    nonresponse_gap: float = 0.1
    is_randomised: bool = False
    cost: float | None = None
    exposed_reach: int | None = None


def read_brand_lift(
    counts: Sequence[SurveyCounts], terms: BrandLiftTerms, *, source: Path | str
) -> BrandLiftVerdict | InsufficientEvidence:
    """Read the counts of a survey, one `SurveyCounts` per question; the first one decides.

    Raises
    ------
    InvalidInput : experiment_level, brand_lift_gap
    """
    check_level(terms.level)
    if not 0 <= terms.nonresponse_gap <= 1:
        raise InvalidInput("brand_lift_gap", seen=terms.nonresponse_gap)
    if not counts:
        return InsufficientEvidence("brand_lift_no_answers", ("brand_lift_import_survey", "brand_lift_plan_first"))
    fewest = min(min(line.exposed.answered, line.control.answered) for line in counts)
    if fewest < FEWEST_ANSWERS:
        facts = (("n", str(fewest)), ("needed", str(FEWEST_ANSWERS)))
        return InsufficientEvidence(
            "brand_lift_few_answers", ("brand_lift_more_answers", "brand_lift_plan_first"), facts
        )
    estimates = _estimates(counts, terms)
    questions = tuple(_question(line, estimate, terms) for line, estimate in zip(counts, estimates, strict=True))
    answer = _answer(estimates[0])
    return BrandLiftVerdict(
        upshot_version=__version__,
        kind=ExperimentKind.BRAND_LIFT,
        name=terms.name or str(source),
        source=str(source),
        level=terms.level,
        answer=answer,
        reasons=(words.reason(estimates[0]),),
        checks=tuple(_response_check(line) for line in counts if line.exposed.asked and line.control.asked),
        estimates=estimates,
        caveats=tuple(_caveats(questions, answer, terms)),
        what_would_help=tuple(_help(questions[0], terms)) if answer is ExperimentAnswer.UNDECIDED else (),
        questions=questions,
    )


def _estimates(counts: Sequence[SurveyCounts], terms: BrandLiftTerms) -> tuple[LiftEstimate, ...]:
    found = []
    for line in counts:
        exposed, control = (Share(group.positive, group.answered) for group in (line.exposed, line.control))
        seen = compare_shares(exposed, control, level=terms.level)
        relative = seen.relative or (None, None, None)
        found.append(
            LiftEstimate(
                name=f"{line.question}: {line.exposed.name} − {line.control.name}",
                kind=ExperimentKind.BRAND_LIFT,
                metric=line.question,
                unit="share",
                treatment=line.exposed.name,
                control=line.control.name,
                estimate=seen.difference,
                low=seen.low,
                high=seen.high,
                level=terms.level,
                standard_error=seen.standard_error,
                n=exposed.n + control.n,
                p_value=seen.p_value,
                lift_rel=relative[0],
                lift_rel_low=relative[1],
                lift_rel_high=relative[2],
                is_primary=line is counts[0],
                method="method_two_shares",
            )
        )
    adjusted = holm([estimate.p_value or 0.0 for estimate in found])
    return tuple(e.model_copy(update={"p_value_adjusted": p}) for e, p in zip(found, adjusted, strict=True))


def _answer(estimate: LiftEstimate) -> ExperimentAnswer:
    if estimate.p_value_adjusted is None or estimate.p_value_adjusted >= 1 - estimate.level:
        return ExperimentAnswer.UNDECIDED
    return ExperimentAnswer.LIFT if estimate.estimate > 0 else ExperimentAnswer.DROP


def _question(line: SurveyCounts, estimate: LiftEstimate, terms: BrandLiftTerms) -> QuestionLine:
    exposed, control = _group(line.exposed), _group(line.control)
    middle, low, high = (
        cost_per_lifted_person(terms.cost, lift, terms.exposed_reach)
        for lift in (estimate.estimate, estimate.high, estimate.low)
    )
    return QuestionLine(
        question=line.question,
        exposed=exposed,
        control=control,
        cohens_h=cohens_h(exposed.share, control.share),
        silence=silence_bounds(line.exposed, line.control, gap=terms.nonresponse_gap),
        cost_per_lifted_person=middle,
        cost_per_lifted_person_low=low,
        cost_per_lifted_person_high=high,
    )


def _group(group: GroupCounts) -> GroupLine:
    rate = group.answered / group.asked if group.asked else None
    return GroupLine(name=group.name, asked=group.asked, answered=group.answered, positive=group.positive,
                     share=group.positive / group.answered, response_rate=rate)  # fmt: skip


def cost_per_lifted_person(cost: float | None, lift: float, exposed_reach: int | None) -> float | None:
    """Cost ÷ (Δ × people exposed); None without cost or reach, or when the lift is not above 0."""
    return None if cost is None or not exposed_reach or lift <= 0 else cost / (lift * exposed_reach)


def silence_bounds(exposed: GroupCounts, control: GroupCounts, *, gap: float) -> SilenceBounds | None:
    """Bounds of Δ among all people asked; None when nobody said how many were asked.

    Source
    ------
    Horowitz & Manski (1998), Journal of Econometrics 84: worst-case bounds under non-response.
    """
    if not exposed.asked or not control.asked:
        return None
    worst = [_bounds(group, 1.0) for group in (exposed, control)]
    likely = [_bounds(group, gap) for group in (exposed, control)]
    return SilenceBounds(
        worst_low=worst[0][0] - worst[1][1],
        worst_high=worst[0][1] - worst[1][0],
        gap=gap,
        plausible_low=likely[0][0] - likely[1][1],
        plausible_high=likely[0][1] - likely[1][0],
    )


def _bounds(group: GroupCounts, gap: float) -> tuple[float, float]:
    """The share of positives among all asked if the silent differ from the others by at most `gap`."""
    assert group.asked
    share, rate = group.positive / group.answered, group.answered / group.asked
    lowest, highest = max(share - gap, 0.0), min(share + gap, 1.0)
    return rate * share + (1 - rate) * lowest, rate * share + (1 - rate) * highest


def _response_check(line: SurveyCounts) -> ExperimentCheck:
    """Whether both groups answered equally often."""
    groups = (line.exposed, line.control)
    silent = [(group.asked or 0) - group.answered for group in groups]
    p_value = association_p_value([[group.answered, n] for group, n in zip(groups, silent, strict=True)])
    rates = {f"{side}_rate": words.percent(group.answered / (group.asked or 1))
             for side, group in zip(("exposed", "control"), groups, strict=True)}  # fmt: skip
    code = "finding_response_alike" if p_value >= 0.01 else "finding_response_differs"
    finding = Phrase(code=code, facts={"question": line.question, **rates, "p": words.p_text(p_value)})
    return ExperimentCheck(name="check_response", is_passed=p_value >= 0.01, p_value=p_value, finding=finding)


def _caveats(questions: Sequence[QuestionLine], answer: ExperimentAnswer, terms: BrandLiftTerms) -> list[Phrase]:
    found = [] if terms.is_randomised else [Phrase(code="caveat_not_randomised")]
    first = questions[0]
    if first.silence is None:
        found.append(Phrase(code="caveat_silence_unknown"))
    else:
        silent = 1 - min(group.response_rate or 1.0 for group in (first.exposed, first.control))
        facts = {"share": words.percent(silent), "low": words.amount(first.silence.worst_low, "share"),
                 "high": words.amount(first.silence.worst_high, "share")}  # fmt: skip
        if silent > MUCH_SILENCE:
            found.append(Phrase(code="caveat_much_silence", facts=facts))
        if (
            answer is not ExperimentAnswer.UNDECIDED
            and first.silence.plausible_low <= 0 <= first.silence.plausible_high
        ):
            gap = {"gap": words.percent(first.silence.gap)}
            found.append(Phrase(code="caveat_silence_may_undo", facts=gap))
    if len(questions) > 1:
        found.append(Phrase(code="caveat_holm", facts={"n": str(len(questions))}))
    if terms.cost and terms.exposed_reach and first.cost_per_lifted_person is None:
        found.append(Phrase(code="caveat_no_cost_per_lifted"))
    return found


def _help(first: QuestionLine, terms: BrandLiftTerms) -> list[Phrase]:
    """How many answers would show a lift of two points from this control."""
    share = first.control.share
    target = share + SMALL_LIFT
    found = []
    if share > 0 and target < 1:
        needed = n_per_arm_shares(share, target, alpha=1 - terms.level)
        have = min(first.exposed.answered, first.control.answered)
        facts = {"needed": str(needed), "have": str(have), "lift": words.amount(SMALL_LIFT, "share")}
        found.append(Phrase(code="brand_lift_needs_answers", facts=facts))
    if first.silence is not None and (first.exposed.response_rate or 1.0) < 1 - MUCH_SILENCE:
        found.append(Phrase(code="brand_lift_raise_response"))
    return found or [Phrase(code="brand_lift_more_answers")]
