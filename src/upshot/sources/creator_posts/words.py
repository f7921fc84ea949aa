"""Which header of a foreign table stands for what, and whether the table is one of TikTok posts at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from upshot.sources.fields import header_key
from upshot.sources.header_words import load_words
from upshot.vocabulary.tiktok_links import created_at

HEAD_ROWS = 20  # in which a header may stand
_FAR = datetime(2100, 1, 1, tzinfo=UTC)  # ids of other networks hold no such time
_CLOCK = re.compile(r"^1\d{9}(\d{3})?$|\d{1,2}:\d{2}")  # seconds since 1970, or a time of day


def _all() -> Mapping[str, Any]:
    return load_words("upshot.sources.creator_posts")


@cache
def _words(part: str) -> Mapping[str, tuple[str, ...]]:
    """Their headers by our column, as `header_key`s."""
    return {ours: tuple(map(header_key, theirs)) for ours, theirs in _all()[part].items()}


@cache
def _listed(part: str) -> tuple[str, ...]:
    return tuple(map(header_key, _all()[part]))


def found_columns(part: str, header: Sequence[str]) -> dict[str, str]:
    """Our column → the header cell of the file, the best first, each cell once."""
    by_key = {header_key(cell): cell for cell in reversed(header) if cell.strip()}
    found: dict[str, str] = {}
    for ours, theirs in _words(part).items():
        cell = next((by_key[key] for key in theirs if key in by_key and by_key[key] not in found.values()), None)
        if cell is not None:
            found[ours] = cell
    return found


def moment_of(header: Sequence[str]) -> tuple[str | None, str | None]:
    """The header of the moment of reading, and that of the day when it stands apart."""
    by_key = {header_key(cell): cell for cell in header}
    moment = next((by_key[key] for key in _listed("read_at") if key in by_key), None)
    day = next((by_key[key] for key in _listed("read_day") if key in by_key and by_key[key] != moment), None)
    return moment, day


def has_post_ids(posts: Mapping[str, str], head: Sequence[Sequence[str]], header_row: int) -> bool:
    """Whether the column called an id holds numbers as long as TikTok's, or the link column links to TikTok."""
    for column, fits in (
        ("post_id", lambda cell: created_at(cell, now=_FAR) is not None),
        ("url", lambda cell: "tiktok.com/" in cell),
    ):
        filled = _filled(posts.get(column), head, header_row)
        if filled and sum(map(fits, filled)) * 2 >= len(filled):
            return True
    return False


def has_post_seconds(posts: Mapping[str, str], head: Sequence[Sequence[str]], header_row: int) -> bool:
    """Whether each post is told by its creator and the second of its publication, in TikTok's own words.

    A column of ids that holds something else than TikTok's says that the posts are another network's.
    """
    if not {"creator", "published_at"} <= posts.keys() or _filled(posts.get("post_id"), head, header_row):
        return False
    keys = {header_key(cell) for cell in head[header_row]}
    filled = _filled(posts["published_at"], head, header_row)
    return not keys.isdisjoint(_listed("only_tiktok")) and bool(filled) and all(map(_CLOCK.search, filled))


def is_list_of_posts(head: Sequence[Sequence[str]], header_row: int) -> bool:
    """Whether the rows below are posts, by either way."""
    posts = found_columns("post", head[header_row])
    return has_post_ids(posts, head, header_row) or has_post_seconds(posts, head, header_row)


def _filled(header: str | None, head: Sequence[Sequence[str]], header_row: int) -> list[str]:
    """The cells of a column that hold something."""
    if header is None:
        return []
    place = list(head[header_row]).index(header)
    return [row[place].strip() for row in head[header_row + 1 :] if place < len(row) and row[place].strip()]
