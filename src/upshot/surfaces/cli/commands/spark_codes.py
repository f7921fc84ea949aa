"""`upshot spark import|reveal|rotate-keys`: codes in, a code out on purpose, and new keys."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import Right, Who, Why, actor_of, help_of, now

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "import": "Codes from a sheet or from pasted messages: matched to posts and creators, each row named.",
            "file": "A CSV, XLSX or text file; - reads pasted text from standard input. The file is not kept.",
            "dry_run": "Match and report, write nothing.",
            "reveal": "Show a code, on purpose: who asked, when and why go into the audit trail.",
            "rotate": "Encrypt every code of this home with a new key and forget the old one.",
        },
        "fr": {
            "import": "Des codes d'une feuille ou de messages collés : rattachés aux publications et aux créateurs, "
            "ligne par ligne.",
            "file": "Un fichier CSV, XLSX ou texte ; - lit le texte collé sur l'entrée standard. Le fichier n'est pas "
            "gardé.",
            "dry_run": "Rattache et rend compte, n'écrit rien.",
            "reveal": "Montre un code, exprès : qui l'a demandé, quand et pourquoi vont dans le journal d'audit.",
            "rotate": "Chiffre tous les codes de cette maison avec une nouvelle clé et oublie l'ancienne.",
        },
    }
)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=H["file"], readable=False, allow_dash=True)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=H["dry_run"])] = False,
    who: Who = None,
) -> None:
    from upshot.decisions.spark.rights.code_rows import rows_of_file, rows_of_text
    from upshot.decisions.spark.rights.importing import import_codes
    from upshot.measures.programme import read_programme
    from upshot.measures.terms import zone_of
    from upshot.vocabulary.spark_rights import Evidence, EvidenceKind

    options: Options = context.obj
    workspace = options.open_workspace()
    rows = rows_of_text(sys.stdin.read()) if str(file) == "-" else rows_of_file(file)
    name = "pasted text" if str(file) == "-" else file.name
    if not rows:
        raise InvalidInput("spark_import_empty", file=name)
    zone = zone_of(workspace)
    done = import_codes(
        rows,
        workspace.spark_book(),
        read_programme(workspace, zone),
        actor=actor_of(who),
        now=now(),
        zone=zone,
        evidence=Evidence(EvidenceKind.IMPORT, "", name),
        is_dry_run=dry_run,
    )
    _print_import(options, done)
    raise typer.Exit(1 if done.n_refused else 0)


def _print_import(options: Options, done: object) -> None:
    from upshot.decisions.spark.rights.importing import CodeImport, RowOutcome
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_rights import import_document, import_table

    assert isinstance(done, CodeImport)
    if options.is_json:
        options.print_json(import_document(done))
        return
    words, console = options.words, options.console
    facts = {
        "taken": done.count(RowOutcome.TAKEN),
        "drafted": done.count(RowOutcome.DRAFTED),
        "same": done.count(RowOutcome.SAME),
        "refused": done.n_refused,
    }
    console.print(words.text("spark_imported_dry" if done.is_dry_run else "spark_imported", **facts))
    print_table(console, import_table(done, words))


def reveal(context: typer.Context, right: Right, why: Why = "", who: Who = None) -> None:
    options: Options = context.obj
    book = options.open_workspace().spark_book()
    code = book.reveal_code(right, actor=actor_of(who), why=why, now=now())
    if options.is_json:
        options.print_json({"right_id": book.get(right).right_id, "code": code})
        return
    print(code)  # bare: a code that a terminal folds cannot be copied
    sys.stderr.write(options.words.text("spark_revealed") + "\n")


def rotate_keys(context: typer.Context, who: Who = None) -> None:
    from upshot.records.spark_codes import rotate_keys as rotate

    options: Options = context.obj
    workspace = options.open_workspace()
    n = rotate(workspace.records, workspace.spark_book().vault, actor=actor_of(who), now=now())
    options.say("spark_rotated", n=n)


COMMANDS = {
    "import": (H["import"], import_),
    "reveal": (H["reveal"], reveal),
    "rotate-keys": (H["rotate"], rotate_keys),
}
