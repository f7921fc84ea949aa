"""What people enter themselves, row by row: campaigns, collaborations, creators, lift tests."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from upshot.surfaces.web import editing
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate
from upshot.surfaces.wording import MISSING, Words
from upshot.vocabulary.tables import Kind, Table

SHOWN = {
    "campaign": ("campaign", "objective", "starts_on", "ends_on", "budget", "overhead_cost"),
    "collaboration": ("creator", "campaign", "collaboration_type", "starts_on", "fee", "codes"),
    "creator": ("creator", "display_name", "followers", "country", "category"),
    "lift_test": ("name", "kind", "starts_on", "ends_on", "incremental_orders", "standard_error"),
}


@dataclass(frozen=True)
class RowLine:
    """One row of the list: its cells as text, and its key for the address of its form."""

    key: dict[str, str]
    cells: tuple[str, ...]


class RecordsContext(Context):
    """The rows of one table."""

    table: str = Field(description="The table: campaign, collaboration, creator or lift_test.")
    tables: tuple[str, ...] = Field(description="Every table that can be edited.")
    columns: tuple[tuple[str, str, bool], ...] = Field(description="Name, label and whether it is a number.")
    rows: Slice[RowLine] = Field(description="One page of rows.")
    sheet: str = Field(description="The sheet that holds the same, to fill in all at once.")
    done: str | None = Field(description="What was just done: saved or deleted.")


def build(view: View) -> RecordsContext:
    table = editing.table_named(view.request.path_params["table"])
    numbers = {column.name for column in table.columns if column.kind in {Kind.MONEY, Kind.NUMBER, Kind.INTEGER}}
    names = SHOWN[table.name]
    rows = view.home.rows(table.name)
    campaign, creator = view.request.query_params.get("campaign"), view.request.query_params.get("creator")
    for name, wanted in (("campaign", campaign), ("creator", creator)):
        if wanted and name in table.column_names:
            rows = [row for row in rows if row[name] == wanted]
    lines = [RowLine(editing.key_of(table.name, row), _cells(table, names, row, view.words)) for row in rows]
    done = view.request.query_params.get("done")
    return RecordsContext(
        table=table.name,
        tables=tuple(editing.SHEET_OF),
        columns=tuple((name, view.words.text(f"field_{name}"), name in numbers) for name in names),
        rows=paginate(lines, view.page_number()),
        sheet=editing.SHEET_OF[table.name],
        done=done if done in {"saved", "deleted"} else None,
    )


def _cells(table: Table, names: tuple[str, ...], row: dict[str, object], words: Words) -> tuple[str, ...]:
    kinds = {column.name: column.kind for column in table.columns}
    return tuple(_cell(name, kinds[name], row, words) for name in names)


def _cell(name: str, kind: Kind, row: dict[str, object], words: Words) -> str:
    value = row[name]
    if value is None or value == []:
        return MISSING
    if name in {"objective", "collaboration_type"} and words.has(f"{name}_{value}"):
        return words.text(f"{name}_{value}")
    if kind is Kind.DAY:
        return words.day(value)  # type: ignore[arg-type]
    if kind is Kind.MONEY and row.get("currency"):
        return words.money(value, str(row["currency"]))  # type: ignore[arg-type]
    if kind in {Kind.MONEY, Kind.NUMBER, Kind.INTEGER}:
        return words.number(value, digits=2)  # type: ignore[arg-type]
    return editing.as_text(value)


RECORDS = Page("records", "/edit/{table}", "campaigns", build)
