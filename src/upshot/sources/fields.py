"""Declarative columns: what a file calls things, how to read them, and what becomes of the cells that cannot be read.

A source lists its `Field`s; `match_headers` finds them in a file's header in any capitalisation, accent or blank;
`read_document` turns the file into batches of one table. Where a source must compute before it has a table's row,
`read_columns` gives the typed columns alone.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Document, ReadContext, Reject
from upshot.sources.parsing import Habits, Parser
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.refusing import MAX_REJECTS, cell_rejects, columns_missing, day_order_unknown, ragged_rejects
from upshot.vocabulary.tables import ARROW_TYPE, Kind, Table

_INVISIBLE = re.compile("[\u200b\u200e\u200f\ufeff\u00ad]")
_BRACKETED_CODE = re.compile(r"\s*[(\[][a-z]{3}[)\]]$")


@dataclass(frozen=True)
class Field:
    """One of our columns and the headers it goes by, the preferred one first.

    Parameters
    ----------
    column : our name
    headers : what files call it; matched by `header_key`
    parse : a parser of `sources.parsing`
    required : the header must be there, and a row without a value is refused
    blank_ok : with `required`, the header must be there and cells may be empty
    keep_row : an unreadable cell is reported and left null, and its row is kept; otherwise the row is refused
    """

    column: str
    headers: tuple[str, ...]
    parse: Parser
    required: bool = False
    blank_ok: bool = False
    keep_row: bool = False


@dataclass(frozen=True)
class HeaderMap:
    """Which header of a file feeds which column, and what the file has shown of its habits so far."""

    file: str
    columns: Mapping[str, str]  # our column → the file's header
    unknown: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # every header that the fields go by
    habits: Habits = field(default_factory=Habits)

    @property
    def nearest(self) -> dict[str, str]:
        """Unknown header → the known header it resembles."""
        return nearest_headers(self.unknown, self.known)

    def __contains__(self, column: object) -> bool:
        return column in self.columns


@dataclass(frozen=True)
class TypedRows:
    """The readable rows of a text batch as typed columns plus `__line`; the others as rejects."""

    rows: pa.Table
    rows_read: int
    rejects: tuple[Reject, ...]
    rejected: int


@cache
def header_key(header: str) -> str:
    """What two headers must share to be the same: case, accents, kinds of blank and apostrophe do not matter."""
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", header)).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    return " ".join(text.replace("\u2019", "'").replace("_", " ").split())


def match_headers(
    fields: Sequence[Field], headers: Sequence[str], context: ReadContext, *, file: str = ""
) -> HeaderMap:
    """Find the fields in a header.

    Parameters
    ----------
    fields : what the source can read
    headers : the header cells, or the column names of a text batch
    context : its `header_aliases` (their header → our column) win over everything

    Raises
    ------
    InvalidInput : `columns_missing`, a required field has no header; facts name it, what was seen and what is nearest
    """
    by_key: dict[str, str] = {}
    for header in headers:
        if not header.startswith("__"):
            by_key.setdefault(header_key(header), header)
    columns = _by_alias(fields, by_key, context) | {}
    taken = set(columns.values())
    for item in fields:
        found = None if item.column in columns else _find(item, by_key, taken)
        if found is not None:
            columns[item.column] = found
            taken.add(found)
    missing = [item for item in fields if item.required and item.column not in columns]
    if missing:
        raise columns_missing([item.headers[0] for item in missing], list(by_key.values()), header_key, file=file)
    unknown = tuple(header for header in by_key.values() if header not in taken and header_key(header))
    habits = Habits(zone=context.time_zone, day_first=context.day_first)
    return HeaderMap(file, columns, unknown, tuple(header for item in fields for header in item.headers), habits)


def _by_alias(fields: Sequence[Field], by_key: Mapping[str, str], context: ReadContext) -> dict[str, str]:
    known = {item.column for item in fields}
    aliases = {header_key(theirs): ours for theirs, ours in context.header_aliases.items()}
    return {ours: by_key[key] for key, ours in aliases.items() if ours in known and key in by_key}


def _find(item: Field, by_key: Mapping[str, str], taken: set[str]) -> str | None:
    for header in item.headers:
        found = by_key.get(header_key(header))
        if found is not None and found not in taken:
            return found
    wanted = {header_key(header) for header in item.headers}
    for key, found in by_key.items():  # `Cost (EUR)`
        bare = _BRACKETED_CODE.sub("", key)
        if bare != key and bare in wanted and found not in taken:
            return found
    return None


def nearest_headers(unknown: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Each unknown header with the known header it resembles; those that resemble none are left out."""
    by_key = {header_key(header): header for header in known}
    found = {header: difflib.get_close_matches(header_key(header), by_key, n=1, cutoff=0.75) for header in unknown}
    return {header: by_key[matches[0]] for header, matches in found.items() if matches}


def learn_habits(fields: Sequence[Field], document: Document, header_row: int, header_map: HeaderMap) -> None:
    """Fill `header_map.habits` from the file's cells.

    Decimal marks are learnt from its first rows, the order of day and month from as many rows as it takes.

    Raises
    ------
    InvalidInput : `day_order_unknown`, every day of the file reads both ways and nobody said which is meant
    """
    habits = header_map.habits
    present = [item for item in fields if item.column in header_map]
    for batch in document.text_batches(header_row):
        names = set(batch.schema.names)
        for item in present:
            header = header_map.columns[item.column]
            if header in names:
                item.parse.learn(batch.column(header), habits, header)
        if not habits.undecided_days:
            return
        present = [item for item in present if item.parse.kind in {Kind.DAY, Kind.INSTANT}]
    if habits.undecided_days:
        raise day_order_unknown(habits, file=header_map.file)


def read_columns(
    fields: Sequence[Field], batch: pa.RecordBatch, header_map: HeaderMap, *, keep_ragged: bool = False
) -> TypedRows:
    """The typed columns of the fields that the file has, without the rows that had to be refused.

    A ragged row (too many or too few cells) is refused unless `keep_ragged`.
    """
    bad = np.zeros(batch.num_rows, bool)
    lines = batch.column(LINE)
    rejects: list[Reject] = []
    if not keep_ragged:
        ragged = batch.column(RAGGED).to_numpy(zero_copy_only=False)
        if ragged.any():
            bad |= ragged
            rejects += ragged_rejects(pa.Table.from_batches([batch]).filter(pa.array(ragged)))
    columns: dict[str, pa.Array] = {}
    names = set(batch.schema.names)
    for item in fields:
        header = header_map.columns.get(item.column)
        if header is None:
            continue
        cells = batch.column(header) if header in names else pa.nulls(batch.num_rows, pa.string())
        parsed = item.parse.parse(cells, header_map.habits, header)
        columns[item.column] = parsed.values
        failed = None if parsed.failed is None else parsed.failed.to_numpy(zero_copy_only=False)
        if failed is not None:
            rejects += cell_rejects(failed & ~bad, header, cells, lines, item.parse.valid)
        if item.required and not item.blank_ok and cells.null_count:
            empty = cells.is_null().to_numpy(zero_copy_only=False)
            rejects += cell_rejects(empty & ~bad, header, cells, lines, "filled_cell")
            bad |= empty
        if failed is not None and not item.keep_row:
            bad |= failed
    rows = pa.Table.from_pydict({**columns, LINE: lines})
    if bad.any():
        rows = rows.filter(pa.array(~bad))
    rejects.sort(key=lambda reject: reject.line)
    return TypedRows(rows, batch.num_rows, tuple(rejects[:MAX_REJECTS]), int(bad.sum()))


def read_fields(
    table: Table, fields: Sequence[Field], batch: pa.RecordBatch, header_map: HeaderMap, context: ReadContext
) -> Batch:
    """One text batch as rows of `table`; `account_id` and `currency` come from the context where the file has none."""
    typed = read_columns(fields, batch, header_map)
    rows = with_context(table, typed.rows, context)
    return Batch(table.name, as_table(table, rows), typed.rows_read, typed.rejects, typed.rejected)


def read_document(
    table: Table,
    fields: Sequence[Field],
    document: Document,
    header_row: int,
    context: ReadContext,
    header_map: HeaderMap | None = None,
) -> Iterator[Batch]:
    """A whole document as batches of one table: match the header, learn the habits, read."""
    if header_map is None:
        header_map = match_headers(fields, document.head[header_row], context, file=document.name)
    learn_habits(fields, document, header_row, header_map)
    for batch in document.text_batches(header_row):
        yield read_fields(table, fields, batch, header_map, context)


def with_context(table: Table, rows: pa.Table, context: ReadContext) -> pa.Table:
    """Fill `account_id`, `currency` and `country` from the context where the rows do not say."""
    for column in ("account_id", "currency", "country"):
        value = getattr(context, column)
        if column not in table.column_names or value is None:
            continue
        if column not in rows.column_names:
            rows = rows.append_column(column, pa.repeat(pa.scalar(value, pa.string()), rows.num_rows))
        elif rows.column(column).null_count:
            place = rows.column_names.index(column)
            rows = rows.set_column(place, column, pc.fill_null(rows.column(column), value))
    return rows


def as_table(table: Table, rows: pa.Table) -> pa.Table:
    """`rows` in the columns and types of `table`; absent columns are null, others are dropped."""
    columns = []
    for column in table.columns:
        wanted = ARROW_TYPE[column.kind]
        if column.name not in rows.column_names:
            columns.append(pa.nulls(rows.num_rows, wanted))
            continue
        values = rows.column(column.name)
        columns.append(values if values.type == wanted else values.cast(wanted))
    return pa.Table.from_arrays(columns, schema=table.arrow_schema())
