"""`upshot journeys`: the ways of visitors to an order, or to none: what was counted and what was set aside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from upshot.decisions.journeys.report import JourneyReport
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "journeys": "The ways of visitors to an order, or to none: touches, what was set aside and why, lengths, "
            "times, the most frequent paths.",
            "by": "What a step is: creator, channel, post, campaign or source (channel, creator and Spark Ad apart).",
            "campaign": "Only journeys that a touch of this campaign is part of.",
            "paths": "Read a file of paths with counts (path, total_conversions, total_conversion_value, total_null) "
            "instead of the workspace.",
        },
        "fr": {
            "journeys": "Les chemins des visiteurs vers une commande, ou vers aucune : contacts, ce qui a été écarté "
            "et pourquoi, longueurs, durées, chemins les plus fréquents.",
            "by": "Ce qu'est une étape : creator, channel, post, campaign ou source (canal, créateur et Spark Ad "
            "à part).",
            "campaign": "Seulement les parcours qui comptent un contact de cette campagne.",
            "paths": "Lit un fichier de chemins avec leurs effectifs (path, total_conversions, "
            "total_conversion_value, total_null) au lieu de l'espace de travail.",
        },
    }
)


def journeys(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help=H["by"])] = "creator",
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    paths: Annotated[Path | None, typer.Option("--paths", help=H["paths"], readable=False)] = None,
) -> None:
    options: Options = context.obj
    report = _of_file(paths) if paths is not None else _of_workspace(options, by, campaign)
    if options.is_json:
        print(report.model_dump_json(indent=2))
    else:
        _print(options, report)


def _of_file(paths: Path) -> JourneyReport:
    import tempfile

    from upshot.decisions.journeys.path_file import read_paths

    with tempfile.TemporaryDirectory(prefix="upshot-paths-") as folder:
        return read_paths(paths, Path(folder), now=now())[1]


def _of_workspace(options: Options, by: str, campaign: str | None) -> JourneyReport:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.journeys.reading import read_journeys_and_report
    from upshot.surfaces.cli.commands.spark_candidates import say_nothing

    workspace = options.open_workspace()
    cache = workspace.house.home / "cache" / workspace.name / "journeys"
    found = read_journeys_and_report(workspace, by=by, cache_folder=cache, now=now(), campaign=campaign)
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    return found[1]


def _print(options: Options, report: JourneyReport) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import journeys as show

    words, console = options.words, options.console
    console.print(show.title(report, words), style="bold")
    for line in show.answer_lines(report, words):
        console.print(line)
    if report.touches_by_kind:
        print_table(console, show.touch_table(report, words))
    print_table(console, show.spread_table(report, words))
    print_table(console, show.path_table(report, words))
    for line in show.note_lines(report, words):
        console.print(f"– {line}", style="dim")
