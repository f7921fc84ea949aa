"""What the gates refuse, in the reader's words; the desk and the terminal refuse alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from upshot.decisions.spark.gates.fit import NoGo, Offer, conflicts
from upshot.decisions.spark.gates.model import GateReport, GateResult
from upshot.decisions.spark.gates.reading import blocking
from upshot.errors import InvalidInput, NotAllowed
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words


def gate_names(results: Iterable[GateResult], words: Words) -> str:
    """The gates by name."""
    return ", ".join(words.text(f"gate_{one.gate}") for one in results)


def topics_and_words(touched: Iterable[str], words: Words) -> str:
    """Topics of the no-go list by name, and the creator's own words as they were typed."""
    return ", ".join(words.text(f"topic_{one}") if words.has(f"topic_{one}") else one for one in touched)


def check_link(gates: GateReport, offer: Offer, no_go: NoGo, creator: str, words: Words) -> None:
    """Refuse a link that should not go out.

    Raises
    ------
    NotAllowed : spark_gates_before_link, while the caption or the sound cannot pass; spark_no_go
    """
    if held := blocking(gates):
        raise NotAllowed("spark_gates_before_link", gates=gate_names(held, words))
    if touched := conflicts(offer, no_go):
        raise NotAllowed("spark_no_go", creator=creator, what=topics_and_words(touched, words))


def check_authorising(gates: GateReport, words: Words) -> None:
    """Refuse to mark a right as authorised while a gate is open.

    Raises
    ------
    NotAllowed : spark_gates_open
    """
    if not gates.may_authorise:
        raise NotAllowed("spark_gates_open", gates=gate_names(gates.open_gates(), words))


def fact_named(error: InvalidInput, words: Words) -> InvalidInput:
    """A refused fact, with its question in the reader's words."""
    code = f"spark_fact_{error.facts.get('fact')}"
    return InvalidInput(error.code, **{**error.facts, "fact": words.text(code)}) if words.has(code) else error


def gates_table(gates: GateReport, words: Words) -> TextTable:
    """Every gate with its answer and its source, in reading order."""
    labels = ("spark_label_gate", "spark_label_answer", "gates_source")
    columns = tuple(Column(words.text(label), is_number=False) for label in labels)
    rows = tuple(
        (
            words.text(f"gate_{one.gate}"),
            words.labelled(words.text(f"gate_state_{one.state}"), words.phrase(one)),
            one.source or MISSING,
        )
        for one in gates.results
    )
    return TextTable("spark_gates", words.text("gates_title"), columns, rows)


def gates_document(right_id: str, gates: GateReport) -> dict[str, Any]:
    """The gates as JSON."""
    results = [
        {"gate": one.gate.value, "state": one.state.value, "code": one.code, "facts": dict(one.facts),
         "source": one.source, "is_reasoned": one.is_reasoned}
        for one in gates.results
    ]  # fmt: skip
    return {"right_id": right_id, "may_authorise": gates.may_authorise, "state": gates.state.value, "gates": results}
