"""The creator card: the answer in five lines, then every part of the vetting in folds, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from upshot.decisions.creators.fit.terms import whole_days
from upshot.decisions.creators.forecast.asking import TYPES
from upshot.decisions.creators.vetting import Vetting, VettingTerms
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UpshotError
from upshot.surfaces.charts.creators import peer_chart
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation import creator_forecast as show
from upshot.surfaces.presentation.budget import type_words
from upshot.surfaces.presentation.creator_card import creator_card
from upshot.surfaces.presentation.creator_fit import risk_line
from upshot.surfaces.presentation.creator_short import ShortLine, short_lines
from upshot.surfaces.presentation.creator_vetting import decisions_table, standing_words
from upshot.surfaces.presentation.creator_words import CardSection
from upshot.surfaces.presentation.spark_plan import nothing_lines
from upshot.surfaces.web.pages.base import REFRESH_S, Context, Page
from upshot.surfaces.web.pages.creator_card.asking import Planned
from upshot.surfaces.web.pages.creator_card.reading import forecast_of, planned_vetting, vettings_of
from upshot.surfaces.web.thinking import StillThinking
from upshot.surfaces.web.view import View
from upshot.surfaces.wording import Words

SAID = ("who", "note", "outcome", "days", "reason")
EXPORTS = ("html", "pdf", "xlsx", "json")
# Folds in reading order, and the sections of the card that stand in each; any other section is a fold of its own.
FOLDS: dict[str, tuple[str, ...]] = {
    "figures": ("figures", "unsaid", "other_platforms"),
    "peers": ("peers", "external"),
    "authenticity": ("authenticity", "reply"),
    "audience": ("audience",),
    "fit": ("evidence", "fit_score"),
    "content": ("content",),
    "price": ("price", "market", "rights"),
}


@dataclass(frozen=True)
class Fold:
    """One fold and its sections."""

    name: str
    title: str
    sections: tuple[CardSection, ...]


@dataclass(frozen=True)
class Forecast:
    """The forecast in words."""

    title: str
    lines: tuple[str, ...] = ()
    table: TextTable | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deciding:
    """The form of a decision: where things stand, and what was typed and refused.

    `plan` is the plan of the page, so that the evidence kept is the card as it was seen.
    """

    standing: str
    risk: str
    waits_for_second: bool
    days: int
    said: dict[str, str]
    refusal: str | None
    plan: dict[str, str]


class CreatorCardContext(Context):
    """One creator: the vetting, and its parts in words."""

    vetting: Vetting = Field(description="The vetting, as `upshot vet --format json` gives it.")
    title: str = Field(description="The creator's handle.")
    lead: str = Field(description="Size, country, niche, posts.")
    more: tuple[str, ...] = Field(description="What the size means, the latest decision, what was left out.")
    short: tuple[ShortLine, ...] = Field(description="The answer, a line each.")
    folds: tuple[Fold, ...] = Field(description="Every part that has something to say.")
    peers: Spec | None = Field(description="The chart of the peers.")
    decisions: TextTable | None = Field(description="Every decision about this creator, newest first.")
    deciding: Deciding = Field(description="Whether the creator may be signed, and the form that says so.")
    asked: dict[str, str] = Field(description="The plan as it was typed.")
    types: tuple[tuple[str, str], ...] = Field(description="Kinds of collaboration, with their names.")
    message: str | None = Field(description="What was wrong with the plan.")
    forecast: Forecast | None = Field(description="The forecast in words; null where none was asked.")
    forecast_document: dict[str, Any] | None = Field(description="The forecast, as `upshot forecast` gives it.")
    is_thinking: bool = Field(description="Whether the forecast is still being worked out.")
    has_worked: bool = Field(description="Whether there was a collaboration, so that a verdict can speak of it.")
    exports: tuple[tuple[str, str], ...] = Field(description="Endings and addresses of the card as a file.")
    run: str = Field(description="Level, seed and state of the data.")

    @property
    def refresh_s(self) -> int | None:
        """The page comes again while the forecast is being worked out."""
        return REFRESH_S if self.is_thinking else None


def build(view: View) -> CreatorCardContext:
    return card_context(view)


def card_context(
    view: View, *, said: Mapping[str, str] | None = None, refusal: str | None = None
) -> CreatorCardContext:
    """The card; `said` is what was typed into a decision, and `refusal` why it was not taken."""
    handle, planned, words = str(view.request.path_params["name"]), Planned(view), view.words
    terms, message = VettingTerms(), None
    try:
        terms = planned.vetting_terms(view, handle)
        vetting = vettings_of(view, [handle], terms)[0]
    except InvalidInput as error:  # of the form; an unknown creator is no such error
        message = said_of(error, view)
        vetting = vettings_of(view, [handle], VettingTerms())[0]
    forecast, document, is_thinking = (None, None, False) if message else _forecast(view, planned, vetting.creator)
    if document is not None:
        vetting = planned_vetting(view, handle, planned)
    card = creator_card(vetting, words)
    book = view.home.vetting_book()
    history, standing = book.history(vetting.creator), book.standing(vetting.creator, view.now)
    worked = {row["creator"] for row in view.home.rows("collaboration")}
    return CreatorCardContext(
        vetting=vetting,
        title=card.title,
        lead=card.lines[0],
        more=card.lines[1:],
        short=short_lines(vetting, words),
        folds=folds_of(card.sections, words),
        peers=peer_chart([vetting], words),
        decisions=decisions_table(history, words, now=view.now) if history else None,
        deciding=Deciding(
            standing_words(standing, words),
            risk_line(vetting.risk, words),
            standing.why == "vetting_needs_second",
            whole_days(view.home, "vetting_days"),
            dict.fromkeys(SAID, "") | dict(said or {}),
            refusal,
            planned.query,
        ),
        asked=planned.texts,
        types=tuple((name, _type_name(name, words)) for name in TYPES),
        message=message,
        forecast=forecast,
        forecast_document=document,
        is_thinking=is_thinking,
        has_worked=vetting.creator in worked,
        exports=tuple(
            (end, view.link("creators", vetting.creator, f"card.{end}", **({} if message else planned.query)))
            for end in EXPORTS
        ),
        run=card.run,
    )


def folds_of(sections: Iterable[CardSection], words: Words) -> tuple[Fold, ...]:
    """Sections by fold, in reading order; a section that no fold names comes before the price."""
    given = tuple(sections)
    named = {name for names in FOLDS.values() for name in names}
    found: dict[str, Fold] = {}
    for fold, names in FOLDS.items():
        if fold == "price":
            found |= {one.name: Fold(one.name, one.title, (one,)) for one in given if one.name not in named}
        inside = tuple(one for name in names for one in given if one.name == name)
        if inside:
            found[fold] = Fold(fold, words.text(f"creators_web_fold_{fold}"), inside)
    return tuple(found.values())


def said_of(error: UpshotError, view: View) -> str:
    """The error in words; a field of the form is named by its label."""
    if error.code == "creators_web_number":
        label = view.words.text(f"creators_web_form_{error.facts['field']}")
        error = InvalidInput(error.code, **{**error.facts, "field": label})
    return view.words.error(error)


def _type_name(name: str, words: Words) -> str:
    return words.text("forecast_organic") if name == "organic" else type_words(name, words)


def _forecast(view: View, planned: Planned, creator: str) -> tuple[Forecast | None, dict[str, Any] | None, bool]:
    """The forecast in words and as a document, and whether it is still being worked out."""
    words = view.words
    try:
        terms = planned.forecast_terms(creator)
        if terms is None:
            return None, None, False
        found = forecast_of(view, terms)
    except StillThinking:
        return Forecast(words.text("creators_web_forecast_thinking")), None, True
    except UpshotError as error:
        return Forecast(said_of(error, view)), None, False
    if isinstance(found, InsufficientEvidence):
        return Forecast(words.text("creators_web_forecast_nothing"), tuple(nothing_lines(found, words))), None, False
    one = found.creators[0]
    return (
        Forecast(
            words.text("forecast_title", **show.title_facts(found, words)),
            tuple(show.creator_lines(one, found, words)),
            show.quantity_table(one, found, words),
            tuple(show.missing_lines(one, words)),
            tuple(show.note_lines(found, words)),
        ),
        found.as_dict(),
        False,
    )


CREATOR_CARD = Page("creator_card", "/creators/{name}/card", "creators", build, names="creator")
