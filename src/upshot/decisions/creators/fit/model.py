"""The nouns of brand fit and safety."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from upshot.decisions.creators.telling import Note

SEVERITIES = ("low", "medium", "high")


class Stance(StrEnum):
    """Whether evidence speaks against the creator's fit, or for it."""

    AGAINST = "against"
    IN_FAVOUR = "in_favour"


@dataclass(frozen=True)
class PostText:
    """What a post says. `is_paid` None = nobody said; `link` leads to it."""

    post_id: str
    caption: str | None
    published_at: datetime | None
    is_paid: bool | None = None
    link: str | None = None


@dataclass(frozen=True)
class CommentText:
    """A comment under a post of the creator; who wrote it is not kept here."""

    post_id: str
    text: str
    written_at: datetime | None = None


@dataclass(frozen=True)
class ValueStatement:
    """A value of the brand, and the phrases that speak for it or against it."""

    name: str
    supports: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class BrandTerms:
    """What the brand stands for and cannot stand beside.

    `own_sectors` are rules of the registry that are the brand's own trade (a wine house: alcohol); `countries` where
    it sells, whose laws are asked; None = every law is.
    """

    values: tuple[ValueStatement, ...] = ()
    competitors: tuple[str, ...] = ()
    exclusivity_days: int = 90
    own_sectors: frozenset[str] = frozenset()
    countries: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Evidence:
    """One reason, with the words it rests on.

    `rule` is an id of the registry, or `competitor`, `value_conflict`, `value_match`, `undisclosed_ad`,
    `paid_without_mention`; `law` the text in force on the day, where one bears on it; `about` the competitor or value.
    """

    rule: str
    category: str
    severity: str
    stance: Stance
    matched: str
    quote: str
    where: str  # caption or comment
    post_id: str
    said_at: datetime | None
    age_days: float | None
    link: str | None
    source: str
    dated: date | None
    law: str | None = None
    law_link: str | None = None
    about: str | None = None

    @property
    def rank(self) -> tuple[int, float]:
        """For sorting: the gravest first, then the latest."""
        return -SEVERITIES.index(self.severity), self.age_days if self.age_days is not None else 1e9


@dataclass(frozen=True)
class ToxicityShare:
    """Comments in which a short lexicon finds insults, hate, threats or sexual harassment, with Wilson's interval."""

    n_toxic: int
    n_comments: int
    low: float
    high: float
    level: float
    by_kind: Mapping[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Toxic comments ÷ comments read."""
        return self.n_toxic / self.n_comments


@dataclass(frozen=True)
class FitReport:
    """Every reason found in what was read. Nothing found means nothing found in these posts, never "safe".

    `counts` are matches by rule before the list was cut to the gravest few of each; `since` is the day of the oldest
    post read; `rules_dated` that of the newest row of the registry.
    """

    creator: str
    items: tuple[Evidence, ...]
    counts: Mapping[str, int]
    n_posts: int
    n_captions: int
    since: date | None
    until: date | None
    toxicity: ToxicityShare | None
    rules_dated: date
    notes: tuple[Note, ...] = ()

    @property
    def against(self) -> tuple[Evidence, ...]:
        """Evidence that speaks against, the gravest first."""
        return tuple(item for item in self.items if item.stance is Stance.AGAINST)

    @property
    def in_favour(self) -> tuple[Evidence, ...]:
        """Evidence that speaks for the creator's fit."""
        return tuple(item for item in self.items if item.stance is Stance.IN_FAVOUR)

    @property
    def has_found_none(self) -> bool:
        """Whether nothing was found against."""
        return not self.against


@dataclass(frozen=True)
class Risk:
    """How much is at stake in saying yes, `none`, `low`, `medium` or `high`, and why."""

    level: str
    reasons: tuple[Note, ...] = ()
