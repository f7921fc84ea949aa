"""What the division of a budget must respect, and what it says when nothing pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.decisions.budget.double import known_brand, terms
from upshot.decisions.budget import BudgetPlan, Limit, build_plan, work_out
from upshot.decisions.budget.building import PlanHead
from upshot.decisions.budget.model import BudgetAnswer, Change
from upshot.errors import InvalidInput, UnknownName

HEAD = PlanHead("brand", False, "v", 1, 0.9, "EUR", "B", "creator_response", datetime(2026, 9, 30, tzinfo=UTC))


def plan_of(seed: int = 1, *, hurdle: float = 0.0, brand=None, **asked) -> BudgetPlan:
    ground = (brand or known_brand(seed)).ground
    return build_plan(work_out(ground, terms(**asked), hurdle_rate=hurdle, level=0.9), HEAD)


def spend_of(plan: BudgetPlan, creator: str) -> float:
    lines = sum(line.spend_posts + line.spend_boosts for line in plan.creators if line.creator == creator)
    return lines + sum(boost.spend for boost in plan.boosts if boost.creator == creator)


def test_without_an_amount_it_divides_what_was_spent_so_far():
    plan = plan_of()
    assert plan.budget == pytest.approx(sum(line.spend_now for line in plan.creators))
    assert plan.planned + plan.unspent == pytest.approx(plan.budget)
    assert plan.planned == pytest.approx(sum(line.spend_posts for line in plan.creators))


def test_nobody_gets_more_than_the_largest_step():
    assert max(line.posts for line in plan_of().creators) == 4
    assert max(line.posts for line in plan_of(step=1.0).creators) == 2


def test_money_moves_to_those_who_bring_most_per_euro():
    plan = plan_of()
    more = [line.margin_per_euro.median for line in plan.creators if line.change is Change.MORE]
    stopped = [line.margin_per_euro.median for line in plan.creators if line.change is Change.STOP]
    assert min(more) > max(stopped) * 0.9
    assert plan.answer is BudgetAnswer.REALLOCATE
    assert plan.gain.median > 0


def test_when_nothing_pays_the_answer_is_to_hold():
    plan = plan_of(brand=known_brand(1, price_level=20.0))
    assert plan.answer is BudgetAnswer.HOLD
    assert plan.planned == 0
    assert plan.margin_of_last_euro is None
    assert plan.net.median == 0


def test_a_higher_hurdle_spends_less_and_its_last_euro_brings_more():
    low, high = plan_of(hurdle=0.0), plan_of(hurdle=1.5)
    assert high.planned < low.planned
    assert high.answer is BudgetAnswer.SPEND_LESS
    assert high.margin_of_last_euro.median > low.margin_of_last_euro.median


def test_a_chance_that_is_asked_for_closes_what_is_too_unsure():
    brand = known_brand(1, n=20, price_level=2.0)
    sure = plan_of(brand=brand, least_chance=0.95)
    assert all(line.p_pays >= 0.95 for line in sure.creators if line.posts)
    assert 0 < sure.planned < plan_of(brand=brand).planned


def test_caps_and_floors_are_kept():
    free = plan_of()
    best, worst = free.creators[0].creator, free.creators[-1].creator
    plan = plan_of(caps={best: Limit(amount=1)}, floors={worst: Limit(share=0.05), "type:live": Limit(share=0.1)})
    assert spend_of(plan, best) <= 1
    assert spend_of(plan, worst) >= 0.05 * plan.budget - 0.01
    assert plan.net.median < free.net.median


def test_a_limit_on_nobody_names_the_nearest():
    with pytest.raises(UnknownName) as refused:
        plan_of(caps={"type:lives": Limit(amount=1)})
    assert "type:live" in refused.value.facts["nearest"]


def test_boosts_stay_within_what_was_ever_bought():
    brand = known_brand(2, price_level=3.0, has_ads=True)
    plan = plan_of(brand=brand)
    assert plan.boosts
    assert max(boost.views_paid for boost in plan.boosts) <= 100_000 + 1e-6
    ads = sum(boost.spend for boost in plan.boosts) + sum(line.spend_boosts for line in plan.creators)
    assert 0 < ads <= 2 * 12 * 100 + 1e-6
    assert plan_of(brand=brand, caps={"boosts": Limit(amount=0)}).boosts == ()


def test_a_boost_brings_what_the_response_curve_says():
    brand = known_brand(3, price_level=3.0, has_ads=True)
    plan = plan_of(brand=brand)
    boost = plan.boosts[0]
    place = [post.post_id for post in brand.ground.posts].index(boost.post_id)
    views = np.zeros(len(brand.ground.posts))
    views[place] = boost.views_paid
    exact = np.median(brand.ground.old_post_margin(views)[:, place])
    assert boost.margin.median == pytest.approx(exact, rel=0.08)  # slices are chords: a little below the curve
    assert boost.margin.median <= exact * 1.001


def test_exploring_pays_for_posts_of_those_who_may_be_best():
    plan = plan_of(exploration_share=0.3)
    explored = [line for line in plan.creators if line.change is Change.EXPLORE]
    assert explored
    assert sum(line.spend_posts for line in explored) <= 0.3 * plan.budget + 1e-6
    assert {line.creator for line in explored} & {line.creator for line in plan_of().creators if not line.posts}


def test_more_room_where_it_is_said_to_bind_brings_what_was_said():
    free = work_out(known_brand(4).ground, terms(), hurdle_rate=0.0, level=0.9)
    best = free.ground.offers[int(np.argmax(free.found.units[:12]))].creator
    capped = plan_of(4, caps={best: Limit(amount=400), "type:live": Limit(share=0.3)})
    named = {bind.sentence.code: bind for bind in capped.binds}
    assert capped.binds[0].sentence.code == "budget_bind_budget"
    assert any(code.startswith("budget_bind_cap") for code in named)
    assert all(bind.worth > 0 for bind in capped.binds)


def test_the_worth_of_one_more_post_is_what_solving_again_adds():
    ground = known_brand(5, n=8).ground
    plan = build_plan(work_out(ground, terms(), hurdle_rate=0.0, level=0.9), HEAD)
    bind = next(item for item in plan.binds if item.sentence.code == "budget_bind_posts")
    offers = tuple(
        replace(offer, posts_now=2.5) if offer.creator == bind.sentence.facts["creator"] else offer
        for offer in ground.offers
    )
    wider = build_plan(
        work_out(replace(ground, offers=offers), terms(amount=plan.budget), hurdle_rate=0.0, level=0.9), HEAD
    )
    margin = wider.net.median - plan.net.median
    assert margin == pytest.approx(bind.worth, rel=0.5)  # whole posts do not change places one for one


@pytest.mark.parametrize("factor", [0.01, 250.0])
def test_another_currency_changes_no_post(factor: float):
    ground = known_brand(6).ground
    offers = tuple(replace(o, price=replace(o.price, median=o.price.median * factor)) for o in ground.offers)
    other = replace(ground, offers=offers, order_margin=ground.order_margin * factor)
    posts = [work_out(g, terms(), hurdle_rate=0.0, level=0.9).found.units for g in (ground, other)]
    assert posts[0] == pytest.approx(posts[1])


def test_the_careful_division_promises_more_in_the_worst_fifth():
    ground = known_brand(7, n=20).ground
    shares = []
    for tail in (1.0, 0.1):
        worked = work_out(ground, terms(tail=tail), hurdle_rate=0.0, level=0.9)
        net = worked.margin - float(worked.spend.sum())
        shares.append(float(np.sort(net)[: len(net) // 10].mean()))
    assert shares[1] >= shares[0] - 0.02 * abs(shares[0])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": -1}, "budget_not_positive"),
        ({"step": 0}, "budget_term_out_of_range"),
        ({"tail": 0.0}, "budget_term_out_of_range"),
        ({"exploration_share": 0.9}, "budget_term_out_of_range"),
        ({"caps": {"a": Limit(amount=1)}, "floors": {"a": Limit(amount=2)}}, "budget_cap_below_floor"),
        ({"floors": {"c00": Limit(share=5.0)}}, "budget_infeasible"),
    ],
)
def test_what_cannot_be_asked_is_refused(change: dict, code: str):
    with pytest.raises(InvalidInput) as refused:
        plan_of(**change)
    assert refused.value.code == code
