"""Attribution models side by side, in words, tables and flat rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from upshot.decisions.journeys.models_report import AttributionReport, Caveat, Credit, Range, StateLine
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

MOST_ROWS = 20
DATA_DRIVEN = ("markov", "shapley", "shapley_set_rates", "shapley_coalition")


def title(report: AttributionReport, words: Words) -> str:
    """What is credited, and to what."""
    return words.text("attribution_title", by=words.text(f"attribution_by_{report.by}"))


def answer_lines(report: AttributionReport, words: Words) -> list[str]:
    """What was counted, and how far the models agree."""
    lines = [
        words.text(
            "attribution_answer", journeys=report.journeys, touches=report.touches, converted=report.conversions,
            value=money(report.revenue, report, words),
        )
    ]  # fmt: skip
    known = [each for each in report.agreement if each.tau is not None]
    if known:
        worst = min(known, key=lambda each: each.tau or 0.0)
        lines.append(
            words.text(
                "attribution_agreement", tau=words.number(worst.tau, digits=2),
                first=model_name(worst.first, words), second=model_name(worst.second, words),
            )
        )  # fmt: skip
    first = next((each for name in DATA_DRIVEN for each in report.stability if each.model == name), None)
    if first is not None:
        lines.append(
            words.text(
                "attribution_stability", model=model_name(first.model, words), top=first.top,
                overlap=words.percent(first.mean_overlap, digits=0),
                first=words.percent(first.same_first_share, digits=0),
            )
        )  # fmt: skip
    return lines


def model_name(model: str, words: Words) -> str:
    """A model's name for people."""
    return words.text(f"attribution_model_{model}")


def money(amount: Decimal | float, report: AttributionReport, words: Words, *, cents: bool = True) -> str:
    """An amount in the report's currency; a file of paths names none."""
    if report.currency:
        return words.money(amount, report.currency, cents=cents)
    return words.number(amount, digits=2 if cents else 0)


def side_by_side_table(report: AttributionReport, words: Words, *, most: int = MOST_ROWS) -> TextTable:
    """Conversions that each model credits; the rows after the first are summed, so that every column adds up."""
    shown, rest = report.lines[:most], report.lines[most:]
    rows = [_model_row(line.name, line.touches, [line.credits[m] for m in report.models], words) for line in shown]
    if rest:
        sums = [sum((line.credits[m].conversions for line in rest), Decimal(0)) for m in report.models]
        cells = tuple(words.number(each, digits=1) for each in sums)
        rows.append(
            (words.text("attribution_rest", n=len(rest)), words.number(sum(line.touches for line in rest)), *cells)
        )
    total = (
        words.text("attribution_total"), words.number(report.touches),
        *(words.number(report.conversions, digits=1) for _ in report.models),
    )  # fmt: skip
    columns = (
        Column(words.text(f"attribution_by_{report.by}"), is_number=False),
        Column(words.text("attribution_col_touches")),
        *(Column(model_name(model, words)) for model in report.models),
    )
    return TextTable("attribution", words.text("attribution_table"), columns, tuple(rows), total)


def _model_row(name: str, touches: int, credited: list[Credit], words: Words) -> tuple[str, ...]:
    return (name, words.number(touches), *(words.number(credit.conversions, digits=1) for credit in credited))


def model_table(report: AttributionReport, model: str, words: Words, *, most: int = MOST_ROWS) -> TextTable:
    """One model in full: conversions and revenue with their intervals, removal effect, calibrated revenue."""
    has_effect = any(line.credits[model].removal_effect is not None for line in report.lines)
    has_tests = any(line.calibrated is not None for line in report.lines) and report.calibration_model == model
    labels = ["attribution_col_conversions", "attribution_col_revenue", "attribution_col_share"]
    labels += ["attribution_col_effect"] if has_effect else []
    labels += ["attribution_col_calibrated"] if has_tests else []
    rows = []
    for line in report.lines[:most]:
        credit = line.credits[model]
        cells = [
            with_range(words.number(credit.conversions, digits=1), credit.conversions_range, words),
            with_range(money(credit.revenue, report, words), credit.revenue_range, words, report=report),
            words.percent(credit.share),
        ]
        cells += [words.percent(credit.removal_effect)] if has_effect else []
        cells += [_calibrated(line, report, words)] if has_tests else []
        rows.append((line.name, *cells))
    columns = (
        Column(words.text(f"attribution_by_{report.by}"), is_number=False),
        *(Column(words.text(label)) for label in labels),
    )
    level = words.percent(report.level, digits=0)
    heading = words.text("attribution_table_model", model=model_name(model, words), level=level)
    return TextTable(f"attribution_{model}", heading, columns, tuple(rows))


def _calibrated(line: StateLine, report: AttributionReport, words: Words) -> str:
    found = line.calibrated
    if found is None:
        return MISSING
    shown = with_range(money(found.revenue, report, words, cents=False), found.revenue_range, words, report=report)
    return f"{shown} · ×{words.number(found.ratio, digits=2)}"


def with_range(value: str, found: Range | None, words: Words, *, report: AttributionReport | None = None) -> str:
    """`value (low … high)`; the value alone where there is no interval."""
    if found is None:
        return value
    low, high = (
        words.number(bound, digits=1) if report is None else money(bound, report, words, cents=False)
        for bound in (found.low, found.high)
    )
    return f"{value} ({low} … {high})"


def note_lines(report: AttributionReport, words: Words) -> list[str]:
    """What the table cannot show, how Markov was solved, how the intervals were drawn."""
    lines = [caveat_line(caveat, words) for caveat in report.caveats]
    solved = report.solution
    if solved is not None:
        lines.append(
            words.text(
                f"attribution_solved_{solved.method}", order=solved.order, nodes=solved.nodes,
                transitions=solved.transitions, residual=f"{solved.residual:.1e}", steps=solved.steps,
                condition=MISSING if solved.condition is None else words.number(solved.condition),
            )
        )  # fmt: skip
    for kind in dict.fromkeys(each.kind for each in report.resampling):
        of_kind = [each for each in report.resampling if each.kind == kind]
        names = ", ".join(model_name(each.model, words) for each in of_kind)
        lines.append(words.text(f"attribution_drawn_{kind}", models=names, draws=max(each.draws for each in of_kind)))
    return lines


def caveat_line(caveat: Caveat, words: Words) -> str:
    """One caveat as a sentence."""
    facts: dict[str, Any] = dict(caveat.facts)
    if "share" in facts:
        facts["share"] = words.percent(float(facts["share"]), digits=0)
    if "model" in facts:
        facts["model"] = model_name(facts["model"], words)
    if "n" in facts:
        facts["n"] = int(facts["n"])
    return words.text(caveat.code, **facts)


def flat_rows(report: AttributionReport) -> list[dict[str, Any]]:
    """A row per state and model, for data frames, CSV and sheets; what is not known is null."""
    rows: list[dict[str, Any]] = []
    for line in report.lines:
        for model in report.models:
            credit = line.credits[model]
            rows.append(
                {
                    report.by: line.name, "touches": line.touches, "model": model,
                    "conversions": credit.conversions, "conversions_low": _low(credit.conversions_range),
                    "conversions_high": _high(credit.conversions_range), "revenue": credit.revenue,
                    "revenue_low": _low(credit.revenue_range), "revenue_high": _high(credit.revenue_range),
                    "share": credit.share, "removal_effect": credit.removal_effect,
                    "sampling_error": credit.sampling_error,
                }
            )  # fmt: skip
    return rows


def _low(found: Range | None) -> float | None:
    return None if found is None else found.low


def _high(found: Range | None) -> float | None:
    return None if found is None else found.high
