"""One report, batch by batch: totals aside, rows typed, parts added up, each row to the table of its grain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Document, ReadContext, Reject
from upshot.sources.fields import as_table, learn_habits, read_columns
from upshot.sources.parsing import currency_in
from upshot.sources.refusing import MAX_REJECTS
from upshot.sources.tiktok_ads.api_records import with_short_names
from upshot.sources.tiktok_ads.dating import check_dated, with_days
from upshot.sources.tiktok_ads.repeats import RepeatCheck
from upshot.sources.tiktok_ads.rows import (
    AD_DAY_KEYS,
    AD_TOTAL_KEYS,
    ad_total_rows,
    level_of,
    with_distinct_names,
    with_identities,
)
from upshot.sources.tiktok_ads.summing import Summing
from upshot.sources.tiktok_ads.totals import TotalsControl
from upshot.sources.tiktok_ads.words import LEVELS, Words, report_fields
from upshot.vocabulary.tables import AD_DAY, AD_TOTAL, Table

_Place = tuple[Table, str]


@dataclass
class _News:
    """What happened since the last batch: rows read and refused."""

    rows_read: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def add(self, rows_read: int, rejects: tuple[Reject, ...], rejected: int) -> None:
        self.rows_read += rows_read
        self.rejected += rejected
        self.rejects = [*self.rejects, *rejects][:MAX_REJECTS]

    @property
    def is_untold(self) -> bool:
        return bool(self.rows_read or self.rejects)

    def told(self, table: Table, rows: pa.Table) -> Batch:
        """A batch that carries the news, which then are told."""
        batch = Batch(table.name, rows, self.rows_read, tuple(self.rejects), self.rejected)
        self.rows_read, self.rejected, self.rejects = 0, 0, []
        return batch


@dataclass
class Report:
    """A report being read.

    A report of ads by day with their ids and without breakdowns streams through: each row is final. Any other is
    added up first, because several of its rows may be parts of one row of ours.
    """

    document: Document
    words: Words
    context: ReadContext
    _sums: dict[_Place, Summing] = field(default_factory=dict)
    _news: _News = field(default_factory=_News)

    def batches(self, header_row: int) -> Iterator[Batch]:
        """Yield the batches; what had to be added up comes at the end.

        Raises
        ------
        InvalidInput : no day, no `--period` and no range in the file's name; an ad's day that comes twice
        """
        check_dated(self.words, self.context, self.document.name)
        if not self.words.is_records:
            learn_habits(report_fields(), self.document, header_row, self.words.headers)
        control, repeats = TotalsControl(self.words), RepeatCheck(self.document.name)
        streams, currency = self._streams(header_row), self._currency(header_row)
        for text in self.document.text_batches(header_row):
            rows = self._rows(text, control, currency)
            if streams:
                rows = as_table(AD_DAY, rows)
                repeats.add(rows)
                yield self._news.told(AD_DAY, rows)
            else:
                self._add(rows)
        repeats.check()
        self._news.rejects += control.mismatches()
        yield from self._summed()

    def _rows(self, text: pa.RecordBatch, control: TotalsControl, currency: str | None) -> pa.Table:
        """A text batch as typed, identified, dated rows; what was refused goes to the news."""
        batch = with_short_names(text, self.words.headers.columns) if self.words.is_records else control.split(text)
        typed = read_columns(report_fields(), batch, self.words.headers)
        control.add(typed.rows)
        rows, undated = with_days(typed.rows, self.words, self.context, self.document.name)
        self._news.add(typed.rows_read, (*typed.rejects, *undated), typed.rejected + len(undated))
        return _with_currency(with_identities(rows, self.words, self.context), currency or self.context.currency)

    def _add(self, rows: pa.Table) -> None:
        """Put rows where rows of their level and date are added up."""
        levels = LEVELS if self.words.is_records else (level_of(self.words),)
        for level in levels:
            mine = rows.filter(pc.equal(rows.column("level"), level)) if self.words.is_records else rows
            has_day = pc.is_valid(mine.column("day")) if self.words.has("day") else pa.array([False] * mine.num_rows)
            if level == "ad" and self.words.has("day"):
                self._sum(AD_DAY, level).add(as_table(AD_DAY, mine.filter(has_day)))
                mine = mine.filter(pc.invert(has_day))
            if mine.num_rows:
                self._sum(AD_TOTAL, level).add(ad_total_rows(mine, level))

    def _sum(self, table: Table, level: str) -> Summing:
        keys = AD_DAY_KEYS if table is AD_DAY else AD_TOTAL_KEYS
        return self._sums.setdefault((table, level), Summing(table, keys))

    def _summed(self) -> Iterator[Batch]:
        for (table, level), sums in self._sums.items():
            rows = sums.total()
            if rows is not None and rows.num_rows:
                yield self._news.told(table, with_distinct_names(rows, table, self.words, level))
        if self._news.is_untold:
            table = AD_DAY if level_of(self.words) == "ad" and self.words.has("day") else AD_TOTAL
            yield self._news.told(table, table.arrow_schema().empty_table())

    def _streams(self, header_row: int) -> bool:
        """Whether each row is a whole ad's day: by id, by day, and no column that could split it."""
        words = self.words
        if words.is_records or words.breakdowns or not (words.has("ad_id") and words.has("day")):
            return False
        header = self.document.head[header_row]
        below = self.document.head[header_row + 1 :]
        places = [place for place, cell in enumerate(header) if cell in words.unknown]
        return not any(_is_word(row[place]) for row in below for place in places if place < len(row))

    def _currency(self, header_row: int) -> str | None:
        """The currency in the header (`Cost (EUR)`) or before the amounts, where there is no column for it."""
        header = self.words.headers.columns.get("spend")
        if self.words.has("currency") or header is None or self.words.is_records:
            return None
        code = currency_in(header)
        if code or header not in self.document.head[header_row]:
            return code
        place = self.document.head[header_row].index(header)
        cells = (row[place] for row in self.document.head[header_row + 1 :] if place < len(row) and row[place])
        return next(filter(None, map(currency_in, cells)), None)


def _with_currency(rows: pa.Table, currency: str | None) -> pa.Table:
    """The currency of the file's column, in capitals, or the given one."""
    given = rows.column("currency") if "currency" in rows.column_names else pa.nulls(rows.num_rows, pa.string())
    given = pc.utf8_upper(given)
    filled = pc.fill_null(given, currency) if currency else given
    rows = rows.drop_columns(["currency"]) if "currency" in rows.column_names else rows
    return rows.append_column("currency", filled)


def _is_word(cell: str) -> bool:
    return any(character.isalpha() for character in cell)
