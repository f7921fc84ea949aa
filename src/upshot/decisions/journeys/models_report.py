"""What attribution answers: credits of every model side by side, how sure they are, and what they cannot show."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1


class Part(BaseModel):
    """Frozen, strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(Part):
    """An interval at the report's level."""

    low: float
    high: float


class Credit(Part):
    """What one model gives one state. Conversions have six decimals, revenue two: over all states they sum exactly."""

    conversions: Decimal
    revenue: Decimal
    share: float = Field(description="of all conversions credited, 0-1")
    conversions_range: Range | None = None
    revenue_range: Range | None = None
    removal_effect: float | None = Field(default=None, description="share of conversions lost without it; Markov only")
    sampling_error: float | None = Field(default=None, description="standard error of a sampled model, in conversions")


class Calibrated(Part):
    """Conversions that experiments measured, by conversions credited in the same days; credit × ratio beside credit."""

    tests: tuple[str, ...]
    ratio: float
    ratio_range: Range
    conversions: float
    conversions_range: Range
    revenue: float
    revenue_range: Range


class StateLine(Part):
    """One creator, channel, post, campaign or source."""

    name: str
    touches: int = Field(description="of journeys that converted and of those that did not")
    credits: dict[str, Credit]
    calibrated: Calibrated | None = None


class Solution(Part):
    """How Markov's equations were solved, and how well."""

    order: int
    method: str
    nodes: int
    transitions: int
    residual: float
    condition: float | None
    steps: int
    is_converged: bool
    conversions_per_journey: float


class Resampling(Part):
    """How the intervals of one model were drawn; `draws` 0: it has none."""

    model: str
    draws: int
    kind: str


class Agreement(Part):
    """Kendall's tau between two models' credits: 1 same order, 0 unrelated, -1 reversed; None with under two states."""

    first: str
    second: str
    tau: float | None


class Stability(Part):
    """The first `top` states of a model under resampling."""

    model: str
    top: int
    same_set_share: float = Field(description="share of draws whose first `top` states are the same set")
    mean_overlap: float = Field(description="mean share of the first `top` that stay among them")
    same_first_share: float


class Caveat(Part):
    """What the journeys cannot show: a code of the wording and its facts."""

    code: str
    facts: dict[str, str] = Field(default_factory=dict)


class AttributionReport(Part):
    """The side-by-side table; rank by the first data-driven model in it."""

    schema_version: int = SCHEMA_VERSION
    by: str
    currency: str | None
    level: float
    models: tuple[str, ...]
    journeys: int
    touches: int
    conversions: int
    revenue: Decimal
    lines: tuple[StateLine, ...]
    solution: Solution | None = None
    resampling: tuple[Resampling, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    stability: tuple[Stability, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    calibration_model: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON; amounts as text, so that no cent is lost."""
        return self.model_dump(mode="json")
