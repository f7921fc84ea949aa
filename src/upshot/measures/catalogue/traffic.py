"""Clicks and visits: which clicks, over what; clicks are not sessions."""

from upshot.measures.kpi import Basis, Better, Kpi, Objective, RollUp, Term, Unit

_TRAFFIC = (Objective.TRAFFIC,)
_TIKTOK = "TikTok Business Help Center, Basic metrics and definitions"

TRAFFIC = (
    Kpi(
        id="clicks_ads",
        numerator=Term("ad_day", "clicks_destination"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_TRAFFIC,
        source=_TIKTOK + ": clicks that lead to the destination",
        aliases=("clicks", "clicks_destination"),
    ),
    Kpi(
        id="ctr_ads",
        numerator=Term("ad_day", "clicks_destination"),
        denominator=Term("ad_day", "impressions"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_TRAFFIC,
        family="ctr",
        source=_TIKTOK + "; S66",
        aliases=("ctr",),
    ),
    Kpi(
        id="ctr_ads_all",
        numerator=Term("ad_day", "clicks_all"),
        denominator=Term("ad_day", "impressions"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_TRAFFIC,
        family="ctr",
        source=_TIKTOK + ": every click on the ad, likes and profile visits included",
    ),
    Kpi(
        id="ctr_reach",
        numerator=Term("ad_reach", "clicks_destination"),
        denominator=Term("ad_reach", "reach"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        roll_up=RollUp.DISTINCT,
        objectives=_TRAFFIC,
        family="ctr",
        source="S66: clicks ÷ reach, from the same total",
    ),
    Kpi(
        id="ctr_bio",
        denominator=Term("post", "views"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_TRAFFIC,
        family="ctr",
        missing_source="kpi_needs_bio_clicks",
        source="S66: clicks on the link of the profile ÷ organic views; no export gives those clicks",
    ),
    Kpi(
        id="visits_tagged",
        numerator=Term("visit", "sessions"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_TRAFFIC,
        source="S67: sessions tagged tiktok, or with a creator's utm_content; not the analytics channel Direct",
        aliases=("visits", "sessions"),
    ),
    Kpi(
        id="engaged_visit_rate",
        numerator=Term("visit", "engaged_sessions"),
        denominator=Term("visit", "sessions"),
        unit=Unit.RATE,
        better=Better.HIGHER,
        objectives=_TRAFFIC,
        source="Google Analytics Help, Engagement rate",
    ),
    Kpi(
        id="visits_direct_uplift",
        unit=Unit.COUNT,
        better=Better.HIGHER,
        basis=Basis.MODELLED,
        objectives=_TRAFFIC,
        source="S67: untagged visits above the baseline, modelled",
    ),
)
