"""What is looked for in captions and comments before a creator is hired: words, severity, and the law behind each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from upshot.registries.load import DatedFact, read_registry

Severity = Literal["low", "medium", "high"]
Category = Literal[
    "banned_sector", "limited_sector", "claim", "language", "sensitive", "ai_image", "ad_signal", "disclosure",
    "insult", "hate", "threat", "sexual",
]  # fmt: skip


class SafetyLaw(BaseModel):
    """A text that bears on a rule in some countries from a day on; `severity` is what the rule weighs there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    countries: tuple[str, ...]
    first_day: date = Field(alias="from")
    last_day: date | None = Field(alias="until")
    severity: Severity
    text: str = Field(min_length=8)
    link: str | None

    def applies(self, on: date | None, countries: Collection[str] | None) -> bool:
        """Whether it was in force; a day nobody knows counts as one on which it was, so does a country."""
        in_time = on is None or (self.first_day <= on and (self.last_day is None or on <= self.last_day))
        return in_time and (countries is None or bool(set(self.countries) & set(countries)))


class SafetyRule(DatedFact):
    """One thing looked for. `phrases` by language, a closing * stands for any ending; `unless` takes a match back."""

    rule: str = Field(min_length=3)
    category: Category
    severity: Severity
    phrases: dict[Literal["en", "fr", "any"], tuple[str, ...]]
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    laws: tuple[SafetyLaw, ...] = ()

    def all_phrases(self) -> tuple[str, ...]:
        """Phrases of every language: captions mix them."""
        return tuple(dict.fromkeys(phrase for phrases in self.phrases.values() for phrase in phrases))

    def law_on(self, on: date | None, countries: Collection[str] | None) -> SafetyLaw | None:
        """The first of its laws that bore on a post of that day."""
        return next((law for law in self.laws if law.applies(on, countries)), None)


@cache
def safety_rules() -> tuple[SafetyRule, ...]:
    """What is looked for in captions, in file order."""
    return read_registry("brand_safety", SafetyRule)


@cache
def comment_rules() -> tuple[SafetyRule, ...]:
    """What is looked for in comments, in file order."""
    return read_registry("comment_toxicity", SafetyRule)
