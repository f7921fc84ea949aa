"""A small brand for the tests of ledgers and verdict: two creators, one campaign, known orders."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import numpy as np

from tests.doubles import MemoryWorkspace, arrow_rows
from upshot.vocabulary.tables import TABLES

LEA_POST = "7300000000000000001"
MAX_POST = "7300000000000000002"


def collaboration(creator: str, **values: Any) -> dict[str, Any]:
    """A collaboration of the spring campaign."""
    return {
        "campaign": "spring", "creator": creator, "collaboration_type": "sponsored_video",
        "starts_on": "2026-03-01", "ends_on": "2026-04-30", "currency": "EUR",
    } | values  # fmt: skip


def order(number: int, day: str = "2026-03-20", **values: Any) -> dict[str, Any]:
    """A paid order of 60 € net, at noon."""
    return {
        "account_id": "shop", "order_id": f"{number:06d}", "order_name": f"#{number}",
        "ordered_at": f"{day}T12:00:00", "status": "paid", "currency": "EUR", "net_revenue": 60, "refunded": 0,
        "country": "FR",
    } | values  # fmt: skip


RECORDS: dict[str, list[dict[str, Any]]] = {
    "creator": [
        {"creator": "lea", "display_name": "Léa Martin", "followers": 50_000, "country": "FR"},
        {"creator": "max.cooks", "display_name": "Max Cooks", "followers": 8_000, "country": "FR"},
    ],
    "campaign": [{"campaign": "spring", "starts_on": "2026-03-01", "ends_on": "2026-04-30", "currency": "EUR"}],
    "collaboration": [
        collaboration("lea", fee=1000, codes=["LEA10"], utm_contents=["lea-bio"]),
        collaboration("max.cooks", fee=500, codes=["MAX10"], utm_contents=["max-bio"]),
    ],
}
POSTS = [
    {"post_id": LEA_POST, "creator": "lea", "published_at": "2026-03-10T18:00:00"},
    {"post_id": MAX_POST, "creator": "max.cooks", "published_at": "2026-03-15T18:00:00"},
]


def brand(
    orders: Any = (), *, facts: dict[str, Any] | None = None, records: dict[str, Any] | None = None, **settings: str
) -> MemoryWorkspace:
    """The brand with those orders; `facts` and `records` replace whole tables, `settings` single settings."""
    return MemoryWorkspace(
        {"order": orders if not isinstance(orders, tuple) else list(orders), "post": POSTS} | (facts or {}),
        RECORDS | (records or {}),
        settings=settings,
    )


def living_brand(*, fee: int = 400, days: int = 240, **settings: str) -> MemoryWorkspace:
    """The brand of `living_facts`, each creator paid six times `fee`."""
    given = (("lea", "LEA10", "lea-bio"), ("max.cooks", "MAX10", "max-bio"))
    span = {"starts_on": "2025-11-01", "ends_on": "2026-12-31"}
    collaborations = [
        collaboration(who, fee=fee * 6, codes=[code], utm_contents=[tag], **span) for who, code, tag in given
    ]
    campaign = [{"campaign": "spring", "starts_on": "2025-11-01", "ends_on": "2026-06-20", "currency": "EUR"}]
    return MemoryWorkspace(
        living_facts(days),
        RECORDS | {"collaboration": collaborations, "campaign": campaign},
        settings={"gross_margin_rate": "0.55"} | settings,
    )


@cache
def living_facts(days: int, effect: float = 1.0, seed: int = 5) -> dict[str, Any]:
    """Eight months of a shop with twelve posts whose views bring orders; `effect` scales what they bring.

    The baseline is 40 orders a day; a post of v views brings about 4 orders per thousand views × `effect`, spread over
    its views, a third of them with the creator's code.
    """
    random = np.random.default_rng(seed)
    first = date(2025, 11, 1)
    daily, coded = np.full(days, 40.0), np.zeros((2, days))
    posts, readings = [], []
    for place in range(12):
        who = ("lea", "max.cooks")[place % 2]
        starts = 20 + place * 16
        views = float(random.lognormal(10.3, 0.4))
        age = np.arange(days) + 1.0 - starts
        share = np.where(age > 0, 0.3 * -np.expm1(-age / 0.4) + 0.7 * -np.expm1(-age / 14), 0.0)
        gained = np.diff(share * views, prepend=0.0)
        daily += 0.004 * effect * gained
        coded[place % 2] += 0.004 * effect * gained / 3
        published = datetime.combine(first + timedelta(days=starts), time(), UTC)
        post_id = str(7300000000000000100 + place)
        posts.append({"post_id": post_id, "creator": who, "published_at": published})
        readings += [
            {
                "post_id": post_id,
                "read_at": published + timedelta(days=day - starts + 1),
                "views": int(share[day] * views),
            }
            for day in range(starts, days, 3)
        ]
    orders = []
    for day in range(days):
        counts = random.poisson(daily[day])
        own = [random.poisson(coded[c][day]) for c in range(2)]
        for n in range(counts):
            code = ["LEA10"] if n < own[0] else ["MAX10"] if n < sum(own) else []
            orders.append(order(len(orders), str(first + timedelta(days=day)), codes=code,
                                net_revenue=round(float(random.gamma(9, 62 / 9)), 2)))  # fmt: skip
    facts = {"order": orders, "post": posts, "post_reading": readings}
    return {table: arrow_rows(TABLES[table], rows) for table, rows in facts.items()}
