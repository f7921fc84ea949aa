"""The plan of boosts and the advice of the day in words and tables."""

from __future__ import annotations

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.advice.model import Act, AdviceSheet, DailyAdvice
from upshot.decisions.spark.plan.model import Flight, SparkPlan
from upshot.decisions.spark.plan.proof import PlanTable
from upshot.decisions.verdict.model import Interval
from upshot.surfaces.presentation.spark_candidates import estimated
from upshot.surfaces.presentation.tables import Column, TextTable, interval
from upshot.surfaces.wording import MISSING, Words


def plan_headline(plan: SparkPlan, words: Words) -> list[str]:
    """The answer, the money, the approval."""
    facts = {
        "planned": words.money(plan.planned, plan.currency, cents=False),
        "budget": words.money(plan.budget, plan.currency, cents=False),
        "unspent": words.money(plan.unspent, plan.currency, cents=False),
        "starts": words.day(plan.starts_on),
        "ends": words.day(plan.ends_on),
    }
    answer = words.text(f"plan_answer_{plan.answer}", p=words.percent(plan.p_gain, digits=0))
    return [answer, words.text("plan_intro", **facts), approval_line(plan, words)]


def approval_line(plan: SparkPlan, words: Words) -> str:
    """Who approved it, or that nobody did."""
    if plan.approval is None:
        return words.text("plan_not_approved", digest=plan.digest)
    facts = {"who": plan.approval.who, "at": words.instant(plan.approval.at), "digest": plan.approval.digest}
    return words.text("plan_approved", **facts)


def flight_table(plan: SparkPlan, words: Words) -> TextTable:
    """A row per flight, the largest first."""
    labels = ("label_post", "label_creator", "plan_label_flight_days", "plan_label_per_day", "plan_label_budget",
              "plan_label_gain", "plan_label_p", "plan_label_marginal", "plan_label_right",
              "plan_label_binds")  # fmt: skip
    columns = tuple(Column(words.text(label), place not in {0, 1, 8, 9}) for place, label in enumerate(labels))
    rows = tuple(_flight_row(flight, plan.currency, words) for flight in plan.flights)
    gain, chance = interval(words, plan.gain, currency=plan.currency), words.percent(plan.p_gain, digits=0)
    total = (words.text("label_total"), "", "", "", words.money(plan.planned, plan.currency), gain, chance, "", "", "")
    return TextTable("flights", words.text("table_spark_flights"), columns, rows, total if rows else None)


def _flight_row(flight: Flight, currency: str, words: Words) -> tuple[str, ...]:
    binds = [words.phrase(phrase) for phrase in flight.binds]
    if flight.is_exploration:
        binds.append(words.text("plan_exploration"))
    return (
        flight.post_id,
        f"@{flight.creator}",
        words.number((flight.ends_on - flight.starts_on).days + 1),
        words.money(flight.budget_per_day, currency),
        words.money(flight.budget, currency),
        interval(words, flight.gain, currency=currency),
        words.percent(flight.p_gain, digits=0),
        returns(flight.marginal_return, words),
        right_words(flight, words),
        ", ".join(binds) or MISSING,
    )


def right_words(flight: Flight, words: Words) -> str:
    """Until when the post may run."""
    if not flight.has_right:
        return words.text("plan_right_none")
    return words.day(flight.right_ends_on) if flight.right_ends_on else words.text("plan_right_unknown")


def returns(value: Interval | None, words: Words) -> str:
    """Margin of the next euro, with its interval."""
    if value is None:
        return MISSING
    return f"{words.amount(value.median)} ({words.amount(value.low)} … {words.amount(value.high)})"


def plan_total_table(plan: SparkPlan, words: Words) -> TextTable:
    """Margin, gain and the advantage over an equal split."""
    columns = (Column(words.text("label_quantity"), False), Column(words.text("plan_label_total")))
    rows = tuple(
        (words.text(label), interval(words, value, currency=plan.currency))
        for label, value in (
            ("plan_label_margin", plan.margin),
            ("plan_label_gain", plan.gain),
            ("plan_label_even", plan.gain_over_equal_split),
        )
    )
    title = words.text("table_spark_plan_total", level=words.percent(plan.level, digits=0))
    return TextTable("plan_total", title, columns, rows)


def plan_lines(plan: SparkPlan, words: Words) -> list[str]:
    """What binds, what to mind, what it rests on."""
    owners: dict[str, list[str]] = {}
    for flight in plan.flights:
        for phrase in flight.warnings:
            owners.setdefault(words.phrase(phrase), []).append(f"@{flight.creator} {flight.post_id}")
    every = len(plan.flights)
    by_flight = [
        sentence if len(names) == every > 1 else words.labelled(", ".join(names), sentence)
        for sentence, names in owners.items()
    ]
    return [words.phrase(phrase) for phrase in (*plan.binds, *plan.warnings, *plan.notes)] + by_flight


def advice_table(sheet: AdviceSheet, words: Words) -> TextTable:
    """A row per running boost: what to do and by how much."""
    labels = ("label_post", "label_creator", "plan_label_act", "plan_label_yesterday", "plan_label_advised",
              "plan_label_marginal", "plan_label_wear", "plan_label_right")  # fmt: skip
    columns = tuple(Column(words.text(label), place in {3, 4, 5}) for place, label in enumerate(labels))
    rows = tuple(_advice_row(line, sheet, words) for line in sheet.lines)
    title = words.text("table_spark_advice", day=words.day(sheet.last_day))
    total = (words.text("label_total"), "", "", words.money(sum(line.spend_yesterday for line in sheet.lines),
             sheet.currency), words.money(sheet.advised_per_day, sheet.currency), "", "", "")  # fmt: skip
    return TextTable("advice", title, columns, rows, total)


def _advice_row(line: DailyAdvice, sheet: AdviceSheet, words: Words) -> tuple[str, ...]:
    return (
        line.post_id,
        f"@{line.creator}" if line.creator else MISSING,
        act_words(line.act, words),
        words.money(line.spend_yesterday, sheet.currency),
        words.money(line.spend_advised, sheet.currency),
        returns(line.marginal_return, words),
        wear_words(line, words),
        words.day(line.right_ends_on),
    )


def act_words(act: Act, words: Words) -> str:
    """An act in words."""
    return words.text(f"act_{act}")


def wear_words(line: DailyAdvice, words: Words) -> str:
    """How far the response fell, where it fell for good."""
    if line.fatigue is None:
        return words.text("plan_wear_unread")
    if not line.fatigue.is_tired or line.fatigue.since is None:
        return words.text("plan_wear_none")
    change = words.number(100 * line.fatigue.change_rel)
    return words.text("plan_wear_value", change=change, day=words.day(line.fatigue.since))


def advice_lines(sheet: AdviceSheet, words: Words) -> list[str]:
    """Each post's reasons, then the notes."""
    lines = [
        words.labelled(f"{line.post_id} ({act_words(line.act, words)})", words.phrase(phrase))
        for line in sheet.lines
        for phrase in line.reasons
    ]
    return lines + [words.phrase(phrase) for phrase in sheet.notes]


def advice_intro(sheet: AdviceSheet, words: Words) -> str:
    """Yesterday's money, tomorrow's, and the step."""
    before = sum(line.spend_yesterday for line in sheet.lines)
    facts = {
        "before": words.money(before, sheet.currency, cents=False),
        "after": words.money(sheet.advised_per_day, sheet.currency, cents=False),
        "step": words.percent(sheet.max_step, digits=0),
    }
    return words.text("advice_intro", **facts)


def policy_table(table: PlanTable, words: Words) -> TextTable:
    """The proof: what each way of dividing loses."""
    labels = ("plan_label_policy", "plan_label_gain_per_euro", "candidate_label_regret", "plan_label_ratio_even",
              "plan_label_wins_even")  # fmt: skip
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
    rows = tuple(
        (
            words.text(f"policy_{row.policy}"),
            estimated(row.gain_per_euro, words),
            estimated(row.regret, words),
            estimated(row.ratio_to_equal, words),
            estimated(row.wins_over_equal, words),
        )
        for row in table.rows
    )
    title = words.text("table_spark_prove_plan", days=table.n_days, worlds=table.n_worlds)
    return TextTable("prove_plan", title, columns, rows)


def nothing_lines(found: InsufficientEvidence, words: Words) -> list[str]:
    """Why there is no answer, and what would help."""
    facts = words.facts(dict(found.facts))
    return [words.text(found.reason, **facts), *(f"→ {words.text(code, **facts)}" for code in found.what_would_help)]
