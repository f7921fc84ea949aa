"""What every experiment gives back, whatever its kind: a plan before it runs, a verdict after it.

Each kind (`ab_test.py`, `brand_lift.py`, geo and on/off tests) may subclass `ExperimentPlan` and `ExperimentVerdict` to
add what only it knows; surfaces that render any experiment need nothing but these classes. Too little data is an
`InsufficientEvidence` of `decisions/evidence.py`, never a verdict. Sentences are `Phrase`s: codes and facts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from upshot.decisions.verdict.model import Part, Phrase

EXPERIMENT_SCHEMA_VERSION = "1.0"


class ExperimentKind(StrEnum):
    """The kinds of experiment that Upshot plans and reads."""

    AB = "ab"
    BRAND_LIFT = "brand_lift"
    GEO = "geo"
    ON_OFF = "on_off"
    EVENT_STUDY = "event_study"


class ExperimentAnswer(StrEnum):
    """What the primary estimate says; `STOPPED` means that a failed check forbids reading it."""

    LIFT = "lift"
    DROP = "drop"
    UNDECIDED = "undecided"
    STOPPED = "stopped"


class LiftEstimate(Part):
    """One difference: treatment − control, in the metric's own unit, with its interval.

    Parameters
    ----------
    name : what people call the comparison, for instance `men's e-mail vs no e-mail`
    metric : what was measured: a column, `orders`, a survey question
    unit : `share` (0–1; the difference is in points ÷ 100), `value` (per unit: an average), `count` (a sum over the
        test, for instance incremental orders), `money` (a sum), `log` (a difference of logarithms)
    estimate, low, high : treatment − control and the bounds of its interval at `level`
    standard_error : of `estimate`; None where the method has none (permutation)
    n : units read, both arms: people, posts, region-days
    p_value : two-sided, of no difference; None for a Bayesian method
    p_value_adjusted : after Holm over all comparisons of the experiment
    lift_rel, lift_rel_low, lift_rel_high : relative to the control; None when the control is ≤ 0 or indistinct from 0
    is_primary : whether the verdict's answer rests on it
    method : wording code of the method
    """

    name: str
    kind: ExperimentKind
    metric: str
    unit: Literal["share", "value", "count", "money", "log"]
    treatment: str
    control: str
    estimate: float
    low: float
    high: float
    level: float
    standard_error: float | None
    n: int
    p_value: float | None = None
    p_value_adjusted: float | None = None
    lift_rel: float | None = None
    lift_rel_low: float | None = None
    lift_rel_high: float | None = None
    is_primary: bool = False
    method: str
    caveats: tuple[Phrase, ...] = ()


class ExperimentCheck(Part):
    """A check made before reading: sample ratio, pre-period fit, audience mix; `stops` when it forbids the reading."""

    name: str  # wording code of the check's label
    is_passed: bool
    stops: bool = False
    statistic: float | None = None
    p_value: float | None = None
    finding: Phrase


class DesignOption(Part):
    """One feasible design: the smallest effect it detects with `power`, what it needs and what it costs.

    `effect_abs` is in the metric's unit, `effect_rel` relative to the baseline; `n_per_arm` counts units per arm.
    """

    name: str
    effect_abs: float | None
    effect_rel: float | None
    power: float
    n_per_arm: int | None
    n_total: int | None
    duration_days: int | None = None
    cost: float | None = None
    facts: dict[str, str] = Field(default_factory=dict)


class ExperimentPlan(Part):
    """A test before it runs; `options` is empty when no design is feasible, and `what_would_help` then says why."""

    schema_version: str = EXPERIMENT_SCHEMA_VERSION
    kind: ExperimentKind
    method: str
    level: float
    currency: str | None = None
    options: tuple[DesignOption, ...]
    assumptions: tuple[Phrase, ...] = ()
    caveats: tuple[Phrase, ...] = ()
    what_would_help: tuple[Phrase, ...] = ()


class ExperimentVerdict(Part):
    """A test after it ran: the answer, the checks before it, every estimate, what to mind and what would help."""

    schema_version: str = EXPERIMENT_SCHEMA_VERSION
    upshot_version: str
    kind: ExperimentKind
    name: str
    source: str  # file or workspace table that was read
    level: float
    seed: int | None = None
    answer: ExperimentAnswer
    reasons: tuple[Phrase, ...]
    checks: tuple[ExperimentCheck, ...] = ()
    estimates: tuple[LiftEstimate, ...] = ()
    caveats: tuple[Phrase, ...] = ()
    what_would_help: tuple[Phrase, ...] = ()
