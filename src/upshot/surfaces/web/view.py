"""One request as a page sees it: the workspace, the words, the scope, and links that keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from starlette.requests import Request

from upshot.decisions.reconciliation import CheckReport
from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.web.thinking import Thinking
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
    names: str | None = None  # what the last part of the path names: a campaign, a creator, or nothing of the kind

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
        return self._scoped("campaign")

    @property
    def creator(self) -> str | None:
        return self._scoped("creator")

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def _scoped(self, kind: str) -> str | None:
        """The campaign or creator that this page is about: by its path, else as the address says."""
        if self.names is not None:
            return str(self.request.path_params["name"]) if self.names == kind else None
        return self.request.query_params.get(kind) or None

    @property
    def thinking(self) -> Thinking:
        """Where slow answers are worked out."""
        found: Thinking = self.request.app.state.thinking
        return found

    @property
    def waits(self) -> bool:
        """Whether this reader waits as long as it takes: programs and dialogs do, people see an interim page."""
        return self.request.query_params.get("format") == "json" or "hx-request" in self.request.headers

    @property
    def patience_s(self) -> float | None:
        """How long this reader waits before seeing an interim page."""
        return None if self.waits else self.thinking.patience_s

    def verdict(self) -> Verdict:
        """The verdict in the scope of this page; raises `StillThinking` when it is not ready."""
        return self.thinking.verdict(self.home, self.campaign, self.creator, patience_s=self.patience_s)

    def check(self) -> CheckReport:
        """The data check; raises `StillThinking` when it is not ready."""
        return self.thinking.check(self.home, patience_s=self.patience_s)

    def link(self, page: str = "", /, *parts: str, **query: Any) -> str:
        """The address of a page of this workspace; empty query values are left out."""
        path = "/".join(["", "w", quote(self.home.name, safe=""), page, *(quote(part, safe="") for part in parts)])
        kept = {name: value for name, value in query.items() if value not in (None, "")}
        return path.rstrip("/") + ("/" if not page else "") + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def into(self, name: str) -> str:
        """The address of another workspace's first page."""
        return f"/w/{quote(name, safe='')}/"

    def here(self, **query: Any) -> str:
        """The address of this page with other query values (None leaves one out)."""
        kept = {**self.request.query_params, **query}
        said = {name: value for name, value in kept.items() if value not in (None, "")}
        return self.request.url.path + (f"?{urlencode(said, doseq=True)}" if said else "")

    def why(self, figure: str) -> str:
        """The address of the explanation of one figure, in the same scope."""
        return self.link("why", figure, campaign=self.campaign, creator=self.creator)

    def page_number(self) -> int:
        """`?page=`, from 1; nonsense reads as 1."""
        text = self.request.query_params.get("page", "1")
        return max(1, int(text)) if text.isdigit() else 1


def view_of(request: Request, *, names: str | None = None) -> View:
    """The view of a request; an unknown workspace raises `UnknownName`."""
    house: House = request.app.state.house
    name = request.path_params.get("workspace")
    return View(request, house, house.workspace(name) if name is not None else None, names)


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
