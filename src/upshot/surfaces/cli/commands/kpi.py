"""`upshot kpi`: any KPI by any dimension, or the catalogue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from upshot.errors import InvalidInput
from upshot.measures.catalogue import KPIS
from upshot.measures.dimensions import Dimension
from upshot.surfaces.cli.commands.importing import parse_day
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation.kpis import catalogue_table, kpi_notes, kpi_table

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options


def run_kpi(
    options: Options,
    kpis: list[str],
    by: list[str],
    start: str | None,
    end: str | None,
    *,
    campaign: str | None,
    creator: str | None,
) -> int:
    """Print the table; without KPIs, the catalogue."""
    words, console = options.words, options.console
    if not kpis:
        table = catalogue_table(KPIS.values(), words)
        if options.is_json:
            options.print_json(
                [dict(zip(("id", "label", "question", "formula", "basis"), row, strict=True)) for row in table.rows]
            )
        else:
            print_table(console, table)
        return 0
    where: dict[Dimension | str, list[str]] = {}
    if campaign:
        where[Dimension.CAMPAIGN] = [campaign]
    if creator:
        where[Dimension.CREATOR] = [creator.lstrip("@").lower()]
    answer = options.open_workspace().query(kpis, by=by, period=_period(start, end), where=where)
    if options.is_json:
        options.print_json(answer.to_arrow().to_pylist())
        return 0
    print_table(console, kpi_table(answer, words))
    for note in kpi_notes(answer, words):
        console.print(f"  – {note}", style="dim")
    return 0


def _period(start: str | None, end: str | None) -> tuple[date, date] | None:
    if start is None and end is None:
        return None
    first = parse_day(start) if start else date(2000, 1, 1)
    last = parse_day(end) if end else date(2100, 1, 1)
    if last < first:
        raise InvalidInput("period_ends_before_it_starts", start=str(first), end=str(last))
    return first, last
