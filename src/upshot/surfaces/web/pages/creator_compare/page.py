"""Several creators side by side: a row per figure on a desk, a card per creator on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from upshot.decisions.creators.vetting import Vetting, VettingTerms
from upshot.errors import InvalidInput, UpshotError
from upshot.measures.typed import typed_handle
from upshot.surfaces.charts.creators import peer_chart
from upshot.surfaces.charts.draw import Spec
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.creator_compare import compare_table
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.creator_card.page import EXPORTS
from upshot.surfaces.web.pages.creator_card.reading import vettings_of
from upshot.surfaces.web.view import View

FEWEST, MOST = 2, 6
LONGEST = 200


@dataclass(frozen=True)
class Column:
    """One creator: figures in the order of the table, as label and text."""

    creator: str
    cells: tuple[tuple[str, str], ...]


class CreatorCompareContext(Context):
    """The creators asked for, and their figures."""

    chosen: tuple[str, ...] = Field(description="The creators asked for, as they are known, else as typed.")
    vettings: tuple[Vetting, ...] = Field(description="Their vettings; empty where fewer than two were asked for.")
    table: TextTable | None = Field(description="A row per figure, a column per creator.")
    columns: tuple[Column, ...] = Field(description="The same by creator.")
    peers: Spec | None = Field(description="The chart of the peers.")
    message: str | None = Field(description="What was wrong with the choice.")
    fewest: int = Field(description="Creators needed at least.")
    most: int = Field(description="Creators at most.")
    exports: tuple[tuple[str, str], ...] = Field(description="Endings and addresses of the comparison as a file.")


def typed_of(view: View) -> tuple[str, ...]:
    """The handles asked for, each once; several may stand in one field, set apart by commas or spaces."""
    texts = view.request.query_params.getlist("creator")
    names = [name for text in texts for name in text[:LONGEST].replace(",", " ").replace(";", " ").split()]
    return tuple(dict.fromkeys(typed_handle(name) for name in names))


def chosen_of(view: View) -> tuple[str, ...]:
    """The handles asked for.

    Raises
    ------
    InvalidInput : creators_web_compare_few, creators_web_compare_many
    """
    names = typed_of(view)
    if len(names) < FEWEST:
        raise InvalidInput("creators_web_compare_few", n=len(names), fewest=FEWEST, most=MOST)
    if len(names) > MOST:
        raise InvalidInput("creators_web_compare_many", n=len(names), most=MOST)
    return names


def build(view: View) -> CreatorCompareContext:
    words, message = view.words, None
    found: tuple[Vetting, ...] = ()
    try:
        found = vettings_of(view, chosen_of(view), VettingTerms())
        if len(found) < FEWEST:  # two handles of one creator
            raise InvalidInput("creators_web_compare_few", n=len(found), fewest=FEWEST, most=MOST)
    except UpshotError as error:
        found, message = (), words.error(error)
    table = compare_table(found, words) if found else None
    chosen = tuple(one.creator for one in found) or typed_of(view)
    columns = (
        tuple(
            Column(one.creator, tuple((row[0], row[place + 1]) for row in table.rows))
            for place, one in enumerate(found)
        )
        if table
        else ()
    )
    return CreatorCompareContext(
        chosen=chosen[: 2 * MOST],
        vettings=found,
        table=table,
        columns=columns,
        peers=peer_chart(found, words) if found else None,
        message=message if chosen else None,  # nothing chosen yet is nothing wrong
        fewest=FEWEST,
        most=MOST,
        exports=tuple((end, view.link("creators", "compare", f"side-by-side.{end}", creator=chosen)) for end in EXPORTS)
        if found
        else (),
    )


CREATOR_COMPARE = Page("creator_compare", "/creators/compare", "creators", build)
