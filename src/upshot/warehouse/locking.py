"""One writer per workspace: a lock that the kernel releases when its holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from upshot.errors import HomeBusy
from upshot.warehouse.faults import naming_faults

WAIT_S = 60.0
_PAUSE_S = 0.05


@contextmanager
def writer_lock(
    path: Path, *, who: str, wait_s: float = WAIT_S, on_wait: Callable[[dict[str, str]], None] | None = None
) -> Iterator[None]:
    """Hold the lock file `path`, waiting up to `wait_s` seconds; `on_wait` is told once who holds it.

    Raises
    ------
    HomeBusy : home_busy, with the holder's pid, command and since when
    """
    with naming_faults(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait_for(handle, path, wait_s=wait_s, on_wait=on_wait)
        with naming_faults(path.parent):
            _sign(handle, who)
        yield
    finally:
        os.close(handle)  # closing releases the lock; the file stays, so that two waiters never hold two inodes


def _wait_for(handle: int, path: Path, *, wait_s: float, on_wait: Callable[[dict[str, str]], None] | None) -> None:
    deadline = time.monotonic() + wait_s
    has_told = False
    while not _try(handle):
        holder = read_holder(path)
        if time.monotonic() >= deadline:
            raise HomeBusy("home_busy", path=str(path.parent), waited_s=round(wait_s), **holder)
        if on_wait is not None and not has_told:
            on_wait(holder)
            has_told = True
        time.sleep(_PAUSE_S)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(handle: int, who: str) -> None:
    """Write who holds the lock: for the message that the next one reads, never for the locking itself."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]]) if sys.argv else ""
    note = {
        "pid": str(os.getpid()),
        "command": who or command,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(note).encode(), 0)


def read_holder(path: Path) -> dict[str, str]:
    """Who holds the lock, as far as the note can be read."""
    unknown = {"pid": "?", "command": "?", "since": "?"}
    try:
        note = json.loads(path.read_text() or "{}")
    except (OSError, ValueError):
        return unknown | {"who": "?"}
    holder = {name: str(note.get(name, "?")) for name in unknown}
    return holder | {"who": holder["command"]}
