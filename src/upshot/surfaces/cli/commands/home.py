"""Commands about the home itself: `init`, `sheet`, `export`, `restore`, `erase`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.errors import InvalidInput
from upshot.sources.sheets import write_sheet

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options


def run_init(options: Options, name: str) -> int:
    """Create a workspace."""
    house = options.open_house()
    house.create_workspace(name)
    options.console.print(options.words.text("cli_workspace_created", name=name, home=str(house.home)))
    return 0


def run_sheet(options: Options, name: str, out: Path | None) -> int:
    """Write an empty sheet to a file, or to standard output."""
    if out is None:
        sys.stdout.write(write_sheet(name, options.language).decode("utf-8-sig"))
        return 0
    if out.suffix not in {".csv", ".xlsx"}:
        raise InvalidInput("unknown_sheet_format", file=str(out))
    out.write_bytes(write_sheet(name, options.language, form=out.suffix.removeprefix(".")))
    options.console.print(options.words.text("cli_report_written", file=str(out)))
    return 0
