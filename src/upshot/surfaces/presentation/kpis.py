"""KPI tables and the catalogue, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from upshot.measures.kpi import Kpi, Unit
from upshot.measures.table import Cell, Key, KpiTable
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words


def kpi_value(kpi: Kpi, value: float | None, currency: str, words: Words) -> str:
    """A value in its unit."""
    if value is None:
        return MISSING
    if kpi.unit is Unit.MONEY:
        return words.money(value, currency)
    if kpi.unit is Unit.RATE:
        return words.percent(value, digits=2)
    return words.number(value, digits=0 if kpi.unit is Unit.COUNT else 2)


def kpi_table(table: KpiTable, words: Words) -> TextTable:
    """One row per group; a cell without a value says why where the reason differs from plain absence."""
    columns = [Column(words.text(f"dimension_{dimension.value}"), is_number=False) for dimension in table.by]
    columns += [Column(words.text(kpi.label)) for kpi in table.kpis]
    rows = tuple(
        (
            *(_key(key, words) for key in row.keys),
            *(_cell(kpi, cell, table.currency, words) for kpi, cell in zip(table.kpis, row.cells, strict=True)),
        )
        for row in table.rows
    )
    return TextTable("kpis", words.text("table_kpis"), tuple(columns), rows)


def kpi_notes(table: KpiTable, words: Words) -> list[str]:
    """Formula of each KPI, why cells are empty, and what else the reader must know."""
    lines = [f"{words.text(kpi.label)} = {kpi.formula} (v{kpi.version})" for kpi in table.kpis if kpi.formula]
    empty = {}
    for row in table.rows:
        for kpi, cell in zip(table.kpis, row.cells, strict=True):
            if cell.why_null is not None:
                empty[kpi.id, cell.why_null.code] = words.labelled(words.text(kpi.label), words.phrase(cell.why_null))
    return [*lines, *empty.values(), *(words.phrase(note) for note in table.notes)]


def catalogue_table(kpis: Iterable[Kpi], words: Words) -> TextTable:
    """Every KPI with its question and formula."""
    labels = ("label_kpi", "label_name", "label_question", "label_formula", "label_evidence")
    rows = tuple(
        (
            kpi.id,
            words.text(kpi.label),
            words.text(kpi.question),
            kpi.formula or MISSING,
            words.text(f"evidence_{kpi.basis.value}"),
        )
        for kpi in kpis
    )
    columns = tuple(Column(words.text(label), is_number=False) for label in labels)
    return TextTable("catalogue", words.text("table_catalogue"), columns, rows)


def _key(key: Key, words: Words) -> str:
    if isinstance(key, date):
        return words.day(key)
    return key if key is not None else words.text("label_unknown")


def _cell(kpi: Kpi, cell: Cell, currency: str, words: Words) -> str:
    return kpi_value(kpi, cell.value, currency, words)
