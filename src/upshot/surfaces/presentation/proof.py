"""The proof in words: how often the intervals were right, beside last click and codes."""

from __future__ import annotations

from upshot.decisions.proof import ProofTable
from upshot.decisions.proof.table import Estimated
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

FIGURES = (
    "coverage_total",
    "coverage_creators",
    "effect_claimed",
    "total_bias",
    "error_ratio",
    "rank_correlation",
    "sign_error_rate",
    "regret",
    "codes_error_ratio",
    "codes_regret",
    "last_click_error_ratio",
    "last_click_regret",
)


def proof_table(table: ProofTable, words: Words) -> TextTable:
    """One row per case; each figure with its own Monte Carlo bounds."""
    columns = [Column(words.text("label_case"), is_number=False), Column(words.text("proof_worlds"))]
    columns += [Column(words.text(f"proof_{name}")) for name in FIGURES]
    rows = tuple(
        (
            row.case,
            _worlds(row.n_worlds, row.n_refused, words),
            *(_shown(getattr(row, name), words) for name in FIGURES),
        )
        for row in table.rows
    )
    title = words.text("table_proof", level=words.percent(table.level, digits=0))
    return TextTable("proof", title, tuple(columns), rows)


def _worlds(n: int, refused: int, words: Words) -> str:
    return words.number(n) + (f" (−{words.number(refused)})" if refused else "")


def _shown(value: Estimated, words: Words) -> str:
    if value.mean is None:
        return MISSING
    shown = words.number(value.mean, digits=2)
    return (
        shown
        if value.low is None
        else f"{shown} [{words.number(value.low, digits=2)}, {words.number(value.high, digits=2)}]"
    )
