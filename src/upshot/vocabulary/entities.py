"""The nouns of a programme, as people recorded them: campaign, creator, collaboration, post, Spark ad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Creator:
    """A creator; `handle` is lower case, without @."""

    handle: str
    display_name: str | None = None
    followers: int | None = None
    country: str | None = None


@dataclass(frozen=True)
class Campaign:
    """A campaign; `overhead_cost` is agency, tools and whatever belongs to no single creator."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    read_out_on: date | None = None
    currency: str | None = None
    hurdle_rate: float | None = None
    overhead_cost: Decimal | None = None


@dataclass(frozen=True)
class Collaboration:
    """What one creator agreed for one campaign; money as billed in `currency`."""

    campaign: str
    creator: str
    collaboration_type: str
    starts_on: date | None
    ends_on: date | None
    fee: Decimal | None
    product_cost: Decimal | None
    shipping_cost: Decimal | None
    rights_fee: Decimal | None
    other_cost: Decimal | None
    currency: str | None
    codes: tuple[str, ...]
    utm_contents: tuple[str, ...]
    post_ids: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """A post and the campaign it was made for, where that can be told."""

    post_id: str
    creator: str
    campaign: str | None
    published_at: datetime | None
    url: str | None = None
    caption: str | None = None
    content_type: str | None = None
    collaboration_type: str | None = None


@dataclass(frozen=True)
class SparkAd:
    """The link between an ad and what it promotes."""

    ad_id: str
    post_id: str | None
    creator: str | None
    campaign: str | None
    authorised_until: date | None = None
