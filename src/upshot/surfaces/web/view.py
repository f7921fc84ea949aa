"""One request as a page sees it: the workspace, the words, the scope, and links that keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from starlette.requests import Request

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.wiring import House, Workspace

Row = TypeVar("Row")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class View:
    """One request; `workspace` is None only on the page that lists them."""

    request: Request
    house: House
    workspace: Workspace | None

    @cached_property
    def language(self) -> str:
        """The reader's choice, then the browser's first language that we speak."""
        chosen = self.request.cookies.get("upshot-language")
        if chosen in LANGUAGES:
            return str(chosen)
        for part in self.request.headers.get("accept-language", "").split(","):
            code = part.split(";")[0].strip().lower()[:2]
            if code in LANGUAGES:
                return code
        return "en"

    @cached_property
    def words(self) -> Words:
        return Words(self.language)

    @property
    def theme(self) -> str:
        chosen = self.request.cookies.get("upshot-theme", "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def home(self) -> Workspace:
        """The workspace of this page."""
        if self.workspace is None:
            raise LookupError("this page belongs to no workspace")
        return self.workspace

    @property
    def campaign(self) -> str | None:
        return self.request.query_params.get("campaign") or None

    @property
    def creator(self) -> str | None:
        return self.request.query_params.get("creator") or None

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def verdict(self, *, campaign: str | None = None, creator: str | None = None) -> Verdict:
        """The verdict in scope: the arguments, or what the address says."""
        return self.home.verdict(campaign=campaign or self.campaign, creator=creator or self.creator)

    def link(self, page: str = "", *parts: str, **query: Any) -> str:
        """The address of a page of this workspace; empty query values are left out."""
        path = "/".join(["", "w", quote(self.home.name, safe=""), page, *(quote(part, safe="") for part in parts)])
        kept = {name: value for name, value in query.items() if value not in (None, "")}
        return path.rstrip("/") + ("/" if not page else "") + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def why(self, figure: str) -> str:
        """The address of the explanation of one figure, in the same scope."""
        return self.link("why", figure, campaign=self.campaign, creator=self.creator)

    def page_number(self) -> int:
        """`?page=`, from 1; nonsense reads as 1."""
        text = self.request.query_params.get("page", "1")
        return max(1, int(text)) if text.isdigit() else 1


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """One page of a long list."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int


def paginate(rows: Sequence[Row], number: int, *, size: int = 50) -> Slice[Row]:
    """The `number`-th page of `rows`, from 1; too high a number gives the last page."""
    pages = max(1, -(-len(rows) // size))
    number = min(number, pages)
    return Slice(rows[(number - 1) * size : number * size], number, pages, len(rows))
