"""`upshot spark gates`: every gate of a right with its answer; and the facts that a person tells for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import Right, Who, Why, actor_of, attested, help_of, now

if TYPE_CHECKING:
    from datetime import datetime

    from upshot.decisions.spark.gates.model import GateReport
    from upshot.records.spark_book import SparkBook
    from upshot.surfaces.cli.options import Options
    from upshot.vocabulary.spark_rights import RightEvent, SparkRight
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "gates": "What must hold before a creator authorises the post, each gate with its answer and its source.",
            "tell": "A fact for the gates, as name=value: is_public=yes, overlay_s=30, caption=… An empty value takes "
            "it back. Repeat for several; docs/spark-gates.md lists the names.",
        },
        "fr": {
            "gates": "Ce qui doit être réuni avant qu'un créateur autorise la publication : chaque contrôle, sa "
            "réponse, sa source.",
            "tell": "Un fait pour les contrôles, sous la forme nom=valeur : is_public=yes, overlay_s=30, caption=… Une "
            "valeur vide le retire. Répéter pour plusieurs ; docs/spark-gates.md donne les noms.",
        },
    }
)


@dataclass(frozen=True)
class AskedGates:
    """The gates of a right with a reason, and the history they rest on."""

    book: SparkBook
    right: SparkRight
    events: tuple[RightEvent, ...]
    gates: GateReport
    reasons: dict[str, str | None]
    at: datetime

    def note_reason(self, actor: str) -> None:
        """Keep the reason in the history, for the gates that it let stand."""
        if self.reasons:
            self.book.note(
                self.right.right_id, actor=actor, at=self.at, evidence=attested(), changes=dict(self.reasons)
            )


def ask_gates(workspace: Workspace, right: SparkRight, *, now: datetime, reason: str = "") -> AskedGates:
    """Ask the gates as the web app does; `reason` lets those stand whose rule takes one, and none else."""
    from upshot.decisions.spark.gates.reading import gates_of, reasons_to_note
    from upshot.measures.terms import zone_of

    book, zone = workspace.spark_book(), zone_of(workspace)
    events = book.events(right.right_id)
    plain = gates_of(workspace, book, right, events, now=now, zone=zone)
    if not reason.strip():
        return AskedGates(book, right, events, plain, {}, now)
    reasoned = gates_of(workspace, book, right, events, now=now, zone=zone, reason=reason)
    return AskedGates(book, right, events, reasoned, reasons_to_note(plain, reason), now)


def gates(
    context: typer.Context,
    right: Right,
    tell: Annotated[list[str] | None, typer.Option("--tell", help=H["tell"])] = None,
    why: Why = "",
    who: Who = None,
) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_gates import gates_document, gates_table

    options: Options = context.obj
    workspace, instant = options.open_workspace(), now()
    book = workspace.spark_book()
    found = book.get(right)
    if tell:
        _note(book, found, tell, options, evidence=attested(why), actor=actor_of(who), at=instant)
    report = ask_gates(workspace, found, now=instant).gates
    if options.is_json:
        options.print_json(gates_document(found.right_id, report))
        return
    words, console = options.words, options.console
    n_open = len(report.open_gates())
    print_table(console, gates_table(report, words))
    console.print(words.text("gates_held", count=n_open) if n_open else words.text("gates_all_pass"))
    console.print(words.text("gates_not_legal_advice"), style="dim")


def _note(book: SparkBook, right: SparkRight, tell: list[str], options: Options, **more: Any) -> None:
    """Write down what a person tells, all or nothing.

    Raises
    ------
    InvalidInput : test_pair, spark_fact_name, spark_fact_invalid
    """
    from upshot.decisions.spark.gates.facts import FACTS, changed_facts, told_facts
    from upshot.surfaces.presentation.spark_gates import fact_named

    said = {}
    for text in tell:
        name, separator, value = text.partition("=")
        if not separator:
            raise InvalidInput("test_pair", option="--tell", seen=text[:80])
        if name.strip() not in FACTS:
            raise InvalidInput("spark_fact_name", seen=name.strip()[:40], valid=", ".join(FACTS))
        said[name.strip()] = value
    try:
        changes = changed_facts(told_facts(book.events(right.right_id)), said)
    except InvalidInput as error:
        raise fact_named(error, options.words) from None
    if changes:
        book.note(right.right_id, changes=changes, **more)


COMMANDS = {"gates": (H["gates"], gates)}
