"""The proof in words: how often the intervals were right, how far off the numbers, beside the simple ways."""

from __future__ import annotations

from collections.abc import Callable

from babel.numbers import format_decimal

from upshot.decisions.proof import CaseRow, Estimated, MethodRow, ProofTable
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

OWN_CASE = "own_brand"
LEVELS_SHOWN = (0.9, 0.8, 0.5)  # the one that verdicts are read from stands first
TARGETS = ("total", "creators", "posts")
COMPARED = ("error_ratio", "budget_regret", "rank_correlation", "sign_error_rate", "verdict_error_rate", "total_bias")
_PERCENT = frozenset({
    "total_bias", "total_half_width", "sign_error_rate", "decided_rate", "verdict_rate", "verdict_error_rate",
    "called_profitable", "effect_claimed",
})  # fmt: skip


def proof_tables(table: ProofTable, words: Words) -> tuple[TextTable, ...]:
    """Every table of the proof: coverage, errors and decisions, one comparison per figure, effort."""
    compared = (comparison_table(table, figure, words) for figure in COMPARED)
    return (coverage_table(table, words), decision_table(table, words), *compared, effort_table(table, words))


def coverage_table(table: ProofTable, words: Words) -> TextTable:
    """Coverage of the intervals of each level, of the total, the creators and the posts, in per cent."""
    columns = [_case_column(words), Column(words.text("proof_worlds"))]
    for level in LEVELS_SHOWN:
        shown = words.percent(level, digits=0)
        columns += [Column(words.text(f"proof_coverage_{target}", level=shown)) for target in TARGETS]
    rows = tuple((case_name(row.case, words), _worlds(row, words), *_coverages(row, words)) for row in table.rows)
    return TextTable("proof_coverage", words.text("proof_table_coverage"), tuple(columns), rows)


def _coverages(row: CaseRow, words: Words) -> list[str]:
    by_level = {found.level: found for found in row.coverage}
    return [shown_rate(getattr(by_level[level], target), words) for level in LEVELS_SHOWN for target in TARGETS]


def decision_table(table: ProofTable, words: Words) -> TextTable:
    """What the estimate got wrong, and what it cost: one row per case."""
    figures: tuple[tuple[str, Callable[[CaseRow, MethodRow], Estimated]], ...] = (
        ("total_bias", lambda _, model: model.total_bias),
        ("total_half_width", lambda row, _: row.total_half_width),
        ("error_ratio", lambda _, model: model.error_ratio),
        ("rank_correlation", lambda _, model: model.rank_correlation),
        ("sign_error_rate", lambda _, model: model.sign_error_rate),
        ("decided_rate", lambda row, _: row.decided_rate),
        ("budget_regret", lambda _, model: model.budget_regret),
        ("stop_regret", lambda _, model: model.stop_regret),
        ("verdict_rate", lambda _, model: model.verdict_rate),
        ("verdict_error_rate", lambda _, model: model.verdict_error_rate),
        ("called_profitable", lambda _, model: model.called_profitable),
        ("effect_claimed", lambda row, _: row.effect_claimed),
    )
    columns = (_case_column(words), *(Column(words.text(f"proof_{name}")) for name, _ in figures))
    rows = []
    for row in table.rows:
        model = row.method("upshot")
        cells = (MISSING if model is None else shown(name, pick(row, model), words) for name, pick in figures)
        rows.append((case_name(row.case, words), *cells))
    return TextTable("proof_decisions", words.text("proof_table_decisions"), columns, tuple(rows))


def comparison_table(table: ProofTable, figure: str, words: Words) -> TextTable:
    """One figure of every method, side by side: one row per case."""
    names = method_names(table)
    columns = (_case_column(words), *(Column(words.text(f"proof_method_{name}")) for name in names))
    rows = []
    for row in table.rows:
        found = [row.method(name) for name in names]
        cells = [MISSING if method is None else shown(figure, getattr(method, figure), words) for method in found]
        rows.append((case_name(row.case, words), *cells))
    title = words.text("proof_table_compared", figure=words.text(f"proof_{figure}"))
    return TextTable(f"proof_{figure}", title, columns, tuple(rows))


def effort_table(table: ProofTable, words: Words) -> TextTable:
    """Median time of a fit, and the worst memory and sampling diagnostics; what no fit tells has no column."""
    every = {"wall_s": 2, "cpu_s": 2, "peak_mb": 0, "r_hat_max": 3, "ess_min": 0, "divergences": 0}
    told = {name for row in table.rows for name, value in vars(row.effort).items() if value is not None}
    digits = {name: places for name, places in every.items() if name in told}
    columns = (_case_column(words), *(Column(words.text(f"proof_{name}")) for name in digits))
    rows = tuple(
        (
            case_name(row.case, words),
            *(_effort(getattr(row.effort, name), places, words) for name, places in digits.items()),
        )
        for row in table.rows
    )
    return TextTable("proof_effort", words.text("proof_table_effort"), columns, rows)


def _effort(value: float | None, digits: int, words: Words) -> str:
    if value is None:
        return MISSING
    return fixed(words, value, digits) if digits else words.number(value)


def proof_notes(table: ProofTable, words: Words) -> list[str]:
    """How to read the tables, and which worlds are not in them."""
    first, last = table.seeds
    size = case_name(table.scale, words)
    run = words.text("proof_note_run", estimator=table.estimator, scale=size, first=str(first), last=str(last))
    limits = "proof_note_own_brand" if table.scale == OWN_CASE else "proof_note_worlds"
    notes = [run, *(words.text(f"proof_note_{name}") for name in ("error", "regret", "signs")), words.text(limits)]
    refused, failed = sum(row.n_refused for row in table.rows), sum(row.n_failed for row in table.rows)
    if refused:
        notes.append(words.text("proof_note_refused", n=refused))
    if failed:
        notes.append(words.text("proof_note_failed", n=failed))
    return notes


def proof_markdown(table: ProofTable, words: Words) -> str:
    """The tables as a page of Markdown."""
    parts = [f"# {words.text('proof_title')}", *(f"- {note}" for note in proof_notes(table, words))]
    text = parts[0] + "\n\n" + "\n".join(parts[1:]) + "\n"
    for one in proof_tables(table, words):
        head = "| " + " | ".join(column.label for column in one.columns) + " |"
        rule = "|" + "|".join("---:" if column.is_number else "---" for column in one.columns) + "|"
        body = "\n".join("| " + " | ".join(row) + " |" for row in one.rows)
        text += f"\n## {one.title}\n\n{head}\n{rule}\n{body}\n"
    return text


def method_names(table: ProofTable) -> list[str]:
    """Every method that any case has, the estimate first."""
    return list(dict.fromkeys(method.name for row in table.rows for method in row.methods))


def case_name(case: str, words: Words) -> str:
    """The case as people read it: its own name, or "brands like yours"."""
    return words.text("proof_own_brand") if case == OWN_CASE else case


def shown_rate(value: Estimated, words: Words) -> str:
    """A share in per cent with the reach of its 95 % interval: `93 ±8`."""
    if value.mean is None:
        return MISSING
    error = reach(value)
    return words.number(100 * value.mean) + ("" if error is None else f" ±{words.number(100 * error)}")


def shown_ratio(value: Estimated, words: Words, *, digits: int = 2) -> str:
    """A ratio with the reach of its 95 % interval: `0.17 ±0.02`."""
    if value.mean is None:
        return MISSING
    error = reach(value)
    mean = fixed(words, value.mean, digits)
    return mean if error is None else f"{mean} ±{fixed(words, error, digits)}"


def shown(figure: str, value: Estimated, words: Words) -> str:
    """A figure as it is usually read: shares in per cent, regrets to the thousandth, other ratios to the hundredth."""
    if figure in _PERCENT:
        return shown_rate(value, words)
    return shown_ratio(value, words, digits=3 if figure.endswith("_regret") else 2)


def fixed(words: Words, value: float, digits: int) -> str:
    """Always `digits` decimals, so that a column lines up; a rounded nothing has no minus sign."""
    rounded = round(value, digits) or 0.0
    return str(format_decimal(rounded, format="#,##0." + "0" * digits, locale=words.locale))


def reach(value: Estimated) -> float | None:
    """How far the 95 % interval goes on its longer side: nine of nine is 100 ±30, not ±15; None for a single world."""
    if value.mean is None or value.low is None or value.high is None:
        return None
    return max(value.high - value.mean, value.mean - value.low)


def _case_column(words: Words) -> Column:
    return Column(words.text("label_case"), is_number=False)


def _worlds(row: CaseRow, words: Words) -> str:
    missing = row.n_refused + row.n_failed
    return words.number(row.n_worlds) + (f" (−{words.number(missing)})" if missing else "")
