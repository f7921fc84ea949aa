"""Whether people came to know the brand: organic reach over a named population, mentions, followers."""

from upshot.measures.kpi import Basis, Better, Kpi, Objective, RollUp, Term, Unit

_AWARE = (Objective.AWARENESS,)
_PER_POST = frozenset({"post"})

AWARENESS = (
    Kpi(
        id="reach_organic",
        numerator=Term("post", "reach"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.DISTINCT,
        objectives=_AWARE,
        needs=_PER_POST,
        source="TikTok Studio, Content analytics; S61",
        aliases=("reach_post",),
    ),
    Kpi(
        id="reach_rate_followers",
        numerator=Term("post", "reach"),
        denominator=Term("post", "followers"),
        unit=Unit.RATIO,
        better=Better.HIGHER,
        roll_up=RollUp.DISTINCT,
        objectives=_AWARE,
        needs=_PER_POST,
        family="reach_rate",
        source="S61: the population is named; followers when the post came out, so that it may pass 100 %",
        aliases=("reach_rate",),
    ),
    Kpi(
        id="reach_rate_audience",
        numerator=Term("ad_reach", "reach"),
        denominator=Term("ad_reach", "target_audience_size"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        roll_up=RollUp.DISTINCT,
        objectives=_AWARE,
        needs=frozenset({"campaign"}),
        family="reach_rate",
        source="S61: the population is named; the number that the campaign's target_audience gives",
    ),
    Kpi(
        id="mentions_caption",
        numerator=Term("publication", "mentions_caption"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_AWARE,
        source="S63: posts whose caption or hashtags name the brand (setting brand_terms)",
        aliases=("mentions", "brand_mentions"),
    ),
    Kpi(
        id="posts",
        numerator=Term("publication", "posts"),
        unit=Unit.COUNT,
        better=Better.NEITHER,
        roll_up=RollUp.SUM,
        objectives=(Objective.AWARENESS, Objective.ENGAGEMENT),
        source="Posts held, by the day they came out",
    ),
    Kpi(
        id="profile_views",
        numerator=Term("account_organic_day", "profile_views"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_AWARE,
        source="TikTok Studio, Overview",
    ),
    Kpi(
        id="brand_lift",
        unit=Unit.RATE,
        better=Better.HIGHER,
        basis=Basis.MODELLED,
        objectives=_AWARE,
        source="methods §5.11: share among the exposed less share among the control",
    ),
)
