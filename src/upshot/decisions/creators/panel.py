"""The creators and their posts as columns: what every part of this room reads, from a workspace or from a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

COUNTERS = ("views", "likes", "comments", "shares", "saves")


@dataclass(frozen=True)
class CreatorRow:
    """One creator as last told; None = nobody said."""

    creator: str  # handle, lower case, without @
    followers: int | None
    followers_read_at: datetime | None
    country: str | None  # ISO 3166 alpha-2
    language: str | None
    category: str | None


@dataclass(frozen=True)
class CreatorPanel:
    """Posts with a reading, sorted by creator, then by publication; arrays are (n_posts,), NaN = not supplied.

    `counters` are organic: bought views and engagements are taken out, or left NaN where they cannot be told apart
    (`is_boosted`). `followers` is the creator's count nearest to the publication, NaN when no count is within 90 days
    of it. `is_sponsored` is 1 or 0, NaN = nobody said. Posts of creators without any reading are not here, their
    creators are.
    """

    creators: tuple[CreatorRow, ...]
    creator: Codes  # place in `creators`
    post_id: tuple[str, ...]
    published: Array  # epoch seconds
    read_at: Array  # epoch seconds
    duration_s: Array  # NaN for photo posts
    counters: dict[str, Array]  # every name of COUNTERS
    followers: Array
    is_boosted: Flags
    is_sponsored: Array
    caption: tuple[str | None, ...]

    @property
    def age_days(self) -> Array:
        """(n_posts,) age of the post at its reading; NaN where nobody said when it was published."""
        return (self.read_at - self.published) / 86_400.0

    @cached_property
    def place(self) -> dict[str, int]:
        """Handle → place in `creators`."""
        return {row.creator: place for place, row in enumerate(self.creators)}

    def posts_of(self, place: int) -> slice:
        """The posts of one creator, oldest first."""
        return slice(*np.searchsorted(self.creator, (place, place + 1)))


def take_creators(panel: CreatorPanel, places: Codes) -> CreatorPanel:
    """The panel of some of its creators, in the order of `places` (ascending)."""
    kept = np.flatnonzero(np.isin(panel.creator, places))
    place = np.full(len(panel.creators), -1, dtype=np.int64)
    place[places] = np.arange(len(places))
    return CreatorPanel(
        creators=tuple(panel.creators[one] for one in places.tolist()),
        creator=place[panel.creator[kept]],
        post_id=tuple(panel.post_id[one] for one in kept.tolist()),
        published=panel.published[kept],
        read_at=panel.read_at[kept],
        duration_s=panel.duration_s[kept],
        counters={name: column[kept] for name, column in panel.counters.items()},
        followers=panel.followers[kept],
        is_boosted=panel.is_boosted[kept],
        is_sponsored=panel.is_sponsored[kept],
        caption=tuple(panel.caption[one] for one in kept.tolist()),
    )
