"""Facts about creators of some size: by our tiers, or by the bounds of a source that cuts elsewhere."""

from __future__ import annotations

from upshot.registries.load import DatedFact
from upshot.registries.tiers import tier_of


class SizedFact(DatedFact):
    """`tier` is one of ours, `all`, or `other` where the source cuts elsewhere.

    Then `followers_from` and `followers_below` give its half-open bounds (None = open) and `said_tier` its word; a
    source that gives the word alone covers nobody in particular.
    """

    tier: str
    said_tier: str | None = None
    followers_from: int | None = None
    followers_below: int | None = None

    def covers(self, followers: int | None) -> bool:
        """Whether a creator with so many followers falls into the row; of an unknown number, only rows of all."""
        if self.tier == "all":
            return True
        if followers is None:
            return False
        if self.tier != "other":
            return tier_of(followers) == self.tier
        is_bounded = self.followers_from is not None or self.followers_below is not None
        below = self.followers_below is None or followers < self.followers_below
        return is_bounded and below and followers >= (self.followers_from or 0)
