"""The verdict: how it grows with orders, how long a cold command takes, how fast its page answers."""

from __future__ import annotations

import http.client
import json
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.files import ensure
from benchmarks.importing import add_growth
from benchmarks.measuring import ROOT, CommandError, Run, emptied, environment, median, percentile, run
from benchmarks.report import Section, check

MOST_PAGE_MS = 100.0
MOST_COLD_S = 5.0
_WORKSPACE = "default"


def ensure_home(kind: str, orders: int, folder: Path) -> Path:
    """A home with a world of that many orders imported; kept, because the verdict is what is measured here."""
    home = folder / "homes" / f"{kind}-{orders}"
    if not (home / ".ready").exists():
        exports = ensure(kind, orders, folder / "files") / "exports"
        run(["-m", "upshot", "--home", emptied(home), "--format", "json", "import", exports])
        (home / ".ready").touch()
    return home


def verdict_once(home: Path, *, cold: bool = True) -> Run:
    """`upshot verdict`; cold means that no verdict was worked out before."""
    if cold:
        emptied(home / "cache")
    return run(["-m", "upshot", "--home", home, "--format", "json", "verdict"])


def verdict_growth(sizes: Sequence[int], creators: int, posts: int, folder: Path) -> Section:
    """The cold command over ever more orders of the same programme."""
    section = Section(
        f"Growth of the cold `upshot verdict` from {sizes[0]:,} to {sizes[-1]:,} orders",
        ("scope", "orders", "wall s", "CPU s", "peak MiB", "slope to the one before (CPU)"),
        note=f"{creators} creators, {posts:,} posts, one year; only the number of orders grows. Median of 3 runs.",
    )
    runs = []
    for size in sizes:
        home = ensure_home(f"world-{creators}-{posts}", size, folder)
        runs.append(median([verdict_once(home) for _ in range(3)]))
    add_growth(section, "verdict", sizes, runs, "verdict")
    return section


def verdict_page(creators: int, posts: int, orders: int, requests: int, rounds: int, folder: Path) -> list[Section]:
    """The cold command, then the page inside the process and through uvicorn on loopback."""
    home = ensure_home(f"world-{creators}-{posts}", orders, folder)
    size = f"{creators} creators, {posts:,} posts, {orders:,} orders"
    command = Section(f"`upshot verdict`, {size}", ("state", "rounds", "wall s", "CPU s", "peak MiB"))
    cold, warm = ([verdict_once(home, cold=cold) for _ in range(rounds)] for cold in (True, False))
    for state, runs in (("cold: nothing worked out before", cold), ("again: kept from before", warm)):
        middle = median(runs)
        command.add(state, rounds, f"{middle.wall_s:.2f}", f"{middle.cpu_s:.2f}", f"{middle.peak_mib:,.0f}")
    command.checks.append(check("whole cold command", median(cold).wall_s, MOST_COLD_S, " s"))
    page = Section(
        f"Server time of the verdict page, warm, {size}",
        ("door", "page", "requests", "first ms", "p50 ms", "p95 ms", "max ms", "CPU ms each", "KB sent"),
        note=(
            "First: the first request of a fresh process, the verdict itself kept from before. Warm: the requests "
            "after it. `ASGI` calls the application in its process (middleware, build, template, gzip); `uvicorn` is "
            "`upshot serve` on loopback over one kept connection."
        ),
    )
    for door, answers in (("ASGI", _through_asgi(home, requests)), ("uvicorn", _through_uvicorn(home, requests))):
        for name, (times, sent, cpu_ms) in answers.items():
            first, warm_ms = times[0], times[1:]
            p50, p95 = percentile(warm_ms, 0.5), percentile(warm_ms, 0.95)
            figures = [f"{ms:.1f}" for ms in (first, p50, p95, max(warm_ms))]
            page.add(door, name, len(warm_ms), *figures, "–" if cpu_ms is None else f"{cpu_ms:.1f}", sent // 1000)
            if name == "verdict":
                page.checks.append(check(f"{door}: p95 of the verdict page", p95, MOST_PAGE_MS, " ms"))
    return [command, page]


Answers = dict[str, tuple[list[float], int, float | None]]  # page → ms of each answer, bytes of one, CPU ms each
PAGES = {"verdict": "", "creators": "creators", "posts": "posts"}


def _through_asgi(home: Path, requests: int) -> Answers:
    """A process of its own asks its own application."""
    done = run(["-m", "benchmarks.asgi", home, str(requests)])
    return {name: tuple(found) for name, found in json.loads(done.output.splitlines()[-1]).items()}


def _through_uvicorn(home: Path, requests: int) -> Answers:
    answers: Answers = {}
    with _served(home) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for name, page in PAGES.items():
            times, sent = [], 0
            for _ in range(requests + 1):
                start = time.perf_counter()
                connection.request("GET", f"/w/{_WORKSPACE}/{page}", headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                sent = len(response.read())
                times.append((time.perf_counter() - start) * 1000)
                if response.status != http.client.OK:
                    raise CommandError(f"{name} answered {response.status}")
            answers[name] = (times, sent, None)
    return answers


@contextmanager
def _served(home: Path) -> Iterator[int]:
    """`upshot serve` on a free port of loopback, ended afterwards."""
    command = [sys.executable, "-u", "-m", "upshot", "--home", str(home), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        seen = ""
        while (found := re.search(r"127\.0\.0\.1:(\d+)", seen)) is None:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise CommandError(f"serve did not start: {seen}")
            seen += line
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


def start_up(repeats: int) -> Section:
    """CPU of the shortest commands: what everybody pays every time."""
    section = Section(
        "Start-up, fresh processes", ("command", "rounds", "CPU ms, lowest", "CPU ms, median", "wall ms, median")
    )
    bare = ["-c", "pass"]
    for name, arguments in (
        ("python -c pass", bare),
        ("upshot --help", ["-m", "upshot", "--help"]),
        ("upshot --version", ["-m", "upshot", "--version"]),
    ):
        runs = [run(arguments) for _ in range(repeats)]
        cpu = [each.cpu_s * 1000 for each in runs]
        wall = statistics.median(each.wall_s * 1000 for each in runs)
        section.add(name, repeats, f"{min(cpu):.0f}", f"{statistics.median(cpu):.0f}", f"{wall:.0f}")
        if name == "upshot --help":
            section.checks.append(check("`upshot --help`, lowest CPU", min(cpu) / 1000, 0.2, " s"))
    return section
