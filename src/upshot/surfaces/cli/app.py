"""The commands and their options; what they do is in `commands/`, imported when it is needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from upshot.surfaces.cli.commands.attribution import H as ATTRIBUTION_HELP
from upshot.surfaces.cli.commands.attribution import attribution
from upshot.surfaces.cli.commands.budget import H as BUDGET_HELP
from upshot.surfaces.cli.commands.budget import budget
from upshot.surfaces.cli.commands.collect import H as COLLECT_HELP
from upshot.surfaces.cli.commands.collect import collect
from upshot.surfaces.cli.commands.forecast import H as FORECAST_HELP
from upshot.surfaces.cli.commands.forecast import forecast
from upshot.surfaces.cli.commands.hook import hook
from upshot.surfaces.cli.commands.journeys import H as JOURNEYS_HELP
from upshot.surfaces.cli.commands.journeys import journeys
from upshot.surfaces.cli.commands.link import link
from upshot.surfaces.cli.commands.prove_authenticity import authenticity
from upshot.surfaces.cli.commands.shortlist import H as SHORTLIST_HELP
from upshot.surfaces.cli.commands.shortlist import shortlist
from upshot.surfaces.cli.commands.spark import spark
from upshot.surfaces.cli.commands.vet import H as VET_HELP
from upshot.surfaces.cli.commands.vet import vet
from upshot.surfaces.cli.commands.vetting import vetting
from upshot.surfaces.cli.experiments import experiment
from upshot.surfaces.cli.help_texts import HELP, chosen_language
from upshot.surfaces.cli.options import Options, hoist

LANGUAGE = chosen_language(sys.argv, dict(os.environ))
INTERRUPTED = 130
H = HELP.get(LANGUAGE, HELP["en"])

app = typer.Typer(
    name="upshot",
    help=H["upshot"],
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
app.add_typer(authenticity, name="authenticity")
app.add_typer(experiment, name="experiment")
app.add_typer(hook, name="hook")
app.add_typer(link, name="link")
app.add_typer(spark, name="spark")
app.add_typer(vetting, name="vetting")
app.command("attribution", help=ATTRIBUTION_HELP["attribution"])(attribution)
app.command("budget", help=BUDGET_HELP["budget"])(budget)
app.command("collect", help=COLLECT_HELP["collect"])(collect)
app.command("forecast", help=FORECAST_HELP["forecast"])(forecast)
app.command("journeys", help=JOURNEYS_HELP["journeys"])(journeys)
app.command("shortlist", help=SHORTLIST_HELP["shortlist"])(shortlist)
app.command("vet", help=VET_HELP["vet"])(vet)

Campaign = Annotated[str | None, typer.Option("--campaign", help=H["campaign"])]
Creator = Annotated[str | None, typer.Option("--creator", help=H["creator"])]
Seed = Annotated[int, typer.Option("--seed", help=H["seed"])]
Port = Annotated[int, typer.Option("--port", help=H["port"], min=0, max=65535)]
Archive = Annotated[Path, typer.Argument(help=H["archive"], readable=False)]


def _print_version(wanted: bool) -> None:
    if wanted:
        from upshot.version import __version__

        typer.echo(f"upshot {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option("--home", envvar="UPSHOT_HOME", help=H["home"])] = None,
    workspace: Annotated[
        str | None, typer.Option("--workspace", envvar="UPSHOT_WORKSPACE", help=H["workspace"])
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help=H["lang"])] = LANGUAGE,
    output: Annotated[str, typer.Option("--format", help=H["format"])] = "text",
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=H["verbose"])] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=H["quiet"])] = False,
    version: Annotated[  # noqa: ARG001 (eager: the callback answers)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help=H["version"])
    ] = False,
) -> None:
    """Keep the options that every command takes."""
    for name, value, valid in (("--lang", lang, ("en", "fr")), ("--format", output, ("text", "json"))):
        if value not in valid:
            raise typer.BadParameter(f"{value!r} ({' | '.join(valid)})", param_hint=name)
    context.obj = Options(home, workspace, lang, output == "json", verbose, quiet)


@app.command(help=H["demo"])
def demo(
    context: typer.Context,
    port: Port = 8722,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help=H["no_serve"])] = True,
    seed: Seed = 1,
) -> None:
    from upshot.surfaces.cli.commands.demo import run_demo

    raise typer.Exit(run_demo(context.obj, port=port, serve=serve, seed=seed))


@app.command(help=H["init"])
def init(context: typer.Context, name: Annotated[str, typer.Argument(help=H["init_name"])]) -> None:
    from upshot.surfaces.cli.commands.home import run_init

    raise typer.Exit(run_init(context.obj, name))


@app.command("import", help=H["import"])
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help=H["paths"], readable=False)],
    kind: Annotated[str | None, typer.Option("--as", help=H["as"])] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=H["dry_run"])] = False,
    account: Annotated[str | None, typer.Option("--account", help=H["account"])] = None,
    currency: Annotated[str | None, typer.Option("--currency", help=H["file_currency"])] = None,
    time_zone: Annotated[str | None, typer.Option("--time-zone", help=H["file_zone"])] = None,
    period: Annotated[tuple[str, str] | None, typer.Option("--period", help=H["period"])] = None,
    day_first: Annotated[bool | None, typer.Option("--day-first/--month-first", help=H["day_first"])] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help=H["mapping"], readable=False)] = None,
    force: Annotated[bool, typer.Option("--force", help=H["force"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.importing import ImportRequest, run_import

    request = ImportRequest(paths, kind, dry_run, account, currency, time_zone, period, day_first, mapping, force)
    raise typer.Exit(run_import(context.obj, request))


@app.command(help=H["sheet"])
def sheet(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=H["sheet_name"])],
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
) -> None:
    from upshot.surfaces.cli.commands.home import run_sheet

    raise typer.Exit(run_sheet(context.obj, name, out))


@app.command(help=H["verdict"])
def verdict(
    context: typer.Context,
    campaign: Campaign = None,
    creator: Creator = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["verdict_out"], readable=False)] = None,
    why: Annotated[str | None, typer.Option("--why", help=H["why"])] = None,
    seed: Seed = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help=H["fresh"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.verdict import run_verdict

    raise typer.Exit(
        run_verdict(context.obj, campaign=campaign, creator=creator, out=out, why=why, seed=seed, is_fresh=fresh)
    )


@app.command(help=H["kpi"])
def kpi(
    context: typer.Context,
    kpis: Annotated[list[str] | None, typer.Argument(help=H["kpis"])] = None,
    by: Annotated[list[str] | None, typer.Option("--by", help=H["by"])] = None,
    start: Annotated[str | None, typer.Option("--from", help=H["from"])] = None,
    end: Annotated[str | None, typer.Option("--to", help=H["to"])] = None,
    campaign: Campaign = None,
    creator: Creator = None,
) -> None:
    from upshot.surfaces.cli.commands.kpi import run_kpi

    raise typer.Exit(run_kpi(context.obj, kpis or [], by or [], start, end, campaign=campaign, creator=creator))


@app.command(help=H["check"])
def check(context: typer.Context) -> None:
    from upshot.surfaces.cli.commands.check import run_check

    raise typer.Exit(run_check(context.obj))


@app.command(help=H["simulate"])
def simulate(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help=H["simulate_dir"])] = None,
    seed: Seed = 1,
    case: Annotated[str, typer.Option("--case", help=H["case"])] = "base",
    touches: Annotated[bool, typer.Option("--touches", help=H["touches"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.simulate import run_simulate

    raise typer.Exit(run_simulate(context.obj, folder, seed=seed, case=case, has_touches=touches))


@app.command(help=H["prove"])
def prove(
    context: typer.Context,
    worlds: Annotated[int, typer.Option("--worlds", help=H["worlds"], min=1)] = 20,
    cases: Annotated[list[str] | None, typer.Option("--case", "--cases", help=H["cases"])] = None,
    seed: Annotated[int, typer.Option("--first-seed", "--seed", help=H["first_seed"], min=0)] = 1,
    scale: Annotated[str, typer.Option("--scale", help=H["proof_scale"])] = "case",
    like_mine: Annotated[bool, typer.Option("--like-mine", help=H["like_mine"])] = False,
    from_prior: Annotated[bool, typer.Option("--from-prior", help=H["from_prior"])] = False,
    workers: Annotated[int | None, typer.Option("--workers", help=H["workers"], min=1)] = None,
    keep: Annotated[Path | None, typer.Option("--keep", "--resume", help=H["proof_keep"], readable=False)] = None,
    read: Annotated[bool, typer.Option("--read", help=H["proof_read"])] = False,
    out: Annotated[Path | None, typer.Option("--out", help=H["proof_out"], readable=False)] = None,
) -> None:
    from upshot.surfaces.cli.commands.prove import ProofAsked, run_prove

    asked = ProofAsked(worlds, tuple(cases or ()), seed, scale, workers, keep, read, out, like_mine)
    if from_prior:
        from upshot.surfaces.cli.commands.prove_prior import run_prove_prior

        raise typer.Exit(run_prove_prior(context.obj, asked))
    raise typer.Exit(run_prove(context.obj, asked))


@app.command(help=H["serve"])
def serve(
    context: typer.Context,
    port: Port = 8722,
    host: Annotated[str, typer.Option("--host", help=H["host"])] = "127.0.0.1",
) -> None:
    from upshot.surfaces.cli.commands.serve import run_serve

    raise typer.Exit(run_serve(context.obj, host=host, port=port))


@app.command(help=H["export"])
def export(
    context: typer.Context,
    archive: Archive,
    raw: Annotated[bool, typer.Option("--raw/--no-raw", help=H["raw"])] = True,
    key: Annotated[bool, typer.Option("--with-key", help=H["with_key"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.home import run_export

    raise typer.Exit(run_export(context.obj, archive, raw=raw, key=key))


@app.command(help=H["restore"])
def restore(context: typer.Context, archive: Archive) -> None:
    from upshot.surfaces.cli.commands.home import run_restore

    raise typer.Exit(run_restore(context.obj, archive))


@app.command(help=H["erase"])
def erase(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help=H["person"])],
    yes: Annotated[bool, typer.Option("--yes", help=H["yes"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.home import run_erase

    raise typer.Exit(run_erase(context.obj, person, yes=yes))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 the answer is no, 2 wrong use, 3 a source failed."""
    try:
        result: Any = app(hoist(arguments), prog_name="upshot", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 (the last door: no traceback reaches a person)
        from upshot.surfaces.cli.failure import explain

        return explain(error, arguments, chosen_language(arguments, dict(os.environ)))
    except KeyboardInterrupt:
        return INTERRUPTED
    if result == INTERRUPTED:  # the parser turns Ctrl+C into this code
        from upshot.surfaces.cli.failure import say_interrupted

        say_interrupted(chosen_language(arguments, dict(os.environ)))
    return int(result or 0)
