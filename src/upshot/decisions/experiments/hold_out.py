"""A hold-out test as calibration: people who were kept away from the programme show what it brought.

Only an A/B test whose control saw nothing of the programme, and whose metric is orders per person, says this:
incremental orders = Δ per person × people reached. A test of two videos against each other says nothing of the kind.
"""

from __future__ import annotations

from datetime import date

from upshot.decisions.experiments.ab_model import AbVerdict
from upshot.decisions.experiments.lift_record import LiftRecord, normal_error
from upshot.errors import InvalidInput, NotAllowed


def hold_out_record(
    verdict: AbVerdict, *, starts_on: date, ends_on: date, people_reached: int | None = None
) -> LiftRecord:
    """Incremental orders of the programme among `people_reached` (default: the treated arm).

    Raises
    ------
    NotAllowed : hold_out_needs_one_treatment, the reading was stopped, has several treatments, or was in blocks
    InvalidInput : period_ends_before_it_starts
    """
    if ends_on < starts_on:
        raise InvalidInput("period_ends_before_it_starts", start=str(starts_on), end=str(ends_on))
    primary = [estimate for estimate in verdict.estimates if estimate.is_primary]
    if len(primary) != 1 or primary[0].unit not in {"share", "value"} or primary[0].standard_error is None:
        raise NotAllowed("hold_out_needs_one_treatment", n=len(primary))
    found = primary[0]
    treated = next(arm.n for arm in verdict.arms if arm.arm == found.treatment and arm.metric == found.metric)
    people = people_reached or treated
    return LiftRecord(
        kind="hold_out",
        starts_on=starts_on,
        ends_on=ends_on,
        incremental_orders=found.estimate * people,
        standard_error=normal_error(found.low, found.high, found.level) * people,
        method=found.method,
        notes=f"{found.name}, {people} people, {verdict.source}",
    )
