"""The collector's redirect beside a bare one: same uvicorn, same Starlette, same machine, same run.

`python -m benchmarks.collector [SECONDS] [CLIENTS]`. Three programs: the collector over a fresh home with fifty links,
a Starlette application whose only route answers `RedirectResponse`, and a client that keeps its connections busy. The
two servers are loaded in turns, a turn each, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.machine import load
from benchmarks.measuring import ROOT, environment, percentile
from benchmarks.report import Section, now, save, whole

TURNS = 5
N_LINKS = 50
AGENT = b"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 musical_ly_34.1.0"
SHOP = "https://shop.example/serum?utm_source=tiktok&utm_medium=creator&utm_campaign=bench&utm_content=emma"


# --- the servers ---------------------------------------------------------------------------------------------------


def serve_bare() -> None:
    """What the same server does when a redirect is all there is."""
    import socket

    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import RedirectResponse
    from starlette.routing import Route

    from upshot.surfaces.collector.serving import BACKLOG

    async def redirect(_request: Request) -> RedirectResponse:
        return RedirectResponse(SHOP, 302)

    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        Starlette(routes=[Route("/r/{code}", redirect), Route("/up", redirect)]),
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


def serve_collected(home: Path) -> None:
    """The collector as `upshot collect` runs it; filing is left out of the seconds measured."""
    from upshot.records.links import LinkAsked
    from upshot.surfaces.collector.redirect import Terms
    from upshot.surfaces.collector.serving import serve_collector
    from upshot.wiring import House

    now = datetime(2026, 7, 1, tzinfo=UTC)
    with House.open(home) as house:
        brand = house.create_workspace("Bench")
        house.records.put_row(
            "Bench", "campaign", {"campaign": "Bench", "starts_on": date(2026, 7, 1)}, who="bench", now=now
        )
        for at in range(N_LINKS):
            asked = LinkAsked("https://shop.example/serum", campaign="Bench", code=f"link-{at}")
            brand.link_book().add(asked, actor="bench", now=now)
        serve_collector(
            house,
            host="127.0.0.1",
            port=0,
            terms=Terms(country_header="cf-ipcountry"),
            file_every_s=86_400,
            on_ready=lambda address: print(address.rpartition(":")[2], flush=True),
        )


# --- the client ----------------------------------------------------------------------------------------------------


class Caller(asyncio.Protocol):
    """One connection that asks again as soon as it is answered, and keeps how long each answer took."""

    def __init__(self, requests: list[bytes], until: float, times: list[float], done: asyncio.Future[None]) -> None:
        self.requests, self.until, self.times, self.done = requests, until, times, done
        self.asked_at = 0.0
        self.number = 0
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.asked_at = time.perf_counter()
        self.transport.write(self.requests[self.number % len(self.requests)])
        self.number += 1

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if not self.rest.endswith(b"\r\n\r\n"):
            return
        answered_at = time.perf_counter()
        if not self.rest.startswith(b"HTTP/1.1 302"):
            raise SystemExit(f"no redirect: {self.rest[:200]!r}")
        self.rest = b""
        self.times.append(answered_at - self.asked_at)
        if answered_at < self.until:
            self.ask()
        else:
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


@dataclass
class Seen:
    """What one server did in all its turns: a rate and a CPU time per turn, and every answer's time."""

    rates: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def ms(self, share: float) -> float:
        return percentile(self.times, share) * 1000


async def turn(port: int, clients: int, seconds: float) -> tuple[float, list[float]]:
    """Keep `clients` connections busy for `seconds`; answers per second, and the time of each."""
    loop = asyncio.get_running_loop()
    requests = [
        b"GET /r/link-%d HTTP/1.1\r\nhost: go.example\r\nuser-agent: %b\r\naccept: text/html\r\n"
        b"cf-ipcountry: FR\r\n\r\n" % (at, AGENT)
        for at in range(N_LINKS)
    ]
    times: list[float] = []
    start = time.perf_counter()
    waiting = []
    for _ in range(clients):
        done = loop.create_future()
        await loop.create_connection(lambda d=done: Caller(requests, start + seconds, times, d), "127.0.0.1", port)
        waiting.append(done)
    await asyncio.gather(*waiting)
    return len(times) / (time.perf_counter() - start), times


def cpu_s(pid: int) -> float:
    """CPU seconds that a process has used, all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(clients: int, seconds: float, turns: int, folder: Path) -> dict[str, Seen]:
    """Load both servers in turns."""
    servers = {
        name: subprocess.Popen(
            [sys.executable, "-m", "benchmarks.collector", f"serve-{name}", str(folder / name)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("bare", "collector")
    }
    seen = {name: Seen() for name in servers}
    try:
        ports = {name: int(server.stdout.readline()) for name, server in servers.items()}
        for port in ports.values():  # what is loaded and remembered at the first calls is not measured
            asyncio.run(_warm(port, clients))
        for _ in range(turns):
            for name, port in ports.items():
                before = cpu_s(servers[name].pid)
                rate, times = asyncio.run(turn(port, clients, seconds))
                seen[name].rates.append(rate)
                seen[name].cpu_us.append((cpu_s(servers[name].pid) - before) / len(times) * 1e6)
                seen[name].times += times
    finally:
        for server in servers.values():
            server.kill()
            server.wait()
    return seen


async def _warm(port: int, clients: int) -> None:
    for _ in range(100):
        try:
            await turn(port, min(clients, 4), 0.2)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return


def redirects(clients: tuple[int, ...] = (16, 64), seconds: float = 1.0, turns: int = TURNS) -> Section:
    """The table."""
    section = Section(
        "A tracked redirect beside a bare one",
        ("clients", "server", "redirects/s", "p50 ms", "p99 ms", "CPU µs each", "share of bare, by rate", "by CPU"),
        note="Each redirect of the collector is on disk before it leaves. Rates and CPU are medians of the turns.",
    )
    for number in clients:
        with tempfile.TemporaryDirectory() as folder:
            seen = measure(number, seconds, turns, Path(folder))
        bare, ours = seen["bare"], seen["collector"]
        shares = {
            "bare": ("1", "1"),
            "collector": (
                f"{ours.rate / bare.rate:.2f}",
                f"{statistics.median(bare.cpu_us) / statistics.median(ours.cpu_us):.2f}",
            ),
        }
        for name, one in seen.items():
            cells = (f"{one.rate:,.0f}", f"{one.ms(0.5):.1f}", f"{one.ms(0.99):.1f}")
            section.add(number, name, *cells, f"{statistics.median(one.cpu_us):,.0f}", *shares[name])
        share = ours.rate / bare.rate
        word = "met" if share >= 0.6 else "**missed**"
        section.checks.append(
            f"{word}: with {number} clients, share of the bare redirect's rate: {share:.2f} (target 0.60)"
        )
    return section


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve-bare"]:
        serve_bare()
    elif sys.argv[1:2] == ["serve-collector"]:
        serve_collected(Path(sys.argv[2]))
    else:
        started, before = now(), load()
        told = whole([redirects()], load_before=before, started=started, command="python -m benchmarks.collector")
        print(told)
        save(told, "collector", started)
