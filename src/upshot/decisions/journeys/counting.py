"""Every count that attribution needs, once, as narwhals expressions: DuckDB here, Spark through the same functions.

Each is one GROUP BY over the store's columns, whose answer grows not with the number of journeys but with that of the
states (of order 1: at most its square). Only the channel sets and orders above 1 grow with how varied journeys are.

`n_blocks` above 1 counts apart the journeys of each block, the remainder of the journey's number: what the bootstrap
resamples. All counts are integers, so that engines agree to the last unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.errors import InvalidInput
from upshot.warehouse.journey_files import BEFORE, MOST_BEFORE, JourneyFrames

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Frame = nw.LazyFrame[Any]
BLOCK = "block"


@dataclass(frozen=True)
class Transitions:
    """How often a touch on `state` followed the touches on `before`.

    Shapes: `before` (n_rows, order), oldest first, 0 before the start of the journey; `state`, `n`, `block` (n_rows,).
    """

    before: Integers
    state: Integers
    n: Integers
    block: Integers


@dataclass(frozen=True)
class Exits:
    """How the journeys ended whose last touches were `last`.

    Shapes: `last` (n_rows, order), oldest first; `n` journeys, `n_converted` of them, `value_cents`, `block` (n_rows,).
    """

    last: Integers
    n: Integers
    n_converted: Integers
    value_cents: Integers
    block: Integers


@dataclass(frozen=True)
class PlaceCounts:
    """Touches of converting journeys by state, length of the journey and place; `value_cents` is the journeys' value.

    Shapes: (n_rows,) each. `is_first` and `is_last` tell the place.
    """

    state: Integers
    n_steps: Integers
    is_first: NDArray[np.bool_]
    is_last: NDArray[np.bool_]
    n: Integers
    value_cents: Integers
    block: Integers


@dataclass(frozen=True)
class SetShares:
    """Converting journeys that touched `state` and `size` distinct states in all. Shapes: (n_rows,) each."""

    state: Integers
    size: Integers
    n: Integers
    value_cents: Integers
    block: Integers


@dataclass(frozen=True)
class ChannelSets:
    """The distinct sets of states: set i is `members[starts[i]:starts[i + 1]]`, sorted.

    Shapes: `starts` (n_sets + 1,), `members` (n_memberships,), `n`, `n_converted` and `value_cents` (n_sets,).
    """

    starts: Integers
    members: Integers
    n: Integers
    n_converted: Integers
    value_cents: Integers

    def __len__(self) -> int:
        return len(self.n)


@dataclass(frozen=True)
class Totals:
    """The journeys of a store in five sums."""

    n_journeys: int
    n_steps: int
    n_converted: int
    value_cents: int
    n_one_touch_converted: int


def count_totals(frames: JourneyFrames) -> Totals:
    """How many journeys, touches and conversions there are, and what they were worth."""
    converted = nw.col("n_conversions")
    one_touch = nw.when(nw.col("n_steps") == 1).then(converted).otherwise(nw.lit(0))
    found = _collected(
        frames.journeys.with_columns(one_touch=one_touch).select(
            n=nw.len().cast(nw.Int64),
            n_steps=_total("n_steps"),
            n_converted=_total("n_conversions"),
            value_cents=_total("value_cents"),
            one_touch=_total("one_touch"),
        )
    )
    numbers = [int(found[name][0]) for name in ("n", "n_steps", "n_converted", "value_cents", "one_touch")]
    return Totals(*numbers)


def count_transitions(frames: JourneyFrames, *, order: int = 1, n_blocks: int = 1) -> Transitions:
    """Transitions of order 1 to 4 in one scan of the steps.

    Raises
    ------
    InvalidInput : markov_order_out_of_range
    """
    history = _history(order)
    found = _grouped(frames.steps, (*history, "state"), n_blocks, n=nw.len())
    before = np.column_stack([found[name] for name in history])
    return Transitions(before, found["state"], found["n"], found[BLOCK])


def count_exits(frames: JourneyFrames, *, order: int = 1, n_blocks: int = 1) -> Exits:
    """Ends of the journeys by their last touches: of order 1 from the journeys alone, above from the last steps.

    Raises
    ------
    InvalidInput : markov_order_out_of_range
    """
    journeys = frames.journeys.select("journey", "last_state", "n_conversions", "value_cents")
    keys = [*_history(order)[1:], "state"]
    if order == 1:
        ends = journeys.rename({"last_state": "state"})
    else:
        last = frames.steps.filter(nw.col("is_last")).select("journey", *keys)
        ends = last.join(journeys.drop("last_state"), on="journey", how="inner")
    found = _grouped(ends, keys, n_blocks, n=nw.len(), n_converted=_total("n_conversions"), value=_total("value_cents"))
    last_states = np.column_stack([found[name] for name in keys])
    return Exits(last_states, found["n"], found["n_converted"], found["value"], found[BLOCK])


def count_places(frames: JourneyFrames, *, n_blocks: int = 1) -> PlaceCounts:
    """Touches of converting journeys by state, length and place: first, last, linear and position hang on these."""
    steps = _converting_steps(frames, "journey", "state", "position", "is_last").with_columns(
        is_first=nw.col("position") == 1
    )
    keys = ("state", "n_steps", "is_first", "is_last")
    found = _grouped(steps, keys, n_blocks, n=nw.len(), value=_total("value_cents"))
    is_first, is_last = (found[name].astype(bool) for name in ("is_first", "is_last"))
    return PlaceCounts(
        found["state"], found["n_steps"], is_first, is_last, found["n"], found["value"], found[BLOCK]
    )  # fmt: skip


def sum_time_decay(frames: JourneyFrames, *, half_life_days: float, n_blocks: int = 1) -> dict[str, Floats]:
    """Credit by time decay: each journey's weights 0.5^(age / half-life), scaled to 1, summed by state.

    Returns
    -------
    state, block, conversions and value_cents, (n_rows,) each, as floating point; empty where the store has no times
    """
    steps = _converting_steps(frames, "journey", "state", "seconds_to_last")
    steps = steps.filter(~nw.col("seconds_to_last").is_null())
    age = nw.col("seconds_to_last").cast(nw.Float64) / (half_life_days * 86_400.0)
    weighed = steps.with_columns(weight=nw.lit(0.5) ** age)
    shared = weighed.with_columns(share=nw.col("weight") / nw.col("weight").sum().over("journey")).with_columns(
        worth=nw.col("share") * nw.col("value_cents").cast(nw.Float64)
    )
    found = _grouped(shared, ("state",), n_blocks, conversions=nw.col("share").sum(), value_cents=nw.col("worth").sum())
    return {name: column.astype(np.float64) for name, column in found.items()}


def count_set_shares(frames: JourneyFrames, *, n_blocks: int = 1) -> SetShares:
    """Converting journeys by touched state and size of their set; no distinct set is ever held."""
    journeys = frames.journeys.filter(nw.col("n_conversions") > 0)
    each = journeys.select("journey", "value_cents", size=nw.col("touched").list.len(), state="touched").explode(
        "state"
    )
    found = _grouped(each, ("state", "size"), n_blocks, n=nw.len(), value=_total("value_cents"))
    return SetShares(found["state"], found["size"], found["n"], found["value"], found[BLOCK])


def count_sets(frames: JourneyFrames) -> ChannelSets:
    """The distinct channel sets with their journeys, conversions and value; grows with how varied the journeys are."""
    grouped = frames.journeys.group_by("touched").agg(
        n=nw.len().cast(nw.Int64), n_converted=_total("n_conversions"), value=_total("value_cents")
    )
    table = grouped.collect("pyarrow").to_native()
    sets = table.column("touched").combine_chunks()
    starts, members = (np.from_dlpack(part).astype(np.int64) for part in (sets.offsets, sets.values))
    return ChannelSets(starts, members, *(_array(table.column(name)) for name in ("n", "n_converted", "value")))


def count_touches(frames: JourneyFrames) -> tuple[Integers, Integers]:
    """States and how many touches each has: (n_seen,), (n_seen,)."""
    found = _grouped(frames.steps, ("state",), 1, n=nw.len())
    return found["state"], found["n"]


def _history(order: int) -> tuple[str, ...]:
    """The columns of the `order` states before, oldest first."""
    if not 1 <= order <= MOST_BEFORE:
        raise InvalidInput("markov_order_out_of_range", seen=order, most=MOST_BEFORE)
    return tuple(reversed(BEFORE[:order]))


def _converting_steps(frames: JourneyFrames, *columns: str) -> Frame:
    """Steps of the journeys that converted, with the length and the value of their journey."""
    journeys = frames.journeys.filter(nw.col("n_conversions") > 0).select("journey", "n_steps", "value_cents")
    return frames.steps.select(*columns).join(journeys, on="journey", how="inner")


def _grouped(frame: Frame, keys: Sequence[str], n_blocks: int, **sums: nw.Expr) -> dict[str, Any]:
    """Group by `keys` (and block) and collect, sorted, as integer columns; `block` is 0 where there is one."""
    sums = {name: total.cast(nw.Int64) if name in _WHOLE else total for name, total in sums.items()}
    if n_blocks > 1:
        block = (nw.col("journey") % n_blocks).cast(nw.Int32)
        found = _collected(frame.with_columns(block.alias(BLOCK)).group_by(BLOCK, *keys).agg(**sums))
    else:
        found = _collected(frame.group_by(*keys).agg(**sums))
        found[BLOCK] = np.zeros(len(found[keys[0]]), dtype=np.int64)
    by = _order([found[name] for name in (BLOCK, *keys)])
    return {name: column[by] for name, column in found.items()}


def _order(keys: Sequence[Integers]) -> Integers:
    """The order of rows by `keys`, the first key first: as one number where they fit into one, which is much faster."""
    widths = [int(key.max(initial=0)) + 1 for key in keys]
    if prod(widths) >= 2**62:
        return np.lexsort(list(reversed(keys)))
    code = np.zeros(len(keys[0]), dtype=np.int64)
    for key, width in zip(keys, widths, strict=True):
        code = code * width + key
    return np.argsort(code, kind="stable")


_WHOLE = frozenset({"n", "n_converted", "value"})


def _total(column: str) -> nw.Expr:
    """A sum as an integer: DuckDB's own is 128 bits wide and comes back as a decimal."""
    return nw.col(column).sum().cast(nw.Int64)


def _collected(frame: Frame) -> dict[str, Any]:
    """The columns as arrays; whole numbers and truth values as int64."""
    table = frame.collect("pyarrow").to_native()
    return {name: _array(table.column(name)) for name in table.column_names}


def _array(column: pa.ChunkedArray) -> Any:
    """A column without nulls as an array; through DLPack, because Arrow's own way imports pandas where it finds it."""
    if not pa.types.is_floating(column.type):
        column = pc.cast(column, pa.int64())
    return np.from_dlpack(column.combine_chunks())
