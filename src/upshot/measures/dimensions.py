"""The dimensions, and who belongs to whom: ad → post → creator → collaboration → campaign, resolved once.

An order belongs to a creator only through attribution (`credit`), never through this file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme, read_programme
from upshot.measures.terms import zone_of
from upshot.registries.tiers import tier_of
from upshot.vocabulary.entities import Post


class Dimension(StrEnum):
    """What a KPI can be broken down by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    CAMPAIGN = "campaign"
    CREATOR = "creator"
    TIER = "tier"
    COLLABORATION_TYPE = "collaboration_type"
    POST = "post"
    AD = "ad"
    COUNTRY = "country"
    CONTENT_TYPE = "content_type"

    @property
    def is_time(self) -> bool:
        """Whether it cuts time."""
        return self in {Dimension.DAY, Dimension.WEEK, Dimension.MONTH}


@dataclass(frozen=True)
class AdLinks:
    """What hangs on an ad."""

    post_id: str | None
    creator: str | None
    campaign: str | None
    collaboration_type: str | None
    content_type: str | None


class Links:
    """The joins of one workspace; each is computed on first use and kept for the query."""

    def __init__(self, data: WorkspaceData) -> None:
        self._data = data

    @cached_property
    def collaborations(self) -> list[dict[str, Any]]:
        """The collaboration records."""
        return self._data.rows("collaboration")

    @cached_property
    def campaigns(self) -> dict[str, dict[str, Any]]:
        """The campaign records by name."""
        return {row["campaign"]: row for row in self._data.rows("campaign")}

    @cached_property
    def spark_ads(self) -> dict[str, dict[str, Any]]:
        """The spark_ad records by ad."""
        return {row["ad_id"]: row for row in self._data.rows("spark_ad")}

    @cached_property
    def _by_creator(self) -> dict[str, list[dict[str, Any]]]:
        found = defaultdict(list)
        for row in self.collaborations:
            found[row["creator"]].append(row)
        return dict(found)

    @cached_property
    def collaboration_of_content(self) -> dict[str, dict[str, Any]]:
        """utm_content (lower case) → collaboration; a value claimed by two creators belongs to none."""
        return _claimed(self.collaborations, "utm_contents", str.lower)

    @cached_property
    def collaboration_of_code(self) -> dict[str, dict[str, Any]]:
        """Discount code (upper case) → collaboration; a code claimed by two creators belongs to none."""
        return _claimed(self.collaborations, "codes", str.upper)

    @cached_property
    def programme(self) -> Programme:
        """The programme as ledgers and verdict read it."""
        return read_programme(self._data, zone_of(self._data))

    @property
    def posts(self) -> dict[str, Post]:
        """Every post that has a creator, with its collaboration and campaign."""
        return self.programme.post

    @cached_property
    def ads(self) -> dict[str, AdLinks]:
        """Every ad we hold spend for, or that a sheet names, with what hangs on it."""
        keys = ["ad_id", "post_id", "campaign_name"]
        spent = self._data.frame("ad_day").group_by(keys).agg(nw.col("day").min()).collect().rows()
        found = {row[0]: self._ad(*row) for row in sorted(spent, key=str)}
        for ad_id in self.spark_ads:
            found.setdefault(ad_id, self._ad(ad_id, None, None, None))
        return found

    def _ad(self, ad_id: str, post_id: str | None, campaign_name: str | None, day: date | None) -> AdLinks:
        tie = self.programme.tie_of_ad(ad_id, post_id, campaign_name, day)
        post = self.posts.get(tie.post_id or "")
        return AdLinks(
            post_id=tie.post_id,
            creator=tie.creator,
            campaign=tie.campaign,
            collaboration_type=post.collaboration_type if post else None,
            content_type=post.content_type if post else None,
        )

    @cached_property
    def boosted_posts(self) -> frozenset[str]:
        """Posts that an ad ran on."""
        return frozenset(ad.post_id for ad in self.ads.values() if ad.post_id)

    def collaboration_type_of(self, creator: str | None, campaign: str | None) -> str | None:
        """The type of the creator's collaboration in the campaign, if there is exactly one."""
        rows = self._by_creator.get(creator or "", ())
        kinds = {row["collaboration_type"] for row in rows if campaign is None or row["campaign"] == campaign}
        return kinds.pop() if len(kinds) == 1 else None

    @cached_property
    def _followers(self) -> dict[str, tuple[list[datetime], list[int]]]:
        frame = self._data.frame("creator_reading").filter(~nw.col("followers").is_null())
        rows = frame.select("creator", "read_at", "followers").collect().rows()
        found: dict[str, tuple[list[datetime], list[int]]] = defaultdict(lambda: ([], []))
        for creator, read_at, followers in sorted(rows):
            found[creator][0].append(read_at)
            found[creator][1].append(followers)
        return dict(found)

    @cached_property
    def _followers_told(self) -> dict[str, int]:
        return {row["creator"]: row["followers"] for row in self._data.rows("creator") if row["followers"] is not None}

    def followers_at(self, creator: str | None, instant: datetime | None) -> int | None:
        """Followers when a post came out: the last reading before it, else the first after it, else as last told."""
        if creator is None:
            return None
        instants, counts = self._followers.get(creator, ([], []))
        if not counts:
            return self._followers_told.get(creator)
        if instant is None:
            return counts[-1]
        return counts[max(bisect_right(instants, instant) - 1, 0)]

    def tier(self, creator: str | None) -> str | None:
        """The creator's size class, by the latest follower count."""
        return tier_of(self.followers_at(creator, None))


def _claimed(rows: Iterable[dict[str, Any]], column: str, spelt: Any) -> dict[str, dict[str, Any]]:
    owners: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        for value in row[column] or ():
            owners[spelt(value)].append(row)
    return {value: rows[-1] for value, rows in owners.items() if len({row["creator"] for row in rows}) == 1}
