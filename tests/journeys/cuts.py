"""Small helpers: a touch as a dict, and a brand cut into readable paths."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from tests.decisions.brand import brand
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.reading import read_journeys_and_report
from upshot.decisions.journeys.report import JourneyReport
from upshot.decisions.journeys.store import JourneyStore

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def touch(visitor: str, at: str, channel: str | None = "email", **values: Any) -> dict[str, Any]:
    """A click of 2026: `at` is month, day and time, for instance `03-20 12:00`."""
    instant = f"2026-{at}:00".replace(" ", "T") if len(at) < 12 else at
    return {
        "account_id": "site", "visitor_key": visitor, "touched_at": instant, "kind": "click", "channel": channel,
    } | values  # fmt: skip


@dataclass(frozen=True)
class Journey:
    """A journey as people would write it down."""

    path: str
    n_conversions: int
    cents: int
    order: str | None


@dataclass(frozen=True)
class Found:
    """Everything a cut gave."""

    journeys: list[Journey]
    report: JourneyReport
    store: JourneyStore

    @property
    def paths(self) -> list[str]:
        """Paths in alphabetical order; one that converted ends in `!`."""
        return sorted(one.path + (" !" if one.n_conversions else "") for one in self.journeys)

    def steps(self) -> list[dict[str, Any]]:
        """The rows of the steps, in order."""
        return _rows(f"SELECT * FROM '{self.store.folder}/steps/*.parquet' ORDER BY journey, position")

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the journeys."""
        return _rows(f"SELECT * FROM '{self.store.folder}/journeys/*.parquet' ORDER BY journey")


def _rows(sql: str) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone='UTC'")
        return connection.sql(sql).to_arrow_table().to_pylist()


def cut(
    touches: Any = (),
    orders: Any = (),
    *,
    by: str = "channel",
    facts: dict[str, Any] | None = None,
    records: dict[str, Any] | None = None,
    folder: Path | None = None,
    now: datetime = NOW,
    campaign: str | None = None,
    **settings: Any,
) -> Found:
    """Cut a small brand; settings are given as words (journey_idle_days=…)."""
    told = {name: str(value) for name, value in settings.items()}
    data = brand(tuple(orders), facts={"touch": list(touches)} | (facts or {}), records=records, **told)
    found = read_journeys_and_report(
        data, by=by, cache_folder=folder or Path(tempfile.mkdtemp()), now=now, campaign=campaign
    )
    assert not isinstance(found, InsufficientEvidence), found
    store, report = found
    names = (None, *store.names)
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT any_value(j.journey), list(s.state ORDER BY s.position), any_value(j.n_conversions), "
            "any_value(j.value_cents), any_value(j.order_ref) "
            f"FROM '{store.folder}/steps/*.parquet' s JOIN '{store.folder}/journeys/*.parquet' j USING (journey) "
            "GROUP BY s.journey ORDER BY 1"
        ).fetchall()
    journeys = [Journey(" > ".join(str(names[state]) for state in path), n, c, ref) for _, path, n, c, ref in rows]
    return Found(journeys, report, store)
