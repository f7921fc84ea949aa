"""Ties that lead nowhere: ads without a post, codes of nobody, tags with a typing error, posts nobody read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import narwhals as nw

from upshot.decisions.reconciliation.desk import Desk, amount, decimal_of, listing, rows_of
from upshot.decisions.reconciliation.maturity import days_to_maturity
from upshot.decisions.reconciliation.model import Finding, Severity
from upshot.measures.facts.base import Frame
from upshot.measures.names import likeness, nearest

SAME_WORD = 0.8  # likeness from which an unknown word is taken for a misspelt known one
COSTS = ("fee", "product_cost", "shipping_cost", "rights_fee", "other_cost")
CANDIDATES = 500  # unknown words looked at, the most used first


def ads_without_post(desk: Desk) -> list[Finding]:
    """Ads with spend that no post, and hence no creator, can be found for."""
    ads = desk.in_currency("ad_day", "spend").group_by("ad_id").agg(nw.col("spend").sum())
    spent = {row["ad_id"]: decimal_of(row["spend"]) for row in rows_of(ads)}
    loose = {ad: spend for ad, spend in spent.items() if spend > 0 and not _leads_to_creator(desk, ad)}
    if not loose:
        return []
    lost, total = sum(loose.values(), Decimal(0)), sum(spent.values(), Decimal(0))
    facts: dict[str, int | str] = {
        "n": len(loose),
        "spend": amount(lost),
        "percent": f"{lost / total * 100:.0f}",
        "ads": listing(sorted(loose, key=lambda ad: (-loose[ad], ad))),
        "currency": desk.currency,
    }
    return [Finding(code="check_ads_without_post", severity=Severity.WARNING, facts=facts)]


def _leads_to_creator(desk: Desk, ad_id: str) -> bool:
    ad = desk.links.ads.get(ad_id)
    return ad is not None and ad.creator is not None


def spend_after_right(desk: Desk) -> list[Finding]:
    """Spark Ads that went on spending after the creator's authorisation had ended."""
    ends = {ad: row["authorised_until"] for ad, row in desk.links.spark_ads.items() if row["authorised_until"]}
    if not ends:
        return []
    frame = desk.in_currency("ad_day", "spend").filter(nw.col("ad_id").is_in(sorted(ends)))
    late: dict[str, Decimal] = {}
    for row in rows_of(frame.select("ad_id", "day", "spend")):
        if row["day"] > ends[row["ad_id"]] and (row["spend"] or 0) > 0:
            late[row["ad_id"]] = late.get(row["ad_id"], Decimal(0)) + decimal_of(row["spend"])
    return [
        Finding(
            code="check_spend_after_right",
            severity=Severity.PROBLEM,
            facts={"ad": ad, "until": ends[ad].isoformat(), "spend": amount(spend), "currency": desk.currency},
        )
        for ad, spend in sorted(late.items())
    ]


def code_counts(frame: Frame) -> Counter[str]:
    """How many orders carry each code, upper case."""
    some = frame.filter(~nw.col("codes").is_null()).select("codes")
    if some.implementation.is_pyarrow():  # pyarrow cannot explode through narwhals
        return Counter(code.upper() for row in rows_of(some) for code in row["codes"])
    rows = rows_of(some.explode("codes").group_by("codes").agg(n=nw.len()))
    counts: Counter[str] = Counter()
    for row in rows:
        if row["codes"]:
            counts[row["codes"].upper()] += row["n"]
    return counts


def codes_of_nobody(desk: Desk) -> list[Finding]:
    """Codes used in orders that no collaboration owns; one that looks like an owned code is probably that one."""
    owned = {code.upper() for row in desk.links.collaborations for code in row["codes"] or ()}
    if not owned:
        return []
    unknown = {code: n for code, n in code_counts(desk.orders).items() if code not in owned}
    return _strangers(unknown, owned, "check_code_misspelt", "check_codes_of_nobody")


def tags_of_nobody(desk: Desk) -> list[Finding]:
    """utm_content values that almost match a creator's."""
    owned = {value for row in desk.links.collaborations for value in row["utm_contents"] or ()}
    if not owned:
        return []
    known = {value.lower() for value in owned} | {ad.lower() for ad in desk.links.ads}
    counts: Counter[str] = Counter()
    for table, weight in (("order", nw.len()), ("visit_day", nw.col("sessions").sum())):
        if not desk.has(table):
            continue
        tagged = desk.frame(table).filter(~nw.col("utm_content").is_null()).group_by("utm_content")
        for row in rows_of(tagged.agg(weight.alias("n"))):
            if row["utm_content"].lower() not in known:
                counts[row["utm_content"]] += int(row["n"] or 0)
    return _strangers(dict(counts), owned, "check_tag_misspelt", None)


def _strangers(unknown: dict[str, int], owned: set[str], misspelt: str, nobody: str | None) -> list[Finding]:
    found, rest = [], []
    ordered = sorted(unknown, key=lambda word: (-unknown[word], word))
    for word in ordered[:CANDIDATES]:
        near = nearest(word, owned, n=1, cutoff=SAME_WORD)
        if near and likeness(word, near[0]) < 1:
            facts: dict[str, int | str] = {"seen": word, "n": unknown[word], "nearest": near[0]}
            found.append(Finding(code=misspelt, severity=Severity.WARNING, facts=facts))
        else:
            rest.append(word)
    rest += ordered[CANDIDATES:]
    if rest and nobody:
        n = sum(unknown[word] for word in rest)
        facts = {"n": n, "codes": listing(rest), "n_codes": len(rest)}
        found.append(Finding(code=nobody, severity=Severity.NOTE, facts=facts))
    return found


def two_owners(desk: Desk) -> list[Finding]:
    """A code or a tag that two creators claim: nobody can say whose order it is."""
    found = []
    for column, code in (("codes", "check_code_two_owners"), ("utm_contents", "check_tag_two_owners")):
        owners: dict[str, set[str]] = {}
        for row in desk.links.collaborations:
            for value in row[column] or ():
                owners.setdefault(value.lower(), set()).add(row["creator"])
        for value, creators in sorted(owners.items()):
            if len(creators) > 1:
                facts: dict[str, int | str] = {"seen": value, "creators": ", ".join(sorted(creators))}
                found.append(Finding(code=code, severity=Severity.PROBLEM, facts=facts))
    return found


def posts_without_readings(desk: Desk) -> list[Finding]:
    """Posts whose counters nobody has read."""
    read = {row["post_id"] for row in rows_of(desk.frame("post_reading").select("post_id").unique())}
    unread = sorted(set(desk.links.posts) - read)
    if not unread:
        return []
    facts: dict[str, int | str] = {"n": len(unread), "of": len(desk.links.posts), "posts": listing(unread, 3)}
    return [Finding(code="check_posts_without_readings", severity=Severity.WARNING, facts=facts)]


def collaborations_without_cost(desk: Desk) -> list[Finding]:
    """Collaborations for which nobody gave any cost: not free, unknown."""
    silent = [row for row in desk.links.collaborations if all(row[cost] is None for cost in COSTS)]
    if not silent:
        return []
    names = sorted({f"{row['creator']} ({row['campaign']})" for row in silent})
    facts: dict[str, int | str] = {"n": len(names), "names": listing(names)}
    return [Finding(code="check_collaborations_without_cost", severity=Severity.WARNING, facts=facts)]


def read_out_too_early(desk: Desk) -> list[Finding]:
    """Campaigns whose result is read before the views of the last post have matured."""
    ripe = timedelta(days=days_to_maturity())
    last: dict[str, datetime] = {}
    for post in desk.links.posts.values():
        if post.campaign and post.published_at:
            moment = datetime.combine(post.published_at.astimezone(desk.zone), time(), UTC)
            last[post.campaign] = max(last.get(post.campaign, moment), moment)
    found = []
    for name, row in sorted(desk.links.campaigns.items()):
        if row["read_out_on"] is None or name not in last:
            continue
        ready = (last[name] + ripe).date() + timedelta(days=1)
        if row["read_out_on"] < ready:
            facts: dict[str, int | str] = {
                "campaign": name,
                "planned": row["read_out_on"].isoformat(),
                "ready": ready.isoformat(),
                "last": last[name].date().isoformat(),
            }
            found.append(Finding(code="check_read_out_too_early", severity=Severity.WARNING, facts=facts))
    return found
