"""Nothing lost, nothing twice: real SIGKILLs of a collector under load, and of a filing, then what the lake holds."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.collector.conftest import BRAND, PHONE, add_link, filed
from upshot.intake.filing import CLICKS, SPOOL
from upshot.intake.spool import Segment, spool_line
from upshot.wiring import House

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "OPENBLAS_NUM_THREADS": "1"}


class Server:
    """A collector's process."""

    def __init__(self, home: Path, *more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.collector.serve", str(home), *more],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.process.stdout.readline().strip().rpartition(":")[2])
        wait_for(self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while b" 200 " not in ask(port, "/up"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def ask(port: int, path: str) -> bytes:
    """One request on a connection of its own; what came back before the other side died."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            head = f"GET {path} HTTP/1.1\r\nhost: x\r\nuser-agent: {PHONE}\r\nconnection: close\r\n\r\n"
            line.sendall(head.encode())
            return b"".join(iter(lambda: line.recv(65536), b""))
    except OSError:
        return b""


def click_id(answer: bytes) -> str | None:
    """The id of the click in an answer that came whole."""
    if b"\r\n\r\n" not in answer or b" 302 " not in answer:
        return None
    location = next(line for line in answer.split(b"\r\n") if line.startswith(b"location: "))[10:].decode()
    return parse_qs(urlsplit(location).query).get("upshot_click", [None])[0]


def visitors(port: int, told: list[str], *, n: int = 8) -> list[threading.Thread]:
    """Clients that click until nobody answers any more, and remember what they were told."""

    def visit() -> None:
        while answer := ask(port, "/r/emma"):
            if (known := click_id(answer)) is not None:
                told.append(known)

    threads = [threading.Thread(target=visit) for _ in range(n)]
    for thread in threads:
        thread.start()
    return threads


def killed_under_load(house: House, rounds: int, seed: int) -> None:
    """Kill, start again, kill again; then compare what visitors were told with what was filed."""
    dice = random.Random(seed)
    told: list[str] = []
    for _ in range(rounds):
        server = Server(house.home)
        threads = visitors(server.port, told)
        time.sleep(dice.uniform(0.05, 0.6))
        server.kill()
        for thread in threads:
            thread.join()
    rows = filed(house)
    assert len(told) == len(set(told)) > 0
    assert set(told) - {row["click_id"] for row in rows} == set()
    assert len(rows) == len({row["click_id"] for row in rows})
    assert filed(house) == rows


def test_a_collector_killed_under_load_loses_no_click_that_a_visitor_was_told(house: House) -> None:
    add_link(house)
    killed_under_load(house, rounds=1, seed=7)


@pytest.mark.slow
def test_a_collector_killed_six_times_loses_no_click_that_a_visitor_was_told(house: House) -> None:
    add_link(house)
    killed_under_load(house, rounds=6, seed=11)


def file_until_killed(home: Path, after_s: float | None) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "upshot", "--home", str(home), "--quiet", "collect", "file"], cwd=ROOT, env=ENVIRONMENT
    )
    if after_s is not None:
        time.sleep(after_s)
        process.kill()
    process.wait()


def killed_while_filing(house: House, kills: int, n_clicks: int = 300) -> None:
    add_link(house)
    told = [f"{at:032x}" for at in range(n_clicks)]
    segment = Segment(house.home / SPOOL, CLICKS)
    for one in told:
        segment.write([spool_line([one, "emma", 1_780_000_000_000_000, None, None, "phone", 0])])
    segment.close()
    dice = random.Random(3)
    for _ in range(kills):
        file_until_killed(house.home, dice.uniform(0.6, 1.6))
    rows = filed(house)
    assert sorted(row["click_id"] for row in rows) == sorted(told)
    assert house.workspace(BRAND).lake.versions()["click"] == 0  # one commit, however often it was tried


def test_a_filing_killed_and_run_again_files_every_click_once(house: House) -> None:
    killed_while_filing(house, kills=1, n_clicks=100)


@pytest.mark.slow
def test_a_filing_killed_ten_times_files_every_click_once(house: House) -> None:
    killed_while_filing(house, kills=10)
