"""The sheets of "how we know": every number of the model as a number, with its bounds in columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from upshot.decisions.verdict.model import GroupLine, InseparableLine, Interval, Roi, Verdict
from upshot.surfaces.presentation.model import group_name
from upshot.surfaces.presentation.model_checks import alternative_name, check_name, learned_name
from upshot.surfaces.wording import Words

BOUNDS = ("label_low", "label_median", "label_high")
Row = tuple[Any, ...]


class Book(Protocol):
    """What takes the sheets."""

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write one table; a table without rows is left out by the caller."""


def add_model_sheets(book: Book, verdict: Verdict, words: Words) -> None:
    """Add a sheet for each part that the verdict has."""
    parts = (_decomposition, _forest, _groups, _next_euro, _response, _learned)
    for name, columns, rows in (part(verdict, words) for part in parts):
        if rows:
            book.sheet(words.text(name), columns, rows)


Sheet = tuple[str, list[str], list[Row]]


def _decomposition(verdict: Verdict, words: Words) -> Sheet:
    columns = [words.text(name) for name in ("how_label_from", "how_label_until", "how_label_orders_seen")]
    columns += spread_columns(words, "how_label_baseline", "how_label_increment", "how_label_expected")
    rows = [
        (p.starts_on, p.ends_on, p.orders, *bounds(p.baseline), *bounds(p.increment), *bounds(p.expected))
        for p in verdict.decomposition
    ]
    return "sheet_decomposition", columns, rows


def _forest(verdict: Verdict, words: Words) -> Sheet:
    columns = [words.text("label_creator"), *spread_columns(words, "label_orders_incremental", "label_roi")]
    columns += [words.text("how_label_p_above"), *spread_columns(words, "figure_iroas")]
    columns += [words.text("how_label_prior_share")]
    rows = [
        (
            line.creator,
            *bounds(line.incremental.orders),
            *bounds(line.roi),
            line.roi.p_above_hurdle if line.roi else None,
            *bounds(line.iroas),
            line.prior_share,
        )
        for line in verdict.creators
        if line.incremental is not None
    ]
    return "sheet_forest", columns, rows


def _groups(verdict: Verdict, words: Words) -> Sheet:
    columns = [words.text(name) for name in ("label_kind", "label_quantity", "label_posts", "label_cost")]
    columns += [*spread_columns(words, "label_orders_incremental", "label_roi"), words.text("how_label_p_above")]
    columns += spread_columns(words, "figure_iroas")
    rows = [_group(words.text("table_by_tier"), group_name(line.name, "tier", words), line) for line in verdict.by_tier]
    kind = words.text("table_by_collaboration_type")
    names = [group_name(line.name, "collaboration_type", words) for line in verdict.by_collaboration_type]
    rows += [_group(kind, name, line) for name, line in zip(names, verdict.by_collaboration_type, strict=True)]
    boosts = words.text("table_by_boost")
    rows += [
        (boosts, line.post_id, 1, line.spend, *bounds(line.orders), *bounds(line.roi),
         line.roi.p_above_hurdle if line.roi else None, *bounds(line.iroas))
        for line in verdict.by_boost
    ]  # fmt: skip
    together = words.text("table_inseparable")
    rows += [_group(together, ", ".join(line.creators), line) for line in verdict.by_inseparable]
    return "sheet_groups", columns, rows


def _group(kind: str, name: str, line: GroupLine | InseparableLine) -> Row:
    orders = line.incremental.orders if line.incremental else None
    odds = line.roi.p_above_hurdle if line.roi else None
    return (kind, name, line.posts, line.cost, *bounds(orders), *bounds(line.roi), odds, *bounds(line.iroas))


def _next_euro(verdict: Verdict, words: Words) -> Sheet:
    label = words.text("how_label_next_euro", currency=verdict.currency)
    columns = [words.text("label_creator"), words.text("label_post")]
    columns += [f"{label}: {words.text(bound)}" for bound in BOUNDS]
    names = ("how_label_p_next", "how_label_cost_per_thousand", "how_label_price_basis", "how_label_why")
    columns += [words.text(name) for name in names]
    rows = [
        (
            line.creator,
            line.post_id,
            *bounds(line.margin_per_unit),
            line.p_above_hurdle,
            line.cost_per_thousand,
            words.text(f"price_basis_{line.price_basis}") if line.price_basis else None,
            words.phrase(line.why_null) if line.why_null else None,
        )
        for line in verdict.next_euro
    ]
    return "sheet_next_euro", columns, rows


def _response(verdict: Verdict, words: Words) -> Sheet:
    columns = [words.text(name) for name in ("label_creator", "label_kind", "label_quantity")]
    columns += spread_columns(words, "how_label_orders", "how_label_margin")
    doses = (words.text("how_label_views"), f"{words.text('how_label_spend')} ({verdict.currency})")
    rows = [
        (curve.creator, dose, point.x, *bounds(point.orders), *bounds(point.gross_margin))
        for curve in verdict.response_curves
        for dose, points in zip(doses, (curve.by_views, curve.by_boost), strict=True)
        for point in points
    ]
    return "sheet_response", columns, rows


def _learned(verdict: Verdict, words: Words) -> Sheet:
    """What was learned, the checks and the alternatives, below one another: two intervals and a number each."""
    columns = [words.text(name) for name in ("label_kind", "label_quantity")]
    columns += spread_columns(words, "how_label_before_data", "how_label_after_data")
    columns += [words.text(name) for name in ("how_label_observed_value", "how_label_reading")]
    learned, checks, other = (words.text(f"table_{name}") for name in ("learned", "checks", "alternatives"))
    none = (None, None, None)
    rows: list[Row] = [
        (learned, learned_name(line, words), *bounds(line.prior), *bounds(line.posterior), None, line.prior_share)
        for line in verdict.learned
    ]
    for check in verdict.checks:
        reading = words.text("model_check_alarm" if check.is_alarming else "model_check_ok")
        rows.append((checks, check_name(check.name, words), *none, *bounds(check.expected), check.observed, reading))
    for line in verdict.alternatives:
        note = None if line.is_reliable else words.text("model_unreliable")
        rows.append((other, alternative_name(line, words), *none, *bounds(line.orders), line.change_in_sd, note))
    return "sheet_learned", columns, rows


def spread_columns(words: Words, *names: str) -> list[str]:
    """Three columns per quantity: low, median, high."""
    return [f"{words.text(name)}: {words.text(bound)}" for name in names for bound in BOUNDS]


def bounds(value: Interval | Roi | None) -> tuple[float | None, ...]:
    """Low, median, high; three empty cells where it is not known."""
    return (value.low, value.median, value.high) if value else (None, None, None)
