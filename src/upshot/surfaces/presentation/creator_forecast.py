"""The forecast of a collaboration, and its back-test, in words and tables."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Any

from upshot.decisions.creators.forecast.backtest import Backtest, BacktestLine
from upshot.decisions.creators.forecast.model import CreatorForecast, ForecastReport, Quantity
from upshot.surfaces.presentation.budget import sentence, type_words
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

MONEY = frozenset({"net_revenue", "margin"})
ORDER = ("views", "reach", "likes", "comments", "shares", "saves", "visits", "orders", "net_revenue", "margin", "roi")


def title_facts(report: ForecastReport, words: Words) -> dict[str, Any]:
    """What was asked."""
    return {
        "posts": report.n_posts,
        "type": words.text("forecast_organic") if report.collaboration_type == "organic"
        else type_words(report.collaboration_type, words),
        "starts": words.day(report.starts_on),
    }  # fmt: skip


def creator_lines(one: CreatorForecast, report: ForecastReport, words: Words) -> list[str]:
    """The answer about one creator: views, then whether it would pay."""
    views = one.of("views", "post")
    assert views is not None
    bounds = views.at(0.8)
    tier = words.text(f"tier_{one.tier}") if one.tier else words.text("forecast_tier_unknown")
    lines = [
        words.text(
            "forecast_answer", creator=one.creator, tier=tier, median=words.number(_round(views.median)),
            low=words.number(_round(bounds.low)), high=words.number(_round(bounds.high)),
        )
    ]  # fmt: skip
    if one.sponsored_ratio is not None:
        ratio = one.sponsored_ratio
        lines.append(
            words.text(
                "forecast_ratio", ratio=words.number(ratio.median, digits=2),
                low=words.number(ratio.at(0.8).low, digits=2), high=words.number(ratio.at(0.8).high, digits=2),
                source=source_words(ratio, words),
            )
        )  # fmt: skip
    if one.p_above_hurdle is not None and one.cost is not None:
        lines.append(
            words.text(
                "forecast_pays", cost=words.money(one.cost, report.currency, cents=False),
                hurdle=words.percent(report.hurdle_rate, digits=0), p=words.percent(one.p_above_hurdle, digits=0),
            )
        )  # fmt: skip
    if one.fee_at_hurdle is not None and one.fee_at_even_odds is not None:
        fees = {
            "fee": words.money(one.fee_at_hurdle, report.currency, cents=False),
            "even": words.money(max(one.fee_at_even_odds, 0.0), report.currency, cents=False),
        }
        code = "forecast_ceiling" if one.fee_at_hurdle > 0 else "forecast_no_ceiling"
        lines.append(words.text(code, **fees, hurdle=words.percent(report.hurdle_rate, digits=0)))
    return lines


def quantity_table(one: CreatorForecast, report: ForecastReport, words: Words) -> TextTable:
    """A row per quantity: median, intervals at 50, 80 and 90 %, and what it rests on."""
    title = words.text("forecast_table", creator=one.creator)
    shown = [
        each for each in one.quantities if report.n_posts > 1 or each.per == "post" or each.name not in _per_post(one)
    ]
    shown.sort(key=lambda each: (ORDER.index(each.name), each.per != "post"))
    return _table("creator_forecast", title, shown, report, words)


def _per_post(one: CreatorForecast) -> set[str]:
    return {each.name for each in one.quantities if each.per == "post"}


def together_table(report: ForecastReport, words: Words) -> TextTable:
    """All collaborations together."""
    title = words.text("forecast_together", n=len(report.creators))
    return _table("forecast_together", title, list(report.together), report, words)


def _table(name: str, title: str, shown: list[Quantity], report: ForecastReport, words: Words) -> TextTable:
    levels = [words.text("forecast_col_level", level=words.percent(level, digits=0)) for level in (0.5, 0.8, 0.9)]
    columns = (
        Column(words.text("label_quantity"), is_number=False),
        Column(words.text("forecast_col_median")),
        *(Column(level) for level in levels),
        Column(words.text("forecast_col_source"), is_number=False),
    )
    rows = tuple(
        (
            _label(each, report, words),
            show(each, each.median, report.currency, words),
            *(
                f"{show(each, bound.low, report.currency, words)} … {show(each, bound.high, report.currency, words)}"
                for bound in each.bounds
            ),
            source_words(each, words),
        )
        for each in shown
    )
    return TextTable(name, title, columns, rows)


def _label(each: Quantity, report: ForecastReport, words: Words) -> str:
    label = words.text(f"forecast_quantity_{each.name}")
    if report.n_posts == 1 or each.name in {"orders", "net_revenue", "margin", "roi"}:
        return label
    return words.text(f"forecast_per_{each.per}", quantity=label, n=report.n_posts)


def show(each: Quantity, value: float, currency: str, words: Words) -> str:
    """A value in its unit; counts are rounded to what an interval of this width can bear."""
    if each.name == "roi":
        return words.percent(value, digits=0)
    if each.name in MONEY:
        return words.money(value, currency, cents=False)
    return words.number(_round(value))


def _round(value: float) -> float:
    """Three digits: more would be pretence."""
    return float(f"{value:.3g}") if value >= 100 else round(value)


def source_words(each: Quantity, words: Words) -> str:
    """`modelled: own posts (12)`."""
    return words.text(f"forecast_source_{each.source}", n=each.n)


def missing_lines(one: CreatorForecast, words: Words) -> list[str]:
    """What cannot be forecast, why, and what would help; one line for what is missing for the same reason."""
    reasons: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    facts: dict[str, dict[str, Any]] = {}
    for name, found in one.missing.items():
        reasons.setdefault((found.reason, found.what_would_help), []).append(name)
        facts[found.reason] = words.facts(dict(found.facts))
    lines = []
    for (reason, help_codes), names in reasons.items():
        named = ", ".join(words.text(f"forecast_quantity_{name}") for name in names)
        help_text = " ".join(words.text(code, **facts[reason]) for code in help_codes)
        lines.append(
            words.text("forecast_missing", names=named, why=words.text(reason, **facts[reason]), help=help_text)
        )
    return lines


def note_lines(report: ForecastReport, words: Words) -> list[str]:
    """What is assumed, of each creator and in general."""
    phrases = [*(phrase for one in report.creators for phrase in one.notes), *report.notes]
    return [sentence(phrase, words) for phrase in phrases]


def backtest_document(found: Backtest) -> dict[str, Any]:
    """The back-test as JSON takes it."""
    lines = [{**asdict(line), "is_on_target": line.is_on_target} for line in found.lines]
    return {
        "creators": found.n_creators,
        "posts": found.n_posts,
        "dynamics": asdict(found.common.dynamics),
        "lines": lines,
    }


def backtest_tables(found: Backtest, words: Words) -> list[TextTable]:
    """One table per number of hidden posts."""
    names = ("group", "n", "c50", "c80", "c90", "tails", "median", "quantiles", "target")
    columns = tuple(
        Column(words.text(f"forecast_test_{name}"), is_number=name not in {"group", "target"}) for name in names
    )
    return [
        TextTable(
            f"forecast_test_{hidden}", words.text("forecast_test_hidden", n=hidden), columns,
            tuple(_backtest_row(line, words) for line in lines),
        )
        for hidden, lines in groupby(found.lines, key=lambda line: line.hidden)
    ]  # fmt: skip


def _backtest_row(line: BacktestLine, words: Words) -> tuple[str, ...]:
    met = {None: "", True: words.text("forecast_test_met"), False: words.text("forecast_test_missed")}
    group = words.text(f"tier_{line.group}") if line.kind == "tier" else line.group
    return (
        words.text(f"forecast_test_kind_{line.kind}", group=group),
        f"{words.number(line.n_posts)} / {words.number(line.n_creators)}",
        words.percent(line.coverage_50, digits=1),
        f"{words.percent(line.coverage_80, digits=1)} ± {words.number(100 * line.coverage_80_se, digits=1)}",
        words.percent(line.coverage_90, digits=1),
        f"{words.percent(line.below_80, digits=1)} / {words.percent(line.above_80, digits=1)}",
        _ratio(line.median_ratio, line.median_ratio_se, words),
        _ratio(line.quantile_ratio, line.quantile_ratio_se, words),
        met[line.is_on_target],
    )


def _ratio(value: float | None, error: float | None, words: Words) -> str:
    if value is None:
        return MISSING
    return f"{words.number(value, digits=3)} ± {words.number(error or 0.0, digits=3)}"
