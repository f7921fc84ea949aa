"""Where the next money goes: the creator response model's draws turned into an allocation over creators and boosts.

Arrays and settings in, a document out; nothing here fits a model or schedules an ad (`spark/plan` does that). Start
with `making.py`, which reads a workspace's material, then `building.py`.
"""

from upshot.decisions.budget.asking import BudgetTerms, Limit, parse_limit, parse_price
from upshot.decisions.budget.building import Worked, build_plan, work_out
from upshot.decisions.budget.ground import BudgetGround, Offer, OldPost
from upshot.decisions.budget.making import make_budget, read_ground
from upshot.decisions.budget.model import BudgetPlan

__all__ = [
    "BudgetGround",
    "BudgetPlan",
    "BudgetTerms",
    "Limit",
    "Offer",
    "OldPost",
    "Worked",
    "build_plan",
    "make_budget",
    "parse_limit",
    "parse_price",
    "read_ground",
    "work_out",
]
