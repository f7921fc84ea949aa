"""Lists of creators: top lists, vendors' reports, whatever their headers; the figures stay the list's own.

A list has a column of handles and figures that belong to a creator, not to a post. Nothing of it becomes a reading or
a record of ours: every number goes to `creator_figure`, with who says so and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Detection, Document, ReadContext, Reject
from upshot.sources.country_codes import country_codes
from upshot.sources.creator_lists.figures import FigureColumn, figure_columns, read_figure
from upshot.sources.creator_lists.listed_on import ListedOn, listed_on
from upshot.sources.creator_lists.words import Layout, is_list_of_posts, layout_of, platforms_in
from upshot.sources.nouns import HANDLE
from upshot.sources.parsing import DAY, Habits
from upshot.sources.reading.cells import LINE, RAGGED, column_names
from upshot.sources.refusing import MAX_REJECTS, cell_rejects, ragged_rejects, shortened
from upshot.vocabulary.tables import TABLES

HEAD_ROWS = 20
DEFAULT_PLATFORM = "tiktok"
_TABLE = TABLES["creator_figure"]
_ADDRESS = r"^(?:https?://)?(?:www\.)?(?:instagram|youtube)\.com/@?([^/?#\s]+).*$"
_WORDS_OF = {"country": "country", "category": "category", "language": "language"}


@dataclass(frozen=True)
class CreatorList:
    """A list of creators with their figures; fulfils `sources.base.FileSource`."""

    kind: str = "creator_list"
    label: str = "List of creators with their figures"
    tables: tuple[str, ...] = ("creator_figure",)
    signature: tuple[str, ...] = ("handle", "followers", "views avg", "engagement rate")

    def detect(self, document: Document) -> Detection:
        """Handles and at least one figure of an account; surer with averages or rates, which no reading has."""
        for number, header in enumerate(document.head[:HEAD_ROWS]):
            layout = layout_of(document.head, number, column_names(header))
            told = {words.metric for words in layout.figures.values()} - {"rank"}
            if layout.handle is None or not told or is_list_of_posts(document.head, number):
                continue
            made = [words for words in layout.figures.values() if words.statistic in {"mean", "median", "total"}]
            has_rate = any(words.may_be_rate for words in layout.figures.values())
            if not (made or has_rate or "followers" in told):
                continue
            sure = 0.68 if made or has_rate else 0.55
            return Detection(sure, f"handles in {layout.handle!r}, {', '.join(sorted(told))}", number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches.

        Raises
        ------
        SourceRefused : `list_without_handles`, `list_without_figures`, `list_of_two_platforms`
        """
        header_row = self.detect(document).header_row
        header = column_names(document.head[header_row]) if document.head else []
        layout = layout_of(document.head, header_row, header)
        _check(document.name, layout, header)
        platform, presumed = _platform(document.name, layout, header, header_row)
        day = ListedOn(None, None) if "read_on" in layout.others else listed_on(document.name, header_row, context)
        head = {
            name: [row[place] for row in document.head[header_row + 1 :] if place < len(row)]
            for place, name in enumerate(header)
        }
        reader = _Rows(document.name, layout, figure_columns(layout.figures, head), platform, day, context)
        reader.learn(head)
        notes = [note for note in (presumed, day.note) if note is not None]
        for batch in document.text_batches(header_row):
            yield reader.batch(batch, notes)
            notes = []


@dataclass
class _Rows:
    """Reads one list; remembers the creators it has seen."""

    file: str
    layout: Layout
    columns: list[FigureColumn]
    platform: str
    day: ListedOn
    context: ReadContext
    habits: Habits = field(init=False)
    seen: dict[str, int] = field(default_factory=dict)  # creator and platform → hash of the figures

    def __post_init__(self) -> None:
        self.habits = Habits(zone=self.context.time_zone, day_first=self.context.day_first)

    def learn(self, head: Mapping[str, list[str]]) -> None:
        """Learn decimal marks and the order of days from the first rows."""
        for column in self.columns:
            for header in column.headers:
                column.parser.learn(pa.array(head[header], pa.string()), self.habits, header)
        for header in self.layout.others.get("read_on", ()):
            DAY.learn(pa.array(head[header], pa.string()), self.habits, header)

    def batch(self, text: pa.RecordBatch, notes: list[Reject]) -> Batch:
        """One batch of text as figures."""
        rows = pa.Table.from_batches([text])
        rejects, n_read = list(notes), rows.num_rows
        ragged = rows.column(RAGGED)
        if pc.any(ragged).as_py():
            rejects += ragged_rejects(rows.filter(ragged))
            rows = rows.filter(pc.invert(ragged))
        rows, creators, refused = self._handles(rows)
        rejects += refused
        told = [self._figure(column, rows) for column in self.columns]
        for _, _, found in told:
            rejects += found
        rows, creators, values, refused = self._once(rows, creators, [value for value, _, _ in told])
        rejects += refused
        made = pa.concat_tables([*self._tables(rows, creators, values), _TABLE.arrow_schema().empty_table()])
        rejects.sort(key=lambda reject: reject.line)
        return Batch(_TABLE.name, made, n_read, tuple(rejects[:MAX_REJECTS]), n_read - rows.num_rows)

    def _handles(self, rows: pa.Table) -> tuple[pa.Table, pa.Array, list[Reject]]:
        """The rows with a handle, and the handles."""
        assert self.layout.handle is not None
        cells = _column(rows, self.layout.handle)
        parsed = HANDLE.parse(_without_address(cells), self.habits, self.layout.handle)
        bad = pc.is_null(parsed.values).to_numpy(zero_copy_only=False)
        if not bad.any():
            return rows, parsed.values, []
        refused = cell_rejects(bad, self.layout.handle, cells, _column(rows, LINE), "handle")
        good = pa.array(~bad)
        return rows.filter(good), parsed.values.filter(good), refused

    def _figure(self, column: FigureColumn, rows: pa.Table) -> tuple[pa.Array, np.ndarray, list[Reject]]:
        return read_figure(column, rows, _column(rows, LINE), self.habits)

    def _once(
        self, rows: pa.Table, creators: pa.Array, values: list[pa.Array]
    ) -> tuple[pa.Table, pa.Array, list[pa.Array], list[Reject]]:
        """Without rows that say something else of a creator than a row above; the same thing again is no fault."""
        dates = [_column(rows, name) for name in self._keys() if name in rows.column_names]
        keys = zip(creators.to_pylist(), *(column.to_pylist() for column in dates), strict=True)
        compared = [value for column, value in zip(self.columns, values, strict=True) if column.metric != "rank"]
        said = zip(*(value.to_pylist() for value in compared), strict=True)
        differs = np.zeros(rows.num_rows, dtype=bool)
        for place, (key, numbers) in enumerate(zip(keys, said, strict=True)):
            content = hash(numbers)
            differs[place] = self.seen.setdefault("\0".join(part or "" for part in key), content) != content
        if not differs.any():
            return rows, creators, values, []
        header = self.layout.handle or ""
        refused = cell_rejects(differs, header, _column(rows, header), _column(rows, LINE), "creator_once")
        good = pa.array(~differs)
        return rows.filter(good), creators.filter(good), [value.filter(good) for value in values], refused

    def _keys(self) -> tuple[str, ...]:
        """Columns beside the handle that make a row another one."""
        parts = ("platform", "read_on", "period", "vendor")
        return tuple(name for part in parts for name in self.layout.others.get(part, ()))

    def _tables(self, rows: pa.Table, creators: pa.Array, values: list[pa.Array]) -> Iterator[pa.Table]:
        """One table of rows per figure, and per thing said in words."""
        common = self._common(rows, creators)
        for column, value in zip(self.columns, values, strict=True):
            facts = (column.metric, column.words.statistic, column.denominator, column.unit)
            yield _made(common, facts, value=value)
        for part, metric in _WORDS_OF.items():
            headers = self.layout.others.get(part, ())
            if not headers:
                continue
            is_of_audience = any("audience" in header.casefold() for header in headers)
            said = [_column(rows, header) for header in headers if header in rows.column_names]
            text = country_codes(said[0]) if part == "country" else _joined(said)
            name = f"audience_{metric}" if is_of_audience or self._is_of_audience(part) else metric
            yield _made(common, (name, "said", "creator", "words"), said=text)

    def _is_of_audience(self, part: str) -> bool:
        """Instagram's lists call the country of the audience `country`: 'India' for a Portuguese player."""
        return part == "country" and self.platform == "instagram"

    def _common(self, rows: pa.Table, creators: pa.Array) -> dict[str, pa.Array]:
        n, others = rows.num_rows, self.layout.others
        days = pa.repeat(pa.scalar(self.day.read_on, pa.date32()), n)
        if "read_on" in others:
            days = DAY.parse(_column(rows, others["read_on"][0]), self.habits, others["read_on"][0]).values
        period = pa.repeat(pa.scalar(self.day.period, pa.string()), n)
        if "period" in others:
            period = _column(rows, others["period"][0])
        provenance = pa.repeat(pa.scalar(PurePath(self.file.split("!")[-1]).name, pa.string()), n)
        if "vendor" in others:
            provenance = pc.coalesce(_column(rows, others["vendor"][0]), provenance)
        platform = pa.repeat(pa.scalar(self.platform, pa.string()), n)
        if "platform" in others:
            told = [_one_platform(text) for text in _column(rows, others["platform"][0]).to_pylist()]
            platform = pc.coalesce(pa.array(told, pa.string()), platform)
        return {
            "creator": creators, "platform": platform, "read_on": days, "period": period, "provenance": provenance,
        }  # fmt: skip


def _made(
    common: Mapping[str, pa.Array],
    facts: tuple[str, str, str, str],
    *,
    value: pa.Array | None = None,
    said: pa.Array | None = None,
) -> pa.Table:
    """The rows of one figure, those without a value left out."""
    n = len(common["creator"])
    named = dict(zip(("metric", "statistic", "denominator", "unit"), facts, strict=True))
    columns = {
        **common,
        **{name: pa.repeat(pa.scalar(text, pa.string()), n) for name, text in named.items()},
        "value": pa.nulls(n, pa.float64()) if value is None else value,
        "said": pa.nulls(n, pa.string()) if said is None else said,
    }
    table = pa.table({name: columns[name] for name in _TABLE.column_names}).cast(_TABLE.arrow_schema())
    return table.filter(pc.is_valid(table["value"] if said is None else table["said"]))


def _check(file: str, layout: Layout, header: list[str]) -> None:
    seen = shortened(", ".join(name for name in header if name), 200)
    if layout.handle is None:
        raise SourceRefused("list_without_handles", file=file, seen=seen)
    if not layout.figures:
        raise SourceRefused("list_without_figures", file=file, seen=seen)


def _platform(file: str, layout: Layout, header: list[str], header_row: int) -> tuple[str, Reject | None]:
    """The one platform that the headers speak of, else the file's name; TikTok, with a note, where neither does."""
    if "platform" in layout.others:
        return DEFAULT_PLATFORM, None
    said = platforms_in([*layout.names, *layout.figures]) or platforms_in(
        [PurePath(file.rsplit("!", maxsplit=1)[-1]).stem]
    )
    if len(said) > 1:
        raise SourceRefused("list_of_two_platforms", file=file, seen=", ".join(sorted(said)))
    if said:
        return said.pop(), None
    return DEFAULT_PLATFORM, Reject(header_row + 1, layout.handle or header[0], "", "platform_presumed")


def _plain_name(file: str) -> str:
    """The file's name without folders and without the archive around it."""
    return PurePath(file.rsplit("!", maxsplit=1)[-1]).name


def _one_platform(text: str | None) -> str | None:
    found = platforms_in([text]) if text else set()
    return found.pop() if len(found) == 1 else None


def _column(rows: pa.Table, name: str) -> pa.Array:
    if name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    return rows.column(name).combine_chunks()


def _without_address(cells: pa.Array) -> pa.Array:
    """The account out of a profile's address; other cells as they are."""
    return pc.replace_substring_regex(
        cells, r"^(?:https?://)?(?:www\.)?(?:instagram|youtube)\.com/@?([^/?#\s]+).*$", r"\1"
    )


def _joined(columns: list[pa.Array]) -> pa.Array:
    """Several columns of words as one, `; ` between them."""
    if len(columns) == 1:
        return columns[0]
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    return pa.array(["; ".join(word for word in row if word) or None for row in rows], pa.string())


SOURCES = (CreatorList(),)
