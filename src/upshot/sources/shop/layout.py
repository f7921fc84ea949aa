"""How one shop writes its orders: which header is which, and the few rules that differ from shop to shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from upshot.sources.shop.marks import code_lists


@dataclass(frozen=True)
class OrderLayout:
    """The reading rules of one file.

    Attributes
    ----------
    columns : our column → the headers of this file that stand for it, the best first; a later one fills the gaps
    status_words : the shop's word for the state of an order → ours
    account_id : the shop
    is_discounted_subtotal : whether `subtotal` is after discount (Shopify) or before it (WooCommerce)
    codes_of : reads the lists of codes out of the cells of `codes`
    refunds_of : reads what was given back out of the cells of `refund_items`
    customer_words : the shop's word for a new or returning customer → whether the order is the first one
    packed_lines : columns that hold a whole order line each (WebToffee's `line_item_1` …), or one that holds all
    """

    columns: Mapping[str, tuple[str, ...]]
    status_words: Mapping[str, str]
    account_id: str
    is_discounted_subtotal: bool = False
    codes_of: Callable[[pa.Array], pa.Array] = code_lists
    refunds_of: Callable[[pa.Array], pa.Array] | None = None
    customer_words: Mapping[str, bool] = field(default_factory=dict)
    packed_lines: tuple[str, ...] = ()

    def headers(self) -> tuple[str, ...]:
        """Every header of the file that is read; the others never leave the reader."""
        named = [header for headers in self.columns.values() for header in headers]
        return tuple(dict.fromkeys([*named, *self.packed_lines]))

    @property
    def has_lines(self) -> bool:
        """Whether the file says what was in an order, row by row."""
        return any(name in self.columns for name in ("sku", "product", "price", "line_total"))
