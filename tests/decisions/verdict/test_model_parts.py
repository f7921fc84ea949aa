"""What the verdict says of the model: parts that sum to the whole, doses that follow the model's own line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.decisions.brand import living_brand, living_facts
from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import LiftTest
from upshot.decisions.verdict import judge
from upshot.decisions.verdict.case import Case, Material, gather, open_case
from upshot.decisions.verdict.caveats import caveats_of
from upshot.decisions.verdict.doses import Doses
from upshot.decisions.verdict.groups import added_orders, by_inseparable, rows_by_collaboration_type, rows_by_tier
from upshot.decisions.verdict.model import Scope, Verdict
from upshot.decisions.verdict.pooling import prior_shares
from upshot.decisions.verdict.posts import read_posts
from upshot.decisions.verdict.prices import read_paid_prices
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms
from upshot.surfaces.presentation.model_checks import check_name, plain_name
from upshot.surfaces.wording import LANGUAGES, Words

EVERYTHING = Scope(kind="all")
POST = "7300000000000000100"
BOOST = [
    {"account_id": "ads", "ad_id": "1", "post_id": POST, "day": f"2025-12-{day:02d}", "currency": "EUR", "spend": 20,
     "video_views": 2500, "impressions": 4000}
    for day in range(1, 29)
]  # fmt: skip


@pytest.fixture(scope="module")
def material() -> Material:
    return gather(living_brand(), now=NOW, seed=1)


@pytest.fixture(scope="module")
def case(material: Material) -> Case:
    return open_case(material, EVERYTHING)


@pytest.fixture(scope="module")
def verdict(material: Material) -> Verdict:
    return judge(material.data, scope=EVERYTHING, now=NOW, material=material)


def brand_with(*, facts: dict[str, Any] | None = None, records: dict[str, Any] | None = None) -> MemoryWorkspace:
    """The living brand with more facts, or other records."""
    kept = living_brand()
    every = {table: kept.rows(table) for table in ("creator", "campaign", "collaboration")}
    return MemoryWorkspace(
        living_facts(240) | (facts or {}), every | (records or {}), settings={"gross_margin_rate": "0.55"}
    )


def boosted(material: Material, *, paid_share: float = 0.5) -> Material:
    """The same estimate, had that share of the first post's views been bought: arithmetic needs no second fit."""
    views_paid = material.history.views_paid.copy()
    views_paid[0] = paid_share * material.history.views[0]
    history = replace(material.history, views_paid=views_paid)
    data = brand_with(facts={"ad_day": BOOST})
    programme = read_programme(data, material.terms.zone)
    return replace(material, data=data, programme=programme, history=history,
                   estimate=replace(material.estimate, history=history))  # fmt: skip


def test_creators_tiers_and_types_sum_to_the_total_draw_by_draw(case, verdict):
    total = case.orders_draws(case.post_rows())
    by_creator = sum(case.orders_draws(case.post_rows(line.creator)) for line in verdict.creators)
    np.testing.assert_allclose(by_creator, total)
    for groups in (rows_by_tier(case, verdict.creators), rows_by_collaboration_type(case)):
        np.testing.assert_allclose(sum(case.orders_draws(rows) for rows in groups.values()), total)


def test_the_costs_of_posts_sum_to_their_creators_costs_to_the_cent(material):
    found = judge(boosted(material).data, scope=EVERYTHING, now=NOW, material=boosted(material))
    for line in found.creators:
        assert sum(post.cost for post in found.posts if post.creator == line.creator) == line.cost > 0
    first = next(post for post in found.posts if post.post_id == POST)
    assert first.cost - max(post.cost for post in found.posts if post.spark is None) == pytest.approx(560, abs=0.05)


def test_a_post_earns_what_its_draws_say_over_its_cost(case, verdict):
    post = verdict.posts[0]
    row = case.history.post_ids.index(post.post_id)
    margin = case.margin_draws(case.orders_draws(np.array([row])))
    assert post.roi.median == pytest.approx(np.median(margin) / float(post.cost) - 1)
    assert post.roi.p_above_hurdle == np.mean(margin > float(post.cost))
    assert post.iroas.median * 0.55 - 1 == pytest.approx(post.roi.median)


def test_ratios_that_are_modelled_have_an_interval_around_them(verdict):
    for value in (verdict.iroas, verdict.break_even_orders):
        assert value.interval.low < value.value == value.interval.median < value.interval.high
    assert verdict.roas_all_in.interval is None


@pytest.mark.parametrize(
    ("first", "creators", "is_said"),
    [("2026-01-05", (), False), ("2027-01-05", (), True), ("2026-01-05", ("nobody",), True)],
)
def test_a_lift_test_that_cannot_bear_on_the_estimate_is_said(material, first, creators, is_said):
    starts_on = date.fromisoformat(first)
    test = LiftTest("geo", starts_on, starts_on + timedelta(days=27), creators, 90.0, 20.0)
    history = replace(material.history, lift_tests=(test,))
    case = open_case(replace(material, history=history), EVERYTHING)
    found = [phrase.facts["name"] for phrase in caveats_of(case, read_posts(case), None)
             if phrase.code == "caveat_lift_test_says_nothing"]  # fmt: skip
    assert found == (["geo"] if is_said else [])


def test_creators_who_cannot_be_told_apart_are_reported_as_one(case, verdict):
    names = tuple(line.creator for line in verdict.creators)
    together = by_inseparable(case, (names,), verdict.creators)[0]
    assert together.creators == names
    assert together.cost == sum(line.cost for line in verdict.creators)
    assert together.incremental.orders == verdict.incremental.orders
    assert together.iroas.median == pytest.approx(verdict.iroas.value)


def test_the_costs_of_tiers_and_of_types_sum_to_the_creators_costs(verdict):
    creators = sum(line.cost for line in verdict.creators)
    assert sum(line.cost for line in verdict.by_tier) == creators > 0
    assert sum(line.cost for line in verdict.by_collaboration_type) == creators


def test_a_creator_who_works_in_two_ways_splits_the_cost_by_what_was_agreed(material):
    rows = living_brand().rows("collaboration")
    rows.append(rows[0] | {"collaboration_type": "live", "fee": Decimal(800), "codes": [], "utm_contents": []})
    data = brand_with(records={"collaboration": rows})
    changed = replace(material, data=data, programme=read_programme(data, material.terms.zone))
    found = judge(data, scope=EVERYTHING, now=NOW, material=changed)
    cost = {line.name: line.cost for line in found.by_collaboration_type}
    assert cost["live"] == Decimal("800.00")
    assert sum(cost.values()) == sum(line.cost for line in found.creators)


def test_baseline_and_increment_cover_every_day_of_the_history_once(verdict, material):
    points = verdict.decomposition
    assert sum(point.orders for point in points) == material.history.orders.sum()
    assert points[0].starts_on == material.history.days[0]
    assert all((b.starts_on - a.ends_on).days == 1 for a, b in pairwise(points))
    assert all(point.starts_on.weekday() == 0 for point in points[1:])
    for point in points:
        assert point.expected.median == pytest.approx(point.baseline.median + point.increment.median, rel=0.02)


def test_the_increments_add_up_to_the_incremental_orders(verdict):
    added = sum(point.increment.median for point in verdict.decomposition)
    assert added == pytest.approx(verdict.incremental.orders.median, rel=0.02)


def test_a_curve_is_the_models_line_and_rises_ever_more_slowly(verdict, material):
    response, curve = material.estimate.response, verdict.response_curves[0]
    place = material.history.creators.index(curve.creator)
    point = curve.by_views[3]
    by_hand = np.exp(response.creators[:, place]) * (point.x / response.views_unit) ** response.concavity
    assert point.orders.median == pytest.approx(np.median(by_hand))
    assert point.gross_margin.median == pytest.approx(point.orders.median * 62 * 0.55, rel=0.06)
    x, y = (np.array(values) for values in zip(*((p.x, p.orders.median) for p in curve.by_views), strict=True))
    slopes = np.diff(y) / np.diff(x)
    assert (np.diff(slopes) < 0).all()
    assert curve.by_views[0].orders.high == 0


def test_without_ads_nobody_knows_the_next_euro_and_it_is_not_zero(verdict):
    assert {line.why_null.code for line in verdict.next_euro} == {"null_no_paid_price"}
    assert {line.margin_per_unit for line in verdict.next_euro} == {None}
    assert {curve.why_no_boost.code for curve in verdict.response_curves} == {"null_no_paid_price"}
    assert verdict.by_boost == ()


def test_a_boost_adds_what_the_post_would_lack_without_its_paid_views(material):
    found = boosted(material)
    case = open_case(found, EVERYTHING)
    response = found.estimate.response
    kept = (0.5 / (0.5 + response.paid_worth * 0.5)) ** response.concavity
    expected = found.estimate.orders_draws[:, 0] * (1 - kept)
    np.testing.assert_allclose(added_orders(case, Doses.of(case), 0), expected)
    line = judge(found.data, scope=EVERYTHING, now=NOW, material=found).by_boost[0]
    assert (line.post_id, line.spend) == (POST, Decimal("560.00"))
    assert line.orders.median == pytest.approx(np.median(expected))
    assert line.roi.median == pytest.approx((line.gross_margin.median - 560) / 560)


def test_a_boost_without_known_paid_views_is_not_known_and_not_zero(material):
    line = judge(material.data, scope=EVERYTHING, now=NOW, material=boosted(material, paid_share=0.0)).by_boost[0]
    assert (line.orders, line.roi, line.why_null.code) == (None, None, "null_no_paid_views")


def test_the_next_euro_is_the_slope_of_the_posts_own_line(material):
    found = boosted(material)
    lines = judge(found.data, scope=EVERYTHING, now=NOW, material=found).next_euro
    post = next(line for line in lines if line.post_id == POST)
    assert (post.cost_per_thousand, post.price_basis) == (Decimal("8.0000"), "post")
    case = open_case(found, EVERYTHING)
    doses = Doses.of(case)
    rows, step = np.array([0]), 1e-4
    response, organic = found.estimate.response, doses.organic[rows]
    slope = doses.orders_per_paid_view(rows, organic)[:, 0]

    def orders(paid):
        effective = organic + response.paid_worth * paid
        return np.exp(response.posts[:, 0]) * effective**response.concavity

    by_difference = (orders(doses.paid[0] + step) - orders(doses.paid[0] - step)) / (2 * step) / response.views_unit
    np.testing.assert_allclose(slope, by_difference, rtol=1e-5)
    assert post.margin_per_unit.low < post.margin_per_unit.median < post.margin_per_unit.high


def test_a_price_is_the_posts_own_then_its_creators_then_everybodys(material):
    found = boosted(material)
    prices = read_paid_prices(found.data, found.programme, read_terms(found.data), until=NOW.date())
    assert prices.of("lea", POST) == (Decimal("8.0000"), "post")
    assert prices.of("lea", "another") == (Decimal("8.0000"), "creator")
    assert prices.of("max.cooks", None) == (Decimal("8.0000"), "workspace")


def test_the_priors_share_of_a_creator_lies_between_nothing_and_all(verdict, material):
    shares = prior_shares(material.estimate)
    assert set(shares) == {"lea", "max.cooks"}
    assert all(0 <= share <= 1 for share in shares.values())
    assert [line.prior_share for line in verdict.creators] == [shares[line.creator] for line in verdict.creators]


def test_a_creator_about_whom_the_data_say_nothing_is_all_prior(material):
    rng = np.random.default_rng(3)
    response = material.estimate.response
    n = len(response.new_creator)
    drawn = response.new_creator + response.creator_sd * rng.standard_normal(n)
    known = response.new_creator + 0.1 * response.creator_sd.mean() * rng.standard_normal(n)
    estimate = replace(material.estimate, response=replace(response, creators=np.column_stack([drawn, known]),
                                                           by_tier=None, by_collaboration=None))  # fmt: skip
    unknown, learned = prior_shares(estimate).values()
    assert unknown == pytest.approx(1.0, abs=0.1)
    assert learned == pytest.approx(0.01, abs=0.005)


def test_without_an_estimate_the_model_says_nothing(material):
    nothing = replace(material, estimate=InsufficientEvidence("no_post_views"), history=InsufficientEvidence("x"))
    found = judge(material.data, scope=EVERYTHING, now=NOW, material=nothing)
    assert (found.decomposition, found.response_curves, found.next_euro, found.learned, found.checks) == ((),) * 5
    assert found.diagnostics == {}
    assert {line.incremental for line in found.by_tier} == {None}
    assert {line.why_null.code for line in found.by_tier} == {"no_post_views"}


def test_every_part_of_the_model_has_its_why(verdict):
    figures = {why.figure for why in verdict.why}
    assert {"decomposition", "response_curves", "by_tier", "by_collaboration_type", "by_boost", "next_euro", "learned",
            "checks", "creators.prior_share"} <= figures  # fmt: skip


def test_verdicts_of_the_schema_before_can_still_be_read(verdict):
    old = verdict.model_dump(mode="json")
    for name in ("decomposition", "response_curves", "by_tier", "next_euro", "learned", "diagnostics"):
        del old[name]
    assert Verdict.model_validate(old | {"schema_version": "1.1"}).decomposition == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_model_names_has_words(verdict, language):
    words = Words(language)
    assert verdict.checks
    assert all(check_name(check.name, words) != plain_name(check.name) for check in verdict.checks)
    assert all(words.has(f"model_learned_{line.name}") for line in verdict.learned)
    assert all(words.has(f"model_{line.name}") for line in verdict.alternatives)
    assert all(words.has(f"model_subject_{line.subject}") for line in verdict.alternatives)
    assert all(words.has(caveat.code) for caveat in verdict.caveats)
    assert words.has(verdict.incremental.method)
