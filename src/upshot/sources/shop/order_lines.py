"""What was in the order: one line per row of the file, or several packed into one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.cell_columns import CellColumns
from upshot.sources.parsing import MONEY, WHOLE, Habits
from upshot.sources.shop.amounts import price_of_one

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lines:
    """Order lines on their way: columns of `order_line`, and which of them are kept."""

    columns: Mapping[str, pa.Array]
    is_kept: npt.NDArray[np.bool_]
    order_of_line: Indices
    ordinal: Indices

    def pieces(self, n_orders: int) -> pa.Array:
        """Pieces per order; null for an order without lines or with a line that does not say how many."""
        quantity = self.columns["quantity"]
        counts = pc.fill_null(quantity, 0).to_numpy(zero_copy_only=False)
        pieces = np.bincount(self.order_of_line, weights=counts, minlength=n_orders).astype(np.int64)
        unknown = np.bincount(self.order_of_line, weights=quantity.is_null().to_numpy(False), minlength=n_orders)
        n_lines = np.bincount(self.order_of_line, minlength=n_orders)
        return pa.array(pieces, pa.int64(), mask=(unknown > 0) | (n_lines == 0))

    def of_orders(
        self, orders: Mapping[str, pa.Array], order_of_line: Indices, ordinal: Indices, refused: npt.NDArray[np.bool_]
    ) -> Lines:
        """The same lines, with the key and the instant of their orders."""
        places = pa.array(order_of_line)
        heads = {name: orders[name].take(places) for name in ("account_id", "order_id", "ordered_at")}
        columns = {**heads, "line": pa.array(ordinal), **self.columns}
        return replace(self, columns=columns, is_kept=self.is_kept & ~refused)


def row_lines(cells: CellColumns) -> Lines:
    """One line per row of the file; a row without product, sku, quantity and price is no line."""
    quantity = cells.whole_number("quantity")
    columns = {
        "sku": cells.text("sku"),
        "product": cells.text("product"),
        "quantity": quantity,
        "price": _price(cells, quantity),
    }
    supplied = {name: column for name, column in columns.items() if column is not None}
    filled = np.logical_or.reduce([pc.is_valid(column).to_numpy(zero_copy_only=False) for column in supplied.values()])
    nothing = np.zeros(len(filled), np.int64)
    return Lines(supplied, filled, nothing, nothing)


def _price(cells: CellColumns, quantity: pa.Array | None) -> pa.Array | None:
    """The price of one piece: as supplied, or the line's total over its pieces."""
    price = cells.money("price")
    if price is None and quantity is not None and cells.has("line_total"):
        return price_of_one(cells.money("line_total"), quantity)
    return price


def packed_lines(cells: CellColumns, headers: Sequence[str]) -> Lines:
    """Lines that stand in cells of the order's row: `name:Mug|sku:M1|quantity:2|total:20.00`, or `2× Mug, 1× Cap`.

    A part that cannot be read is null; the order itself does not depend on it.
    """
    texts, orders, places = [], [], []
    for header in headers:
        owners, parts = _parts(cells.rows.column(header).combine_chunks())
        texts.append(parts)
        orders.append(owners)
        places.append(np.arange(len(owners), dtype=np.int64))
    order_of_line = np.concatenate(orders)
    header_of_line = np.repeat(np.arange(len(texts)), [len(part) for part in texts])
    by_order = np.lexsort((np.concatenate(places), header_of_line, order_of_line))
    lines = pa.concat_arrays(texts).take(pa.array(by_order))
    order_of_line = order_of_line[by_order]
    return Lines(_fields(lines), np.ones(len(lines), bool), order_of_line, _ordinal(order_of_line))


def _parts(texts: pa.Array) -> tuple[Indices, pa.Array]:
    """Cut cells of the form `2× Mug, 1× Cap` into parts; a product's name may contain commas."""
    marked = pc.replace_substring_regex(texts, r",\s*(\d+)\s*[×x]\s", "\x1f\\1× ")
    lists = pc.split_pattern(pc.fill_null(marked, ""), "\x1f")
    parts = pc.list_flatten(lists)
    is_filled = pc.not_equal(parts, "")
    return pc.list_parent_indices(lists).filter(is_filled).to_numpy().astype(np.int64), parts.filter(is_filled)


def _ordinal(order_of_line: Indices) -> Indices:
    """1, 2, 3 … within each order; lines of an order stand together."""
    places = np.arange(len(order_of_line), dtype=np.int64)
    starts = np.ones(len(order_of_line), bool)
    starts[1:] = order_of_line[1:] != order_of_line[:-1]
    return places - np.maximum.accumulate(np.where(starts, places, 0)) + 1


def _fields(lines: pa.Array) -> dict[str, pa.Array]:
    """Product, sku, quantity and price out of a packed line."""
    counted = pc.extract_regex(lines, r"^\s*(?P<quantity>\d+)\s*[×x]\s+(?P<product>.+?)\s*$")
    pieces = pc.coalesce(_field(lines, "quantity|qty"), pc.struct_field(counted, "quantity"))
    quantity = WHOLE.parse(pieces, Habits(decimal_mark="."), "quantity").values
    total = MONEY.parse(
        pc.coalesce(_field(lines, "sub_total|subtotal"), _field(lines, "total")), Habits(decimal_mark="."), "total"
    ).values
    return {
        "sku": _field(lines, "sku"),
        "product": pc.coalesce(_field(lines, "name|product"), pc.struct_field(counted, "product")),
        "quantity": quantity,
        "price": price_of_one(total, quantity),
    }


def _field(lines: pa.Array, names: str) -> pa.Array:
    """The value behind `name:` in `name:value|name:value`; null where it is absent or empty."""
    found = pc.struct_field(pc.extract_regex(lines, rf"(?:^|\|)\s*(?:{names})\s*:\s*(?P<value>[^|]*)"), "value")
    trimmed = pc.utf8_trim_whitespace(found)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
