"""The address under which other people's browsers reach this server, where a web server in front lets them in."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def public_address(text: str) -> str | None:
    """`https://host` or `https://host:port` in small letters, without a slash at the end; None for anything else.

    A private link is a secret, so that it goes over HTTPS; http is for this machine alone. No path: pages find their
    styles from the root.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    is_bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username or parts.password)
    is_named = bool(host) and not set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789.-:")
    if not (is_safe and is_bare and is_named):
        return None
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
