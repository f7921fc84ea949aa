"""Shopify's `orders_export.csv`: 79 columns, one row per line item, order cells on the first row of an order only.

The cells are put together by DuckDB from compact arrays, so that a million orders take seconds.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from upshot.worlds import brand
from upshot.worlds.cast import link_tag
from upshot.worlds.orders import PENDING, STATUSES, VOIDED
from upshot.worlds.streams import Bools, Ints
from upshot.worlds.traces import CHANNELS, COUPON_HOSTS, COUPON_SITE, TIKTOK
from upshot.worlds.world import World

HEADER = tuple(
    """Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping
Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price
Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status
Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province
Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company
Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at
Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags
Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name
Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID
Payment Terms Name,Next Payment Due At,Payment References""".replace("\n", ",").split(",")
)
_EMPTY = {
    "Notes", "Billing Address2", "Billing Company", "Shipping Address2", "Shipping Company", "Billing Province",
    "Shipping Province", "Employee", "Location", "Device ID", "Tags", "Phone", "Receipt Number", "Duties",
    "Billing Province Name", "Shipping Province Name", "Payment Terms Name", "Next Payment Due At",
    *(f"Tax {n} {what}" for n in range(2, 6) for what in ("Name", "Value")),
}  # fmt: skip
_USUAL_MARKS = {
    "google_organic": "referrer: https://www.google.com/",
    "google_cpc": "utm_source: google\nutm_medium: cpc\nutm_campaign: marque-fr",
    "meta_paid": "utm_source: facebook\nutm_medium: paid_social\nutm_campaign: prospecting-eu",
    "newsletter": "utm_source: newsletter\nutm_medium: email\nutm_campaign: hebdo",
    "press": "referrer: https://www.magazine.example/",
}


def write_shopify_orders(world: World, folder: Path) -> Path:
    """Write `orders_export.csv`, newest order first, as known on the day of the export."""
    path = folder / "orders_export.csv"
    with duckdb.connect() as connection:
        connection.register("line", _line_table(world))
        columns = ",\n".join(f'{_expression(name)} AS "{name}"' for name in HEADER)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY (SELECT {columns} FROM line) TO '{target}' (FORMAT csv, HEADER true)")
    return path


def _line_table(world: World) -> pa.Table:
    """One row per line item, newest order first; the order's own columns are null on continuation lines."""
    orders = world.orders
    newest_first = np.argsort(-orders.line_order, kind="stable")
    line_order = orders.line_order[newest_first]
    first = np.ones(len(line_order), dtype=bool)
    first[1:] = line_order[1:] != line_order[:-1]
    listed = np.array([product.price_cents for product in brand.PRODUCTS])[orders.line_product[newest_first]]
    price = orders.line_price_cents[newest_first]

    def of_order(values: Ints | Bools, known: Bools | None = None) -> pa.Array:
        shown = first if known is None else first & known[line_order]
        return pa.array(values[line_order], mask=~shown)

    paid, cancelled = orders.paid_after >= 0, orders.cancelled_after >= 0
    end = int(world.exported_at.timestamp())
    fulfilled_at = orders.ordered_at + 40_000 + orders.order_id % 130_000
    fulfilled = (orders.status != VOIDED) & (orders.status != PENDING) & (fulfilled_at < end)
    code, codes = _code_of(world)
    note, notes = _notes_of(world)
    columns = {
        "number": pa.array(orders.number[line_order]),
        "product": pa.array(orders.line_product[newest_first]),
        "quantity": pa.array(orders.line_quantity[newest_first]),
        "price": pa.array(price),
        "listed": pa.array(listed, mask=listed == price),
        "line_fulfilled": pa.array(fulfilled[line_order]),
        "is_first": pa.array(first),
        "order_id": of_order(orders.order_id),
        "ordered_at": of_order(orders.ordered_at),
        "utc_offset": pa.array(orders.utc_offset[line_order]),
        "paid_at": of_order(orders.ordered_at + orders.paid_after, paid),
        "fulfilled_at": of_order(fulfilled_at, fulfilled),
        "cancelled_at": of_order(orders.ordered_at + orders.cancelled_after, cancelled),
        "status": _coded(orders.status[line_order], STATUSES, first),
        "is_pending": of_order(orders.status == PENDING),
        "country": _coded(orders.country[line_order], brand.COUNTRIES, first),
        "place": of_order(orders.country),
        "customer": of_order(orders.customer),
        "accepts": of_order(orders.accepts_marketing),
        "code": _coded(code[line_order], codes, first & (code[line_order] >= 0)),
        "note": _coded(note[line_order], notes, first & (note[line_order] >= 0)),
        "total": of_order(orders.total_cents),
        "subtotal": of_order(orders.gross_cents - orders.discount_cents),
        "discount": of_order(orders.discount_cents),
        "shipping": of_order(orders.shipping_cents),
        "tax": of_order(orders.tax_cents),
        "refunded": of_order(orders.refunded_cents),
    }
    return pa.table(columns)


def _coded(index: Ints, words: tuple[str, ...] | list[str], shown: Bools) -> pa.Array:
    """Words by index, null where not shown."""
    indices = pa.array(np.where(shown, index, 0).astype(np.int32), mask=~shown)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words) or [""], pa.string()))


def _code_of(world: World) -> tuple[Ints, list[str]]:
    """The code cell of each order: a creator's code, the brand's welcome code, or none."""
    orders = world.orders
    codes = [*world.cast.creators.code, brand.WELCOME_CODE]
    return np.where(orders.traces.code >= 0, orders.traces.code, np.where(orders.welcome, len(codes) - 1, -1)), codes


def _notes_of(world: World) -> tuple[Ints, list[str]]:
    """The Note Attributes cell of each order: utm pairs one per line, or the referring site."""
    traces, cast = world.orders.traces, world.cast
    notes: list[str] = []
    which = np.full(len(world.orders), -1)
    for channel, note in _USUAL_MARKS.items():
        which[traces.channel == CHANNELS.index(channel)] = len(notes)
        notes.append(note)
    for host, name in enumerate(COUPON_HOSTS):
        source = name.removeprefix("www.").removeprefix("join").split(".")[0]
        which[(traces.channel == COUPON_SITE) & (traces.coupon_host == host)] = len(notes)
        notes.append(f"utm_source: {source}\nutm_medium: affiliate\nreferrer: https://{name}/")
    place = np.full((len(cast.campaigns), len(cast.creators), 2), -1)
    for campaign, creator in zip(cast.collaborations.campaign, cast.collaborations.creator, strict=True):
        slug, handle = cast.campaigns.slugs[campaign], cast.creators.handles[creator]
        for is_paid in (False, True):
            place[campaign, creator, int(is_paid)] = len(notes)
            medium, tag = "paid_social" if is_paid else "creator", link_tag(handle, slug, is_paid=is_paid)
            notes.append(f"utm_source: tiktok\nutm_medium: {medium}\nutm_campaign: {slug}\nutm_content: {tag}")
    tagged = place[traces.link_campaign, traces.link, traces.is_spark_link.astype(np.int64)]
    return np.where(traces.channel == TIKTOK, tagged, which), notes


def _money(cents: str) -> str:
    return f"CAST(CAST({cents} AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2))"


def _instant(seconds: str) -> str:
    clock = f"strftime(make_timestamp(CAST({seconds} + utc_offset AS BIGINT) * 1000000), '%Y-%m-%d %H:%M:%S')"
    return f"{clock} || printf(' +%02d00', CAST(utc_offset // 3600 AS INTEGER))"


def _pick(words: tuple[str, ...] | list[str], index: str) -> str:
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"([{listed}])[1 + CAST({index} AS BIGINT) % {len(words)}]"


def _by_place(of_city: int) -> str:
    """A city or its postcode, by the order's country and customer."""
    cases = " ".join(
        f"WHEN {place} THEN {_pick([city[of_city] for city in brand.CITIES[country]], 'customer // 7')}"
        for place, country in enumerate(brand.COUNTRIES)
    )
    return f"CASE place {cases} END"


def _plain_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Lower case, without accents, for e-mail addresses."""
    return tuple(unicodedata.normalize("NFKD", w).encode("ascii", "ignore").decode().lower() for w in words)


def _expression(name: str) -> str:
    """The SQL of one column."""
    if name in _EMPTY:
        return "NULL"
    return _SQL[name.removeprefix("Shipping ").removeprefix("Billing ") if name not in _SQL else name]


_FIRST = _pick(brand.FIRST_NAMES, "customer")
_LAST = _pick(brand.LAST_NAMES, f"customer // {len(brand.FIRST_NAMES)}")
_STREET = f"CAST(1 + (customer * 7) % 148 AS VARCHAR) || ' ' || {_pick(brand.STREETS, 'customer // 11')}"
_ONLY_FIRST = "CASE WHEN is_first THEN {} END"
_PAYMENT_ID = "'r' || CAST(order_id AS VARCHAR) || '.1'"
_METHODS = ("Shopify Payments", "PayPal", "Shopify Payments", "Shopify Payments + Gift Card")
_VAT_NAMES = tuple(f"{c} VAT {rate:.0%}" for c, rate in zip(brand.COUNTRIES, brand.VAT_BY_COUNTRY, strict=True))
_SQL = {
    "Name": "'#' || CAST(number AS VARCHAR)",
    "Email": (
        f"{_pick(_plain_names(brand.FIRST_NAMES), 'customer')} || '.' ||"
        f" {_pick(_plain_names(brand.LAST_NAMES), f'customer // {len(brand.FIRST_NAMES)}')}"
        " || CAST(customer AS VARCHAR) || '@courriel.example'"
    ),
    "Financial Status": "status",
    "Paid at": _instant("paid_at"),
    "Fulfillment Status": (
        "CASE WHEN is_first THEN CASE WHEN fulfilled_at IS NULL THEN 'unfulfilled' ELSE 'fulfilled' END END"
    ),
    "Fulfilled at": _instant("fulfilled_at"),
    "Accepts Marketing": "CASE accepts WHEN true THEN 'yes' WHEN false THEN 'no' END",
    "Currency": _ONLY_FIRST.format(f"'{brand.CURRENCY}'"),
    "Subtotal": _money("subtotal"),
    "Shipping": _money("shipping"),
    "Taxes": _money("tax"),
    "Total": _money("total"),
    "Discount Code": "code",
    "Discount Amount": _money("discount"),
    "Shipping Method": "CASE WHEN shipping = 0 THEN 'Livraison offerte' WHEN shipping > 0 THEN 'Point relais' END",
    "Created at": _instant("ordered_at"),
    "Lineitem quantity": "quantity",
    "Lineitem name": _pick(tuple(product.name for product in brand.PRODUCTS), "product"),
    "Lineitem price": _money("price"),
    "Lineitem compare at price": _money("listed"),
    "Lineitem sku": _pick(tuple(product.sku for product in brand.PRODUCTS), "product"),
    "Lineitem requires shipping": "'true'",
    "Lineitem taxable": "'true'",
    "Lineitem fulfillment status": "CASE WHEN line_fulfilled THEN 'fulfilled' ELSE 'pending' END",
    "Lineitem discount": "'0.00'",
    "Billing Name": f"{_FIRST} || ' ' || {_LAST}",
    "Shipping Name": f"{_FIRST} || ' ' || {_LAST}",
    "Street": _STREET,
    "Address1": _STREET,
    "City": _by_place(0),
    "Zip": _by_place(1),
    "Country": "country",
    "Billing Phone": "NULL",
    "Shipping Phone": "'+33 6 39 98 ' || printf('%02d %02d', CAST(customer // 100 % 100 AS INTEGER),"
    " CAST(customer % 100 AS INTEGER))",
    "Note Attributes": "note",
    "Cancelled at": _instant("cancelled_at"),
    "Payment Method": f"CASE WHEN is_pending THEN 'Bank Deposit' ELSE {_pick(_METHODS, 'order_id // 13')} END",
    "Payment Reference": _PAYMENT_ID,
    "Payment ID": _PAYMENT_ID,
    "Payment References": _PAYMENT_ID,
    "Refunded Amount": _money("refunded"),
    "Vendor": f"'{brand.BRAND}'",
    "Outstanding Balance": f"CASE WHEN is_pending THEN {_money('total')} WHEN is_first THEN 0.00 END",
    "Id": "order_id",
    "Risk Level": _ONLY_FIRST.format("'Low'"),
    "Source": _ONLY_FIRST.format("'web'"),
    "Tax 1 Name": _pick(_VAT_NAMES, "place"),
    "Tax 1 Value": _money("tax"),
}
