"""Journeys out of a file of paths with counts, as attribution libraries exchange them: `a > b > c, 12, 340.50, 96`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.decisions.journeys.report import JourneyReport, Quantile, TopPath
from upshot.decisions.journeys.store import JourneyStore
from upshot.decisions.journeys.store_writing import write_path_table
from upshot.errors import InvalidInput
from upshot.sources import parsing
from upshot.sources.base import Document, ReadContext
from upshot.sources.fields import Field, HeaderMap, learn_habits, match_headers, read_columns
from upshot.sources.reading import open_documents
from upshot.sources.reading.cells import LINE
from upshot.vocabulary.money import euros
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.journey_facts import TOP_PATHS
from upshot.warehouse.journeys import SHARES

_SEPARATOR = r"\s*(?:->|→|>)\s*"
FIELDS = (
    Field("path", ("path", "journey", "touchpoints", "chemin", "parcours"), parsing.TEXT, required=True, blank_ok=True),
    Field(
        "n_converted",
        ("total_conversions", "conversions", "conversion", "n_conversions", "conv"),
        parsing.WHOLE,
        required=True,
        blank_ok=True,
    ),
    Field("value", ("total_conversion_value", "conversion_value", "value", "revenue", "valeur"), parsing.NUMBER),
    Field(
        "n_lost",
        ("total_null", "null", "non_conversions", "nulls", "total_nulls", "lost", "n_lost", "sans conversion"),
        parsing.WHOLE,
    ),
)


def read_paths(
    path: Path, folder: Path, *, now: datetime, currency: str = "", dimension: str = "path"
) -> tuple[JourneyStore, JourneyReport]:
    """Write the journeys of a path file to `folder`, each path as often as it was walked.

    The file's columns: path (states separated by `>`, `->` or `→`), total_conversions, and where it has them
    total_conversion_value and total_null. Values are brought to whole cents so that the running total is never more
    than half a cent off; they are divided among a path's conversions to the cent.

    Raises
    ------
    InvalidInput : columns_missing, path_file_cell (a count that is none, a value without a conversion),
        path_count_negative
    SourceRefused : the file cannot be opened
    WarehouseError : disk_full, home_read_only
    """
    table = pa.concat_tables(_rows(document) for document in open_documents(path))
    values = np.round(np.cumsum(table["value"].to_numpy()) * 100)
    cents = np.diff(values, prepend=0.0).astype(np.int64)
    states = _states(table["path"].combine_chunks())
    paths = pa.table(
        {
            "states": states,
            "n_converted": table["n_converted"],
            "value_cents": pa.array(cents),
            "n_lost": table["n_lost"],
        }
    )
    with naming_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    store = write_path_table(paths, folder)
    report = _report(paths, n_states=store.n_states, version=version, now=now, currency=currency, dimension=dimension)
    return JourneyStore(folder, dimension=dimension, has_times=False, has_views=None), report


def _rows(document: Document) -> pa.Table:
    """The four columns of one document, absent ones 0."""
    header_map = match_headers(FIELDS, document.head[0] if document.head else [], _CONTEXT, file=document.name)
    learn_habits(FIELDS, document, 0, header_map)
    parts = [_batch(batch, header_map) for batch in document.text_batches(0)]
    return pa.concat_tables(parts) if parts else _SCHEMA.empty_table()


_CONTEXT = ReadContext(now=datetime(2000, 1, 1).astimezone())
_SCHEMA = pa.schema(
    [("path", pa.string()), ("n_converted", pa.int64()), ("value", pa.float64()), ("n_lost", pa.int64())]
)


def _batch(batch: pa.RecordBatch, header_map: HeaderMap) -> pa.Table:
    typed = read_columns(FIELDS, batch, header_map)
    for reject in typed.rejects:  # a path that is not counted would be a wrong answer, not a smaller one
        raise InvalidInput(
            "path_file_cell", file=header_map.file, line=reject.line, column=reject.column, seen=reject.seen
        )
    rows = typed.rows
    columns = [
        rows[name].combine_chunks().cast(_SCHEMA.field(name).type)
        if name in rows.column_names
        else pa.nulls(rows.num_rows, _SCHEMA.field(name).type)
        for name in _SCHEMA.names
    ]
    filled = [columns[0], *(pc.fill_null(column, 0) for column in columns[1:])]
    is_odd = pc.and_(pc.equal(filled[1], 0), pc.not_equal(filled[2], 0.0))
    if pc.any(is_odd).as_py():
        place = pc.index(is_odd, True).as_py()
        column, seen = header_map.columns["value"], str(filled[2][place])
        line = rows[LINE][place].as_py()
        raise InvalidInput("path_file_cell", file=header_map.file, line=line, column=column, seen=seen)
    return pa.table(filled, schema=_SCHEMA)


def _states(paths: pa.Array) -> pa.Array:
    """Names of each path's states; an empty path has none."""
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(paths, ""))
    parts = pc.split_pattern_regex(trimmed, _SEPARATOR)
    names = [[name for name in path if name] for path in parts.to_pylist()]
    return pa.array(names, pa.list_(pa.string()))


def _report(
    paths: pa.Table, *, n_states: int, version: str, now: datetime, currency: str, dimension: str
) -> JourneyReport:
    length = pc.list_value_length(paths["states"]).to_numpy()
    converted, lost, cents = (paths[name].to_numpy() for name in ("n_converted", "n_lost", "value_cents"))
    walked, is_path = converted + lost, length > 0
    n_in, cents_in = int(converted[is_path].sum()), int(cents[is_path].sum())
    n_steps = int((length * walked).sum())
    return JourneyReport(
        by=dimension,
        as_of=now,
        currency=currency,
        data_version=version,
        touches=n_steps,
        states=n_states,
        journeys=int(walked[is_path].sum()),
        steps=n_steps,
        has_orders=False,
        conversions=int(converted.sum()),
        conversions_in_journeys=n_in,
        conversions_untouched=int(converted.sum()) - n_in,
        value=euros(int(cents.sum())),
        value_in_journeys=euros(cents_in),
        value_untouched=euros(int(cents.sum()) - cents_in),
        path_length=_quantiles(length[is_path], walked[is_path]),
        path_length_converted=_quantiles(length[is_path], converted[is_path]),
        top_paths=_top(paths["states"].to_pylist(), walked, converted, cents),
    )


def _quantiles(values: NDArray[np.int64], weights: NDArray[np.int64]) -> tuple[Quantile, ...]:
    """The least value that `share` of the weight does not exceed."""
    if not weights.sum():
        return ()
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    places = np.minimum(np.searchsorted(reached, SHARES), len(values) - 1)
    return tuple(Quantile(share=s, value=float(values[order][p])) for s, p in zip(SHARES, places, strict=True))


def _top(
    names: Sequence[Iterable[str]], walked: NDArray[np.int64], converted: NDArray[np.int64], cents: NDArray[np.int64]
) -> tuple[TopPath, ...]:
    found: dict[tuple[str, ...], NDArray[np.int64]] = {}
    for place, states in enumerate(map(tuple, names)):
        if states and walked[place]:
            found[states] = found.get(states, 0) + np.array([walked[place], converted[place], cents[place]])
    ranked = sorted(found.items(), key=lambda pair: (-pair[1][1], -pair[1][0], pair[0]))[:TOP_PATHS]
    return tuple(
        TopPath(states=states, journeys=int(n[0]), conversions=int(n[1]), value=euros(int(n[2])))
        for states, n in ranked
    )
