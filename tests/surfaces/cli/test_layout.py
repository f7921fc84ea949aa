"""Tables in a narrow terminal."""

from __future__ import annotations

import pytest
from rich.console import Console

from upshot.surfaces.cli.layout import column_blocks, print_blocks
from upshot.surfaces.presentation.tables import Column, TextTable

MONEY = ("10\u202f855,00\u00a0€", "-37\u00a0% (-66\u00a0% … 10\u00a0%)", "1\u202f234,50\u00a0€", "9")
TABLE = TextTable(
    "t",
    "Costs",
    (Column("Creator", is_number=False), *(Column(f"Kind {n}") for n in range(8)), Column("Advice", is_number=False)),
    (("a_creator_with_a_long_name", *MONEY, *MONEY, "Learn more first"), ("b", *MONEY, *MONEY, "Stop")),
    ("Total", *MONEY, *MONEY, ""),
)


@pytest.mark.parametrize("width", range(60, 150))
def test_no_number_is_ever_broken_over_two_lines(width, capsys):
    print_blocks(Console(width=width, highlight=False), TABLE)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    for number in MONEY:
        assert sum(line.count(number) for line in lines) >= 6


def test_every_column_is_shown_once_and_the_first_in_every_block():
    blocks = column_blocks(TABLE, 60)
    assert len(blocks) > 1
    assert {block[0] for block in blocks} == {0}
    assert [place for block in blocks for place in block[1:]] == list(range(1, 10))


def test_a_wide_terminal_needs_one_block():
    assert len(column_blocks(TABLE, 200)) == 1
