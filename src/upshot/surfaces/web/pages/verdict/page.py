"""The verdict: of the whole programme, of one campaign, of one creator. The answer first, then why, then details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from upshot.decisions.verdict.model import CreatorLine, Value, Verdict
from upshot.errors import UpshotError
from upshot.measures.catalogue import KPIS
from upshot.surfaces.presentation import interval
from upshot.surfaces.presentation.kpis import kpi_value
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.verdict.below import BelowRow, below_line
from upshot.surfaces.web.steps import Step, steps_of
from upshot.surfaces.web.view import View
from upshot.surfaces.wording import MISSING

MOST_CREATORS = 8
MOST_NAMES = 6
ADVICE = ("advice_renew", "advice_renegotiate", "advice_learn_more", "advice_stop")


@dataclass(frozen=True)
class AdviceGroup:
    """The creators who get the same advice, the most expensive first."""

    advice: str
    creators: tuple[CreatorLine, ...]


@dataclass(frozen=True)
class Target:
    """The KPI that the campaign aimed at: planned and reached, in words."""

    label: str
    planned: str
    actual: str


class VerdictContext(Context):
    """The verdict, and what was planned where the scope is a campaign."""

    verdict: Verdict = Field(description="The whole verdict in scope.")
    plan: dict[str, Any] | None = Field(description="The campaign's plan: budget, dates, objective, target; else null.")
    target: Target | None = Field(description="The plan's target metric, planned and reached; else null.")
    advice: tuple[AdviceGroup, ...] = Field(description="Creators by what to do with them.")
    creators: tuple[CreatorLine, ...] = Field(description="The creators shown here: those who cost most.")
    mature_posts: tuple[int, int] = Field(description="Posts old enough for a read-out, and all posts with a maturity.")
    below_line: tuple[BelowRow, ...] = Field(description="Awareness, image, loyalty; never inside ROI.")
    steps: tuple[Step, ...] = Field(description="What is still to be told before a verdict can be reached.")
    most_names: int = Field(description="Names shown per advice.")


def build_programme(view: View) -> VerdictContext:
    return _context(view, None)


def build_campaign(view: View) -> VerdictContext:
    plans = {row["campaign"]: row for row in view.home.rows("campaign")}
    return _context(view, plans.get(view.request.path_params["name"]))


def build_creator(view: View) -> VerdictContext:
    return _context(view, None)


def _context(view: View, plan: dict[str, Any] | None) -> VerdictContext:
    verdict = view.verdict()
    by_cost = sorted(verdict.creators, key=lambda line: (-line.cost, line.creator))
    groups = tuple(AdviceGroup(code, tuple(c for c in by_cost if c.advice.code == code)) for code in ADVICE)
    ages = [post.maturity for post in verdict.posts if post.maturity is not None]
    return VerdictContext(
        verdict=verdict,
        plan=plan,
        target=_target(view, verdict, plan),
        advice=tuple(group for group in groups if group.creators),
        creators=tuple(by_cost[:MOST_CREATORS]),
        mature_posts=(sum(age.is_read_out_allowed for age in ages), len(ages)),
        below_line=below_line(verdict, view.words),
        steps=steps_of(view) if verdict.scope.kind == "all" else (),
        most_names=MOST_NAMES,
    )


def _target(view: View, verdict: Verdict, plan: dict[str, Any] | None) -> Target | None:
    """The campaign's target KPI; one that cannot be worked out is shown without a result."""
    kpi = KPIS.get((plan or {}).get("target_metric") or "")
    if plan is None or kpi is None or plan["target_value"] is None:
        return None
    words, currency = view.words, verdict.currency
    label, planned = words.text(kpi.label), kpi_value(kpi, plan["target_value"], currency, words)
    if kpi.id == "roi":
        return Target(label, words.percent(plan["target_value"], digits=0), interval(words, verdict.roi, is_rate=True))
    if isinstance(value := getattr(verdict, kpi.id, None), Value):
        return Target(label, planned, kpi_value(kpi, value.value, currency, words))
    try:
        answer = view.home.query([kpi.id], where={"campaign": [plan["campaign"]]})
    except UpshotError:  # a KPI that only a model can tell, or without a campaign
        return Target(label, planned, MISSING)
    return Target(
        label, planned, kpi_value(kpi, answer.rows[0].cells[0].value if answer.rows else None, currency, words)
    )


VERDICT = Page("verdict", "/", "verdict", build_programme)
CAMPAIGN = Page("verdict", "/campaigns/{name}", "campaigns", build_campaign, names="campaign")
CREATOR = Page("verdict", "/creators/{name}", "creators", build_creator, names="creator")
