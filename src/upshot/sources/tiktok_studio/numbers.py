"""Counters and shares as Studio writes them, or as a spreadsheet wrote them back."""

from __future__ import annotations

import re

_COUNT = re.compile(r"[+-]?\d+(?:\.0+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([,.\u2009\u00a0\u202f ’'])\d{3})(?:\1\d{3})*")


def parse_count(text: str) -> int | None:
    """A whole number, plain or grouped in thousands; None for anything else."""
    text = text.strip().replace("\u2212", "-")
    if len(text) > 24:
        return None
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[^\d+-]", "", text)
    elif not _COUNT.fullmatch(text) or not text.isascii():
        return None
    number = int(text.split(".")[0])
    return number if abs(number) < 2**62 else None


def parse_share(text: str) -> float | None:
    """A share from 0 to 1, as a fraction (`0.51`, `0,51`) or in per cent (`51%`, `51,2 %`); None for anything else."""
    plain = text.strip().replace(",", ".")
    is_percent = plain.endswith("%")
    try:
        value = float(plain.rstrip("%").strip())
    except ValueError:
        return None
    value = value / 100 if is_percent else value
    return value if 0 <= value <= 1 else None


def parse_amount(text: str) -> float | None:
    """A number from 0 up, with a point or a comma; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value < 1e12 else None
