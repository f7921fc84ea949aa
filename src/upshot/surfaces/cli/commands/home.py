"""Commands about the home itself: `init`, `sheet`, `export`, `restore`, `erase`."""

from __future__ import annotations

import sys
from dataclasses import asdict
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
    options.say("cli_workspace_created", name=name, home=str(house.home))
    return 0


def run_sheet(options: Options, name: str, out: Path | None) -> int:
    """Write an empty sheet to a file, or to standard output."""
    if out is None:
        sys.stdout.write(write_sheet(name, options.language).decode("utf-8-sig"))
        return 0
    if out.suffix not in {".csv", ".xlsx"}:
        raise InvalidInput("unknown_sheet_format", file=str(out))
    out.write_bytes(write_sheet(name, options.language, form=out.suffix.removeprefix(".")))
    options.say("cli_report_written", file=str(out))
    return 0


def run_export(options: Options, archive: Path, *, raw: bool, key: bool) -> int:
    """Write the home into one file."""
    moved = options.open_house().export(archive, with_raw=raw, with_key=key)
    if options.is_json:
        options.print_json(asdict(moved))
    else:
        facts = {"file": str(archive), "files": moved.files, "workspaces": ", ".join(moved.workspaces)}
        options.console.print(options.words.text("cli_exported", **facts))
    return 0


def run_restore(options: Options, archive: Path) -> int:
    """Fill an empty home from an exported file."""
    from upshot.wiring import House

    house = House.restore(archive, options.home)
    names = ", ".join(house.workspaces())
    options.say("cli_restored", home=str(house.home), workspaces=names)
    return 0


def run_erase(options: Options, person: str, *, yes: bool) -> int:
    """Erase one person, after asking; 1 when nobody of that name was found."""
    workspace, words = options.open_workspace(), options.words
    if not yes:
        import typer

        typer.confirm(words.text("cli_erase_confirm", person=person, workspace=workspace.name), abort=True)
    is_email = "@" in person.lstrip("@")
    erased = workspace.erase(email=person) if is_email else workspace.erase(creator=person)
    if options.is_json:
        options.print_json(asdict(erased))
    elif erased.is_nothing:
        options.console.print(words.text("cli_erased_nothing", person=person))
    else:
        rows = ", ".join(f"{table} {count}" for table, count in erased.rows.items())
        options.console.print(words.text("cli_erased", rows=rows, raw_files=erased.raw_files))
    return 1 if erased.is_nothing else 0
