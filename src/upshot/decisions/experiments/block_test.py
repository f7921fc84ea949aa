"""Read a test of few, uneven units in blocks: organic posts of several creators on several weekdays.

Nobody divides an audience for organic posts; the posts themselves are drawn by lot inside blocks (creator × weekday),
and the reading re-draws that lottery. Views still growing are brought to their expected final count by the dated
growth curve, so that an older post does not win by its age.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments import ab_words as words
from upshot.decisions.experiments.ab_model import AbQuestion, AbVerdict, ArmLine
from upshot.decisions.experiments.arm_metrics import METRIC_HEADERS
from upshot.decisions.experiments.model import ExperimentAnswer, ExperimentCheck, ExperimentKind, LiftEstimate
from upshot.decisions.experiments.unit_rows import UnitRows
from upshot.decisions.maturity.prior import shipped_prior
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.blocked import BlockedComparison, compare_in_blocks
from upshot.stats.multiple_tests import holm
from upshot.version import __version__

Array = NDArray[np.float64]

N_DRAWS = 4999
YOUNGEST_DAYS = 1.0  # before that, a post's final views cannot be told from its first hours


def read_blocks(rows: UnitRows, question: AbQuestion) -> AbVerdict | InsufficientEvidence:
    """Compare the arms inside the blocks; too few blocks for the level are said to be too few.

    Raises
    ------
    InvalidInput : experiment_log_of_nothing, logarithms asked of values that are not all above 0
    """
    rng = np.random.default_rng(question.seed)
    blocks = rows.blocks(question.blocks)
    found: list[tuple[LiftEstimate, BlockedComparison]] = []
    arms: list[ArmLine] = []
    metrics = question.metrics or (rows.file.need("views", *METRIC_HEADERS),)
    for metric in metrics:
        values, known = _values(rows, metric, question)
        arms += _arm_lines(rows, metric, values, known, question)
        for arm in range(1, rows.n_arms):
            chosen = known & ((rows.arms == arm) | (rows.arms == 0))
            seen = compare_in_blocks(values[chosen], rows.arms[chosen] == arm, blocks[chosen], level=question.level,
                                     rng=rng, n_draws=N_DRAWS)  # fmt: skip
            if seen is None or not np.isfinite([seen.low, seen.high]).all():
                return _too_few(seen, question)
            found.append((_estimate(rows, metric, arm, seen, question, is_primary=metric == metrics[0]), seen))
    estimates = _adjusted([estimate for estimate, _ in found])
    return _verdict(rows, question, estimates, found[0][1], tuple(arms))


def _values(rows: UnitRows, metric: str, question: AbQuestion) -> tuple[Array, NDArray[np.bool_]]:
    """One value per unit, matured and in logarithms where asked, and which of them are known."""
    values = rows.totals(rows.file.need(metric))
    if question.age_column:
        values = values / _share_of_final(rows, question.age_column)
    known = ~np.isnan(values)
    if question.is_log:
        if (values[known] <= 0).any():
            raise InvalidInput("experiment_log_of_nothing", file=rows.file.name, metric=metric,
                               seen=f"{values[known].min():g}")  # fmt: skip
        values = np.log(np.where(known, values, 1.0))
    return np.where(known, values, 0.0), known


def _share_of_final(rows: UnitRows, age_column: str) -> Array:
    """The share of its final views that a post has at its age, by the registry's curve; NaN for too young a post."""
    age = rows.totals(rows.file.need(age_column))
    share: Array = np.where(age >= YOUNGEST_DAYS, shipped_prior().table.share(np.nan_to_num(age)), np.nan)
    return share


def _estimate(
    rows: UnitRows, metric: str, arm: int, seen: BlockedComparison, question: AbQuestion, *, is_primary: bool
) -> LiftEstimate:
    def relative(value: float) -> float | None:
        return float(np.expm1(value)) if question.is_log else None

    return LiftEstimate(
        name=f"{metric}: {rows.arm_names[arm]} − {rows.arm_names[0]}",
        kind=ExperimentKind.AB,
        metric=metric,
        unit="log" if question.is_log else "value",
        treatment=rows.arm_names[arm],
        control=rows.arm_names[0],
        estimate=seen.difference,
        low=seen.low,
        high=seen.high,
        level=question.level,
        standard_error=None,
        n=seen.n_units,
        p_value=seen.p_value,
        lift_rel=relative(seen.difference),
        lift_rel_low=relative(seen.low),
        lift_rel_high=relative(seen.high),
        is_primary=is_primary,
        method="method_blocked_permutation",
    )


def _adjusted(estimates: list[LiftEstimate]) -> tuple[LiftEstimate, ...]:
    adjusted = holm([estimate.p_value or 0.0 for estimate in estimates])
    return tuple(e.model_copy(update={"p_value_adjusted": p}) for e, p in zip(estimates, adjusted, strict=True))


def _arm_lines(
    rows: UnitRows, metric: str, values: Array, known: NDArray[np.bool_], question: AbQuestion
) -> list[ArmLine]:
    lines = []
    for arm, name in enumerate(rows.arm_names):
        of_arm = rows.arms == arm
        n = int((of_arm & known).sum())
        if n:
            mean = float(values[of_arm & known].mean())
            shown = float(np.exp(mean)) if question.is_log else mean  # the geometric mean: a typical post
            lines.append(ArmLine(arm=name, metric=metric, unit="value", is_control=arm == 0, n=n,
                                 n_missing=int((of_arm & ~known).sum()), successes=None, mean=shown))  # fmt: skip
    return lines


def _verdict(
    rows: UnitRows,
    question: AbQuestion,
    estimates: tuple[LiftEstimate, ...],
    first: BlockedComparison,
    arms: tuple[ArmLine, ...],
) -> AbVerdict:
    primary = [estimate for estimate in estimates if estimate.is_primary]
    sure = [e for e in primary if e.p_value_adjusted is not None and e.p_value_adjusted <= 1 - question.level]
    answer = ExperimentAnswer.UNDECIDED
    if sure:
        answer = ExperimentAnswer.LIFT if any(e.estimate > 0 for e in sure) else ExperimentAnswer.DROP
    n_unused = len(rows.arms) - first.n_units
    facts = {"blocks": str(first.n_blocks), "n": str(first.n_units), "unused": str(n_unused)}
    check = ExperimentCheck(name="check_blocks", is_passed=n_unused <= len(rows.arms) / 5,
                            finding=Phrase(code="finding_blocks", facts=facts))  # fmt: skip
    caveats = [*words.row_caveats(rows), Phrase(code="caveat_blocks_need_lot")]
    if question.age_column:
        caveats.append(Phrase(code="caveat_views_matured"))
    if len(estimates) > 1:
        caveats.append(Phrase(code="caveat_holm", facts={"n": str(len(estimates))}))
    return AbVerdict(
        upshot_version=__version__,
        kind=ExperimentKind.AB,
        name=question.name or rows.file.name,
        source=rows.file.name,
        level=question.level,
        seed=question.seed,
        answer=answer,
        reasons=tuple(words.reason(estimate) for estimate in primary),
        checks=(check,),
        estimates=estimates,
        caveats=tuple(caveats),
        what_would_help=() if sure else (Phrase(code="experiment_more_blocks"),),
        arms=arms,
    )


def _too_few(seen: BlockedComparison | None, question: AbQuestion) -> InsufficientEvidence:
    """No block holds both arms, or the lottery has too few outcomes for the level."""
    facts = (("blocks", str(seen.n_blocks if seen else 0)), ("level", f"{round(100 * question.level, 1):g}"))
    return InsufficientEvidence("experiment_too_few_blocks", ("experiment_more_blocks", "experiment_plan_first"), facts)
