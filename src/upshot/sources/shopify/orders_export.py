"""Recognise and read Shopify's `orders_export.csv`, whole or with columns taken out, in any order of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.header_words import check_columns, find_columns, fold, load_words, surest_row
from upshot.sources.shop.assembly import read_orders
from upshot.sources.shop.layout import OrderLayout

# Headers that no other shop writes this way.
_OWN: tuple[str, ...] = (
    "Financial Status",
    "Fulfillment Status",
    "Lineitem name",
    "Lineitem quantity",
    "Lineitem price",
    "Created at",
)
_OWN += ("Paid at", "Accepts Marketing", "Refunded Amount", "Outstanding Balance", "Discount Code", "Risk Level")
_OWN_KEYS = frozenset(map(fold, _OWN))


class ShopifyOrders:
    """Shopify orders export."""

    kind = "shopify_orders"
    label = "Shopify orders export"
    tables: tuple[str, ...] = ("order", "order_line")
    signature = (
        "Name",
        "Financial Status",
        "Created at",
        "Total",
        "Lineitem name",
        "Lineitem quantity",
    )  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """Shopify's own headers; three of them, with the order's name or id, are enough."""
        return surest_row(document, _detection)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Orders and their lines.

        Raises
        ------
        InvalidInput : `columns_missing`, no name or id, no date or no total; `day_order_unknown`
        """
        header_row = self.detect(document).header_row
        headers = document.head[header_row]
        words = load_words("upshot.sources.shopify")
        columns = find_columns(headers, words["columns"], context.header_aliases)
        key = "order_id" if "order_id" in columns else "order_name"
        check_columns(columns, (key, "ordered_at", "total"), words["columns"], headers, file=document.name)
        layout = OrderLayout(
            columns=columns,
            status_words=words["statuses"],
            account_id=context.account_id or "shopify",
            is_discounted_subtotal=True,
        )
        yield from read_orders(document, header_row, layout, context)


def _detection(cells: Sequence[str], row: int) -> Detection:
    """How sure one row is Shopify's header."""
    keys = {fold(cell) for cell in cells}
    own = len(keys & _OWN_KEYS)
    if own < 3 or not keys & {"name", "id"}:
        return Detection(0)
    return Detection(min(1.0, 0.7 + 0.05 * own), f"{own} headers of Shopify's orders export", row)
