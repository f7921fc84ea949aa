"""What a person asks of a shortlist: how much, for what, from whom, within which limits, and how careful to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from upshot.decisions.creators.shortlist.model import Objective
from upshot.errors import InvalidInput
from upshot.measures.typed import typed_share
from upshot.stats.unique_reach import OverlapKind

MOST_MONEY = Decimal(10) ** 10
MOST_CREATORS = 10_000
MOST_POSTS = 50
DIMENSIONS = ("tier", "country", "category")


@dataclass(frozen=True)
class Cap:
    """At most so many creators, or so much of the budget, of one tier, country or category."""

    dimension: str
    name: str
    creators: int | None = None
    share: float | None = None  # of the budget

    @property
    def key(self) -> str:
        """`tier:macro`."""
        return f"{self.dimension}:{self.name}"


@dataclass(frozen=True)
class Overlap:
    """What somebody said two audiences share, with the definition it follows."""

    first: str
    second: str
    figure: float
    kind: OverlapKind


@dataclass(frozen=True)
class ShortlistTerms:
    """The question.

    Attributes
    ----------
    budget : the most that may be spent, hours included, in the workspace's currency
    tiers, countries, categories : whom to consider; empty = everybody
    posts_each : posts asked of each creator
    most_creators, least_creators : how many may be, and must be, chosen
    least_match : 0–1, audience match below which nobody is considered; who has no known match is then left out
    most_share : of the budget, for one creator
    caps : per tier, country or category
    most_hours, hours_each : management hours in all, and per creator
    must, never : creators who are taken, and who are not
    apart : groups of creators of whom one at most is taken
    prices : creator → what one post costs, as quoted
    tail : 1 counts all draws alike; 0.2 makes the mean of the worst fifth as large as possible
    universe : people of the target who could be reached at all
    overlaps : what is known of audiences in common
    hurdle_rate : None = the workspace's setting
    """

    budget: Decimal
    objective: Objective = Objective.MARGIN
    tiers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    posts_each: int = 1
    most_creators: int | None = None
    least_creators: int = 0
    least_match: float | None = None
    most_share: float = 1.0
    caps: tuple[Cap, ...] = ()
    most_hours: float | None = None
    hours_each: float = 0.0
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    tail: float = 1.0
    universe: float | None = None
    overlaps: tuple[Overlap, ...] = ()
    hurdle_rate: float | None = None

    def checked(self) -> ShortlistTerms:
        """Itself.

        Raises
        ------
        InvalidInput : shortlist_budget, shortlist_term_out_of_range, shortlist_no_universe, shortlist_risk_not_for,
            shortlist_must_and_never, shortlist_most_below_least
        """
        if not 0 < self.budget <= MOST_MONEY:
            raise InvalidInput("shortlist_budget", seen=str(self.budget), most=str(MOST_MONEY))
        ranges: tuple[tuple[str, float | None, float, float], ...] = (
            ("risk", self.tail, 0.01, 1.0),
            ("min-match", self.least_match, 0.0, 1.0),
            ("max-share", self.most_share, 0.001, 1.0),
            ("posts", self.posts_each, 1, MOST_POSTS),
            ("max-creators", self.most_creators, 1, MOST_CREATORS),
            ("min-creators", self.least_creators, 0, MOST_CREATORS),
            ("max-hours", self.most_hours, 0.0, 1e6),
            ("hours", self.hours_each, 0.0, 1e4),
            ("universe", self.universe, 1.0, 1e10),
            ("hurdle", self.hurdle_rate, -1.0, 100.0),
        )
        for name, value, low, high in ranges:
            if value is not None and not low <= value <= high:
                raise InvalidInput("shortlist_term_out_of_range", name=name, seen=value, low=low, high=high)
        if self.most_creators is not None and self.most_creators < self.least_creators:
            raise InvalidInput("shortlist_most_below_least", most=self.most_creators, least=self.least_creators)
        if both := sorted(set(self.must) & set(self.never)):
            raise InvalidInput("shortlist_must_and_never", creators=both)
        if self.objective is Objective.REACH and self.universe is None:
            raise InvalidInput("shortlist_no_universe")
        if self.tail < 1 and self.objective in {Objective.REACH, Objective.ENGAGEMENTS_PER_EURO}:
            raise InvalidInput("shortlist_risk_not_for", objective=self.objective.value)
        return self


def parse_cap(text: str) -> Cap:
    """`tier:macro=2` (creators) or `country:FR=40%` (of the budget).

    Raises
    ------
    InvalidInput : shortlist_cap_unreadable
    """
    key, mark, value = text.partition("=")
    dimension, colon, name = key.strip().partition(":")
    number, is_share = typed_share(value)
    if not (mark and colon and name.strip()) or dimension not in DIMENSIONS or number is None or number < 0:
        raise InvalidInput("shortlist_cap_unreadable", seen=text[:80])
    if number > (100 if is_share else MOST_CREATORS) or not (is_share or number == int(number)):
        raise InvalidInput("shortlist_cap_unreadable", seen=text[:80])
    name = name.strip().upper() if dimension == "country" else name.strip().casefold()
    return Cap(dimension, name, share=float(number) / 100) if is_share else Cap(dimension, name, creators=int(number))


def parse_overlap(text: str) -> Overlap:
    """`lea+max=30%:of_smaller`, `lea+max=12000` (people in both).

    Raises
    ------
    InvalidInput : shortlist_overlap_unreadable
    """
    pair, mark, said = text.partition("=")
    first, plus, second = (part.strip().removeprefix("@").casefold() for part in pair.partition("+"))
    figure, _, kind = said.partition(":")
    number, is_share = typed_share(figure)
    kind = kind.strip() or ("" if is_share else OverlapKind.COUNT.value)
    if not (mark and plus and first and second) or number is None or number < 0 or kind not in set(OverlapKind):
        valid = [each.value for each in OverlapKind]
        raise InvalidInput("shortlist_overlap_unreadable", seen=text[:80], valid_kinds=valid)
    return Overlap(first, second, float(number) / (100 if is_share else 1), OverlapKind(kind))
