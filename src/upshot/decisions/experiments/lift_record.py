"""An experiment's reading as a `lift_test` record: what calibrates the next verdict."""

from __future__ import annotations

from datetime import date, datetime
from statistics import NormalDist

from upshot.decisions.verdict.model import Part
from upshot.errors import InvalidInput
from upshot.records.store import Records


class LiftRecord(Part):
    """Incremental orders of the programme between two days, with a standard error, as the model takes them.

    `standard_error` is the one whose normal interval at the reading's level is as wide as the reading's own interval,
    so that few placebo windows or blocks do not count as many.
    """

    kind: str
    starts_on: date
    ends_on: date
    incremental_orders: float
    standard_error: float
    method: str
    notes: str = ""


def normal_error(low: float, high: float, level: float) -> float:
    """The standard error of a normal interval with these bounds."""
    return (high - low) / 2 / NormalDist().inv_cdf(0.5 + level / 2)


def save_lift_record(
    records: Records,
    workspace: str,
    name: str,
    record: LiftRecord,
    *,
    now: datetime,
    campaign: str | None = None,
    creators: tuple[str, ...] = (),
    who: str = "experiment",
) -> None:
    """Write the record under `name`; one of that name is replaced. Leaves an audit event.

    Raises
    ------
    InvalidInput : experiment_name_empty
    """
    if not name.strip():
        raise InvalidInput("experiment_name_empty", seen=name)
    row = record.model_dump() | {
        "name": name.strip(),
        "campaign": campaign,
        "creators": [creator.strip().lower().removeprefix("@") for creator in creators],
    }
    records.put_row(workspace, "lift_test", row, who=who, now=now)
