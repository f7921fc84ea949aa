"""A GA4 traffic-acquisition report, by day and session source, with its comment lines."""

from __future__ import annotations

from pathlib import Path

from upshot.worlds import brand
from upshot.worlds.truth import money
from upshot.worlds.world import World
from upshot.worlds.writing.cells import write_rows

HEADER = (
    "Date", "Session source", "Session medium", "Session campaign", "Session manual ad content", "Sessions",
    "Engaged sessions", "Engagement rate", "Total users", "Key events", "Ecommerce purchases", "Total revenue",
)  # fmt: skip
RULE = "# ----------------------------------------"


def write_ga4_report(world: World, folder: Path) -> Path:
    """Write the report; the comment lines stand before the header, as GA4 puts them."""
    path = folder / "Traffic_acquisition_Session_source_medium.csv"
    visits = world.visits
    days = [f"{day:%Y%m%d}" for day in world.days]
    rows = (
        [
            days[visits.row_day[row]],
            *visits.sources[visits.row_source[row]],
            visits.sessions[row],
            visits.engaged[row],
            round(float(visits.engaged[row] / visits.sessions[row]), 6),
            visits.users[row],
            visits.key_events[row],
            visits.purchases[row],
            money(int(visits.revenue_cents[row])),
        ]
        for row in range(len(visits.row_day))
    )
    write_rows(path, HEADER, rows)
    comments = [
        RULE, "# Traffic acquisition: Session source / medium", "# Account: " + brand.BRAND,
        f"# Property: {brand.BRAND} GA4", RULE, "#", "# All Users", f"# Start date: {days[0]}",
        f"# End date: {days[-1]}",
    ]  # fmt: skip
    path.write_text("\n".join(comments) + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return path
