"""Plans and readings as JSON and back: what a kept experiment holds, whatever its kind.

JSON knows no infinity, and an interval may well be unbounded: such numbers are kept as words (`Infinity`), which
pydantic reads as the number again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbVerdict
from upshot.decisions.experiments.brand_lift import BrandLiftVerdict
from upshot.decisions.experiments.event_plan import LaunchPlan
from upshot.decisions.experiments.event_study import EventStudyVerdict
from upshot.decisions.experiments.geo_model import GeoTestPlan, GeoTestVerdict, RefusedDesign
from upshot.decisions.experiments.lift_record import LiftRecord
from upshot.decisions.experiments.model import ExperimentPlan, ExperimentVerdict
from upshot.decisions.experiments.on_off_test import OnOffPlan, OnOffVerdict

Json = dict[str, Any]


class TestKind(StrEnum):
    """What a person sets out to do; several of them are read as an A/B test."""

    __test__ = False  # no test of pytest's

    AB = "ab"
    SPLIT_TEST = "split_test"
    POSTS = "posts"
    BRAND_LIFT = "brand_lift"
    GEO = "geo"
    ON_OFF = "on_off"
    LAUNCHES = "launches"

    @property
    def is_of_series(self) -> bool:
        """Whether it is planned and read on daily orders."""
        return self in {TestKind.GEO, TestKind.ON_OFF, TestKind.LAUNCHES}


_PLANS: Mapping[TestKind, type[ExperimentPlan]] = {
    TestKind.GEO: GeoTestPlan,
    TestKind.ON_OFF: OnOffPlan,
    TestKind.LAUNCHES: LaunchPlan,
}
_VERDICTS: Mapping[TestKind, type[ExperimentVerdict]] = {
    TestKind.AB: AbVerdict,
    TestKind.SPLIT_TEST: AbVerdict,
    TestKind.POSTS: AbVerdict,
    TestKind.BRAND_LIFT: BrandLiftVerdict,
    TestKind.GEO: GeoTestVerdict,
    TestKind.ON_OFF: OnOffVerdict,
    TestKind.LAUNCHES: EventStudyVerdict,
}


def plan_as_json(plan: ExperimentPlan, refused: tuple[RefusedDesign, ...] = ()) -> Json:
    """A plan, and the designs that are not offered where the plan itself does not list them."""
    return {"plan": _plain(plan.model_dump(mode="json")), "refused": [item.model_dump() for item in refused]}


def plan_of_json(kind: TestKind, kept: Json) -> tuple[ExperimentPlan, tuple[RefusedDesign, ...]]:
    """The plan of that kind, and every design that it does not offer."""
    plan = _PLANS.get(kind, ExperimentPlan).model_validate(kept["plan"])
    own: tuple[RefusedDesign, ...] = getattr(plan, "refused", ())
    return plan, (*own, *(RefusedDesign.model_validate(item) for item in kept["refused"]))


def reading_as_json(found: ExperimentVerdict | InsufficientEvidence) -> Json:
    """A reading, or why there is none."""
    if isinstance(found, InsufficientEvidence):
        facts = [list(fact) for fact in found.facts]
        return {"insufficient": {"reason": found.reason, "helps": list(found.what_would_help), "facts": facts}}
    return {"verdict": _plain(found.model_dump(mode="json"))}


def reading_of_json(kind: TestKind, kept: Json) -> ExperimentVerdict | InsufficientEvidence:
    """The reading of that kind, or why there is none."""
    if (nothing := kept.get("insufficient")) is not None:
        facts = tuple((str(name), str(value)) for name, value in nothing["facts"])
        return InsufficientEvidence(nothing["reason"], tuple(nothing["helps"]), facts)
    return _VERDICTS[kind].model_validate(kept["verdict"])


def lift_record_of(found: ExperimentVerdict | InsufficientEvidence | None) -> LiftRecord | None:
    """The lift test that a reading of daily orders can be saved as; an A/B test needs `hold_out_record`."""
    record = getattr(found, "lift_record", None)
    return record if isinstance(record, LiftRecord) else None


def _plain(value: Any) -> Any:
    """Numbers that JSON does not know, as words."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
