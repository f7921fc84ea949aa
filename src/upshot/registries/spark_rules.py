"""The rules a Spark Ad must satisfy before authorisation, each with its law or source, from the dated registry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry


class SparkRule(DatedFact):
    """One rule; it applies from `from` to `until`, both days included, in `countries` (none named: everywhere)."""

    rule: str = Field(min_length=3)
    authority: Literal["law", "platform", "practice"]
    countries: tuple[str, ...]
    first_day: date = Field(alias="from")
    last_day: date | None = Field(alias="until")
    may_be_reasoned: bool
    link: str | None
    mentions: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    least_hours: int | None = Field(default=None, ge=0)
    advised_hours: int | None = Field(default=None, ge=0)
    least_posts: int | None = Field(default=None, ge=1)
    least_creators: int | None = Field(default=None, ge=1)

    def applies(self, on: date) -> bool:
        """Whether the rule was in force on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


@cache
def spark_rules() -> tuple[SparkRule, ...]:
    """The registry, in file order."""
    return read_registry("spark_rules", SparkRule)


def spark_rule(rule: str, *, on: date, countries: Collection[str] | None = None) -> SparkRule | None:
    """The rule of that name in force on a day; one made for a country goes before one made for everywhere.

    Parameters
    ----------
    countries : where the creator works and the ad runs; None = nobody said, and then every country's rule is asked
    """
    found = [each for each in spark_rules() if each.rule == rule and each.applies(on)]
    own = [each for each in found if each.countries and (countries is None or set(each.countries) & set(countries))]
    general = [each for each in found if not each.countries]
    return next(iter([*own, *general]), None)
