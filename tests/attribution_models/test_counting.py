"""Counts in the engine against a plain count of the same paths."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attribution_models.paths import file_paths, store_of, transitions_by_hand
from upshot.decisions.journeys.counting import (
    count_exits,
    count_places,
    count_set_shares,
    count_sets,
    count_totals,
    count_transitions,
)
from upshot.decisions.journeys.store import JourneyStore
from upshot.decisions.journeys.store_writing import PathCount
from upshot.errors import InvalidInput

some_paths = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcdé"), min_size=1, max_size=8), st.integers(0, 3), st.just(700), st.integers(0, 3)
    ),
    min_size=1,
    max_size=12,
).filter(lambda paths: any(converted + lost for _, converted, _, lost in paths))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> JourneyStore:
    return store_of(file_paths(), tmp_path_factory.mktemp("store"))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=some_paths)
def test_transitions_of_every_order_are_those_counted_by_hand(
    tmp_path_factory: pytest.TempPathFactory, paths: list[PathCount]
) -> None:
    store = store_of(paths, tmp_path_factory.mktemp("store"))
    with store.frames() as frames:
        for order in (1, 2, 3, 4):
            found = count_transitions(frames, order=order)
            rows = np.column_stack([found.before, found.state]).tolist()

            assert dict(zip(map(tuple, rows), found.n.tolist(), strict=True)) == transitions_by_hand(
                paths, store.names, order
            )


@pytest.mark.parametrize("order", [1, 2, 4])
def test_every_journey_ends_once_and_keeps_its_value(store: JourneyStore, order: int) -> None:
    paths = file_paths()
    with store.frames() as frames:
        found = count_exits(frames, order=order)

    assert found.n.sum() == sum(converted + lost for _, converted, _, lost in paths)
    assert found.n_converted.sum() == sum(converted for _, converted, _, _ in paths)
    assert found.value_cents.sum() == sum(cents for _, _, cents, _ in paths)


def test_blocks_add_up_to_the_whole(store: JourneyStore) -> None:
    with store.frames() as frames:
        whole, blocks = count_transitions(frames, order=2), count_transitions(frames, order=2, n_blocks=8)
    rows: Counter[tuple[int, ...]] = Counter()
    for before, state, n in zip(blocks.before.tolist(), blocks.state.tolist(), blocks.n.tolist(), strict=True):
        rows[*before, state] += n

    assert set(blocks.block.tolist()) == set(range(8))
    keys = map(tuple, np.column_stack([whole.before, whole.state]).tolist())
    assert dict(rows) == dict(zip(keys, whole.n.tolist(), strict=True))


def test_channel_sets_hold_every_journey_once(store: JourneyStore) -> None:
    expected: Counter[frozenset[str]] = Counter()
    for states, converted, _, lost in file_paths():
        expected[frozenset(states)] += converted + lost
    with store.frames() as frames:
        sets = count_sets(frames)

    found = {
        frozenset(store.names[state - 1] for state in sets.members[low:high]): int(n)
        for low, high, n in zip(sets.starts[:-1], sets.starts[1:], sets.n, strict=True)
    }
    assert found == expected


def test_places_and_shares_of_sets_count_each_conversion(store: JourneyStore) -> None:
    with store.frames() as frames:
        totals, places, shares = count_totals(frames), count_places(frames), count_set_shares(frames)

    assert places.n[places.is_first].sum() == places.n[places.is_last].sum() == totals.n_converted == 350
    assert (shares.n / shares.size).sum() == pytest.approx(350)


def test_a_journey_of_a_hundred_thousand_touches_is_counted(tmp_path: Path) -> None:
    store = store_of([(["a", "b"] * 50_000, 1, 999, 0)], tmp_path)
    with store.frames() as frames:
        found = count_transitions(frames)

    assert dict(zip(found.state.tolist(), found.n.tolist(), strict=False))
    assert found.n.sum() == 100_000
    assert found.n.max() == 50_000


@pytest.mark.parametrize("order", [0, 5])
def test_an_order_that_the_store_does_not_hold_is_refused(store: JourneyStore, order: int) -> None:
    with store.frames() as frames, pytest.raises(InvalidInput, match="markov_order_out_of_range"):
        count_transitions(frames, order=order)
