"""Experiments in words and tables: plans and verdicts of every kind, text in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import format_decimal

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbVerdict, ArmLine
from upshot.decisions.experiments.brand_lift import BrandLiftVerdict
from upshot.decisions.experiments.model import (
    DesignOption,
    ExperimentPlan,
    ExperimentVerdict,
    LiftEstimate,
)
from upshot.decisions.verdict.model import Phrase
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

SMALLEST_P = 0.0001


def experiment_headline(verdict: ExperimentVerdict, words: Words) -> list[str]:
    """The answer first, then why."""
    title = f"{words.text(f'experiment_{verdict.kind}')} · {verdict.name}"
    reasons = [f"  • {_said(words, reason)}" for reason in verdict.reasons]
    wanted = [f"  → {_said(words, phrase)}" for phrase in verdict.what_would_help]
    return [title, words.text(f"experiment_answer_{verdict.answer}"), *reasons, *wanted, ""]


def experiment_notes(verdict: ExperimentVerdict, words: Words) -> list[str]:
    """Checks, the methods behind the figures, then what to mind."""
    checks = [
        words.text("check_line", name=words.text(check.name), finding=_said(words, check.finding))
        for check in verdict.checks
    ]
    methods = list(dict.fromkeys(words.text(estimate.method) for estimate in verdict.estimates))
    own = [_said(words, phrase) for estimate in verdict.estimates for phrase in estimate.caveats]
    caveats = [_said(words, caveat) for caveat in verdict.caveats]
    return list(dict.fromkeys([*checks, *methods, *own, *caveats]))


def insufficient_lines(found: InsufficientEvidence, words: Words) -> list[str]:
    """Why there is no estimate, and what would help."""
    facts = dict(found.facts)
    reason = words.text(found.reason, **facts)
    wanted = [f"  → {words.text(code, **facts)}" for code in found.what_would_help]
    return [words.text("experiment_answer_insufficient_evidence"), f"  • {reason}", *wanted]


def verdict_tables(verdict: ExperimentVerdict, words: Words) -> list[TextTable]:
    """The estimates of any kind, then what this kind alone knows."""
    tables = [estimate_table(verdict, words)]
    if isinstance(verdict, AbVerdict):
        tables = [arm_table(verdict, words), *tables, sequential_table(verdict, words), mix_table(verdict, words)]
    if isinstance(verdict, BrandLiftVerdict):
        tables = [group_table(verdict, words), *tables, lift_table(verdict, words)]
    return [table for table in tables if table.rows]


def estimate_table(verdict: ExperimentVerdict, words: Words) -> TextTable:
    """Every difference with its interval, relative lift and p-values."""
    labels = (
        "label_metric",
        "label_difference",
        "label_interval",
        "label_lift_rel",
        "label_p",
        "label_p_adjusted",
    )
    rows = tuple(
        (
            estimate.name,
            _amount(words, estimate.estimate, estimate.unit, is_difference=True),
            _bounds(words, estimate.low, estimate.high, estimate.unit, is_difference=True),
            _relative(words, estimate),
            _p_value(words, estimate.p_value),
            _p_value(words, estimate.p_value_adjusted),
        )
        for estimate in verdict.estimates
    )
    title = words.text("table_differences", level=_percent(words, verdict.level))
    return TextTable("differences", title, _columns(words, labels), rows)


def arm_table(verdict: AbVerdict, words: Words) -> TextTable:
    """Each arm and metric: units, mean, and how likely the arm is the best."""
    labels = ("label_arm", "label_metric", "label_units", "label_mean", "label_credible", "label_p_best", "label_loss")
    rows = tuple(_arm_row(arm, words) for arm in verdict.arms)
    title = words.text("table_arms", level=_percent(words, verdict.level))
    return TextTable("arms", title, _columns(words, labels, text=(0, 1)), rows)


def _arm_row(arm: ArmLine, words: Words) -> tuple[str, ...]:
    name = f"{arm.arm} ({words.text('label_control')})" if arm.is_control else arm.arm
    return (
        name,
        arm.metric,
        words.number(arm.n),
        _amount(words, arm.mean, arm.unit),
        _bounds(words, arm.low, arm.high, arm.unit),
        words.percent(arm.p_best, digits=1),
        _amount(words, arm.expected_loss, arm.unit, is_difference=True),
    )


def sequential_table(verdict: AbVerdict, words: Words) -> TextTable:
    """The reading that stays true however often somebody looked."""
    labels = ("label_metric", "label_p_always", "label_interval", "label_looks", "label_decided_at")
    units = {(estimate.metric, estimate.treatment): estimate.unit for estimate in verdict.estimates}
    rows = tuple(
        (
            f"{line.metric}: {line.treatment} − {line.control}",
            _p_value(words, line.p_value),
            _bounds(words, line.low, line.high, units.get((line.metric, line.treatment), "value"), is_difference=True),
            words.number(line.n_looks),
            words.number(line.decided_at_look),
        )
        for line in verdict.sequential
    )
    return TextTable("sequential", words.text("table_sequential"), _columns(words, labels), rows)


def mix_table(verdict: AbVerdict, words: Words) -> TextTable:
    """How much the audiences differ, and what that makes of the difference."""
    labels = ("label_dimension", "label_arm", "label_moved", "label_p", "label_from_mix", "label_from_rates")
    rows = tuple(
        (
            mix.dimension,
            mix.treatment,
            words.percent(mix.moved_share),
            _p_value(words, mix.p_value),
            _amount(words, mix.from_mix, "share", is_difference=True),
            _amount(words, mix.from_rates, "share", is_difference=True),
        )
        for mix in verdict.mixes
    )
    return TextTable("audience_mix", words.text("table_audience_mix"), _columns(words, labels, text=(0, 1)), rows)


def group_table(verdict: BrandLiftVerdict, words: Words) -> TextTable:
    """Who was asked, who answered, and how."""
    labels = ("label_question", "label_group", "label_asked", "label_answered", "label_positive", "label_share")
    rows = tuple(
        (
            line.question,
            group.name,
            words.number(group.asked),
            words.number(group.answered),
            words.number(group.positive),
            words.percent(group.share),
        )
        for line in verdict.questions
        for group in (line.exposed, line.control)
    )
    return TextTable("survey_groups", words.text("table_survey_groups"), _columns(words, labels, text=(0, 1)), rows)


def lift_table(verdict: BrandLiftVerdict, words: Words) -> TextTable:
    """Effect size, what silence could change, and the cost per lifted person."""
    labels = (
        "label_question",
        "label_cohens_h",
        "label_silence_likely",
        "label_silence_worst",
        "label_cost_per_lifted",
    )
    rows = []
    for line in verdict.questions:
        silence = line.silence
        likely = (
            _bounds(words, silence.plausible_low, silence.plausible_high, "share", is_difference=True)
            if silence
            else MISSING
        )
        worst = (
            _bounds(words, silence.worst_low, silence.worst_high, "share", is_difference=True) if silence else MISSING
        )
        cost = MISSING
        if line.cost_per_lifted_person is not None:
            top = words.amount(line.cost_per_lifted_person_high) if line.cost_per_lifted_person_high else "∞"
            cost = (
                f"{words.amount(line.cost_per_lifted_person)} ({words.amount(line.cost_per_lifted_person_low)} … {top})"
            )
        rows.append((line.question, words.number(line.cohens_h, digits=3), likely, worst, cost))
    return TextTable("survey_lift", words.text("table_survey_lift"), _columns(words, labels), tuple(rows))


def plan_table(plan: ExperimentPlan, words: Words) -> TextTable:
    """The feasible designs."""
    labels = ("label_effect", "label_lift_rel", "label_n_per_arm", "label_n_total", "label_power",
              "label_power_simulated", "label_n_asked", "label_days", "label_cost")  # fmt: skip
    unit = "share" if plan.method == "method_plan_shares" else "value"
    rows = tuple(tuple(_option_row(option, words, unit)) for option in plan.options)
    used = [place for place in range(len(labels)) if place < 2 or any(row[place] != MISSING for row in rows)]
    columns = _columns(words, [labels[place] for place in used], text=())
    title = words.text("table_plan", kind=words.text(f"experiment_{plan.kind}"))
    return TextTable("plan", title, columns, tuple(tuple(row[place] for place in used) for row in rows))


def _option_row(option: DesignOption, words: Words, unit: str) -> Iterator[str]:
    yield _amount(words, option.effect_abs, unit, is_difference=True)
    yield MISSING if option.effect_rel is None else words.percent(option.effect_rel)
    yield words.number(option.n_per_arm)
    yield words.number(option.n_total)
    yield words.percent(option.power)
    yield f"{option.facts['simulated_power']} %" if "simulated_power" in option.facts else MISSING
    yield words.number(int(option.facts["asked_per_group"])) if "asked_per_group" in option.facts else MISSING
    yield words.number(option.duration_days)
    yield words.amount(option.cost)


def plan_notes(plan: ExperimentPlan, words: Words) -> list[str]:
    """How the designs were found, what they assume, what to mind."""
    phrases = (*plan.assumptions, *plan.what_would_help, *plan.caveats)
    return [words.text(plan.method), *(_said(words, phrase) for phrase in phrases)]


def _columns(words: Words, labels: tuple[str, ...] | list[str], text: tuple[int, ...] = (0,)) -> tuple[Column, ...]:
    return tuple(Column(words.text(label), place not in text) for place, label in enumerate(labels))


def _amount(words: Words, value: float | None, unit: str, *, is_difference: bool = False) -> str:
    """A share as per cent, a difference of shares in points, anything else with as many digits as it deserves."""
    if value is None:
        return MISSING
    if unit == "share":
        return (
            words.text("in_points", n=words.number(100 * value, digits=2))
            if is_difference
            else words.percent(value, digits=2)
        )
    digits = 3 if abs(value) < 1 else 2 if abs(value) < 100 else 0
    return words.number(value, digits=digits)


def _bounds(words: Words, low: float | None, high: float | None, unit: str, *, is_difference: bool = False) -> str:
    if low is None or high is None:
        return MISSING
    return " … ".join(_amount(words, bound, unit, is_difference=is_difference) for bound in (low, high))


def _relative(words: Words, estimate: LiftEstimate) -> str:
    if estimate.lift_rel is None:
        return MISSING
    bounds = f"{words.percent(estimate.lift_rel_low)} … {words.percent(estimate.lift_rel_high)}"
    return f"{words.percent(estimate.lift_rel)} ({bounds})"


def _p_value(words: Words, p_value: float | None) -> str:
    if p_value is None:
        return MISSING
    least = format_decimal(max(p_value, SMALLEST_P), format="0.0000", locale=words.locale)
    return f"< {least}" if p_value < SMALLEST_P else str(least)


def _said(words: Words, phrase: Phrase) -> str:
    """The sentence of a phrase; its p-value keeps four decimals, with the reader's decimal mark."""
    if "p" not in phrase.facts:
        return words.phrase(phrase)
    mark = words.number(0.5, digits=1).strip("05")
    return words.phrase(Phrase(code=phrase.code, facts={**phrase.facts, "p": phrase.facts["p"].replace(".", mark)}))


def _percent(words: Words, rate: float) -> str:
    return words.percent(rate, digits=0 if round(100 * rate, 1) == round(100 * rate) else 1)
