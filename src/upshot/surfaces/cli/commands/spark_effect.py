"""`upshot spark effect`: what the boosts added, and the creator's own report of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upshot.surfaces.cli.help_texts import chosen_language

if TYPE_CHECKING:
    from upshot.decisions.spark.effect import SparkEffect
    from upshot.surfaces.cli.options import Options

HELP = {
    "en": {
        "effect": "What the boosts added. Paid and organic apart, Spark against other ads, followers, fee per day.",
        "creator": "One creator only.",
        "campaign": "One campaign only.",
        "out": "Write this creator's own report instead: .html, .pdf or .json. No margins, no ROI, nobody else.",
        "show_spend": "Let the creator see what was spent on the ads.",
        "brand": "How the brand calls itself in the report (default: the workspace).",
        "seed": "Seed of every random draw: same data, same seed, same answer.",
    },
    "fr": {
        "effect": "Ce que les boosts ont ajouté. Payé et organique séparés, Spark face à vos autres annonces, abonnés, "
        "prix du droit par jour.",
        "creator": "Un seul créateur.",
        "campaign": "Une seule campagne.",
        "out": "Écrire plutôt le bilan de ce créateur : .html, .pdf ou .json. Ni marges, ni ROI, ni autres créateurs.",
        "show_spend": "Laisser le créateur voir ce qui a été dépensé en annonces.",
        "brand": "Le nom de la marque dans le bilan (par défaut : l'espace de travail).",
        "seed": "Graine des tirages : mêmes données, même graine, même réponse.",
    },
}
H = HELP[chosen_language(sys.argv, dict(os.environ))]


def effect(
    context: typer.Context,
    creator: Annotated[str | None, typer.Option("--creator", help=H["creator"])] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    show_spend: Annotated[bool, typer.Option("--show-spend", help=H["show_spend"])] = False,
    brand: Annotated[str | None, typer.Option("--brand", help=H["brand"])] = None,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"])] = 1,
) -> None:
    asked = {"creator": creator, "campaign": campaign, "seed": seed}
    if out is None:
        raise typer.Exit(run_effect(context.obj, asked))
    raise typer.Exit(run_creator_report(context.obj, asked, out, brand=brand, show_spend=show_spend))


def run_effect(options: Options, asked: dict[str, Any]) -> int:
    """Print what the boosts added; 1 when there is no boost at all."""
    from datetime import UTC, datetime

    from upshot.decisions.spark.effect import read_spark_effect

    workspace = options.open_workspace()
    found = read_spark_effect(workspace, now=datetime.now(UTC), rights=workspace.spark_book().list(), **asked)
    if options.is_json:
        print(found.model_dump_json(indent=2))
    else:
        print_effect(options, found)
    return 0 if found.boosts else 1


def print_effect(options: Options, found: SparkEffect) -> None:
    """The answer as tables, each followed by what to mind about it."""
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import spark_effect as show

    words, console = options.words, options.console
    if found.is_demo:
        console.print(words.text("demo_banner"), style="reverse")
    console.print(f"\n{words.text('effect_title')}", style="bold")
    if not found.boosts:
        console.print(words.text("effect_none"))
    console.print()
    print_table(console, show.boost_table(found, words))
    print_table(console, show.split_table(found, words))
    console.print(words.text("effect_difference"), style="bold")
    for line in show.difference_lines(found.difference, words):
        console.print(line)
    console.print()
    print_table(console, show.difference_table(found, words))
    for note in show.difference_notes(found.difference, words):
        console.print(f"  – {note}", style="dim")
    console.print()
    for table in (show.claims_table, show.follower_table, show.rights_table):
        print_table(console, table(found, words))
    for note in show.effect_notes(found, words):
        console.print(f"  – {note}", style="dim")


def run_creator_report(
    options: Options, asked: dict[str, Any], out: Path, *, brand: str | None, show_spend: bool
) -> int:
    """Write the creator's own report; 1 when they had no boost."""
    from datetime import UTC, datetime

    from upshot.decisions.spark.effect import read_spark_effect, report_to_creator
    from upshot.errors import InvalidInput
    from upshot.measures.programme import read_programme
    from upshot.measures.terms import zone_of
    from upshot.surfaces.reports.document import DOCUMENT_ENDINGS, render_document
    from upshot.surfaces.reports.spark_documents import creator_document
    from upshot.surfaces.reports.writing import write_file

    endings = (*DOCUMENT_ENDINGS, ".json")
    if out.suffix not in endings:
        raise InvalidInput("unknown_report_format", file=out.name, valid=", ".join(endings))
    if asked["creator"] is None:
        raise InvalidInput("effect_needs_creator", file=out.name)
    workspace = options.open_workspace()
    deals = read_programme(workspace, zone_of(workspace)).collaborations
    found = read_spark_effect(workspace, now=datetime.now(UTC), rights=workspace.spark_book().list(), **asked)
    report = report_to_creator(found, deals, brand=brand, show_spend=show_spend)
    is_json = out.suffix == ".json"
    document = creator_document(report, options.words)
    write_file(out, report.model_dump_json(indent=2).encode() if is_json else render_document(document, out.suffix))
    options.say("launch_written", file=str(out))
    return 0 if report.boosts else 1


COMMANDS = {"effect": (H["effect"], effect)}
