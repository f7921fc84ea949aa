"""Values that cannot be, or that nobody can use: impossible counters, doubled orders, money without a rate."""

from __future__ import annotations

import narwhals as nw

from upshot.decisions.reconciliation.desk import Desk, listing, rows_of
from upshot.decisions.reconciliation.model import Finding, Severity
from upshot.measures.money import currencies_in
from upshot.measures.terms import exchange

MANY_SHARE = 0.01  # from one reading in a hundred on it is the file that is wrong, not TikTok …
MANY_COUNT = 3  # … unless it is one or two of very few
FALL_SHARE = 0.01  # TikTok rounds counters from 10,000 on to 3-4 digits and takes views and likes back now and then
FALL_COUNT = 10
MONEY_TABLES = ("ad_day", "ad_total", "order", "visit_day", "marketing_day")
COUNTERS = ("views", "likes", "comments", "shares", "saves")


def likes_over_views(desk: Desk) -> list[Finding]:
    """Readings with more likes than views: columns swapped, or a paid counter mixed in."""
    readings = desk.frame("post_reading")
    wrong = readings.filter(nw.col("likes") > nw.col("views"))
    n = int(rows_of(wrong.select(n=nw.len()))[0]["n"])
    if not n:
        return []
    of = int(rows_of(readings.select(n=nw.len()))[0]["n"])
    posts = sorted(row["post_id"] for row in rows_of(wrong.select("post_id").unique()))
    severity = Severity.PROBLEM if n >= MANY_COUNT and n > of * MANY_SHARE else Severity.WARNING
    facts: dict[str, int | str] = {"n": n, "of": of, "posts": listing(posts, 3)}
    return [Finding(code="check_likes_over_views", severity=severity, facts=facts)]


def falling_counters(desk: Desk) -> list[Finding]:
    """Lifetime counters that fell between two readings by more than rounding and clean-ups explain."""
    rows = desk.frame("post_reading").select("post_id", "read_at", *COUNTERS).collect().sort("post_id", "read_at")
    is_next = nw.col("post_id") == nw.col("post_id").shift(1)
    found: list[Finding] = []
    n_pairs = int(rows.select(is_next.fill_null(False).cast(nw.Int64).sum())["post_id"].to_list()[0] or 0)
    for counter in COUNTERS:
        before = nw.col(counter).shift(1)
        fall = before - nw.col(counter)
        fell = rows.with_columns(fall=fall, before=before, is_next=is_next.fill_null(False)).filter(
            nw.col("is_next") & (nw.col("fall") > FALL_COUNT) & (nw.col("fall") > nw.col("before") * FALL_SHARE)
        )
        if len(fell):
            worst = fell.sort("fall", descending=True).rows(named=True)[0]
            facts: dict[str, int | str] = {
                "counter": counter,
                "n": len(fell),
                "of": n_pairs,
                "post": worst["post_id"],
                "before": int(worst["before"]),
                "after": int(worst[counter]),
            }
            severity = _fall_severity(len(fell), n_pairs)
            found.append(Finding(code="check_counter_fell", severity=severity, facts=facts))
    return found


def _fall_severity(n: int, of: int) -> Severity:
    is_many = n >= MANY_COUNT and n > of * 2 * MANY_SHARE
    return Severity.PROBLEM if is_many else Severity.WARNING


def doubled_orders(desk: Desk) -> list[Finding]:
    """The same order under two shops. Equal numbers alone are normal (every shop has a #1001)."""
    shops = rows_of(desk.frame("order").select("account_id").unique())
    if len(shops) < 2:
        return []
    keys = ("order_name", "ordered_at", "total")
    groups = desk.frame("order").filter(~nw.col("order_name").is_null()).group_by(*keys)
    twice = rows_of(groups.agg(shops=nw.col("account_id").n_unique()).filter(nw.col("shops") > 1))
    if not twice:
        return []
    names = sorted({row["order_name"] for row in twice})
    facts: dict[str, int | str] = {"n": len(twice), "orders": listing(names), "n_shops": len(shops)}
    return [Finding(code="check_order_twice", severity=Severity.PROBLEM, facts=facts)]


def money_without_rate(desk: Desk) -> list[Finding]:
    """Currencies that amounts are in and that no exchange rate is known for."""
    where: dict[str, list[str]] = {}
    for table in filter(desk.has, MONEY_TABLES):
        for currency in currencies_in(desk.frame(table)):
            where.setdefault(currency, []).append(table)
    for table in ("collaboration", "campaign"):
        for row in desk.data.rows(table):
            if row["currency"] and table not in where.setdefault(row["currency"], []):
                where[row["currency"]].append(table)
    rates = exchange(desk.data, where)
    return [
        Finding(
            code="check_no_exchange_rate",
            severity=Severity.PROBLEM,
            facts={
                "currency": currency,
                "tables": ", ".join(tables),
                "setting": f"fx_{currency.lower()}",
                "ours": desk.currency,
            },
        )
        for currency, tables in sorted(where.items())
        if not rates.has(currency)
    ]


def negative_money(desk: Desk) -> list[Finding]:
    """Spend below zero: a correction booked as a day, or a wrong sign."""
    wrong = desk.frame("ad_day").filter(nw.col("spend") < 0)
    rows = rows_of(wrong.select("ad_id", "day"))
    if not rows:
        return []
    names = sorted({f"{row['ad_id']} {row['day']}" for row in rows})
    facts: dict[str, int | str] = {"n": len(rows), "where": listing(names, 3)}
    return [Finding(code="check_negative_spend", severity=Severity.WARNING, facts=facts)]


def silent_settings(desk: Desk) -> list[Finding]:
    """Settings without an honest default that the verdict will ask for."""
    if desk.data.setting("gross_margin_rate"):
        return []
    return [Finding(code="check_no_margin", severity=Severity.WARNING)]
