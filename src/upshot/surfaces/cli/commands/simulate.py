"""`upshot simulate`: brands whose truth is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.worlds import CASES, simulate_world, write_world

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options


def run_simulate(options: Options, folder: Path | None, *, seed: int, case: str, has_touches: bool = False) -> int:
    """Write a simulated brand, or list the cases."""
    words = options.words
    if case == "list":
        rows = tuple((name, found.sentence) for name, found in CASES.items())
        if options.is_json:
            options.print_json([{"case": name, "description": sentence} for name, sentence in rows])
            return 0
        columns = (Column(words.text("label_case"), False), Column(words.text("label_description"), False))
        print_table(options.console, TextTable("cases", words.text("table_cases"), columns, rows))
        return 0
    if folder is None:
        raise InvalidInput("no_folder_given")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput("folder_not_empty", folder=str(folder))
    write_world(simulate_world(check_case(case), seed), folder, has_touches=has_touches)
    options.say("cli_simulated", folder=str(folder / "exports"), truth=str(folder / "truth"))
    return 0


def check_case(case: str) -> str:
    """The case's own name."""
    if case not in CASES:
        from difflib import get_close_matches

        raise UnknownName(
            "unknown_case", name=case, nearest=get_close_matches(case, CASES, n=3, cutoff=0.3) or list(CASES)
        )
    return case
