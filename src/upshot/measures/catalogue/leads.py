"""Sign-ups: observed by code or tag, counted once per person; modelled ones apart."""

from upshot.measures.kpi import Basis, Better, Kpi, Objective, RollUp, Term, Unit

_LEADS = (Objective.LEADS,)

LEADS = (
    Kpi(
        id="leads_click",
        numerator=Term("lead", "leads"),
        unit=Unit.COUNT,
        better=Better.HIGHER,
        roll_up=RollUp.SUM,
        objectives=_LEADS,
        source="S55, S64: people with a creator's code or tag, an ad's id, or a tiktok source; one per e-mail",
        aliases=("leads",),
    ),
    Kpi(
        id="leads_view_model",
        unit=Unit.COUNT,
        better=Better.HIGHER,
        basis=Basis.MODELLED,
        objectives=_LEADS,
        source="S64: sign-ups after seeing without a click, modelled",
    ),
    Kpi(
        id="cpl",
        numerator=Term("cost_line", "amount"),
        denominator=Term("lead", "leads"),
        unit=Unit.MONEY,
        better=Better.LOWER,
        objectives=_LEADS,
        at_least_cost=True,
        source="S65: all-in cost ÷ leads",
    ),
    Kpi(
        id="cpl_ads",
        numerator=Term("cost_line", "amount_ads"),
        denominator=Term("lead", "leads_ads"),
        unit=Unit.MONEY,
        better=Better.LOWER,
        objectives=_LEADS,
        at_least_cost=True,
        source="S65: ad spend ÷ leads whose utm_content is an ad's id",
    ),
)
