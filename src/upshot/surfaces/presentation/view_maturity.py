"""The back-test of views forecasts as tables."""

from __future__ import annotations

from upshot.decisions.maturity.backtest import AGES, LEAST_JUDGED, Backtest, BacktestLine
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import Words


def panel_table(test: Backtest, words: Words) -> TextTable:
    """What was read."""
    columns = (Column(words.text("maturity_col_panel"), is_number=False),
               *(Column(words.text(f"maturity_col_{name}")) for name in ("posts", "readings", "creators")))  # fmt: skip
    rows = tuple((name, *(words.number(n) for n in counts)) for name, *counts in test.panels)
    return TextTable("maturity_panels", words.text("maturity_panels"), columns, rows)


def backtest_tables(test: Backtest, words: Words) -> list[TextTable]:
    """One table per way of learning the prior and panel."""
    names = ("group", "forecasts", "coverage", "below", "above", "error", "carried", "ratio", "target")
    columns = tuple(
        Column(words.text(f"maturity_col_{name}"), is_number=name not in {"group", "target"}) for name in names
    )
    groups: dict[tuple[str, str], list[BacktestLine]] = {}
    for line in test.lines:
        groups.setdefault((line.split.value, line.panel), []).append(line)
    return [
        TextTable(
            f"maturity_{split}_{panel}", f"{panel} · {words.text(f'maturity_split_{split}')}", columns,
            tuple(_row(line, words) for line in lines),
        )
        for (split, panel), lines in groups.items()
    ]  # fmt: skip


def _row(line: BacktestLine, words: Words) -> tuple[str, ...]:
    special = {("age", "all"), ("readings", "one"), ("readings", "several")}
    kind = f"{line.kind}_{line.group}" if (line.kind, line.group) in special else line.kind
    is_few = line.kind == "age" and line.group in AGES and line.n_forecasts < LEAST_JUDGED
    met = {
        None: words.text("maturity_too_few") if is_few else "",
        True: words.text("maturity_met"),
        False: words.text("maturity_missed"),
    }[line.is_on_target]
    spread = words.percent(line.coverage_se, digits=1)
    ratio = (
        "–"
        if line.ratio is None
        else f"{words.number(line.ratio, digits=2)} ± {words.number(line.ratio_se or 0.0, digits=2)}"
    )
    return (
        words.text(f"maturity_kind_{kind}", group=line.group),
        words.number(line.n_forecasts),
        f"{words.percent(line.coverage, digits=1)} ± {spread}",
        words.percent(line.below, digits=1),
        words.percent(line.above, digits=1),
        words.number(line.error, digits=3),
        words.number(line.carried_error, digits=3),
        ratio,
        met,
    )  # fmt: skip
