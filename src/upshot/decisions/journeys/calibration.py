"""Credit beside measurement: where an experiment counted what creators or a campaign added, by how much credit is off.

Ratio = conversions that the experiment measured ÷ conversions that the model credits to the same names in journeys that
ended in the experiment's days. The measured number carries the uncertainty (normal, by its standard error); the credit
is a count and is taken as it is. Tests of the same names are pooled by the inverse of their variances. The ratio is
applied to all the credit of those names, as if it held outside the tested days: that is why it stands in a column of
its own and replaces nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from statistics import NormalDist
from zoneinfo import ZoneInfo

import narwhals as nw

from upshot.decisions.journeys.models import Terms, credit_of
from upshot.decisions.journeys.models_counts import Model, count_for
from upshot.decisions.journeys.models_report import AttributionReport, Calibrated, Caveat, Range, StateLine
from upshot.decisions.journeys.store import JourneyStore
from upshot.measures.data import WorkspaceData
from upshot.warehouse.journey_files import JourneyFrames

LEADING = (Model.MARKOV, Model.SHAPLEY)


@dataclass(frozen=True)
class LiftResult:
    """What one experiment measured of `names`; the days are those of the workspace's zone, both included."""

    name: str
    starts_on: date
    ends_on: date
    names: tuple[str, ...]
    incremental: float
    standard_error: float


@dataclass(frozen=True)
class _Ratio:
    """One test's ratio with its standard error, and the states it speaks of."""

    test: LiftResult
    states: frozenset[str]
    ratio: float
    error: float


def read_lift_results(data: WorkspaceData, *, by: str, today: date) -> tuple[LiftResult, ...]:
    """Experiments that are over and name creators (by creator) or a campaign (by campaign); others are silent here."""
    found = []
    for row in data.rows("lift_test"):
        creators, campaign = tuple(row.get("creators") or ()), row.get("campaign")
        names = creators if by == "creator" else (campaign,) if by == "campaign" and campaign and not creators else ()
        days = row.get("starts_on"), row.get("ends_on")
        if (
            not names
            or None in days
            or row.get("incremental_orders") is None
            or not (row.get("standard_error") or 0) > 0
        ):
            continue
        if row["ends_on"] <= today:
            found.append(
                LiftResult(
                    row["name"], row["starts_on"], row["ends_on"], names,
                    float(row["incremental_orders"]), float(row["standard_error"]),
                )
            )  # fmt: skip
    return tuple(found)


def calibrate(
    report: AttributionReport, store: JourneyStore, terms: Terms, tests: Sequence[LiftResult], *, zone: ZoneInfo
) -> AttributionReport:
    """The same report with a calibrated column where tests speak of a state, and with what they could not tell."""
    model = next((each for each in LEADING if each.value in report.models), None)
    if not tests or model is None:
        return report
    ratios, silent = [], []
    for test in tests:
        found = _ratio(store, terms, model, test, zone)
        if found is None:
            silent.append(test.name)
        else:
            ratios.append(found)
    lines = tuple(_calibrated(line, model, ratios, report.level) for line in report.lines)
    caveats = report.caveats
    if silent:
        caveats = (Caveat(code="attribution_test_without_credit", facts={"tests": ", ".join(silent)}), *caveats)
    if ratios:
        facts = {"tests": ", ".join(each.test.name for each in ratios), "model": model.value}
        caveats = (Caveat(code="attribution_calibrated", facts=facts), *caveats)
    return report.model_copy(
        update={"lines": lines, "caveats": caveats, "calibration_model": model.value if ratios else None}
    )


def _ratio(store: JourneyStore, terms: Terms, model: Model, test: LiftResult, zone: ZoneInfo) -> _Ratio | None:
    """None where the model credits the test's names with nothing in its days."""
    wanted = {_plain(name) for name in test.names}
    states = [place for place, name in enumerate(store.names) if _plain(name) in wanted]
    if not states:
        return None
    with store.frames() as frames:
        counted = count_for(
            _between(frames, test, zone), (model,), n_states=store.n_states, order=terms.order,
            half_life_days=terms.half_life_days,
        )  # fmt: skip
    if counted.totals.n_converted == 0:
        return None
    alone = Terms((model,), terms.order, terms.half_life_days, n_draws=0, seed=terms.seed)
    credited = float(credit_of(model, counted, alone).credit[states, 0].sum())
    if credited <= 0:
        return None
    names = frozenset(store.names[place] for place in states)
    return _Ratio(test, names, test.incremental / credited, test.standard_error / credited)


def _between(frames: JourneyFrames, test: LiftResult, zone: ZoneInfo) -> JourneyFrames:
    """The journeys that ended in the test's days."""
    first, after = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (test.starts_on, test.ends_on + timedelta(days=1))
    )
    journeys = frames.journeys.filter((nw.col("ended_at") >= first) & (nw.col("ended_at") < after))
    return JourneyFrames(frames.steps.join(journeys.select("journey"), on="journey", how="semi"), journeys)


def _calibrated(line: StateLine, model: Model, ratios: Sequence[_Ratio], level: float) -> StateLine:
    mine = [each for each in ratios if line.name in each.states]
    if not mine:
        return line
    weights = [each.error**-2 for each in mine]
    ratio = sum(weight * each.ratio for weight, each in zip(weights, mine, strict=True)) / sum(weights)
    half = NormalDist().inv_cdf((1 + level) / 2) * sum(weights) ** -0.5
    credit = line.credits[model.value]
    low, high = ratio - half, ratio + half
    return line.model_copy(
        update={
            "calibrated": Calibrated(
                tests=tuple(each.test.name for each in mine),
                ratio=ratio,
                ratio_range=Range(low=low, high=high),
                conversions=ratio * float(credit.conversions),
                conversions_range=_times(credit.conversions, low, high),
                revenue=ratio * float(credit.revenue),
                revenue_range=_times(credit.revenue, low, high),
            )
        }
    )


def _times(amount: Decimal, low: float, high: float) -> Range:
    return Range(low=low * float(amount), high=high * float(amount))


def _plain(name: str) -> str:
    return name.strip().casefold().removeprefix("@")
