"""Recognise and read the order exports of WooCommerce.

Three layouts: one row per order with its items in `line_item_1` … (WebToffee), one row per item with the order's
totals on its first row only, and the Analytics download, which has translated labels, no currency and no e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.header_words import Columns, check_columns, find_columns, fold, load_words, surest_row
from upshot.sources.shop.assembly import read_orders
from upshot.sources.shop.layout import OrderLayout
from upshot.sources.woocommerce.packed_cells import coupon_codes, refund_totals

_LINE_ITEM = re.compile(r"^line_item_(\d+)$", re.IGNORECASE)
# Headers of the export family that other shops do not write this way.
_EXPORT_OWN = frozenset(
    map(fold, ("order_number", "order_date", "order_total", "order_currency", "shipping_total", "discount_total"))
) | frozenset(map(fold, ("cart_discount", "order_subtotal", "coupon_items", "refund_items", "wt_import_key")))
_ANALYTICS_OWN = ("order_id", "products", "items", "codes", "net_revenue", "net_formatted", "customer_type")


class WooCommerceOrders:
    """WooCommerce order export."""

    kind = "woocommerce_orders"
    label = "WooCommerce order export"
    tables: tuple[str, ...] = ("order", "order_line")
    signature = (
        "order_number",
        "order_date",
        "status",
        "order_total",
        "order_currency",
    )  # for the refusal of a file that nobody knows

    def detect(self, document: Document) -> Detection:
        """Headers of the export family, or the translated labels of Analytics."""
        return surest_row(document, _detection)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Orders and their lines.

        Raises
        ------
        InvalidInput : `columns_missing`, no order number, date or amount; `day_order_unknown`
        """
        header_row = self.detect(document).header_row
        headers = document.head[header_row]
        words = load_words("upshot.sources.woocommerce")
        layout_name = "analytics" if _analytics_labels(headers) > _export_headers(headers) else "export"
        known: Columns = words["layouts"][layout_name]["columns"]
        columns = find_columns(headers, known, context.header_aliases)
        amount = "net_revenue" if layout_name == "analytics" else "total"
        key = "order_id" if "order_id" in columns or layout_name == "analytics" else "order_name"
        check_columns(columns, (key, "ordered_at", amount), known, headers, file=document.name)
        yield from read_orders(document, header_row, _layout(columns, headers, words, context), context)


def _layout(columns: Columns, headers: Sequence[str], words: Any, context: ReadContext) -> OrderLayout:
    """The reading rules; lines packed into cells are read where no row is a line."""
    packed = tuple(sorted((name for name in headers if _LINE_ITEM.match(name)), key=_item_number))
    return OrderLayout(
        columns=columns,
        status_words=words["statuses"],
        customer_words=words["customer_types"],
        account_id=context.account_id or "woocommerce",
        packed_lines=packed or columns.get("products", ()),
        codes_of=coupon_codes,
        refunds_of=refund_totals,
    )


def _item_number(header: str) -> int:
    found = _LINE_ITEM.match(header)
    return int(found.group(1)) if found else 0


def _detection(cells: Sequence[str], row: int) -> Detection:
    """How sure one row is a header of ours."""
    own, labels = _export_headers(cells), _analytics_labels(cells)
    if labels >= 4:
        return Detection(min(1.0, 0.6 + 0.08 * labels), f"{labels} labels of WooCommerce Analytics", row)
    if own >= 3:
        return Detection(min(1.0, 0.6 + 0.08 * own), f"{own} headers of a WooCommerce order export", row)
    return Detection(0)


def _export_headers(cells: Sequence[str]) -> int:
    return len({fold(cell) for cell in cells} & _EXPORT_OWN) if any("_" in cell for cell in cells) else 0


def _analytics_labels(cells: Sequence[str]) -> int:
    """How many of the distinctive Analytics labels stand here, in one of the known languages."""
    known = load_words("upshot.sources.woocommerce")["layouts"]["analytics"]["columns"]
    found = find_columns(cells, {name: known[name] for name in _ANALYTICS_OWN}, {})
    return len(found) if "order_id" in found else 0
