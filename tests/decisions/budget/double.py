"""A brand whose truth is known and whose estimate is honest: draws of an exact posterior, without a fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from upshot.decisions.budget import BudgetGround, BudgetTerms, Offer, OldPost
from upshot.decisions.budget.prices import PostPrice, PriceSource, ViewPrice
from upshot.decisions.budget.views import NextViews
from upshot.decisions.incrementality.model import ResponseDraws

N_DRAWS = 300
PRIOR_SD, ERROR_SD = 0.7, 0.35  # of creators around the mean; of the estimate around the creator
POST_SD, CONCAVITY, PAID_WORTH = 0.3, 0.87, 0.6
ORDER_MARGIN = 30.0
TERMS = BudgetTerms(date(2026, 10, 1), date(2026, 12, 29))


def terms(**changes: Any) -> BudgetTerms:
    """Ninety days, no amount: as much as so far."""
    if "amount" in changes:
        changes["amount"] = Decimal(str(changes["amount"]))
    return BudgetTerms(**{**vars(TERMS), **changes})


@dataclass(frozen=True)
class KnownBrand:
    """`ground` as estimated, `truth` the same with the true effects in every draw."""

    ground: BudgetGround
    truth: BudgetGround

    @property
    def true_margin(self) -> np.ndarray:
        """(n_offers,) expected margin of one more post."""
        return self.truth.next_post_margin()[0]


def known_brand(
    seed: int, *, n: int = 12, price_level: float = 1.0, has_ads: bool = False, n_draws: int = N_DRAWS
) -> KnownBrand:
    """Creators with two posts each; prices follow worth loosely, as markets do."""
    rng = np.random.default_rng([seed, 0xB0D])
    true = rng.normal(1.2, PRIOR_SD, n)
    seen = true + rng.normal(0, ERROR_SD, n)
    weight = PRIOR_SD**2 / (PRIOR_SD**2 + ERROR_SD**2)
    middle, sd = 1.2 + weight * (seen - 1.2), PRIOR_SD * np.sqrt(1 - weight)
    draws = middle + sd * rng.standard_normal((n_draws, n))
    log_views = rng.normal(10.3, 0.7, n)
    views = NextViews(np.tile(log_views, (n_draws, 1)), 0.8, 3e6, np.full(n, 4))
    level = 0.75 * ORDER_MARGIN * np.exp(1.2) * (np.exp(log_views) / 50_000) ** CONCAVITY * 1.3
    price = price_level * level * np.exp(rng.normal(0, 0.4, n))
    names = tuple(f"c{i:02d}" for i in range(n))
    offers = tuple(
        Offer(
            name,
            ("live", "ambassador")[i % 2],
            PostPrice(p, 0.8 * p, 1.2 * p, PriceSource.OWN, 2),
            2.0,
            100.0 if has_ads else 0.0,
        )
        for i, (name, p) in enumerate(zip(names, price.tolist(), strict=True))
    )
    posts = tuple(OldPost(f"p{i:02d}", name, i, float(np.exp(log_views[i])), 0.0) for i, name in enumerate(names))

    def ground(effects: np.ndarray) -> BudgetGround:
        ones = np.ones(len(effects))
        response = ResponseDraws(
            50_000.0, effects, effects + 0.1, 1.2 * ones, PRIOR_SD * ones, POST_SD * ones, CONCAVITY * ones,
            PAID_WORTH * ones, np.full((len(effects), 1), 1.0), capture={"code": np.full((len(effects), n), 0.3)},
        )  # fmt: skip
        own_views = NextViews(views.mean[: len(effects)], views.sd, views.most, views.n_posts)
        return BudgetGround(
            response, ORDER_MARGIN * ones, names, ("micro",) * n, ("live", "ambassador") * (n // 2), own_views,
            2 * np.exp(log_views), offers, posts if has_ads else (),
            ViewPrice(0.0006, 0.0005, 0.0007, 100_000.0, 5) if has_ads else None,
        )  # fmt: skip

    return KnownBrand(ground(draws), ground(true[None]))
