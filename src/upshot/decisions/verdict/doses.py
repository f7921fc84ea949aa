"""Views as doses: what the model's draws say that more or fewer of them would bring, in orders and in gross margin.

A post of V effective views (organic + ρ · paid, in units of `views_unit`) brings exp(log effect) · V^γ orders over its
life; everything here is that line, draw by draw, with the draws that the verdict's orders come from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import ResponseDraws
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.formulas import Floats

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Doses:
    """The posts' views inside the history, in units of `response.views_unit`; arrays (n_posts,), draws first."""

    response: ResponseDraws
    organic: Floats
    paid: Floats

    @classmethod
    def of(cls, case: Case) -> Doses | None:
        """Read the views; None where no estimate says what a view is worth."""
        if isinstance(case.estimate, InsufficientEvidence) or case.estimate.response is None:
            return None
        history, unit = case.estimate.history, case.estimate.response.views_unit
        paid = np.clip(history.views_paid, 0.0, history.views).sum(axis=1)
        return cls(case.estimate.response, (history.views.sum(axis=1) - paid) / unit, paid / unit)

    def effective(self, rows: Rows) -> Floats:
        """(n_draws, n_rows) organic + ρ · paid."""
        return np.asarray(self.organic[rows] + self.response.paid_worth[:, None] * self.paid[rows])

    def paid_share(self, rows: Rows) -> Floats:
        """(n_draws, n_rows) of a post's orders that would be missing without its paid views; 0 without paid views."""
        effective = np.maximum(self.effective(rows), 1e-12)
        kept = (self.organic[rows] / effective) ** self.response.concavity[:, None]
        return np.asarray(1.0 - kept)

    def orders_of_creator(self, creator: int, views: Floats) -> Floats:
        """(n_draws, n_points) orders of the creator's typical post at so many effective views (units)."""
        return np.asarray(np.exp(self.response.creators[:, [creator]]) * views ** self.response.concavity[:, None])

    def added_by_boost(self, creator: int, organic: float, paid: Floats) -> Floats:
        """(n_draws, n_points) orders that `paid` views (units) add to a typical post with `organic` ones."""
        before = np.full((len(self.response.paid_worth), 1), organic)
        after = organic + self.response.paid_worth[:, None] * paid
        return self.orders_of_creator(creator, after) - self.orders_of_creator(creator, before)

    def orders_per_paid_view(self, rows: Rows, organic: Floats) -> Floats:
        """(n_draws, n_rows) orders that one more paid view of each post brings over its life: the slope at its views.

        `organic` (n_rows,) units, those still to come included: where the post is heading, not where it stands.
        """
        found = self.response
        views = organic + found.paid_worth[:, None] * self.paid[rows]
        slope = np.exp(found.posts[:, rows]) * found.concavity[:, None]
        slope = slope * np.maximum(views, 1e-9) ** (found.concavity[:, None] - 1)
        return np.asarray(slope * found.paid_worth[:, None] / found.views_unit)
