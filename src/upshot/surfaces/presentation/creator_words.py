"""What every part of the creator card is made of: sections, and numbers, metrics and reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upshot.decisions.creators.price import MarketPrice
from upshot.decisions.creators.profile import ExternalBand
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words


@dataclass(frozen=True)
class CardSection:
    """One part: sentences first, then tables, then what to mind."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[TextTable, ...] = ()
    notes: tuple[str, ...] = ()


def evidence_line(found: InsufficientEvidence, words: Words) -> str:
    """Why something is not said, in one sentence; posts' refusals and metrics by their names."""
    return words.text(found.reason, **_named(found.facts, words))


def help_lines(found: InsufficientEvidence, words: Words) -> list[str]:
    """What would help."""
    return [f"→ {words.text(code, **_named(found.facts, words))}" for code in found.what_would_help]


def _named(facts: tuple[tuple[str, str], ...], words: Words) -> dict[str, object]:
    named = dict(words.facts(dict(facts)))
    if "why" in named:
        named["why"] = words.text(f"post_refused_{named['why']}")
    if "metric" in named:
        named["metric"] = (
            metric_label(str(named["metric"]), words) if " " not in str(named["metric"]) else named["metric"]
        )
    return named


def metric_label(metric: str, words: Words) -> str:
    """A metric as people call it; one that only its source knows keeps its source's name."""
    for code in (f"card_metric_{metric}", f"kpi_{metric}"):
        if words.has(code):
            return words.text(code)
    return metric.replace("_", " ")


def label(code: str, words: Words, fallback: str) -> str:
    """The word behind `code`, or what the source wrote."""
    return words.text(code) if words.has(code) else fallback


def amount_of(value: float | None, unit: str, words: Words) -> str:
    """A number in its unit: rates as per cent, counts whole, ratios to two decimals, money in its currency."""
    if value is None:
        return MISSING
    if unit == "rate":
        return words.percent(value)
    if unit == "count":
        return words.number(value)
    if len(unit) == 3 and unit.isupper():
        return words.money(value, unit)
    return words.number(value, digits=2)


def size_of(row: ExternalBand | MarketPrice, words: Words) -> str:
    """The size a published row is about: our tier, all, or the source's own bounds or word."""
    if row.tier == "all":
        return words.text("card_all_sizes")
    lower, below = row.followers_from, row.followers_below
    if lower is not None and below is not None:
        return range_of(lower, below, "count", words)
    if lower is not None:
        return words.text("card_size_from", **{"from": words.number(lower)})
    if below is not None:
        return words.text("card_size_below", below=words.number(below))
    return label(f"tier_{row.tier}", words, row.tier)


def range_of(low: float | None, high: float | None, unit: str, words: Words) -> str:
    """`low – high`; open above where only the low end is known."""
    if low is None:
        return MISSING
    if high is None:
        return words.text("card_up_from", low=amount_of(low, unit, words))
    if low == high:
        return amount_of(low, unit, words)
    return words.text("card_range_of", low=amount_of(low, unit, words), high=amount_of(high, unit, words))


def lines_table(section: CardSection, words: Words) -> TextTable:
    """The sentences of a section as a table, for documents whose parts are all tables."""
    return TextTable(
        section.name, section.title, (Column(words.text("card_line"), False),), tuple((line,) for line in section.lines)
    )


def text_columns(words: Words, labels: Mapping[str, bool], **facts: object) -> tuple[Column, ...]:
    """Columns by message id; True = numbers."""
    return tuple(Column(words.text(code, **facts), is_number) for code, is_number in labels.items())
