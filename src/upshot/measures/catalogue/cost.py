"""Cost per something: all-in by default; `_ads` when only media spend is counted."""

from upshot.measures.kpi import Basis, Better, Kpi, Objective, RollUp, Term, Unit

_ALL = tuple(Objective)
_TIKTOK = "TikTok Business Help Center, Basic metrics and definitions"


def _all_in(kpi_id: str, base: Term, source: str, *objectives: Objective, per: int = 1) -> Kpi:
    is_credit = base.fact == "credit"
    return Kpi(
        id=kpi_id,
        numerator=Term("cost_line", "amount"),
        denominator=base,
        per=per,
        unit=Unit.MONEY,
        better=Better.LOWER,
        basis=Basis.ATTRIBUTED if is_credit else Basis.OBSERVED,
        objectives=objectives,
        at_least_cost=True,
        source=source,
    )


def _ads(kpi_id: str, base: str, source: str, *objectives: Objective, per: int = 1) -> Kpi:
    return Kpi(
        id=kpi_id,
        numerator=Term("ad_day", "spend"),
        denominator=Term("ad_day", base),
        per=per,
        unit=Unit.MONEY,
        better=Better.LOWER,
        objectives=objectives,
        at_least_cost=True,
        source=source,
    )


_PAID_ENGAGEMENTS = "likes_paid + comments_paid + shares_paid"

COST = (
    Kpi(
        id="spend_ads",
        numerator=Term("ad_day", "spend"),
        unit=Unit.MONEY,
        better=Better.NEITHER,
        roll_up=RollUp.SUM,
        objectives=_ALL,
        source=_TIKTOK,
        aliases=("spend", "ad_spend"),
    ),
    Kpi(
        id="cost_all_in",
        numerator=Term("cost_line", "amount"),
        unit=Unit.MONEY,
        better=Better.NEITHER,
        roll_up=RollUp.SUM,
        objectives=_ALL,
        source="methods §5.9: fees, product, shipping, rights, ads, agency, tools, hours",
        aliases=("cost",),
    ),
    _all_in(
        "cpm", Term("ad_day", "impressions"), "S66: all-in cost of 1,000 ad displays", Objective.AWARENESS, per=1000
    ),
    _all_in("cpm_views", Term("post", "views"), "All-in cost of 1,000 plays of posts", Objective.AWARENESS, per=1000),
    _all_in("cpc", Term("ad_day", "clicks_destination"), "All-in cost of a destination click", Objective.TRAFFIC),
    _all_in("cpv_6s", Term("ad_day", "video_views_6s"), "All-in cost of a 6-second view", Objective.AWARENESS),
    _all_in("cpe", Term("post", "likes + comments + shares"), "All-in cost of an engagement", Objective.ENGAGEMENT),
    _all_in("cpa", Term("credit", "orders"), "All-in cost of a credited order", Objective.SALES),
    _all_in("cac", Term("credit", "new_orders"), "All-in cost of a credited new customer", Objective.SALES),
    _ads("cpm_ads", "impressions", _TIKTOK, Objective.AWARENESS, per=1000),
    _ads("cpc_ads", "clicks_destination", _TIKTOK, Objective.TRAFFIC),
    _ads("cpv_6s_ads", "video_views_6s", _TIKTOK, Objective.AWARENESS),
    _ads("cpe_ads", _PAID_ENGAGEMENTS, _TIKTOK, Objective.ENGAGEMENT),
    _ads(
        "cpa_ads",
        "conversions",
        _TIKTOK + ": conversions as the platform counts them",
        Objective.SALES,
        Objective.LEADS,
    ),
)
