"""Everything that is known about what the boosts added, read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from upshot.decisions.spark.effect.ads import kinds_known, read_ad_months, read_post_days
from upshot.decisions.spark.effect.boosts import find_boosts
from upshot.decisions.spark.effect.difference import compare_kinds
from upshot.decisions.spark.effect.followers import follower_gains
from upshot.decisions.spark.effect.model import SparkEffect
from upshot.decisions.spark.effect.rights import rights_lines
from upshot.decisions.spark.effect.split import split_posts
from upshot.decisions.spark.rights.model import SparkRight
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms
from upshot.version import __version__


def read_spark_effect(
    data: WorkspaceData,
    *,
    now: datetime,
    rights: Sequence[SparkRight] = (),
    creator: str | None = None,
    campaign: str | None = None,
    seed: int = 1,
) -> SparkEffect:
    """What the boosts up to `now` added, of one creator or campaign or of all.

    The comparison of Spark with other ads is always the whole brand's: one creator has no ads that are not Spark Ads.

    Parameters
    ----------
    rights : the rights ledger, for the fee per day of right; without it the `spark_ads` sheet says the days
    creator, campaign : leave out the boosts, posts and fees of others

    Raises
    ------
    UnknownName : unknown_creator, unknown_campaign
    """
    terms = read_terms(data)
    programme = read_programme(data, terms.zone)
    creator = programme.creator_named(creator).handle if creator else None
    campaign = programme.campaign_named(campaign).name if campaign else None
    today = now.astimezone(terms.zone).date()
    months, has_foreign = read_ad_months(data, programme, until=today)
    days = read_post_days(data, programme, until=today)
    every_boost = find_boosts(days)
    boosts = tuple(b for b in every_boost if creator in {None, b.creator} and campaign in {None, b.campaign})
    chosen = {boost.post_id for boost in boosts}
    posts = split_posts(data, programme, days, zone=terms.zone, level=terms.level, seed=seed, until=now)
    mine = [boost for boost in every_boost if boost.creator in {b.creator for b in boosts}]
    shown = {(b.creator, b.starts_on) for b in boosts}
    gains = follower_gains(data, mine, level=terms.level, seed=seed)
    lines = rights_lines(data, programme, rights, currency=terms.currency, zone=terms.zone)
    return SparkEffect(
        upshot_version=__version__,
        workspace=data.name,
        is_demo=data.is_demo,
        currency=terms.currency,
        level=terms.level,
        seed=seed,
        as_of=now,
        creator=creator,
        campaign=campaign,
        boosts=boosts,
        posts=tuple(p for p in posts if p.post_id in chosen or (creator == p.creator and campaign is None)
                    or (creator is None and campaign is None)),
        difference=compare_kinds(months, kinds_known(data, programme), level=terms.level),
        followers=tuple(g for g in gains if any((g.creator, b.starts_on) in shown and b.creator == g.creator
                                                and g.starts_on <= b.starts_on <= g.ends_on for b in boosts)),
        rights=tuple(r for r in lines if creator in {None, r.creator} and campaign in {None, r.campaign}),
        caveats=(Phrase(code="effect_caveat_no_exchange_rate"),) if has_foreign else (),
    )  # fmt: skip
