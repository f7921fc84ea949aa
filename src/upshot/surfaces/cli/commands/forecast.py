"""`upshot forecast`: what a planned collaboration would bring, and how good such forecasts are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of, now, parse_amount, parse_day

if TYPE_CHECKING:
    from upshot.decisions.creators.forecast import ForecastReport
    from upshot.decisions.creators.forecast.backtest import Backtest
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "forecast": "What posts of a creator would bring: views, engagements, orders, margin, ROI, with intervals. "
            "For instance: upshot forecast lea --posts 3 --fee 1200.",
            "handles": "One creator or several.",
            "posts": "Posts of each creator.",
            "type": "sponsored_video, sponsored_challenge, live, ambassador, creative_effect or organic.",
            "fee": "Fee of the whole collaboration with one creator.",
            "costs": "What it costs besides the fee: product, shipping, rights.",
            "start": "Day of the first post (default: tomorrow).",
            "apart": "Days between two posts.",
            "hurdle": "ROI asked for, for instance 10% (default: the setting).",
            "backtest": "How good the forecasts are: each creator's last posts hidden, forecast from those before.",
            "out": "Write the answer as JSON.",
            "seed": "Seed of every random draw.",
        },
        "fr": {
            "forecast": "Ce que rapporteraient des publications d'un créateur : vues, engagements, commandes, marge, "
            "ROI, avec intervalles. Par exemple : upshot forecast lea --posts 3 --fee 1200.",
            "handles": "Un créateur ou plusieurs.",
            "posts": "Publications de chaque créateur.",
            "type": "sponsored_video, sponsored_challenge, live, ambassador, creative_effect ou organic.",
            "fee": "Cachet de toute la collaboration avec un créateur.",
            "costs": "Ce qu'elle coûte en plus du cachet : produit, envoi, droits.",
            "start": "Jour de la première publication (par défaut : demain).",
            "apart": "Jours entre deux publications.",
            "hurdle": "ROI demandé, par exemple 10% (par défaut : le réglage).",
            "backtest": "Ce que valent les prévisions : cache les dernières publications de chaque créateur et les "
            "prévoit d'après les précédentes.",
            "out": "Écrit la réponse en JSON.",
            "seed": "Graine de tous les tirages.",
        },
    }
)


def forecast(
    context: typer.Context,
    handles: Annotated[list[str] | None, typer.Argument(help=H["handles"])] = None,
    posts: Annotated[int, typer.Option("--posts", help=H["posts"])] = 1,
    kind: Annotated[str, typer.Option("--type", help=H["type"])] = "sponsored_video",
    fee: Annotated[str | None, typer.Option("--fee", help=H["fee"])] = None,
    costs: Annotated[str | None, typer.Option("--costs", help=H["costs"])] = None,
    start: Annotated[str | None, typer.Option("--from", help=H["start"])] = None,
    apart: Annotated[float, typer.Option("--days-apart", help=H["apart"])] = 7.0,
    hurdle: Annotated[str | None, typer.Option("--hurdle", help=H["hurdle"])] = None,
    backtest: Annotated[bool, typer.Option("--backtest", help=H["backtest"])] = False,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
) -> None:
    options: Options = context.obj
    if backtest:
        _test(options, out)
        return
    if not handles:
        raise InvalidInput("forecast_no_creator")
    from upshot.decisions.creators.forecast import ForecastTerms, make_forecast
    from upshot.decisions.creators.reading import read_panel
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.surfaces.cli.commands.experiment import parse_share
    from upshot.surfaces.cli.commands.spark_candidates import say_nothing

    terms = ForecastTerms(
        tuple(handles), posts, kind, parse_amount(fee, "--fee"), parse_amount(costs, "--costs"),
        parse_day(start, "--from"), apart, None if hurdle is None else parse_share(hurdle, "--hurdle"),
    ).checked()  # fmt: skip
    workspace, instant = options.open_workspace(), now()
    panel = read_panel(workspace, now=instant)
    _check_names(terms.creators, panel.place)
    found = make_forecast(workspace.material(seed=seed), panel, terms)
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if out is not None:
        _save(out, found.as_dict())
    if options.is_json:
        options.print_json(found.as_dict())
    else:
        _print(options, found)
        if out is not None:
            options.say("forecast_written", file=str(out))


def _check_names(names: tuple[str, ...], place: dict[str, int]) -> None:
    """Refuse an unknown creator before the model is fitted, which may take a minute."""
    from upshot.measures.programme import known

    for name in names:
        known(name.strip().removeprefix("@"), place, "unknown_creator")


def _print(options: Options, report: ForecastReport) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import creator_forecast as show

    words, console = options.words, options.console
    console.print(words.text("forecast_title", **show.title_facts(report, words)), style="bold")
    for one in report.creators:
        console.print()
        for number, line in enumerate(show.creator_lines(one, report, words)):
            console.print(line, style="bold" if number == 0 else "")
        print_table(console, show.quantity_table(one, report, words))
        for line in show.missing_lines(one, words):
            console.print(line)
    if report.together:
        print_table(console, show.together_table(report, words))
    for line in show.note_lines(report, words):
        console.print(f"– {line}", style="dim")


def _test(options: Options, out: Path | None) -> None:
    from upshot.decisions.creators.forecast.backtest import N_RESAMPLES, run_backtest
    from upshot.decisions.creators.reading import read_panel
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import creator_forecast as show

    workspace = options.open_workspace()
    found: Backtest = run_backtest(read_panel(workspace, now=now()))
    if not found.lines:
        raise InvalidInput("forecast_nothing_to_test", posts=found.n_posts, creators=found.n_creators)
    document = show.backtest_document(found)
    if out is not None:
        _save(out, document)
    if options.is_json:
        options.print_json(document)
        return
    words, console = options.words, options.console
    console.print(words.text("forecast_test_title", creators=found.n_creators, posts=found.n_posts), style="bold")
    for table in show.backtest_tables(found, words):
        print_table(console, table)
    for code in ("forecast_test_targets", "forecast_test_losses", "forecast_test_limits"):
        console.print(f"– {words.text(code, n=N_RESAMPLES)}", style="dim")


def _save(path: Path, document: object) -> None:
    import json

    from upshot.surfaces.reports.writing import write_file

    write_file(path, f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode())
