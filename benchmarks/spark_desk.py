"""`python -m benchmarks.spark_desk [--rights N] [--requests N]`: the Spark desk asked in its own process.

Rights are made through the records (no file format holds them); ads are reported through a real export file. Warm means
that the ledger is known; after a change, that a record was written just before, so that it is reckoned anew.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from starlette.testclient import TestClient

from benchmarks.measuring import percentile
from benchmarks.report import Section, check
from upshot.records.schema import SPARK_CODE, SPARK_RIGHT
from upshot.records.spark_rows import right_row
from upshot.surfaces.web.app import create_app
from upshot.vocabulary.spark_rights import (
    CodeWindow,
    DateSource,
    DayWindow,
    Evidence,
    EvidenceKind,
    RightState,
    SparkRight,
)
from upshot.wiring import House, Workspace

MOST_PAGE_MS = 100.0
FIRST_POST = 7_312_345_678_900_000_000
QUERIES = ("", "?page=7", "?sort=money", "?sort=ends&page=3", "?state=expiring", "?q=creator.41", "?sort=creator")
ADS_REPORTED = 500
STATES = (RightState.AUTHORISED, RightState.LIVE, RightState.CODE_RECEIVED, RightState.REQUESTED, RightState.DRAFTED)
SEEN = Evidence(EvidenceKind.ATTESTATION, "benchmark")


def fill(workspace: Workspace, rights: int, folder: Path) -> None:
    """Rights in every state, with flights that begin and end around today, and a month of spend for some.

    They are written as rows at once: what is measured is reading them.
    """
    now = datetime.now(UTC)
    book = workspace.spark_book()
    made = [_right(number, now) for number in range(rights)]
    cipher = book.vault.seal("#benchmark/abcdEFGH=")
    named = {"workspace": workspace.name}
    codes = [
        {**named, "code_id": f"c{right.right_id}", "right_id": right.right_id, "cipher": cipher,
         "fingerprint": f"{number:064x}", "received_by": "benchmark", **vars(right.code)}
        for number, right in enumerate(made) if right.code is not None
    ]  # fmt: skip
    with workspace.records.engine.begin() as connection:
        connection.execute(sa.insert(SPARK_RIGHT), [{**named, **right_row(right)} for right in made])
        connection.execute(sa.insert(SPARK_CODE), codes)
    _report(workspace, now.date(), folder)


def _right(number: int, now: datetime) -> SparkRight:
    today = now.date()
    starts_on = today + timedelta(days=number % 40 - 25)
    flight = DayWindow(starts_on, starts_on + timedelta(days=10 + number % 45))
    contract = DayWindow(today - timedelta(days=40), today + timedelta(days=number % 120 - 10))
    state = STATES[number % len(STATES)]
    starts_at = now - timedelta(days=number % 30) if number % 9 else None
    code = CodeWindow(
        now - timedelta(days=number % 30), starts_at, (7, 30, 60, 365)[number % 4], None, DateSource.CREATOR
    )
    return SparkRight(
        f"{number:012x}",
        f"creator.{number % 400}",
        str(FIRST_POST + number),
        state=state,
        campaign=f"Campaign {number % 12}",
        flight=flight,
        contract=contract if number % 7 else DayWindow(),
        code=None if state in {RightState.DRAFTED, RightState.REQUESTED} else code,
        flight_budget=Decimal(200 + number % 900) if number % 5 else None,
        currency="EUR",
        created_at=now,
        created_by="benchmark",
        changed_at=now,
    )


def _report(workspace: Workspace, today: date, folder: Path) -> None:
    """A month of an Ads Manager export for some of the posts."""
    path = folder / "ads.csv"
    head = ("By Day", "Ad ID", "Ad name", "TikTok post ID", "Cost", "Impressions", "Currency")
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(head)
        for back in range(30, 0, -1):
            for ad in range(ADS_REPORTED):
                day = today - timedelta(days=back)
                out.writerow((day, 10**15 + ad, f"ad {ad}", FIRST_POST + ad, f"{5 + ad % 20}.50", 1000 + ad, "EUR"))
    workspace.import_paths([path])


def ask(client: TestClient, path: str, requests: int, *, before: Callable[[], None] | None = None) -> Iterator[float]:
    """Milliseconds of each answer, over the desk's filters and pages in turn."""
    for number in range(requests):
        if before:
            before()
        start = time.perf_counter()
        response = client.get(path + QUERIES[number % len(QUERIES)], headers={"Accept-Encoding": "gzip"})
        elapsed = (time.perf_counter() - start) * 1000
        response.raise_for_status()
        yield elapsed


def measure(rights: int, requests: int) -> Section:
    """The desk's page with that many rights."""
    section = Section(
        f"The Spark desk with {rights:,} rights",
        ("state", "requests", "first ms", "p50 ms", "p95 ms", "max ms"),
        note=(
            "The application asked in its process (middleware, build, template, gzip), over seven filters and pages in "
            "turn. Warm: the ledger is known. After a change: a record was written just before each request."
        ),
    )
    with tempfile.TemporaryDirectory() as folder, House.open(Path(folder) / "home") as house:
        workspace = house.create_workspace("Benchmark")
        fill(workspace, rights, Path(folder))
        path = f"/w/{quote(workspace.name)}/spark"
        some = workspace.spark_book().list()[0].right_id

        def write() -> None:
            workspace.spark_book().note(some, actor="benchmark", at=datetime.now(UTC), evidence=SEEN)

        with TestClient(create_app(house)) as client:
            first = next(ask(client, path, 1))
            warm = list(ask(client, path, requests))
            cold = list(ask(client, path, max(5, requests // 20), before=write))
            one = list(ask_right(client, path, workspace, max(10, requests // 4)))
        for name, times, start in (
            ("warm", warm, first),
            ("after a change", cold, cold[0]),
            ("one right", one, one[0]),
        ):
            figures = [f"{ms:.1f}" for ms in (start, percentile(times, 0.5), percentile(times, 0.95), max(times))]
            section.add(name, len(times), *figures)
        section.checks.append(check("p95 of the desk, warm", percentile(warm, 0.95), MOST_PAGE_MS, " ms"))
    return section


def ask_right(client: TestClient, path: str, workspace: Workspace, requests: int) -> Iterator[float]:
    """Milliseconds of the pages of different rights: windows, gates, history."""
    ids = [right.right_id for right in workspace.spark_book().list()]
    for number in range(min(requests, len(ids))):
        start = time.perf_counter()
        client.get(f"{path}/rights/{ids[number * len(ids) // requests]}").raise_for_status()
        yield (time.perf_counter() - start) * 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark_desk", description=__doc__)
    parser.add_argument("--rights", type=int, default=5_000)
    parser.add_argument("--requests", type=int, default=200)
    asked = parser.parse_args()
    print(measure(asked.rights, asked.requests).markdown())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
