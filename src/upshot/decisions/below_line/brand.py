"""Brand lift from the workspace's own survey, where it asked an exposed and a control group."""

from __future__ import annotations

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.brand_lift import BrandLiftTerms, read_brand_lift
from upshot.decisions.experiments.survey_counts import counts_of_workspace
from upshot.decisions.verdict.model import ComparedValue, Evidence, Interval, Phrase, Scope
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import Terms

UNIT = "rate"
HELP = ("help_brand_lift_survey",)


def brand_lift_of(data: WorkspaceData, scope: Scope, terms: Terms) -> ComparedValue:
    """Share of positive answers among the exposed less that among the control, on the survey's first question.

    A survey names no campaign and no creator: only the whole programme's verdict carries it. An unreadable survey is
    null with its reason, and never stops a verdict.
    """
    if scope.kind != "all":
        return no_figure("null_brand_lift_of_all")
    try:
        counts = counts_of_workspace(data)
        if not counts:
            return no_figure("null_no_brand_lift", *HELP)
        found = read_brand_lift(counts, BrandLiftTerms(level=terms.level), source="survey_answer")
    except InvalidInput:
        return no_figure("null_brand_lift_unreadable", "help_brand_lift_read")
    if isinstance(found, InsufficientEvidence):
        return no_figure(found.reason, *found.what_would_help, **dict(found.facts))
    estimate, question = found.estimates[0], found.questions[0]
    return ComparedValue(
        value=estimate.estimate,
        evidence=Evidence.MODELLED,
        basis=question.question,
        unit=UNIT,
        interval=Interval(median=estimate.estimate, low=estimate.low, high=estimate.high),
        n=question.exposed.answered,
        n_control=question.control.answered,
        caveats=found.caveats,
    )


def no_figure(code: str, *helps: str, **facts: str) -> ComparedValue:
    """A share that nobody measured, why, and what would help."""
    return ComparedValue(
        value=None,
        why_null=Phrase(code=code, facts=facts),
        evidence=Evidence.MODELLED,
        unit=UNIT,
        what_would_help=tuple(Phrase(code=help_) for help_ in helps),
    )
