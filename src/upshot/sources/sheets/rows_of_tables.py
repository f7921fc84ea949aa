"""From checked rows of a sheet to rows of our tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import ReadContext
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.fields import as_table
from upshot.sources.nouns import without_contacts
from upshot.sources.sheets.checks import is_reading
from upshot.vocabulary.tables import ARROW_TYPE, TABLES, Kind

EXTRA = "extra:"  # prefix of the columns that the sheet does not know
Rows = tuple[str, pa.Table]
_HASHTAG = re.compile(r"#(\w+)")


def _one_table(table: str) -> Callable[[CheckedRows, ReadContext], list[Rows]]:
    def build(checked: CheckedRows, _context: ReadContext) -> list[Rows]:
        return [(table, as_table(TABLES[table], checked.rows))]

    return build


def _creators(checked: CheckedRows, context: ReadContext) -> list[Rows]:
    """The creators, and their followers as read on the day of the import."""
    counted = checked.rows.filter(pc.is_valid(checked.column("followers")))
    midnight = datetime(context.now.year, context.now.month, context.now.day, tzinfo=UTC)
    when = pa.repeat(pa.scalar(midnight, ARROW_TYPE[Kind.INSTANT]), counted.num_rows)
    readings = as_table(TABLES["creator_reading"], counted.append_column("read_at", when))
    return [("creator", as_table(TABLES["creator"], checked.rows)), ("creator_reading", readings)]


def _posts(checked: CheckedRows, _context: ReadContext) -> list[Rows]:
    """The posts, and the readings of those rows that hold a counter."""
    captions = checked.texts("caption")
    tags = [None if text is None else sorted({tag.casefold() for tag in _HASHTAG.findall(text)}) for text in captions]
    checked.put("hashtags", pa.array(tags, ARROW_TYPE[Kind.TEXT_LIST]))
    readings = checked.rows.filter(is_reading(checked))
    posts = _last_of_each("post", as_table(TABLES["post"], checked.rows))
    return [("post_reading", as_table(TABLES["post_reading"], readings)), ("post", posts)]


def _last_of_each(table: str, rows: pa.Table) -> pa.Table:
    """Without earlier rows of a key that comes again: a post has one row however many readings the sheet holds."""
    keys = list(zip(*(rows.column(name).to_pylist() for name in TABLES[table].key), strict=True))
    last = {key: place for place, key in enumerate(keys)}
    return rows.take(pa.array(sorted(last.values()), pa.int64()))


def _survey(checked: CheckedRows, context: ReadContext) -> list[Rows]:
    """The answers; a survey without a name is called `survey`."""
    name = pa.repeat(pa.scalar(context.account_id or "survey", pa.string()), checked.rows.num_rows)
    return [("survey_answer", as_table(TABLES["survey_answer"], checked.rows.append_column("account_id", name)))]


def _calendar(checked: CheckedRows, _context: ReadContext) -> list[Rows]:
    """Events; one without an end lasts a day."""
    days = checked.column("ends_on", pa.date32())
    checked.put("ends_on", pc.coalesce(days, checked.column("starts_on", pa.date32())))
    return [("calendar", as_table(TABLES["calendar"], checked.rows))]


BUILDERS: Mapping[str, Callable[[CheckedRows, ReadContext], list[Rows]]] = {
    "creators": _creators,
    "collaborations": _one_table("collaboration"),
    "campaigns": _one_table("campaign"),
    "post_metrics": _posts,
    "spark_ads": _one_table("spark_ad"),
    "marketing": _one_table("marketing_day"),
    "calendar": _calendar,
    "survey": _survey,
    "lift_tests": _one_table("lift_test"),
    "creator_figures": _one_table("creator_figure"),
    "audience": _one_table("audience_reading"),
    "comments": _one_table("comment"),
    "quotes": _one_table("quote"),
    "settings": _one_table("setting"),
}


def keep_notes(checked: CheckedRows) -> None:
    """Put extra columns into `notes` as JSON; e-mail addresses and telephone numbers are masked."""
    extras = [name for name in checked.rows.column_names if name.startswith(EXTRA)]
    notes = checked.texts("notes")
    cells = {name.removeprefix(EXTRA): checked.texts(name) for name in extras}
    kept: list[str | None] = []
    for place, note in enumerate(notes):
        found = {name: column[place] for name, column in cells.items() if column[place] is not None}
        if found:
            found = {**({"notes": note} if note else {}), **found}
        text = json.dumps(found, ensure_ascii=False) if found else note
        kept.append(None if text is None else without_contacts(text))
    checked.put("notes", pa.array(kept, pa.string()))
