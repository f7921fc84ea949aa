"""What TikTok's Marketing API takes for a Spark Ad, from `marketing_api.yaml`: every row dated, with how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import Field, RootModel

from upshot.registries.load import DatedFact, read_registry

Confidence = Literal["A", "B", "C", "D"]


class _ApiFact(DatedFact):
    """A row with how sure it is: A official · B two sources or a maintained client · C seen once · D inference."""

    confidence: Confidence


class GoalPair(_ApiFact):
    """An objective type with a goal that serves it, its billing, and what else the ad group or ad then needs."""

    kind: Literal["pair"]
    objective_type: str
    optimization_goal: str
    billing_event: str
    promotion_type: str | None
    needs: tuple[str, ...] = ()
    fixed: dict[str, str] = Field(default_factory=dict)


class BarredObjective(_ApiFact):
    """An objective type that exists and that no export of ours can use, and why."""

    kind: Literal["objective"]
    objective_type: str
    status: Literal["retired", "read_only", "by_contract", "not_exported"]


class BudgetMinimum(_ApiFact):
    """The least budget of a campaign, or of an ad group per scheduled day, in US dollars."""

    kind: Literal["minimum"]
    level: Literal["campaign", "ad_group_day"]
    budget_mode: str
    usd: int


class FieldWords(_ApiFact):
    """The values one field takes."""

    kind: Literal["words"]
    field: str
    values: tuple[str, ...]


class _AnyRow(
    RootModel[Annotated[GoalPair | BarredObjective | BudgetMinimum | FieldWords, Field(discriminator="kind")]]
):
    """One row of any kind."""


Row = TypeVar("Row", bound=_ApiFact)


@cache
def _rows() -> tuple[_ApiFact, ...]:
    return tuple(row.root for row in read_registry("marketing_api", _AnyRow))


def _of_kind(kind: type[Row]) -> tuple[Row, ...]:
    return tuple(row for row in _rows() if isinstance(row, kind))


def goal_pairs() -> tuple[GoalPair, ...]:
    """Objective types and goals that an export can carry, the preferred goal of an objective first."""
    return _of_kind(GoalPair)


def barred_objectives() -> dict[str, BarredObjective]:
    """Objective types that cannot be exported, by name."""
    return {row.objective_type: row for row in _of_kind(BarredObjective)}


def budget_minimum(level: str, budget_mode: str) -> BudgetMinimum | None:
    """The least budget of a level and mode, in US dollars."""
    found = (row for row in _of_kind(BudgetMinimum) if row.level == level and row.budget_mode == budget_mode)
    return next(found, None)


def words_of_field(field: str) -> tuple[str, ...]:
    """The values a field takes."""
    return next(row.values for row in _of_kind(FieldWords) if row.field == field)
