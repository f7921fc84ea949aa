"""Recognise and read a file of touches, whatever tool wrote it.

Ids of visitors become keyed hashes here, by the rule that e-mail addresses and customer numbers of orders go by: where
a tool knows visitors by e-mail, they are the shop's customers without more ado. The id itself goes no further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources import parsing
from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.fields import Field, TypedRows, as_table, learn_habits, match_headers, read_columns, with_context
from upshot.sources.header_words import check_columns, find_columns, fold, load_words, surest_row
from upshot.sources.nouns import HANDLE
from upshot.sources.parsing import Choice, Habits, Parsed, Parser
from upshot.sources.shop.customers import customer_keys
from upshot.vocabulary.tables import ARROW_TYPE, TOUCH, Kind
from upshot.vocabulary.tiktok_links import post_id_of

_PACKAGE = "upshot.sources.touches"
_WHAT = ("channel", "creator", "post", "campaign", "label", "ad_id")  # one of them says what was touched
_NEEDED = ("visitor", "touched_at")
_ACCOUNT = "touches"


@dataclass(frozen=True)
class Moment:
    """An instant as people and tools write it, or a whole column of seconds or milliseconds since 1970."""

    kind: Kind = Kind.INSTANT
    valid: str = parsing.INSTANT.valid

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Take what the cells reveal of the order of day and month."""
        if _epoch_digits(cells) is None:
            parsing.INSTANT.learn(cells, habits, header)

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:
        """Instants in UTC."""
        per_second = _epoch_digits(cells)
        if per_second is None:
            return parsing.INSTANT.parse(cells, habits, header)
        micros = pc.multiply(pc.cast(cells, pa.int64()), 1_000_000 // per_second)
        return Parsed(micros.cast(ARROW_TYPE[Kind.INSTANT]))


def _epoch_digits(cells: pa.Array) -> int | None:
    """How many units of a numeric column make a second: 1, 1000 or 10⁶; None where the column is no such number."""
    said = pc.drop_null(cells)
    if not len(said):
        return None
    for digits, per_second in ((10, 1), (13, 1_000), (16, 1_000_000)):
        if pc.all(pc.match_substring_regex(said, f"^[0-9]{{{digits}}}$")).as_py():
            return per_second
    return None


def _parsers() -> Mapping[str, Parser]:
    kinds = Choice(load_words(_PACKAGE)["kinds"], "touch_kind")
    texts = ("visitor", "channel", "medium", "campaign", "label", "order_ref", "account_id", "currency", "post")
    return {
        **dict.fromkeys(texts, parsing.TEXT),
        **dict.fromkeys(("ad_id", "click_id"), parsing.ID),
        **dict.fromkeys(("is_bot", "is_conversion"), parsing.BOOLEAN),
        "touched_at": Moment(),
        "kind": kinds,
        "creator": HANDLE,
        "revenue": parsing.MONEY,
    }


class TouchFile:
    """Touches of any tool; fulfils `sources.base.FileSource`."""

    kind = "touches"
    label = "Touches, a row each (any tool)"
    tables: tuple[str, ...] = ("touch",)
    signature = ("visitor_id", "timestamp", "channel")  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """A visitor, an instant and what was touched; never surer than a source that knows its platform."""
        return surest_row(document, _detection)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches.

        Raises
        ------
        InvalidInput : `columns_missing`, no visitor, no instant, or nothing that says what was touched;
            `day_order_unknown`
        """
        header_row = self.detect(document).header_row
        headers = document.head[header_row] if document.head else []
        words = load_words(_PACKAGE)["columns"]
        found = find_columns(headers, words, context.header_aliases)
        needed = (*_NEEDED, *(() if set(_WHAT) & set(found) else ("channel",)))
        check_columns(found, needed, words, headers, file=document.name)
        parsers = _parsers()
        fields = [
            Field(name, (cells[0],), parsers[name], required=name in _NEEDED, keep_row=name not in (*_NEEDED, "kind"))
            for name, cells in found.items()
        ]
        header_map = match_headers(fields, headers, replace(context, header_aliases={}), file=document.name)
        learn_habits(fields, document, header_row, header_map)
        for batch in document.text_batches(header_row):
            yield _batch(read_columns(fields, batch, header_map), context)


def _detection(cells: Sequence[str], row: int) -> Detection:
    """How sure one row is a header of ours. A file of orders names its buyers too: that alone is no touch."""
    words = load_words(_PACKAGE)
    found = find_columns(cells, words["columns"], {})
    if not set(_NEEDED) <= set(found) or not set(_WHAT) & set(found):
        return Detection(0)
    is_buyer = fold(found["visitor"][0]) in {fold(word) for word in words["buyers"]}
    says_touch = {"kind", "is_conversion"} & set(found)
    if is_buyer and "order_ref" in found and not says_touch:
        return Detection(0)
    named = sum(1 for cell in cells if cell)
    share = sum(map(len, found.values())) / max(named, 1)
    sure = 0.5 + 0.15 * share + (0.05 if says_touch else 0)
    return Detection(sure, f"a visitor, an instant and {len(found) - 2} other known columns", row)


def _batch(typed: TypedRows, context: ReadContext) -> Batch:
    """Rows of `touch`: ids hashed, words in one spelling."""
    rows = typed.rows
    known = set(rows.column_names)
    columns: dict[str, pa.Array] = {name: rows.column(name).combine_chunks() for name in known}
    n_rows = rows.num_rows
    nothing = pa.nulls(n_rows, pa.string())
    said = {name: columns.get(name, nothing) for name in ("channel", "creator", "post", "campaign", "label", "ad_id")}
    no = pa.repeat(pa.scalar(False), n_rows)
    says_what = no
    for column in said.values():
        says_what = pc.or_(says_what, column.is_valid())
    kind = pc.fill_null(columns["kind"], "visit") if "kind" in known else pa.repeat("visit", n_rows)
    flag = pc.fill_null(columns["is_conversion"], False) if "is_conversion" in known else no
    is_order = pc.or_(pc.equal(kind, "order"), flag)
    has_flag = "is_conversion" in known or "kind" in known
    # A conversion that says how it came is a touch that converted; one that does not is an order and no touch.
    kind = pc.if_else(pc.and_(is_order, pc.invert(says_what)), "order", kind)
    kind = pc.if_else(pc.and_(pc.equal(kind, "order"), says_what), "visit", kind)
    keys = customer_keys([("customer", columns["visitor"])], context.hash_key)
    made = {
        **{name: columns[name] for name in ("touched_at", "campaign", "ad_id", "click_id", "is_bot") if name in known},
        **{name: columns[name] for name in ("label", "order_ref", "revenue", "account_id") if name in known},
        "visitor_key": nothing if keys is None else keys,
        "kind": kind,
        "channel": pc.utf8_lower(said["channel"]),
        "medium": pc.utf8_lower(columns.get("medium", nothing)),
        "creator": said["creator"],
        "post_id": _posts(said["post"]),
    }
    if has_flag:
        made["is_conversion"] = is_order
    if "currency" in known:
        made["currency"] = pc.utf8_upper(columns["currency"])
    table = with_context(TOUCH, pa.table(made), replace(context, account_id=context.account_id or _ACCOUNT))
    return Batch(TOUCH.name, as_table(TOUCH, table), typed.rows_read, typed.rejects, typed.rejected)


def _posts(cells: pa.Array) -> pa.Array:
    """Ids of posts out of ids and links."""
    coded = cells.dictionary_encode()
    ids = pa.array([post_id_of(cell) or cell.strip() for cell in coded.dictionary.to_pylist()], pa.string())
    return ids.take(coded.indices)
