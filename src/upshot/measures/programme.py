"""The programme as recorded: who agreed what for which campaign, which posts came of it, which ads run them.

Posts and ads are tied to creators and campaigns here, once, so that KPIs, ledgers and verdict cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from upshot.errors import UnknownName
from upshot.measures.data import WorkspaceData
from upshot.measures.names import nearest
from upshot.vocabulary.entities import Campaign, Collaboration, Creator, Post, SparkAd
from upshot.vocabulary.tiktok_links import post_id_of

FIRST_DAY = date.min
LAST_DAY = date.max


@dataclass(frozen=True)
class AdTie:
    """Whose an ad is and what it promotes; None where nothing says."""

    post_id: str | None
    creator: str | None
    campaign: str | None


@dataclass(frozen=True)
class Programme:
    """Creators, campaigns, collaborations, posts and Spark ads of one workspace, in key order."""

    creators: dict[str, Creator]
    campaigns: dict[str, Campaign]
    collaborations: tuple[Collaboration, ...]
    posts: tuple[Post, ...]
    spark_ads: tuple[SparkAd, ...]
    zone: ZoneInfo

    @cached_property
    def post(self) -> dict[str, Post]:
        """Posts by id."""
        return {post.post_id: post for post in self.posts}

    @cached_property
    def spark_ad(self) -> dict[str, SparkAd]:
        """Spark ads by ad id."""
        return {ad.ad_id: ad for ad in self.spark_ads}

    @cached_property
    def by_creator(self) -> dict[str, tuple[Collaboration, ...]]:
        """Collaborations of each creator, oldest first."""
        return collaborations_by_creator(self.collaborations)

    def campaign_of(self, creator: str, day: date | None) -> str | None:
        """The campaign for which `creator` worked on `day`; None when no collaboration covers it."""
        found = covering(self.by_creator.get(creator, ()), day)
        return found.campaign if found else None

    def tie_of_ad(self, ad_id: str | None, post_id: str | None, campaign_name: str | None, day: date | None) -> AdTie:
        """Tie an ad to creator and campaign: by the `spark_ads` sheet, else by its post, else by the campaign's name.

        Parameters
        ----------
        post_id, campaign_name : what the report says of the ad
        day : its first day; the creator's collaboration of that day names the campaign that sheet and post do not
        """
        ad = self.spark_ad.get(ad_id or "")
        post_id = (ad.post_id if ad else None) or post_id
        post = self.post.get(post_id or "")
        creator = (ad.creator if ad else None) or (post.creator if post else None)
        campaign = (ad.campaign if ad else None) or (post.campaign if post else None)
        if campaign is None and creator is not None:
            campaign = self.campaign_of(creator, day) or self.campaign_of(creator, None)
        return AdTie(post_id, creator, campaign or self._campaign_called(campaign_name))

    def _campaign_called(self, name: str | None) -> str | None:
        """A known campaign of exactly that name, letter case aside."""
        folded = (name or "").strip().casefold()
        return next((campaign for campaign in self.campaigns if campaign.casefold() == folded), None)

    def campaign_named(self, name: str) -> Campaign:
        """The campaign of that name, letter case aside; `UnknownName` with the nearest ones otherwise."""
        return self.campaigns[known(name, self.campaigns, "unknown_campaign")]

    def creator_named(self, handle: str) -> Creator:
        """The creator of that handle, with or without @; `UnknownName` with the nearest ones otherwise."""
        return self.creators[known(handle.removeprefix("@"), self.creators, "unknown_creator")]


def read_programme(data: WorkspaceData, zone: ZoneInfo) -> Programme:
    """Read the records and the posts, and tie posts to campaigns.

    A post belongs to the campaign whose collaboration lists its link; failing that, to the campaign of the creator's
    collaboration that covers its day, the latest to start winning; failing that, to the campaign for which the
    `spark_ads` sheet promotes it. Creators and campaigns named only in a collaboration exist too.
    """
    collaborations = tuple(_collaboration(row) for row in data.rows("collaboration"))
    creators = {row["creator"]: _creator(row) for row in data.rows("creator")}
    campaigns = {row["campaign"]: _campaign(row) for row in data.rows("campaign")}
    for item in collaborations:
        creators.setdefault(item.creator, Creator(item.creator))
        campaigns.setdefault(item.campaign, Campaign(item.campaign))
    spark_ads = tuple(_spark_ad(row) for row in data.rows("spark_ad"))
    posts = _posts(data, collaborations, spark_ads, zone)
    for post in posts:
        creators.setdefault(post.creator, Creator(post.creator))
    return Programme(
        dict(sorted(creators.items())), dict(sorted(campaigns.items())), collaborations, posts, spark_ads, zone
    )


def collaborations_by_creator(collaborations: tuple[Collaboration, ...]) -> dict[str, tuple[Collaboration, ...]]:
    """Collaborations of each creator, oldest first."""
    found: dict[str, list[Collaboration]] = {}
    for item in sorted(collaborations, key=lambda c: (c.starts_on or FIRST_DAY, c.campaign, c.collaboration_type)):
        found.setdefault(item.creator, []).append(item)
    return {creator: tuple(items) for creator, items in found.items()}


def covering(collaborations: tuple[Collaboration, ...], day: date | None) -> Collaboration | None:
    """The collaboration of a creator that covers `day`, the latest to start winning; a sole campaign needs no day."""
    if day is None:
        return collaborations[-1] if len({item.campaign for item in collaborations}) == 1 else None
    running = [c for c in collaborations if (c.starts_on or FIRST_DAY) <= day <= (c.ends_on or LAST_DAY)]
    return running[-1] if running else None


def known(name: str, names: dict[str, Any], code: str) -> str:
    """`name` as it is spelt in `names`, letter case aside."""
    found = {key.casefold(): key for key in names}.get(name.strip().casefold())
    if found is None:
        raise UnknownName(code, seen=name, nearest=nearest(name, names, cutoff=0.4) or sorted(names)[:3])
    return found


def _posts(
    data: WorkspaceData, collaborations: tuple[Collaboration, ...], spark_ads: tuple[SparkAd, ...], zone: ZoneInfo
) -> tuple[Post, ...]:
    promoted = {ad.post_id: ad.campaign for ad in spark_ads if ad.post_id}
    listed = {id_: item for item in collaborations for id_ in item.post_ids}
    by_creator = collaborations_by_creator(collaborations)
    columns = ("post_id", "creator", "url", "published_at", "caption", "content_type")
    rows = {row["post_id"]: row for row in data.frame("post").select(*columns).collect().to_arrow().to_pylist()}
    for item in collaborations:  # a post that is only listed so far still exists
        for post_id in item.post_ids:
            rows.setdefault(post_id, dict.fromkeys(columns) | {"post_id": post_id, "creator": item.creator})
    found = []
    for post_id in sorted(rows):
        row, by_link = rows[post_id], listed.get(post_id)
        creator = row["creator"] or (by_link.creator if by_link else None)
        if creator is None:
            continue
        published = _utc(row["published_at"])
        day = published.astimezone(zone).date() if published else None
        deal = by_link or covering(by_creator.get(creator, ()), day)
        campaign = deal.campaign if deal else promoted.get(post_id)
        kind = deal.collaboration_type if deal else None
        found.append(Post(post_id, creator, campaign, published, row["url"], row["caption"], row["content_type"], kind))
    return tuple(found)


def _creator(row: dict[str, Any]) -> Creator:
    return Creator(row["creator"], row.get("display_name"), row.get("followers"), row.get("country"))


def _campaign(row: dict[str, Any]) -> Campaign:
    return Campaign(
        row["campaign"],
        row.get("starts_on"),
        row.get("ends_on"),
        row.get("read_out_on"),
        row.get("currency"),
        row.get("hurdle_rate"),
        _money(row.get("overhead_cost")),
    )


def _collaboration(row: dict[str, Any]) -> Collaboration:
    links = (post_id_of(link) for link in row.get("post_urls") or ())
    return Collaboration(
        campaign=row["campaign"],
        creator=row["creator"],
        collaboration_type=row.get("collaboration_type") or "other",
        starts_on=row.get("starts_on"),
        ends_on=row.get("ends_on"),
        fee=_money(row.get("fee")),
        product_cost=_money(row.get("product_cost")),
        shipping_cost=_money(row.get("shipping_cost")),
        rights_fee=_money(row.get("rights_fee")),
        other_cost=_money(row.get("other_cost")),
        currency=row.get("currency"),
        codes=tuple(code.strip().upper() for code in row.get("codes") or () if code.strip()),
        utm_contents=tuple(tag.strip().lower() for tag in row.get("utm_contents") or () if tag.strip()),
        post_ids=tuple(post_id for post_id in links if post_id),
    )


def _spark_ad(row: dict[str, Any]) -> SparkAd:
    names = ("ad_id", "post_id", "creator", "campaign", "authorised_until")
    return SparkAd(*(row.get(name) for name in names))  # type: ignore[arg-type]


def _money(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _utc(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
