"""What the collector counted, day by day: clicks taken and lost, calls of webhooks taken and refused by reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from upshot.records import connecting
from upshot.records.journal import Journal
from upshot.records.schema import COLLECTOR_TALLY, WORKSPACE

LINKS = "links"  # the source of clicks; every other source is the name of a webhook
Key = tuple[str, str, str]  # workspace (empty: nobody's), source, what


@dataclass(frozen=True)
class Tally:
    """How often one thing happened on one day (UTC)."""

    workspace: str
    day: date
    source: str
    what: str
    n: int


def add_tallies(records: Journal, counts: Mapping[Key, int], *, day: date) -> None:
    """Add to the counts of a day, all at once or not at all."""
    table = COLLECTOR_TALLY
    with connecting.transaction(records.engine, is_writing=True) as connection:
        for (workspace, source, what), n in sorted(counts.items()):
            same = (
                table.c.workspace == workspace,
                table.c.day == day,
                table.c.source == source,
                table.c.what == what,
            )
            if not connection.execute(sa.update(table).where(*same).values(n=table.c.n + n)).rowcount:
                connection.execute(sa.insert(table).values(workspace=workspace, day=day, source=source, what=what, n=n))


def tallies(records: Journal, workspace: str | None, *, since: date) -> list[Tally]:
    """Counts from `since` on, oldest first; of a workspace those of nobody too, of None all."""
    wanted = sa.select(COLLECTOR_TALLY).where(COLLECTOR_TALLY.c.day >= since)
    if workspace is not None:
        wanted = wanted.where(COLLECTOR_TALLY.c.workspace.in_((workspace, "")))
    ordered = wanted.order_by(COLLECTOR_TALLY.c.day, COLLECTOR_TALLY.c.source, COLLECTOR_TALLY.c.what)
    with connecting.transaction(records.engine) as connection:
        return [Tally(**row) for row in connection.execute(ordered).mappings()]


def house_revision(records: Journal) -> int:
    """A number that grows with every change of any record of any workspace."""
    with connecting.transaction(records.engine) as connection:
        total = sa.select(sa.func.sum(WORKSPACE.c.revision + WORKSPACE.c.desk_revision))
        return int(connection.scalar(total) or 0)
