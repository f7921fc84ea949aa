"""TikTok's ad formats with their status, who says so and when somebody looked last; from `ad_formats.yaml`."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

STALE_AFTER = timedelta(days=90)  # requirement S129: a link nobody opened for that long is flagged


class FormatStatus(StrEnum):
    """Whether a format can be bought."""

    ACTIVE = "active"
    BY_SALES = "by_sales"
    UNVERIFIED = "unverified"


class AdFormat(DatedFact):
    """One format; `instead` names the format to take where this one cannot be had."""

    name: str
    status: FormatStatus
    runs_existing_post: bool
    buying: tuple[str, ...] = Field(min_length=1)
    api: str
    instead: str | None
    checked_on: date
    least_per_day_usd: int | None = None  # of an ad group; other currencies: times TikTok's own ratio

    def is_stale(self, today: date) -> bool:
        """Whether nobody looked for more than 90 days."""
        return today - self.checked_on > STALE_AFTER


@cache
def ad_formats() -> dict[str, AdFormat]:
    """Formats by name, in the order of the registry."""
    return {row.name: row for row in read_registry("ad_formats", AdFormat)}
