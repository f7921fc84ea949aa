"""A tracked link: its short code, where it leads, and the one rule by which its utm tags are filled and judged.

`/r/<code>` leads to `destination` with four utm tags and the id of the click. Every tag is small letters, digits, dots,
dashes and underscores, and holds nothing about a person beyond a creator's public handle.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from upshot.errors import InvalidInput
from upshot.vocabulary.public_addresses import LOOPBACK

REDIRECT_PATH = "/r/"
CLICK_PARAMETER = "upshot_click"
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
MEDIUM = "creator"
PLACES = ("bio", "brief", "comment", "live", "story", "ad", "other")
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # without 0 1 i l o u: read aloud and typed from paper without doubt
CODE_LENGTH = 7  # 30⁷ ≈ 2·10¹⁰: with 10,000 links a guess meets one in two million
LONGEST_URL = 2_000  # characters; what the oldest shop systems still take
LONGEST_TAG = 80
_VANITY = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")
_TAG = re.compile(rf"(?=.*[a-z0-9])[a-z0-9._-]{{1,{LONGEST_TAG}}}")
_EMAIL = re.compile(r"[^\s@/?&=]+@[^\s@/?&=]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"\d{9,}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\\u0080-\u00a0\u2028\u2029]")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@dataclass(frozen=True)
class TrackedLink:
    """One link as recorded; nothing of it but its end changes, so that a click can be explained years later."""

    code: str
    destination: str
    campaign: str | None
    creator: str | None
    platform: str
    place: str
    post_id: str | None
    utm_source: str
    utm_medium: str
    utm_campaign: str
    utm_content: str | None
    created_at: datetime
    created_by: str
    retired_at: datetime | None = None
    fallback: str | None = None  # where a retired link leads; None = it says that it has ended
    note: str = ""

    @property
    def channel(self) -> str:
        """What the click table calls the link's channel, for instance `tiktok_bio`."""
        return f"{self.platform}_{self.place}"

    @property
    def utm(self) -> dict[str, str]:
        """The tags that the destination receives."""
        return {name: value for name in UTM if (value := getattr(self, name))}

    @property
    def landing(self) -> str:
        """The destination with its tags, without the id of a click."""
        return tagged(self.destination, self.utm)


def new_code() -> str:
    """A random code; the book that keeps it makes sure that it is new."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def vanity_code(text: str) -> str:
    """A code of one's own: 3–40 small letters, digits and dashes; capitals are made small.

    Raises
    ------
    InvalidInput : link_code_malformed
    """
    code = text.strip().lower()
    if not _VANITY.fullmatch(code) or not code.isascii():
        raise InvalidInput("link_code_malformed", seen=text[:60])
    return code


def tag_of(text: str) -> str:
    """The one spelling of a name as a tag: `Été 2026 (FR)` → `ete-2026-fr`; empty where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", plain).strip("-")[:LONGEST_TAG].strip("-")


def check_tag(name: str, value: str) -> str:
    """`value` if it may stand in an address as the tag `name`.

    Raises
    ------
    InvalidInput : link_tag_malformed, link_personal_data
    """
    if holds_personal_data(value):
        raise InvalidInput("link_personal_data", field=name)
    if not _TAG.fullmatch(value):
        raise InvalidInput("link_tag_malformed", field=name, seen=value[:LONGEST_TAG])
    return value


def holds_personal_data(text: str) -> bool:
    """Whether `text` holds an e-mail address, or digits as long as a telephone number's."""
    return bool(_EMAIL.search(text) or _TELEPHONE.search(text))


def tidy_destination(text: str) -> str:
    """An address that a visitor may be sent to, in plain ASCII: https, or http on this machine for trying out.

    Raises
    ------
    InvalidInput : link_destination, with the reason; link_personal_data
    """
    given = text.strip()
    reason = _fault(given)
    if reason is not None:
        raise InvalidInput("link_destination", seen=given[:200], reason=reason)
    parts = urlsplit(given)
    netloc = (parts.hostname or "").encode("idna").decode("ascii").lower()
    netloc = f"[{netloc}]" if ":" in netloc else netloc
    netloc += f":{parts.port}" if parts.port else ""
    path, query, fragment = (_ascii(part) for part in (parts.path or "/", parts.query, parts.fragment))
    tidy = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    if len(tidy) > LONGEST_URL:
        raise InvalidInput("link_destination", seen=tidy[:200], reason="long")
    if _EMAIL.search(unquote(tidy)):
        raise InvalidInput("link_personal_data", field="destination")
    return tidy


def _fault(text: str) -> str | None:
    """What is wrong with an address, in one word; None when nothing is."""
    if not text or len(text) > LONGEST_URL:
        return "long" if text else "empty"
    if _UNSAFE.search(text):
        return "characters"
    try:
        parts = urlsplit(text)
        host, _ = (parts.hostname or "").encode("idna").decode("ascii").lower(), parts.port
    except (ValueError, UnicodeError):
        return "host"
    is_here = host in LOOPBACK
    faults = {
        "user": parts.username is not None or parts.password is not None,
        "scheme": parts.scheme.lower() not in ({"https", "http"} if is_here else {"https"}),
        "host": not (is_here or _HOST.fullmatch(host) or _is_address(host)),
        "reserved": CLICK_PARAMETER in {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)},
    }
    return next((name for name, is_so in faults.items() if is_so), None)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _ascii(part: str) -> str:
    """Percent-encode what is not ASCII and leave the rest as it was written."""
    return quote(part, safe="/%:@!$&'()*+,;=~-._?[]")


def tagged(destination: str, utm: Mapping[str, str]) -> str:
    """`destination` with the tags in its query; one that it has already with the same value is not doubled.

    Raises
    ------
    InvalidInput : link_utm_conflict, when it has one with another value
    """
    parts = urlsplit(destination)
    present = {name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    for name, value in utm.items():
        if name in present and present[name].lower() != value:
            raise InvalidInput("link_utm_conflict", field=name, seen=present[name][:LONGEST_TAG], ours=value)
    added = urlencode({name: value for name, value in utm.items() if name not in present})
    query = "&".join(part for part in (parts.query, added) if part)
    return urlunsplit(parts._replace(query=query))


def with_click(landing: str) -> tuple[str, str]:
    """What stands before and after the click's id in a visitor's address; the fragment comes last."""
    address, mark, fragment = landing.partition("#")
    separator = "&" if "?" in address else "?"
    return f"{address}{separator}{CLICK_PARAMETER}=", mark + fragment
