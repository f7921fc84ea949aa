"""Slow answers, worked out once in the background while pages stay quick.

A page asks with a patience. What is ready in time is shown; otherwise the reader sees that it is being worked out and
the page comes again by itself. Two readers who ask the same thing wait for one computation.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from upshot.decisions.reconciliation import CheckReport
from upshot.decisions.verdict.model import Verdict
from upshot.wiring import Workspace

PATIENCE_S = 2.0
WORKERS = 2
KEPT = 32


class StillThinking(Exception):  # noqa: N818 (no error: the answer comes later)
    """The answer is being worked out; ask again."""


class Thinking:
    """Work in progress and the latest answers, by question and state of the data."""

    def __init__(self, *, patience_s: float = PATIENCE_S) -> None:
        self.patience_s = patience_s
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="thinking")
        self._asked: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def verdict(
        self, workspace: Workspace, campaign: str | None, creator: str | None, *, patience_s: float | None
    ) -> Verdict:
        """The verdict; raises `StillThinking` when it takes longer than `patience_s` (None: as long as it takes)."""
        known = workspace.known_verdict(campaign, creator)
        return known or self._wait(self._ask_verdict(workspace, campaign, creator), patience_s)

    def verdicts(
        self, asked: Sequence[tuple[Workspace, str | None]], *, wait_for_all: bool = False
    ) -> list[Verdict | None]:
        """Verdicts of several workspaces and campaigns; None for those that are still being worked out."""
        deadline = math.inf if wait_for_all else time.monotonic() + self.patience_s
        pending = [
            workspace.known_verdict(campaign) or self._ask_verdict(workspace, campaign, None)
            for workspace, campaign in asked
        ]
        return [self._by(found, deadline) if isinstance(found, Future) else found for found in pending]

    def check(self, workspace: Workspace, *, patience_s: float | None) -> CheckReport:
        """The data check, once per state of the data and day."""
        found: CheckReport = self._wait(self._ask(("check", *_state(workspace)), workspace.check), patience_s)
        return found

    def answer(
        self, question: Hashable, workspace: Workspace, work: Callable[[], Any], *, patience_s: float | None
    ) -> Any:
        """Any other slow answer, once per question, state of the data and day; raises `StillThinking` as above."""
        return self._wait(self._ask((question, *_state(workspace)), work), patience_s)

    def _ask_verdict(self, workspace: Workspace, campaign: str | None, creator: str | None) -> Future[Any]:
        key = ("verdict", campaign, creator, *_state(workspace))
        return self._ask(key, lambda: workspace.verdict(campaign, creator))

    def _ask(self, key: Hashable, work: Callable[[], Any]) -> Future[Any]:
        with self._lock:
            future = self._asked.get(key)
            if future is None or (future.done() and future.exception() is not None):
                future = self._asked[key] = self._pool.submit(work)
            self._asked.move_to_end(key)
            for old in list(self._asked)[:-KEPT]:
                if self._asked[old].done():
                    del self._asked[old]
        return future

    @staticmethod
    def _wait(future: Future[Any], patience_s: float | None) -> Any:
        try:
            return future.result(patience_s)
        except TimeoutError:
            raise StillThinking from None

    def _by(self, future: Future[Any], deadline: float) -> Verdict | None:
        try:
            left = None if deadline == math.inf else max(0.0, deadline - time.monotonic())
            found: Verdict = self._wait(future, left)
        except StillThinking:
            return None
        return found


def _state(workspace: Workspace) -> tuple[str, str, str]:
    return (workspace.name, workspace.data_version(), datetime.now(UTC).date().isoformat())
