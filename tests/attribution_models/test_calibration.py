"""Credit beside what experiments measured."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.attribution_models.test_models import credits_of, timed_store
from upshot.decisions.journeys.calibration import LiftResult, calibrate
from upshot.decisions.journeys.models import Terms
from upshot.decisions.journeys.models_counts import Model
from upshot.decisions.journeys.models_report import AttributionReport
from upshot.decisions.journeys.store import JourneyStore

PARIS = ZoneInfo("Europe/Paris")
DAY_S = 86_400
TERMS = Terms((Model.SHAPLEY,), n_draws=0)


@pytest.fixture
def store(tmp_path: Path) -> JourneyStore:
    """Two journeys of `a` on 2 January 1970, one of `a` and `b` on the 20th."""
    return timed_store(tmp_path, [([1], [DAY_S]), ([1], [DAY_S + 600]), ([1, 2], [19 * DAY_S, 19 * DAY_S + 60])])


def calibrated(store: JourneyStore, *tests: LiftResult) -> AttributionReport:
    return calibrate(credits_of(store, TERMS), store, TERMS, tests, zone=PARIS)


def test_the_ratio_is_measured_by_credited_in_the_tests_days(store: JourneyStore) -> None:
    report = calibrated(store, LiftResult("hold-out", date(1970, 1, 1), date(1970, 1, 5), ("@A",), 1.0, 0.25))
    line = next(line for line in report.lines if line.name == "a")

    assert line.calibrated is not None
    assert line.calibrated.ratio == pytest.approx(0.5)  # 1 measured, 2 credited there
    assert line.calibrated.conversions == pytest.approx(0.5 * 2.5)  # of all its credit
    assert line.calibrated.ratio_range.high - 0.5 == pytest.approx(1.645 * 0.125, abs=1e-3)
    assert float(line.credits["shapley"].conversions) == 2.5  # nothing is replaced
    assert report.caveats[0].code == "attribution_calibrated"


def test_a_state_without_a_test_has_no_calibrated_number(store: JourneyStore) -> None:
    report = calibrated(store, LiftResult("hold-out", date(1970, 1, 1), date(1970, 1, 5), ("a",), 1.0, 0.25))

    assert next(line for line in report.lines if line.name == "b").calibrated is None


def test_two_tests_of_a_state_are_pooled_by_their_precision(store: JourneyStore) -> None:
    days = date(1970, 1, 1), date(1970, 1, 5)
    report = calibrated(store, LiftResult("one", *days, ("a",), 2.0, 0.1), LiftResult("two", *days, ("a",), 0.0, 0.2))
    line = next(line for line in report.lines if line.name == "a")

    assert line.calibrated is not None
    assert line.calibrated.ratio == pytest.approx(0.8)  # 1.0 with weight 4, 0.0 with weight 1


def test_a_test_in_days_without_journeys_says_so(store: JourneyStore) -> None:
    report = calibrated(store, LiftResult("late", date(1999, 1, 1), date(1999, 1, 5), ("a",), 1.0, 0.25))

    assert report.caveats[0].code == "attribution_test_without_credit"
    assert all(line.calibrated is None for line in report.lines)
