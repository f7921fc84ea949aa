"""The columns of `order`, out of the first row of each order."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import ReadContext
from upshot.sources.cell_columns import CellColumns
from upshot.sources.header_words import fold
from upshot.sources.shop.amounts import minus, net_revenue, or_zero, plus
from upshot.sources.shop.customers import customer_keys
from upshot.sources.shop.layout import OrderLayout
from upshot.sources.shop.marks import UTM_COLUMNS, click_ids, noted_referrers, referrer_hosts, utm_marks
from upshot.sources.shop.statuses import settle, statuses

Columns = dict[str, pa.Array]


def order_columns(cells: CellColumns, layout: OrderLayout, context: ReadContext) -> Columns:
    """Every column of `order` that the file can fill; what cannot be parsed is noted in `cells`.

    `items` is absent where only the order's lines can tell.
    """
    ids, names = cells.identifier("order_id"), cells.identifier("order_name")
    order_id = names if ids is None else ids if names is None else pc.coalesce(ids, names)
    cells.refuse(
        pc.is_null(order_id).to_numpy(zero_copy_only=False) & ~cells.bad,
        "order_id" if cells.has("order_id") else "order_name",
        valid="order_id",
    )
    columns: Columns = {
        "account_id": pa.repeat(layout.account_id, cells.n_rows),
        "order_id": order_id,
        "order_name": names,
        "ordered_at": cells.instant("ordered_at", required=True),
        "paid_at": cells.instant("paid_at"),
        "currency": cells.currency("currency", context.currency),
        "country": cells.country("country"),
        "region": cells.text("region"),
        "customer_key": customer_keys(_contacts(cells), context.hash_key),
        "is_new_customer": _new_customers(cells, layout),
        **_marks(cells, layout),
        **_money(cells, layout, cells.instant("cancelled_at")),
    }
    if cells.has("items"):
        columns["items"] = cells.whole_number("items")
    return {name: column for name, column in columns.items() if column is not None}


def _money(cells: CellColumns, layout: OrderLayout, cancelled_at: pa.Array | None) -> Columns:
    """Amounts and status, which settle each other."""
    total = cells.money("total", required=not cells.has("net_revenue"))
    nothing = pa.nulls(cells.n_rows, pa.decimal128(18, 4))
    discount, tax, shipping, refunded, subtotal = (
        nothing if amount is None else amount
        for amount in map(cells.money, ("discount", "tax", "shipping", "refunded", "subtotal"))
    )
    discount, refunded = pc.abs(discount), pc.abs(refunded)  # some shops write them as negative amounts
    packed_refunds = cells.text("refund_items")
    if packed_refunds is not None and layout.refunds_of is not None:
        refunded = pc.coalesce(refunded, layout.refunds_of(packed_refunds))
    status = _status(cells, layout)
    known_total = nothing if total is None else total
    gave_all_back = pc.and_(pc.fill_null(pc.equal(status, "refunded"), False), pc.is_null(refunded))
    refunded = pc.if_else(gave_all_back, known_total, refunded)
    computed = net_revenue(known_total, tax=tax, shipping=shipping, refunded=refunded)
    said = cells.money("net_revenue")
    net = computed if said is None else pc.coalesce(said, computed)
    cells.refuse(
        pc.is_null(net).to_numpy(zero_copy_only=False) & ~cells.bad,
        "total" if cells.has("total") else "net_revenue",
        valid="amount",
    )
    return {
        "status": settle(status, cancelled=cancelled_at, total=known_total, refunded=refunded),
        "gross": _gross(cells, layout, subtotal, discount, minus(minus(known_total, tax), shipping)),
        "discount": discount,
        "tax": tax,
        "shipping": shipping,
        "total": known_total,
        "refunded": refunded,
        "net_revenue": net,
    }


def _gross(
    cells: CellColumns, layout: OrderLayout, subtotal: pa.Array, discount: pa.Array, merchandise: pa.Array
) -> pa.Array:
    """Merchandise before discount: as supplied, else the subtotal, else what total less tax and shipping leaves."""
    from_subtotal = plus(subtotal, or_zero(discount)) if layout.is_discounted_subtotal else subtotal
    derived = pc.coalesce(from_subtotal, plus(merchandise, or_zero(discount)))
    said = cells.money("gross")
    return derived if said is None else pc.coalesce(said, derived)


def _status(cells: CellColumns, layout: OrderLayout) -> pa.Array:
    """The shop's word as ours; an unknown word is refused, because it decides whether the order counts."""
    texts = cells.text("status")
    if texts is None:
        return pa.nulls(cells.n_rows, pa.string())
    translated, is_unknown = statuses(texts, layout.status_words)
    cells.refuse(is_unknown, "status", valid="order_status")
    return translated


def _contacts(cells: CellColumns) -> list[tuple[str, pa.Array]]:
    """What can tell one customer from another, the best first."""
    return [(name, text) for name in ("email", "phone", "customer") if (text := cells.text(name)) is not None]


def _new_customers(cells: CellColumns, layout: OrderLayout) -> pa.Array | None:
    """Whether the shop calls the customer new; null where it does not say or says something else."""
    texts = cells.text("customer_type")
    if texts is None:
        return None
    words = {fold(str(word)): is_new for word, is_new in layout.customer_words.items()}
    coded = texts.dictionary_encode()
    answers = pa.array([words.get(fold(text)) for text in coded.dictionary.to_pylist()], pa.bool_())
    return answers.take(coded.indices)


def _marks(cells: CellColumns, layout: OrderLayout) -> Columns:
    """Codes, utm marks and the referring site."""
    found: Columns = {}
    texts = [cells.column(header) for header in cells.headers("notes")]
    notes = [utm_marks(text) for text in texts]
    for name in UTM_COLUMNS:
        readings = [text for text in (cells.text(name), *(note[name] for note in notes)) if text is not None]
        if readings:
            found[name] = pc.coalesce(*readings)
    if texts:
        found["click_id"] = pc.coalesce(*(click_ids(text) for text in texts))
    codes, referrer = cells.text("codes"), cells.text("referrer")
    if codes is not None:
        found["codes"] = layout.codes_of(codes)
    said = [text for text in (referrer, *(noted_referrers(text) for text in texts)) if text is not None]
    if said:
        found["referrer"] = pc.coalesce(*(referrer_hosts(text) for text in said))
    return found
