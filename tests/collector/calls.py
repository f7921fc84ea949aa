"""Orders as shops send them; shaped after the documented examples of Shopify and WooCommerce."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

from upshot.surfaces.collector.signatures import signature

SECRET = "a-secret-of-the-shop-0123456789"


def shopify_order(**more: Any) -> dict[str, Any]:
    return {
        "id": 820982911946154508,
        "name": "#1001",
        "email": "jon@mail.example",
        "phone": None,
        "created_at": "2026-06-20T10:00:00+02:00",
        "processed_at": "2026-06-20T10:01:00+02:00",
        "updated_at": "2026-06-20T10:05:00+02:00",
        "cancelled_at": None,
        "financial_status": "paid",
        "currency": "EUR",
        "subtotal_price": "81.00",
        "total_discounts": "9.00",
        "total_tax": "14.32",
        "total_price": "85.90",
        "total_shipping_price_set": {"shop_money": {"amount": "4.90", "currency_code": "EUR"}},
        "discount_codes": [{"code": "EMMA10", "amount": "9.00", "type": "percentage"}],
        "landing_site": "/serum?utm_source=tiktok&utm_content=emma.glow&upshot_click=abc",
        "referring_site": "https://www.tiktok.com/",
        "note_attributes": [{"name": "gift", "value": "yes"}],
        "shipping_address": {"country_code": "FR", "province": "Rhône"},
        "billing_address": {"country_code": "FR"},
        "line_items": [
            {"name": "Serum", "quantity": 2, "price": "30.00", "sku": "S-1"},
            {"name": "Cream", "quantity": 1, "price": "30.00", "sku": "C-1"},
        ],
        "refunds": [],
        **more,
    }


def woocommerce_order(**more: Any) -> dict[str, Any]:
    return {
        "id": 727,
        "number": "727",
        "status": "processing",
        "currency": "EUR",
        "date_created": "2026-06-20T10:00:00",
        "date_created_gmt": "2026-06-20T08:00:00",
        "date_modified_gmt": "2026-06-20T08:05:00",
        "date_paid_gmt": "2026-06-20T08:01:00",
        "discount_total": "5.00",
        "shipping_total": "4.90",
        "total": "44.90",
        "total_tax": "0.00",
        "billing": {"email": "ana@mail.example", "phone": "", "country": "FR", "state": ""},
        "shipping": {"country": "FR", "state": ""},
        "line_items": [{"name": "Serum", "sku": "S-1", "quantity": 1, "subtotal": "45.00", "total": "40.00"}],
        "coupon_lines": [{"code": "emma10"}],
        "refunds": [],
        "meta_data": [
            {"id": 1, "key": "_wc_order_attribution_utm_source", "value": "tiktok"},
            {"id": 2, "key": "_wc_order_attribution_utm_content", "value": "emma.glow"},
        ],
        **more,
    }


def plain_order(**more: Any) -> dict[str, Any]:
    return {
        "order_id": "A-1",
        "ordered_at": "2026-06-20T10:00:00+02:00",
        "total": 49.9,
        "currency": "EUR",
        "status": "paid",
        "codes": ["EMMA10"],
        "utm_content": "emma.glow",
        **more,
    }


def sent(kind: str, told: Any, *, secret: str = SECRET, at: float | None = None, **more: str) -> dict[str, Any]:
    """The body and headers of a call as that kind of shop signs it, for `client.post`."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    name = {"shopify": "x-shopify-hmac-sha256", "woocommerce": "x-wc-webhook-signature"}.get(kind)
    if name is None:
        headers = {"x-upshot-signature": signature(secret, body, at=int(at if at is not None else time.time()))}
    else:
        digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        headers = {name: base64.b64encode(digest).decode()}
    return {"content": body, "headers": headers | more}
