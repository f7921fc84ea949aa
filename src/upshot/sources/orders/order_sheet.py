"""Recognise and read a plain sheet of orders: an order, a day or an instant, an amount, and whatever else is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.header_words import check_columns, find_columns, load_words, surest_row
from upshot.sources.shop.assembly import read_orders
from upshot.sources.shop.layout import OrderLayout


class OrderSheet:
    """Orders, generic CSV."""

    kind = "orders"
    label = "Orders (generic CSV)"
    tables: tuple[str, ...] = ("order", "order_line")
    signature = ("order_id", "ordered_at", "total")  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """An order, a date and an amount; never surer than a source that knows its platform."""
        return surest_row(document, _detection)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Orders, and their lines where the sheet has products.

        Raises
        ------
        InvalidInput : `columns_missing`, no order number, date or amount; `day_order_unknown`
        """
        header_row = self.detect(document).header_row
        headers = document.head[header_row]
        words = load_words("upshot.sources.orders")
        columns = find_columns(headers, words["columns"], context.header_aliases)
        amount = "net_revenue" if "net_revenue" in columns else "total"
        check_columns(columns, ("order_id", "ordered_at", amount), words["columns"], headers, file=document.name)
        layout = OrderLayout(
            columns=columns,
            status_words=words["statuses"],
            customer_words=words["customer_types"],
            account_id=context.account_id or "shop",
        )
        yield from read_orders(document, header_row, layout, context)


def _detection(cells: Sequence[str], row: int) -> Detection:
    """How sure one row is a header of ours."""
    found = find_columns(cells, load_words("upshot.sources.orders")["columns"], {})
    if "order_id" not in found or "ordered_at" not in found or not {"total", "net_revenue"} & set(found):
        return Detection(0)
    named = sum(1 for cell in cells if cell)
    share = sum(map(len, found.values())) / max(named, 1)
    return Detection(0.5 + 0.15 * share, f"an order, a date, an amount and {len(found) - 3} other known columns", row)
