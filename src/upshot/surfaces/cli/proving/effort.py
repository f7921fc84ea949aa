"""What a fit costs: wall and CPU seconds, and the highest memory of the process meanwhile."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_STATUS = Path("/proc/self/status")
_FORGET_PEAK = Path("/proc/self/clear_refs")


class Meter:
    """Measures what happens inside a `with` block; `peak_mb` stays None where the system does not tell (not Linux)."""

    wall_s = 0.0
    cpu_s = 0.0
    peak_mb: float | None = None

    def __enter__(self) -> Self:
        with suppress(OSError):  # without the right to reset it, the peak since the process began is reported
            _FORGET_PEAK.write_text("5")
        self._wall, self._cpu = time.perf_counter(), _cpu_seconds()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wall_s = time.perf_counter() - self._wall
        self.cpu_s = _cpu_seconds() - self._cpu
        self.peak_mb = _peak_mb()


def _cpu_seconds() -> float:
    """CPU seconds of this process, all its threads, and its finished children."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _peak_mb() -> float | None:
    with suppress(OSError, StopIteration, ValueError):
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return None
