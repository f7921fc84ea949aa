"""What a reader of an A/B test asks, and the verdict with what only an A/B test knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upshot.decisions.experiments.model import ExperimentVerdict
from upshot.decisions.verdict.model import Part


@dataclass(frozen=True)
class AbQuestion:
    """How to read the file of a test; every column may be left to its usual header.

    Parameters
    ----------
    metrics : columns, the first one decides; `a/b` is a ratio of sums over units
    n_column : makes the file one of sums: units per row
    unit_column : rows of one unit are read together
    covariates : measured before the test; they narrow the interval (CUPED)
    blocks : columns of the design's blocks (creator, weekday): arms are then compared inside blocks, by permutation
    is_log : with blocks, compare logarithms (views, reach): the effect is then a ratio
    age_column : with blocks, days since publication; views are brought to their expected final count
    audience : columns whose mixes should be alike in all arms
    day_column : gives the reading after each day
    planned_shares : arm → planned weight; all equal where not given
    planned_n : units of all arms together for which the test was planned
    is_split_test : a platform delivered the arms (TikTok split test)
    """

    metrics: tuple[str, ...] = ()
    arm_column: str | None = None
    control: str | None = None
    n_column: str | None = None
    unit_column: str | None = None
    covariates: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    is_log: bool = False
    age_column: str | None = None
    audience: tuple[str, ...] = ()
    day_column: str | None = None
    day_first: bool | None = None
    planned_shares: Mapping[str, float] = field(default_factory=dict)
    planned_n: int | None = None
    is_split_test: bool = False
    name: str | None = None
    level: float = 0.95
    seed: int = 1


class ArmLine(Part):
    """One arm and one metric: units, mean, and the Bayesian reading where there is one."""

    arm: str
    metric: str
    unit: str
    is_control: bool
    n: int
    n_missing: int
    successes: int | None  # of a share
    mean: float
    low: float | None = None  # credible interval at the verdict's level
    high: float | None = None
    p_best: float | None = None
    expected_loss: float | None = None


class SequentialLine(Part):
    """The always-valid reading of one comparison: true at any moment of stopping."""

    metric: str
    treatment: str
    control: str
    p_value: float
    low: float | None  # None: the interval is unbounded
    high: float | None
    n_looks: int
    decided_at_look: int | None


class MixLine(Part):
    """How much the audience of an arm differs from the control's in one dimension (0–1), and what that makes."""

    dimension: str
    treatment: str
    moved_share: float
    p_value: float
    from_mix: float | None
    from_rates: float | None


class AbVerdict(ExperimentVerdict):
    """An A/B test: arms, sequential readings, audience mixes beside the shared parts."""

    arms: tuple[ArmLine, ...] = ()
    sequential: tuple[SequentialLine, ...] = ()
    mixes: tuple[MixLine, ...] = ()
