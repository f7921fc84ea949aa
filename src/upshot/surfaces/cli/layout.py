"""Tables in a terminal: a number is never cut; what does not fit beside stands below, under the first column again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from upshot.surfaces.presentation.tables import TextTable

GAP = 3  # blanks between two columns
EDGES = 2  # blanks at both ends of a line
WIDEST_TEXT = 24  # a column of text may be folded down to this


def print_blocks(console: Console, table: TextTable) -> None:
    """Print a table, in as many blocks of columns as the width asks for; an empty one is left out."""
    if not table.rows:
        return
    for number, places in enumerate(column_blocks(table, console.width)):
        title = table.title if number == 0 else None
        console.print(_laid_out(table, places, title=title, width=console.width))
        console.print()


def column_blocks(table: TextTable, width: int) -> list[list[int]]:
    """Which columns stand side by side within `width` characters; the first column opens every block."""
    needs = [_needed(table, place) + GAP for place in range(len(table.columns))]
    blocks: list[list[int]] = [[0]]
    for place in range(1, len(needs)):
        if len(blocks[-1]) > 1 and sum(needs[other] for other in blocks[-1]) + needs[place] > width - EDGES:
            blocks.append([0])
        blocks[-1].append(place)
    return blocks


def _needed(table: TextTable, place: int) -> int:
    """Characters a column needs: its longest number, or its longest word where it may be folded."""
    cells = [row[place] for row in (*table.rows, *([table.total] if table.total else []))]
    longest = max(len(cell) for cell in cells)
    label = max((len(word) for word in table.columns[place].label.split()), default=0)
    return max(label, longest if table.columns[place].is_number else min(longest, WIDEST_TEXT))


def _laid_out(table: TextTable, places: list[int], *, title: str | None, width: int) -> Table:
    """One block; where headings in one line would not fit, they are stacked rather than numbers squeezed."""
    natural = sum(max(_needed(table, place), len(table.columns[place].label)) + GAP for place in places)
    is_tight = natural > width - EDGES
    shown = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for place in places:
        column = table.columns[place]
        least = _needed(table, place)
        side = "right" if column.is_number else "left"
        fixed = least if is_tight and column.is_number else None
        shown.add_column(column.label, justify=side, overflow="fold", min_width=least, width=fixed)  # type: ignore[arg-type]
    for row in table.rows:
        shown.add_row(*(row[place] for place in places))
    if table.total:
        shown.add_section()
        shown.add_row(*(table.total[place] for place in places), style="bold")
    return shown
