"""The answer when there is too little to go on: a result, not an error and not a zero."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InsufficientEvidence:
    """`reason` and `what_would_help` are codes of the wording catalogue with their facts."""

    reason: str
    what_would_help: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
