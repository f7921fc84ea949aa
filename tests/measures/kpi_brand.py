"""A brand small enough to compute by hand; every golden KPI value in `test_kpi_golden.py` comes from these rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.doubles import MemoryWorkspace

POST_1, POST_2, POST_3 = "7000000000000000001", "7000000000000000002", "7000000000000000003"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def ad(ad_id: str, day: str, spend: float, impressions: int, **more: Any) -> dict[str, Any]:
    counters = {
        "reach": impressions // 2,
        "clicks_destination": impressions // 100,
        "clicks_all": impressions // 50,
        "video_views": impressions // 2,
        "video_views_2s": impressions // 4,
        "video_views_6s": impressions // 5,
        "video_views_p100": impressions // 10,
        "likes_paid": impressions // 100,
        "comments_paid": impressions // 500,
        "shares_paid": impressions // 1000,
        "follows_paid": impressions // 1000,
        "conversions": impressions // 1000,
        "purchases": impressions // 1000,
        "purchase_value": spend * 4,
    }
    given = {"account_id": "acc", "ad_id": ad_id, "day": day, "spend": spend, "impressions": impressions}
    return given | counters | {"currency": "EUR", "campaign_id": "c", "campaign_name": "Spring"} | more


def order(number: int, at: str, net: float, **more: Any) -> dict[str, Any]:
    row = {
        "account_id": "shop",
        "order_id": f"o{number}",
        "order_name": f"#{number}",
        "ordered_at": at,
        "status": "paid",
        "currency": "EUR",
        "gross": net + 10,
        "total": net + 5,
        "refunded": 0,
        "net_revenue": net,
        "country": "FR",
        "is_new_customer": number % 2 == 1,
    }
    return row | more


def reading(post: str, at: str, views: int, likes: int, comments: int, shares: int, **more: Any) -> dict[str, Any]:
    row = {"post_id": post, "read_at": at, "views": views, "likes": likes, "comments": comments, "shares": shares}
    return row | more


FACTS: dict[str, Any] = {
    "ad_day": [
        ad("11", "2026-03-02", 100, 10_000),
        ad("11", "2026-03-03", 50, 20_000),
        ad("22", "2026-03-03", 30, 10_000),
    ],
    "ad_total": [
        {
            "account_id": "acc",
            "level": level,
            "entity_id": entity,
            "entity_name": entity,
            "starts_on": "2026-03-01",
            "ends_on": "2026-03-31",
            "spend": 180,
            "currency": "EUR",
            "impressions": 40_000,
            "reach": 16_000,
            "clicks_destination": 400,
        }
        for level, entity in (("account", "acc"), ("campaign", "Spring"))
    ],
    "post": [
        {
            "post_id": POST_1,
            "creator": "ana",
            "published_at": "2026-03-01T10:00:00",
            "caption": "My new Maison Lune cream",
            "content_type": "tutorial",
        },
        {
            "post_id": POST_2,
            "creator": "ben",
            "published_at": "2026-03-05T10:00:00",
            "caption": "nothing",
            "hashtags": ["maisonlune"],
            "content_type": "challenge",
        },
        {"post_id": POST_3, "creator": "ben", "published_at": "2026-03-06T10:00:00", "caption": "my lunch"},
    ],
    "post_reading": [
        reading(POST_1, "2026-03-03T10:00:00", 400, 40, 4, 2, saves=8, reach=300),
        reading(
            POST_1,
            "2026-03-20T10:00:00",
            1_000,
            80,
            12,
            8,
            saves=20,
            reach=700,
            views_organic=600,
            views_paid=400,
            full_video_watched_rate=0.2,
            average_time_watched_s=6.0,
        ),
        reading(
            POST_2,
            "2026-03-20T10:00:00",
            3_000,
            240,
            30,
            30,
            saves=40,
            views_organic=3_000,
            full_video_watched_rate=0.4,
            average_time_watched_s=10.0,
        ),
        reading(POST_3, "2026-03-20T10:00:00", 1_000, 40, 5, 5),
    ],
    "creator_reading": [
        {"creator": "ana", "read_at": "2026-02-20T00:00:00", "followers": 5_000},
        {"creator": "ana", "read_at": "2026-03-15T00:00:00", "followers": 9_999},
    ],
    "account_organic_day": [
        {"account_id": "maisonlune", "day": "2026-03-01", "views": 10, "profile_views": 30, "followers_change": 12},
        {"account_id": "maisonlune", "day": "2026-03-02", "views": 10, "profile_views": 20, "followers_change": -2},
    ],
    "order": [
        order(1, "2026-03-02T10:00:00", 40, utm_source="tiktok", utm_medium="paid_social", codes=["ANA10"]),
        order(2, "2026-03-03T10:00:00", 60, utm_source="TikTok", utm_medium="cpc"),
        order(3, "2026-03-31T23:30:00", 20, utm_content="ana-link", country="BE"),
        order(4, "2026-03-10T10:00:00", 80, refunded=21, country="BE"),
        order(5, "2026-03-10T10:00:00", 999, status="voided"),
    ],
    "visit_day": [
        {
            "account_id": "ga",
            "breakdown": "utm_source",
            "day": "2026-03-02",
            "utm_source": "tiktok",
            "sessions": 40,
            "engaged_sessions": 10,
        },
        {
            "account_id": "ga",
            "breakdown": "utm_source",
            "day": "2026-03-02",
            "utm_source": "google",
            "sessions": 900,
            "engaged_sessions": 500,
        },
        {"account_id": "ga", "breakdown": "all", "day": "2026-03-02", "sessions": 940, "engaged_sessions": 510},
        {
            "account_id": "ga",
            "breakdown": "utm_content+utm_source",
            "day": "2026-03-02",
            "utm_source": "tiktok",
            "utm_content": "ana-link",
            "sessions": 15,
            "engaged_sessions": 5,
        },
    ],
    "lead": [
        {"account_id": "f", "lead_id": "1", "lead_at": "2026-03-02T10:00:00", "email_key": "x", "code": "ANA10"},
        {"account_id": "f", "lead_id": "2", "lead_at": "2026-03-03T10:00:00", "email_key": "x", "code": "ANA10"},
        {"account_id": "f", "lead_id": "3", "lead_at": "2026-03-04T10:00:00", "email_key": "y", "utm_content": "11"},
        {"account_id": "f", "lead_id": "4", "lead_at": "2026-03-04T10:00:00", "email_key": "z", "utm_source": "google"},
    ],
}
RECORDS: dict[str, Any] = {
    "creator": [{"creator": "ana", "followers": 1}, {"creator": "ben", "followers": 20_000}],
    "campaign": [{"campaign": "Spring", "target_audience": "64 000 women of 18-34"}],
    "collaboration": [
        {
            "campaign": "Spring",
            "creator": "ana",
            "collaboration_type": "sponsored_video",
            "codes": ["ANA10"],
            "utm_contents": ["ana-link"],
            "post_urls": [f"https://www.tiktok.com/@ana/video/{POST_1}"],
        },
        {
            "campaign": "Spring",
            "creator": "ben",
            "collaboration_type": "ambassador",
            "starts_on": date(2026, 3, 1),
            "ends_on": date(2026, 3, 5),
        },
    ],
    "spark_ad": [{"ad_id": "11", "post_id": POST_1, "creator": "ana", "campaign": "Spring"}],
}
SETTINGS = {"brand_terms": "Maison Lune", "gross_margin_rate": "0.5", "time_zone": "UTC"}


def _credit(order_id: str, rule: str, creator: str, orders: float, revenue: float) -> dict[str, Any]:
    row = {"order_id": order_id, "rule": rule, "creator": creator, "post_id": POST_1, "campaign": "Spring"}
    return row | {"orders": orders, "net_revenue": revenue}


EXTRA: dict[str, Any] = {
    "credit": [
        _credit("o1", "last_touch", "ana", 1.0, 40.0),
        _credit("o2", "last_touch", "ana", 1.0, 60.0),
        _credit("o1", "linear", "ana", 0.5, 20.0),
    ],
    "cost_line": [
        {"kind": "ads", "creator": "ana", "campaign": "Spring", "amount": 180.0},
        {"kind": "creator_fee", "creator": "ana", "campaign": "Spring", "amount": 120.0},
        {"kind": "creator_fee", "creator": "ben", "campaign": "Spring", "amount": 100.0},
    ],
}


def brand(engine: str = "duckdb", **settings: str) -> MemoryWorkspace:
    return MemoryWorkspace(FACTS, RECORDS, settings=SETTINGS | settings, engine=engine, name="maison")
