"""Credits per order: exact, one at most, the same whatever the order of the rows."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upshot.decisions.attribution.rules import (
    DAY,
    ORDER_UNITS,
    Rule,
    Touches,
    TouchKind,
    sorted_once,
    split_exactly,
    weights,
)
from upshot.decisions.attribution.triangulation import chapman
from upshot.errors import InvalidInput

CODE, LINK, SURVEY = TouchKind.CODE, TouchKind.LINK, TouchKind.SURVEY


def touches_of(*rows: tuple[int, int, float, int]) -> Touches:
    """Rows (order, kind, age in days, creator) as sorted touches; orders happen on day 100."""
    order, kind, age, creator = (np.array(column) for column in zip(*rows, strict=True))
    none = np.full(len(order), -1)
    at = (100 * DAY - age * DAY).astype(np.int64)
    return sorted_once(
        Touches(order.astype(np.int64), kind.astype(np.int64), at, creator.astype(np.int64), none, none, none)
    )


def shares(rule: Rule, *rows: tuple[int, int, float, int]) -> dict[int, float]:
    """Creator → share of a single order."""
    touches = touches_of(*rows)
    found = weights(rule, touches, ordered_at=np.array([100 * DAY]), half_life_days=7.0)
    units = split_exactly(touches.order, found, np.array([ORDER_UNITS]))
    total: dict[int, float] = {}
    for creator, unit in zip(touches.creator, units, strict=True):
        total[int(creator)] = total.get(int(creator), 0) + int(unit) / ORDER_UNITS
    return total


FOUR = ((0, SURVEY, 14, 1), (0, SURVEY, 7, 2), (0, LINK, 0, 3), (0, CODE, 0, 4))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.FIRST_TOUCH, {1: 1, 2: 0, 3: 0, 4: 0}),
        (Rule.LAST_TOUCH, {1: 0, 2: 0, 3: 0, 4: 1}),
        (Rule.LINEAR, {1: 0.25, 2: 0.25, 3: 0.25, 4: 0.25}),
        (Rule.TIME_DECAY, {1: 0.25 / 2.75, 2: 0.5 / 2.75, 3: 1 / 2.75, 4: 1 / 2.75}),
        (Rule.POSITION, {1: 0.4, 2: 0.1, 3: 0.1, 4: 0.4}),
        (Rule.CODE_FIRST, {1: 0, 2: 0, 3: 0, 4: 1}),
        (Rule.SURVEY_FIRST, {1: 0.5, 2: 0.5, 3: 0, 4: 0}),
    ],
)
def test_each_rule_shares_an_order_as_its_name_says(rule, expected):
    assert shares(rule, *FOUR) == pytest.approx(expected, abs=1e-6)


def test_code_first_falls_back_to_the_last_touch_without_a_code():
    assert shares(Rule.CODE_FIRST, (0, SURVEY, 9, 1), (0, LINK, 0, 2)) == {1: 0, 2: 1}


def test_position_gives_two_touches_half_each_and_one_touch_everything():
    assert shares(Rule.POSITION, (0, SURVEY, 9, 1), (0, CODE, 0, 2)) == {1: 0.5, 2: 0.5}
    assert shares(Rule.POSITION, (0, CODE, 0, 2)) == {2: 1}


@pytest.mark.parametrize("rule", [Rule.FIRST_TOUCH, Rule.LAST_TOUCH, Rule.CODE_FIRST])
def test_two_codes_at_one_checkout_are_equals(rule):
    assert shares(rule, (0, CODE, 0, 1), (0, CODE, 0, 2)) == {1: 0.5, 2: 0.5}


def test_a_creators_second_code_on_one_order_proves_no_more():
    assert shares(Rule.LINEAR, (0, CODE, 0, 1), (0, CODE, 0, 1), (0, CODE, 0, 2)) == {1: 0.5, 2: 0.5}


TOUCHES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([0, 1, 2]), st.integers(0, 900), st.integers(0, 3)),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=TOUCHES, rule=st.sampled_from(list(Rule)), cents=st.lists(st.integers(-500, 10**7), min_size=6, max_size=6))
def test_credits_of_an_order_sum_to_exactly_one_and_to_its_cents(rows, rule, cents):
    touches, totals = touches_of(*rows), np.array(cents)
    found = weights(rule, touches, ordered_at=np.full(6, 100 * DAY), half_life_days=7.0)
    touched = np.unique(touches.order)
    for whole in (np.full(6, ORDER_UNITS), totals):
        parts = split_exactly(touches.order, found, whole)
        sums = np.bincount(touches.order, weights=parts, minlength=6)
        assert (sums[touched] == whole[touched]).all()
    assert (split_exactly(touches.order, found, np.full(6, ORDER_UNITS)) >= 0).all()


@settings(max_examples=40, deadline=None)
@given(rows=TOUCHES, rule=st.sampled_from(list(Rule)), random=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, rule, random):
    def credited(some):
        touches = touches_of(*some)
        found = weights(rule, touches, ordered_at=np.full(6, 100 * DAY), half_life_days=7.0)
        parts = split_exactly(touches.order, found, np.full(6, 999))
        return list(zip(touches.order, touches.kind, touches.at, touches.creator, parts, strict=True))

    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert credited(rows) == credited(shuffled)


def test_a_shorter_half_life_gives_the_elder_touch_less():
    touches = touches_of((0, SURVEY, 10, 1), (0, CODE, 0, 2))
    short, long = (
        weights(Rule.TIME_DECAY, touches, ordered_at=np.array([100 * DAY]), half_life_days=half) for half in (1, 100)
    )
    assert short[0] < 0.001
    assert long[0] > 0.9


def test_time_decay_survives_touches_older_than_a_float_can_halve():
    assert shares(Rule.TIME_DECAY, (0, SURVEY, 9000, 1), (0, SURVEY, 9000, 2)) == {1: 0.5, 2: 0.5}


def test_chapman_reproduces_the_golden_vector():
    """methods §5.19: 120 by code, 90 by survey, 30 by both; printed with two decimals."""
    assert chapman(120, 90, 30) == pytest.approx((354.19, 43.97), abs=0.005)


def test_chapman_refuses_an_overlap_larger_than_its_parts():
    with pytest.raises(InvalidInput):
        chapman(3, 2, 4)


def test_chapman_is_exact_when_both_nets_caught_everything():
    assert chapman(50, 50, 50) == (50.0, 0.0)
    assert Decimal(str(chapman(10, 0, 0)[0])) == 10
