"""The money of an order, in exact decimals: what the merchandise really brought."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

MONEY = pa.decimal128(18, 4)
_WIDE = pa.decimal256(18, 4)  # the product of two amounts does not fit 38 digits together with the quotient
ZERO = pa.scalar(Decimal(0), MONEY)


def net_revenue(total: pa.Array, *, tax: pa.Array, shipping: pa.Array, refunded: pa.Array) -> pa.Array:
    """What the merchandise brought: total − tax − shipping − refunds without their tax, and never below nothing.

    A refund gives back money that contained tax, so only its part without tax, `refunded × (1 − tax ÷ total)`, is
    taken off; a refund without tax is taken off whole. Refunds are taken from the merchandise first; once that is
    used up, what is left of the refund is shipping, which is no revenue here: a fully refunded order brings exactly
    0, not minus its shipping. Only refunds stop at 0: an order that was negative from the start stays negative.

    Parameters
    ----------
    total : money (n_orders), what the customer was charged, tax and shipping included
    tax, shipping, refunded : money (n_orders); null where the file does not say, and then nothing is taken off

    Returns
    -------
    money (n_orders), null where `total` is null
    """
    before = minus(minus(total, or_zero(tax)), or_zero(shipping))
    given_back = or_zero(refunded)
    if not pc.any(pc.not_equal(given_back, ZERO)).as_py():
        return before
    after = minus(before, minus(given_back, _tax_within(given_back, tax=or_zero(tax), total=total)))
    return pc.max_element_wise(after, pc.min_element_wise(before, ZERO, skip_nulls=False), skip_nulls=False)


def _tax_within(amount: pa.Array, *, tax: pa.Array, total: pa.Array) -> pa.Array:
    """The tax contained in `amount`, at the order's own average rate; 0 where total is 0."""
    taxed = pc.and_(pc.not_equal(tax, ZERO), pc.greater(total, ZERO))
    divisor = pc.if_else(pc.fill_null(taxed, False), total, pa.scalar(Decimal(1), MONEY))
    share = pc.divide(pc.multiply(amount.cast(_WIDE), tax.cast(_WIDE)), divisor.cast(_WIDE))
    return pc.if_else(pc.fill_null(taxed, False), pc.round(share, 4).cast(MONEY), ZERO)


def minus(left: pa.Array, right: pa.Array) -> pa.Array:
    """Exact difference; null where either is null."""
    return pc.subtract(left, right).cast(MONEY)


def plus(left: pa.Array, right: pa.Array) -> pa.Array:
    """Exact sum; null where either is null."""
    return pc.add(left, right).cast(MONEY)


def or_zero(amounts: pa.Array) -> pa.Array:
    """Amounts with 0 where nothing was supplied: for sums only, never for a column that is kept."""
    return pc.fill_null(amounts, ZERO)


def price_of_one(line_total: pa.Array, quantity: pa.Array) -> pa.Array:
    """The price of one piece out of a line's total, to four decimals; null where the quantity is 0 or unknown."""
    countable = pc.fill_null(pc.not_equal(quantity, 0), False)
    pieces = pc.if_else(countable, quantity, 1).cast(pa.decimal256(19, 0))
    price = pc.round(pc.divide(line_total.cast(_WIDE), pieces), 4).cast(MONEY)
    return pc.if_else(countable, price, pa.scalar(None, MONEY))
