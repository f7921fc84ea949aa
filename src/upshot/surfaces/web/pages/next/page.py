"""What next: where the next money goes, what it is expected to bring, what holds it back."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.budget import BudgetPlan, make_budget
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import UpshotError
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import budget as show
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.next.asking import ASKED, EXPLORES, RISKS, said_in, terms_of
from upshot.surfaces.web.view import View


class NextContext(Context):
    """The form, and the plan that answers it."""

    asked: dict[str, str] = Field(description="The form as it was filled in.")
    risks: tuple[str, ...] = Field(description="Choices of care, per cent of the draws that count.")
    explores: tuple[str, ...] = Field(description="Choices of exploration, per cent of the budget.")
    message: str | None = Field(description="What was wrong with the form.")
    missing: tuple[str, ...] = Field(description="Why there is no plan, and what would help.")
    plan: BudgetPlan | None = Field(description="The plan; null without evidence or with a wrong form.")
    headline: tuple[str, ...] = Field(description="The answer, the money, the gain, the last euro.")
    creators: TextTable | None = Field(description="A row per creator and type.")
    types: TextTable | None = Field(description="Posts and money by type.")
    boosts: TextTable | None = Field(description="Ads on posts that are out.")
    totals: TextTable | None = Field(description="The plan beside today's division.")
    binds: tuple[str, ...] = Field(description="What holds the result back, and what a unit more would add.")
    notes: tuple[str, ...] = Field(description="What is assumed and not extrapolated.")


def build(view: View) -> NextContext:
    said, words = said_in(view), view.words
    plan: BudgetPlan | None = None
    missing: tuple[str, ...] = ()
    message: str | None = None
    try:
        found = _plan_of(view, said)
    except UpshotError as error:
        message = words.error(error)
    else:
        if isinstance(found, InsufficientEvidence):
            missing = tuple(nothing_lines(found, words))
        else:
            plan = found
    return NextContext(
        asked=said,
        risks=RISKS,
        explores=EXPLORES,
        message=message,
        missing=missing,
        plan=plan,
        headline=tuple(show.budget_headline(plan, words)) if plan else (),
        creators=show.creators_table(plan, words) if plan else None,
        types=show.types_table(plan, words) if plan else None,
        boosts=show.old_boosts_table(plan, words) if plan else None,
        totals=show.budget_total_table(plan, words) if plan else None,
        binds=tuple(show.binding_lines(plan, words)) if plan else (),
        notes=tuple(show.note_lines(plan, words)) if plan else (),
    )


def _plan_of(view: View, said: dict[str, str]) -> BudgetPlan | InsufficientEvidence:
    """The plan for the form, worked out once per state of the data."""
    terms, home = terms_of(view, said), view.home
    key = ("budget", *(said[name] for name in ASKED), terms.starts_on)
    found: Any = view.thinking.answer(
        key, home, lambda: make_budget(home.material(), terms), patience_s=view.patience_s
    )
    plan: BudgetPlan | InsufficientEvidence = found
    return plan


NEXT = Page("next", "/next", "next", build)
