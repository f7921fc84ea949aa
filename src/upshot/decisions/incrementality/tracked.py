"""Tracked orders per creator and day, one array per signal, as the sheets tie codes, links and names to creators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np

from upshot.decisions.incrementality.model import Array
from upshot.decisions.programme import Programme
from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData

Counter = Callable[[Sequence[date], Sequence[float]], Array]
Found = Iterable[tuple[date | None, str | None, float]]


def read_tracked(
    data: WorkspaceData,
    programme: Programme,
    creators: Sequence[str],
    counted: nw.LazyFrame[Any],
    zone: ZoneInfo,
    count: Counter,
    n_days: int,
) -> dict[str, Array]:
    """code, link, survey → (n_creators, n_days); NaN rows where the creator has no such signal; empty signals left out.

    An order with codes of two creators counts for both: these are sightings, not credit.
    """
    by_code, by_link = defaultdict(set), defaultdict(set)
    for item in programme.collaborations:
        for code in item.codes:
            by_code[code].add(item.creator)
        for tag in item.utm_contents:
            by_link[tag].add(item.creator)
    by_name = _names(programme)
    signals = {
        "code": (by_code, _codes(counted) if by_code else ()),
        "link": (by_link, _links(counted) if by_link else ()),
        "survey": (by_name, _answers(data, counted, zone)),
    }
    tracked = {}
    for signal, (owners, found) in signals.items():
        rows = _rows(owners, found, creators, count, n_days)
        if rows is not None:
            tracked[signal] = rows
    return tracked


def _rows(
    owners: dict[str, set[str]], found: Found, creators: Sequence[str], count: Counter, n_days: int
) -> Array | None:
    """(n_creators, n_days) sightings, NaN for creators who own no key; None when nothing was seen of anybody."""
    seen: dict[str, tuple[list[date], list[float]]] = defaultdict(lambda: ([], []))
    for day, key, n in found:
        for creator in owners.get(key or "", ()) if day is not None else ():
            seen[creator][0].append(day)  # type: ignore[arg-type]
            seen[creator][1].append(n)
    if not seen:
        return None
    has_key = {creator for names in owners.values() for creator in names}
    unknown, nothing = np.full(n_days, np.nan), ((), ())
    return np.stack([count(*seen.get(c, nothing)) if c in has_key else unknown for c in creators])


def _codes(counted: nw.LazyFrame[Any]) -> Found:
    """(day, code in upper case, orders); an order that carries a code twice counts once."""
    used = counted.select("account_id", "order_id", "day", "codes").filter(~nw.col("codes").is_null())
    single = used.explode("codes").with_columns(key=nw.col("codes").str.to_uppercase()).drop("codes").unique()
    return _grouped(single)


def _links(counted: nw.LazyFrame[Any]) -> Found:
    """(day, utm_content in lower case, orders)."""
    return _grouped(
        counted.filter(~nw.col("utm_content").is_null()).select(
            "day", key=nw.col("utm_content").str.to_lowercase().str.strip_chars()
        )
    )


def _answers(data: WorkspaceData, counted: nw.LazyFrame[Any], zone: ZoneInfo) -> Found:
    """(day, normalised answer, respondents); the day of the order that the answer came with, else of the answer."""
    answers = with_local_day(data.frame("survey_answer"), "answered_at", zone)
    answers = answers.filter(~nw.col("answer").is_null()).select("day", "order_id", "answer")
    days = counted.select("order_id", order_day=nw.col("day")).unique(subset=["order_id"])
    joined = answers.join(days, on="order_id", how="left")
    day = nw.when(nw.col("order_day").is_null()).then(nw.col("day")).otherwise(nw.col("order_day"))
    for found_day, answer, n in _grouped(joined.select(day=day, key=nw.col("answer"))):
        yield found_day, normalised(answer or ""), n


def _grouped(frame: nw.LazyFrame[Any]) -> Found:
    rows = frame.group_by("day", "key").agg(n=nw.len()).collect().to_arrow().to_pydict()
    return zip(rows["day"], rows["key"], map(float, rows["n"]), strict=True)


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
