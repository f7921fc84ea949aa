"""The plan: which posts get how much of the budget, for how long, and what it is expected to bring.

A plan is a document. Nothing here writes to TikTok; a person approves exactly what it says. Start with `building.py`.
"""

from upshot.decisions.spark.plan.building import PlanGround, PlanTerms, build_plan
from upshot.decisions.spark.plan.making import make_plan
from upshot.decisions.spark.plan.model import SparkPlan, Targeting
from upshot.decisions.spark.plan.policy import Limits

__all__ = ["Limits", "PlanGround", "PlanTerms", "SparkPlan", "Targeting", "build_plan", "make_plan"]
