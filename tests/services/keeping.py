"""One server per test run, shared by all its processes, that can never outlive it.

The test process that needs a server first starts a keeper in a session of its own. The keeper starts the server, says
where it is, and waits for the run to end, however it ends: `kill -9` of the run included. Then it stops everything.
"""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[[ExitStack, Path], dict[str, Any]]  # starts a server, leaves its end on the stack, says where it is


class Absent(Exception):  # noqa: N818 (named by what it says)
    """The machine lacks what the server needs; the message says what, and becomes the reason of a skip."""


def owner_of_run() -> int:
    """The process whose end is the end of the run: pytest itself, or the controller of its workers."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def shared_place(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all workers of this run share."""
    base = factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    place.mkdir(exist_ok=True)
    return place


def server_of_run(service: str, place: Path, *, owner: int, wait_s: float) -> dict[str, Any]:
    """Where the server is that `service` (a module with `start`) starts; the first to ask starts it, the others wait.

    Raises
    ------
    Absent : the machine cannot run it, with the reason
    """
    said = place / "said.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            keeper = _start_keeper(service, place, owner)
            _wait_for(said, keeper, place / "keeper.log", wait_s)
        found: dict[str, Any] = json.loads(said.read_text(encoding="utf-8"))
    if "absent" in found:
        raise Absent(found["absent"])
    return found


def _start_keeper(service: str, place: Path, owner: int) -> subprocess.Popen[bytes]:
    with (place / "keeper.log").open("w") as log:
        start_it = f"from {__name__} import main; main(*{[service, str(place), str(owner)]!r})"
        command = [sys.executable, "-c", start_it]
        return subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _wait_for(said: Path, keeper: subprocess.Popen[bytes], log: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while not said.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            stop_process(keeper)
            raise TimeoutError(f"no server within {wait_s:.0f} s\n{log.read_text(encoding='utf-8')[-4000:]}")
        time.sleep(0.05)


def stop_process(process: subprocess.Popen[Any], *, sign: int = signal.SIGTERM, wait_s: float = 10) -> None:
    """End a process and its whole group: kindly first, then surely."""
    for kind, patience in ((sign, wait_s), (signal.SIGKILL, wait_s)):
        try:
            os.killpg(process.pid, kind)
        except ProcessLookupError:
            return
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    try:
        os.killpg(process.pid, signal.SIGKILL)  # what the leader left behind
    except ProcessLookupError:
        return


def keep(service: str, place: Path, owner: int) -> None:
    """Start the server, say where it is, wait for the end of `owner`, stop the server."""
    start: Start = importlib.import_module(service).start
    watched = os.pidfd_open(owner)
    with ExitStack() as stack:
        try:
            found = start(stack, place)
        except Absent as reason:
            found = {"absent": str(reason)}
        part = place / "said.part"
        part.write_text(json.dumps({**found, "keeper": os.getpid()}), encoding="utf-8")
        part.rename(place / "said.json")
        if "absent" not in found:
            select.select([watched], [], [])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{service}: {used.ru_utime + used.ru_stime:.0f} CPU seconds", flush=True)  # noqa: T201 (into its log)


def main(service: str, place: str, owner: str) -> None:
    """The keeper's own process; told to end, it still stops its server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keep(service, Path(place), int(owner))
