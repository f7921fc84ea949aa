"""The model's results as tables: creators with what their estimate rests on, tiers, types, boosts, the next euro."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from upshot.decisions.verdict.model import (
    BoostLine,
    CreatorLine,
    DecompositionPoint,
    GroupLine,
    NextEuro,
    Phrase,
    ResponseCurve,
    Verdict,
)
from upshot.surfaces.presentation.tables import Column, TextTable, decimals, interval
from upshot.surfaces.wording import MISSING, Words


def creator_estimate_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per creator with an estimate, the highest ROI first: the forest plot in numbers."""
    known = [line for line in verdict.creators if line.incremental is not None]
    known.sort(key=lambda line: (line.roi is None, -(line.roi.median if line.roi else 0.0), line.creator))
    names = ("label_creator", "label_orders_incremental", "label_roi", "how_label_p_above", "figure_iroas")
    rows = tuple(_creator_row(line, words) for line in known)
    return TextTable(
        "creator_estimates",
        words.text("table_creator_estimates"),
        labelled(words, *names, "how_label_prior_share"),
        rows,
    )


def _creator_row(line: CreatorLine, words: Words) -> tuple[str, ...]:
    return (
        line.creator,
        interval(words, line.incremental.orders if line.incremental else None),
        interval(words, line.roi, is_rate=True),
        words.percent(line.roi.p_above_hurdle if line.roi else None, digits=0),
        decimals(words, line.iroas),
        words.percent(line.prior_share, digits=0),
    )


def tier_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per tier."""
    return _groups("by_tier", verdict.by_tier, "label_tier", "tier", verdict, words)


def collaboration_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per type of collaboration."""
    lines = verdict.by_collaboration_type
    return _groups("by_collaboration_type", lines, "field_collaboration_type", "collaboration_type", verdict, words)


def _groups(
    name: str, lines: tuple[GroupLine, ...], label: str, prefix: str, verdict: Verdict, words: Words
) -> TextTable:
    labels = ("how_label_creators_n", "label_posts", "label_cost", "label_orders_incremental", "label_roi")
    rows = tuple(
        (
            group_name(line.name, prefix, words),
            words.number(line.creators),
            words.number(line.posts),
            words.money(line.cost, verdict.currency),
            interval(words, line.incremental.orders if line.incremental else None),
            interval(words, line.roi, is_rate=True),
            words.percent(line.roi.p_above_hurdle if line.roi else None, digits=0),
            decimals(words, line.iroas),
            _why(line.why_null, words),
        )
        for line in lines
    )
    columns = labelled(words, label, *labels, "how_label_p_above", "figure_iroas", "how_label_why", text=(0, 8))
    return without_empty(TextTable(name, words.text(f"table_{name}"), columns, rows))


def group_name(name: str | None, prefix: str, words: Words) -> str:
    """A tier or collaboration type in words; one that nobody named yet keeps its code."""
    if name is None:
        return words.text("group_unknown" if prefix == "tier" else "group_no_collaboration")
    return words.text(f"{prefix}_{name}") if words.has(f"{prefix}_{name}") else name


def boost_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per boosted post: what its paid views added, against what they cost."""
    labels = ("label_post", "label_creator", "how_label_spend", "how_label_views_paid", "how_label_orders_added")
    ends = ("how_label_roi_boost", "how_label_p_above", "figure_iroas", "how_label_why")
    columns = labelled(words, *labels, *ends, text=(0, 1, 8))
    rows = tuple(_boost_row(line, verdict.currency, words) for line in verdict.by_boost)
    return without_empty(TextTable("by_boost", words.text("table_by_boost"), columns, rows))


def _boost_row(line: BoostLine, currency: str, words: Words) -> tuple[str, ...]:
    return (
        line.post_id,
        line.creator,
        words.money(line.spend, currency),
        words.number(line.views_paid),
        interval(words, line.orders),
        interval(words, line.roi, is_rate=True),
        words.percent(line.roi.p_above_hurdle if line.roi else None, digits=0),
        decimals(words, line.iroas),
        _why(line.why_null, words),
    )


def next_euro_table(verdict: Verdict, words: Words, *, of: Literal["creators", "posts"] | None = None) -> TextTable:
    """One row per creator and boosted post (or only of one of them), the best margin first, those not known last."""
    chosen = [line for line in verdict.next_euro if of is None or (line.post_id is None) == (of == "creators")]
    lines = sorted(chosen, key=lambda e: -(e.margin_per_unit.median if e.margin_per_unit else -1.0))
    margin = Column(words.text("how_label_next_euro", currency=verdict.currency))
    front = labelled(words, "label_creator", "label_post", text=(0, 1))
    back = labelled(words, "how_label_p_next", "how_label_cost_per_thousand", "how_label_price_basis", "how_label_why",
                    text=(2, 3))  # fmt: skip
    rows = tuple(_next_row(line, verdict.currency, words) for line in lines)
    title = words.text("table_next_euro", currency=verdict.currency)
    if of == "posts":
        title = words.text("how_next_euro_posts", n=len(rows))
    return without_empty(TextTable("next_euro", title, (*front, margin, *back), rows))


def _next_row(line: NextEuro, currency: str, words: Words) -> tuple[str, ...]:
    return (
        line.creator,
        line.post_id or MISSING,
        decimals(words, line.margin_per_unit),
        words.percent(line.p_above_hurdle, digits=0),
        words.money(line.cost_per_thousand, currency),
        words.text(f"price_basis_{line.price_basis}") if line.price_basis else MISSING,
        _why(line.why_null, words),
    )


def decomposition_table(verdict: Verdict, words: Words) -> TextTable:
    """Orders seen, expected without the programme, and added by it, over the whole history."""
    labels = ("how_label_from", "how_label_until", "how_label_orders_seen", "how_label_baseline", "how_label_increment")
    rows = tuple(_decomposition_row(point, words) for point in verdict.decomposition)
    columns = labelled(words, *labels, "how_label_expected", text=(0, 1))
    return TextTable("decomposition", words.text("table_decomposition"), columns, rows)


def _decomposition_row(point: DecompositionPoint, words: Words) -> tuple[str, ...]:
    parts = (point.baseline, point.increment, point.expected)
    days = (words.day(point.starts_on), words.day(point.ends_on), words.number(point.orders))
    return (*days, *(interval(words, part) for part in parts))


def response_table(verdict: Verdict, words: Words, *, most: int | None = None) -> TextTable:
    """What a typical post brings at half of the creator's largest views, and at the largest."""
    labels = ("label_creator", "how_label_views", "how_label_orders", "how_label_margin")
    rows = tuple(row for curve in verdict.response_curves[:most] for row in _response_rows(curve, verdict, words))
    return TextTable("response", words.text("table_response"), labelled(words, *labels), rows)


def _response_rows(curve: ResponseCurve, verdict: Verdict, words: Words) -> list[tuple[str, ...]]:
    shown = [point for point in curve.by_views if 0.4 * curve.views_seen_most < point.x <= curve.views_seen_most]
    return [
        (
            curve.creator,
            words.number(point.x),
            interval(words, point.orders),
            interval(words, point.gross_margin, currency=verdict.currency),
        )
        for point in (shown[0], shown[-1])
    ]


def without_empty(table: TextTable) -> TextTable:
    """The table without columns of words that say nothing in any row."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.is_number or any(row[place] not in ("", MISSING) for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    return replace(table, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in table.rows))


def labelled(words: Words, *labels: str, text: tuple[int, ...] = (0,)) -> tuple[Column, ...]:
    """Columns by their wording codes; those in `text` hold words."""
    return tuple(Column(words.text(label), place not in text) for place, label in enumerate(labels))


def _why(phrase: Phrase | None, words: Words) -> str:
    return words.phrase(phrase) if phrase else ""
