"""`upshot spark sheet`: a plan as the steps of a launch by hand, or as payloads of the Marketing API."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.help_texts import chosen_language

if TYPE_CHECKING:
    from upshot.decisions.spark.launch import ApiExport, LaunchFinding, LaunchPlan, LaunchSheet
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import Workspace

HELP = {
    "en": {
        "sheet": "The launch sheet of a plan, or its Marketing API payloads. Nothing is sent to TikTok.",
        "plan": "The plan: a YAML or JSON file of flights.",
        "out": "Write the sheet (.html, .pdf, .json) or the payloads (.json).",
        "payload": "The campaign, ad group and ad payloads instead of the steps.",
        "with_codes": "Put the creators' codes into the payloads, with the reason why; the audit trail keeps it.",
        "actor": "Who asks for the codes (default: the system's user).",
    },
    "fr": {
        "sheet": "La feuille de lancement d'un plan, ou ses données pour la Marketing API. Rien n'est envoyé à TikTok.",
        "plan": "Le plan : un fichier YAML ou JSON de diffusions.",
        "out": "Écrire la feuille (.html, .pdf, .json) ou les données pour l'API (.json).",
        "payload": "Les données de campagne, de groupe d'annonces et d'annonce plutôt que les étapes.",
        "with_codes": "Mettre les codes des créateurs dans les données, avec la raison ; le journal la garde.",
        "actor": "Qui demande les codes (par défaut : l'utilisateur du système).",
    },
}
H = HELP[chosen_language(sys.argv, dict(os.environ))]
SECRET_MODE = 0o600


def sheet(
    context: typer.Context,
    plan: Annotated[Path, typer.Argument(help=H["plan"], readable=False)],
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    payload: Annotated[bool, typer.Option("--payload", help=H["payload"])] = False,
    with_codes: Annotated[str | None, typer.Option("--with-codes", help=H["with_codes"])] = None,
    actor: Annotated[str | None, typer.Option("--actor", help=H["actor"])] = None,
) -> None:
    if payload or with_codes is not None:
        raise typer.Exit(run_payload(context.obj, plan, out, with_codes, actor))
    raise typer.Exit(run_sheet(context.obj, plan, out))


def run_sheet(options: Options, plan: Path, out: Path | None) -> int:
    """Print or write the launch sheet; 1 when something stops the launch."""
    from upshot.decisions.spark.launch import build_sheet, read_launch_plan
    from upshot.errors import InvalidInput
    from upshot.measures.terms import zone_of
    from upshot.surfaces.reports.document import DOCUMENT_ENDINGS, render_document
    from upshot.surfaces.reports.spark_documents import launch_document
    from upshot.surfaces.reports.writing import write_file

    endings = (*DOCUMENT_ENDINGS, ".json")
    if out is not None and out.suffix not in endings:
        raise InvalidInput("unknown_report_format", file=out.name, valid=", ".join(endings))
    flights = read_launch_plan(plan)
    workspace = options.open_workspace()
    rights = workspace.spark_book().list()
    found = build_sheet(flights, rights, now=datetime.now(UTC), zone=zone_of(workspace))
    if out is not None:
        as_json = found.model_dump_json(indent=2).encode()
        is_json = out.suffix == ".json"
        write_file(out, as_json if is_json else render_document(launch_document(found, options.words), out.suffix))
        options.say("launch_written", file=str(out))
    elif options.is_json:
        print(found.model_dump_json(indent=2))
    else:
        print_sheet(options, found)
    return 0 if found.is_ready else 1


def print_sheet(options: Options, found: LaunchSheet) -> None:
    """The steps in the terminal: what stands against the launch first."""
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_launch import finding_table, launch_status, section_tables, sheet_notes

    words, console = options.words, options.console
    console.print(f"\n{words.text('launch_title', plan=found.plan)}", style="bold")
    console.print(launch_status(found, words), style="green" if found.is_ready else "red")
    console.print()
    for table in (finding_table(found.findings, words), *section_tables(found, words)):
        print_table(console, table)
    for note in sheet_notes(found, words):
        console.print(f"  – {note}", style="dim")


def run_payload(options: Options, plan: Path, out: Path | None, why: str | None, actor: str | None) -> int:
    """Write the payloads; codes only into a file, only with a reason, each with its audit line."""
    from upshot.decisions.spark.launch import check_launch, export_payloads, read_launch_plan
    from upshot.errors import InvalidInput
    from upshot.measures.terms import zone_of
    from upshot.surfaces.reports.writing import write_file

    if out is not None and out.suffix != ".json":
        raise InvalidInput("unknown_report_format", file=out.name, valid=".json")
    if why is not None and not why.strip():
        raise InvalidInput("launch_needs_reason")
    if why is not None and out is None:
        raise InvalidInput("launch_codes_to_screen")
    flights = read_launch_plan(plan)
    workspace = options.open_workspace()
    zone, now, rights = zone_of(workspace), datetime.now(UTC), workspace.spark_book().list()
    findings = check_launch(flights, rights, now=now, zone=zone)
    if any(finding.stops for finding in findings):  # refused before any code is revealed
        return print_refusal(options, findings)
    export = export_payloads(flights, rights, now=now, zone=zone)
    if why is not None:
        codes = reveal_codes(workspace, flights, why=why, actor=actor or os.environ.get("USER") or "cli", now=now)
        export = export_payloads(flights, rights, now=now, zone=zone, codes=codes)
    if out is None:
        print_payload(options, export)
        return 0
    write_file(out, export.model_dump_json(indent=2).encode(), mode=SECRET_MODE if export.holds_codes else 0o644)
    options.say("launch_written", file=str(out))
    if export.holds_codes and not options.is_json:
        options.say("launch_codes_written", n=len(codes), file=out.name)
    return 0


def print_refusal(options: Options, findings: tuple[LaunchFinding, ...]) -> int:
    """Say what stops the launch; the answer is no."""
    if options.is_json:
        options.print_json({"is_ready": False, "findings": [found.model_dump(mode="json") for found in findings]})
        return 1
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_launch import finding_table

    stops = sum(finding.stops for finding in findings)
    options.console.print(options.words.text("launch_not_ready", n=stops), style="red")
    print_table(options.console, finding_table(findings, options.words))
    return 1


def print_payload(options: Options, export: ApiExport) -> None:
    """The payloads for programs; for people the calls, and what is to be filled in."""
    if options.is_json:
        print(export.model_dump_json(indent=2))
        return
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_launch import call_table, finding_table, need_table

    words, console = options.words, options.console
    for table in (call_table(export, words), need_table(export, words), finding_table(export.findings, words)):
        print_table(console, table)


def reveal_codes(workspace: Workspace, plan: LaunchPlan, *, why: str, actor: str, now: datetime) -> dict[str, str]:
    """The raw code of every flight that runs by one, by post id; each reveal leaves an audit line."""
    from upshot.decisions.spark.launch.checking import right_of
    from upshot.measures.terms import zone_of

    book = workspace.spark_book()
    rights, zone = book.list(), zone_of(workspace)
    codes: dict[str, str] = {}
    for flight in plan.flights:
        if flight.identity_type == "AUTH_CODE" and flight.post_id not in codes:
            right = right_of(flight, rights, now, zone)
            if right is not None:
                codes[flight.post_id] = book.reveal_code(right.right_id, actor=actor, why=why, now=now)
    return codes


COMMANDS = {"sheet": (H["sheet"], sheet)}
