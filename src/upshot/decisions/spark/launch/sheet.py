"""The launch sheet: what a person does in Ads Manager, in order, with what to enter at each step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from upshot.decisions.spark.launch.bodies import api_name
from upshot.decisions.spark.launch.checking import check_launch, goal_of
from upshot.decisions.spark.launch.model import Flight, LaunchFinding, LaunchPlan
from upshot.decisions.spark.rights.model import SparkRight
from upshot.decisions.verdict.model import Part, Phrase
from upshot.registries.ads_manager_steps import AdsManagerStep, ads_manager_steps
from upshot.registries.marketing_api import GoalPair
from upshot.version import __version__


class SheetStep(Part):
    """One step: where it is done (TikTok's words, by language), and what to enter there."""

    number: int
    step: str
    where: dict[str, str]
    is_seen: dict[str, bool]
    enter: Phrase | None
    link: str
    last_checked: date
    is_stale: bool


class SheetSection(Part):
    """Steps done together: once, for a right, a campaign, an ad group or an ad."""

    kind: Literal["before", "right", "campaign", "ad_group", "ad", "after"]
    name: str | None
    steps: tuple[SheetStep, ...]


class LaunchSheet(Part):
    """The printable sheet; with `findings` that stop the launch it says so first and is not to be followed."""

    upshot_version: str
    plan: str
    currency: str
    as_of: datetime
    is_ready: bool
    findings: tuple[LaunchFinding, ...]
    sections: tuple[SheetSection, ...]


def build_sheet(plan: LaunchPlan, rights: Sequence[SparkRight] = (), *, now: datetime, zone: ZoneInfo) -> LaunchSheet:
    """Order the steps of a plan: codes first, then each campaign with its ad groups and ads, then what comes after.

    Flights whose goal TikTok does not know stand in the findings and have no steps. No code is on the sheet.
    """
    findings = check_launch(plan, rights, now=now, zone=zone)
    builder = _Builder(plan, now.astimezone(zone).date())
    return LaunchSheet(
        upshot_version=__version__,
        plan=plan.name,
        currency=plan.currency,
        as_of=now,
        is_ready=not any(finding.stops for finding in findings),
        findings=findings,
        sections=tuple(builder.sections()),
    )


class _Builder:
    """Numbers the steps from first to last."""

    def __init__(self, plan: LaunchPlan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.number = 0

    def sections(self) -> list[SheetSection]:
        grouped: dict[str, list[tuple[Flight, GoalPair]]] = {}
        for flight in self.plan.flights:
            pair = goal_of(flight)
            if isinstance(pair, GoalPair):
                grouped.setdefault(pair.objective_type, []).append((flight, pair))
        account = [step for step in ads_manager_steps() if step.level == "account"]
        before = [step for step in account if step.step == "open_library"]
        with_code = {f.post_id: f for flights in grouped.values() for f, _ in flights if f.identity_type == "AUTH_CODE"}
        found = [self._section("before", None, before)] if with_code else []
        found += [self._section("right", f"@{f.creator}", _of("right"), f) for f in with_code.values()]
        for objective, flights in grouped.items():
            name = api_name(f"{self.plan.name} {objective}")
            found.append(self._section("campaign", name, _of("campaign"), *flights[0]))
            for flight, pair in flights:
                found.append(self._section("ad_group", _shown(flight), _of("ad_group"), flight, pair))
                found.append(self._section("ad", _shown(flight), _of("ad"), flight, pair))
        found.append(self._section("after", None, [step for step in account if step not in before]))
        return [section for section in found if section.steps]

    def _section(
        self,
        kind: Literal["before", "right", "campaign", "ad_group", "ad", "after"],
        name: str | None,
        steps: Sequence[AdsManagerStep],
        flight: Flight | None = None,
        pair: GoalPair | None = None,
    ) -> SheetSection:
        made = [self._step(step, flight, pair) for step in steps if _applies(step, flight)]
        return SheetSection(kind=kind, name=name, steps=tuple(made))

    def _step(self, step: AdsManagerStep, flight: Flight | None, pair: GoalPair | None) -> SheetStep:
        self.number += 1
        return SheetStep(
            number=self.number,
            step=step.step,
            where={str(language): text for language, text in step.label.items()},
            is_seen={str(language): seen for language, seen in step.is_seen.items()},
            enter=self._enter(step, flight, pair),
            link=step.link,
            last_checked=step.last_checked,
            is_stale=step.is_stale(self.today),
        )

    def _enter(self, step: AdsManagerStep, flight: Flight | None, pair: GoalPair | None) -> Phrase | None:
        """What to enter; the code itself never stands on paper."""
        if flight is None or step.value == "none":
            return None
        facts: dict[str, dict[str, str]] = {
            "code": {"creator": flight.creator, "post": flight.post_id},
            "objective": {"objective": pair.objective_type if pair else flight.objective},
            "campaign_name": {"name": api_name(f"{self.plan.name} {pair.objective_type if pair else ''}")},
            "ad_group_name": {"name": _shown(flight)},
            "placement": {},
            "targeting": _targeting(flight),
            "budget": {"budget": str(flight.budget), "currency": self.plan.currency, "per": flight.budget_per},
            "schedule": {"first": flight.starts_on.isoformat(), "last": flight.ends_on.isoformat(),
                         "zone": flight.time_zone},
            "goal": {"goal": pair.optimization_goal if pair else "", "billing": pair.billing_event if pair else ""},
            "identity": {"creator": flight.creator},
            "post": {"post": flight.post_id, "url": flight.post_url or ""},
            "call_to_action": {"call": flight.call_to_action or ""},
            "landing_page": {"url": flight.landing_page_url or ""},
        }  # fmt: skip
        return Phrase(code=f"launch_enter_{step.value}", facts=facts[step.value])


def _shown(flight: Flight) -> str:
    """The flight's name as TikTok takes it."""
    return api_name(flight.name) or flight.post_id


def _of(level: str) -> list[AdsManagerStep]:
    return [step for step in ads_manager_steps() if step.level == level]


def _applies(step: AdsManagerStep, flight: Flight | None) -> bool:
    """Steps about a value that the flight does not have are left out."""
    if flight is None:
        return True
    if step.value == "identity":
        return (flight.identity_type == "TT_USER") == (step.step == "choose_own_identity")
    absent = {"call_to_action": flight.call_to_action is None, "landing_page": flight.landing_page_url is None}
    return not absent.get(step.value, False)


def _targeting(flight: Flight) -> dict[str, str]:
    return {
        "countries": ", ".join(flight.countries) or "–",
        "ages": ", ".join(group.removeprefix("AGE_").replace("_", "–") for group in flight.age_groups) or "all",
        "gender": flight.gender,
    }
