"""What holds a division where it is, and what a person should know before approving it: as phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.spark.plan.model import Flight
from upshot.decisions.spark.plan.policy import Limits
from upshot.decisions.spark.plan.rights import PostRight
from upshot.decisions.verdict.model import Phrase
from upshot.registries.ad_formats import FormatStatus, ad_formats
from upshot.stats.thompson import Bounds

if TYPE_CHECKING:
    from upshot.decisions.spark.plan.building import PlanGround

Array = NDArray[np.float64]

CLOSE = 0.02  # of the limit: nearer than that, it binds
LEAST_DAYS = 7  # TikTok's own tests ask for a week; weekdays differ
LEAST_POSTS, LEAST_CREATORS = 2, 2


def flight_binds(
    place: int, spend: Array, bounds: Bounds, *, is_cut: bool, right: PostRight | None
) -> tuple[Phrase, ...]:
    """The limits that one flight touches."""
    found = []
    if spend[place] >= bounds.high[place] * (1 - CLOSE):
        found.append(Phrase(code="plan_bind_post_cap"))
    mine = bounds.group == bounds.group[place]
    if spend[mine].sum() >= bounds.group_high[bounds.group[place]] * (1 - CLOSE):
        found.append(Phrase(code="plan_bind_creator_cap"))
    if bounds.low[place] > 0 and spend[place] <= bounds.low[place] * (1 + CLOSE):
        found.append(Phrase(code="plan_bind_floor"))
    if is_cut and right is not None and right.ends_on is not None:
        found.append(Phrase(code="plan_bind_right", facts={"day": right.ends_on.isoformat()}))
    return tuple(found)


def plan_binds(spend: Array, bounds: Bounds, budget: float, limits: Limits) -> tuple[Phrase, ...]:
    """What stops the plan as a whole: the budget, or the point where the next euro no longer pays."""
    total = float(spend.sum())
    if total >= budget * (1 - CLOSE):
        return (Phrase(code="plan_bind_budget"),)
    if (spend >= bounds.high * (1 - CLOSE)).all():
        return (Phrase(code="plan_bind_all_caps"),)
    return (Phrase(code="plan_bind_return", facts={"least": f"{limits.least_return:.2f}"}),)


def plan_warnings(
    flights: Sequence[Flight], ad_format: str, days: int, ground: PlanGround, below_minimum: int
) -> tuple[Phrase, ...]:
    """Too few posts or creators, a short flight, a format that cannot be had, budgets below TikTok's minimum."""
    found = []
    creators = len({flight.creator for flight in flights})
    if len(flights) < LEAST_POSTS or creators < LEAST_CREATORS:
        facts = {"posts": str(len(flights)), "creators": str(creators)}
        found.append(Phrase(code="plan_warning_too_few", facts=facts))
    if days < LEAST_DAYS:
        found.append(Phrase(code="plan_warning_short", facts={"days": str(days)}))
    row = ad_formats()[ad_format]
    if row.status is not FormatStatus.ACTIVE or not row.runs_existing_post:
        code = "plan_warning_format_made_for_ads" if not row.runs_existing_post else f"plan_warning_format_{row.status}"
        facts = {"format": ad_format, "instead": row.instead or "–", "checked": row.checked_on.isoformat()}
        found.append(Phrase(code=code, facts=facts))
    if row.is_stale(ground.now.date()):
        facts = {"format": ad_format, "checked": row.checked_on.isoformat()}
        found.append(Phrase(code="plan_warning_format_stale", facts=facts))
    if below_minimum:
        facts = {"n": str(below_minimum), "least": str(row.least_per_day_usd)}
        found.append(Phrase(code="plan_warning_below_minimum", facts=facts))
    return tuple(found)
