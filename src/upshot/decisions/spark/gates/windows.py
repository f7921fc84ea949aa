"""Do the windows cover the flight: flight inside the campaign, contract and code at least as long as the flight.

The four windows are compared one by one, so that each violated inequality has its own sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from upshot.decisions.spark.gates.model import Gate, GateCase, GateResult, GateState, answer
from upshot.decisions.spark.rights.instants import midnight
from upshot.decisions.spark.rights.windows import days_to_ask
from upshot.vocabulary.spark_rights import DURATIONS_DAYS


def check_windows(case: GateCase) -> Iterator[GateResult]:
    """The four comparisons; without a flight nothing else can be compared."""
    starts_on, ends_on = case.flight.starts_on, case.flight.ends_on
    if starts_on is None or ends_on is None:
        yield answer(case, Gate.WINDOW_FLIGHT, GateState.UNKNOWN, "gate_flight_unknown")
        for gate in (Gate.WINDOW_CAMPAIGN, Gate.WINDOW_CONTRACT, Gate.WINDOW_CODE):
            yield answer(case, gate, GateState.UNKNOWN, "gate_window_without_flight")
        return
    facts = {"starts_on": starts_on, "ends_on": ends_on}
    if ends_on < starts_on:
        yield answer(case, Gate.WINDOW_FLIGHT, GateState.FAIL, "gate_flight_reversed", **facts)
    elif ends_on < case.as_of:
        yield answer(case, Gate.WINDOW_FLIGHT, GateState.FAIL, "gate_flight_over", **facts)
    else:
        yield answer(case, Gate.WINDOW_FLIGHT, GateState.PASS, "gate_flight_known", **facts)
    yield _campaign(case, starts_on, ends_on)
    yield _contract(case, starts_on, ends_on)
    yield _code(case, ends_on)


def _campaign(case: GateCase, starts_on: date, ends_on: date) -> GateResult:
    gate, window = Gate.WINDOW_CAMPAIGN, case.campaign
    if window is None or window.starts_on is None or window.ends_on is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_campaign_unknown")
    facts = {"starts_on": starts_on, "ends_on": ends_on, "first": window.starts_on, "last": window.ends_on}
    if starts_on < window.starts_on:
        return answer(case, gate, GateState.FAIL, "gate_flight_before_campaign", **facts)
    if ends_on > window.ends_on:
        return answer(case, gate, GateState.FAIL, "gate_flight_after_campaign", **facts)
    return answer(case, gate, GateState.PASS, "gate_flight_in_campaign", **facts)


def _contract(case: GateCase, starts_on: date, ends_on: date) -> GateResult:
    gate, window = Gate.WINDOW_CONTRACT, case.contract
    if window.ends_on is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_contract_unknown")
    facts = {"starts_on": starts_on, "ends_on": ends_on, "last": window.ends_on}
    if window.starts_on is not None and starts_on < window.starts_on:
        return answer(case, gate, GateState.FAIL, "gate_flight_before_contract", **facts, first=window.starts_on)
    if ends_on > window.ends_on:
        return answer(case, gate, GateState.FAIL, "gate_flight_after_contract", **facts)
    if case.code_ends_on is not None and case.code_ends_on > window.ends_on:
        return answer(case, gate, GateState.PASS, "gate_code_outlives_contract", **facts, code_until=case.code_ends_on)
    return answer(case, gate, GateState.PASS, "gate_contract_covers", **facts)


def _code(case: GateCase, ends_on: date) -> GateResult:
    """A code covers flight and buffer; while there is none, a duration that would cover them must exist."""
    gate, needed_until = Gate.WINDOW_CODE, ends_on + timedelta(days=case.buffer_days)
    if not case.has_code:
        return _duration(case, ends_on)
    facts = {"ends_on": ends_on, "buffer": case.buffer_days, "needed_until": needed_until}
    if case.code_ends_on is None:
        return answer(case, gate, GateState.UNKNOWN, "gate_code_end_unknown", **facts)
    if case.code_ends_on < ends_on:
        return answer(case, gate, GateState.FAIL, "gate_code_too_short", **facts, code_until=case.code_ends_on)
    if case.code_ends_on < needed_until:
        return answer(case, gate, GateState.FAIL, "gate_code_without_buffer", **facts, code_until=case.code_ends_on)
    return answer(case, gate, GateState.PASS, "gate_code_covers", **facts, code_until=case.code_ends_on)


def _duration(case: GateCase, ends_on: date) -> GateResult:
    gate, now = Gate.WINDOW_CODE, midnight(case.as_of, case.zone)
    days, needed = days_to_ask(case.flight, case.zone, now=now, buffer_days=case.buffer_days)
    if needed is None:
        return answer(case, gate, GateState.FAIL, "gate_flight_over", ends_on=ends_on)
    if days is None:
        longest = DURATIONS_DAYS[-1]
        return answer(case, gate, GateState.FAIL, "gate_no_duration_covers", needed=needed, longest=longest)
    return answer(case, gate, GateState.PASS, "gate_duration_covers", days=days, needed=needed)
