"""The tables of a verdict as text, in the reader's language and number format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from upshot.decisions.verdict.model import CostLine, CreatorLine, Interval, PostLine, Roi, Value, Verdict
from upshot.surfaces.wording import MISSING, Words

RATIOS = ("roas_ads", "roas_all_in", "margin_roas", "iroas", "break_even_orders")


@dataclass(frozen=True)
class Column:
    """A column's heading and whether it holds numbers (set flush right)."""

    label: str
    is_number: bool = True


@dataclass(frozen=True)
class TextTable:
    """A table ready to be laid out; `total` is its last row where there is one."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None


def interval(words: Words, value: Interval | Roi | None, *, currency: str | None = None, is_rate: bool = False) -> str:
    """`median (low … high)`: money when a currency is given, per cent for a rate, otherwise whole numbers."""
    if value is None:
        return MISSING

    def show(bound: float) -> str:
        if is_rate:
            return words.percent(bound, digits=0)
        return words.money(bound, currency, cents=False) if currency else words.number(bound)

    return f"{show(value.median)} ({show(value.low)} … {show(value.high)})"


def _columns(words: Words, *labels: str, text: Iterable[int] = (0,)) -> tuple[Column, ...]:
    left = set(text)
    return tuple(Column(words.text(label), position not in left) for position, label in enumerate(labels))


def cost_table(verdict: Verdict, words: Words) -> TextTable:
    """The cost ledger: a row per creator, a column per kind of cost; both ways sum to the total."""
    lines = verdict.cost.lines
    kinds = list(dict.fromkeys(line.kind for line in lines))
    by_owner: defaultdict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        by_owner[line.creator or words.text("label_programme")].append(line)
    columns = _columns(words, "label_creator", *(f"cost_{kind}" for kind in kinds), "label_total")
    rows = tuple((owner, *_amounts(words, owned, kinds)) for owner, owned in sorted(by_owner.items()))
    total = (words.text("label_total"), *_amounts(words, lines, kinds))
    return TextTable("cost", words.text("table_cost", currency=verdict.currency), columns, rows, total)


def _amounts(words: Words, lines: Sequence[CostLine], kinds: list[str]) -> list[str]:
    sums = [sum((line.amount for line in lines if line.kind == kind), Decimal(0)) for kind in kinds]
    cells = [words.amount(amount) if amount else MISSING for amount in sums]
    return [*cells, words.amount(sum(sums, Decimal(0)))]


def ledger_table(verdict: Verdict, words: Words) -> TextTable:
    """Every line of the cost ledger with its source."""
    labels = ("label_kind", "label_creator", "label_campaign", "label_description", "label_billed", "label_amount")
    rows = tuple(
        (
            words.text(f"cost_{line.kind}"),
            line.creator or MISSING,
            line.campaign or MISSING,
            words.phrase(line.description),
            words.money(line.billed, line.billed_currency),
            words.money(line.amount, verdict.currency),
            line.source,
        )
        for line in verdict.cost.lines
    )
    total = words.money(verdict.cost.total, verdict.currency)
    last = (words.text("label_total"), "", "", "", "", total, "")
    columns = _columns(words, *labels, "label_source", text=(0, 1, 2, 3, 6))
    return TextTable("ledger", words.text("table_ledger"), columns, rows, last)


def result_table(verdict: Verdict, words: Words) -> TextTable:
    """What was observed, attributed and caused: three columns that never mix."""
    seen, caused, currency = verdict.observed, verdict.incremental, verdict.currency
    rows = [
        (
            words.text("label_orders"),
            words.number(seen.orders),
            MISSING,
            interval(words, caused.orders if caused else None),
        ),
        (
            words.text("label_net_revenue"),
            words.money(seen.net_revenue, currency),
            MISSING,
            interval(words, caused.net_revenue if caused else None, currency=currency),
        ),
        (
            words.text("label_gross_margin"),
            MISSING,
            MISSING,
            interval(words, caused.gross_margin if caused else None, currency=currency),
        ),
    ]
    for name in RATIOS:
        value: Value = getattr(verdict, name)
        shown = ratio_text(words, value, is_count=name == "break_even_orders")
        cells = [shown if value.evidence == kind else MISSING for kind in ("observed", "attributed", "modelled")]
        basis = f" ({_basis(value.basis, words)})" if value.basis and value.basis != "median" else ""
        rows.append((words.text(f"figure_{name}") + basis, cells[0], cells[1], cells[2]))
    columns = _columns(words, "label_quantity", "evidence_observed", "evidence_attributed", "evidence_modelled")
    return TextTable("result", words.text("table_result"), columns, tuple(rows))


def ratio_text(words: Words, value: Value, *, is_count: bool = False) -> str:
    """A ratio with two decimals, or a count, with its interval where it is modelled."""
    if value.interval is None:
        return words.number(value.value) if is_count else words.amount(value.value)
    return interval(words, value.interval) if is_count else decimals(words, value.interval)


def decimals(words: Words, value: Interval | None, *, digits: int = 2) -> str:
    """`median (low … high)` with so many decimals, for ratios."""
    if value is None:
        return MISSING
    median, low, high = (decimal(words, bound, digits=digits) for bound in (value.median, value.low, value.high))
    return f"{median} ({low} … {high})"


def decimal(words: Words, value: float, *, digits: int = 2) -> str:
    """A ratio, always with two decimals where it has any; no minus before a zero."""
    rounded = round(value, digits) + 0.0
    return words.amount(rounded) if digits == 2 else words.number(rounded, digits=digits)


def _basis(basis: str, words: Words) -> str:
    """`last_touch, 30 d` in words: the rule by its name, and the window."""
    rule, _, window = basis.partition(", ")
    days = words.text("basis_days", n=int(window.removesuffix(" d"))) if window else ""
    return ", ".join(part for part in (words.text(f"rule_{rule}"), days) if part)


def roi_by_hand(verdict: Verdict, words: Words) -> list[str]:
    """`(margin − cost) ÷ cost = ROI` with the numbers of the tables filled in, for both bounds and the median."""
    margins = verdict.incremental.gross_margin if verdict.incremental else None
    if verdict.roi is None or margins is None:
        return []
    total = words.amount(verdict.cost.total)
    lines = []
    for name in ("low", "median", "high"):
        margin = words.amount(getattr(margins, name))
        roi = words.percent(getattr(verdict.roi, name))
        lines.append(words.labelled(words.text(f"label_{name}"), f"({margin} − {total}) ÷ {total} = {roi}"))
    return lines


def attribution_table(verdict: Verdict, words: Words) -> TextTable:
    """Each attribution rule's orders and revenue, side by side."""
    rows = tuple(
        (
            words.text(f"rule_{rule.rule}"),
            words.number(rule.orders, digits=2),
            words.money(rule.net_revenue, verdict.currency),
        )
        for rule in verdict.attributed
    )
    columns = _columns(words, "label_rule", "label_orders", "label_net_revenue")
    return TextTable("attribution", words.text("table_attribution"), columns, rows)


def attribution_by_creator_table(verdict: Verdict, words: Words, *, most: int = 20) -> TextTable:
    """Orders credited to each creator by each rule, side by side; beyond `most` creators the rest is one row."""
    by_rule = [{credit.creator: credit.orders for credit in rule.by_creator} for rule in verdict.attributed]
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for rule in by_rule:
        for name, orders in rule.items():
            totals[name] += orders
    names = sorted(totals, key=lambda name: (-totals[name], name))

    def row(label: str, of: Iterable[str]) -> tuple[str, ...]:
        owned = list(of)
        return (label, *(words.amount(sum((rule.get(n, Decimal(0)) for n in owned), Decimal(0))) for rule in by_rule))

    rows = [row(name, [name]) for name in names[:most]]
    if len(names) > most:
        rows.append(row(words.text("label_others", n=len(names) - most), names[most:]))
    labels = (words.text("label_creator"), *(words.text(f"rule_{rule.rule}") for rule in verdict.attributed))
    columns = tuple(Column(label, place > 0) for place, label in enumerate(labels))
    total = row(words.text("label_total"), names)
    return TextTable("attribution_by_creator", words.text("table_attribution_by_creator"), columns, tuple(rows), total)


def creator_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per creator."""
    labels = ("label_creator", "label_tier", "label_posts", "label_cost", "label_orders_observed")
    columns = _columns(words, *labels, "label_orders_incremental", "label_roi", "label_advice", text=(0, 1, 7))
    rows = tuple(_creator_row(line, verdict, words) for line in verdict.creators)
    return TextTable("creators", words.text("table_creators"), columns, rows)


def _creator_row(line: CreatorLine, verdict: Verdict, words: Words) -> tuple[str, ...]:
    return (
        line.creator,
        words.text(f"tier_{line.tier}") if line.tier else MISSING,
        words.number(line.posts),
        words.money(line.cost, verdict.currency),
        words.number(line.observed.orders),
        interval(words, line.incremental.orders if line.incremental else None),
        interval(words, line.roi, is_rate=True),
        words.phrase(line.advice),
    )


def post_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per post: the views it has and those it is expected to reach, what it caused, cost and earned."""
    labels = ("label_post", "label_creator", "label_published", "label_views_now", "label_views_final")
    ends = ("label_maturity", "label_orders_incremental", "label_cost", "label_roi", "how_label_p_above")
    columns = _columns(words, *labels, *ends, text=(0, 1, 2))
    rows = tuple(_post_row(post, verdict.currency, words) for post in verdict.posts)
    return TextTable("posts", words.text("table_posts"), columns, rows)


def _post_row(post: PostLine, currency: str, words: Words) -> tuple[str, ...]:
    return (
        post.post_id,
        post.creator,
        words.day(post.published_at.date() if post.published_at else None),
        words.number(post.views_now),
        interval(words, post.views_final),
        words.percent(post.maturity.share, digits=0) if post.maturity else MISSING,
        interval(words, post.incremental_orders),
        words.money(post.cost, currency),
        interval(words, post.roi, is_rate=True),
        words.percent(post.roi.p_above_hurdle if post.roi else None, digits=0),
    )


def funnel_table(verdict: Verdict, words: Words) -> TextTable:
    """Each step of the funnel, what kind of number it is, or why there is none."""
    rows = tuple(
        (
            words.text(f"funnel_{step.step}"),
            words.number(step.value.value),
            words.text(f"evidence_{step.value.evidence}"),
            words.phrase(step.value.why_null) if step.value.why_null else "",
        )
        for step in verdict.funnel
    )
    columns = _columns(words, "label_step", "label_quantity", "label_evidence", "label_note", text=(0, 2, 3))
    return TextTable("funnel", words.text("table_funnel"), columns, rows)


def source_table(verdict: Verdict, words: Words) -> TextTable:
    """The files and accounts the verdict rests on."""
    rows = tuple(
        (
            source.name,
            source.kind,
            words.number(source.rows),
            words.period(source.period.starts_on, source.period.ends_on) if source.period else MISSING,
            words.instant(source.imported_at),
        )
        for source in verdict.sources
    )
    columns = _columns(
        words, "label_file", "label_kind", "label_rows", "label_period", "label_imported", text=(0, 1, 3, 4)
    )
    return TextTable("sources", words.text("table_sources"), columns, rows)


def why_table(verdict: Verdict, words: Words) -> TextTable:
    """Every figure with its formula, the version of its definition and the rows it can be traced to."""
    rows = tuple(
        (why.figure, why.formula, f"{why.definition} v{why.version}", "; ".join(why.rows)) for why in verdict.why
    )
    columns = _columns(words, "label_figure", "label_formula", "label_definition", "label_rows", text=(0, 1, 2, 3))
    return TextTable("why", words.text("table_why"), columns, rows)
