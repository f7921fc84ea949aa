"""How often one address may knock: a window of a minute, in memory, with bounded room."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_S = 60.0
MOST_ADDRESSES = 10_000


class Throttle:
    """At most `limit` knocks a minute per address and kind; the address unseen for longest is forgotten first."""

    def __init__(self, limits: dict[str, int], clock: Callable[[], float] = time.monotonic) -> None:
        self.limits, self.clock = limits, clock
        self._seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, kind: str, address: str) -> int:
        """Seconds this address must wait before knocking again; 0 lets it in and counts the knock."""
        now, key = self.clock(), (kind, address)
        with self._lock:
            knocks = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while knocks and now - knocks[0] >= WINDOW_S:
                knocks.popleft()
            if len(knocks) >= self.limits[kind]:
                return max(1, int(WINDOW_S - (now - knocks[0])) + 1)
            knocks.append(now)
            while len(self._seen) > MOST_ADDRESSES:
                self._seen.popitem(last=False)
        return 0
