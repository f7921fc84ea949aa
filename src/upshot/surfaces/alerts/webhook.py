"""One POST of JSON, signed: `Upshot-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx2

from upshot.errors import SourceRefused, SourceUnavailable
from upshot.surfaces.alerts.settings import AlertSettings
from upshot.version import __version__

TIMEOUT_S = 10
SCHEMA = "upshot.spark_alerts/1"
TOO_MANY = 429
SERVER_FAULT = 500


def signature(secret: str, body: bytes, *, at: int) -> str:
    """The header's value for `body` sent at the second `at`."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def post_alerts(
    settings: AlertSettings,
    documents: Sequence[dict[str, Any]],
    *,
    workspace: str,
    now: datetime,
    transport: httpx2.BaseTransport | None = None,
) -> None:
    """Send all alerts in one request; redirects are not followed, the answer's text is not read.

    Raises
    ------
    SourceUnavailable : alert_webhook_unreachable, alert_webhook_busy (429 or 5xx): trying again may help
    SourceRefused : alert_webhook_refused (other answers than 2xx)
    """
    told = {"schema": SCHEMA, "workspace": workspace, "sent_at": now.isoformat(), "alerts": list(documents)}
    body = json.dumps(told, ensure_ascii=False, default=str).encode()
    headers = {
        "content-type": "application/json",
        "user-agent": f"upshot/{__version__}",
        "upshot-signature": signature(settings.webhook_secret or "", body, at=int(now.timestamp())),
        "idempotency-key": hashlib.sha256("\n".join(str(d["id"]) for d in documents).encode()).hexdigest(),
    }
    url = settings.webhook_url or ""
    try:
        with httpx2.Client(timeout=TIMEOUT_S, follow_redirects=False, transport=transport) as client:
            status = client.post(url, content=body, headers=headers).status_code
    except (httpx2.TransportError, httpx2.InvalidURL) as error:
        raise SourceUnavailable("alert_webhook_unreachable", reason=type(error).__name__) from None
    if status == TOO_MANY or status >= SERVER_FAULT:
        raise SourceUnavailable("alert_webhook_busy", seen=status)
    if not 200 <= status < 300:
        raise SourceRefused("alert_webhook_refused", seen=status)
