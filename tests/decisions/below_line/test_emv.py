"""Earned media value: three formulas, their inputs, and that none of them ever reaches ROI."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.decisions.brand import LEA_POST, MAX_POST, POSTS, brand, living_brand
from upshot.decisions.below_line import emv as emv_module
from upshot.decisions.below_line.emv import PostCounters, earned_media_value, post_values, read_counters
from upshot.decisions.costs.ads import AdSpend
from upshot.decisions.verdict import judge
from upshot.decisions.verdict.case import gather
from upshot.decisions.verdict.model import Scope
from upshot.measures.terms import read_terms
from upshot.registries.emv_rates import EmvRate, emv_rates
from upshot.vocabulary.entities import Post

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


def counters(
    views=(1e6,), likes=(0.0,), comments=(0.0,), shares=(0.0,), reach=(np.nan,), creators=None
) -> PostCounters:
    views, likes, comments, shares, reach = (np.array(c, dtype=float) for c in (views, likes, comments, shares, reach))
    names = creators or tuple(f"creator{i}" for i in range(len(views)))
    return PostCounters(names, views, likes, comments, shares, reach, (likes + comments + shares) / views)


def values(found: PostCounters, **more: str):
    data = brand(**more)
    return {line.formula: line for line in earned_media_value(found, (), data, read_terms(data))[0]}


def test_a_million_views_are_15_000_dollars_by_leftys_default():
    """methods §5.10."""
    assert values(counters(), fx_usd="1")["impressions_cpm"].value == 15_000.00


def test_each_engagement_has_its_price():
    found = values(counters(likes=(50_000,), comments=(400,), shares=(2_000,)), fx_usd="1")["per_engagement"]
    assert found.value == 1_000 * 6.89 + 50_000 * 0.09 + 400 * 3.52 + 2_000 * 1.72


@pytest.mark.parametrize(("rate", "quality"), [(0.001, 0.8), (0.026, 1.0), (0.0286, 1.1), (0.5, 1.2)])
def test_quality_moves_reach_times_cpm_by_a_fifth_at_most(rate, quality):
    found = values(counters(likes=(rate * 1e6,), reach=(600_000,)), fx_usd="1")["reach_cpm_quality"]
    assert found.value == pytest.approx(600 * 8 * quality, abs=0.01)
    assert (found.low, found.high) == (
        pytest.approx(found.value * 0.85, abs=0.01),
        pytest.approx(found.value * 1.15, abs=0.01),
    )


def test_the_formulas_disagree_about_the_same_post():
    found = values(counters(likes=(60_000,), comments=(900,), shares=(3_000,), reach=(700_000,)), fx_usd="1")
    amounts = sorted(line.value for line in found.values())
    assert amounts[-1] > 2 * amounts[0]


def test_what_nobody_measured_is_null_and_not_zero():
    found = values(counters(likes=(np.nan,)))
    assert (found["per_engagement"].value, found["per_engagement"].why_null.code) == (None, "null_no_engagements")
    assert (found["reach_cpm_quality"].value, found["reach_cpm_quality"].why_null.code) == (None, "null_no_reach")
    assert found["impressions_cpm"].posts == 1


def test_a_post_without_reach_is_counted_as_missing():
    found = values(counters((1e5, 1e5), (5e3, 5e3), (0, 0), (0, 0), (6e4, np.nan)), fx_usd="1")["reach_cpm_quality"]
    assert (found.posts, found.posts_without) == (1, 1)
    assert found.value == pytest.approx(60 * 8 * 1.2)


def test_without_an_exchange_rate_the_value_stays_in_the_rates_own_currency():
    assert (values(counters())["impressions_cpm"].currency, values(counters())["impressions_cpm"].value) == (
        "USD",
        15_000,
    )
    converted = values(counters(), fx_usd="0.9")["impressions_cpm"]
    assert (converted.currency, converted.value) == ("EUR", 13_500)


def test_every_parameter_has_its_source_its_day_and_its_denominator():
    for line in values(counters()).values():
        assert line.basis == "not_a_return"
        assert all(p.source and p.dated <= date(2026, 12, 31) and p.denominator for p in line.parameters)
    row = emv_rates()[0].model_dump()
    for name in ("source", "dated", "denominator"):
        with pytest.raises(ValidationError):
            EmvRate(**{key: value for key, value in row.items() if key != name})


def ads(impressions: int, spend: str) -> tuple[AdSpend, ...]:
    return (
        AdSpend("a", "1", None, None, None, "EUR", Decimal(spend), impressions, None, None, 1, date(2026, 3, 1),
                date(2026, 3, 31), "ad_day"),
    )  # fmt: skip


def test_the_brands_own_cpm_replaces_the_published_one():
    data = brand()
    found = counters(likes=(26_000,), reach=(500_000,))
    (_, _, line), _ = earned_media_value(found, ads(200_000, "1000"), data, read_terms(data))
    assert (line.value, line.currency) == (500 * 5.0, "EUR")
    assert "200,000" in next(p.source for p in line.parameters if p.name == "cpm")
    (_, _, few), _ = earned_media_value(found, ads(9_999, "1000"), data, read_terms(data))
    assert next(p.value for p in few.parameters if p.name == "cpm") == 8.0


def reading(post_id: str, day: str, **more):
    return {"post_id": post_id, "read_at": f"{day}T12:00:00"} | more


def test_views_that_were_bought_are_not_earned():
    rows = [
        reading(LEA_POST, "2026-03-20", views=10_000, likes=500, comments=5, shares=20, reach=8_000),
        reading(
            LEA_POST, "2026-04-20", views=40_000, likes=2_000, comments=20, shares=80, reach=30_000, views_paid=10_000
        ),
        reading(MAX_POST, "2026-04-20", views=1_000),
        reading(MAX_POST, "2026-08-01", views=9_000),  # later than now
    ]
    data = brand(facts={"post_reading": rows})
    posts = tuple(Post(row["post_id"], row["creator"], None, None, None, None, None) for row in POSTS)
    found = read_counters(data, posts, {MAX_POST: 400.0}, now=NOW)
    assert found.organic_views.tolist() == [30_000, 600]
    assert (found.likes[0], found.reach[0]) == (2_000 * 0.75, 30_000 * 0.75)
    assert found.engagement_rate[0] == pytest.approx(2_100 / 40_000)
    assert np.isnan(found.likes[1])


def test_rankings_are_compared_over_creators():
    same = counters((1e5, 2e5, 3e5), (1e3, 2e3, 3e3), (1, 2, 3), (1, 2, 3))
    turned = counters((1e5, 2e5, 3e5), (9e6, 2e6, 1e3), (1, 1, 1), (1, 1, 1))
    data = brand()
    for found, tau in ((same, 1.0), (turned, -1.0)):
        _, pairs = earned_media_value(found, (), data, read_terms(data))
        assert (pairs[0].formulas, pairs[0].kendall_tau, pairs[0].creators) == (
            ("impressions_cpm", "per_engagement"),
            tau,
            3,
        )
        assert (pairs[1].kendall_tau, pairs[1].creators) == (None, 0)


def test_two_creators_have_no_ranking_to_compare():
    data = brand()
    _, pairs = earned_media_value(counters((1e5, 2e5), (1, 2), (1, 2), (1, 2)), (), data, read_terms(data))
    assert (pairs[0].kendall_tau, pairs[0].creators) == (None, 2)


@given(scale=st.floats(0.01, 100))
@settings(max_examples=25, deadline=None)
def test_every_formula_is_proportional_to_its_prices(scale):
    found = counters((1e5, 2e5), (1e3, 9e3), (10, 20), (5, 5), (7e4, 9e4))
    for formula in emv_module.FORMULAS:
        rates = {rate.name: rate.value for rate in emv_rates() if rate.formula == formula}
        dear = {name: v * (scale if "cpm" in name or "value" in name else 1) for name, v in rates.items()}
        assert post_values(formula, found, dear) == pytest.approx(scale * post_values(formula, found, rates))


@pytest.fixture(scope="module")
def material():
    return gather(living_brand(days=120), now=NOW, seed=3)


@given(scale=st.floats(0.001, 1e6), likes=st.integers(0, 10**9))
@settings(max_examples=10, deadline=None)
def test_no_price_and_no_like_ever_changes_roi(material, scale, likes):
    """Whatever EMV says, and whether it says anything, the verdict above the line is the same byte for byte."""
    scope = Scope(kind="all")
    plain = judge(material.data, scope=scope, now=NOW, seed=3, material=material)
    dear = tuple(rate.model_copy(update={"value": rate.value * scale}) for rate in emv_rates())
    real = read_counters

    def liked(*args, **kwargs):
        found = real(*args, **kwargs)
        given_likes = np.full(len(found), float(likes))
        return replace(found, likes=given_likes, comments=given_likes, shares=given_likes, reach=found.organic_views)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emv_module, "emv_rates", lambda: dear)
        patch.setattr("upshot.decisions.below_line.assembly.read_counters", liked)
        other = judge(material.data, scope=scope, now=NOW, seed=3, material=material)
    assert other.below_line.emv != plain.below_line.emv
    above = {"below_line", "why"}
    assert other.model_dump_json(exclude=above) == plain.model_dump_json(exclude=above)
    assert [w for w in other.why if "below_line" not in w.figure] == [
        w for w in plain.why if "below_line" not in w.figure
    ]
