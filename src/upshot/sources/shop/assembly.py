"""Text rows into orders and their lines: the way every shop file goes once its headers are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Batch, Document, ReadContext
from upshot.sources.cell_columns import CellColumns, as_even_rows, learn_habits
from upshot.sources.fields import as_table
from upshot.sources.parsing import INSTANT, MONEY, WHOLE, Habits, Parser
from upshot.sources.reading.cells import LINE
from upshot.sources.shop.grouping import Starts, order_starts, ordinals, whole_orders
from upshot.sources.shop.layout import OrderLayout
from upshot.sources.shop.order_cells import order_columns
from upshot.sources.shop.order_lines import Lines, packed_lines, row_lines
from upshot.vocabulary.tables import ORDER, ORDER_LINE

# An order's first row fills at least one of these; a row that continues an order fills none.
_AMOUNTS = ("total", "net_revenue", "subtotal")
_ORDER_MARKS = (*_AMOUNTS, "status", "currency", "email")
_PARSERS: Mapping[str, Parser] = {
    **dict.fromkeys(("ordered_at", "paid_at", "cancelled_at"), INSTANT),
    **dict.fromkeys((*_AMOUNTS, "gross", "discount", "tax", "shipping", "refunded", "price", "line_total"), MONEY),
    **dict.fromkeys(("items", "quantity"), WHOLE),
}


def read_orders(document: Document, header_row: int, layout: OrderLayout, context: ReadContext) -> Iterator[Batch]:
    """Turn a document into batches of `order` and `order_line`, whole orders at a time.

    Parameters
    ----------
    document, header_row : the file and where its header stands
    layout : the reading rules of the file
    context : what the file does not say

    Yields
    ------
    an `order` batch, which counts the rows read, and an `order_line` batch where the file has lines

    Raises
    ------
    InvalidInput : `day_order_unknown`
    """
    habits = Habits(zone=context.time_zone, day_first=context.day_first)
    learn_habits(document, header_row, layout.columns, _PARSERS, habits)
    uneven: list[Batch] = []
    rows = _even_rows(document, header_row, [*layout.headers(), LINE], uneven)
    for table in whole_orders(rows, lambda table: _starts(table, layout)):
        yield from _batches_of(table, layout, context, habits)
        yield from _taken(uneven)
    yield from _taken(uneven)


def _even_rows(document: Document, header_row: int, kept: list[str], uneven: list[Batch]) -> Iterator[pa.Table]:
    """The wanted columns of the whole rows; names, addresses and whatever else a shop exports stay in the reader."""
    for batch in document.text_batches(header_row):
        rows, refused = as_even_rows(pa.Table.from_batches([batch]), ORDER)
        if refused is not None:
            uneven.append(refused)
        yield rows.select(kept)


def _taken(batches: list[Batch]) -> list[Batch]:
    """What has gathered since the last call."""
    taken, batches[:] = list(batches), []
    return taken


def _starts(table: pa.Table, layout: OrderLayout) -> Starts:
    """Where each order of `table` begins."""
    cells = CellColumns(table, layout.columns, Habits())
    ids, names = cells.text("order_id"), cells.text("order_name")
    if names is None or ids is None:
        return order_starts(ids if names is None else names)
    return order_starts(pc.coalesce(names, ids), ids)


def _batches_of(table: pa.Table, layout: OrderLayout, context: ReadContext, habits: Habits) -> Iterator[Batch]:
    """The batches of some whole orders."""
    starts = _starts(table, layout)
    first_rows = np.flatnonzero(starts)
    order_of_row = np.cumsum(starts) - 1
    cells = CellColumns(table.take(pa.array(first_rows)), layout.columns, habits)
    if layout.has_lines:
        _refuse_orphans(cells)
    _refuse_disagreement(cells, table, order_of_row, layout)
    orders = order_columns(cells, layout, context)
    line_cells = CellColumns(table, layout.columns, habits)
    lines = row_lines(line_cells) if layout.has_lines else None
    packed = packed_lines(cells, layout.packed_lines) if lines is None and layout.packed_lines else None
    quantity = line_cells.whole_number("quantity")
    if "items" not in orders and quantity is not None:
        orders["items"] = _pieces(quantity, first_rows)
    elif "items" not in orders and packed is not None:
        orders["items"] = packed.pieces(len(first_rows))
    refused = cells.bad[order_of_row]
    yield Batch(
        "order",
        as_table(ORDER, pa.table(orders)).filter(pa.array(~cells.bad)),
        rows_read=table.num_rows,
        rejects=tuple(cells.rejects),
        rejected=int(refused.sum()),
    )
    if lines is not None:
        lines = lines.of_orders(orders, order_of_row, ordinals(starts), refused | line_cells.bad)
        yield _line_batch(lines, line_cells, int((line_cells.bad & ~refused).sum()))
    elif packed is not None:
        yield _line_batch(
            packed.of_orders(orders, packed.order_of_line, packed.ordinal, cells.bad[packed.order_of_line])
        )


def _line_batch(lines: Lines, cells: CellColumns | None = None, rejected: int = 0) -> Batch:
    """Order lines as a batch; its rows were already counted with the orders."""
    rows = as_table(ORDER_LINE, pa.table(lines.columns)).filter(pa.array(lines.is_kept))
    return Batch("order_line", rows, rows_read=0, rejects=tuple(cells.rejects) if cells else (), rejected=rejected)


def _pieces(quantity: pa.Array, first_rows: npt.NDArray[np.int64]) -> pa.Array:
    """Pieces per order, summed over its rows; null where a row of the order does not say how many."""
    is_unknown = pc.is_null(quantity).to_numpy(zero_copy_only=False)
    pieces = np.add.reduceat(pc.fill_null(quantity, 0).to_numpy(zero_copy_only=False), first_rows)
    return pa.array(pieces, pa.int64(), mask=np.logical_or.reduceat(is_unknown, first_rows))


def _refuse_orphans(cells: CellColumns) -> None:
    """Refuse rows that continue an order whose first row is not above them: the file was sorted by something else."""
    if not any(cells.has(name) for name in _AMOUNTS):
        return
    marks = [cells.text(name) for name in _ORDER_MARKS if cells.has(name)]
    orphans = np.logical_and.reduce([pc.is_null(mark).to_numpy(zero_copy_only=False) for mark in marks])
    cells.refuse(orphans, "order_name" if cells.has("order_name") else "order_id", valid="order_first_line")


def _refuse_disagreement(
    cells: CellColumns, table: pa.Table, order_of_row: npt.NDArray[np.int64], layout: OrderLayout
) -> None:
    """Refuse an order whose rows tell different totals: nobody can know whether they are parts or corrections.

    A row that repeats the order's total, or leaves it empty, agrees.
    """
    name = next((name for name in ("total", "net_revenue") if cells.has(name)), None)
    of_order = None if name is None else cells.text(name)
    of_row = None if name is None else CellColumns(table, layout.columns, Habits()).text(name)
    if name is None or of_row is None or of_order is None or len(of_row) == len(of_order):
        return
    differs = pc.fill_null(pc.not_equal(of_row, of_order.take(pa.array(order_of_row))), False)
    orders = np.unique(order_of_row[differs.to_numpy(zero_copy_only=False)])
    cells.refuse(np.isin(np.arange(cells.n_rows), orders), name, valid="one_total_per_order")
