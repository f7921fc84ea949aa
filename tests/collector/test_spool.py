"""The spool: a line that was acknowledged is there, a line that was not is never half there."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collector.conftest import NOW, filed
from tests.collector.loops import run
from upshot.intake import spool
from upshot.intake.spool import Segment, SpoolWriter, read_segment, spool_line, waiting_segments


def values(folder: Path) -> list[object]:
    return [value for one in waiting_segments(folder) for value in read_segment(one.path)[0]]


async def append_all(writer: SpoolWriter, things: list[object]) -> list[bool]:
    told = await asyncio.gather(*(writer.append(spool_line(thing)) for thing in things))
    await writer.close()
    return list(told)


def test_every_acknowledged_line_is_read_back_in_order(tmp_path: Path) -> None:
    things = [[at, "é\n\u2028", None] for at in range(500)]
    assert run(append_all(SpoolWriter(tmp_path, "clicks"), things)) == [True] * 500
    assert values(tmp_path) == things


def test_lines_that_come_together_share_one_sync(tmp_path: Path, monkeypatch) -> None:
    syncs: list[int] = []
    sync = os.fdatasync
    monkeypatch.setattr(spool.os, "fdatasync", lambda handle: (syncs.append(handle), sync(handle)))
    run(append_all(SpoolWriter(tmp_path, "clicks"), list(range(2_000))))
    assert len(syncs) <= 3


def test_nothing_is_acknowledged_before_the_disk_said_so(tmp_path: Path, monkeypatch) -> None:
    released = threading.Event()
    sync = os.fdatasync
    monkeypatch.setattr(spool.os, "fdatasync", lambda handle: (released.wait(5), sync(handle)))

    async def look() -> bool:
        writer = SpoolWriter(tmp_path, "clicks")
        asked = asyncio.ensure_future(writer.append(spool_line(1)))
        await asyncio.sleep(0.1)
        was_told = asked.done()
        released.set()
        assert await asked
        await writer.close()
        return was_told

    assert not run(look())


@settings(max_examples=40)
@given(cut=st.integers(0, 200), noise=st.binary(max_size=30))
def test_a_torn_end_takes_no_whole_line_along(tmp_path_factory, cut: int, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("spool") / "clicks-0-0.closed"
    lines = [spool_line([at, "x" * 10]) for at in range(6)]
    data = b"".join(lines)[:cut]
    path.write_bytes(data + noise)
    whole = sum(1 for at in range(6) if len(b"".join(lines[: at + 1])) <= cut)
    found, _ = read_segment(path)
    assert found[:whole] == [[at, "x" * 10] for at in range(whole)]
    assert len(found) <= whole + 1


def test_a_changed_byte_costs_its_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "clicks-0-0.closed"
    data = bytearray(b"".join(spool_line([at]) for at in range(3)))
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert read_segment(path) == ([[0], [2]], 1)


def test_a_group_that_the_disk_refuses_leaves_nothing_and_the_next_one_is_kept(tmp_path: Path, monkeypatch) -> None:
    segment = Segment(tmp_path, "clicks")
    segment.write([spool_line(1)])
    write = os.write

    def half(handle: int, data: bytes) -> int:
        write(handle, bytes(data)[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool.os, "write", half)
    with pytest.raises(OSError, match="No space"):
        segment.write([spool_line(2)])
    monkeypatch.undo()
    segment.write([spool_line(3)])
    segment.close()
    assert values(tmp_path) == [1, 3]


def test_too_many_waiting_are_told_at_once(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(spool, "MOST_WAITING", 3)
    told = run(append_all(SpoolWriter(tmp_path, "clicks"), list(range(5))))
    assert told == [True, True, True, False, False]


def test_thousands_of_callers_at_once_are_all_kept(tmp_path: Path) -> None:
    assert all(run(append_all(SpoolWriter(tmp_path, "clicks"), list(range(5_000)))))
    assert sorted(values(tmp_path)) == list(range(5_000))


def test_what_a_running_writer_writes_is_not_taken_from_it(tmp_path: Path) -> None:
    segment = Segment(tmp_path, "clicks")
    segment.write([spool_line(1)])
    assert [one.is_live for one in waiting_segments(tmp_path)] == [True]
    os.close(segment._handle)  # what a kill does: the kernel lets go of the lock
    assert [one.is_live for one in waiting_segments(tmp_path)] == [False]


def test_names_keep_their_order_when_the_clock_goes_backwards(tmp_path: Path, monkeypatch) -> None:
    clock = iter([100, 50, 10])
    monkeypatch.setattr(spool.time, "time_ns", lambda: next(clock))
    segment = Segment(tmp_path, "clicks")
    for at in range(3):
        segment.write([spool_line(at)])
        segment.close()
    assert values(tmp_path) == [0, 1, 2]


def test_a_full_segment_is_closed_for_filing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(spool, "ROTATE_BYTES", 100)
    segment = Segment(tmp_path, "clicks")
    for at in range(20):
        segment.write([spool_line(at)])
    assert sum(not one.is_live for one in waiting_segments(tmp_path)) >= 2
    segment.close()
    assert values(tmp_path) == list(range(20))


def test_the_spool_is_nobody_elses_to_read(tmp_path: Path) -> None:
    segment = Segment(tmp_path / "spool", "calls")
    segment.write([spool_line({"email": "a@b.example"})])
    assert (tmp_path / "spool").stat().st_mode & 0o077 == 0
    assert segment._path.stat().st_mode & 0o077 == 0
    segment.close()


def test_a_busy_workspace_keeps_its_clicks_for_the_next_filing(house, link, collector) -> None:
    client = collector()
    client.get("/r/emma")
    client.__exit__(None, None, None)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with house.workspace("brand").lake.writing(who="somebody"):
            held.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    from upshot.intake.filing import file_spool

    busy = file_spool(house.home, house.records, lambda name: house.workspace(name).as_place(), now=NOW, wait_s=0.1)
    done.set()
    thread.join()
    assert (busy.clicks, busy.busy) == (0, ["brand"])
    assert len(filed(house)) == 1


def test_clicks_that_wait_too_long_are_a_finding(house, link, collector) -> None:
    client = collector()
    client.get("/r/emma")
    client.__exit__(None, None, None)
    from datetime import UTC, datetime, timedelta

    later = datetime.now(UTC) + timedelta(hours=3)
    codes = [one.code for one in house.workspace("brand").check(now=later).findings]
    assert "check_spool_waits" in codes


def test_reading_a_segment_takes_no_time_worth_waiting_for(tmp_path: Path) -> None:
    path = tmp_path / "clicks-0-0.closed"
    path.write_bytes(b"".join(spool_line(["a" * 32, "emma", 1, None, "FR", "phone", 0]) for _ in range(5_000)))
    began = time.process_time()
    assert len(read_segment(path)[0]) == 5_000
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("language", "none"), [("en", "no click"), ("fr", "aucun clic")])
def test_nothing_filed_is_said_as_nothing(language: str, none: str) -> None:
    """In French 0 is a singular: without a word of its own it would read as one click."""
    from upshot.surfaces.wording import Words

    assert none in Words(language, room="links").text("collector_filed", clicks=0, orders=0)
