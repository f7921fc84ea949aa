"""Where calls from outside are written down before they are answered: files that a kill cannot tear.

A spool is a folder of segments. A writer appends checksummed lines to a segment of its own, named
`<kind>-<time>-<mark>.open`, and tells a caller that its line is kept only after the disk said so; lines that come
while the disk works go out together with one sync. A full segment becomes `….closed`, and `intake.filing` moves it
into lake and records. The kernel drops the lock of a writer that died, so what it left open is found and filed.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import secrets
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WINDOW_S = 0.002  # how long the first line of a group waits for company; one sync takes 4 ms here, and 0.35 ms of CPU
LANES = 2  # groups that the disk may confirm at the same time
PATIENCE_S = 1.0  # how long a caller waits for the disk
ROTATE_BYTES = 8 << 20
MOST_WAITING = 20_000  # lines in memory; beyond, callers are told at once that theirs is not kept
OPEN, CLOSED = ".open", ".closed"


@dataclass
class _Group:
    """Lines that go to disk together, and who waits for them."""

    lines: list[bytes] = field(default_factory=list)
    waiting: list[asyncio.Future[bool]] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None

    def answer(self, *, is_kept: bool) -> None:
        """Tell everybody who still waits."""
        if self.timer is not None:
            self.timer.cancel()
        for caller in self.waiting:
            if not caller.done():
                caller.set_result(is_kept)


class SpoolWriter:
    """Appends lines of one kind; all calls from one event loop.

    `append` gives True when the line is on disk, and False when it is not known to be: the disk is full, broken, or
    slower than `patience_s`. A line told False is kept all the same if the disk comes back in time; never twice.
    """

    def __init__(self, folder: Path, kind: str, *, window_s: float = WINDOW_S, patience_s: float = PATIENCE_S) -> None:
        self.folder, self.kind = folder, kind
        self.window_s, self.patience_s = window_s, patience_s
        self.failures = 0  # groups that the disk refused
        self._lanes = [_Lane(folder, kind, number) for number in range(LANES)]
        self._free = list(self._lanes)
        self._group = _Group()
        self._n_waiting = 0
        self._is_due = False

    async def append(self, line: bytes) -> bool:
        """Write one line down; True once it is on disk."""
        if self._n_waiting >= MOST_WAITING:
            return False
        loop = asyncio.get_running_loop()
        group = self._group
        if not group.lines:
            group.timer = loop.call_later(self.patience_s, self._give_up, group)
            self._schedule(loop)
        caller: asyncio.Future[bool] = loop.create_future()
        group.lines.append(line)
        group.waiting.append(caller)
        self._n_waiting += 1
        return await caller

    def _schedule(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._free and not self._is_due:
            self._is_due = True
            loop.call_later(self.window_s, self._start, loop)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand the group to a thread that waits for the disk."""
        self._is_due = False
        if not self._free or not self._group.lines:
            return
        group, self._group = self._group, _Group()
        lane = self._free.pop()
        loop.run_in_executor(lane.thread, lane.segment.write, group.lines).add_done_callback(
            lambda done: self._finish(loop, lane, group, done)
        )

    def _finish(self, loop: asyncio.AbstractEventLoop, lane: _Lane, group: _Group, done: asyncio.Future[None]) -> None:
        self._free.append(lane)
        self._n_waiting -= len(group.lines)
        is_kept = not done.cancelled() and done.exception() is None
        self.failures += not is_kept
        group.answer(is_kept=is_kept)
        if self._group.lines and not self._is_due:
            self._start(loop)

    @staticmethod
    def _give_up(group: _Group) -> None:
        group.answer(is_kept=False)

    async def rotate(self) -> None:
        """Close the segments, so that what they hold can be filed."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(lane.thread, lane.segment.close) for lane in self._lanes))

    async def close(self) -> None:
        """Write what waits, close the segments, end the threads."""
        while len(self._free) < len(self._lanes) or self._group.lines:
            self._start(asyncio.get_running_loop())
            await asyncio.sleep(self.window_s)
        await self.rotate()
        for lane in self._lanes:
            lane.thread.shutdown()


class _Lane:
    """A segment and the one thread that writes to it: while the disk confirms one group, the next is under way."""

    def __init__(self, folder: Path, kind: str, number: int) -> None:
        self.segment = Segment(folder, kind)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix=f"spool-{kind}-{number}")


class Segment:
    """The file that a writer appends to; made at the first line, closed when it is full. One thread uses it."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder, self.kind = folder, kind
        self._handle: int | None = None
        self._path: Path | None = None
        self._kept = 0  # bytes known to be on disk
        self._last_ns = 0

    def write(self, lines: list[bytes]) -> None:
        """Append `lines` and wait until they are on disk; of a group that fails nothing stays.

        Raises
        ------
        OSError : the disk is full or broken; the next group begins a new segment
        """
        data = b"".join(lines)
        try:
            handle = self._handle if self._handle is not None else self._open()
            _write_all(handle, data)
            os.fdatasync(handle)
        except OSError:
            self._abandon()
            raise
        self._kept += len(data)
        if self._kept >= ROTATE_BYTES:
            self.close()

    def close(self) -> None:
        """Let go of the segment; empty, it is deleted, otherwise it may be filed."""
        if self._handle is None or self._path is None:
            return
        if self._kept:
            self._path.rename(self._path.with_suffix(CLOSED))
        else:
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = self._path = None
        self._kept = 0

    def _open(self) -> int:
        """A new file, locked before it has its name: nobody can take it for one left behind."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._last_ns = max(time.time_ns(), self._last_ns + 1)  # the clock may go backwards; the order of names may not
        path = self.folder / f"{self.kind}-{self._last_ns:020d}-{secrets.token_hex(4)}{OPEN}"
        part = path.with_suffix(".new")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.rename(path)
            _sync_folder(self.folder)
        except OSError:
            os.close(handle)
            part.unlink(missing_ok=True)
            raise
        self._handle, self._path, self._kept = handle, path, 0
        return handle

    def _abandon(self) -> None:
        """Cut the segment back to what is known to be kept; lines of which callers were told no are not half there."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._kept)
                os.fdatasync(self._handle)
        with contextlib.suppress(OSError):
            self.close()
        self._handle = self._path = None
        self._kept = 0


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(folder: Path) -> None:
    """A new name is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def spool_line(value: Any) -> bytes:
    """`value` as one line with its checksum."""
    payload = json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(payload), payload)


def read_segment(path: Path) -> tuple[list[Any], int]:
    """The values of a segment in the order they came, and how many lines were torn; those were never acknowledged."""
    values: list[Any] = []
    torn = 0
    with path.open("rb") as file:
        for line in file:
            mark, _, payload = line.rstrip(b"\n").partition(b" ")
            if not line.endswith(b"\n") or mark != b"%08x" % zlib.crc32(payload):
                torn += 1
                continue
            values.append(json.loads(payload))
    return values, torn


@dataclass(frozen=True)
class Waiting:
    """A segment to be filed; `is_live` when its writer still appends to it."""

    path: Path
    kind: str
    size: int
    is_live: bool


def waiting_segments(folder: Path) -> list[Waiting]:
    """Every segment, oldest first; those of writers that died count as closed."""
    found: list[Waiting] = []
    for path in sorted(folder.glob(f"*{OPEN}")) + sorted(folder.glob(f"*{CLOSED}")):
        with contextlib.suppress(FileNotFoundError):  # closed or filed by another process this instant
            is_live = path.suffix == OPEN and _is_held(path)
            found.append(Waiting(path, path.name.partition("-")[0], path.stat().st_size, is_live))
    return sorted(found, key=lambda one: one.path.name)


def _is_held(path: Path) -> bool:
    with _opened(path) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)
