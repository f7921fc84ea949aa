"""`upshot import`: a line per file, and for each reject where, what was seen and what is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.errors import InvalidInput
from upshot.intake.asking import ImportOptions, Progress
from upshot.intake.report import ImportReport, Status
from upshot.sources.catalogue import SOURCES, source_named
from upshot.surfaces.cli.commands.verdict import print_table
from upshot.surfaces.presentation.imports import import_problems, import_table, is_complete, kind_label, progress_line
from upshot.surfaces.presentation.tables import Column, TextTable

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import Workspace


@dataclass(frozen=True)
class ImportRequest:
    """What the command line asked for, as text."""

    paths: list[Path]
    kind: str | None
    dry_run: bool
    account: str | None
    currency: str | None
    time_zone: str | None
    period: tuple[str, str] | None
    day_first: bool | None
    mapping: Path | None
    force: bool

    def options(self) -> ImportOptions:
        """The same, checked and typed."""
        return ImportOptions(
            kind=self.kind,
            account_id=self.account,
            currency=self.currency.upper() if self.currency else None,
            time_zone=self.time_zone,
            day_first=self.day_first,
            period=(parse_day(self.period[0]), parse_day(self.period[1])) if self.period else None,
            header_aliases=_read_mapping(self.mapping) if self.mapping else {},
            is_dry_run=self.dry_run,
            is_forced=self.force,
        )


def parse_day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput("invalid_day", seen=text) from error


def _read_mapping(path: Path) -> dict[str, str]:
    """The user's own header names: `their header: our column`."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput("invalid_mapping", file=str(path)) from error
    if not isinstance(content, dict) or not all(isinstance(value, str) for value in content.values()):
        raise InvalidInput("invalid_mapping", file=str(path))
    return {str(theirs): ours for theirs, ours in content.items()}


def run_import(options: Options, request: ImportRequest) -> int:
    """Import and report; 2 when a file was refused."""
    if request.kind == "list":
        return _list_kinds(options)
    if request.kind is not None:
        source_named(request.kind)  # a wrong word is said once, not per file
    house = options.open_house()
    workspace = house.workspace(options.workspace)
    if not options.is_json and not options.is_quiet and len(house.workspaces()) > 1:
        options.console.print(options.words.text("cli_import_into", name=workspace.name))
    report = import_with_progress(options, workspace, request.paths, request.options())
    if options.is_json:
        options.print_json(with_messages(report, options))
    else:
        print_import(options, report, dry_run=request.dry_run)
    return 0 if is_complete(report) else 2


def with_messages(report: ImportReport, options: Options) -> dict[str, object]:
    """The report as plain values; each error also in words, as every other command gives it."""
    plain = report.to_dict()
    for file, shown in zip(report.files, plain["files"], strict=True):
        if file.error is not None:
            shown["error"]["message"] = options.words.error(file.error)
    return plain


def _list_kinds(options: Options) -> int:
    """What `--as` takes."""
    words = options.words
    rows = tuple(sorted((source.kind, kind_label(source.kind, words)) for source in SOURCES))
    if options.is_json:
        options.print_json([{"kind": kind, "label": label} for kind, label in rows])
        return 0
    columns = (Column("--as", is_number=False), Column(words.text("label_description"), is_number=False))
    print_table(options.console, TextTable("kinds", words.text("table_kinds"), columns, rows))
    return 0


def import_with_progress(
    options: Options, workspace: Workspace, paths: list[Path], import_options: ImportOptions
) -> ImportReport:
    """Import, telling a person at a terminal where it is."""
    from rich.console import Console

    console, words = Console(stderr=True), options.words
    shows = console.is_terminal and not options.is_quiet and not options.is_json

    def on_wait(holder: dict[str, str]) -> None:
        if not options.is_quiet:
            console.print(words.text("import_waiting", **words.facts(holder)))

    if not shows:
        return workspace.import_paths(paths, import_options, on_wait=on_wait)
    with console.status("") as status:

        def on_progress(progress: Progress) -> None:
            status.update(progress_line(progress, words))

        return workspace.import_paths(paths, import_options, on_progress=on_progress, on_wait=on_wait)


def print_import(options: Options, report: ImportReport, *, dry_run: bool = False) -> None:
    """The table and the problems."""
    console, words = options.console, options.words
    print_table(console, import_table(report, words))
    for line in import_problems(report, words):
        console.print(f"  ! {line}")
    if any(file.status is Status.ALREADY_IMPORTED for file in report.files):
        console.print(words.text("cli_imported_before"))
    if dry_run:
        console.print(words.text("import_dry_run"))
