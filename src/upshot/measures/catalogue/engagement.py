"""Engagement: letters say what is summed (likes, comments, shares, bookmarks), the name says over what."""

from upshot.measures.kpi import Better, Kpi, Objective, RollUp, Term, Unit

_LCS = "likes + comments + shares"
_ENGAGED = (Objective.ENGAGEMENT,)
_FAMILY = "engagement_rate"


def _rate(kpi_id: str, top: str, base: str, source: str, *aliases: str) -> Kpi:
    return Kpi(
        id=kpi_id,
        numerator=Term("post", top),
        denominator=Term("post", base),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_ENGAGED,
        family=_FAMILY,
        source=source,
        aliases=aliases,
    )


ENGAGEMENT = (
    Kpi(
        id="engagements_lcs",
        numerator=Term("post", _LCS),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_ENGAGED,
        source="S58, S71: what the default engagement rate counts",
        aliases=("engagements",),
    ),
    Kpi(
        id="engagements_lcsb",
        numerator=Term("post", _LCS + " + saves"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_ENGAGED,
        source="methods §5.1",
    ),
    Kpi(
        id="engagements_ads",
        numerator=Term("ad_day", "likes_paid + comments_paid + shares_paid"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_ENGAGED,
        source="TikTok Business Help Center, paid likes, comments and shares",
    ),
    _rate("er_views_lcs", _LCS, "views", "S71, the default; views include paid ones, which depress it"),
    _rate("er_views_lcsb", _LCS + " + saves", "views", "CreatorIQ 2023, methods §5.1"),
    _rate("er_followers_lcs", _LCS, "followers", "Older benchmarks; followers when the post came out, methods §5.1"),
    _rate("er_followers_lc", "likes + comments", "followers", "GRIN, methods §5.1"),
    _rate("er_followers_l", "likes", "followers", "Modash, methods §5.1"),
    _rate("er_reach", _LCS, "reach", "Needs the creator's own analytics, methods §5.1"),
    Kpi(
        id="er_median_k",
        numerator=Term("post_recent", _LCS),
        denominator=Term("post_recent", "views"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        roll_up=RollUp.MEDIAN,
        objectives=_ENGAGED,
        family=_FAMILY,
        source="methods §5.1: median of the last 12 posts without ads, at least 7 days old",
        aliases=("er_median_12",),
    ),
    Kpi(
        id="view_rate",
        numerator=Term("post", "views"),
        denominator=Term("post", "followers"),
        unit=Unit.RATIO,
        better=Better.HIGHER,
        roll_up=RollUp.MEDIAN,
        objectives=(Objective.AWARENESS, Objective.ENGAGEMENT),
        source="methods §5.1: median of views ÷ followers when the post came out",
    ),
    Kpi(
        id="share_rate",
        numerator=Term("post", "shares"),
        denominator=Term("post", "views"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_ENGAGED,
        source="methods §5.14",
    ),
    Kpi(
        id="save_rate",
        numerator=Term("post", "saves"),
        denominator=Term("post", "views"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_ENGAGED,
        source="S18: tutorials are kept for later",
    ),
    Kpi(
        id="comment_rate",
        numerator=Term("post", "comments"),
        denominator=Term("post", "views"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_ENGAGED,
        source="S58: comments ÷ views, how much a post makes people talk",
    ),
    Kpi(
        id="followers_gained",
        numerator=Term("account_organic_day", "followers_change"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_ENGAGED,
        source="S58: followers won less lost, the brand's own account",
        aliases=("net_followers",),
    ),
    Kpi(
        id="follows_ads",
        numerator=Term("ad_day", "follows_paid"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_ENGAGED,
        source="TikTok Business Help Center, paid follows",
    ),
)
