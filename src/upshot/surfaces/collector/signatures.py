"""Whether a call comes from whom it says: HMAC-SHA256 over the raw body, compared in constant time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

TOLERANCE_S = 300  # how far the sender's clock may be off, and how long a stolen call works
SIGNED_BY = {
    "shopify": "x-shopify-hmac-sha256",
    "woocommerce": "x-wc-webhook-signature",
    "orders": "x-upshot-signature",
}
NUMBERED_BY = {
    "shopify": "x-shopify-webhook-id",
    "woocommerce": "x-wc-webhook-delivery-id",
    "orders": "idempotency-key",
}
MOST_SIGNATURES = 4  # a sender that changes its secret signs with both


class Refusal(StrEnum):
    """Why a call is not believed."""

    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"
    STALE = "stale_timestamp"


def refusal_of(kind: str, secret: str, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Refusal | None:
    """Why a call is refused; None when it is signed with `secret`.

    Shopify and WooCommerce sign the body (base64). `X-Upshot-Signature: t=<seconds>,v1=<hex>` signs `<t>.<body>`, so
    that a call cannot be sent again after five minutes.
    """
    told = headers.get(SIGNED_BY[kind], "").strip()
    if not told:
        return Refusal.UNSIGNED
    if kind == "orders":
        return _stamped(told, secret, body, now)
    try:
        given = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return Refusal.BAD_SIGNATURE
    is_right = hmac.compare_digest(given, hmac.digest(secret.encode(), body, "sha256"))
    return None if is_right else Refusal.BAD_SIGNATURE


def _stamped(told: str, secret: str, body: bytes, now: datetime) -> Refusal | None:
    parts = [part.strip().partition("=") for part in told.split(",")]
    at = next((value for name, _, value in parts if name == "t"), "")
    signatures = [value for name, _, value in parts if name == "v1"][:MOST_SIGNATURES]
    if not (at.isascii() and at.isdigit() and len(at) <= 12) or not signatures:
        return Refusal.BAD_SIGNATURE
    right = signature(secret, body, at=int(at)).rpartition("=")[2]
    if not any(hmac.compare_digest(given.encode("latin-1", "replace"), right.encode()) for given in signatures):
        return Refusal.BAD_SIGNATURE
    return None if abs(now.timestamp() - int(at)) <= TOLERANCE_S else Refusal.STALE


def signature(secret: str, body: bytes, *, at: int) -> str:
    """What a sender puts into `X-Upshot-Signature` for `body` at the second `at`."""
    digest = hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
    return f"t={at},v1={digest}"


def key_of(body: bytes) -> str:
    """What tells one call from another: the digest of what was signed; a header could be changed on the way."""
    return hashlib.sha256(body).hexdigest()
