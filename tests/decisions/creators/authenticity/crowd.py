"""A crowd of ordinary creators, drawn by hand-set laws: no real creator is in it, and nobody bought anything."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from tests.decisions.creators.hand_panel import DAY_S, NOW
from upshot.decisions.creators.authenticity.learning import Material
from upshot.decisions.creators.authenticity.proving import AuthenticityProof, prove
from upshot.decisions.creators.panel import COUNTERS, CreatorPanel, CreatorRow, take_creators

N_POSTS = 26


@cache
def crowd(n: int = 60, *, seed: int = 3, n_posts: int = N_POSTS) -> CreatorPanel:
    """`n` creators of all sizes with `n_posts` posts, two days apart, read ten days after the last."""
    rng = np.random.default_rng(seed)
    followers = np.exp(rng.uniform(np.log(5_000), np.log(5e6), n)).round()
    typical = np.log(followers) + rng.normal(-1.5, 0.8, n)
    rates = np.array([0.1, 0.001, 0.003, 0.004])
    of_creator = np.log(rates) + rng.multivariate_normal(np.zeros(4), 0.09 * np.eye(4) + 0.05, n)
    views = typical[:, None] + rng.normal(0, 0.8, (n, n_posts))
    liked = rng.normal(0, 0.2, (n, n_posts, 1))
    others = views[..., None] + of_creator[:, None] + liked + rng.normal(0, [0.1, 0.4, 0.5, 0.4], (n, n_posts, 4))
    counts = np.floor(np.exp(np.concatenate([views[..., None], others], axis=-1))).reshape(-1, 5)
    counts[:, 0] = np.maximum(counts[:, 0], 150)
    counts[:, 1] = np.minimum(counts[:, 1], counts[:, 0])
    read_at = np.full(n * n_posts, NOW.timestamp())
    age = 10 + 2.0 * np.tile(np.arange(n_posts)[::-1], n)
    return CreatorPanel(
        creators=tuple(CreatorRow(f"c{at:03}", int(followers[at]), NOW, "FR", "fr", "food") for at in range(n)),
        creator=np.repeat(np.arange(n), n_posts),
        post_id=tuple(f"p{at}" for at in range(n * n_posts)),
        published=read_at - age * DAY_S,
        read_at=read_at,
        duration_s=np.exp(rng.normal(3, 0.4, n * n_posts)),
        counters={name: counts[:, at] for at, name in enumerate(COUNTERS)},
        followers=np.repeat(followers, n_posts),
        is_boosted=np.zeros(n * n_posts, dtype=bool),
        is_sponsored=np.zeros(n * n_posts),
        caption=(None,) * (n * n_posts),
    )


@cache
def small_proof() -> AuthenticityProof:
    """The proof on 36 of the crowd, over 20 posts."""
    found = prove([Material(take_creators(crowd(), np.arange(36)))], sizes=(20,))
    assert isinstance(found, AuthenticityProof)
    return found


def with_counters(panel: CreatorPanel, place: int, **columns: float | np.ndarray) -> CreatorPanel:
    """The crowd in which one creator's counters are replaced."""
    counters = {name: column.copy() for name, column in panel.counters.items()}
    for name, values in columns.items():
        counters[name][panel.posts_of(place)] = values
    return replace(panel, counters=counters)


def a_mega(panel: CreatorPanel) -> int:
    """The place of an ordinary creator above a million."""
    return next(at for at, row in enumerate(panel.creators) if (row.followers or 0) > 1_000_000)
