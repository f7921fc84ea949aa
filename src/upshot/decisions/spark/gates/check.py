"""All gates of one case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upshot.decisions.spark.gates.content import check_caption, check_post, check_sound
from upshot.decisions.spark.gates.disclosure import check_disclosure
from upshot.decisions.spark.gates.model import GateCase, GateReport, GateResult, GateState
from upshot.decisions.spark.gates.planning import check_consent, check_objective, check_spread
from upshot.decisions.spark.gates.windows import check_windows


def check_gates(case: GateCase) -> GateReport:
    """Ask every gate; a written reason lets a gate stand only where its rule says so, and never a disclosure."""
    return GateReport(tuple(_with_reason(case, result) for result in _ask(case)), case.as_of)


def _ask(case: GateCase) -> Iterator[GateResult]:
    yield from check_disclosure(case)
    yield check_consent(case)
    yield from check_windows(case)
    yield from check_post(case)
    yield check_sound(case)
    yield from check_caption(case)
    yield check_objective(case)
    yield check_spread(case)


def _with_reason(case: GateCase, result: GateResult) -> GateResult:
    """The result, passed where a person gave a reason and the rule takes one; the reason is shown."""
    rule, reason = case.rule(result.gate), case.reasons.get(result.gate.value, "").strip()
    if not reason or result.state is GateState.PASS or rule is None or not rule.may_be_reasoned:
        return result
    facts = {**result.facts, "reason": reason}
    return replace(result, state=GateState.PASS, code="gate_reasoned", facts=facts, is_reasoned=True)
