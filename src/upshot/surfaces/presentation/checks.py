"""The data check in words: gaps between sources, freshness, findings with what to do."""

from __future__ import annotations

from decimal import Decimal

from upshot.decisions.reconciliation import CheckReport, Finding, Gap
from upshot.surfaces.presentation.imports import kind_label
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import Words


def gap_table(report: CheckReport, words: Words) -> TextTable:
    """The same quantity from two sources, and how much of the gap is explained."""
    labels = ("label_quantity", "label_scope", "label_left", "label_right", "label_gap", "label_explained")
    rows = tuple(_gap_row(gap, report.currency, words) for gap in report.gaps)
    columns = tuple(
        Column(words.text(label), place not in {0, 1, 5}) for place, label in enumerate((*labels, "label_unexplained"))
    )
    return TextTable("gaps", words.text("table_gaps"), columns, rows)


def _gap_row(gap: Gap, currency: str, words: Words) -> tuple[str, ...]:
    def show(amount: Decimal) -> str:
        return words.money(amount, currency) if gap.unit == "money" else words.number(amount)

    explained = words.pauses(f"{words.text(part.code)} {show(part.amount)}" for part in gap.explained)
    left, right = (
        f"{_named(gap.left_source, words)} {show(gap.left)}",
        f"{_named(gap.right_source, words)} {show(gap.right)}",
    )
    first = (_named(gap.quantity, words), _named(gap.scope, words), left, right)
    return (*first, show(gap.gap), explained, show(gap.unexplained))


def _named(name: str, words: Words) -> str:
    """A name of ours in words; an account's own name as it is."""
    return words.text(name) if words.has(name) else name


def freshness_table(report: CheckReport, words: Words) -> TextTable:
    """The last day of each source and its age."""
    labels = ("label_table", "label_source", "label_last_day", "label_age", "label_rows")
    rows = tuple(
        (
            source.table,
            kind_label(source.source, words),
            words.day(source.last_day),
            words.text("age_days", n=source.age_days),
            words.number(source.rows),
        )
        for source in report.freshness
    )
    columns = tuple(Column(words.text(label), place > 2) for place, label in enumerate(labels))
    return TextTable("freshness", words.text("table_freshness"), columns, rows)


def finding_words(finding: Finding, words: Words) -> tuple[str, str]:
    """What was seen, and what to do."""
    facts = words.facts(finding.facts)
    if isinstance(source := facts.get("source"), str):
        facts["source"] = kind_label(source, words)
    return words.text(finding.code, **facts), words.text(finding.todo, **facts)
