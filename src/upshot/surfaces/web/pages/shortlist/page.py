"""The shortlist builder: whom to choose while the budget moves, what holds the choice back, and the export of it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.creators.shortlist import (
    Objective,
    Shortlist,
    ShortlistGround,
    build_shortlist,
    read_shortlist_ground,
)
from upshot.decisions.creators.shortlist.candidates import TIER_ORDER
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UpshotError
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.charts.shortlist_specs import pareto_chart
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import creator_shortlist as show
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.shortlist.asking import RISKS, Asked
from upshot.surfaces.web.view import View

MOST_BOXES = 14
EXPORTS = ("xlsx", "pdf", "html", "json")


class ShortlistContext(Context):
    """The form, and the choice that answers it."""

    asked: dict[str, str] = Field(description="The texts of the form as they were filled in.")
    ticked: dict[str, tuple[str, ...]] = Field(description="The boxes that are ticked, by dimension.")
    objectives: tuple[str, ...] = Field(description="What can be made as large as possible.")
    risks: tuple[str, ...] = Field(description="Choices of care, per cent of the draws that count.")
    tiers: tuple[str, ...] = Field(description="Tiers on offer.")
    countries: tuple[str, ...] = Field(description="Countries of the roster, the most frequent first.")
    categories: tuple[str, ...] = Field(description="Categories of the roster, the most frequent first.")
    message: str | None = Field(description="What was wrong with the form.")
    missing: tuple[str, ...] = Field(description="Why there is no choice, and what would help.")
    found: Shortlist | None = Field(description="The choice; null before a budget is given.")
    headline: tuple[str, ...] = Field(description="The answer, what it brings, how much better anything could be.")
    conflicts: tuple[str, ...] = Field(description="Limits that exclude each other, with what would do.")
    reach: tuple[str, ...] = Field(description="Different people reached.")
    totals: TextTable | None = Field(description="The choice as a whole.")
    chosen: TextTable | None = Field(description="A row per chosen creator.")
    not_chosen: TextTable | None = Field(description="Those nearest to being chosen.")
    tier_front: TextTable | None = Field(description="Tiers: views against engagements for the money.")
    front: TextTable | None = Field(description="Creators: views against engagements for the money.")
    figure: Spec | None = Field(description="The chart of the front.")
    binds: tuple[str, ...] = Field(description="What holds the choice back, and what one unit more would add.")
    left_out: tuple[str, ...] = Field(description="Who was no candidate, and why.")
    notes: tuple[str, ...] = Field(description="What is assumed.")
    exports: tuple[tuple[str, str], ...] = Field(description="Endings and addresses of the files to take along.")


def build(view: View) -> ShortlistContext:
    asked, words = Asked(view), view.words
    found: Shortlist | None = None
    missing: tuple[str, ...] = ()
    message: str | None = None
    ground: ShortlistGround | InsufficientEvidence | None = None
    try:
        ground = ground_of(view, asked)
        answer = shortlist_of(view, asked) if asked.texts["budget"] else None
    except UpshotError as error:
        message = said_of(error, view)
    else:
        gap = ground if isinstance(ground, InsufficientEvidence) else answer
        if isinstance(gap, InsufficientEvidence):
            missing = tuple(nothing_lines(gap, words))
        elif answer is not None and not isinstance(answer, InsufficientEvidence):
            found = answer
    roster = ground.candidates if isinstance(ground, ShortlistGround) else None
    is_chosen = found is not None and bool(found.chosen)
    return ShortlistContext(
        asked=asked.texts,
        ticked=asked.ticked,
        objectives=tuple(each.value for each in Objective),
        risks=RISKS,
        tiers=TIER_ORDER,
        countries=_frequent(roster.countries if roster else (), asked.ticked["country"]),
        categories=_frequent(roster.categories if roster else (), asked.ticked["category"]),
        message=message,
        missing=missing,
        found=found,
        headline=tuple(show.shortlist_headline(found, words)) if found else (),
        conflicts=tuple(show.conflict_lines(found, words)) if found else (),
        reach=tuple(show.reach_lines(found, words)) if found else (),
        totals=show.totals_table(found, words) if found else None,
        chosen=show.chosen_table(found, words) if found else None,
        not_chosen=show.not_chosen_table(found, words) if found else None,
        tier_front=show.pareto_table(found, words, is_tiers=True) if found else None,
        front=show.pareto_table(found, words, is_tiers=False) if found else None,
        figure=pareto_chart(found, words) if found else None,
        binds=tuple(show.binding_lines(found, words)) if found else (),
        left_out=tuple(show.left_out_lines(found, words)) if found else (),
        notes=tuple(show.note_lines(found, words)) if found else (),
        exports=tuple((end, view.link("shortlist", f"export.{end}", **asked.query)) for end in EXPORTS)
        if is_chosen
        else (),
    )


def said_of(error: UpshotError, view: View) -> str:
    """The error in words; a field is named by its label."""
    if error.code == "shortlist_bad_number":
        label = view.words.text(f"shortlist_form_{error.facts['field']}")
        error = InvalidInput(error.code, **{**error.facts, "field": label})
    return view.words.error(error)


def ground_of(view: View, asked: Asked) -> ShortlistGround | InsufficientEvidence:
    """The candidates, read once per state of the data and whatever moves them."""
    terms, home = asked.terms() if asked.texts["budget"] else _plain_terms(asked), view.home
    found: Any = view.thinking.answer(
        ("shortlist_ground", *asked.ground_key),
        home,
        lambda: read_shortlist_ground(home, terms, now=view.now, material=home.material),
        patience_s=view.patience_s,
    )
    ground: ShortlistGround | InsufficientEvidence = found
    return ground


def _plain_terms(asked: Asked) -> Any:
    """The terms without a budget: only the candidates are wanted yet."""
    asked.texts["budget"] = "1"
    try:
        return asked.terms()
    finally:
        asked.texts["budget"] = ""


def shortlist_of(view: View, asked: Asked) -> Shortlist | InsufficientEvidence:
    """The choice for the form, worked out once per state of the data."""
    terms, ground = asked.terms(), ground_of(view, asked)
    if isinstance(ground, InsufficientEvidence):
        return ground
    found: Any = view.thinking.answer(
        ("shortlist", *asked.key),
        view.home,
        lambda: build_shortlist(ground.candidates, terms, ground.head, ground.notes),
        patience_s=view.patience_s,
    )
    answer: Shortlist | InsufficientEvidence = found
    return answer


def _frequent(values: tuple[str | None, ...], ticked: tuple[str, ...]) -> tuple[str, ...]:
    """The most frequent values, and those that are ticked."""
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    order = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_BOXES]
    return tuple(dict.fromkeys((*order, *ticked)))


SHORTLIST = Page("shortlist", "/shortlist", "creators", build)
