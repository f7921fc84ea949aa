"""All workspaces of the house, each with its verdict at a glance: what an agency opens in the morning."""

from __future__ import annotations

from pydantic import Field

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.pages.base import REFRESH_S, Context, Page
from upshot.surfaces.web.view import Slice, View, paginate

PER_PAGE = 12


class WorkspacesContext(Context):
    """One card per workspace."""

    workspaces: Slice[tuple[str, bool, Verdict | None]] = Field(
        description="Name, whether its data is simulated, and its verdict; null while it is being worked out."
    )
    message: str | None = Field(default=None, description="Why a new workspace could not be made.")

    @property
    def refresh_s(self) -> int | None:
        """The page comes again while a verdict is being worked out."""
        return REFRESH_S if any(verdict is None for _, _, verdict in self.workspaces.rows) else None


def build(view: View) -> WorkspacesContext:
    page = paginate(view.house.workspaces(), view.page_number(), size=PER_PAGE)
    open_ones = [view.house.workspace(name) for name in page.rows]
    verdicts = view.thinking.verdicts([(workspace, None) for workspace in open_ones], wait_for_all=view.waits)
    cards = tuple((w.name, w.is_demo, verdict) for w, verdict in zip(open_ones, verdicts, strict=True))
    return WorkspacesContext(workspaces=Slice(cards, page.number, page.pages, page.total))


WORKSPACES = Page("workspaces", "/workspaces", "", build)
