"""What a geo test gives: designs that are feasible and those that are not, and a reading with all that it rests on."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from upshot.decisions.experiments.lift_record import LiftRecord
from upshot.decisions.experiments.model import DesignOption, ExperimentPlan, ExperimentVerdict
from upshot.decisions.verdict.model import Part, Phrase


class GeoKind(StrEnum):
    """What is done in the treated regions."""

    HEAVY_UP = "heavy_up"  # the programme runs there and nowhere else
    GO_DARK = "go_dark"  # the programme stops there and goes on elsewhere
    HOLD_BACK = "hold_back"  # the programme starts everywhere but there

    @property
    def is_withdrawn(self) -> bool:
        """Whether the treated regions go without the programme."""
        return self is not GeoKind.HEAVY_UP


class Phase(Part):
    """A run of days, both included."""

    starts_on: date
    ends_on: date


class GeoDesign(DesignOption):
    """One set of treated regions and one duration.

    `effect_rel` is the smallest relative lift that is detected with `power`; `power_at_plausible` and
    `false_alarm_rate` are shares of placebo windows of the pre-period, with the plausible lift planted and without.
    `orders_at_stake` are the orders that lift would move; `pre_mape` the mean absolute error of weekly sums.
    """

    treated: tuple[str, ...]
    pre_period: Phase
    test_period: Phase
    cooldown_period: Phase | None
    share_of_orders: float
    expected_orders: float
    orders_at_stake: float
    power_at_plausible: float
    false_alarm_rate: float
    n_windows: int
    pre_mape: float


class RefusedDesign(Part):
    """A design that is not offered, and why."""

    name: str
    reason: Phrase


class GeoTestPlan(ExperimentPlan):
    """A geo test before it runs: `options` cheapest first."""

    source: str
    metric: str
    geo_kind: GeoKind
    plausible_lift: float
    n_regions: int
    options: tuple[GeoDesign, ...]
    refused: tuple[RefusedDesign, ...] = ()


class RegionWeight(Part):
    """The part of a control region in the counterfactual."""

    region: str
    weight: float


class SeriesPoint(Part):
    """One period: what was seen in the treated regions (mean per region) and what would have been."""

    day: date
    observed: float
    counterfactual: float
    low: float | None = None
    high: float | None = None


class PlaceboTest(Part):
    """A placebo distribution: relative lifts "found" where nothing happened, and the test's place among them."""

    kind: str  # time or space
    lifts_rel: tuple[float, ...]
    p_value: float
    rmspe_ratio: float | None = None


class GeoTestVerdict(ExperimentVerdict):
    """A geo test after it ran."""

    metric: str
    geo_kind: GeoKind
    treated: tuple[str, ...]
    pre_period: Phase
    test_period: Phase
    cooldown_period: Phase | None
    pre_rmspe: float
    pre_mape: float
    att: float  # mean gap per treated region and period
    weights: tuple[RegionWeight, ...]
    series: tuple[SeriesPoint, ...]
    placebos: tuple[PlaceboTest, ...]
    lift_record: LiftRecord | None = None
