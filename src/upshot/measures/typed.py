"""What a person types in a form, an option or a setting: a number, a share, a creator's handle."""

from __future__ import annotations

import re
from decimal import Decimal

from upshot.vocabulary.tiktok_links import handle_of

_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,2})?")
_IN_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+")


def typed_number(text: str) -> Decimal | None:
    """The number in `text`; None where it is none, or could be two.

    Spaces of any width stand anywhere. The decimal sign is a point or a comma; the other one may then set thousands
    apart, so that `1,200.50` and `1.200,50` are the same number. `1.200` alone is one and a fifth.
    """
    plain = "".join(text.split())
    if _IN_THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[.,](?=.*[.,])", "", plain)
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) and plain.isascii() else None


def typed_share(text: str) -> tuple[Decimal | None, bool]:
    """The number in `text` as it stands, and whether a closing % says that it is in hundredths."""
    plain = text.rstrip()
    return typed_number(plain.removesuffix("%")), plain.endswith("%")


def typed_handle(text: str) -> str:
    """The handle in `text` or in its link; what is no handle comes back bare, so that a message can name it."""
    return handle_of(text) or text.strip().removeprefix("@").casefold()
