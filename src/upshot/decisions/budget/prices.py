"""What the next post costs, and what a paid view costs: from the brand's own collaborations and ads, with their spread.

The price of a post is everything a collaboration cost except ads (fee, product, shipping, rights, other), in the
workspace's currency and with its VAT rule, divided by the posts that came of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from upshot.decisions.costs import CostLedger
from upshot.decisions.verdict.prices import PaidPrices
from upshot.measures.programme import Programme

OF_A_COLLABORATION = frozenset({"creator_fee", "product", "shipping", "rights", "other"})
QUARTILES = (0.25, 0.5, 0.75)
Key = tuple[str, str]  # creator, collaboration type


class PriceSource(StrEnum):
    """Whose prices a price is the median of, nearest first."""

    GIVEN = "given"  # the user's own word
    OWN = "own"  # this creator, this type
    CREATOR = "creator"  # this creator, other types
    TIER_TYPE = "tier_type"
    TIER = "tier"
    ALL = "all"


@dataclass(frozen=True)
class PostPrice:
    """The median of what a post cost, and the quartiles; `n` collaborations it rests on."""

    median: float
    low: float
    high: float
    source: PriceSource
    n: int


@dataclass(frozen=True)
class ViewPrice:
    """Money per paid view lately, and the quartiles over posts; `most_views` bought on one post so far."""

    mean: float
    low: float
    high: float
    most_views: float
    n_posts: int


def price_posts(ledger: CostLedger, programme: Programme) -> dict[Key, list[float]]:
    """(creator, type) → price per post of each campaign in which posts came of it."""
    paid: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for line in ledger.lines:
        if line.kind in OF_A_COLLABORATION and line.creator and line.campaign:
            paid[line.creator, line.description.facts.get("type", "other"), line.campaign] += line.amount
    made: dict[tuple[str, str, str], int] = defaultdict(int)
    for post in programme.posts:
        if post.campaign:
            made[post.creator, post.collaboration_type or "other", post.campaign] += 1
    found: dict[Key, list[float]] = defaultdict(list)
    for (creator, kind, campaign), amount in sorted(paid.items()):
        if made[creator, kind, campaign]:
            found[creator, kind].append(float(amount) / made[creator, kind, campaign])
    return dict(found)


def price_of(
    key: Key, prices: Mapping[Key, list[float]], tiers: Mapping[str, str | None], given: Mapping[str, Decimal]
) -> PostPrice | None:
    """The price of a creator's next post of one type; None when nobody was ever paid for anything.

    Parameters
    ----------
    prices : what `price_posts` found
    tiers : creator → tier
    given : creator → the price that the user was quoted
    """
    creator, kind = key
    if creator in given:
        amount = float(given[creator])
        return PostPrice(amount, amount, amount, PriceSource.GIVEN, 0)
    tier = tiers.get(creator)
    wanted = (
        (PriceSource.OWN, lambda other: other == key),
        (PriceSource.CREATOR, lambda other: other[0] == creator),
        (PriceSource.TIER_TYPE, lambda other: tier is not None and tiers.get(other[0]) == tier and other[1] == kind),
        (PriceSource.TIER, lambda other: tier is not None and tiers.get(other[0]) == tier),
        (PriceSource.ALL, lambda _: True),
    )
    for source, is_like in wanted:
        found = [price for other, own in prices.items() if is_like(other) for price in own]
        if found:
            low, median, high = (float(value) for value in np.quantile(found, QUARTILES))
            return PostPrice(median, low, high, source, len(found))
    return None


def price_views(paid: PaidPrices, most_views: float) -> ViewPrice | None:
    """What a paid view costs lately, with its quartiles over posts; None where too few were bought to say.

    Parameters
    ----------
    paid : spend and views of the last weeks with ads, by post
    most_views : the most that were ever bought on one post
    """
    mean = paid.workspace.price
    if mean is None or most_views <= 0:
        return None
    of_posts = [float(price) for sums in paid.by_post.values() if (price := sums.price) is not None]
    low, high = np.quantile(of_posts or [float(mean)], (0.25, 0.75))
    return ViewPrice(float(mean) / 1000, float(low) / 1000, float(high) / 1000, most_views, len(of_posts))
