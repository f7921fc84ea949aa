"""`upshot spark backtest`: how good the forecasts of views are, on your own readings or on files of readings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upshot.decisions.maturity.panel_files import PanelFiles
    from upshot.decisions.maturity.readings import ReadingSet
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "backtest": "How good the forecasts of views are: earlier readings against the last one. "
            "For instance: upshot spark backtest --data FOLDER.",
            "data": "Folder of files with repeated readings of posts (default: the workspace's own readings).",
            "split": "Where the prior comes from: creators (other creators, the default with --data), panels (other "
            "files), shipped. Repeat for several.",
            "zone": "Time zone of instants that say none (default: found from the youngest post).",
            "write": "Learn the prior from all files and write it as a registry row.",
            "source": "Source that the row names (with --write-prior).",
        },
        "fr": {
            "backtest": "Ce que valent les prévisions de vues : les premiers relevés face au dernier. "
            "Par exemple : upshot spark backtest --data DOSSIER.",
            "data": "Dossier de relevés répétés de publications (par défaut : les relevés de l'espace).",
            "split": "D'où vient l'a priori : creators (d'autres créateurs, par défaut avec --data), panels (d'autres "
            "fichiers), shipped (livré). À répéter pour plusieurs.",
            "zone": "Fuseau des instants qui n'en disent pas (par défaut : déduit de la publication la plus jeune).",
            "write": "Apprend l'a priori sur tous les fichiers et l'écrit comme ligne de registre.",
            "source": "Source que nomme la ligne (avec --write-prior).",
        },
    }
)


def backtest(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", help=H["data"], readable=False)] = None,
    split: Annotated[list[str] | None, typer.Option("--split", help=H["split"])] = None,
    time_zone: Annotated[str | None, typer.Option("--time-zone", help=H["zone"])] = None,
    write_prior: Annotated[Path | None, typer.Option("--write-prior", help=H["write"])] = None,
    source: Annotated[str | None, typer.Option("--source", help=H["source"])] = None,
) -> None:
    from upshot.decisions.maturity.backtest import Split, run_backtest

    options: Options = context.obj
    valid = [each.value for each in Split]
    if unknown := [each for each in split or [] if each not in valid]:
        raise typer.BadParameter(f"{unknown[0]!r} ({' | '.join(valid)})", param_hint="--split")
    files = None if data is None else _files(data, time_zone)
    sets = _own(options) if files is None else files.sets
    if write_prior is not None and files is not None:
        _write(options, sets, write_prior, source)
        return
    splits = [Split(each) for each in split or (["shipped"] if files is None else ["creators"])]
    _print(options, run_backtest(sets, splits), files)


def _files(folder: Path, time_zone: str | None) -> PanelFiles:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from upshot.decisions.maturity.panel_files import read_panels

    try:
        zone = ZoneInfo(time_zone) if time_zone else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise typer.BadParameter(f"{time_zone!r} (Europe/Paris)", param_hint="--time-zone") from error
    return read_panels(folder, zone)


def _own(options: Options) -> tuple[ReadingSet, ...]:
    """The workspace's own readings, ads taken out."""
    from dataclasses import replace

    from upshot.decisions.incrementality.post_views import read_growth
    from upshot.measures.programme import read_programme
    from upshot.measures.terms import read_terms

    workspace = options.open_workspace()
    growth = read_growth(workspace, read_programme(workspace, read_terms(workspace).zone))
    readings = growth.maturity.readings
    if len(readings.post) <= readings.n_posts:
        raise InvalidInput("maturity_no_own_readings", seen=readings.n_posts)
    return (replace(readings, name=workspace.name),)


def _write(options: Options, sets: Sequence[ReadingSet], path: Path, source: str | None) -> None:
    from upshot.decisions.maturity.learning import learn
    from upshot.decisions.maturity.prior import as_registry_row, published

    prior, _ = learn(sets, published())
    named = source or f"readings of posts in {', '.join(each.name for each in sets)}, and the published curves"
    path.write_text(as_registry_row(prior, sets, source=named, dated=datetime.now(UTC).date()), encoding="utf-8")
    options.console.print(options.words.text("maturity_prior_written", path=str(path)))


def _print(options: Options, test: Any, files: PanelFiles | None) -> None:
    from upshot.decisions.maturity.backtest import N_RESAMPLES
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.view_maturity import backtest_tables, panel_table

    if options.is_json:
        document = asdict(test)
        for shown, line in zip(document["lines"], test.lines, strict=True):
            shown["is_on_target"] = line.is_on_target
        options.print_json({**document, "hours_east": files.hours_east if files else 0})
        return
    words, console = options.words, options.console
    console.print(words.text("maturity_title"), style="bold")
    print_table(console, panel_table(test, words))
    for table in backtest_tables(test, words):
        print_table(console, table)
    for panel, split in test.skipped:
        console.print(words.text("maturity_skipped", panel=panel, split=split))
    console.print(words.text("maturity_targets"))
    console.print(words.text("maturity_errors_note", n=N_RESAMPLES))
    if files is not None and files.hours_east:
        console.print(words.text("maturity_hours_east", hours=files.hours_east))
    if files is not None and files.passed_over:
        console.print(words.text("maturity_passed_over", names=", ".join(files.passed_over)), style="dim")


COMMANDS = {"backtest": (H["backtest"], backtest)}
