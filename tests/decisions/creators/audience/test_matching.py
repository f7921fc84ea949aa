"""Whom a creator reaches, against whom the brand wants and where it sells."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upshot.decisions.creators.audience import (
    AudienceReading,
    SellingPlaces,
    find_drifts,
    match_audience,
    parse_target,
)
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.telling import Range
from upshot.decisions.evidence import InsufficientEvidence

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
AGES = {"13-17": 0.2, "18-24": 0.5, "25-34": 0.3}


def told(dimension, shares, *, days=5, by="tiktok_studio"):
    return AudienceReading("lea", dimension, shares, NOW - timedelta(days=days), by)


def match(readings, target="age: 18-24 50%, 25-34 30%, 35-44 20%", **more):
    return match_audience("lea", readings, parse_target(target) if target else None, now=NOW, **more)


def test_the_published_vector_comes_back_through_named_buckets():
    found = match([told("age", {"18-24": 0.2, "25-34": 0.3, "35-44": 0.5})]).dimensions[0]
    source = found.sources[0]
    assert (found.overlap.low, found.overlap.high) == (pytest.approx(0.7), pytest.approx(0.7))
    assert (round(source.cosine, 4), round(1 - source.js_similarity, 4)) == (0.7632, 0.0958)


def test_an_audience_of_13_to_17_is_not_split_into_16_to_17():
    """Of 16–24, 18–24 is sure (.5); of 13–17 nobody or everybody (.2) may be 16 or 17."""
    found = match([told("age", AGES)], "age: 16-24").dimensions[0]
    assert (found.in_target.low, found.in_target.high) == (pytest.approx(0.5), pytest.approx(0.7))
    assert found.sources[0].js_similarity is None


def test_buckets_that_join_exactly_leave_nothing_open():
    found = match([told("age", AGES)], "age: 18-34").dimensions[0]
    assert found.overlap == Range(pytest.approx(0.8), pytest.approx(0.8))


def test_countries_that_no_list_names_may_hold_the_rest_but_listed_ones_do_not():
    top = [told("country", {"France": 0.5, "BE": 0.2})]  # TikTok lists the largest countries only
    assert match(top, "country: FR").dimensions[0].in_target == Range(pytest.approx(0.5), pytest.approx(0.5))
    assert match(top, "country: DE").dimensions[0].in_target == Range(pytest.approx(0.0), pytest.approx(0.3))


def test_an_audience_of_which_seventy_per_cent_cannot_buy_reaches_seventy_per_cent_fewer():
    readings = [told("age", AGES), told("country", {"FR": 0.3, "BR": 0.7})]
    sells_in = {"selling": SellingPlaces(("FR",)), "reach": Estimate(100_000, 90_000, 110_000)}
    everywhere = {"selling": SellingPlaces(("FR", "BR")), "reach": Estimate(100_000, 90_000, 110_000)}
    some, every = match(readings, "age: 18-34", **sells_in), match(readings, "age: 18-34", **everywhere)
    assert some.reachable.independent == pytest.approx(0.3 * every.reachable.independent)
    assert every.reachable.independent == pytest.approx(80_000)
    assert some.sellable == Range(pytest.approx(0.3), pytest.approx(0.3))


def test_orders_by_country_tell_where_the_brand_sells_when_no_country_was_set():
    selling = SellingPlaces((), {"FR": 0.8, "BE": 0.195, "US": 0.005}, 1000)
    found = match([told("country", {"FR": 0.4, "BE": 0.1, "US": 0.5})], None, selling=selling)
    assert found.sellable == Range(pytest.approx(0.5), pytest.approx(0.5))
    assert found.geography == Range(pytest.approx(0.505), pytest.approx(0.505))
    assert found.score is None


def test_only_marginals_give_bounds_of_the_joint_and_say_so():
    readings = [told("age", AGES), told("gender", {"female": 0.6, "male": 0.4})]
    found = match(readings, "Women 18-34")
    assert (found.joint.low, found.joint.high) == (pytest.approx(0.4), pytest.approx(0.6))
    assert found.joint.independent == pytest.approx(0.48)
    assert "audience_marginals_only" in [note.code for note in found.notes]


def test_an_old_audience_is_marked_and_counts_only_where_nothing_is_fresh():
    old, new = told("age", {"18-24": 1.0}, days=200, by="sheet"), told("age", AGES)
    alone, both = match([old], "age: 18-24").dimensions[0], match([old, new], "age: 18-24").dimensions[0]
    assert (alone.is_stale, alone.overlap.high) == (True, 1.0)
    assert (both.is_stale, both.overlap) == (False, Range(pytest.approx(0.5), pytest.approx(0.5)))
    assert [source.is_stale for source in both.sources] == [True, False]


def test_two_sources_that_disagree_are_shown_as_a_range():
    two = [told("gender", {"female": 0.6, "male": 0.4}), told("gender", {"F": 0.8, "M": 0.2}, by="vendor")]
    found = match(two, "gender: female").dimensions[0]
    assert (found.overlap, found.do_sources_disagree) == (Range(pytest.approx(0.6), pytest.approx(0.8)), True)


def test_shares_that_add_up_to_130_per_cent_are_left_out_by_name():
    found = match([told("age", {"18-24": 0.8, "25-34": 0.5}), told("gender", {"female": 1.0})], "gender: female")
    note = next(note for note in found.notes if note.code == "audience_shares_refused")
    assert (note.facts["percent"], note.facts["dimension"]) == ("130", "age")


def test_no_reading_is_too_little_evidence_and_not_a_match_of_zero():
    found = match([])
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "audience_unknown"


def test_a_missing_dimension_is_named_and_no_joint_is_told():
    found = match([told("gender", {"female": 1.0})], "Women 18-34", reach=Estimate(1, 1, 1))
    assert (found.missing, found.joint, found.reachable) == (("age",), None, None)
    assert found.score == Range(1, 1)


def test_a_published_weighting_moves_the_score_only_through_its_weights():
    readings = [told("age", {"18-24": 0.25, "45-54": 0.75}), told("gender", {"female": 1.0})]
    equal = match(readings, "Women 18-24").score.low
    modash = match(readings, "Women 18-24", weights={"gender": 0.5, "age": 0.3}).score.low
    assert equal == pytest.approx(0.5)
    assert modash == pytest.approx(0.25 ** (0.3 / 0.8))


def test_affinity_compares_buckets_of_the_same_name_only():
    source = match([told("age", AGES)], population={"age": {"18-24": 0.25, "18-34": 0.6}}).dimensions[0].sources[0]
    assert [(a.bucket, a.index) for a in source.affinities] == [("18-24", pytest.approx(200))]


def monthly(shares_of_women, noise=None):
    extra = [0.0] * len(shares_of_women) if noise is None else noise
    return [
        told("gender", {"female": women + e, "male": 1 - women - e}, days=30 * (len(shares_of_women) - place))
        for place, (women, e) in enumerate(zip(shares_of_women, extra, strict=True))
    ]


@pytest.mark.parametrize("n", [2, 3, 6, 12])
@pytest.mark.parametrize("shape", ["step", "slope"])
def test_a_drift_of_eight_points_is_flagged(n, shape):
    shares = np.linspace(0.5, 0.58, n) if shape == "slope" else np.where(np.arange(n) < (n + 1) // 2, 0.5, 0.58)
    found = find_drifts(monthly(list(shares)))
    assert [drift.bucket for drift in found] == ["female", "male"]
    assert found[0].change > 0.05


def test_noise_of_one_point_is_hardly_ever_called_a_drift():
    random = np.random.default_rng(3)
    flags = [
        bool(find_drifts(monthly([0.5] * n, list(random.uniform(-0.01, 0.01, n))))) for n in (2, 3, 6, 12, 24) * 60
    ]
    assert sum(flags) == 0


@given(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), st.integers(0, 4))
def test_more_of_the_target_among_the_audience_never_matches_less(masses, place):
    names = ["13-17", "18-24", "25-34", "35-44", "45+"]
    total = sum(masses)
    before = {name: mass / total for name, mass in zip(names, masses, strict=True)}
    after = {name: share * 0.9 for name, share in before.items()}
    after["18-24"] += 0.1
    low, high = (match([told("age", shares)], "age: 18-24").score.low for shares in (before, after))
    assert high >= low - 1e-12
