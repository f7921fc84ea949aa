"""Recognise and read a plain sheet of visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.cell_columns import CellColumns, as_even_rows, learn_habits
from upshot.sources.header_words import check_columns, find_columns, load_words, surest_row
from upshot.sources.parsing import DAY, MONEY, NUMBER, WHOLE, Habits, Parser
from upshot.sources.traffic.visit_days import DIMENSIONS, VisitDays, known, source_and_medium
from upshot.vocabulary.tables import VISIT_DAY

_COUNTERS = ("sessions", "engaged_sessions", "users", "purchases")
_PARSERS: Mapping[str, Parser] = {"day": DAY, **dict.fromkeys(_COUNTERS, WHOLE), "key_events": NUMBER, "revenue": MONEY}


class VisitSheet:
    """Visits, generic CSV."""

    kind = "visits"
    label = "Visits (generic CSV)"
    tables: tuple[str, ...] = ("visit_day",)
    signature = ("day", "sessions")  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """A day and its sessions; never surer than a source that knows its platform."""
        return surest_row(document, _detection)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Days of visits; rows of the same day and dimensions are summed.

        Raises
        ------
        InvalidInput : `columns_missing`, no day or no sessions; `day_order_unknown`
        """
        header_row = self.detect(document).header_row
        headers = document.head[header_row]
        words = load_words("upshot.sources.visits")["columns"]
        columns = find_columns(headers, words, context.header_aliases)
        check_columns(columns, ("day", "sessions"), words, headers, file=document.name)
        habits = Habits(zone=context.time_zone, day_first=context.day_first)
        learn_habits(document, header_row, columns, _PARSERS, habits)
        properties: dict[tuple[str, str | None], VisitDays] = {}
        for batch in document.text_batches(header_row):
            rows, refused = as_even_rows(pa.Table.from_batches([batch]), VISIT_DAY)
            if refused is not None:
                yield refused
            yield _add(CellColumns(rows, columns, habits), context, properties)
        for days in properties.values():
            yield Batch(VISIT_DAY.name, days.rows(), 0)


def _detection(cells: Sequence[str], row: int) -> Detection:
    """How sure one row is a header of ours."""
    found = find_columns(cells, load_words("upshot.sources.visits")["columns"], {})
    if "day" not in found or "sessions" not in found:
        return Detection(0)
    named = sum(1 for cell in cells if cell)
    share = sum(map(len, found.values())) / max(named, 1)
    return Detection(0.5 + 0.15 * share, f"a day, sessions and {len(found) - 2} other known columns", row)


def _add(cells: CellColumns, context: ReadContext, properties: dict[tuple[str, str | None], VisitDays]) -> Batch:
    """Sum the rows of one batch into their properties; report what was read and refused."""
    typed = _typed(cells)
    accounts = cells.text("account_id")
    accounts = pa.nulls(cells.n_rows, pa.string()) if accounts is None else accounts
    default = context.account_id or "site"
    currencies = cells.currency("currency", context.currency)
    groups = pa.table({"account": pc.fill_null(accounts, default), "currency": currencies})
    good = pa.array(~cells.bad)
    for group in groups.filter(good).group_by(["account", "currency"]).aggregate([]).to_pylist():
        key = (group["account"], group["currency"])
        dimensions = [name for name in DIMENSIONS if name in typed]
        days = properties.setdefault(key, VisitDays(key[0], dimensions, key[1]))
        same = pc.and_(pc.equal(groups.column("account"), key[0]), _same(groups.column("currency"), key[1]))
        kept = pc.and_(same, good)
        days.add({name: column.filter(kept) for name, column in typed.items()})
    empty = VISIT_DAY.arrow_schema().empty_table()
    return Batch(VISIT_DAY.name, empty, cells.n_rows, tuple(cells.rejects), int(cells.bad.sum()))


def _same(column: pa.ChunkedArray, value: str | None) -> pa.ChunkedArray:
    """Equal, where nothing equals nothing."""
    return pc.is_null(column) if value is None else pc.fill_null(pc.equal(column, value), False)


def _typed(cells: CellColumns) -> dict[str, pa.Array]:
    """The columns of `visit_day` that the sheet has."""
    typed: dict[str, pa.Array | None] = {"day": cells.day("day", required=True)}
    texts = cells.text("source_medium")
    if texts is not None:
        typed["utm_source"], typed["utm_medium"] = source_and_medium(texts)
    for name in DIMENSIONS:
        texts = cells.text(name)
        if texts is not None:
            typed[name] = cells.country(name) if name == "country" else known(texts)
    for name in _COUNTERS:
        typed[name] = cells.whole_number(name, required=name == "sessions")
    typed["key_events"], typed["revenue"] = cells.number("key_events"), cells.money("revenue")
    return {name: column for name, column in typed.items() if column is not None}
