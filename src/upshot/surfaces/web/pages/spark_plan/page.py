"""The plan of boosts for a budget, its approval, and today's advice on the boosts that run."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import Field

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.advice import AdviceSheet, AdviceTerms, advise_boosts
from upshot.decisions.spark.plan import PlanTerms, SparkPlan, Targeting, make_plan
from upshot.decisions.spark.plan.approving import with_approval
from upshot.errors import InvalidInput
from upshot.measures.terms import read_terms
from upshot.measures.typed import typed_number
from upshot.registries.spark_goals import objectives
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import spark_plan as show
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

DAYS = 14
MOST_BUDGET = Decimal(10) ** 9
ASKED = ("budget", "objective", "days", "starts_on")


class PlanContext(Context):
    """The form, the plan where a budget was given, and the advice of the day."""

    asked: dict[str, str] = Field(description="The form as it was filled in.")
    objectives: tuple[str, ...] = Field(description="The objectives on offer.")
    plan: SparkPlan | None = Field(description="The plan; null before a budget is given, or without evidence.")
    headline: tuple[str, ...] = Field(description="The answer, the money, the approval.")
    missing: tuple[str, ...] = Field(description="Why there is no plan, and what would help.")
    message: str | None = Field(description="What was wrong with the form.")
    flights: TextTable | None = Field(description="The flights.")
    totals: TextTable | None = Field(description="What to expect.")
    lines: tuple[str, ...] = Field(description="What binds and what to mind.")
    advice: AdviceSheet | None = Field(description="Advice on running boosts; null where none runs.")
    advice_intro: str = Field(description="Yesterday's money and tomorrow's.")
    advice_table: TextTable | None = Field(description="A row per running boost.")
    advice_lines: tuple[str, ...] = Field(description="Reasons and notes.")
    no_advice: tuple[str, ...] = Field(description="Why there is no advice.")


def terms_of(view: View, said: dict[str, str]) -> PlanTerms:
    """What the form asks for.

    Raises
    ------
    InvalidInput : spark_budget_not_positive, spark_days_out_of_range, spark_objective_unknown
    """
    budget = typed_number(said["budget"])
    if budget is None or not 0 < budget <= MOST_BUDGET:
        raise InvalidInput("spark_budget_not_positive", seen=said["budget"][:40])
    days = int(said["days"]) if said["days"].isascii() and said["days"].isdigit() and len(said["days"]) < 5 else 0
    try:
        starts_on = date.fromisoformat(said["starts_on"])
    except ValueError:
        starts_on = view.now.date() + timedelta(days=1)
    countries = read_terms(view.home).target_countries
    terms = PlanTerms(budget.quantize(Decimal("0.01")), starts_on, days, said["objective"],
                      targeting=Targeting(countries=countries))  # fmt: skip
    return terms.checked()


def plan_of(view: View, said: dict[str, str]) -> SparkPlan | InsufficientEvidence:
    """The plan for the form, worked out once per state of the data, with its approval."""
    terms, home = terms_of(view, said), view.home
    verdict = home.known_verdict()
    key = ("spark_plan", *(said[name] for name in ASKED), terms.starts_on, verdict is not None, home.desk_version())
    found: Any = view.thinking.answer(
        key,
        home,
        lambda: make_plan(home, terms, rights=home.spark_book().list(), verdict=verdict, now=view.now),
        patience_s=view.patience_s,
    )
    return found if isinstance(found, InsufficientEvidence) else with_approval(home.records, home.name, found)


def advice_of(view: View) -> AdviceSheet | InsufficientEvidence:
    """Today's advice, worked out once per state of the data."""
    home, verdict = view.home, view.home.known_verdict()
    found: Any = view.thinking.answer(
        ("spark_advice", verdict is not None, home.desk_version()),
        home,
        lambda: advise_boosts(home, AdviceTerms(), rights=home.spark_book().list(), verdict=verdict, now=view.now),
        patience_s=view.patience_s,
    )
    sheet: AdviceSheet | InsufficientEvidence = found
    return sheet


def build(view: View) -> PlanContext:
    asked = view.request.query_params
    defaults = {"objective": "sales", "days": str(DAYS), "starts_on": "", "budget": ""}
    said = {name: asked.get(name, defaults[name]).strip()[:40] for name in ASKED}
    return context_of(view, said)


def context_of(view: View, said: dict[str, str], message: str | None = None) -> PlanContext:
    """The page for a form as filled in."""
    words = view.words
    plan: SparkPlan | None = None
    missing: tuple[str, ...] = ()
    if said["budget"]:
        try:
            found = plan_of(view, said)
        except InvalidInput as error:
            message = message or words.error(error)
        else:
            is_missing = isinstance(found, InsufficientEvidence)
            missing = tuple(show.nothing_lines(found, words)) if isinstance(found, InsufficientEvidence) else ()
            plan = None if is_missing else found  # type: ignore[assignment]
    advice = advice_of(view)
    sheet = None if isinstance(advice, InsufficientEvidence) else advice
    return PlanContext(
        asked=said,
        objectives=objectives(),
        plan=plan,
        headline=tuple(show.plan_headline(plan, words)) if plan else (),
        missing=missing,
        message=message,
        flights=show.flight_table(plan, words) if plan else None,
        totals=show.plan_total_table(plan, words) if plan else None,
        lines=tuple(show.plan_lines(plan, words)) if plan else (),
        advice=sheet,
        advice_intro=show.advice_intro(sheet, words) if sheet else "",
        advice_table=show.advice_table(sheet, words) if sheet else None,
        advice_lines=tuple(show.advice_lines(sheet, words)) if sheet else (),
        no_advice=tuple(show.nothing_lines(advice, words)) if isinstance(advice, InsufficientEvidence) else (),
    )


SPARK_PLAN = Page("spark_plan", "/spark/plan", "spark", build)
