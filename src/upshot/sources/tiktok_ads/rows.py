"""Typed report rows as rows of `ad_day` and `ad_total`."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import ReadContext
from upshot.sources.fields import as_table
from upshot.sources.tiktok_ads.words import LEVELS, Words
from upshot.vocabulary.tables import AD_DAY, AD_TOTAL, Table

UNNAMED_ACCOUNT = "tiktok_ads"  # where neither the file nor the user names the account
AD_DAY_KEYS = ("account_id", "campaign_id", "ad_group_id", "ad_id", "day", "currency")
AD_TOTAL_KEYS = ("account_id", "level", "entity_id", "starts_on", "ends_on", "campaign_id", "currency")
_TEXT = pa.string()


def with_identities(rows: pa.Table, words: Words, context: ReadContext) -> pa.Table:
    """Every id filled: by the file's id, else by its name; the account by the file's id, the user, the file's name."""
    columns = {name: rows.column(name) for name in rows.column_names}
    nothing = pa.nulls(rows.num_rows, _TEXT)
    for level in ("campaign", "ad_group", "ad"):
        given, name = columns.get(f"{level}_id", nothing), columns.get(f"{level}_name", nothing)
        columns[f"{level}_id"] = pc.coalesce(given, name)
    account = [columns.get("account_id", nothing)]
    account += [pa.scalar(context.account_id, _TEXT)] if context.account_id else []
    account += [columns.get("account_name", nothing), pa.scalar(UNNAMED_ACCOUNT, _TEXT)]
    columns["account_id"] = pc.coalesce(*account)
    return pa.Table.from_pydict(_purchases_of_one_family(columns, words))


def _purchases_of_one_family(columns: dict[str, pa.Array], words: Words) -> dict[str, pa.Array]:
    """Purchases on the website, or those of TikTok Shop where the report has only these: never a mixture."""
    if words.has("purchases", "purchase_value"):
        return columns
    for ours, theirs in (("purchases", "purchases_shop"), ("purchase_value", "purchase_value_shop")):
        if theirs in columns:
            columns[ours] = columns[theirs]
    return columns


def ad_total_rows(rows: pa.Table, level: str) -> pa.Table:
    """Rows of one level with `starts_on` and `ends_on`, in the columns of `ad_total`."""
    name = f"{level}_name"
    entity_name = rows.column(name) if name in rows.column_names else pa.nulls(rows.num_rows, _TEXT)
    rows = rows.append_column("entity_id", rows.column(f"{level}_id")).append_column("entity_name", entity_name)
    rows = rows.drop_columns(["level"]) if "level" in rows.column_names else rows
    rows = rows.append_column("level", pa.repeat(pa.scalar(level, _TEXT), rows.num_rows))
    return as_table(AD_TOTAL, rows)


def level_of(words: Words) -> str:
    """The level of a report, from the deepest id or name that it has."""
    for level in LEVELS[:-1]:
        if words.has(f"{level}_id", f"{level}_name"):
            return level
    return "account"


def with_distinct_names(rows: pa.Table, table: Table, words: Words, level: str) -> pa.Table:
    """Where ids are names, a name that stands in two campaigns becomes `campaign / ad group / name`."""
    column = "ad_id" if table is AD_DAY else "entity_id"
    if words.has(f"{level}_id") or not rows.num_rows or level in {"campaign", "account"}:
        return rows
    given = [name for name in ("campaign_id", "ad_group_id") if name in rows.column_names]
    parents = [name for name in given if rows.column(name).null_count < rows.num_rows]
    pairs = rows.select([column, *parents]).group_by([column, *parents], use_threads=False).aggregate([])
    counts = pairs.group_by([column], use_threads=False).aggregate([([], "count_all")])
    shared = counts.filter(pc.greater(counts.column("count_all"), 1)).column(column)
    if not len(shared):
        return rows
    parts: Iterable[pa.ChunkedArray] = [pc.fill_null(rows.column(name), "") for name in parents]
    full = pc.binary_join_element_wise(*parts, rows.column(column), " / ")
    ambiguous = pc.is_in(rows.column(column), value_set=shared.combine_chunks())
    ids = pc.if_else(ambiguous, full, rows.column(column))
    return rows.set_column(rows.column_names.index(column), column, ids)
