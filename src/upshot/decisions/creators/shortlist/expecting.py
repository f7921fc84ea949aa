"""What the next sponsored posts of each creator are expected to bring, as draws: the room's forecast, for everybody.

Creators without a single post that counts have nothing to go on: not even a forecast from their followers is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from upshot.decisions.creators.forecast.effects import read_worth
from upshot.decisions.creators.forecast.rates import engagement_rates, reach_rate
from upshot.decisions.creators.forecast.reading import read_reach
from upshot.decisions.creators.forecast.views import fit_views
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData
from upshot.registries.tiers import tier_of

N_DRAWS = 1_000
FEWEST_DRAWS = 100
MOST_CELLS = 20_000_000  # of a table of draws: 160 MB
LUCK = 0.95  # luck beyond that quantile counts as the quantile: the far tail decides a mean and nobody ever saw it
KIND = "sponsored_video"
COUNTED = ("likes", "comments", "shares")


@dataclass(frozen=True)
class Expected:
    """(n_draws, n_creators) of all posts asked of each, NaN = nothing to go on; `n_posts` (n_creators,) they rest on.

    `reach` is people reached by one post; `log_views` (n_draws, n_creators, n_posts_each) of log(1 + views).
    """

    views: Array
    engagements: Array
    reach: Array
    log_views: Array
    n_posts: Codes
    is_reach_seen: bool  # somebody's reach was imported


def expect(data: WorkspaceData, panel: CreatorPanel, posts_each: int, *, now: datetime, seed: int) -> Expected:
    """Final organic views, likes + comments + shares, and reach, from the forecast models fitted to the panel."""
    n = len(panel.creators)
    n_draws = int(np.clip(MOST_CELLS // max(n * posts_each, 1), FEWEST_DRAWS, N_DRAWS))
    rng = np.random.default_rng([seed, 0x51])
    model = fit_views(panel)
    ahead = model.ahead(np.arange(n), posts_each, starts=now + timedelta(days=1), is_sponsored=True)
    log_views = ahead.draws(n_draws, rng).reshape(n_draws, n, posts_each)
    log_views = np.minimum(log_views, np.quantile(log_views, LUCK, axis=0))
    log_views[:, model.fit.n_posts == 0] = np.nan
    views = np.expm1(log_views)
    rates = engagement_rates(panel, model.counted)
    read = read_reach(data, panel)
    of_reach = reach_rate(panel, *read)
    engaged, reached = np.full((n_draws, n), np.nan), np.full((n_draws, n), np.nan)
    for place in np.flatnonzero(model.fit.n_posts > 0).tolist():
        own = log_views[:, place]
        if all(name in rates for name in COUNTED):
            shares = [np.exp(np.minimum(rates[name].draws(place, own, rng), 0.0)) for name in COUNTED]
            engaged[:, place] = (views[:, place] * np.sum(shares, axis=0)).sum(axis=1)
        reached[:, place] = views[:, place, 0] / (1 + np.exp(-of_reach.draws(place, own, rng)[:, 0]))
    return Expected(
        views.sum(axis=2), _tamed(engaged), reached, log_views, model.fit.n_posts, bool(np.isfinite(read[0]).any())
    )


def _tamed(draws: Array) -> Array:
    """Draws whose luckiest twentieth count as its least."""
    found: Array = np.minimum(draws, np.quantile(draws, LUCK, axis=0))
    return found


def expected_margin(
    material: Material, panel: CreatorPanel, expected: Expected, *, seed: int
) -> tuple[Array, tuple[Phrase, ...]]:
    """(n_draws, n_creators) incremental gross margin of the posts, by the verdict's effects; NaN where nobody can say.

    Creators new to the brand bring what the programme's creators of like tier bring, with the wider interval of that.
    """
    n_draws, n = expected.views.shape
    margin = np.full((n_draws, n), np.nan)
    worth = read_worth(material)
    if isinstance(worth, InsufficientEvidence) or worth.order_margin is None:
        return margin, (Phrase(code="shortlist_note_no_margin"),)
    rng = np.random.default_rng([seed, 0x52])
    value = worth.order_margin[np.arange(n_draws) % len(worth.order_margin)]
    new = 0
    for place in np.flatnonzero(expected.n_posts > 0):
        row = panel.creators[place]
        views = np.expm1(expected.log_views[:, place])
        orders, _, _ = worth.orders(row.creator, tier_of(row.followers), KIND, views, rng)
        margin[:, place] = orders * value
        new += not worth.n_posts.get(row.creator, 0)
    notes = (Phrase(code="shortlist_note_new", facts={"n": str(new)}),) if new else ()
    return _tamed(margin), notes
