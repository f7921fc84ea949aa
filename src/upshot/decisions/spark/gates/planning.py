"""Consent, objective and spread: what people must have decided before money runs."""

from __future__ import annotations

from upshot.decisions.spark.gates.model import Gate, GateCase, GateResult, GateState, answer
from upshot.registries.spark_goals import goals_for, objectives


def check_consent(case: GateCase) -> GateResult:
    """The creator agreed to paid use, has not withdrawn it, and it lasts as long as the flight."""
    gate, consent = Gate.CONSENT, case.consent
    if consent is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_consent_unknown", creator=case.creator)
    facts = {"creator": case.creator, "given_on": consent.given_on, "given_by": consent.given_by}
    if consent.withdrawn_on is not None:
        return answer(case, gate, GateState.FAIL, "gate_consent_withdrawn", **facts, on=consent.withdrawn_on)
    if consent.given_on > case.as_of:
        return answer(case, gate, GateState.FAIL, "gate_consent_in_future", **facts)
    ends_on = case.flight.ends_on
    if consent.until is not None and ends_on is not None and ends_on > consent.until:
        return answer(case, gate, GateState.FAIL, "gate_consent_too_short", **facts, until=consent.until, ends=ends_on)
    return answer(case, gate, GateState.PASS, "gate_consent_given", **facts)


def check_objective(case: GateCase) -> GateResult:
    """An objective is set, and the optimisation goal serves it."""
    gate = Gate.OBJECTIVE
    if not case.objective:
        return answer(case, gate, GateState.FAIL, "gate_objective_missing", valid=", ".join(objectives()))
    goals = goals_for(case.objective)
    if not goals:
        valid = ", ".join(objectives())
        return answer(case, gate, GateState.FAIL, "gate_objective_unlisted", seen=case.objective, valid=valid)
    facts = {"objective": case.objective, "goals": ", ".join(goals)}
    if not case.optimization_goal:
        return answer(case, gate, GateState.UNKNOWN, "gate_goal_unknown", **facts)
    if case.optimization_goal not in goals:
        return answer(case, gate, GateState.FAIL, "gate_goal_mismatch", **facts, goal=case.optimization_goal)
    return answer(case, gate, GateState.PASS, "gate_goal_matches", **facts, goal=case.optimization_goal)


def check_spread(case: GateCase) -> GateResult:
    """At least two posts of at least two creators in the campaign: one post proves nothing about the others."""
    gate, rule = Gate.SPREAD, case.rule(Gate.SPREAD)
    least_posts = (rule.least_posts if rule else None) or 1
    least_creators = (rule.least_creators if rule else None) or 1
    posts, creators = case.campaign_posts, case.campaign_creators
    facts = {"least_posts": least_posts, "least_creators": least_creators}
    if posts is None or creators is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_spread_unknown", **facts)
    facts |= {"posts": posts, "creators": creators}
    if posts < least_posts or creators < least_creators:
        return answer(case, gate, GateState.FAIL, "gate_spread_too_small", **facts)
    return answer(case, gate, GateState.PASS, "gate_spread_enough", **facts)
