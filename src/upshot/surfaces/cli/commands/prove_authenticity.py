"""`upshot authenticity prove|learn|reply`: how well planted schemes are seen, the curves, and the creator's answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of

if TYPE_CHECKING:
    from upshot.decisions.creators.authenticity.learning import Material
    from upshot.decisions.creators.authenticity.proving import AuthenticityProof
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "authenticity": "How well creators' numbers hang together: the proof, the curves, and their answer.",
            "prove": "Plant bought followers, likes, views, comments, audiences in your creators; count what is seen.",
            "also": "Another home to use beside this one. Repeat for several.",
            "crossed": "Learn on every second creator, judge the others, then the other way round.",
            "out": "Write the table instead: .html, .md or .json.",
            "seed": "Seed of every random draw: same data, same seed, same answer.",
            "learn": "Learn the curves of evidence anew from these homes, and write them as a registry.",
            "learn_out": "The YAML file to write.",
            "source": "Where the panels come from, in one sentence: it goes into every row.",
            "reply": "Keep a creator's answer to a reading of their numbers, or show the answers so far.",
            "creator": "The creator's handle.",
            "text": "The answer, word for word. Without it: show what was answered.",
            "who": "Who says it, or who wrote it down.",
        },
        "fr": {
            "authenticity": "La cohérence des chiffres des créateurs : la preuve, les courbes et leur réponse.",
            "prove": "Planter des achats chez vos créateurs (abonnés, likes, vues…) et compter ce qui se voit.",
            "also": "Un autre dossier de données à utiliser avec celui-ci. Répétable.",
            "crossed": "Apprendre sur un créateur sur deux, juger les autres, puis l'inverse.",
            "out": "Écrire plutôt le tableau : .html, .md ou .json.",
            "seed": "Graine des tirages : mêmes données, même graine, même réponse.",
            "learn": "Réapprendre les courbes de preuve sur ces données, et les écrire en registre.",
            "learn_out": "Le fichier YAML à écrire.",
            "source": "D'où viennent les panels, en une phrase : elle figure dans chaque ligne.",
            "reply": "Garder la réponse d'un créateur à la lecture de ses chiffres, ou montrer les réponses.",
            "creator": "Le pseudo du créateur.",
            "text": "La réponse, mot pour mot. Sans elle : montrer ce qui a été répondu.",
            "who": "Qui le dit, ou qui l'a noté.",
        },
    }
)
ENDINGS = (".html", ".md", ".json")

authenticity = typer.Typer(help=H["authenticity"], no_args_is_help=True, rich_markup_mode=None)
Also = Annotated[list[Path] | None, typer.Option("--also", help=H["also"], readable=False)]
Seed = Annotated[int, typer.Option("--seed", help=H["seed"], min=0)]


@authenticity.command("prove", help=H["prove"])
def prove(
    context: typer.Context,
    also: Also = None,
    crossed: Annotated[bool, typer.Option("--crossed", help=H["crossed"])] = False,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Seed = 1,
) -> None:
    raise typer.Exit(run_prove_authenticity(context.obj, also or [], crossed=crossed, out=out, seed=seed))


@authenticity.command("learn", help=H["learn"])
def learn(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=H["learn_out"], readable=False)],
    source: Annotated[str, typer.Option("--source", help=H["source"])],
    also: Also = None,
    seed: Seed = 1,
) -> None:
    raise typer.Exit(run_learn(context.obj, also or [], out=out, source=source, seed=seed))


@authenticity.command("reply", help=H["reply"])
def reply(
    context: typer.Context,
    creator: Annotated[str, typer.Argument(help=H["creator"])],
    text: Annotated[str | None, typer.Option("--text", help=H["text"])] = None,
    who: Annotated[str | None, typer.Option("--who", help=H["who"])] = None,
) -> None:
    raise typer.Exit(run_reply(context.obj, creator, text=text, who=who))


def run_prove_authenticity(options: Options, also: list[Path], *, crossed: bool, out: Path | None, seed: int) -> int:
    """Print, write or return the table; 1 where there are too few creators."""
    from upshot.decisions.creators.authenticity.proving import prove as prove_panels
    from upshot.decisions.evidence import InsufficientEvidence

    check_file(out, ENDINGS)
    found = prove_panels(_materials(options, also), crossed=crossed, seed=seed)
    if isinstance(found, InsufficientEvidence):
        return _say_too_few(options, found)
    _show(options, found, out)
    return 0


def check_file(out: Path | None, endings: tuple[str, ...]) -> None:
    """Refuse what could not be written before minutes are spent on it."""
    if out is None:
        return
    if out.suffix not in endings:
        raise InvalidInput("unknown_report_format", file=str(out), valid=", ".join(endings))
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise InvalidInput("proof_file_cannot_be", file=str(out), folder=str(out.absolute().parent))


def _materials(options: Options, also: list[Path]) -> list[Material]:
    from upshot.decisions.creators.authenticity.learning import Material
    from upshot.decisions.creators.authenticity.reading import read_known
    from upshot.decisions.creators.reading import read_panel
    from upshot.wiring import House

    now = datetime.now(UTC)
    places = [options.open_workspace(), *(House.open(home).workspace(None) for home in also)]
    found = []
    for workspace in places:
        panel = read_panel(workspace, now=now)
        known = read_known(workspace, panel, now=now)
        found.append(Material(panel, {place: one.history for place, one in known.items() if one.history is not None}))
    return found


def _say_too_few(options: Options, found: InsufficientEvidence) -> int:
    facts = dict(found.facts)
    if options.is_json:
        options.print_json(
            {"insufficient_evidence": found.reason, "facts": facts, "what_would_help": found.what_would_help}
        )
        return 1
    options.console.print(options.words.text(found.reason, **options.words.facts(facts)))
    for code in found.what_would_help:
        options.console.print(f"  → {options.words.text(code)}")
    return 1


def _show(options: Options, found: AuthenticityProof, out: Path | None) -> None:
    from dataclasses import asdict

    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.authenticity_proof import proof_notes, proof_tables
    from upshot.surfaces.reports.writing import write_file

    if out is not None:
        write_file(out, _page(found, out.suffix, options).encode())
        options.say("cli_report_written", file=str(out))
    elif options.is_json:
        options.print_json(asdict(found))
    else:
        for table in proof_tables(found, options.words):
            print_table(options.console, table)
        for note in proof_notes(found, options.words):
            options.console.print(f"  – {note}", style="dim")


def _page(found: AuthenticityProof, ending: str, options: Options) -> str:
    import json
    from dataclasses import asdict

    if ending == ".json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n"
    if ending == ".html":
        from upshot.surfaces.reports.authenticity_proof_page import render_authenticity_proof

        return render_authenticity_proof(found, options.words)
    from upshot.surfaces.presentation.authenticity_proof import proof_markdown

    return proof_markdown(found, options.words)


def run_learn(options: Options, also: list[Path], *, out: Path, source: str, seed: int) -> int:
    """Learn the curves and write them."""
    from upshot.decisions.creators.authenticity.learning import Told
    from upshot.decisions.creators.authenticity.learning import learn as learn_curves
    from upshot.registries.authenticity_signals import write_rows
    from upshot.surfaces.reports.writing import write_file

    check_file(out, (".yaml", ".yml"))
    told = Told(source, datetime.now(UTC).date(), f"upshot authenticity learn --seed {seed}")
    rows = learn_curves(_materials(options, also), told, seed=seed)
    write_file(out, write_rows(rows).encode())
    options.say("authenticity_learned", n=len(rows), file=str(out))
    return 0


def run_reply(options: Options, creator: str, *, text: str | None, who: str | None) -> int:
    """Keep an answer, or show those that are kept."""
    from dataclasses import asdict

    from upshot.records.creator_replies import record_reply, replies_of

    workspace = options.open_workspace()
    if text is not None:
        found = [
            record_reply(
                workspace.house.records,
                workspace.name,
                creator=creator,
                who=who or "",
                text=text,
                now=datetime.now(UTC),
            )
        ]
    else:
        found = replies_of(workspace.house.records, workspace.name, creator)
    if options.is_json:
        options.print_json([{**asdict(one), "at": one.at.isoformat()} for one in found])
        return 0
    if not found:
        options.console.print(options.words.text("authenticity_no_reply", creator=creator))
    for one in found:
        options.console.print(
            options.words.text("authenticity_reply_line", at=one.at.date().isoformat(), who=one.who, text=one.text)
        )
    return 0
