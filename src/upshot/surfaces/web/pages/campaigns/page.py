"""The campaigns: what was planned and what became of it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View


class CampaignsContext(Context):
    """One row per campaign."""

    campaigns: tuple[tuple[dict[str, Any], Verdict], ...] = Field(description="Each campaign's plan and its verdict.")


def build(view: View) -> CampaignsContext:
    rows = view.home.rows("campaign")
    return CampaignsContext(campaigns=tuple((row, view.verdict(campaign=row["campaign"])) for row in rows))


CAMPAIGNS = Page("campaigns", "/campaigns", "campaigns", build)
