"""The truth that budgets are judged by: what one more post brings, against the posts that were made."""

from __future__ import annotations

import numpy as np

from upshot.worlds.cases import Scale
from upshot.worlds.next_posts import next_post_orders
from upshot.worlds.truth import true_effects
from upshot.worlds.world import simulate_world

SMALL = Scale(n_creators=12, n_posts=60, n_days=240)


def test_posts_that_were_made_bring_what_the_next_one_is_said_to_bring_and_a_little_for_their_ads():
    made, said, likeness = 0.0, 0.0, []
    for seed in range(1, 11):
        world = simulate_world("base", seed, scale=SMALL)
        n_posts = np.bincount(world.cast.posts.creator, minlength=12)
        truth, expected = true_effects(world).creator_orders_expected, next_post_orders(world)
        made, said = made + truth.sum(), said + float(n_posts @ expected)
        likeness.append(np.corrcoef(np.log(truth / n_posts), np.log(expected))[0, 1])
    assert 0.95 < made / said < 1.4
    assert np.mean(likeness) > 0.8


def test_where_nothing_works_the_next_post_brings_nothing():
    assert not next_post_orders(simulate_world("no_effect", 1, scale=SMALL)).any()
