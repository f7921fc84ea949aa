"""The campaigns: what was planned and what became of it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.pages.base import REFRESH_S, Context, Page
from upshot.surfaces.web.view import Slice, View, paginate

PER_PAGE = 12


class CampaignsContext(Context):
    """One card per campaign."""

    campaigns: Slice[tuple[dict[str, Any], Verdict | None]] = Field(
        description="Each campaign's plan and its verdict; null while it is being worked out. Newest first."
    )

    @property
    def refresh_s(self) -> int | None:
        """The page comes again while a verdict is being worked out."""
        return REFRESH_S if any(verdict is None for _, verdict in self.campaigns.rows) else None


def build(view: View) -> CampaignsContext:
    rows = sorted(view.home.rows("campaign"), key=lambda row: str(row["starts_on"] or ""), reverse=True)
    page = paginate(rows, view.page_number(), size=PER_PAGE)
    verdicts = view.thinking.verdicts([(view.home, row["campaign"]) for row in page.rows], wait_for_all=view.waits)
    cards = tuple(zip(page.rows, verdicts, strict=True))
    return CampaignsContext(campaigns=Slice(cards, page.number, page.pages, page.total))


CAMPAIGNS = Page("campaigns", "/campaigns", "campaigns", build)
