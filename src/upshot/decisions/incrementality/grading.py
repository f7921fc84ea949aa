"""Whether an experiment carries an estimate, or only stands beside it: the rule behind evidence grade A.

Information is one over variance; that of independent sources adds up. An experiment whose standard error is far wider
than what the model knows without it changes nothing, and must not lend its name to the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

INFORMATIVE_SHARE = 1 / 3  # of all information; the interval is then at least 18 % narrower than without the test


def information_share(estimate_sd_without: float, standard_errors: Sequence[float]) -> float:
    """The part (0–1) of what is known that comes from experiments: Σ 1/se² ÷ (Σ 1/se² + 1/sd²).

    Parameters
    ----------
    estimate_sd_without : posterior sd, fitted without the experiments, of the very sum that they measured (same days,
        same creators), in orders; infinite where nothing else is known
    standard_errors : of the experiments, in orders; one that is not above 0 or not a number informs of nothing

    Returns
    -------
    float; 0 without a usable experiment, or where the estimate is known exactly without one

    Source
    ------
    Gelman et al. (2013), Bayesian Data Analysis, §2.5: precisions of independent normal sources add.
    """
    tested = sum(se**-2 for se in standard_errors if isfinite(se) and se > 0)
    if tested == 0 or estimate_sd_without <= 0:
        return 0.0
    return tested / (tested + estimate_sd_without**-2)  # an infinite sd has no information


def information_share_between(estimate_sd_without: float, estimate_sd_with: float) -> float:
    """The same from two fits: 1 − (sd with the experiments ÷ sd without)², and 0 where they made it no narrower.

    Use this one where tests overlap, or measure parts of the programme, so that their errors cannot just be added up.
    """
    if estimate_sd_without == inf:
        return 1.0 if isfinite(estimate_sd_with) else 0.0
    if not estimate_sd_without > 0 or not isfinite(estimate_sd_with):
        return 0.0
    return max(0.0, 1 - (max(estimate_sd_with, 0.0) / estimate_sd_without) ** 2)


def experiment_informs(estimate_sd_without: float, *standard_errors: float) -> bool:
    """Whether experiments earn grade A: at least a third of the information is theirs.

    For one test that is a standard error of at most √2 times the sd without it. Several tests of the same sum count
    together; for tests of different sums ask each one apart, with the sd of its own sum.
    """
    return information_share(estimate_sd_without, standard_errors) >= INFORMATIVE_SHARE


def graded(share_of_experiments: float, *, has_tracked_signals: bool) -> str:
    """The evidence grade: A rests on an experiment, B on the model with tracked signals, C on the model alone.

    Parameters
    ----------
    share_of_experiments : 0–1, from one of the functions above
    """
    if share_of_experiments >= INFORMATIVE_SHARE:
        return "A"
    return "B" if has_tracked_signals else "C"
