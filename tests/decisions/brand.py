"""A small brand for the tests of ledgers and verdict: two creators, one campaign, known orders."""

from __future__ import annotations

from typing import Any

from tests.doubles import MemoryWorkspace

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
