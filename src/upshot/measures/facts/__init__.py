"""The fact tables that KPIs are written over: what a row is, which dimensions it carries, how it is read.

`FACTS` names them all. Start with `base.py`; a KPI never reads a workspace table directly.
"""

from upshot.measures.facts.ads import AD_DAY_FACT, AD_REACH_FACT
from upshot.measures.facts.base import Fact, Reading
from upshot.measures.facts.ledgers import COST_FACT, CREDIT_FACT
from upshot.measures.facts.posts import POST_FACT, POST_GAIN_FACT, POST_RECENT_FACT, PUBLICATION_FACT
from upshot.measures.facts.shop import LEAD_FACT, ORDER_FACT, ORGANIC_FACT, VISIT_FACT

FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        AD_DAY_FACT,
        AD_REACH_FACT,
        POST_FACT,
        POST_GAIN_FACT,
        POST_RECENT_FACT,
        PUBLICATION_FACT,
        ORGANIC_FACT,
        ORDER_FACT,
        VISIT_FACT,
        LEAD_FACT,
        CREDIT_FACT,
        COST_FACT,
    )
}

__all__ = ["FACTS", "Fact", "Reading"]
