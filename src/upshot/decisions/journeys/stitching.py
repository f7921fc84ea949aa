"""The rules by which touches are stitched to people and cut into journeys, read from the settings."""

from __future__ import annotations

from datetime import datetime

from upshot.errors import UnknownName
from upshot.measures.terms import Terms
from upshot.warehouse.journey_facts import DIMENSIONS, Rules

_DAY_US = 86_400_000_000
_MINUTE_US = 60_000_000


def cutting_rules(terms: Terms, *, by: str, now: datetime, campaign: str | None = None) -> Rules:
    """The rules of one cut.

    Parameters
    ----------
    by : what a state is: creator, channel, post, campaign, or source (channel, creator and whether it was a Spark Ad)
    now : touches and orders after it are not known yet
    campaign : only journeys that a touch of this campaign is part of

    Raises
    ------
    UnknownName : unknown_journey_dimension
    """
    name = by.strip().lower()
    if name not in DIMENSIONS:
        raise UnknownName("unknown_journey_dimension", seen=by, nearest=list(DIMENSIONS))
    return Rules(
        by=name,
        now_us=round(now.timestamp() * 1_000_000),
        window_us=terms.attribution_window_days * _DAY_US,
        idle_us=round(terms.journey_idle_days * _DAY_US),
        repeat_us=round(terms.journey_repeat_minutes * _MINUTE_US),
        tolerance_us=round(terms.journey_clock_tolerance_minutes * _MINUTE_US),
        most_touches=terms.journey_most_touches,
        campaign=campaign,
    )
