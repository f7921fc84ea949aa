"""The findings of an A/B test as phrases: codes and facts, already rounded; sentences are in the wording."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.experiments.ab_model import MixLine
from upshot.decisions.experiments.arm_metrics import ArmMetric
from upshot.decisions.experiments.audience_mix import WORTH_SAYING
from upshot.decisions.experiments.model import ExperimentCheck, LiftEstimate
from upshot.decisions.experiments.unit_rows import UnitRows
from upshot.decisions.verdict.model import Phrase
from upshot.stats.power import mde_means


def p_text(p_value: float) -> str:
    """A p-value behind `p`: `= 0.0086`, `= 0.52`, `< 0.0001`."""
    return "< 0.0001" if p_value < 0.0001 else f"= {p_value:.4f}" if p_value < 0.1 else f"= {p_value:.2f}"


def amount(value: float, unit: str) -> str:
    """A difference for people: percentage points of a share, else three significant digits."""
    if unit == "share":
        return f"{100 * value:.2f}"
    if value == 0 or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.{min(max(2 - floor(log10(abs(value))), 0), 4)}f}"


def percent(rate: float) -> str:
    """A 0–1 rate as per cent with one decimal."""
    return f"{100 * rate:.1f}"


def sample_ratio(
    names: Sequence[str], sizes: NDArray[np.float64], planned: Sequence[float], p_value: float, *, is_delivery: bool
) -> Phrase:
    """Whether the arms got the units they should have."""
    total, weight = float(sizes.sum()), sum(planned)
    seen = ", ".join(f"{name} {size:.0f}" for name, size in zip(names, sizes, strict=True))
    expected = ", ".join(f"{name} {total * share / weight:.0f}" for name, share in zip(names, planned, strict=True))
    if p_value >= 0.05:
        code = "finding_sample_ratio_fits"
    elif is_delivery:
        code = "finding_delivery_uneven"
    else:
        code = "finding_sample_ratio_broken" if p_value < 0.001 else "finding_sample_ratio_doubtful"
    return Phrase(code=code, facts={"seen": seen, "expected": expected, "p": p_text(p_value)})


def after_mismatch() -> tuple[Phrase, ...]:
    """What to do when units went missing or were sent to the wrong arm."""
    return tuple(Phrase(code=code) for code in ("experiment_find_lost_units", "experiment_name_the_split"))


def missing(metric: str, n_missing: Sequence[int], known: Sequence[int], p_value: float) -> Phrase:
    """Whether empty cells fall on the arms alike."""
    share = sum(n_missing) / max(sum(n_missing) + sum(known), 1)
    code = "finding_missing_even" if p_value >= 0.01 else "finding_missing_uneven"
    return Phrase(code=code, facts={"metric": metric, "share": percent(share), "p": p_text(p_value)})


def mix_check(mixes: Sequence[MixLine]) -> ExperimentCheck:
    """Whether the arms reached the same audience."""
    worst = max(mixes, key=lambda mix: mix.moved_share)
    differs = worst.moved_share >= WORTH_SAYING and worst.p_value < 0.001
    code = "finding_audiences_differ" if differs else "finding_audiences_alike"
    facts = {"dimension": worst.dimension, "share": percent(worst.moved_share), "treatment": worst.treatment}
    return ExperimentCheck(name="check_audience", is_passed=not differs, statistic=worst.moved_share,
                           p_value=worst.p_value, finding=Phrase(code=code, facts=facts))  # fmt: skip


def reason(estimate: LiftEstimate) -> Phrase:
    """The first metric's estimate in one sentence."""
    alpha = 1 - estimate.level
    is_sure = estimate.p_value_adjusted is not None and estimate.p_value_adjusted < alpha
    code = "reason_experiment_undecided" if not is_sure else "reason_experiment_decided"
    facts = {name: amount(getattr(estimate, name), estimate.unit) for name in ("estimate", "low", "high")}
    facts |= {"metric": estimate.metric, "treatment": estimate.treatment, "control": estimate.control}
    facts |= {"level": f"{round(100 * estimate.level, 1):g}", "p": p_text(estimate.p_value_adjusted or 0.0)}
    return Phrase(code=code, facts={**facts, "unit": "points" if estimate.unit == "share" else "value"})


def help_after(estimates: Sequence[LiftEstimate]) -> tuple[Phrase, ...]:
    """What an undecided test could have seen, and how many more units would decide what it saw."""
    widest = max(estimates, key=lambda estimate: estimate.standard_error or 0.0)
    if not widest.standard_error:
        return (Phrase(code="experiment_run_longer"),)
    seen = mde_means(1, sd=widest.standard_error / 2**0.5, alpha=1 - widest.level)
    facts = {"mde": amount(seen, widest.unit), "unit": "points" if widest.unit == "share" else "value"}
    found = [Phrase(code="experiment_could_see", facts=facts)]
    times = (seen / widest.estimate) ** 2 if widest.estimate else float("inf")
    if 1 < times <= 100:
        found.append(
            Phrase(code="experiment_needs_times", facts={"times": f"{times:.1f}", "n": f"{times * widest.n:.0f}"})
        )
    else:
        found.append(Phrase(code="experiment_accept_no_difference"))
    return tuple(found)


def method_of(metric: ArmMetric) -> str:
    """The wording code of how a metric was compared."""
    if metric.explained_share is not None:
        return "method_cuped"
    return {"share": "method_two_shares", "mean": "method_welch", "ratio": "method_delta"}[metric.kind]


def cuped(metric: ArmMetric) -> Phrase:
    """How much of the spread the covariates explained."""
    facts = {"metric": metric.name, "share": percent(metric.explained_share or 0.0)}
    return Phrase(code="caveat_cuped", facts=facts)


def moved_covariates(moved: Sequence[tuple[str, float]]) -> list[Phrase]:
    """Covariates that the test itself may have moved."""
    return [Phrase(code="caveat_covariate_moved", facts={"covariate": name, "p": p_text(p)}) for name, p in moved]


def row_caveats(rows: UnitRows) -> list[Phrase]:
    """Rows that could not be used."""
    found = []
    if rows.n_rows_without_arm:
        found.append(Phrase(code="caveat_rows_without_arm", facts={"n": str(rows.n_rows_without_arm)}))
    if rows.n_units_in_two_arms:
        found.append(Phrase(code="caveat_units_in_two_arms", facts={"n": str(rows.n_units_in_two_arms)}))
    return found
