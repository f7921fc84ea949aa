"""Pages drawn once per state of the data: writing thousands of numbers takes longer than everything else together."""

from __future__ import annotations

import threading
from collections import OrderedDict

from upshot.surfaces.web.pages.base import Page
from upshot.surfaces.web.view import View

KEPT = 200
# Pages that say nothing but what facts and records say; an import list or a saved form must be read anew.
PAGES_OF_FACTS = frozenset({"verdict", "campaigns", "creators", "posts", "post", "costs"})

Key = tuple[object, ...]


class KeptPages:
    """The latest pages as text, by address, reader and state of the data."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, str] = OrderedDict()
        self._lock = threading.Lock()

    @staticmethod
    def key(page: Page, view: View) -> Key | None:
        """What the page depends on; None for a page that must be built each time."""
        if page.name not in PAGES_OF_FACTS or view.request.query_params.get("format"):
            return None
        state = (view.home.data_version(), view.home.is_demo, view.now.date(), len(view.house.workspaces()))
        return (view.request.url.path, view.request.url.query, view.language, view.theme, *state)

    def find(self, key: Key) -> str | None:
        """The page, if it was drawn before."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Key, html: str) -> None:
        """Remember a page; the one unseen for longest goes."""
        with self._lock:
            self._pages[key] = html
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
