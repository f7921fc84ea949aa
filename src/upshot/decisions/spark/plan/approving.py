"""A person's word on a plan, kept in the audit trail; without it a plan is a proposal."""

from __future__ import annotations

from datetime import datetime

from upshot.decisions.spark.plan.model import Approval, SparkPlan
from upshot.errors import InvalidInput
from upshot.records.journal import Journal

ACT = "approve_spark_plan"
LONGEST_NAME = 120


def approve_plan(records: Journal, workspace: str, plan: SparkPlan, *, who: str, now: datetime) -> SparkPlan:
    """Record who approves exactly this plan; approving it again leaves the first approval.

    Raises
    ------
    InvalidInput : spark_approval_needs_name
    """
    name = " ".join(who.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput("spark_approval_needs_name", seen=name[:40])
    known = with_approval(records, workspace, plan)
    if known.approval is not None:
        return known
    detail = {
        "budget": str(plan.planned),
        "currency": plan.currency,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "flights": {flight.post_id: str(flight.budget) for flight in plan.flights},
        "data_version": plan.data_version,
    }
    records.audit(workspace, who=name, act=ACT, subject=plan.digest, now=now, detail=detail)
    return plan.model_copy(update={"approval": Approval(who=name, at=now, digest=plan.digest)})


def with_approval(records: Journal, workspace: str, plan: SparkPlan) -> SparkPlan:
    """The plan with its approval, where somebody approved exactly this one."""
    for event in records.audit_events(workspace):
        if event.act == ACT and event.subject == plan.digest:
            approval = Approval(who=event.who, at=event.at, digest=plan.digest)
            return plan.model_copy(update={"approval": approval})
    return plan
