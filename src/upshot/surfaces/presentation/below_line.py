"""What stands below the line, as text: brand lift, image, loyalty, earned media value."""

from __future__ import annotations

from upshot.decisions.verdict.model import CohortHorizon, ComparedValue, Emv, Interval, RankStability, Verdict
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

Row = tuple[str, ...]


def below_line_table(verdict: Verdict, words: Words) -> TextTable:
    """Each figure, its value with bounds, what it rests on, and what to know; a missing one says why."""
    below = verdict.below_line
    rows = [
        _compared_row("brand_lift", below.brand_lift, verdict, words),
        _compared_row("sentiment", below.sentiment, verdict, words),
        _compared_row("ltv_uplift", below.ltv_uplift, verdict, words),
    ]
    horizon = _headline_horizon(verdict)
    if horizon is not None:
        rows.append(_repeat_row(horizon, words))
    rows += [_emv_row(line, words) for line in below.emv]
    rows += [_stability_row(pair, words) for pair in below.emv_rank_stability]
    labels = ("label_quantity", "label_evidence", "label_below_n", "label_note")
    heads = (words.text("label_quantity"), words.text("evidence_modelled"), *(words.text(la) for la in labels[2:]))
    columns = tuple(Column(head, is_number=place == 1) for place, head in enumerate(heads))
    return TextTable("below_line", words.text("table_below_line"), columns, tuple(rows))


def loyalty_table(verdict: Verdict, words: Words) -> TextTable:
    """The cohort beside its matched baseline, one row per horizon; without rows where nothing can be compared."""
    loyalty = verdict.below_line.loyalty
    labels = ("label_horizon", "label_cohort", "label_matched", "label_repeat_rate", "label_repeat_rate_matched")
    more = ("label_repeat_rate_uplift", "label_margin_later", "label_margin_later_matched", "label_margin_uplift")
    columns = tuple(Column(words.text(label)) for label in (*labels, *more))
    rows = tuple(_horizon_row(line, verdict.currency, words) for line in (loyalty.horizons if loyalty else ()))
    return TextTable("loyalty", words.text("table_loyalty"), columns, rows)


def _compared_row(name: str, found: ComparedValue, verdict: Verdict, words: Words) -> Row:
    label = words.text(f"below_{name}")
    if found.value is None:
        why = words.phrase(found.why_null) if found.why_null else ""
        return (label, MISSING, "", " ".join([why, *(words.phrase(help_) for help_ in found.what_would_help)]))
    if found.horizon_days is not None:
        label = words.text(f"below_{name}_after", days=found.horizon_days)
    is_money = found.unit == "currency_per_customer"
    counts = {"n": words.number(found.n), "control": words.number(found.n_control)}
    rests_on = words.text("below_customers" if is_money else "below_people", **counts) if found.n is not None else ""
    if is_money:
        shown = _money_bounds(found.value, found.interval, verdict.currency, words)
    else:
        shown = _points(found.value, found.interval, words)
    return (label, shown, rests_on, " ".join(words.phrase(caveat) for caveat in found.caveats))


def _headline_horizon(verdict: Verdict) -> CohortHorizon | None:
    """The horizon of the headline, or the longest one where there is no margin to speak of."""
    loyalty = verdict.below_line.loyalty
    if loyalty is None or not loyalty.horizons:
        return None
    days = verdict.below_line.ltv_uplift.horizon_days
    return next((line for line in loyalty.horizons if line.horizon_days == days), loyalty.horizons[-1])


def _repeat_row(line: CohortHorizon, words: Words) -> Row:
    rates = {"ours": words.percent(line.repeat_rate), "theirs": words.percent(line.baseline_repeat_rate)}
    counts = {"n": words.number(line.customers), "control": words.number(line.baseline_customers)}
    label = words.text("below_repeat_rate_after", days=line.horizon_days)
    return (label, words.text("below_against", **rates), words.text("below_customers", **counts), "")


def _emv_row(line: Emv, words: Words) -> Row:
    label = words.text(f"below_emv_{line.formula}")
    if line.value is None:
        return (label, MISSING, "", words.phrase(line.why_null) if line.why_null else "")
    shown = words.money(line.value, line.currency, cents=False)
    if line.low is not None and line.high is not None:
        bounds = (words.money(bound, line.currency, cents=False) for bound in (line.low, line.high))
        shown = f"{shown} ({' … '.join(bounds)})"
    total = line.posts + line.posts_without
    rests_on = (
        words.text("below_posts_of", posts=words.number(line.posts), of=words.number(total))
        if line.posts_without
        else words.text("below_posts", posts=line.posts)
    )
    return (label, shown, rests_on, words.text("note_not_a_return"))


def _stability_row(pair: RankStability, words: Words) -> Row:
    first, second = (words.text(f"emv_short_{formula}") for formula in pair.formulas)
    label = words.text("below_rank_stability", first=first, second=second)
    creators = words.text("below_creators", creators=pair.creators)
    if pair.kendall_tau is None:
        return (label, MISSING, creators, words.text("note_few_creators"))
    return (label, words.number(pair.kendall_tau, digits=2), creators, "")


def _horizon_row(line: CohortHorizon, currency: str, words: Words) -> Row:
    margin = line.margin_uplift
    difference = (
        _money_bounds(
            (line.margin_per_customer or 0) - (line.baseline_margin_per_customer or 0), margin, currency, words
        )
        if margin
        else MISSING
    )
    return (
        words.number(line.horizon_days),
        words.number(line.customers),
        words.number(line.baseline_customers),
        words.percent(line.repeat_rate),
        words.percent(line.baseline_repeat_rate),
        _points(line.repeat_rate - line.baseline_repeat_rate, line.repeat_rate_uplift, words),
        words.money(line.margin_per_customer, currency),
        words.money(line.baseline_margin_per_customer, currency),
        difference,
    )


def _money_bounds(value: float, bounds: Interval | None, currency: str, words: Words) -> str:
    shown = words.money(value, currency)
    if bounds is None:
        return shown
    return f"{shown} ({words.money(bounds.low, currency)} … {words.money(bounds.high, currency)})"


def _points(value: float, bounds: Interval | None, words: Words) -> str:
    """A difference of two shares in percentage points."""
    shown = words.number(100 * value, digits=1)
    if bounds is None:
        return shown
    return f"{shown} ({words.number(100 * bounds.low, digits=1)} … {words.number(100 * bounds.high, digits=1)})"
