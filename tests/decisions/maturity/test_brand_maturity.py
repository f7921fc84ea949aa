"""A brand's posts: bought views apart, the past as it was known, waves with their cause."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from upshot.decisions.maturity.brand import Readings, fit_brand
from upshot.decisions.maturity.waves import WaveCause, find_waves
from upshot.vocabulary.entities import Post

PARIS = ZoneInfo("Europe/Paris")
BORN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def readings(*pairs, paid=None):
    days, views = zip(*pairs, strict=True)
    split = np.full(len(days), np.nan) if paid is None else np.array(paid, dtype=float)
    return Readings(BORN.timestamp() + 86_400 * np.array(days, dtype=float), np.array(views, dtype=float), split)


def brand(own, paid=None, published=BORN):
    posts = [Post(post_id, "ana", "S", published) for post_id in own]
    return fit_brand(posts, own, paid or {}, PARIS)


def final(found, post_id):
    return found.model.final.median[found.place[post_id]]


def test_views_from_ads_are_taken_out_before_the_forecast_and_kept_beside_it():
    bought = {date(2026, 3, 2): 4_000.0, date(2026, 3, 3): 1_000.0}
    found = brand({"a": readings((5, 15_001)), "b": readings((5, 10_001))}, {"a": bought})
    assert found.paid_at_last[found.place["a"]] == 5_000
    assert final(found, "a") == pytest.approx(final(found, "b"))
    assert found.readings.is_fitted.tolist() == [False, True]


def test_the_platforms_own_split_counts_before_the_ad_report():
    found = brand({"a": readings((2, 9_001), (5, 15_001), paid=(2_000, 3_000))}, {"a": {date(2026, 3, 2): 9_999.0}})
    assert found.paid_so_far.tolist() == [2_000, 3_000]
    assert found.readings.is_fitted.all()


def test_half_a_day_of_ads_counts_half_of_the_days_views():
    noon = readings((1, 10_001))  # 2 March, 12 o'clock UTC = 13 o'clock in Paris
    assert brand({"a": noon}, {"a": {date(2026, 3, 2): 2_400.0}}).paid_so_far[0] == pytest.approx(1_300)


def test_a_verdict_of_the_past_does_not_know_later_readings():
    later = brand({"a": readings((2, 1_001), (4, 1_201), (20, 9_001))})
    then = later.as_of(BORN + timedelta(days=5))
    assert then.model.views.tolist() == [1_201]
    assert final(then, "a") == pytest.approx(final(brand({"a": readings((2, 1_001), (4, 1_201))}), "a"))
    assert later.as_of(BORN + timedelta(days=30)) is later


def test_a_post_whose_date_nobody_knows_has_no_forecast():
    assert brand({"a": readings((2, 1_001))}, published=None).place == {}


def test_readings_before_publication_are_left_out():
    assert brand({"a": readings((-1, 5), (2, 1_001))}).readings.views.tolist() == [1_001]


def wave_posts(**more):
    steady = readings((5, 100_001), (10, 108_003), (20, 114_007), (30, 117_001))
    again = readings((5, 100_001), (10, 108_003), (20, 114_007), (30, 190_001), **more)
    return {**{f"p{i}": steady for i in range(9)}, "again": again}


def test_a_wave_without_known_cause_says_so():
    (wave,) = find_waves(brand(wave_posts()))
    assert (wave.post_id, wave.cause) == ("again", WaveCause.UNKNOWN)
    assert wave.began_at == BORN + timedelta(days=20)


def test_a_wave_while_ads_ran_is_laid_to_the_boost():
    (wave,) = find_waves(brand(wave_posts(paid=(0, 0, 0, 30_000))))
    assert wave.cause is WaveCause.BOOST


def test_a_wave_while_its_sound_spread_is_laid_to_the_sound():
    uses = [(BORN + timedelta(days=18), 1_000.0), (BORN + timedelta(days=27), 4_000.0)]
    (wave,) = find_waves(brand(wave_posts()), {"again": uses})
    assert wave.cause is WaveCause.SOUND
