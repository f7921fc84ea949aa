"""What forbids a launch, and what a person must know before it; each refusal names the field and what is valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from upshot.decisions.spark.launch.model import Flight, LaunchFinding, LaunchPlan
from upshot.decisions.spark.rights.instants import right_end
from upshot.decisions.spark.rights.machine import state_at
from upshot.decisions.spark.rights.model import GRANTED, SparkRight
from upshot.decisions.verdict.model import Phrase
from upshot.registries.ad_formats import ad_formats
from upshot.registries.marketing_api import (
    GoalPair,
    barred_objectives,
    budget_minimum,
    goal_pairs,
    words_of_field,
)
from upshot.registries.spark_goals import spark_goals

AD_FORMATS: Final = {"in_feed_spark": "SINGLE_VIDEO", "carousel_spark": "CAROUSEL_ADS"}  # what an export can create
BUDGET_MODES: Final = {"day": "BUDGET_MODE_DAY", "flight": "BUDGET_MODE_TOTAL"}
LEAST_POSTS = LEAST_CREATORS = 2  # brief B: test several posts and several creators


def check_launch(
    plan: LaunchPlan, rights: Sequence[SparkRight] = (), *, now: datetime, zone: ZoneInfo
) -> tuple[LaunchFinding, ...]:
    """Everything that stops a launch, then everything to know; in the plan's order.

    Parameters
    ----------
    rights : the rights ledger
    zone : the workspace's, for windows that name none
    """
    found = [finding for flight in plan.flights for finding in _check_flight(flight, plan, rights, now, zone)]
    posts, creators = {f.post_id for f in plan.flights}, {f.creator for f in plan.flights}
    if len(posts) < LEAST_POSTS or len(creators) < LEAST_CREATORS:
        facts = {"posts": str(len(posts)), "creators": str(len(creators))}
        found.append(_about(None, "launch_few_posts", stops=False, **facts))
    if plan.currency != "USD":
        found.append(_about(None, "launch_minimum_unchecked", stops=False, currency=plan.currency))
    return tuple(sorted(found, key=lambda finding: not finding.stops))


def goal_of(flight: Flight) -> GoalPair | LaunchFinding:
    """TikTok's objective type and goal for a flight, or why there is none."""
    asked = flight.objective.strip()
    types = _types(asked)
    if not types:
        barred = barred_objectives().get(asked.upper())
        if barred is not None:
            return _about(
                flight, "launch_objective_barred", objective=asked, status=barred.status, valid=_valid_types()
            )
        return _about(flight, "launch_objective_unknown", objective=asked, valid=_valid_objectives())
    pairs = [pair for name in types for pair in goal_pairs() if pair.objective_type == name]
    if not pairs:
        return _about(flight, "launch_objective_barred", objective=asked, status="not_exported", valid=_valid_types())
    if flight.optimization_goal is None:
        return pairs[0]
    goal = flight.optimization_goal.strip().upper()
    fitting = [pair for pair in pairs if pair.optimization_goal == goal]
    if fitting:
        return fitting[0]
    valid = ", ".join(dict.fromkeys(pair.optimization_goal for pair in pairs))
    return _about(flight, "launch_goal_mismatch", objective=asked, goal=goal, valid=valid)


def _types(asked: str) -> list[str]:
    """The objective types behind a word: TikTok's own name, or the brand's word by the registry of goals."""
    own = [pair.objective_type for pair in goal_pairs() if pair.objective_type == asked.upper()]
    by_word = [row.objective_type for row in spark_goals() if row.objective == asked.casefold()]
    return list(dict.fromkeys(own or by_word))


def _valid_types() -> str:
    return ", ".join(dict.fromkeys(pair.objective_type for pair in goal_pairs()))


def _valid_objectives() -> str:
    words = dict.fromkeys(row.objective for row in spark_goals())
    return ", ".join([*words, *dict.fromkeys(pair.objective_type for pair in goal_pairs())])


def _check_flight(
    flight: Flight, plan: LaunchPlan, rights: Sequence[SparkRight], now: datetime, zone: ZoneInfo
) -> Iterable[LaunchFinding]:
    pair = goal_of(flight)
    if isinstance(pair, LaunchFinding):
        yield pair
    else:
        yield from _needs(flight, pair)
    yield from _format(flight)
    yield from _words(flight)
    yield from _identity(flight)
    if flight.ends_at <= now:
        yield _about(flight, "launch_already_over", ends=flight.ends_on.isoformat())
    yield from _budget(flight, plan.currency)
    yield from _window(flight, rights, now, zone)
    if not flight.countries:
        yield _about(flight, "launch_no_country", stops=True)


def _needs(flight: Flight, pair: GoalPair) -> Iterable[LaunchFinding]:
    """Fields that the goal asks for; a pixel can be filled in on the way, a page and an event cannot be guessed."""
    said = {
        "frequency": flight.frequency, "frequency_schedule": flight.frequency_days,
        "landing_page_url": flight.landing_page_url, "pixel_id": flight.pixel_id,
        "optimization_event": flight.optimization_event,
    }  # fmt: skip
    for field in pair.needs:
        if said[field] is None:
            yield _about(flight, "launch_needs_field", stops=field != "pixel_id", field=field,
                         goal=pair.optimization_goal)  # fmt: skip
    if flight.landing_page_url and not flight.call_to_action:
        yield _about(flight, "launch_no_call_to_action", stops=False)


def _format(flight: Flight) -> Iterable[LaunchFinding]:
    if flight.format in AD_FORMATS:
        return
    known = ad_formats().get(flight.format)
    if known is None:
        yield _about(flight, "launch_format_unknown", format=flight.format, valid=", ".join(ad_formats()))
    else:
        instead = known.instead or "in_feed_spark"
        yield _about(flight, "launch_format_not_by_api", format=flight.format, status=known.status.value,
                     instead=instead)  # fmt: skip


def _words(flight: Flight) -> Iterable[LaunchFinding]:
    """Values that must be one of TikTok's words."""
    said = [("call_to_action", flight.call_to_action), ("gender", flight.gender),
            ("identity_type", flight.identity_type)]  # fmt: skip
    said += [("age_groups", group) for group in flight.age_groups]
    for field, value in said:
        if value is not None and value not in words_of_field(field):
            yield _about(flight, "launch_word_unknown", field=field, seen=value, valid=", ".join(words_of_field(field)))


def _identity(flight: Flight) -> Iterable[LaunchFinding]:
    if flight.identity_type == "BC_AUTH_TT" and flight.business_center_id is None:
        yield _about(flight, "launch_needs_field", field="business_center_id", goal="BC_AUTH_TT")


def _budget(flight: Flight, currency: str) -> Iterable[LaunchFinding]:
    """The platform's least budget, where it is known: in US dollars."""
    least = budget_minimum("ad_group_day", BUDGET_MODES[flight.budget_per])
    if currency != "USD" or least is None:
        return
    needed = Decimal(least.usd) * (flight.n_days if flight.budget_per == "flight" else 1)
    if flight.budget < needed:
        yield _about(flight, "launch_budget_below_minimum", budget=str(flight.budget), least=str(needed))


def _window(flight: Flight, rights: Sequence[SparkRight], now: datetime, zone: ZoneInfo) -> Iterable[LaunchFinding]:
    """A flight that runs a creator's post must rest on a right that lasts as long as it does."""
    if flight.identity_type == "TT_USER":
        return
    right = right_of(flight, rights, now, zone)
    if right is None:
        yield _about(flight, "launch_no_right", stops=True, creator=flight.creator, post=flight.post_id)
        return
    if (right.post_id, right.creator.casefold()) != (flight.post_id, flight.creator):
        yield _about(flight, "launch_right_of_another", right=right.right_id[:8], creator=right.creator,
                     post=right.post_id)  # fmt: skip
        return
    state = state_at(right, now, zone)
    if state not in GRANTED:
        yield _about(flight, "launch_right_not_granted", right=right.right_id[:8], state=state.value)
    end = right_end(right, zone)
    if end is None:
        yield _about(flight, "launch_right_end_unknown", right=right.right_id[:8])
    elif flight.ends_at > end.at:
        yield _about(flight, "launch_outlives_right", flight_end=flight.ends_on.isoformat(),
                     right_end=end.at.isoformat(), window=end.window)  # fmt: skip
    elif end.is_bound:
        yield _about(flight, "launch_right_end_bound", stops=False, right=right.right_id[:8])


def right_of(flight: Flight, rights: Sequence[SparkRight], now: datetime, zone: ZoneInfo) -> SparkRight | None:
    """The right the flight names; else the creator's granted one on the post, else any of theirs on it."""
    if flight.right_id is not None:
        return next((right for right in rights if right.right_id == flight.right_id), None)
    own = [r for r in rights if r.post_id == flight.post_id and r.creator.casefold() == flight.creator]
    granted = [right for right in own if state_at(right, now, zone) in GRANTED]
    return next(iter([*granted, *own]), None)


def _about(flight: Flight | None, code: str, *, stops: bool = True, **facts: str) -> LaunchFinding:
    name = flight.name if flight else None
    kept = {key: value[:300] for key, value in facts.items()}
    return LaunchFinding(flight=name, phrase=Phrase(code=code, facts=kept | ({"flight": name} if name else {})),
                         stops=stops)  # fmt: skip
