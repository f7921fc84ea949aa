"""WooCommerce's habit of packing a small table into one cell: `code:EMMA10|amount:5.00;code:VIP|amount:2.00`."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.shop.amounts import MONEY
from upshot.sources.shop.marks import code_lists

_AMOUNT = re.compile(r"(?:^|[|;,\s])(?:amount|total|refund_amount)\s*:\s*-?([0-9]+(?:[.,][0-9]+)?)", re.IGNORECASE)
_BARE = re.compile(r"^-?[0-9]+(?:[.,][0-9]+)?$")


def coupon_codes(texts: pa.Array) -> pa.Array:
    """Codes out of `code:NAME|amount:…` parts, or out of a plain list of codes."""
    parts = pc.replace_substring_regex(texts, r"\|[^;]*", "")
    return code_lists(pc.replace_substring_regex(parts, r"(?i)(^|[;,])\s*(?:code|coupon)\s*:\s*", r"\1"))


def refund_totals(texts: pa.Array) -> pa.Array:
    """The sum of the refunds of each order, out of `amount:5.00|reason:…;amount:2.00|…` or a bare amount.

    Few orders are refunded: each distinct cell is read once.
    """
    coded = texts.dictionary_encode()
    return pa.array(map(_refund_total, coded.dictionary.to_pylist()), MONEY).take(coded.indices)


def _refund_total(text: str) -> Decimal | None:
    amounts = [text.lstrip("-")] if _BARE.match(text) else _AMOUNT.findall(text)
    try:
        return sum((Decimal(amount.replace(",", ".")) for amount in amounts), Decimal(0)) if amounts else None
    except InvalidOperation:
        return None
