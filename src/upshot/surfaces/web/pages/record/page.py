"""One row as a form: the columns of its sheet, judged as a file would be, refusals beside the cell."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from upshot.surfaces.web import editing
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


class RecordContext(Context):
    """The form."""

    table: str = Field(description="The table: campaign, collaboration, creator or lift_test.")
    title: str = Field(description="The row's key in words; empty for a new row.")
    cells: tuple[editing.Cell, ...] = Field(description="The form's cells.")
    is_new: bool = Field(description="Whether the row is yet to be written.")
    version: str = Field(description="What tells whether somebody else wrote the row meanwhile.")
    message: str | None = Field(description="Why the form as a whole was refused.")


def build(view: View) -> RecordContext:
    table = editing.table_named(view.request.path_params["table"]).name
    asked = dict(view.request.query_params)
    row = editing.find_row(view.home, table, asked)
    if row is None:
        return form(view, table, asked, is_new=True)
    values = {name: editing.as_text(value) for name, value in row.items()}
    return form(view, table, values, is_new=False, version=editing.version_of(row))


def form(
    view: View,
    table: str,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    *,
    is_new: bool,
    version: str = "",
    message: str | None = None,
) -> RecordContext:
    """The form with `values` filled in and what is wrong with them."""
    known = [values.get(name, "") for name in editing.table_named(table).key]
    return RecordContext(
        table=table,
        title="" if is_new else " · ".join(part for part in known if part),
        cells=editing.cells(table, values, problems or {}, view.words, is_new=is_new),
        is_new=is_new,
        version=version,
        message=message,
    )


RECORD = Page("record", "/edit/{table}/row", "campaigns", build)
