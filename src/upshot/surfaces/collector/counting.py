"""What happens at the door, counted in memory and written to the records every few seconds."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime

from upshot.errors import UpshotError
from upshot.records.store import Records
from upshot.records.tallies import LINKS, Key, add_tallies

TAKEN, BOT, LOST = "taken", "bot", "lost"
UNKNOWN_CODE, RETIRED = "unknown_code", "retired"


class Counts:
    """Counts since the last writing; a count that cannot be written stays for the next time."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()

    def link(self, workspace: str, what: str) -> None:
        """Count something that happened to a link."""
        self.add(workspace, LINKS, what)

    def add(self, workspace: str, source: str, what: str) -> None:
        """Count one event."""
        with self._lock:
            self._counts[workspace, source, what] += 1

    def write(self) -> bool:
        """Write what was counted; False where the records cannot be written now."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return True
        try:
            add_tallies(self.records, counts, day=datetime.now(UTC).date())
        except UpshotError:
            with self._lock:
                self._counts.update(counts)
            return False
        return True
