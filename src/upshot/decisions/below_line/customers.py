"""From orders to customers: when each was won, with which first order, and what each ordered afterwards.

Orders leave the engine as seven narrow columns, once per state of the data; everything after is counting over whole
columns, linear in orders. Amounts are whole cents, so that sums do not depend on the order of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.decisions.attribution import AttributionLedger
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import counted_orders
from upshot.measures.terms import Terms, exchange
from upshot.vocabulary.money import cents_of

Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]

_ODD, _OTHER_ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # of xxHash: mix bits well
_END = 2**62
DAY = 86_400_000_000  # microseconds
KEY_LENGTH = 16  # of the keyed hash, in hex: 64 bits; any collision among 10⁶ customers has a chance of 10⁻⁷
WASH_IN_DAYS = (
    90  # a customer first seen so soon after the first order on file may be an old one, unless the shop tells
)


@dataclass(frozen=True)
class Repeats:
    """Orders after a customer's first; shapes (n_repeats,)."""

    customer: Integers  # index into `Customers`
    age: Integers  # µs since the first order
    cents: Integers  # net revenue
    is_traced: Bools  # carries a creator's trace, so that the incremental estimate already rests on it


@dataclass(frozen=True)
class Customers:
    """New customers with a first order that stood (was not wholly refunded), oldest key first; shapes (n,).

    `touched` is the first order's place among the attribution's touched orders, -1 without any creator trace.
    `observed` is µs from the first order to the last order on file: nobody is watched longer than that.
    """

    day: Days
    country: Integers  # index, 0 for unknown
    value_cents: Integers  # merchandise before discount of the first order, or its net revenue where that is unknown
    touched: Integers
    observed: Integers
    repeats: Repeats
    n_orders: int  # counted orders read, with or without a customer
    n_without_key: int  # of these, orders that name no customer
    n_washed_in: int  # customers left out because they were first seen in the first 90 days on file

    def __len__(self) -> int:
        return len(self.day)


def read_customers(data: WorkspaceData, terms: Terms, attribution: AttributionLedger, *, now: datetime) -> Customers:
    """Read the counted orders up to `now` and group them by customer.

    Raises
    ------
    SettingsError : no exchange rate for a currency that orders are in
    """
    table, n_orders = _orders(data, now)
    customer, n_customers = _codes(pa.concat_arrays(table["customer_key"].chunks or [pa.array([], pa.string())]))
    at = np.asarray(table["ordered_at"].combine_chunks().cast(pa.int64()).to_numpy(zero_copy_only=False))
    is_void = table["is_void"].combine_chunks().fill_null(False).to_numpy(zero_copy_only=False)
    first = _first_rows(customer, at, table, n_customers)
    is_early = at[first] < at.min(initial=_END) + WASH_IN_DAYS * DAY
    told = table["is_new_customer"].combine_chunks().take(pa.array(first))  # null where the shop does not say
    is_old = pc.equal(told, pa.scalar(value=False)).fill_null(False).to_numpy(zero_copy_only=False)
    is_washed_in = is_early & told.is_null().to_numpy(zero_copy_only=False)
    is_new = ~is_old & ~is_washed_in & ~is_void[first]
    place = np.full(len(first), -1, dtype=np.int64)
    place[is_new] = np.arange(int(is_new.sum()))
    is_repeat = (place[customer] >= 0) & ~is_void
    is_repeat[first] = False
    row, rows = np.flatnonzero(is_repeat), first[is_new]
    touched = _touched(table, attribution)
    chosen = pa.array(rows)
    currency = table["currency"].combine_chunks().fill_null(terms.currency)
    net = _cents(table["net_revenue"].combine_chunks(), currency, data)
    gross = _cents(table["gross"].combine_chunks().take(chosen), currency.take(chosen), data)
    return Customers(
        day=_local_days(table["ordered_at"].combine_chunks().take(chosen), terms),
        country=_countries(table["country"].combine_chunks().take(chosen)),
        value_cents=np.where(gross > 0, gross, net[rows]),
        touched=touched[rows],
        observed=at.max(initial=0) - at[rows],
        repeats=Repeats(place[customer[row]], at[row] - at[first[customer[row]]], net[row], touched[row] >= 0),
        n_orders=n_orders,
        n_without_key=n_orders - table.num_rows,
        n_washed_in=int(is_washed_in.sum()),
    )


def _orders(data: WorkspaceData, now: datetime) -> tuple[pa.Table, int]:
    """Counted orders that name a customer, as few columns as will do; and how many were counted at all."""
    frame = counted_orders(data).filter(nw.col("ordered_at") <= now)
    is_void = (nw.col("status") == "refunded") | ((nw.col("refunded") > 0) & (nw.col("net_revenue") <= 0))
    narrow = frame.select(
        "account_id", "order_id", "ordered_at", "country", "currency", "gross", "net_revenue", "is_new_customer",
        customer_key=nw.col("customer_key").str.slice(0, KEY_LENGTH), is_void=is_void,
    )  # fmt: skip
    table = narrow.collect().to_arrow()
    has_key = pc.is_valid(table["customer_key"])
    return table if table["customer_key"].null_count == 0 else table.filter(has_key), table.num_rows


def _codes(keys: pa.Array) -> tuple[Integers, int]:
    """A number per customer, and how many there are; the numbers mean nothing.

    Keys of the usual length are told apart by a 64-bit mix of their bytes: three times as fast as hashing text.
    """
    is_usual = keys.offset == 0 and len(keys) > 0 and pc.all(pc.equal(pc.binary_length(keys), KEY_LENGTH)).as_py()
    if is_usual:
        text = np.frombuffer(keys.buffers()[2], dtype=np.uint8)[: KEY_LENGTH * len(keys)]
        halves = text.view(np.uint64).reshape(-1, 2)
        keys = pa.array((halves[:, 0] * _ODD) ^ ((halves[:, 1] * _OTHER_ODD) >> np.uint64(1)))
    coded = keys.dictionary_encode()
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), len(coded.dictionary)


def _first_rows(customer: Integers, at: Integers, table: pa.Table, n: int) -> Integers:
    """The row of each customer's first order; of several at one instant, the one with the smallest id."""
    first_at = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(first_at, customer, at)
    rows = np.flatnonzero(at == first_at[customer])
    first = np.full(n, -1, dtype=np.int64)
    first[customer[rows]] = rows
    if len(rows) > n:
        ties = rows[np.bincount(customer[rows], minlength=n)[customer[rows]] > 1]
        ids = table.select(["order_id", "account_id"]).take(pa.array(ties)).to_pylist()
        by_id = sorted(range(len(ties)), key=lambda i: (str(ids[i]["order_id"]), str(ids[i]["account_id"])))
        backwards = ties[np.array(by_id[::-1], dtype=np.int64)]
        first[customer[backwards]] = backwards
    return first


def _cents(amounts: pa.Array, currency: pa.Array, data: WorkspaceData) -> Integers:
    """Amounts in cents of the workspace's currency; 0 where unknown."""
    coded = currency.dictionary_encode()
    names = coded.dictionary.to_pylist()
    rates = exchange(data, names)
    if len(names) == 1:
        return cents_of(amounts, rates.rate(names[0]))
    of_row = coded.indices.to_numpy(zero_copy_only=False)
    cents = np.zeros(len(of_row), dtype=np.int64)
    for index, name in enumerate(names):
        cents[of_row == index] = cents_of(amounts.filter(pa.array(of_row == index)), rates.rate(name))
    return cents


def _touched(table: pa.Table, attribution: AttributionLedger) -> Integers:
    """Each order's place among the touched orders that count; -1 for the others."""
    orders = attribution.reading.orders
    touched = np.full(table.num_rows, -1, dtype=np.int64)
    shops = table["account_id"].combine_chunks().fill_null("").dictionary_encode()
    of_row = shops.indices.to_numpy(zero_copy_only=False)
    known = orders.rows["account_id"].combine_chunks().fill_null("")
    for index, shop in enumerate(shops.dictionary.to_pylist()):
        own = np.flatnonzero(pc.equal(known, shop).to_numpy(zero_copy_only=False) & (orders.units > 0))
        wanted = orders.rows["order_id"].combine_chunks().take(pa.array(own))
        rows = np.flatnonzero(of_row == index)
        ids = table["order_id"].combine_chunks()
        asked = ids if len(rows) == len(ids) else ids.take(pa.array(rows))
        place = pc.index_in(asked, value_set=wanted).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        hit = place >= 0
        touched[rows[hit]] = own[place[hit]]
    return touched


def _countries(names: pa.Array) -> Integers:
    """Countries as numbers that do not depend on the order of the rows; 0 for unknown."""
    coded = names.fill_null("").dictionary_encode()
    words = coded.dictionary.to_pylist()
    rank = {word: place for place, word in enumerate(sorted({*words, ""}))}
    of_code = np.array([rank[word] for word in words], dtype=np.int64)
    return of_code[coded.indices.to_numpy(zero_copy_only=False)] if words else np.zeros(0, dtype=np.int64)


def _local_days(instants: pa.Array, terms: Terms) -> Days:
    local = pc.local_timestamp(instants.cast(pa.timestamp("us", tz=terms.zone.key)))
    return np.asarray(local.cast(pa.date32(), safe=False).to_numpy(zero_copy_only=False)).astype("datetime64[D]")
