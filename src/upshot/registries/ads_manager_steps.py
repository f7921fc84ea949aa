"""The steps of a launch by hand in the words of TikTok Ads Manager, from the dated registry."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

STALE_AFTER = timedelta(days=90)  # requirement S129
StepLevel = Literal["account", "right", "campaign", "ad_group", "ad"]
StepValue = Literal[
    "none", "code", "objective", "campaign_name", "ad_group_name", "placement", "targeting", "budget", "schedule",
    "goal", "identity", "post", "call_to_action", "landing_page",
]  # fmt: skip


class AdsManagerStep(DatedFact):
    """One step: where it is done, in each language; `is_seen` is False where nobody of us read that wording."""

    step: str = Field(min_length=3)
    level: StepLevel
    value: StepValue
    label: dict[Literal["en", "fr"], str]
    is_seen: dict[Literal["en", "fr"], bool]
    link: str = Field(pattern=r"^https://")
    last_checked: date

    def is_stale(self, on: date) -> bool:
        """Whether the source was last read too long ago to be trusted without looking."""
        return on - self.last_checked > STALE_AFTER


@cache
def ads_manager_steps() -> tuple[AdsManagerStep, ...]:
    """The steps in the order in which they are done."""
    return read_registry("ads_manager_steps", AdsManagerStep)
