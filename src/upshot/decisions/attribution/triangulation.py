"""Codes and survey as two nets in the same pond: how many orders the creators touched in all.

Chapman's estimator. It assumes that being caught by a code does not change the chance of being caught by the survey;
where buyers who use a code also name the creator more readily (the usual case) it is too low.
"""

from __future__ import annotations

from math import sqrt

from upshot.errors import InvalidInput


def chapman(seen_by_code: int, seen_by_survey: int, seen_by_both: int) -> tuple[float, float]:
    """Estimate all orders from two incomplete counts and their overlap.

    N = (n₁ + 1)(n₂ + 1) ÷ (m + 1) - 1, SE = √[(n₁ + 1)(n₂ + 1)(n₁ - m)(n₂ - m) ÷ ((m + 1)²(m + 2))].

    Returns
    -------
    (estimate, standard error), both in orders

    Raises
    ------
    InvalidInput : a count below zero, or more seen by both than by one

    Source
    ------
    Chapman (1951); Seber (1970) for the variance. Golden vector: 120, 90, 30 → 354.19, SE 43.97.
    """
    if min(seen_by_code, seen_by_survey, seen_by_both) < 0 or seen_by_both > min(seen_by_code, seen_by_survey):
        highest = min(seen_by_code, seen_by_survey)
        raise InvalidInput(
            "chapman_counts", by_code=seen_by_code, by_survey=seen_by_survey, both=seen_by_both, highest=highest
        )
    pairs = (seen_by_code + 1) * (seen_by_survey + 1)
    estimate = pairs / (seen_by_both + 1) - 1
    alone = (seen_by_code - seen_by_both) * (seen_by_survey - seen_by_both)
    return estimate, sqrt(pairs * alone / ((seen_by_both + 1) ** 2 * (seen_by_both + 2)))
