"""The steps in TikTok's own menus by which a creator authorises a post, from the dated registry."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

STALE_AFTER = timedelta(days=90)


class SparkStep(DatedFact):
    """One step: what is tapped, in each language; `is_seen` is False where the wording is our translation."""

    step: str = Field(min_length=3)
    screen: Literal["post", "sheet", "toggle", "duration", "button", "code"]
    menu: dict[Literal["en", "fr"], str]
    is_seen: dict[Literal["en", "fr"], bool]
    link: str = Field(pattern=r"^https://")
    last_checked: date

    def is_stale(self, on: date) -> bool:
        """Whether the source was last read too long ago to be trusted without looking."""
        return on - self.last_checked > STALE_AFTER


@cache
def spark_steps() -> tuple[SparkStep, ...]:
    """The steps in the order in which they are done."""
    return read_registry("spark_steps", SparkStep)
