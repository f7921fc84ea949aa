"""What the interim estimate must do in worlds whose truth is known."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest, estimate_incremental
from upshot.decisions.proof import Truth, score_world
from upshot.decisions.proof.scoring import creator_draws

world = cache(small_world)


@cache
def estimated(seed=1, **options):
    estimate = estimate_incremental(world(seed, **options).history)
    assert not isinstance(estimate, InsufficientEvidence)
    return estimate


def total(estimate):
    return estimate.orders_draws.sum(axis=1)


def covers(draws, truth, level=0.9):
    low, high = np.quantile(draws, ((1 - level) / 2, (1 + level) / 2))
    return bool(low <= truth <= high)


def test_the_total_is_covered_and_unbiased_over_worlds():
    seeds = range(40, 52)
    inside = [covers(total(estimated(seed)), world(seed).truth_total) for seed in seeds]
    bias = [np.median(total(estimated(seed))) / world(seed).truth_total - 1 for seed in seeds]
    assert sum(inside) >= 9
    assert abs(np.mean(bias)) < 0.10


def test_creators_are_covered_and_ranked():
    scores = []
    for seed in range(40, 46):
        scores.append(score_world(estimated(seed), Truth(world(seed).truth_creators)))
    assert np.mean([score.creator_coverage for score in scores]) >= 0.8
    assert np.mean([score.model.rank_correlation for score in scores]) > 0.85


def test_a_programme_without_effect_is_not_credited_with_one():
    claimed = [np.quantile(total(estimated(seed, lift_share=0.0)), 0.05) > 0 for seed in range(60, 72)]
    assert sum(claimed) <= 3  # 5 % each by construction; four of twelve would happen once in five hundred runs


def shuffled(history, seed):
    """The same views on the wrong days: each post's whole course is turned round the history by a random amount."""
    rng = np.random.default_rng(seed)
    shift = rng.integers(60, len(history.days) - 60, len(history.post_ids))
    turn = lambda rows: np.stack([np.roll(row, int(s)) for row, s in zip(rows, shift, strict=True)])  # noqa: E731
    return replace(history, views=turn(history.views), views_paid=turn(history.views_paid), tracked_orders={})


def test_shuffled_views_are_not_effective():
    shares = [
        np.median(total(estimate_incremental(shuffled(world(s).history, s)))) / world(s).truth_total
        for s in range(40, 46)
    ]
    assert np.median(shares) < 0.5


def test_the_wrong_formula_fails_where_ours_passes():
    """Negative control: counting every order above the median day as the programme's covers no truth."""
    wrong, right = 0, 0
    for seed in range(40, 46):
        history, truth = world(seed).history, world(seed).truth_total
        naive = np.maximum(history.orders - np.median(history.orders), 0).sum()
        spread = naive * (1 + 0.14 * np.random.default_rng(1).standard_normal(1_000))
        wrong += covers(spread, truth)
        right += covers(total(estimated(seed)), truth)
    assert right >= 5
    assert wrong <= 2


def test_posts_add_up_to_creators_and_creators_to_the_total_draw_by_draw():
    estimate = estimated()
    assert np.allclose(creator_draws(estimate).sum(axis=1), total(estimate))
    assert (estimate.orders_draws >= 0).all()


def test_baseline_and_increment_add_up_to_the_orders_that_came():
    estimate = estimated()
    explained = estimate.baseline_draws.sum(axis=1).mean() + total(estimate).mean()
    assert explained == pytest.approx(estimate.history.orders.sum(), rel=0.02)


def test_three_times_the_orders_is_three_times_the_effect():
    history = world(1).history
    larger = replace(
        history, orders=history.orders * 3, tracked_orders={k: v * 3 for k, v in history.tracked_orders.items()}
    )
    ratio = np.median(total(estimate_incremental(larger))) / np.median(total(estimated()))
    assert ratio == pytest.approx(3.0, rel=0.1)  # a count's noise does not scale with it


def test_the_order_of_posts_and_creators_does_not_matter():
    history = world(1).history
    rng = np.random.default_rng(2)
    posts, creators = rng.permutation(len(history.post_ids)), rng.permutation(len(history.creators))
    place = np.argsort(creators)
    mixed = replace(
        history,
        views=history.views[posts],
        views_paid=history.views_paid[posts],
        post_ids=tuple(history.post_ids[p] for p in posts),
        post_creator=place[history.post_creator[posts]],
        creators=tuple(history.creators[c] for c in creators),
        tracked_orders={name: rows[creators] for name, rows in history.tracked_orders.items()},
    )
    ours, theirs = creator_draws(estimated()), creator_draws(estimate_incremental(mixed))
    assert np.median(theirs.sum(1)) == pytest.approx(np.median(ours.sum(1)), rel=0.02)
    assert np.median(theirs, axis=0) == pytest.approx(np.median(ours, axis=0)[creators], rel=0.1, abs=4)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    history = world(1).history
    again, other = estimate_incremental(history, seed=1), estimate_incremental(history, seed=2)
    assert np.array_equal(again.orders_draws, estimated().orders_draws)
    assert np.array_equal(again.baseline_draws, estimated().baseline_draws)
    assert not np.array_equal(other.orders_draws, again.orders_draws)


def relative_width(estimate):
    return np.subtract(*np.quantile(total(estimate), (0.95, 0.05))) / np.median(total(estimate))


def test_more_days_narrow_the_interval():
    short = np.mean([relative_width(estimated(seed, n_days=150, n_creators=8)) for seed in (1, 2, 3)])
    long = np.mean([relative_width(estimated(seed, n_days=730, n_creators=40)) for seed in (1, 2, 3)])
    assert long < 0.75 * short


def test_a_lift_test_narrows_the_interval_and_earns_the_best_grade():
    tested = estimated(5, with_lift_test=True)
    assert relative_width(tested) < relative_width(estimate_incremental(replace(tested.history, lift_tests=())))
    assert (tested.evidence_grade, estimated().evidence_grade) == ("A", "B")


def test_a_test_of_some_creators_moves_those_creators():
    history = world(1).history
    truth = float(np.median(creator_draws(estimated())[:, :3].sum(axis=1)))
    claim = LiftTest("t", history.days[0], history.days[-1], history.creators[:3], 1.5 * truth, 0.05 * truth)
    moved = creator_draws(estimate_incremental(replace(history, lift_tests=(claim,))))
    assert np.median(moved[:, :3].sum(axis=1)) > 1.15 * truth


def test_without_signals_the_split_is_wide_and_says_so():
    blind = estimate_incremental(replace(world(1).history, tracked_orders={}))
    assert blind.evidence_grade == "C"
    assert "no_tracked_signals" in blind.caveats
    spread = lambda e: np.median(creator_draws(e).std(axis=0) / creator_draws(e).mean(axis=0))  # noqa: E731
    assert spread(blind) > 1.3 * spread(estimated())


def test_a_creator_without_a_code_is_not_a_creator_whose_code_nobody_used():
    history = world(1).history
    best = int(np.argmax(world(1).truth_creators))

    def told(value):
        rows = {name: seen.copy() for name, seen in history.tracked_orders.items()}
        for seen in rows.values():
            seen[best] = value
        return rows

    median = lambda rows: np.median(creator_draws(estimate_incremental(replace(history, tracked_orders=rows)))[:, best])  # noqa: E731
    assert median(told(np.nan)) > 2 * median(told(0.0))


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("too_few_days_with_orders", lambda h: {"orders": np.where(np.arange(len(h.days)) < 40, h.orders, 0.0)}),
        ("no_post_views", lambda h: {"views": h.views * 0, "views_paid": h.views_paid * 0}),
        ("pressure_does_not_vary", lambda h: {"views": np.ones_like(h.views) * 500, "views_paid": h.views_paid * 0}),
    ],
)
def test_too_little_evidence_is_an_answer_with_what_would_help(reason, change):
    history = world(1).history
    answer = estimate_incremental(replace(history, **change(history)))
    assert isinstance(answer, InsufficientEvidence)
    assert answer.reason == reason
    assert answer.what_would_help


def test_a_promotion_on_the_day_of_every_post_is_named_as_a_caveat():
    history = world(1).history
    loud = history.views.sum(axis=0) > np.quantile(history.views.sum(axis=0), 0.8)
    caveats = estimate_incremental(replace(history, events=loud[None].astype(float), event_names=("sale",))).caveats
    assert "programme_coincides_with_events" in caveats


def test_creators_who_always_post_together_are_named_as_a_caveat():
    history = world(1).history
    alike = np.tile(history.views.sum(axis=0) / len(history.post_ids), (len(history.post_ids), 1))
    caveats = estimate_incremental(replace(history, views=alike, views_paid=alike * 0)).caveats
    assert "creators_post_together" in caveats
    assert "creators_post_together" not in estimated().caveats
