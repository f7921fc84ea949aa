"""The rights ledger as the desk's pages read it: worked out once a minute and state of the data, for all its pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime

from upshot.decisions.spark.rights.ledger import RightsLedger, read_ledger
from upshot.surfaces.web.view import View
from upshot.wiring import Workspace

KEPT = 8


class Ledgers:
    """The latest ledgers, by workspace, data version and minute."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], RightsLedger] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, workspace: Workspace, now: datetime) -> RightsLedger:
        """The ledger at the beginning of the minute of `now`.

        Raises
        ------
        SettingsError : as `read_ledger`
        """
        minute = now.replace(second=0, microsecond=0)
        key = (workspace.name, workspace.data_version(), minute.isoformat())
        with self._lock:
            if key not in self._kept:
                self._kept[key] = read_ledger(workspace, workspace.spark_book(), now=minute)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]


def ledger_of(view: View) -> RightsLedger:
    """The ledger of the view's workspace now."""
    state = view.request.app.state
    if not hasattr(state, "spark_ledgers"):
        state.spark_ledgers = Ledgers()
    kept: Ledgers = state.spark_ledgers
    return kept.of(view.home, view.now)
