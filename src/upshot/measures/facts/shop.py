"""What the shop, the site and the forms saw: orders, visits, leads; and the brand's own account by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import narwhals as nw
import pyarrow as pa

from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.dimensions import Dimension, Links
from upshot.measures.facts.base import KEY_ONLY, Fact, Frame, Reading, from_arrow, is_one_of, time_keys, with_time
from upshot.measures.money import in_reporting_currency
from upshot.measures.terms import counted_statuses
from upshot.warehouse.derived import with_new_customers

TIKTOK = "tiktok"  # an utm_source that contains it is ours
PAID_MEDIA = "paid|cpc|cpm|ppc|ads|spark"  # an utm_medium that contains one of these is an ad's


def counted_orders(data: WorkspaceData, *, derive_new_customers: bool = False) -> Frame:
    """The orders that count, in whatever currency they were made.

    Deriving who was new groups all orders by customer, in every query over the frame; so only those ask who look.
    """
    orders = data.frame("order")
    if derive_new_customers:
        orders = with_new_customers(orders)
    return orders.filter(is_one_of(nw.col("status"), counted_statuses(data)))


def is_tiktok_tag(links: Links) -> nw.Expr:
    """Whether a landing or session is tagged as ours: by its source, or by a creator's utm_content."""
    by_source = nw.col("utm_source").fill_null("").str.to_lowercase().str.contains(TIKTOK, literal=True)
    return by_source | is_one_of(nw.col("utm_content").fill_null("").str.to_lowercase(), links.collaboration_of_content)


def is_ad_tag(links: Links) -> nw.Expr:
    """Whether a tag is an ad's: a paid medium, or an ad's id as utm_content."""
    by_medium = nw.col("utm_medium").fill_null("").str.to_lowercase().str.contains(PAID_MEDIA)
    return by_medium | is_one_of(nw.col("utm_content").fill_null(""), links.ads)


def _read_order(reading: Reading) -> Frame:
    frame = counted_orders(reading.data, derive_new_customers=True)
    if reading.period is not None:  # roughly first, so that the lake reads only these months
        start, end = (datetime.combine(day, time(), UTC) for day in reading.period)
        near = (nw.col("ordered_at") >= start - timedelta(days=2)) & (nw.col("ordered_at") <= end + timedelta(days=2))
        frame = frame.filter(near)
    frame = reading.within(with_local_day(frame, "ordered_at", reading.zone))
    amounts = ("gross", "refunded", "net_revenue", "total")
    frame, unknown = in_reporting_currency(frame, amounts, reading.data)
    if unknown:
        reading.note("kpi_note_no_exchange_rate", currencies=", ".join(unknown), table="order")
    tagged = is_tiktok_tag(reading.links)
    one, zero = nw.lit(1), nw.lit(0)
    frame = frame.with_columns(
        orders=one,
        orders_new=nw.when(nw.col("is_new_customer")).then(one).otherwise(zero),
        orders_told=nw.when(nw.col("is_new_customer").is_null()).then(zero).otherwise(one),
        orders_tagged=nw.when(tagged).then(one).otherwise(zero),
        orders_ad_tagged=nw.when(tagged & is_ad_tag(reading.links)).then(one).otherwise(zero),
        orders_refunded=nw.when(nw.col("refunded") > 0).then(one).otherwise(zero),
    )
    return with_time(frame, reading.dimensions)


def best_breakdowns(data: WorkspaceData, wanted: Iterable[str], *, having: str = "sessions") -> dict[str, str]:
    """For each analytics property, the one breakdown to read: all of `wanted`, the counter `having`, few other parts.

    Two breakdowns tell the same sessions twice, so that they are never added up.
    """
    needed = set(wanted)
    told = data.frame("visit_day").filter(~nw.col(having).is_null())
    pairs = told.select("account_id", "breakdown").unique().collect().rows()
    best: dict[str, str] = {}
    for account, breakdown in sorted(pairs, key=lambda pair: (len((pair[1] or "").split("+")), pair[1] or "")):
        if needed <= set((breakdown or "").split("+")):
            best.setdefault(account, breakdown)
    return best


def visits_of(frame: Frame, chosen: dict[str, str]) -> Frame:
    """The rows of the chosen breakdowns."""
    keep = is_one_of(nw.col("account_id"), ())
    for account, breakdown in sorted(chosen.items()):
        keep = keep | ((nw.col("account_id") == account) & (nw.col("breakdown") == breakdown))
    return frame.filter(keep)


def _read_visit(reading: Reading) -> Frame:
    wanted = {"country"} if Dimension.COUNTRY in reading.dimensions else set()
    by_creator = reading.dimensions & {
        Dimension.CREATOR,
        Dimension.CAMPAIGN,
        Dimension.TIER,
        Dimension.COLLABORATION_TYPE,
    }
    tag = "utm_content" if by_creator else "utm_source"
    chosen = best_breakdowns(reading.data, {*wanted, tag}) or best_breakdowns(reading.data, {*wanted, "utm_content"})
    if not chosen:
        reading.note("kpi_note_no_breakdown", breakdown=" + ".join(sorted({*wanted, tag})))
    frame = visits_of(reading.within(reading.data.frame("visit_day")), chosen)
    frame = frame.filter(is_tiktok_tag(reading.links)).with_columns(tag=nw.col("utm_content").str.to_lowercase())
    return with_time(frame, reading.dimensions)


def _creator_of_tag(links: Links, tag: Any) -> str | None:
    return links.collaboration_of_content.get(tag, {}).get("creator")


def _campaign_of_tag(links: Links, tag: Any) -> str | None:
    return links.collaboration_of_content.get(tag, {}).get("campaign")


def _type_of_tag(links: Links, tag: Any) -> str | None:
    return links.collaboration_of_content.get(tag, {}).get("collaboration_type")


def _tier_of_tag(links: Links, tag: Any) -> str | None:
    return links.tier(_creator_of_tag(links, tag))


_TAG_KEYS = {
    Dimension.CREATOR: ("tag", _creator_of_tag),
    Dimension.CAMPAIGN: ("tag", _campaign_of_tag),
    Dimension.COLLABORATION_TYPE: ("tag", _type_of_tag),
    Dimension.TIER: ("tag", _tier_of_tag),
}


_LEADS = pa.schema(
    [
        ("day", pa.date32()),
        ("leads", pa.int64()),
        ("leads_ads", pa.int64()),
        ("creator", pa.string()),
        ("campaign", pa.string()),
        ("collaboration_type", pa.string()),
    ]
)


def _tier_of_creator(links: Links, creator: Any) -> str | None:
    return links.tier(creator)


_OWNER_KEYS = {
    Dimension.CREATOR: ("creator", KEY_ONLY),
    Dimension.CAMPAIGN: ("campaign", KEY_ONLY),
    Dimension.COLLABORATION_TYPE: ("collaboration_type", KEY_ONLY),
    Dimension.TIER: ("creator", _tier_of_creator),
}


def _read_lead(reading: Reading) -> Frame:
    """One row per person (keyed e-mail, else lead id), at the first time; the code names the creator before the tag."""
    frame = with_local_day(reading.data.frame("lead"), "lead_at", reading.zone)
    columns = ["account_id", "lead_id", "lead_at", "email_key", "code", "utm_source", "utm_content", "day"]
    rows = frame.select(columns).collect().rows(named=True)
    if rows:
        reading.tracked.add("lead")
    ads, contents = reading.links.ads, reading.links.collaboration_of_content
    codes = reading.links.collaboration_of_code
    people: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["lead_at"] or datetime.max.replace(tzinfo=UTC), row["lead_id"])):
        people.setdefault(row["email_key"] or f"{row['account_id']}/{row['lead_id']}", row)
    found = []
    for row in people.values():
        content = (row["utm_content"] or "").lower()
        owner = codes.get((row["code"] or "").upper()) or contents.get(content) or {}
        is_ad = row["utm_content"] in ads
        if owner or is_ad or TIKTOK in (row["utm_source"] or "").lower():
            who = {name: owner.get(name) for name in ("creator", "campaign", "collaboration_type")}
            found.append({"day": row["day"], "leads": 1, "leads_ads": int(is_ad), **who})
    return with_time(reading.within(from_arrow(pa.Table.from_pylist(found, schema=_LEADS))), reading.dimensions)


def _read_organic(reading: Reading) -> Frame:
    return with_time(reading.within(reading.data.frame("account_organic_day")), reading.dimensions)


ORDER_FACT = Fact("order", {**time_keys(), Dimension.COUNTRY: ("country", KEY_ONLY)}, _read_order, absent_is_zero=True)
VISIT_FACT = Fact("visit", {**time_keys(), Dimension.COUNTRY: ("country", KEY_ONLY), **_TAG_KEYS}, _read_visit)
LEAD_FACT = Fact("lead", {**time_keys(), **_OWNER_KEYS}, _read_lead, absent_is_zero=True)
ORGANIC_FACT = Fact("account_organic_day", time_keys(), _read_organic)
