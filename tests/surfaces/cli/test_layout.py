"""Tables in a narrow terminal."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.surfaces.sample import sample_verdict
from upshot.surfaces.cli.commands.verdict import print_model
from upshot.surfaces.cli.layout import column_blocks, print_blocks
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import Words

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


@pytest.mark.parametrize(("language", "title"), [("en", "How we know"), ("fr", "Comment nous le savons")])
def test_a_verdict_in_full_says_how_the_fit_went_and_what_the_checks_found(language, title, capsys):
    words = Words(language)
    print_model(Console(width=100, highlight=False), words, sample_verdict())
    said = capsys.readouterr().out
    assert title in said
    assert "812" in said
    assert words.text("model_check_alarm") in said


def test_a_verdict_without_a_fit_says_nothing_of_it(capsys):
    print_model(Console(width=100), Words("en"), sample_verdict(diagnostics={}))
    assert capsys.readouterr().out == ""
