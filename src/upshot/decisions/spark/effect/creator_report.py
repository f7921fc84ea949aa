"""What a brand may hand to a creator about boosts of their posts: results and earnings, none of its secrets.

The report is built from named fields only: margins, ROI, other creators and campaign names have no place in it, and
what was spent stands in it only where the brand allows it.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from upshot.decisions.spark.effect.model import Amount, Boost, PostSplit, RightsLine, SparkEffect
from upshot.decisions.verdict.model import Part, Phrase
from upshot.errors import InvalidInput
from upshot.vocabulary.entities import Collaboration

CREATOR_REPORT_VERSION = "1.0"


class BoostLine(Part):
    """One boost as its creator may see it; `spend` is None unless the brand allows it."""

    post_id: str
    url: str | None
    caption: str | None
    starts_on: date
    ends_on: date
    days_delivered: int
    views_paid: int | None
    engagements_paid: int | None
    profile_visits_paid: int | None
    follows_paid: int | None
    spend: Decimal | None


class PostLine(Part):
    """A boosted post today: paid and organic apart."""

    post_id: str
    url: str | None
    caption: str | None
    read_at: datetime
    views: int
    views_paid: Amount
    views_organic: Amount
    engagements_paid: Amount
    engagements_organic: Amount
    er_organic: Amount
    er_paid: Amount
    caveats: tuple[Phrase, ...]


class FollowerLine(Part):
    """Followers during a boost period, and above what the days before led to expect."""

    starts_on: date
    ends_on: date
    observed: int | None
    above_baseline: Amount
    is_gain: bool


class Earning(Part):
    """What the creator earned: the fee for the content, and apart from it the fee for the right to advertise."""

    kind: Literal["fee", "rights"]
    amount: Decimal
    currency: str
    starts_on: date | None
    ends_on: date | None
    days: int | None
    per_day: Decimal | None
    why_null: Phrase | None = None


class CreatorReport(Part):
    """The creator's own report of the boosts of their posts."""

    schema_version: str = CREATOR_REPORT_VERSION
    upshot_version: str
    creator: str
    brand: str
    is_demo: bool
    as_of: datetime
    level: float
    currency: str
    shows_spend: bool
    boosts: tuple[BoostLine, ...]
    posts: tuple[PostLine, ...]
    followers: tuple[FollowerLine, ...]
    earnings: tuple[Earning, ...]


def report_to_creator(
    effect: SparkEffect,
    collaborations: tuple[Collaboration, ...],
    *,
    brand: str | None = None,
    show_spend: bool = False,
) -> CreatorReport:
    """Cut an effect read for one creator to what may leave the house.

    Parameters
    ----------
    effect : read with `creator=`
    collaborations : of the workspace; only the creator's own fees are taken
    brand : how the brand calls itself to the creator; the workspace's name where nobody says
    show_spend : whether the brand lets the creator see what it spent on the ads

    Raises
    ------
    InvalidInput : creator_report_of_all, an effect that was not read for one creator
    """
    if effect.creator is None:
        raise InvalidInput("creator_report_of_all")
    splits = {post.post_id: post for post in effect.posts}
    return CreatorReport(
        upshot_version=effect.upshot_version,
        creator=effect.creator,
        brand=brand or effect.workspace,
        is_demo=effect.is_demo,
        as_of=effect.as_of,
        level=effect.level,
        currency=effect.currency,
        shows_spend=show_spend,
        boosts=tuple(_boost(boost, splits.get(boost.post_id), show_spend=show_spend) for boost in effect.boosts),
        posts=tuple(_post(post) for post in effect.posts if post.creator == effect.creator),
        followers=tuple(
            FollowerLine(starts_on=g.starts_on, ends_on=g.ends_on, observed=g.observed,
                         above_baseline=g.above_baseline, is_gain=g.is_gain)
            for g in effect.followers
        ),
        earnings=_earnings(effect, collaborations),
    )  # fmt: skip


def _boost(boost: Boost, split: PostSplit | None, *, show_spend: bool) -> BoostLine:
    shared = ("post_id", "starts_on", "ends_on", "days_delivered", "views_paid", "engagements_paid",
              "profile_visits_paid", "follows_paid")  # fmt: skip
    return BoostLine(
        url=split.url if split else None,
        caption=split.caption if split else None,
        spend=boost.spend if show_spend else None,
        **{name: getattr(boost, name) for name in shared},
    )


def _post(post: PostSplit) -> PostLine:
    return PostLine(**{name: getattr(post, name) for name in PostLine.model_fields})


def _earnings(effect: SparkEffect, collaborations: tuple[Collaboration, ...]) -> tuple[Earning, ...]:
    """Content fees of the collaborations, then rights fees with what a day of right brought."""
    fees = [
        Earning(kind="fee", amount=deal.fee, currency=deal.currency or effect.currency, starts_on=deal.starts_on,
                ends_on=deal.ends_on, days=None, per_day=None)
        for deal in collaborations
        if deal.creator == effect.creator and deal.fee is not None and effect.campaign in {None, deal.campaign}
    ]  # fmt: skip
    return (*fees, *(_rights(line, effect.currency) for line in effect.rights if line.rights_fee is not None))


def _rights(line: RightsLine, currency: str) -> Earning:
    return Earning(
        kind="rights", amount=line.rights_fee or Decimal(0), currency=line.currency or currency,
        starts_on=line.starts_on, ends_on=line.ends_on, days=line.days, per_day=line.fee_per_day,
        why_null=line.why_null,
    )  # fmt: skip
