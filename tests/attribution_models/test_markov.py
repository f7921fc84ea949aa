"""Removal effects against taking each channel out by hand, and every odd chain the journeys can make."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.errors import InvalidInput
from upshot.stats.markov import Chain, build_chain
from upshot.stats.markov_removal import removal_effects

Journey = tuple[list[int], int, float]  # channels from 1, conversions, value

journeys = st.lists(
    st.tuples(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(0, 1), st.floats(1, 50)),
    min_size=1,
    max_size=25,
)


def chain_of(found: list[Journey], n_channels: int, order: int = 1) -> Chain:
    moves: dict[tuple[tuple[int, ...], int], float] = defaultdict(float)
    ends: dict[tuple[int, ...], np.ndarray] = defaultdict(lambda: np.zeros(3))
    for path, converted, value in found:
        past = (0,) * order
        for state in path:
            moves[past, state] += 1
            past = (*past[1:], state)
        ends[past] += [1, converted, converted * value]
    last = np.array(list(ends.values()))
    return build_chain(
        np.array([past for past, _ in moves]), np.array([state for _, state in moves]), np.array(list(moves.values())),
        np.array(list(ends)), last[:, 0], last[:, 1:], n_channels,
    )  # fmt: skip


def by_hand(chain: Chain) -> np.ndarray:
    """Each channel taken out in turn and the chain solved anew."""
    flow = chain.to.toarray()
    whole = chain.start @ np.linalg.solve(np.eye(len(flow)) - flow, chain.reward)
    found = np.empty((chain.n_channels, chain.reward.shape[1]))
    for channel in range(chain.n_channels):
        nodes = chain.node[chain.channel == channel]
        left, start = flow.copy(), chain.start.copy()
        left[:, nodes] = 0.0
        start[nodes] = 0.0
        with np.errstate(invalid="ignore", divide="ignore"):
            found[channel] = 1 - start @ np.linalg.solve(np.eye(len(flow)) - left, chain.reward) / whole
    return found


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("method", ["direct", "iterative"])
@settings(max_examples=20, deadline=None)
@given(found=journeys)
def test_the_removal_effect_is_what_taking_the_channel_out_loses(
    found: list[Journey], order: int, method: str
) -> None:  # fmt: skip
    chain = chain_of(found, 4, order)

    effects = removal_effects(chain, method=method)

    np.testing.assert_allclose(effects.effects, by_hand(chain), atol=1e-8)
    assert effects.is_converged


def test_three_channels_worked_on_paper() -> None:
    # 1 > 2 > 3 converts, 1 is lost, 2 > 3 is lost. Half of what leaves 1 goes to 2, half of what leaves 3 converts:
    # p = 2/3 · 1/2 · 1/2 + 1/3 · 1/2 = 1/3; without 1 only the 1/6 that begins with 2 is left.
    effects = removal_effects(chain_of([([1, 2, 3], 1, 10.0), ([1], 0, 0.0), ([2, 3], 0, 0.0)], 3))

    assert effects.reward[0] == pytest.approx(1 / 3)
    np.testing.assert_allclose(effects.effects[:, 0], [0.5, 1.0, 1.0])


def test_where_nothing_converts_no_effect_is_known() -> None:
    assert np.isnan(removal_effects(chain_of([([1, 2], 0, 0.0)], 2)).effects).all()


def test_where_everything_converts_a_channel_on_every_path_carries_all() -> None:
    effects = removal_effects(chain_of([([1], 1, 5.0), ([2, 1], 1, 5.0)], 2))

    np.testing.assert_allclose(effects.effects[:, 0], [1.0, 0.5])


def test_a_channel_from_which_nobody_converts_has_no_effect() -> None:
    assert removal_effects(chain_of([([1], 1, 1.0), ([2], 0, 0.0)], 2)).effects[1, 0] == 0.0


def test_a_channel_that_repeats_itself_a_thousand_times_costs_no_accuracy() -> None:
    chain = chain_of([([1] * 1000 + [2], 1, 1.0), ([2], 0, 0.0)], 2)

    for method in ("direct", "iterative"):
        np.testing.assert_allclose(removal_effects(chain, method=method).effects[:, 0], [0.5, 1.0], atol=1e-9)


def test_a_cycle_through_two_channels_is_solved_not_walked() -> None:
    chain = chain_of([([1, 2] * 300, 1, 1.0), ([1], 0, 0.0)], 2)

    np.testing.assert_allclose(removal_effects(chain).effects, by_hand(chain), atol=1e-9)


def test_no_journeys_give_no_effects_and_no_error() -> None:
    none = np.zeros((0, 1), dtype=np.int64)

    found = removal_effects(build_chain(none, none[:, 0], none[:, 0], none, none[:, 0], np.zeros((0, 2)), 3))

    assert np.isnan(found.effects).all()
    assert found.effects.shape == (3, 2)


def test_more_sequences_than_can_be_numbered_are_refused() -> None:
    one = np.ones((1, 4), dtype=np.int64)

    with pytest.raises(InvalidInput, match="markov_too_many_nodes"):
        build_chain(one * 0, one[0, :1], one[0, :1], one, one[0, :1], np.ones((1, 2)), 10**5)


def test_the_residual_and_the_condition_are_told() -> None:
    found = removal_effects(chain_of([([1, 2], 1, 3.0), ([2, 1, 1], 0, 0.0)], 2))

    assert found.residual < 1e-12
    assert found.condition is not None
    assert found.condition >= 1.0
