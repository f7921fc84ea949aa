"""From a workspace's files to the answer, and the refusals on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.decisions.brand import brand, living_brand
from tests.decisions.budget.material import GuessShelf, guessed_material
from upshot.decisions.budget import BudgetPlan, BudgetTerms, make_budget
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import UnknownName

DAYS = (date(2026, 7, 11), date(2026, 10, 8))


def asked(**changes) -> BudgetTerms:
    return BudgetTerms(*DAYS, **changes)


@pytest.fixture(scope="module")
def plan() -> BudgetPlan:
    return make_budget(guessed_material(living_brand()), asked())


def test_a_post_costs_what_its_collaboration_cost_over_its_posts(plan: BudgetPlan):
    assert {line.price.median for line in plan.creators} == {400.0}  # 2400 € for six posts
    assert {line.price.source for line in plan.creators} == {"own"}


def test_the_pace_is_that_of_the_history(plan: BudgetPlan):
    assert sum(line.posts_now for line in plan.creators) == pytest.approx(12 * 90 / 240, rel=0.02)
    assert plan.budget == pytest.approx(400 * 12 * 90 / 240, rel=0.02)


def test_whoever_brings_more_gets_more(plan: BudgetPlan):
    posts = {line.creator: line.posts for line in plan.creators}
    assert posts["max.cooks"] > posts["lea"]


def test_the_same_question_has_the_same_answer(plan: BudgetPlan):
    assert make_budget(guessed_material(living_brand()), asked()).digest == plan.digest


def test_when_a_creator_asks_for_more_others_are_paid():
    dear = make_budget(guessed_material(living_brand()), asked(prices={"Max.cooks": Decimal(9000)}))
    posts = {line.creator: line.posts for line in dear.creators}
    assert posts["max.cooks"] == 0


def test_only_the_creators_that_were_named_are_paid():
    plan = make_budget(guessed_material(living_brand()), asked(creators=("@LEA",)))
    assert {line.creator for line in plan.creators} == {"lea"}
    with pytest.raises(UnknownName):
        make_budget(guessed_material(living_brand()), asked(creators=("nobody",)))


def test_effects_that_bring_nothing_hold_the_money():
    plan = make_budget(guessed_material(living_brand(), shelf=GuessShelf(effect=-4.0)), asked())
    assert (plan.answer, plan.planned) == ("hold", 0.0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (living_brand(gross_margin_rate=""), "reason_no_gross_margin_rate"),
        (living_brand(fee=0), "budget_no_prices"),
        (brand(), "no_counted_orders"),
    ],
)
def test_without_what_it_needs_it_says_what_is_missing(data, reason: str):
    found = make_budget(guessed_material(data), asked())
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == reason
    assert found.what_would_help
