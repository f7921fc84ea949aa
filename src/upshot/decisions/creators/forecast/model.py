"""The forecast of a planned collaboration: quantities with intervals, each saying what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import numpy as np

from upshot.decisions.creators.panel import Array
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase

LEVELS = (0.5, 0.8, 0.9)
SCHEMA_VERSION = 1
WITH_MEAN = frozenset({"orders", "net_revenue", "margin", "roi"})


class Source(StrEnum):
    """What a quantity rests on, nearest first."""

    GIVEN = "given"  # the user's own word
    OWN = "own"  # the creator's own posts, readings, links
    OWN_EFFECT = "own_effect"  # the verdict's own effect of this creator
    POOLED = "pooled"  # other creators of the workspace, of like tier and type where there are some
    POOLED_EFFECT = "pooled_effect"  # the verdict's effects of the programme's creators, by tier and type
    PRIOR = "prior"  # what is known of creators in general


@dataclass(frozen=True)
class Bounds:
    """A central interval."""

    level: float
    low: float
    high: float


@dataclass(frozen=True)
class Quantity:
    """One forecast quantity.

    Attributes
    ----------
    name : views, reach, likes, …, visits, orders, net_revenue, margin, roi
    per : `post` (the next one) or `all` (the posts together)
    n : posts, or creators where pooled, that `source` counts
    bounds : at 50, 80 and 90 %
    """

    name: str
    per: str
    source: Source
    n: int
    median: float
    mean: float | None  # None for counts of views: it hangs on the far tail
    bounds: tuple[Bounds, ...]
    evidence: str = "modelled"

    def at(self, level: float) -> Bounds:
        """The interval of one level."""
        return next(each for each in self.bounds if each.level == level)


def quantity(name: str, per: str, source: Source, n: int, draws: Array) -> Quantity:
    """A quantity out of draws (n_draws,)."""
    edges = [p for level in LEVELS for p in ((1 - level) / 2, (1 + level) / 2)]
    found = np.quantile(draws, [*edges, 0.5]).tolist()
    bounds = tuple(Bounds(level, found[2 * i], found[2 * i + 1]) for i, level in enumerate(LEVELS))
    return Quantity(name, per, source, n, found[-1], float(draws.mean()) if name in WITH_MEAN else None, bounds)


@dataclass(frozen=True)
class Draws:
    """Joint draws: row i of every array is the same possible future; None = not known.

    `views` (n_draws, n_posts) final organic views of each post; the others (n_draws,) over all posts.
    """

    views: Array
    orders: Array | None = None
    revenue: Array | None = None
    margin: Array | None = None


@dataclass(frozen=True)
class CreatorForecast:
    """One creator.

    Attributes
    ----------
    n_known_posts : posts that the views rest on
    quantities : views of one post come first
    missing : quantities that cannot be forecast, and what would help
    sponsored_ratio : views of a sponsored post ÷ of an organic one; None for an organic post
    cost : fee and other costs, where a fee was said
    p_above_hurdle : None without a fee or a margin
    fee_at_hurdle : the fee at which the expected margin just meets the hurdle; negative = not even for nothing
    fee_at_even_odds : the fee at which the hurdle is met in half of all cases: lower, for a few hits carry the mean
    """

    creator: str
    tier: str | None
    followers: int | None
    n_known_posts: int
    last_post_on: date | None
    quantities: tuple[Quantity, ...]
    missing: dict[str, InsufficientEvidence]
    sponsored_ratio: Quantity | None
    cost: float | None
    p_above_hurdle: float | None
    fee_at_hurdle: float | None
    fee_at_even_odds: float | None
    notes: tuple[Phrase, ...]
    draws: Draws = field(repr=False, compare=False)

    def of(self, name: str, per: str = "all") -> Quantity | None:
        """A quantity by name; None where it is missing."""
        return next((each for each in self.quantities if each.name == name and each.per == per), None)


@dataclass(frozen=True)
class ForecastReport:
    """The forecasts of all creators asked for, and of the collaborations together.

    `together` are sums over creators, draw by draw; empty for one creator.
    """

    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    currency: str
    n_posts: int
    collaboration_type: str
    starts_on: date
    days_apart: float
    hurdle_rate: float
    level: float
    creators: tuple[CreatorForecast, ...]
    together: tuple[Quantity, ...]
    p_above_hurdle: float | None
    notes: tuple[Phrase, ...]

    def as_dict(self) -> dict[str, Any]:
        """The document as JSON takes it; draws stay here."""
        return {"schema_version": SCHEMA_VERSION, **_plain(self)}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, InsufficientEvidence):
        return {"reason": value.reason, "what_would_help": list(value.what_would_help), "facts": dict(value.facts)}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name != "draws"}
    return _leaf(value)


def _leaf(value: Any) -> Any:
    if isinstance(value, Phrase):
        return value.model_dump()
    if isinstance(value, StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
