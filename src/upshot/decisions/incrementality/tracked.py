"""Tracked orders per creator and day, one array per signal, as the sheets tie codes, links and names to creators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.decisions.incrementality.model import Array
from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Sightings:
    """Tracked orders by day (since 1970) and key: `key` indexes `keys`, which may repeat after normalising."""

    day: NDArray[np.int64]
    key: NDArray[np.int64]
    keys: list[str]
    n: Array


def read_tracked(
    data: WorkspaceData,
    programme: Programme,
    creators: Sequence[str],
    counted: nw.LazyFrame[Any],
    zone: ZoneInfo,
    first: date,
    n_days: int,
    *,
    now: datetime | None = None,
) -> dict[str, Array]:
    """code, link, survey → (n_creators, n_days); NaN rows where the creator has no such signal; empty signals left out.

    `counted` holds the orders until `now`; survey answers after it are left out here.

    An order with codes of two creators counts for both: these are sightings, not credit.
    """
    by_code: dict[str, set[str]] = defaultdict(set)
    by_link: dict[str, set[str]] = defaultdict(set)
    for item in programme.collaborations:
        for code in item.codes:
            by_code[code].add(item.creator)
        for tag in item.utm_contents:
            by_link[tag].add(item.creator)
    by_name = _names(programme)
    signals: dict[str, tuple[dict[str, set[str]], Callable[[], Sightings]]] = {
        "code": (by_code, lambda: _codes(counted)),
        "link": (by_link, lambda: _links(counted)),
        "survey": (by_name, lambda: _answers(data, counted, zone, now)),
    }
    tracked = {}
    for signal, (owners, found) in signals.items():
        rows = _rows(owners, found(), creators, first, n_days) if owners else None
        if rows is not None:
            tracked[signal] = rows
    return tracked


def _rows(
    owners: Mapping[str, set[str]], found: Sightings, creators: Sequence[str], first: date, n_days: int
) -> Array | None:
    """(n_creators, n_days) sightings, NaN for creators who own no key; None when nothing was seen of anybody."""
    row_of = {creator: row for row, creator in enumerate(creators)}
    holders = [sorted(row_of[who] for who in owners.get(key or "", ()) if who in row_of) for key in found.keys]
    counted = np.zeros((len(creators), n_days))
    day = found.day - (first - EPOCH).days
    inside = (day >= 0) & (day < n_days)
    for rank in range(max(map(len, holders), default=0)):  # a code that two creators share counts for both
        row = np.array([rows[rank] if rank < len(rows) else -1 for rows in holders])[found.key]
        chosen = inside & (row >= 0)
        np.add.at(counted, (row[chosen], day[chosen]), found.n[chosen])
    if not counted.any():
        return None
    has_key = {creator for names in owners.values() for creator in names}
    counted[[creator not in has_key for creator in creators]] = np.nan
    return counted


def _codes(counted: nw.LazyFrame[Any]) -> Sightings:
    """(day, code in upper case, orders); an order that carries a code twice counts once."""
    used = counted.select("account_id", "order_id", "day", "codes").filter(~nw.col("codes").is_null())
    single = used.explode("codes").with_columns(key=nw.col("codes").str.to_uppercase()).drop("codes").unique()
    return _grouped(single)


def _links(counted: nw.LazyFrame[Any]) -> Sightings:
    """(day, utm_content in lower case, orders)."""
    return _grouped(
        counted.filter(~nw.col("utm_content").is_null()).select(
            "day", key=nw.col("utm_content").str.to_lowercase().str.strip_chars()
        )
    )


def _answers(data: WorkspaceData, counted: nw.LazyFrame[Any], zone: ZoneInfo, now: datetime | None) -> Sightings:
    """(day, normalised answer, respondents); the day of the order that the answer came with, else of the answer."""
    keys = ("account_id", "respondent", "question")
    given = data.frame("survey_answer")
    if now is not None:
        given = given.filter((nw.col("answered_at") <= now) | nw.col("answered_at").is_null())
    answers = with_local_day(given, "answered_at", zone)
    answers = answers.filter(~nw.col("answer").is_null()).select(*keys, "day", "order_id", "answer")
    with_order = answers.filter(~nw.col("order_id").is_null()).select(*keys, "order_id")
    ordered = counted.select("order_id", order_day=nw.col("day")).join(with_order, on="order_id", how="inner")
    days = ordered.group_by(*keys).agg(order_day=nw.col("order_day").min())  # two shops may use the same number
    day = nw.when(nw.col("order_day").is_null()).then(nw.col("day")).otherwise(nw.col("order_day"))
    joined = answers.join(days, on=list(keys), how="left").select(day=day, key=nw.col("answer"))
    found = _grouped(joined)
    return Sightings(found.day, found.key, [normalised(answer or "") for answer in found.keys], found.n)


def _grouped(frame: nw.LazyFrame[Any]) -> Sightings:
    """Orders by day and key; rows without a day or key (an empty list of codes) are left out."""
    known = frame.filter(~nw.col("day").is_null(), ~nw.col("key").is_null())
    rows = known.group_by("day", "key").agg(n=nw.len()).collect().to_arrow()
    key = rows["key"].combine_chunks().dictionary_encode()
    return Sightings(
        rows["day"].cast(pa.int32()).to_numpy().astype(np.int64),
        key.indices.to_numpy(zero_copy_only=False).astype(np.int64),
        key.dictionary.to_pylist(),
        rows["n"].to_numpy().astype(np.float64),
    )


def _names(programme: Programme) -> dict[str, set[str]]:
    """Handles and display names, normalised; a name that two creators share tells nothing and is left out."""
    owners: dict[str, set[str]] = defaultdict(set)
    for handle, creator in programme.creators.items():
        owners[normalised(handle)].add(handle)
        if creator.display_name:
            owners[normalised(creator.display_name)].add(handle)
    return defaultdict(set, {name: who for name, who in owners.items() if name and len(who) == 1})


def normalised(answer: str) -> str:
    """An answer without @, case and outer spaces."""
    return answer.strip().removeprefix("@").strip().casefold()
