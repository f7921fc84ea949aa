"""`upshot attribution`: what each attribution model credits, side by side, with intervals and caveats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.journeys.models_report import AttributionReport
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "attribution": "What each attribution model credits, side by side: rules, Markov, Shapley, with intervals "
            "and what paths cannot show. For instance: upshot attribution --by creator.",
            "by": "What is credited: creator, channel, post, campaign or source (channel, creator and Spark Ad apart).",
            "campaign": "Only journeys that a touch of this campaign is part of.",
            "model": "A model; may be given several times: first_touch, last_touch, linear, time_decay, position, "
            "markov, shapley, shapley_set_rates, shapley_coalition (default: the first seven).",
            "order": "How many touches back the Markov model remembers, 1 to 4.",
            "paths": "Read a file of paths with counts (path, total_conversions, total_conversion_value, total_null) "
            "instead of the workspace.",
            "draws": "Draws of the intervals; 0: none (default: 200, fewer for large chains).",
            "out": "Write every credit as .xlsx or .csv.",
            "seed": "Seed of every random draw.",
        },
        "fr": {
            "attribution": "Ce que chaque modèle d'attribution crédite, côte à côte : règles, Markov, Shapley, avec "
            "intervalles et ce que les chemins ne montrent pas. Par exemple : upshot attribution --by creator.",
            "by": "À quoi l'on crédite : creator, channel, post, campaign ou source (canal, créateur et Spark Ad "
            "à part).",
            "campaign": "Seulement les parcours qui comptent un contact de cette campagne.",
            "model": "Un modèle ; répétable : first_touch, last_touch, linear, time_decay, position, markov, shapley, "
            "shapley_set_rates, shapley_coalition (par défaut : les sept premiers).",
            "order": "Nombre de contacts dont le modèle de Markov se souvient, de 1 à 4.",
            "paths": "Lit un fichier de chemins avec leurs effectifs (path, total_conversions, "
            "total_conversion_value, total_null) au lieu de l'espace de travail.",
            "draws": "Tirages des intervalles ; 0 : aucun (par défaut : 200, moins pour les grandes chaînes).",
            "out": "Écrit tous les crédits en .xlsx ou .csv.",
            "seed": "Graine de tous les tirages.",
        },
    }
)


def attribution(
    context: typer.Context,
    by: Annotated[str, typer.Option("--by", help=H["by"])] = "creator",
    model: Annotated[list[str] | None, typer.Option("--model", help=H["model"])] = None,
    order: Annotated[int, typer.Option("--order", help=H["order"])] = 1,
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    paths: Annotated[Path | None, typer.Option("--paths", help=H["paths"], readable=False)] = None,
    draws: Annotated[int | None, typer.Option("--draws", help=H["draws"], min=0)] = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
) -> None:
    options: Options = context.obj
    if out is not None and out.suffix.lower() not in {".xlsx", ".csv"}:
        raise InvalidInput("attribution_out_unknown", seen=out.name)
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.journeys.asking import AttributionQuestion
    from upshot.surfaces.cli.commands.spark_candidates import say_nothing

    asked = AttributionQuestion(
        by=by, models=tuple(model or ()), order=order, n_draws=draws, seed=seed, campaign=campaign
    ).checked()
    found = _of_file(paths, asked) if paths is not None else _of_workspace(options, asked)
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if out is not None:
        from upshot.surfaces.reports.attribution_files import write_attribution

        write_attribution(found, out, options.words)
    if options.is_json:
        options.print_json(found.as_dict())
        return
    _print(options, found)
    if out is not None:
        options.say("attribution_written", file=str(out))


def _of_file(paths: Path, asked: object) -> AttributionReport | InsufficientEvidence:
    import tempfile

    from upshot.decisions.journeys.asking import AttributionQuestion, attribute_paths

    assert isinstance(asked, AttributionQuestion)
    with tempfile.TemporaryDirectory(prefix="upshot-paths-") as folder:
        return attribute_paths(paths, Path(folder), asked, now=now())


def _of_workspace(options: Options, asked: object) -> AttributionReport | InsufficientEvidence:
    from upshot.decisions.journeys.asking import AttributionQuestion, attribute_workspace

    assert isinstance(asked, AttributionQuestion)
    workspace = options.open_workspace()
    cache = workspace.house.home / "cache" / workspace.name / "journeys"
    return attribute_workspace(workspace, asked, cache_folder=cache, now=now())


def _print(options: Options, report: AttributionReport) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import attribution as show

    words, console = options.words, options.console
    console.print(show.title(report, words), style="bold")
    for line in show.answer_lines(report, words):
        console.print(line)
    print_table(console, show.side_by_side_table(report, words))
    for model in report.models:
        if model in show.DATA_DRIVEN or len(report.models) == 1:
            print_table(console, show.model_table(report, model, words))
    for line in show.note_lines(report, words):
        console.print(f"– {line}", style="dim")
