"""How the organic counters of a post were told from the bought ones."""

from __future__ import annotations

from enum import StrEnum


class OrganicSplit(StrEnum):
    """How the organic counters were told from the bought ones."""

    NEVER_BOOSTED = "never_boosted"
    BEFORE_BOOST = "before_boost"  # the last reading before the first paid day
    OFFICIAL = "official"  # the platform's own split of the views
    SUBTRACTED = "subtracted"  # lifetime counters less what the ad report claims; estimated


SPLITS = tuple(OrganicSplit)
