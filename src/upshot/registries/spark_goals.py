"""Which optimisation goal of TikTok serves which objective of the brand, from the dated registry."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry


class SparkGoal(DatedFact):
    """One objective of the brand, one of TikTok's objective types, and the goals that serve both."""

    objective: str = Field(min_length=3)
    objective_type: str
    goals: tuple[str, ...] = Field(min_length=1)
    is_boost: bool


@cache
def spark_goals() -> tuple[SparkGoal, ...]:
    """The registry, in file order."""
    return read_registry("spark_goals", SparkGoal)


def goals_for(objective: str) -> tuple[str, ...]:
    """The optimisation goals that serve an objective, each once; none for an objective nobody listed."""
    return tuple(dict.fromkeys(goal for row in spark_goals() if row.objective == objective for goal in row.goals))


def objectives() -> tuple[str, ...]:
    """The objectives of the registry, each once, in file order."""
    return tuple(dict.fromkeys(row.objective for row in spark_goals()))


def every_goal() -> tuple[str, ...]:
    """All optimisation goals of the registry, each once."""
    return tuple(dict.fromkeys(goal for row in spark_goals() for goal in row.goals))
