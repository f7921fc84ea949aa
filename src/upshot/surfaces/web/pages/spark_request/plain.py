"""Text of other people's as it may stand on a page: escaping is the template's work, this takes out what misleads."""

from __future__ import annotations

import unicodedata

SHOWN = 400
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_MARKS = 4  # accents on one letter; heaps of them climb over the lines above


def plain_text(text: str | None, *, longest: int = SHOWN) -> str:
    """`text` without control characters, marks that turn the writing round, or heaps of accents; cut at `longest`.

    Joiners inside emoji stay. Lines stay, blank ones are folded. A page shows the result inside `<bdi dir="auto">`.
    """
    kept: list[str] = []
    marks = 0
    for letter in (text or "").replace("\r\n", "\n").replace("\r", "\n"):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if letter in _TURNING or marks > _MOST_MARKS or (kind in {"Cc", "Cs", "Co"} and letter != "\n"):
            continue
        kept.append(letter)
        if len(kept) > longest * 2:
            break
    lines = [" ".join(line.split()) for line in "".join(kept).split("\n")]
    folded = "\n".join(line for line in lines if line)
    return folded if len(folded) <= longest else folded[: longest - 1].rstrip() + "…"
