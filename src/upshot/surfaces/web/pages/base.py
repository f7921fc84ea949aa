"""What a page is: a name, a path, a frozen context, and how the context is built from a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from upshot.surfaces.web.view import View

REFRESH_S = 2  # how soon a page comes again that is still being worked out


class Context(BaseModel):
    """What a template receives, and what `?format=json` answers; every field carries a line of help."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @property
    def refresh_s(self) -> int | None:
        """Seconds after which the page comes again by itself because part of it is still being worked out."""
        return None


@dataclass(frozen=True)
class Page:
    """One page; `section` is the navigation entry that is lit while it is open, `names` what its path ends in."""

    name: str
    path: str
    section: str
    build: Callable[[View], Context]
    names: str | None = None

    @property
    def template(self) -> str:
        return f"pages/{self.name}/page.html"
