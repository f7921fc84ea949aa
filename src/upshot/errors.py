"""Every error Upshot raises on purpose, drawn as a tree.

UpshotError                      code · facts (no secrets); wording happens in `surfaces.wording`
├─ SettingsError                 a setting is missing or invalid: which, where we looked, in order
├─ MissingExtra                  an optional part is not installed: prints the one pip line
├─ SourceError                   something outside did not give what it should
│   ├─ SourceUnavailable         transient: the loader retries
│   ├─ SourceRefused             permanent: unknown kind, truncated file, expired token
│   └─ SourceChanged             a field came or went: shows expected and received
├─ WarehouseError                the lake or the records cannot be read or written
│   └─ HomeBusy                  another process is writing; it names itself
├─ UnknownName                   KPI, dimension, creator, campaign: with the nearest known names
├─ InvalidInput                  a value outside its range
└─ NotAllowed                    the question itself is wrong, or this person may not ask it

An error is a `code` (stable, snake_case) and `facts` (plain values). A message has four parts: what happened, the
value we saw, what is valid, what to do next. Those words live in one catalogue on the top floor, in French and
English, so that the command line, the web page and JSON show the same error from the same object.
"""

from __future__ import annotations

from typing import Any, ClassVar


class UpshotError(Exception):
    """An error meant to be read by a person; `exit_code` is the command line's (1 no, 2 bad input, 3 source)."""

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(f"{code}: " + ", ".join(f"{name}={value!r}" for name, value in facts.items()))


class SettingsError(UpshotError):
    """A setting is missing or invalid."""


class MissingExtra(UpshotError):
    """An optional part is needed and not installed."""


class SourceError(UpshotError):
    """Something outside did not give what it should."""

    exit_code = 3


class SourceUnavailable(SourceError):
    """Passing trouble; trying again may help."""


class SourceRefused(SourceError):
    """Permanent trouble; trying again will not help."""


class SourceChanged(SourceError):
    """A platform changed its fields."""


class WarehouseError(UpshotError):
    """The lake or the records cannot be read or written."""

    exit_code = 3


class HomeBusy(WarehouseError):
    """Another process holds the writer's lock of this workspace."""


class UnknownName(UpshotError):
    """A name nobody knows; `facts["nearest"]` lists the closest known ones."""


class InvalidInput(UpshotError):
    """A value outside its range."""


class NotAllowed(UpshotError):
    """The question is refused with its reason."""
