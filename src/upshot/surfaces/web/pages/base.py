"""What a page is: a name, a path, a frozen context, and how the context is built from a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from upshot.surfaces.web.view import View


class Context(BaseModel):
    """What a template receives, and what `?format=json` answers; every field carries a line of help."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True)
class Page:
    """One page; `section` is the navigation entry that is lit while it is open."""

    name: str
    path: str
    section: str
    build: Callable[[View], Context]

    @property
    def template(self) -> str:
        return f"pages/{self.name}/page.html"
