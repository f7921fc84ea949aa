"""Three characteristic functions against Shapley's own sum over coalitions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from upshot.stats import shapley
from upshot.stats.shapley import coalition_game, set_rate_game, sum_game

N_CHANNELS = 5
Sets = dict[tuple[int, ...], tuple[int, int]]  # set → journeys, conversions


def sets_of(seed: int) -> Sets:
    random = np.random.default_rng(seed)
    found: Sets = {}
    for _ in range(600):
        members = tuple(sorted(set((random.integers(0, N_CHANNELS, random.geometric(0.4)) + 1).tolist())))
        n, converted = found.get(members, (0, 0))
        found[members] = (n + 1, converted + int(random.random() < 0.2))
    return found


def columns(sets: Sets) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    starts = np.concatenate([[0], np.cumsum([len(each) for each in sets])])
    n, converted = np.array(list(sets.values())).T
    return starts, np.concatenate([np.array(each) for each in sets]), n, converted[:, None].astype(float)


def by_definition(players: tuple[int, ...], worth: Callable[[tuple[int, ...]], float]) -> dict[int, float]:
    found = {}
    size = len(players)
    for player in players:
        others = [each for each in players if each != player]
        found[player] = sum(
            factorial(k) * factorial(size - k - 1) / factorial(size)
            * (worth(tuple(sorted((*some, player)))) - worth(some))
            for k in range(size)
            for some in combinations(others, k)
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def sets() -> Sets:
    return sets_of(7)


def test_the_sum_game_shares_each_conversion_equally_among_its_channels(sets: Sets) -> None:
    expected = by_definition(
        tuple(range(1, N_CHANNELS + 1)), lambda s: sum(c for t, (_, c) in sets.items() if set(t) <= set(s))
    )
    starts, members, _, rewards = columns(sets)
    sizes = np.diff(starts)

    found = sum_game(members, np.repeat(sizes, sizes), np.repeat(rewards, sizes, axis=0), N_CHANNELS)

    np.testing.assert_allclose(found.values[:, 0], list(expected.values()))


def test_the_game_of_set_rates_is_a_game_within_each_set(sets: Sets) -> None:
    expected = np.zeros(N_CHANNELS)
    for members, (n, converted) in sets.items():
        if converted:
            values = by_definition(members, lambda s: sets[s][1] / sets[s][0] if s in sets else 0.0)
            for channel, value in values.items():
                expected[channel - 1] += value * n

    found = set_rate_game(*columns(sets), N_CHANNELS)

    np.testing.assert_allclose(found.values[:, 0], expected)
    assert found.values.sum() == pytest.approx(sum(c for _, c in sets.values()))


def test_the_coalition_game_weighs_rates_of_whole_coalitions(sets: Sets) -> None:
    def rate(coalition: tuple[int, ...]) -> float:
        inside = [count for members, count in sets.items() if set(members) <= set(coalition)]
        return sum(c for _, c in inside) / sum(n for n, _ in inside) if inside else 0.0

    expected = by_definition(tuple(range(1, N_CHANNELS + 1)), rate)

    np.testing.assert_allclose(coalition_game(*columns(sets), N_CHANNELS).values[:, 0], list(expected.values()))


@pytest.mark.parametrize("game", [set_rate_game, coalition_game])
def test_sampled_values_are_within_their_errors(
    sets: Sets, game: Callable[..., shapley.ShapleyValues], monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = game(*columns(sets), N_CHANNELS)
    monkeypatch.setattr(shapley, "MOST_EXACT_SET", 1)
    monkeypatch.setattr(shapley, "MOST_EXACT_CHANNELS", 1)
    monkeypatch.setattr(shapley, "MOST_INSIDE_WORK", 0)

    sampled = game(*columns(sets), N_CHANNELS)

    assert not sampled.is_exact
    assert (np.abs(sampled.values - exact.values) < 4.5 * sampled.errors + 1e-12).all()


def test_a_channel_that_adds_nothing_gets_nothing() -> None:
    sets = {(1,): (10, 5), (1, 2): (10, 5), (2,): (10, 0)}

    assert coalition_game(*columns(sets), 2).values[1, 0] < 0  # it comes with a lower rate of the whole
    assert set_rate_game(*columns(sets), 2).values[1, 0] == pytest.approx(0.0)


def test_large_sets_are_exact_through_the_sets_inside_them(sets: Sets, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = set_rate_game(*columns(sets), N_CHANNELS)
    monkeypatch.setattr(shapley, "MOST_EXACT_SET", 1)

    found = set_rate_game(*columns(sets), N_CHANNELS)

    assert found.is_exact
    np.testing.assert_allclose(found.values, looked_up.values)


def test_a_set_of_thirty_channels_keeps_its_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = tuple(range(1, 31))
    found = set_rate_game(*columns({wide: (4, 2), (1,): (10, 1)}), 30)
    monkeypatch.setattr(shapley, "MOST_INSIDE_WORK", 0)
    sampled = set_rate_game(*columns({wide: (4, 2), (1,): (10, 1)}), 30)

    assert found.values.sum() == pytest.approx(3.0)
    assert sampled.values.sum() == pytest.approx(3.0)
    assert sampled.n_sampled == 1
