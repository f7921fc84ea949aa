"""Orders and margin of posts to come, out of the verdict's own draws: an effect per view, and how views bend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import t as student

from upshot.decisions.creators.forecast.model import Source
from upshot.decisions.creators.panel import Array
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import IncrementalEstimate, ResponseDraws
from upshot.decisions.verdict.case import Material, open_case
from upshot.decisions.verdict.model import Scope

POST_FREEDOM = 4.0  # posts of one creator differ as a Student-t(4) (docs/method.md) …
POST_EDGE = 0.0025  # … cut to its middle 99.5 %, as the budget does: its own mean is infinite


@dataclass(frozen=True)
class Worth:
    """What views are worth to this brand; `order_revenue`, `order_margin` (n_draws,), None where not known.

    `why_no_margin` says what is missing for the margin.
    """

    response: ResponseDraws
    creators: tuple[str, ...]
    usual_types: tuple[str | None, ...]
    n_posts: dict[str, int]
    order_revenue: Array | None
    order_margin: Array | None
    why_no_margin: InsufficientEvidence | None

    def orders(
        self, creator: str, tier: str | None, kind: str, views: Array, rng: np.random.Generator
    ) -> tuple[Array, Source, int]:
        """(n_draws,) incremental orders over the lives of posts with `views` (n_draws, n_posts); what that rests on."""
        response = self.response
        rows = np.arange(len(views)) % len(response.concavity)
        has_own = creator in self.creators and self.n_posts.get(creator, 0) > 0
        level = self._own(creator, kind) if has_own else self._pooled(tier, kind, rng)
        z = student.ppf(POST_EDGE + (1 - 2 * POST_EDGE) * ndtr(rng.standard_normal(views.shape)), POST_FREEDOM)
        log_effect = level[rows, None] + response.post_sd[rows, None] * z
        expected = np.exp(log_effect) * (views / response.views_unit) ** response.concavity[rows, None]
        orders = rng.poisson(np.minimum(expected.sum(axis=1), 1e9)).astype(np.float64)
        if has_own:
            return orders, Source.OWN_EFFECT, self.n_posts[creator]
        return orders, Source.POOLED_EFFECT, sum(1 for n in self.n_posts.values() if n)

    def _own(self, creator: str, kind: str) -> Array:
        """(n_draws,) log effect of the creator, moved from the usual type to the one asked for."""
        place = self.creators.index(creator)
        level = self.response.creators[:, place]
        return level + self._type(kind) - self._type(self.usual_types[place]) if self.usual_types[place] else level

    def _pooled(self, tier: str | None, kind: str, rng: np.random.Generator) -> Array:
        """(n_draws,) log effect of somebody like that, new to the brand: wider by how creators differ."""
        response = self.response
        level = response.new_creator + self._type(kind)
        if tier in response.tiers and response.by_tier is not None:
            level = level + response.by_tier[:, response.tiers.index(tier)]
        return np.asarray(level + response.creator_sd * rng.standard_normal(len(level)))

    def _type(self, kind: str | None) -> Array:
        response = self.response
        if kind not in response.collaborations or response.by_collaboration is None:
            return np.zeros(len(response.concavity))
        found: Array = response.by_collaboration[:, response.collaborations.index(kind)]
        return found


def read_worth(material: Material) -> Worth | InsufficientEvidence:
    """What the verdict's estimate says of a view; InsufficientEvidence where there is no estimate."""
    estimate = material.estimate
    if isinstance(estimate, InsufficientEvidence):
        return estimate
    if estimate.response is None:
        return InsufficientEvidence("forecast_no_response", ("import_orders", "import_post_readings"))
    history = estimate.history
    case = open_case(material, Scope(kind="all"))
    revenue = None if case.unit is None else np.asarray(case.unit.draws, dtype=np.float64)
    rate = material.terms.gross_margin_rate
    why = None
    if revenue is None:
        why = InsufficientEvidence("forecast_no_order_value", ("import_orders",))
    elif rate is None:
        why = InsufficientEvidence("reason_no_gross_margin_rate", ("help_set_gross_margin_rate",))
    return Worth(
        estimate.response,
        history.creators,
        history.creator_collaborations or (None,) * len(history.creators),
        _posts_with_views(estimate),
        revenue,
        None if revenue is None or rate is None else revenue * float(rate),
        why,
    )


def _posts_with_views(estimate: IncrementalEstimate) -> dict[str, int]:
    history = estimate.history
    seen = history.views.sum(axis=1) > 0
    count = np.bincount(history.post_creator[seen], minlength=len(history.creators))
    return dict(zip(history.creators, count.tolist(), strict=True))
