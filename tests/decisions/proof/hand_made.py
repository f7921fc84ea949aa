"""Estimates and histories by hand, so that every figure can be checked with a pencil."""

from datetime import date, timedelta

import numpy as np

from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.proof import Truth


def history_of(n_creators=3, n_days=3, **more):
    """One post per creator, one view a day."""
    return ProgrammeHistory(
        **{
            "days": tuple(date(2026, 1, 1) + timedelta(i) for i in range(n_days)),
            "orders": np.ones(n_days),
            "views": np.ones((n_creators, n_days)),
            "views_paid": np.zeros((n_creators, n_days)),
            "post_ids": tuple(map(str, range(n_creators))),
            "post_creator": np.arange(n_creators),
            "creators": tuple(f"c{i}" for i in range(n_creators)),
        }
        | more
    )


def estimate_of(draws, history=None):
    draws = np.asarray(draws, dtype=float)
    history = history or history_of(draws.shape[1])
    return IncrementalEstimate(history, draws, np.ones((len(draws), len(history.days))), "m", "C", 1)


def spread_around(*centres):
    return np.linspace(-10, 10, 101)[:, None] + np.array(centres)


def truth_of(orders, break_even=None, **more):
    needed = None if break_even is None else np.array(break_even, dtype=float)
    return Truth(np.array(orders, dtype=float), needed, **more)
