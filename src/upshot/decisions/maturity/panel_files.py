"""Files that hold readings of posts, as people keep them: which column is what, and readings out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.decisions.maturity.readings import ReadingSet, reading_set
from upshot.errors import InvalidInput, SourceError
from upshot.sources.reading.opening import open_documents
from upshot.stats.view_maturity import Array

POST = ("post_id", "video_item_id", "item_id", "video_id", "aweme_id", "id")
CREATOR = ("creator", "handle", "username", "author", "unique_id", "uniqueid", "author_unique_id", "user_id")
VIEWS = ("views", "video_play_count", "play_count", "playcount", "view_count", "video_views", "plays")
READ_AT = ("read_at", "snapshot_time", "collect_time", "collected_at", "crawled_at", "scraped_at", "timestamp")
DAY, CLOCK = ("crawl_date", "snapshot_date", "read_on"), ("crawl_time", "read_time")
BORN = ("published_at", "createtime", "create_time", "created_at", "post_time")
TYPE = ("content_type",)
SUFFIXES = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz", ".xlsx", ".zip")
MANY_POSTS, MOST_HOURS_EAST = 1_000, 14
_ZONE = re.compile(r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?(\.\d+)?)?")
FIRST_SNOWFLAKE = 2**32 * 1_450_000_000  # ids of posts made since December 2015 carry their second


@dataclass(frozen=True)
class PanelFiles:
    """What a folder holds: sets with repeated readings, and files that are something else."""

    sets: tuple[ReadingSet, ...]
    passed_over: tuple[str, ...]
    hours_east: int  # what was taken off instants without a zone; 0 when a zone was named


def read_panels(folder: Path, zone: ZoneInfo | None) -> PanelFiles:
    """Read every file of a folder that holds repeated readings of posts.

    A file needs columns for post, views and instant of the reading; publication may be missing where the id tells it.

    Parameters
    ----------
    zone : of instants that say none. Without it they are read as UTC, moved by whole hours when the youngest of many
        posts would otherwise be 1 to 14 hours old: somewhere in thousands of posts one is always fresh.

    Raises
    ------
    InvalidInput : maturity_no_such_folder; maturity_no_panels, with the files looked at
    """
    if not folder.is_dir():
        raise InvalidInput("maturity_no_such_folder", seen=str(folder))
    files = sorted(each for each in folder.rglob("*") if each.is_file() and each.name.lower().endswith(SUFFIXES))
    told: list[ReadingSet] = []
    untold: list[ReadingSet] = []
    other = []
    for path in files:
        found = [each for each in _sets_of(path, zone or ZoneInfo("UTC")) if len(each[0].post) > each[0].n_posts]
        told += [readings for readings, is_told in found if is_told]
        untold += [readings for readings, is_told in found if not is_told]
        other += [] if found else [path.name]
    hours = 0 if zone else _hours_east(untold)
    sets = [*told, *(_moved(each, hours) for each in untold)]
    if not sets:
        raise InvalidInput("maturity_no_panels", seen=", ".join(other[:8]) or "–", folder=str(folder))
    return PanelFiles(tuple(sorted(sets, key=lambda each: each.name)), tuple(other), hours)


def _hours_east(sets: list[ReadingSet]) -> int:
    """Whole hours by which every age is too high, as the youngest post tells; 0 where that cannot be told."""
    if sum(each.n_posts for each in sets) < MANY_POSTS:
        return 0
    youngest = int(min(float(each.age_days.min()) for each in sets) * 24)
    return youngest if youngest <= MOST_HOURS_EAST else 0


def _moved(readings: ReadingSet, hours: int) -> ReadingSet:
    return replace(readings, at=readings.at - hours * 3600.0, age_days=readings.age_days - hours / 24)


def _sets_of(path: Path, zone: ZoneInfo) -> Iterator[tuple[ReadingSet, bool]]:
    try:
        for document in open_documents(path):
            batches = [batch for batch in document.text_batches(0) if batch.num_rows] if document.head else []
            if batches:
                found = _set_of(document.name, pa.Table.from_batches(batches), zone)
                if found is not None:
                    yield found
    except (SourceError, pa.ArrowInvalid):
        return  # not a table: named among the files passed over


def _set_of(name: str, table: pa.Table, zone: ZoneInfo) -> tuple[ReadingSet, bool] | None:
    """The readings of a table, and whether its instants tell their zone; None where it holds none."""
    named = {column.strip().lower().replace(".", "_"): column for column in reversed(table.column_names)}

    def column(names: tuple[str, ...]) -> pa.ChunkedArray | None:
        found = next((named[each] for each in names if each in named), None)
        return None if found is None else table[found]

    post, views, read_at, day, clock = (column(each) for each in (POST, VIEWS, READ_AT, DAY, CLOCK))
    if read_at is None and day is not None:
        read_at = day if clock is None else pc.binary_join_element_wise(day, clock, " ")
    if post is None or views is None or read_at is None:
        return None
    ids, born, creator, kind = post.to_pylist(), column(BORN), column(CREATOR), column(TYPE)
    texts = [each or "" for each in ids]
    made = _from_ids(texts) if born is None else _seconds(born, zone)
    makers = creator.to_pylist() if creator is not None else [None] * len(texts)
    kinds = kind.to_pylist() if kind is not None else None
    first = next((each for each in read_at.to_pylist() if each), "")
    is_told = first.strip().replace(".", "").isdigit() or np.isfinite(_offset(_ZONE.sub("", first.strip())))
    return reading_set(name, texts, makers, _seconds(read_at, zone), made, _numbers(views), kinds), bool(is_told)


def _numbers(column: pa.ChunkedArray) -> Array:
    """Counts as numbers; what is none is NaN."""
    cells = pc.utf8_trim_whitespace(column.cast(pa.string()))
    plain = pc.if_else(pc.match_substring_regex(cells, r"^\d+(\.\d+)?$"), cells, pa.scalar(None, pa.string()))
    found: Array = plain.cast(pa.float64()).to_numpy()
    return found


def _seconds(column: pa.ChunkedArray, zone: ZoneInfo) -> Array:
    """Epoch seconds of ISO instants or of seconds since 1970; local ones without a zone are read in `zone`."""
    cells = pc.utf8_trim_whitespace(column.cast(pa.string()))
    numbers = _numbers(cells)
    text = pc.replace_substring_regex(cells, r"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(:\d{2})?)(\.\d+)?.*$", r"\1 \2")
    ending = pc.replace_substring_regex(cells, _ZONE.pattern, "")
    is_iso = pc.match_substring_regex(cells, r"^\d{4}-\d{2}-\d{2}")
    none = pa.scalar(None, pa.string())
    short = pc.if_else(pc.equal(pc.utf8_length(text), 10), pc.binary_join_element_wise(text, "00:00:00", " "), text)
    whole = pc.if_else(pc.equal(pc.utf8_length(short), 16), pc.binary_join_element_wise(short, "00", ":"), short)
    parsed = pc.strptime(pc.if_else(is_iso, whole, none), format="%Y-%m-%d %H:%M:%S", unit="s", error_is_null=True)
    own = parsed.cast(pa.timestamp("s", str(zone))) if parsed.num_chunks == 0 else pc.assume_timezone(
        parsed, str(zone), ambiguous="earliest", nonexistent="latest"
    )  # fmt: skip
    local = own.cast(pa.int64()).cast(pa.float64()).to_numpy()
    utc = parsed.cast(pa.int64()).cast(pa.float64()).to_numpy()
    offsets = np.array([_offset(each) for each in pc.fill_null(ending, "").to_pylist()])
    told = np.where(np.isfinite(offsets), utc - np.nan_to_num(offsets), local)
    seconds = np.where(numbers > 1e11, numbers / 1e3, numbers)
    return np.where(np.isfinite(numbers), seconds, told)


def _offset(text: str) -> float:
    """Seconds east of Greenwich that the end of an ISO instant tells; NaN for none."""
    text = text.strip()
    if text in {"Z", "UTC"}:
        return 0.0
    digits = text[1:].replace(":", "")
    if text[:1] in {"+", "-"} and digits.isdigit() and len(digits) in {2, 4}:
        return (1 if text[0] == "+" else -1) * (int(digits[:2]) * 3600.0 + int(digits[2:] or 0) * 60.0)
    return float("nan")


def _from_ids(ids: list[str]) -> Array:
    """Epoch seconds of publication out of TikTok's ids."""
    numbers = [int(each) if each.isdigit() else 0 for each in ids]
    return np.array([float(n >> 32) if n >= FIRST_SNOWFLAKE else np.nan for n in numbers])
