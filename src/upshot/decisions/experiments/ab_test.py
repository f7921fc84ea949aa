"""Read an A/B test: the sample ratio first, then every metric of every arm against the control.

Order of the reading: `unit_rows` (who was in which arm) → sample ratio; a mismatch stops here → `arm_metrics` → the
comparison (fixed size, always-valid, Bayesian) → Holm over all comparisons → the answer, from the first metric.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments import ab_words as words
from upshot.decisions.experiments.ab_model import AbQuestion, AbVerdict, ArmLine, MixLine, SequentialLine
from upshot.decisions.experiments.arm_metrics import (
    METRIC_HEADERS,
    N_HEADERS,
    ArmMetric,
    aggregated_metric,
    unit_metric,
)
from upshot.decisions.experiments.audience_mix import compare_mixes, counts_by_bucket
from upshot.decisions.experiments.block_test import read_blocks
from upshot.decisions.experiments.model import ExperimentAnswer, ExperimentCheck, ExperimentKind, LiftEstimate
from upshot.decisions.experiments.unit_file import UnitFile, open_unit_file
from upshot.decisions.experiments.unit_rows import UnitRows, rows_by_arm
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.ab_test import Comparison, Mean, Share, compare_means, compare_shares
from upshot.stats.bayes_ab import arm_odds
from upshot.stats.multiple_tests import association_p_value, holm, sample_ratio_p_value
from upshot.stats.sequential import (
    BURN_IN_SUCCESSES,
    BURN_IN_UNITS,
    DEFAULT_PLANNED_N,
    read_sequentially,
)
from upshot.version import __version__

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

SRM_STOPS_BELOW = 0.001  # methods §5.15
SRM_WARNS_BELOW = 0.05  # reported, and read on
FEWEST_UNITS = 20  # per arm


@dataclass(frozen=True)
class _Reading:
    """A file divided into arms, and the metrics read from it; `n` units per row where the file holds sums."""

    question: AbQuestion
    rows: UnitRows
    n: Array | None
    days: Ints | None
    metrics: tuple[ArmMetric, ...]


def read_ab_test(path: Path | str, question: AbQuestion) -> AbVerdict | InsufficientEvidence:
    """Read the file of a test.

    Raises
    ------
    InvalidInput : a column, arm or cell that is not what it should be; SourceRefused : the file is no table
    """
    check_level(question.level)
    file = open_unit_file(path, day_first=question.day_first)
    rows = rows_by_arm(file, arm_column=question.arm_column, control=question.control, unit_column=question.unit_column)
    if question.blocks:
        return read_blocks(rows, question)
    n = _units_per_row(rows, question)
    ratio = _sample_ratio(rows, n, question)
    if ratio.stops:
        return _verdict(rows, question, ExperimentAnswer.STOPPED, (ratio.finding,), checks=(ratio,),
                        what_would_help=words.after_mismatch())  # fmt: skip
    days = rows.first(file.days(file.need(question.day_column))) if question.day_column else None
    reading = _Reading(question, rows, n, days, _metrics(rows, n, days, question))
    too_little = _too_little(reading)
    return too_little or _read(reading, ratio)


def check_level(level: float) -> None:
    """Refuse a level of confidence that is none."""
    if not 0.5 <= level <= 0.999:
        raise InvalidInput("experiment_level", seen=level)


def _units_per_row(rows: UnitRows, question: AbQuestion) -> Array | None:
    """Units per row of a file of sums; None for a file of units."""
    header = rows.file.need(question.n_column) if question.n_column else rows.file.find(*N_HEADERS)
    return None if header is None or question.unit_column else rows.file.numbers(header)[rows.kept]


def _arm_sizes(rows: UnitRows, n: Array | None) -> Array:
    weights = np.ones(len(rows.arms)) if n is None else np.nan_to_num(n)
    sizes: Array = np.bincount(rows.arms, weights, minlength=rows.n_arms).astype(np.float64)
    return sizes


def _sample_ratio(rows: UnitRows, n: Array | None, question: AbQuestion) -> ExperimentCheck:
    unknown = sorted(set(question.planned_shares) - set(rows.arm_names))
    if unknown or any(share <= 0 for share in question.planned_shares.values()):
        raise InvalidInput(
            "experiment_split_unknown", seen=unknown[0] if unknown else "0", arms=", ".join(rows.arm_names)
        )
    if question.planned_shares and len(question.planned_shares) < rows.n_arms:
        missing = next(name for name in rows.arm_names if name not in question.planned_shares)
        raise InvalidInput("experiment_split_incomplete", missing=missing, arms=", ".join(rows.arm_names))
    planned = [question.planned_shares.get(name, 1.0) for name in rows.arm_names]
    sizes = _arm_sizes(rows, n)
    p_value = sample_ratio_p_value(sizes, planned) if sizes.sum() > 0 else 1.0
    return ExperimentCheck(
        name="check_sample_ratio",
        is_passed=p_value >= SRM_WARNS_BELOW,
        stops=p_value < SRM_STOPS_BELOW and not question.is_split_test,
        p_value=p_value,
        finding=words.sample_ratio(rows.arm_names, sizes, planned, p_value, is_delivery=question.is_split_test),
    )


def _metrics(rows: UnitRows, n: Array | None, days: Ints | None, question: AbQuestion) -> tuple[ArmMetric, ...]:
    wanted = question.metrics or (rows.file.need(*METRIC_HEADERS),)
    if n is None:
        return tuple(unit_metric(rows, name, covariates=question.covariates, days=days) for name in wanted)
    if question.covariates:
        raise InvalidInput("experiment_covariate_needs_units", file=rows.file.name, covariate=question.covariates[0])
    return tuple(aggregated_metric(rows, name, n, days=days) for name in wanted)


def _too_little(reading: _Reading) -> InsufficientEvidence | None:
    """Too few units, or nothing that happened: then there is no estimate to show."""
    sizes = _arm_sizes(reading.rows, reading.n)
    first = reading.metrics[0]
    if sizes.min() < FEWEST_UNITS or any(arm is None for arm in first.arms):
        facts = (("n", f"{sizes.min():.0f}"), ("needed", str(FEWEST_UNITS)))
        return InsufficientEvidence(
            "experiment_too_few_units", ("experiment_run_longer", "experiment_plan_first"), facts
        )
    if first.kind == "share" and not any(isinstance(arm, Share) and arm.successes for arm in first.arms):
        facts = (("metric", first.name), ("n", f"{sizes.sum():.0f}"))
        return InsufficientEvidence(
            "experiment_nothing_happened", ("experiment_run_longer", "experiment_earlier_metric"), facts
        )
    return None


def _read(reading: _Reading, ratio: ExperimentCheck) -> AbVerdict:
    rows, question = reading.rows, reading.question
    checks = [ratio, *_missing_checks(reading)]
    estimates = _estimates(reading)
    mixes = tuple(_mixes(reading))
    if mixes:
        checks.append(words.mix_check(mixes))
    answer = _answer(estimates, 1 - question.level)
    primary = [estimate for estimate in estimates if estimate.is_primary]
    return _verdict(
        rows,
        question,
        answer,
        tuple(words.reason(estimate) for estimate in primary),
        checks=tuple(checks),
        estimates=estimates,
        caveats=tuple(_caveats(reading, estimates)),
        what_would_help=words.help_after(primary) if answer is ExperimentAnswer.UNDECIDED else (),
        arms=tuple(_arm_lines(reading)),
        sequential=tuple(_sequential(reading)),
        mixes=mixes,
    )


def _verdict(
    rows: UnitRows, question: AbQuestion, answer: ExperimentAnswer, reasons: tuple[Phrase, ...], **parts: object
) -> AbVerdict:
    return AbVerdict.model_validate(
        {
            "upshot_version": __version__,
            "kind": ExperimentKind.AB,
            "name": question.name or rows.file.name,
            "source": rows.file.name,
            "level": question.level,
            "seed": question.seed,
            "answer": answer,
            "reasons": reasons,
            **parts,
        }
    )


def _compare(metric: ArmMetric, treatment: Share | Mean, control: Share | Mean, level: float) -> Comparison:
    if isinstance(treatment, Share) and isinstance(control, Share):
        return compare_shares(treatment, control, level=level)
    assert isinstance(treatment, Mean), metric.name
    assert isinstance(control, Mean), metric.name
    return compare_means(treatment, control, level=level)


def _estimates(reading: _Reading) -> tuple[LiftEstimate, ...]:
    """Every metric of every arm against the control, Holm's p-values over all of them."""
    names, level = reading.rows.arm_names, reading.question.level
    found = []
    for metric, arm in product(reading.metrics, range(1, len(names))):
        treatment, control = metric.arms[arm], metric.arms[0]
        if treatment is None or control is None:
            continue
        seen = _compare(metric, treatment, control, level)
        relative = seen.relative or (None, None, None)
        found.append(
            LiftEstimate(
                name=f"{metric.name}: {names[arm]} − {names[0]}",
                kind=ExperimentKind.AB,
                metric=metric.name,
                unit="share" if metric.kind == "share" else "value",
                treatment=names[arm],
                control=names[0],
                estimate=seen.difference,
                low=seen.low,
                high=seen.high,
                level=level,
                standard_error=seen.standard_error,
                n=treatment.n + control.n,
                p_value=seen.p_value,
                lift_rel=relative[0],
                lift_rel_low=relative[1],
                lift_rel_high=relative[2],
                is_primary=metric is reading.metrics[0],
                method=words.method_of(metric),
            )
        )
    adjusted = holm([estimate.p_value or 0.0 for estimate in found])
    return tuple(
        estimate.model_copy(update={"p_value_adjusted": p}) for estimate, p in zip(found, adjusted, strict=True)
    )


def _answer(estimates: Sequence[LiftEstimate], alpha: float) -> ExperimentAnswer:
    """What the first metric says: a lift where any arm beats the control, else a drop, else nothing decided."""
    sure = [e for e in estimates if e.is_primary and e.p_value_adjusted is not None and e.p_value_adjusted < alpha]
    if any(estimate.estimate > 0 for estimate in sure):
        return ExperimentAnswer.LIFT
    return ExperimentAnswer.DROP if sure else ExperimentAnswer.UNDECIDED


def _arm_lines(reading: _Reading) -> list[ArmLine]:
    rng = np.random.default_rng(reading.question.seed)
    names, lines = reading.rows.arm_names, []
    for metric in reading.metrics:
        present = [(name, arm) for name, arm in zip(names, metric.arms, strict=True) if arm is not None]
        odds = arm_odds([arm for _, arm in present], level=reading.question.level, rng=rng) if present else ()
        for (name, arm), odd in zip(present, odds, strict=True):
            lines.append(
                ArmLine(
                    arm=name,
                    metric=metric.name,
                    unit="share" if metric.kind == "share" else "value",
                    is_control=name == names[0],
                    n=arm.n,
                    n_missing=metric.n_missing[names.index(name)],
                    successes=arm.successes if isinstance(arm, Share) else None,
                    mean=arm.mean,
                    low=odd.low,
                    high=odd.high,
                    p_best=odd.p_best,
                    expected_loss=odd.expected_loss,
                )
            )
    return lines


def _sequential(reading: _Reading) -> list[SequentialLine]:
    question, names = reading.question, reading.rows.arm_names
    alpha = (1 - question.level) / (len(names) - 1)  # several arms: Bonferroni, valid for any stopping
    lines = []
    for metric, arm in product(reading.metrics, range(1, len(names))):
        whole = (metric.arms,) if metric.arms[arm] and metric.arms[0] else ()
        pairs = [(look[arm], look[0]) for look in metric.looks or whole]
        ready = [(t, c) for t, c in pairs if t is not None and c is not None and _is_burnt_in(t, c)]
        if not ready:
            continue
        found = read_sequentially(
            np.array([t.mean - c.mean for t, c in ready]),
            np.array([t.variance_of_mean + c.variance_of_mean for t, c in ready]),
            np.array([float(t.n + c.n) for t, c in ready]),
            alpha=alpha,
            planned_n=question.planned_n or DEFAULT_PLANNED_N,
        )
        p_value = min(found.p_value * (len(names) - 1), 1.0)
        decided = None if found.decided_at is None else found.decided_at + 1 + len(pairs) - len(ready)
        lines.append(SequentialLine(metric=metric.name, treatment=names[arm], control=names[0], p_value=p_value,
                                    low=found.low, high=found.high, n_looks=found.n_looks,
                                    decided_at_look=decided))  # fmt: skip
    return lines


def _is_burnt_in(treatment: Share | Mean, control: Share | Mean) -> bool:
    """Whether the variance is known well enough for an asymptotic reading."""
    if treatment.variance_of_mean + control.variance_of_mean <= 0:
        return False
    if isinstance(treatment, Share) and isinstance(control, Share):
        return treatment.successes + control.successes >= BURN_IN_SUCCESSES
    return treatment.n + control.n >= BURN_IN_UNITS


def _missing_checks(reading: _Reading) -> list[ExperimentCheck]:
    """Whether empty cells fall on the arms alike: who is missing for a reason biases what is left."""
    checks = []
    for metric in reading.metrics:
        if not any(metric.n_missing) or reading.n is not None:
            continue
        known = [arm.n if arm else 0 for arm in metric.arms]
        p_value = association_p_value(np.array([metric.n_missing, known]).T)
        finding = words.missing(metric.name, metric.n_missing, known, p_value)
        checks.append(ExperimentCheck(name="check_missing", is_passed=p_value >= 0.01, p_value=p_value,
                                      finding=finding))  # fmt: skip
    return checks


def _mixes(reading: _Reading) -> list[MixLine]:
    rows, file = reading.rows, reading.rows.file
    weights = np.ones(len(rows.arms)) if reading.n is None else reading.n
    values = _primary_values(reading)
    lines = []
    for header in reading.question.audience:
        labels = file.labels(file.need(header))
        buckets, size = rows.first(labels.codes), len(labels.names)
        counts = [counts_by_bucket(buckets, rows.arms, weights, arm, size) for arm in range(rows.n_arms)]
        rates: list[Array] | None = None
        if values is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                rates = [
                    counts_by_bucket(buckets, rows.arms, values, arm, size) / counts[arm] for arm in range(rows.n_arms)
                ]
        for arm in range(1, rows.n_arms):
            if min(counts[arm].sum(), counts[0].sum()) <= 0:
                continue
            mix = compare_mixes(header, counts[arm], counts[0], (rates[arm], rates[0]) if rates else None)
            lines.append(MixLine(dimension=header, treatment=rows.arm_names[arm], moved_share=mix.moved_share,
                                 p_value=mix.p_value, from_mix=mix.from_mix, from_rates=mix.from_rates))  # fmt: skip
    return lines


def _primary_values(reading: _Reading) -> Array | None:
    """The first metric per row where it is a share without empty cells: what the mix can be taken out of."""
    first = reading.metrics[0]
    if first.kind != "share" or any(first.n_missing):
        return None
    file: UnitFile = reading.rows.file
    return reading.rows.totals(file.need(first.name))


def _caveats(reading: _Reading, estimates: Sequence[LiftEstimate]) -> list[Phrase]:
    question, rows = reading.question, reading.rows
    found = words.row_caveats(rows)
    if question.is_split_test:
        found.append(Phrase(code="caveat_divergent_delivery"))
    if len(estimates) > 1:
        found.append(Phrase(code="caveat_holm", facts={"n": str(len(estimates))}))
    found += [Phrase(code="caveat_heavy_tail", facts={"metric": m.name}) for m in reading.metrics if m.is_heavy_tailed]
    found += [words.cuped(m) for m in reading.metrics if m.explained_share is not None]
    found += words.moved_covariates(_moved_covariates(reading))
    found.append(Phrase(code="caveat_fixed_size"))
    return found


def _moved_covariates(reading: _Reading) -> list[tuple[str, float]]:
    """Covariates that differ between the arms: they were not measured before the test, or the arms were not drawn."""
    rows, moved = reading.rows, []
    for header in reading.question.covariates:
        found = unit_metric(rows, header)
        control = found.arms[0]
        for arm in found.arms[1:]:
            if arm is None or control is None:
                continue
            p_value = _compare(found, arm, control, 0.95).p_value
            if p_value < SRM_STOPS_BELOW:
                moved.append((header, p_value))
    return moved
