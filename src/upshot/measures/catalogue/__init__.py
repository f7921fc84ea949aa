"""Every KPI, one object each. `KPIS` holds them by id; `find_kpi` knows their other names and the nearest ones.

To add one: an object in the file of its subject, two lines of wording in each language, one golden case.
"""

from upshot.errors import NotAllowed, UnknownName
from upshot.measures.catalogue.awareness import AWARENESS
from upshot.measures.catalogue.conversion import CONVERSION
from upshot.measures.catalogue.cost import COST
from upshot.measures.catalogue.delivery import DELIVERY
from upshot.measures.catalogue.engagement import ENGAGEMENT
from upshot.measures.catalogue.leads import LEADS
from upshot.measures.catalogue.revenue import REVENUE
from upshot.measures.catalogue.traffic import TRAFFIC
from upshot.measures.kpi import Kpi, Objective
from upshot.measures.names import nearest
from upshot.measures.refusals import check_addable

KPIS: dict[str, Kpi] = {
    kpi.id: kpi for kpi in (*DELIVERY, *AWARENESS, *ENGAGEMENT, *TRAFFIC, *LEADS, *CONVERSION, *COST, *REVENUE)
}
_NAMES = {name: kpi for kpi in KPIS.values() for name in (kpi.id, *kpi.aliases)}


def find_kpi(name: str) -> Kpi:
    """The KPI by its id or another name.

    Raises
    ------
    UnknownName : nobody knows it; the nearest names
    NotAllowed : two KPIs joined by +, which never add up
    """
    spelt = name.strip().lower().replace("-", "_").replace(" ", "_")
    if spelt in _NAMES:
        return _NAMES[spelt]
    parts = [part.strip("_") for part in spelt.split("+")]
    if len(parts) > 1 and all(part in _NAMES for part in parts):
        check_addable(_NAMES[parts[0]], _NAMES[parts[1]])
        raise NotAllowed("kpi_cannot_be_added", seen=name)
    raise UnknownName("kpi_unknown", seen=name, nearest=nearest(spelt, _NAMES), valid=sorted(KPIS))


def kpis_for(objective: Objective) -> tuple[Kpi, ...]:
    """The KPIs that serve an objective, in the order of the catalogue."""
    return tuple(kpi for kpi in KPIS.values() if objective in kpi.objectives)


__all__ = ["KPIS", "find_kpi", "kpis_for"]
