"""The material of a workspace with an estimate that nobody had to fit: effects drawn around a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory, ResponseDraws
from upshot.decisions.verdict.case import Material, gather

N_DRAWS = 400
NOW = datetime(2026, 7, 10, tzinfo=UTC)


class GuessShelf:
    """Stands where fits are kept, and guesses instead."""

    def __init__(self, effect: float = 2.5, sd: float = 0.25, capture: bool = True) -> None:
        self.effect, self.sd, self.capture = effect, sd, capture

    def estimate(self, history: ProgrammeHistory, *, seed: int, **_: Any) -> IncrementalEstimate:
        rng = np.random.default_rng([seed, 5])
        n_creators, ones = len(history.creators), np.ones(N_DRAWS)
        middle = self.effect + 0.4 * np.linspace(-1, 1, n_creators)
        creators = middle + self.sd * rng.standard_normal((N_DRAWS, n_creators))
        posts = creators[:, history.post_creator] + 0.2 * rng.standard_normal((N_DRAWS, len(history.post_ids)))
        total = history.views.sum(axis=1)
        with np.errstate(divide="ignore"):
            orders = np.exp(posts) * (total / 50_000.0) ** 0.87
        capture = {"code": np.full((N_DRAWS, n_creators), 0.3)} if self.capture else {}
        response = ResponseDraws(
            50_000.0, creators, posts, self.effect * ones, 0.5 * ones, 0.25 * ones, 0.87 * ones, 0.6 * ones,
            np.full((N_DRAWS, 1), 1.0), capture=capture,
        )  # fmt: skip
        base = np.maximum(history.orders.mean() - orders.sum(axis=1) / len(history.days), 1.0)
        baseline = np.repeat(base[:, None], len(history.days), axis=1)
        return IncrementalEstimate(history, orders, baseline, "creator_response", "B", seed, response=response)


def guessed_material(data: Any, *, now: datetime = NOW, shelf: GuessShelf | None = None, seed: int = 1) -> Material:
    """What `Workspace.material` gives, without the fit."""
    return gather(data, now=now, seed=seed, shelf=shelf or GuessShelf())  # type: ignore[arg-type]
