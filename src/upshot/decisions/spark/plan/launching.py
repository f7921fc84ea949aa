"""The plan as a launch takes it: flights with names, for the launch sheet and the payloads."""

from __future__ import annotations

from upshot.decisions.spark.launch.model import Flight as LaunchFlight
from upshot.decisions.spark.launch.model import LaunchPlan
from upshot.decisions.spark.plan.model import SparkPlan
from upshot.decisions.spark.plan.rights import Rights


def as_launch_plan(plan: SparkPlan, rights: Rights, *, time_zone: str) -> LaunchPlan | None:
    """What `upshot spark sheet` reads; None for a plan without flights."""
    if not plan.flights:
        return None
    flights = tuple(
        LaunchFlight(
            name=f"@{flight.creator} {flight.post_id}",
            post_id=flight.post_id,
            creator=flight.creator,
            objective=plan.objective,
            optimization_goal=plan.optimization_goal,
            format=flight.ad_format,
            budget=flight.budget_per_day,
            budget_per="day",
            starts_on=flight.starts_on,
            ends_on=flight.ends_on,
            time_zone=time_zone,
            countries=plan.targeting.countries,
            age_groups=plan.targeting.ages,
            gender=plan.targeting.genders[0] if plan.targeting.genders else "GENDER_UNLIMITED",
            right_id=right.right_id if (right := rights.get(flight.post_id)) else None,
            post_url=flight.url if flight.url and flight.url.startswith("https://") else None,
            caption=flight.caption,
        )
        for flight in plan.flights
    )
    name = plan.campaign or f"{plan.workspace} {plan.starts_on.isoformat()}"
    return LaunchPlan(name=name, currency=plan.currency, flights=flights)
