"""Rows of visits into `visit_day`: one row per day and dimensions, whatever finer grain the report had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.fields import as_table
from upshot.vocabulary.tables import VISIT_DAY

DIMENSIONS = ("channel_group", "utm_source", "utm_medium", "utm_campaign", "utm_content", "country")
ADDITIVE = ("sessions", "engaged_sessions", "key_events", "purchases", "revenue")
NO_DIMENSION = "all"  # the breakdown of a report that has the day alone
# Analytics' ways of saying that it does not know; `(direct)` and `(none)` are answers and stay.
_UNKNOWN = pa.array(["(not set)", "(data not available)", "not set"])


class VisitDays:
    """Sums rows as they come; memory holds one row per day and dimensions, not the file.

    Parameters
    ----------
    account_id : the property
    dimensions : those of `DIMENSIONS` that the report has
    currency : of revenue, where the report has any
    """

    def __init__(self, account_id: str, dimensions: Sequence[str], currency: str | None) -> None:
        self._account_id = account_id
        self._dimensions = [name for name in DIMENSIONS if name in dimensions]
        self._currency = currency
        self._parts: list[pa.Table] = []

    def add(self, columns: Mapping[str, pa.Array]) -> None:
        """Take rows: `day`, the dimensions and the counters that the report has."""
        n_rows = len(columns["day"])
        if not n_rows:
            return
        counters = {name: columns[name] for name in (*ADDITIVE, "users") if name in columns}
        keys = {name: columns[name] for name in ("day", *self._dimensions)}
        rows = pa.table({**keys, **counters, "n_rows": pa.repeat(1, n_rows)})
        self._parts.append(self._summed(rows))
        if len(self._parts) >= 16:
            self._parts = [self._summed(pa.concat_tables(self._parts))]

    def _summed(self, rows: pa.Table) -> pa.Table:
        """One row per day and dimensions; a counter that no row had stays null."""
        keys = ["day", *self._dimensions]
        counters = [name for name in rows.column_names if name not in keys]
        summed = rows.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in counters])
        arrays = [_as(summed.column(f"{name}_sum"), rows.column(name).type) for name in counters]
        return pa.table([*(summed.column(key) for key in keys), *arrays], names=[*keys, *counters])

    def rows(self) -> pa.Table:
        """The days as rows of `visit_day`, in order of day and dimensions.

        `users` is null where a day is the sum of several rows: somebody who came at 9 and at 10 is one user and
        would count twice.
        """
        if not self._parts:
            return VISIT_DAY.arrow_schema().empty_table()
        keys = ["day", *self._dimensions]
        days = self._summed(pa.concat_tables(self._parts)).sort_by([(key, "ascending") for key in keys])
        if "users" in days.column_names:
            is_whole = pc.equal(days.column("n_rows"), 1)
            users = pc.if_else(is_whole, days.column("users"), pa.scalar(None, pa.int64()))
            days = days.set_column(days.column_names.index("users"), "users", users)
        breakdown = "+".join(sorted(self._dimensions)) or NO_DIMENSION
        constants = {"account_id": self._account_id, "breakdown": breakdown}
        if "revenue" in days.column_names and self._currency is not None:
            constants["currency"] = self._currency
        for name, value in constants.items():
            days = days.append_column(name, pa.repeat(value, days.num_rows))
        return as_table(VISIT_DAY, days.combine_chunks())


def _as(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Sums come out wider than what was summed; one that does not fit any more is unknown, not an accident."""
    if column.type == kind:
        return column
    try:
        return column.cast(kind)
    except pa.ArrowInvalid:
        most = pa.scalar(10**13, pa.int64())
        return pc.if_else(pc.less(pc.abs(column), most), column, pa.scalar(None, column.type)).cast(kind)


def known(texts: pa.Array) -> pa.Array:
    """A dimension's text, null where analytics says that it does not know."""
    unknown = pc.is_in(pc.utf8_lower(texts), value_set=_UNKNOWN)
    return pc.if_else(pc.fill_null(unknown, False), pa.scalar(None, pa.string()), texts)


def source_and_medium(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Split `google / cpc`; a text without slash is the source."""
    parts = pc.extract_regex(texts, r"^\s*(?P<source>.*?)\s+/\s+(?P<medium>.*?)\s*$")
    source = pc.coalesce(pc.struct_field(parts, "source"), texts)
    return known(source), known(pc.struct_field(parts, "medium"))
