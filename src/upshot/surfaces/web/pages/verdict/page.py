"""The verdict: of the whole programme, of one campaign, of one creator. The answer first, then why, then details."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

MOST_CREATORS = 20
MOST_POSTS = 20


class VerdictContext(Context):
    """The verdict, and what was planned where the scope is a campaign."""

    verdict: Verdict = Field(description="The whole verdict in scope.")
    plan: dict[str, Any] | None = Field(description="The campaign's plan: budget, dates, objective, target; else null.")
    most_creators: int = Field(description="Creators shown on this page; the creators page has all.")
    most_posts: int = Field(description="Posts shown on this page; the posts page has all.")


def build_programme(view: View) -> VerdictContext:
    return _context(view.verdict(), None)


def build_campaign(view: View) -> VerdictContext:
    name = view.request.path_params["name"]
    plans = {row["campaign"]: row for row in view.home.rows("campaign")}
    return _context(view.verdict(campaign=name), plans.get(name))


def build_creator(view: View) -> VerdictContext:
    return _context(view.verdict(creator=view.request.path_params["name"]), None)


def _context(verdict: Verdict, plan: dict[str, Any] | None) -> VerdictContext:
    return VerdictContext(verdict=verdict, plan=plan, most_creators=MOST_CREATORS, most_posts=MOST_POSTS)


VERDICT = Page("verdict", "/", "verdict", build_programme)
CAMPAIGN = Page("verdict", "/campaigns/{name}", "campaigns", build_campaign)
CREATOR = Page("verdict", "/creators/{name}", "creators", build_creator)
