"""Geo tests, on/off tests and launches as tables: designs, what is not offered, readings side by side."""

from __future__ import annotations

from datetime import date

from upshot.decisions.experiments.event_study import EventStudyVerdict
from upshot.decisions.experiments.geo_model import GeoDesign, GeoTestPlan, GeoTestVerdict, RefusedDesign
from upshot.decisions.experiments.model import ExperimentVerdict
from upshot.decisions.experiments.on_off_test import OnOffDesign, OnOffPlan
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words


def design_table(plan: GeoTestPlan | OnOffPlan, words: Words) -> TextTable:
    """The feasible designs, with who or when, what they see and what they cost."""
    is_geo = isinstance(plan, GeoTestPlan)
    who = "geo_label_treated_regions" if is_geo else "geo_label_schedule"
    labels = (
        who,
        "geo_label_test_weeks",
        "geo_label_smallest_lift",
        "geo_label_power_plausible",
        "geo_label_false_alarms",
        "geo_label_orders_at_stake",
        "geo_label_cost",
    )
    rows = tuple(_design_row(option, plan.currency, words) for option in plan.options)
    return TextTable("designs", words.text("table_geo_designs"), _columns(labels, words), rows)


def _design_row(option: GeoDesign | OnOffDesign, currency: str | None, words: Words) -> tuple[str, ...]:
    if isinstance(option, GeoDesign):
        who = ", ".join(option.treated)
    else:
        who = " ".join("1" if is_on else "0" for is_on in option.schedule)
    money = words.money(option.cost, currency, cents=False) if currency else words.number(option.cost)
    return (
        who,
        words.number((option.duration_days or 0) // 7),
        words.percent(option.effect_rel),
        words.percent(option.power_at_plausible, digits=0),
        words.percent(option.false_alarm_rate, digits=0),
        words.number(option.orders_at_stake),
        money,
    )


def refused_table(refused: tuple[RefusedDesign, ...], words: Words) -> TextTable:
    """Designs that are not offered, and why."""
    columns = (Column(words.text("geo_label_reason"), is_number=False),)
    rows = tuple((words.phrase(item.reason),) for item in refused)
    return TextTable("refused", words.text("table_geo_refused"), columns, rows)


def phases_line(plan: GeoTestPlan | OnOffPlan, words: Words) -> str | None:
    """When the cheapest design would run."""
    if not plan.options:
        return None
    first = plan.options[0]
    line = words.text("geo_test_days", **_days(words, first.test_period.starts_on, first.test_period.ends_on))
    if not isinstance(first, GeoDesign):
        return line
    line = f"{words.text('geo_pre_days', **_days(words, first.pre_period.starts_on, first.pre_period.ends_on))} {line}"
    after = first.cooldown_period
    return f"{line} {words.text('geo_cooldown_days', to=words.day(after.ends_on))}" if after else line


def _days(words: Words, first: date, last: date) -> dict[str, str]:
    return {"from": words.day(first), "to": words.day(last)}


def reading_tables(verdict: ExperimentVerdict, words: Words) -> list[TextTable]:
    """The readings side by side, then what the kind alone knows."""
    tables = [_readings(verdict, words)]
    if isinstance(verdict, GeoTestVerdict):
        tables.append(_weights(verdict, words))
    if isinstance(verdict, EventStudyVerdict):
        tables.append(_event_times(verdict, words))
    return tables


def _readings(verdict: ExperimentVerdict, words: Words) -> TextTable:
    labels = (
        "geo_label_method", "geo_label_incremental_orders", "geo_label_from", "geo_label_to", "geo_label_lift",
        "geo_label_lift_from", "geo_label_lift_to", "geo_label_p_value",
    )  # fmt: skip
    rows = tuple(
        (
            words.text(estimate.method),
            words.number(estimate.estimate),
            _finite(estimate.low, words),
            _finite(estimate.high, words),
            words.percent(estimate.lift_rel),
            _finite_share(estimate.lift_rel_low, words),
            _finite_share(estimate.lift_rel_high, words),
            words.number(estimate.p_value, digits=4),
        )
        for estimate in verdict.estimates
    )
    return TextTable("readings", words.text("table_geo_readings"), _columns(labels, words), rows)


def _weights(verdict: GeoTestVerdict, words: Words) -> TextTable:
    rows = tuple((item.region, words.percent(item.weight)) for item in verdict.weights[:12])
    columns = _columns(("geo_label_region", "geo_label_weight"), words)
    return TextTable("weights", words.text("table_geo_weights"), columns, rows)


def _event_times(verdict: EventStudyVerdict, words: Words) -> TextTable:
    labels = ("geo_label_weeks_since_launch", "geo_label_lift", "geo_label_lift_from", "geo_label_lift_to")
    rows = tuple(
        (str(item.week), words.percent(item.lift_rel), words.percent(item.low), words.percent(item.high))
        for item in verdict.effects
    )
    return TextTable("event_times", words.text("table_event_times"), _columns(labels, words), rows)


def _finite(value: float, words: Words) -> str:
    return words.number(value) if abs(value) < float("inf") else MISSING


def _finite_share(value: float | None, words: Words) -> str:
    return MISSING if value is None or abs(value) == float("inf") else words.percent(value)


def _columns(labels: tuple[str, ...], words: Words) -> tuple[Column, ...]:
    return tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
