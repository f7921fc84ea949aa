"""The rights ledger as the desk's pages read it, worked out once per state of the data and five minutes.

When only time has passed, the reader gets the ledger of a moment ago at once and the next one is reckoned beside; the
page says as of when it speaks. When a right, a fact or a setting changed, the reader waits for the new ledger.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from upshot.decisions.spark.rights.alerts import Alert, due_alerts, renewal_due
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger, read_ledger
from upshot.surfaces.web.view import View
from upshot.vocabulary.spark_rights import RightState
from upshot.wiring import Workspace

SLOT = timedelta(minutes=5)
OLDEST = timedelta(minutes=15)  # an older ledger is not shown, even for a moment


@dataclass(frozen=True)
class Desk:
    """A ledger with what its first page says about all rights; `alerts` holds the most urgent one of each right."""

    ledger: RightsLedger
    alerts: tuple[Alert, ...]
    renewals: int
    states: dict[RightState, int]
    texts: tuple[str, ...]  # what a search looks through, line by line
    orders: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, ledger: RightsLedger) -> Desk:
        """Reckon once what every page of the desk would reckon again."""
        first: dict[str, Alert] = {}
        for alert in due_alerts(ledger):
            first.setdefault(alert.right_id, alert)
        lines = ledger.lines
        return cls(
            ledger=ledger,
            alerts=tuple(first.values()),
            renewals=sum(line.renewed_by is None and renewal_due(line, ledger) is not None for line in lines),
            states=dict(Counter(line.state for line in lines)),
            texts=tuple(_text(line) for line in lines),
            orders=_orders(lines),
        )


def _text(line: RightLine) -> str:
    right = line.right
    return "\n".join((f"@{right.creator}", right.post_id, right.campaign or "", right.right_id)).casefold()


def _orders(lines: tuple[RightLine, ...]) -> dict[str, tuple[int, ...]]:
    """The places of the lines in each order; unknown values come last. The ledger itself comes by urgency."""
    places = range(len(lines))

    def money(at: int) -> tuple[bool, float]:
        total = lines[at].at_risk.total
        return (total is None, -float(total or 0))

    def ends(at: int) -> float:
        end = lines[at].windows.ends_at
        return end.timestamp() if end else float("inf")

    return {
        "urgent": tuple(places),
        "money": tuple(sorted(places, key=money)),
        "creator": tuple(sorted(places, key=lambda at: (lines[at].right.creator, lines[at].right.post_id))),
        "ends": tuple(sorted(places, key=ends)),
    }


class Desks:
    """The latest desk of each workspace."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, datetime, Desk]] = {}
        self._reckoning: set[str] = set()
        self._lock = threading.Lock()

    def of(self, workspace: Workspace, now: datetime) -> Desk:
        """The desk of this state of the data.

        Raises
        ------
        SettingsError : as `read_ledger`
        """
        version, kept = workspace.desk_version(), self._kept.get(workspace.name)
        if kept is None or kept[0] != version or now - kept[1] > OLDEST:
            return self._reckon(workspace, version, now)
        if now - kept[1] > SLOT:
            self._refresh(workspace, version, now)
        return kept[2]

    def known(self, workspace: Workspace, now: datetime) -> Desk | None:
        """The desk, if it was reckoned lately for this state of the data."""
        kept = self._kept.get(workspace.name)
        is_good = kept is not None and now - kept[1] <= SLOT and kept[0] == workspace.desk_version()
        return kept[2] if is_good and kept else None

    def _reckon(self, workspace: Workspace, version: str, now: datetime) -> Desk:
        desk = Desk.of(read_ledger(workspace, workspace.spark_book(), now=now))
        self._kept[workspace.name] = (version, now, desk)
        return desk

    def _refresh(self, workspace: Workspace, version: str, now: datetime) -> None:
        """Reckon the next ledger beside; one at a time per workspace."""
        with self._lock:
            if workspace.name in self._reckoning:
                return
            self._reckoning.add(workspace.name)

        def work() -> None:
            try:
                self._reckon(workspace, version, now)
            finally:
                self._reckoning.discard(workspace.name)

        threading.Thread(target=work, name="spark-ledger").start()  # no daemon: torn at exit, the engine aborts


def desk_of(view: View) -> Desk:
    """The desk of the view's workspace now."""
    return _desks(view).of(view.home, view.now)


def known_desk(view: View) -> Desk | None:
    """The desk if it is there already; never slow."""
    return _desks(view).known(view.home, view.now)


def _desks(view: View) -> Desks:
    state = view.request.app.state
    if not hasattr(state, "spark_desks"):
        state.spark_desks = Desks()
    kept: Desks = state.spark_desks
    return kept
