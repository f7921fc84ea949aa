"""The nearest known names to one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def nearest(seen: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.5) -> list[str]:
    """Up to `n` known names that look like `seen`, best first; case does not count."""
    spelt = {name.lower(): name for name in known}
    return [spelt[name] for name in get_close_matches(seen.lower(), list(spelt), n=n, cutoff=cutoff)]


def likeness(left: str, right: str) -> float:
    """0 nothing in common … 1 the same, case aside."""
    return SequenceMatcher(None, left.lower(), right.lower()).ratio()
