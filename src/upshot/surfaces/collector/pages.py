"""The few words that strangers read: a link that is not known, one that has ended. They tell nothing of the home."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from upshot.surfaces.wording import LANGUAGES, Words

_HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "vary": "accept-language",
}
_HTML = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
:root {{ color-scheme: light dark }} body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 20vh auto;
max-width: 34rem; padding: 0 1.5rem }} h1 {{ font-size: 1.4rem }}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


def page(code: str, status: int, scope: Scope, *, headers: Mapping[str, str] | None = None) -> Response:
    """A page of two sentences in the reader's language."""
    return HTMLResponse(_html(code, _language(scope)), status, headers={**_HEADERS, **(headers or {})})


@cache
def _html(code: str, language: str) -> str:
    words = Words(language, room="visitors")
    return _HTML.format(language=language, title=words.text(code), text=words.text(f"{code}_do"))


def _language(scope: Scope) -> str:
    """The first language of the browser that we speak."""
    for name, value in scope["headers"]:
        if name == b"accept-language":
            for one in value[:200].decode("latin-1").split(","):
                code = str(one.strip()[:2].lower())
                if code in LANGUAGES:
                    return code
    return "en"
