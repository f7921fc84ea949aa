"""Marketing API records: the dotted names of nested JSON as report headers, and the level that each record is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.tiktok_ads.words import LEVEL, LEVELS

# The id that makes a record one of a level, the deepest first.
_LEVEL_IDS = ("ad_id", "adgroup_id", "campaign_id", "advertiser_id")


def short_names(names: Iterable[str]) -> dict[str, list[str]]:
    """`data.metrics.spend` → `spend`: last part → the full names that end so, dimensions first."""
    short: dict[str, list[str]] = {}
    for name in names:
        if not name.startswith("__"):
            short.setdefault(name.rpartition(".")[2], []).append(name)
    return {last: sorted(full, key=_rank) for last, full in short.items()}


def _rank(name: str) -> int:
    return 0 if "dimensions." in name else 2 if "metrics." in name else 1


def with_short_names(batch: pa.RecordBatch, wanted: Mapping[str, str]) -> pa.RecordBatch:
    """The batch under short names, repeats coalesced, plus `__level` (a word of `LEVELS`) for each record.

    The level is that of the deepest id among the record's *dimensions*: an ad group's record carries its campaign's id
    as a metric, and is no campaign's record.
    """
    names = short_names(batch.schema.names)
    columns = {short: pc.coalesce(*(batch.column(name) for name in full)) for short, full in names.items()}
    for short in wanted.values():
        columns.setdefault(short, pa.nulls(batch.num_rows, pa.string()))
    for name in batch.schema.names:
        if name.startswith("__"):
            columns[name] = batch.column(name)
    columns[LEVEL] = _levels(batch, names)
    return pa.RecordBatch.from_pydict(columns)


def _levels(batch: pa.RecordBatch, names: Mapping[str, list[str]]) -> pa.Array:
    has_dimensions = any("dimensions." in name for name in batch.schema.names)
    level: pa.Array = pa.array(["account"] * batch.num_rows, pa.string())
    for word, id_name in reversed(list(zip(LEVELS, _LEVEL_IDS, strict=True))):
        for name in names.get(id_name, ()):
            if has_dimensions and "dimensions." not in name:
                continue
            level = pc.if_else(batch.column(name).is_valid(), word, level)
    return level
