"""Which posts count, what sponsorship does to views, and odd creators."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.forecast.views import countable, fit_views

DAY = NOW.timestamp() + 86_400


def posts(n: int, views: float = 20_000, *, seed: int = 0, **said):
    """Posts of a creator, one a week, with views around a level."""
    rng = np.random.default_rng([seed, n])
    return [{"views": float(round(views * np.exp(rng.normal(0, 0.7)))), "days_ago": 20 + 7 * (n - i), **said}
            for i in range(n)]  # fmt: skip


def crowd(n: int = 25, k: int = 10):
    """Ordinary creators for company."""
    return {f"crowd{i:02d}": posts(k, 20_000 * 2 ** ((i % 5) - 2), seed=i) for i in range(n)}


def median_of(model, handle: str, *, is_sponsored: bool = False) -> float:
    place = np.array([model.panel.place[handle]])
    return float(np.expm1(model.ahead(place, 1, starts=DAY, is_sponsored=is_sponsored).quantile(0.5))[0])


def test_boosted_posts_unread_ones_and_the_first_hours_do_not_count():
    panel = panel_of({"a": [{"is_boosted": True}, {"views": None}, {"days_ago": 0.02}, {"days_ago": None}, {}]})
    assert countable(panel).sum() == 2


def test_a_boosted_hit_does_not_raise_the_forecast():
    plain = fit_views(panel_of({"a": posts(8), **crowd()}))
    boosted = fit_views(panel_of({"a": [*posts(8), {"views": 9e6, "is_boosted": True, "days_ago": 15}], **crowd()}))
    assert median_of(boosted, "a") == pytest.approx(median_of(plain, "a"), rel=0.02)


def test_a_creator_without_posts_is_forecast_with_a_wide_interval():
    panel = panel_of(crowd(), [creator("new", followers=50_000)])
    model = fit_views(panel)
    places = np.array([panel.place["new"], panel.place["crowd00"]])
    scale = model.ahead(places, 1, starts=DAY, is_sponsored=False).scale
    assert scale[0] > 1.15 * scale[1]


def test_zero_views_a_year_of_silence_and_a_single_post_give_numbers():
    odd = {
        "zero": [{"views": 0, "days_ago": 30}] * 3,
        "gap": [{"days_ago": 500}, {"days_ago": 499}, {"days_ago": 20}],
        "one": [{"days_ago": 40}],
        "undated": [{"days_ago": None}] * 4,
        "unknown": posts(3),
    }
    model = fit_views(panel_of({**odd, **crowd()}, [creator("unknown", followers=None)]))
    places = np.array([model.panel.place[name] for name in odd])
    found = model.ahead(places, 3, starts=DAY, is_sponsored=True)
    for p in (0.05, 0.5, 0.95):
        assert np.isfinite(found.quantile(p)).all()
    assert (found.quantile(0.05) < found.quantile(0.95)).all()
    assert median_of(model, "zero") < median_of(model, "one")


def test_the_newest_posts_are_raised_before_they_are_compared():
    grown = {"old": [{"views": 20_000, "days_ago": 90 + i} for i in range(6, 0, -1)]}
    young = {"young": [{"views": 20_000, "days_ago": 1.0 + i / 10} for i in range(6, 0, -1)]}
    model = fit_views(panel_of({**grown, **young, **crowd()}))
    assert median_of(model, "young") > 1.2 * median_of(model, "old")


def test_sponsored_posts_that_get_half_the_views_are_forecast_so():
    rng = np.random.default_rng(1)
    mixed = {
        f"m{i}": [
            {"views": 20_000 * np.exp(rng.normal(0, 0.4)) * (0.5 if k % 2 else 1), "is_sponsored": k % 2,
             "days_ago": 200 - 7 * k}
            for k in range(20)
        ]
        for i in range(12)
    }  # fmt: skip
    model = fit_views(panel_of(mixed))
    ratio = median_of(model, "m0", is_sponsored=True) / median_of(model, "m0")
    assert ratio == pytest.approx(0.5, abs=0.12)
    assert model.sponsorship.source(0) == ("own", 10)


def test_without_a_sponsored_post_the_ratio_is_one_give_or_take_and_says_so():
    model = fit_views(panel_of(crowd()))
    assert model.sponsorship.source(0) == ("prior", 0)
    assert model.sponsorship.ratio.level[0] == pytest.approx(0.0)
    assert np.sqrt(model.sponsorship.ratio.level_variance[0]) > 0.3


def test_who_only_posts_for_brands_is_forecast_from_those_posts_without_doubt_about_the_ratio():
    paid = {name: [{**post, "is_sponsored": 1} for post in rows] for name, rows in crowd().items()}
    plain, sponsored = fit_views(panel_of(crowd())), fit_views(panel_of(paid))
    place = np.array([0])
    own = sponsored.ahead(place, 1, starts=DAY, is_sponsored=True).scale
    assert own == pytest.approx(plain.ahead(place, 1, starts=DAY, is_sponsored=False).scale, rel=0.01)
    assert sponsored.ahead(place, 1, starts=DAY, is_sponsored=False).scale > own


def test_a_common_scale_of_views_moves_the_forecast_by_as_much():
    once = fit_views(panel_of({"a": posts(8), **crowd()}))
    tenfold = {name: [{**post, "views": 10 * post["views"]} for post in rows]
               for name, rows in {"a": posts(8), **crowd()}.items()}  # fmt: skip
    ratio = median_of(fit_views(panel_of(tenfold)), "a") / median_of(once, "a")
    assert ratio == pytest.approx(10.0, rel=0.1)
