"""Rows of a file into whole orders: where each order starts, and how an order survives the cut between two batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Starts = npt.NDArray[np.bool_]


def order_starts(names: pa.Array, ids: pa.Array | None = None) -> Starts:
    """Say which rows begin an order: the name changes, or a new id appears under the same name.

    Shops number their orders alike (#1001 exists in every shop), so that two neighbours with the same name and two
    ids are two orders. A row without id continues the order above.

    Parameters
    ----------
    names : text (n_rows), the order's name or number on each row
    ids : text (n_rows), the order's id, filled on an order's first row only; None where the file has none

    Returns
    -------
    boolean (n_rows); the first row always begins an order
    """
    starts = _differs_from_above(pc.fill_null(names, ""))
    if ids is not None and ids.null_count < len(ids):
        known = pc.fill_null(pc.fill_null_forward(ids), "")
        supplied = pc.is_valid(ids).to_numpy(zero_copy_only=False)
        seen_before = np.concatenate(([False], pc.not_equal(known[:-1], "").to_numpy(zero_copy_only=False)))
        starts |= supplied & seen_before & _differs_from_above(known)
    return starts


def _differs_from_above(values: pa.Array) -> Starts:
    """Compare each value with the one above it; the first one differs by definition."""
    starts = np.ones(len(values), dtype=bool)
    if len(values) > 1:
        starts[1:] = pc.not_equal(values[1:], values[:-1]).to_numpy(zero_copy_only=False)
    return starts


def ordinals(starts: Starts) -> npt.NDArray[np.int64]:
    """Number the rows of each order 1, 2, 3 …, in the order of the file."""
    rows = np.arange(len(starts), dtype=np.int64)
    return rows - np.maximum.accumulate(np.where(starts, rows, 0)) + 1


def whole_orders(batches: Iterable[pa.Table], starts_of: Callable[[pa.Table], Starts]) -> Iterator[pa.Table]:
    """Cut the stream between two orders, never inside one: the last order of a batch waits for the next batch.

    Memory holds one batch and one order, so that the cut points of the reader change nothing in the result.
    """
    waiting: pa.Table | None = None
    for batch in batches:
        table = batch if waiting is None else pa.concat_tables([waiting, batch])
        if table.num_rows == 0:
            continue
        cut = int(np.flatnonzero(starts_of(table))[-1])
        if cut:
            yield table.slice(0, cut).combine_chunks()
        waiting = table.slice(cut)
    if waiting is not None and waiting.num_rows:
        yield waiting.combine_chunks()
