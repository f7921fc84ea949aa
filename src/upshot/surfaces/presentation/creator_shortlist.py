"""The shortlist in words and tables."""

from __future__ import annotations

import math

from upshot.decisions.creators.shortlist.model import (
    Binding,
    Chosen,
    Conflict,
    NotChosen,
    Objective,
    ParetoPoint,
    Shortlist,
    ShortlistAnswer,
)
from upshot.decisions.verdict.model import Interval, Phrase
from upshot.surfaces.presentation.budget import sentence
from upshot.surfaces.presentation.tables import Column, TextTable, interval
from upshot.surfaces.wording import MISSING, Words

MOST_POINTS = 20


def shortlist_headline(found: Shortlist, words: Words) -> list[str]:
    """The answer, what it brings, and how much better anything else could be."""
    budget = words.money(found.budget, found.currency, cents=False)
    if found.answer is ShortlistAnswer.CONFLICT:
        return [words.text("shortlist_answer_conflict"), words.text("shortlist_conflict_intro")]
    if found.answer is ShortlistAnswer.NOTHING_PAYS or found.totals is None:
        return [words.text("shortlist_answer_nothing_pays", budget=budget)]
    cost = words.money(found.totals.cost, found.currency, cents=False)
    lines = [words.text("shortlist_answer_chosen", n=found.totals.creators, cost=cost, budget=budget)]
    lines.append(_brings(found, words))
    if found.gap is not None and found.gap > 5e-4 and found.bound is not None:
        bound, gap = value_of(found, found.bound, words), words.percent(found.gap, digits=1)
        return [*lines, words.text("shortlist_bound", bound=bound, gap=gap)]
    return [*lines, words.text("shortlist_exact")]


def _brings(found: Shortlist, words: Words) -> str:
    totals = found.totals
    if found.objective is Objective.MARGIN and totals is not None:
        value = interval(words, totals.net_margin, currency=found.currency)
        return words.text("shortlist_brings_margin", value=value, p=words.percent(totals.p_pays, digits=0))
    return words.text("shortlist_brings", value=value_of(found, found.value or 0.0, words))


def value_of(found: Shortlist, value: float, words: Words) -> str:
    """An amount of the objective with its unit."""
    if found.objective is Objective.MARGIN:
        return words.money(value, found.currency, cents=abs(value) < 100)
    digits = 0 if abs(value) >= 100 else 2 if abs(value) >= 0.1 else 4
    return words.text(f"shortlist_unit_{found.objective}", value=words.number(value, digits=digits))


def reach_lines(found: Shortlist, words: Words) -> list[str]:
    """Different people, with what is certain and what is assumed."""
    reach = found.reach
    if reach is None:
        return []
    facts = {name: words.number(getattr(reach, name)) for name in ("estimate", "low", "high", "naive")}
    lines = [words.text("shortlist_reach", **facts)]
    if reach.interval is not None:
        low, high = words.number(reach.interval.low), words.number(reach.interval.high)
        lines.append(words.text("shortlist_reach_interval", low=low, high=high))
    if reach.at_least_twice is not None and reach.cost_per_person is not None:
        each = words.money(1_000 * reach.cost_per_person, found.currency)
        lines.append(words.text("shortlist_reach_twice", twice=words.number(reach.at_least_twice), each=each))
    if reach.n_known_pairs:
        lines.append(words.text("shortlist_reach_pairs", known=reach.n_known_pairs, pairs=reach.n_pairs))
    return lines


def binding_lines(found: Shortlist, words: Words) -> list[str]:
    """What holds the choice back, and what one unit more would add."""
    if found.answer is not ShortlistAnswer.CHOSEN:
        return []
    return [_binding(found, item, words) for item in found.binds] or [words.text("shortlist_bind_none")]


def _binding(found: Shortlist, item: Binding, words: Words) -> str:
    code = item.sentence.code.replace("_limit_", "_bind_")
    one, price = words.money(1, found.currency, cents=False), value_of(found, item.price, words)
    said = words.text(code, one=one, price=price, **_named(item.sentence, words))
    if item.gain is None:
        return said
    step, gain = _amount(found, item, item.step, words), value_of(found, item.gain, words)
    more = "shortlist_bind_no_gain" if item.gain <= 0 else "shortlist_bind_gain"
    return f"{said} {words.text(more if item.is_ceiling else 'shortlist_bind_gain_less', step=step, gain=gain)}"


def _named(phrase: Phrase, words: Words) -> dict[str, str]:
    facts = dict(phrase.facts)
    code = f"tier_{facts.get('name', '')}"
    if "_tier_" in phrase.code and words.has(code):
        facts["name"] = words.text(code).lower()
    return facts


def _amount(found: Shortlist, item: Binding | Conflict, value: float, words: Words) -> str:
    """Money where the limit is in money, else a number."""
    is_money = item.limit == "budget" or item.sentence.code.endswith("_share")
    return words.money(value, found.currency, cents=False) if is_money else words.number(value, digits=1)


def conflict_lines(found: Shortlist, words: Words) -> list[str]:
    """The limits that exclude each other, and what would do."""
    lines = []
    for item in found.conflicts:
        facts = {
            "limit": words.text(item.sentence.code, **_named(item.sentence, words)),
            "bound": _amount(found, item, item.bound, words),
        }
        would_do = item.enough
        if would_do is not None:  # rounded to the side on which it really does
            would_do = math.ceil(would_do - 1e-9) if item.is_ceiling else math.floor(would_do + 1e-9)
        if would_do is None:
            lines.append(words.text("shortlist_conflict_never", **facts))
        else:
            lines.append(words.text("shortlist_conflict_enough", enough=_amount(found, item, would_do, words), **facts))
    return lines


def chosen_table(found: Shortlist, words: Words) -> TextTable:
    """A row per chosen creator, the most valuable first."""
    one = words.money(1, found.currency, cents=False)
    has_margin = any(line.margin is not None for line in found.chosen)
    labels = [("label_creator", False), ("label_tier", False), ("shortlist_col_country", False),
              ("shortlist_col_cost", True), ("shortlist_col_views", True), ("shortlist_col_engagements", True),
              ("shortlist_col_per_euro", True), *([("shortlist_col_margin", True)] if has_margin else []),
              ("shortlist_col_match", True), ("shortlist_col_up_to", True), ("shortlist_col_why", False)]  # fmt: skip
    columns = tuple(Column(_label(label, one, words), is_number) for label, is_number in labels)
    rows = tuple(_chosen_row(found, line, words, has_margin=has_margin) for line in found.chosen)
    title = words.text("shortlist_table_chosen", level=words.percent(found.level, digits=0))
    return TextTable("shortlist_chosen", title, columns, rows)


def _label(code: str, one: str, words: Words) -> str:
    return words.text(code, one=one) if code == "shortlist_col_per_euro" else words.text(code)


def _chosen_row(found: Shortlist, line: Chosen, words: Words, *, has_margin: bool) -> tuple[str, ...]:
    def money(value: float | None) -> str:
        return words.money(value, found.currency, cents=False)

    return (
        f"@{line.creator}",
        tier_words(line.tier, words),
        line.country or MISSING,
        money(line.cost),
        interval(words, line.views),
        interval(words, line.engagements),
        ratio(line.engagements_per_euro, words),
        *((interval(words, line.margin, currency=found.currency),) if has_margin else ()),
        words.percent(line.match, digits=0),
        money(line.up_to_cost),
        why(line.reasons, words),
    )


def ratio(value: Interval | None, words: Words) -> str:
    """A ratio with its interval, two decimals."""
    if value is None:
        return MISSING
    return f"{words.amount(value.median)} ({words.amount(value.low)} … {words.amount(value.high)})"


def tier_words(tier: str | None, words: Words) -> str:
    """A tier in words."""
    return words.text(f"tier_{tier}") if tier else MISSING


def why(reasons: tuple[Phrase, ...], words: Words) -> str:
    """Reasons in one line."""
    return words.pauses(sentence(phrase, words) for phrase in reasons)


def not_chosen_table(found: Shortlist, words: Words) -> TextTable:
    """Those nearest to being chosen."""
    labels = ("label_creator", "label_tier", "shortlist_col_cost", "shortlist_col_value", "shortlist_col_at",
              "shortlist_col_why")  # fmt: skip
    columns = tuple(Column(words.text(label), place in {2, 3, 4}) for place, label in enumerate(labels))
    rows = tuple(_not_chosen_row(found, line, words) for line in found.not_chosen)
    return TextTable("shortlist_not_chosen", words.text("shortlist_table_not_chosen"), columns, rows)


def _not_chosen_row(found: Shortlist, line: NotChosen, words: Words) -> tuple[str, ...]:
    return (
        f"@{line.creator}",
        tier_words(line.tier, words),
        words.money(line.cost, found.currency, cents=False),
        _alone(found, line.value, words),
        words.money(line.at_cost, found.currency, cents=False),
        why(line.reasons, words),
    )


def _alone(found: Shortlist, value: float, words: Words) -> str:
    """What one brings of the objective; of a ratio, its numerator."""
    if found.objective is Objective.ENGAGEMENTS_PER_EURO:
        return words.text("shortlist_unit_engagements", value=words.number(value))
    return value_of(found, value, words)


def pareto_table(found: Shortlist, words: Words, *, is_tiers: bool) -> TextTable:
    """Views against engagements for the money: tiers, or creators."""
    one = words.money(1, found.currency, cents=False)
    labels = ("label_tier" if is_tiers else "label_creator", "shortlist_col_views", "shortlist_col_per_euro",
              "shortlist_col_front", "shortlist_col_creators" if is_tiers else "shortlist_col_chosen")  # fmt: skip
    columns = tuple(Column(_label(label, one, words), place > 0) for place, label in enumerate(labels))
    points = [point for point in found.pareto if point.is_tier == is_tiers][:MOST_POINTS]
    rows = tuple(_pareto_row(point, words) for point in points)
    name = "shortlist_pareto_tiers" if is_tiers else "shortlist_pareto"
    return TextTable(name, words.text(f"shortlist_table_{name.removeprefix('shortlist_')}"), columns, rows)


def _pareto_row(point: ParetoPoint, words: Words) -> tuple[str, ...]:
    last = words.number(point.n_creators) if point.is_tier else words.text("shortlist_yes") if point.is_chosen else ""
    return (
        tier_words(point.name, words) if point.is_tier else f"@{point.name}",
        interval(words, point.views),
        ratio(point.engagements_per_euro, words),
        words.percent(point.p_on_front, digits=0),
        last,
    )


def totals_table(found: Shortlist, words: Words) -> TextTable:
    """The choice as a whole."""
    columns = (Column(words.text("label_quantity"), False), Column(words.text("label_total")))
    title = words.text("shortlist_table_totals", level=words.percent(found.level, digits=0))
    totals = found.totals
    if totals is None or not totals.creators:
        return TextTable("shortlist_totals", title, columns, ())
    one = words.money(1, found.currency, cents=False)
    rows = [
        (words.text("shortlist_col_creators"), words.number(totals.creators)),
        (words.text("shortlist_col_cost"), words.money(totals.cost, found.currency)),
        (words.text("shortlist_col_views"), interval(words, totals.views)),
        (words.text("shortlist_col_engagements"), interval(words, totals.engagements)),
        (_label("shortlist_col_per_euro", one, words), ratio(totals.engagements_per_euro, words)),
    ]
    if totals.hours:
        rows.append((words.text("shortlist_col_hours"), words.number(totals.hours, digits=1)))
    if totals.margin is not None:
        rows.append((words.text("shortlist_col_margin"), interval(words, totals.margin, currency=found.currency)))
        rows.append((words.text("shortlist_col_net"), interval(words, totals.net_margin, currency=found.currency)))
    return TextTable("shortlist_totals", title, columns, tuple(rows))


def left_out_lines(found: Shortlist, words: Words) -> list[str]:
    """Who was no candidate, by reason; more names than are shown end in an ellipsis."""
    return [sentence(line.reason, words) + (" …" if line.n > len(line.creators) else "") for line in found.left_out]


def note_lines(found: Shortlist, words: Words) -> list[str]:
    """What is assumed."""
    return [sentence(phrase, words) for phrase in found.notes]
