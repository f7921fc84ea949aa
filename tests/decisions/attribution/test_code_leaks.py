"""A code that travels without its creator is found; an honest one is left in peace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tests.decisions.brand import RECORDS, brand, collaboration, order
from upshot.decisions.attribution import build_attribution
from upshot.decisions.attribution.leaks import find_leaks
from upshot.decisions.attribution.sudden_share import ALARM_LEVEL, find_rise
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms
from upshot.registries.coupon_sites import CouponSite, coupon_site_of, coupon_sites

AFTER = datetime(2026, 12, 31, tzinfo=UTC)


def leaks_of(orders, **more):
    data = brand(orders, **more)
    programme = read_programme(data, read_terms(data).zone)
    return find_leaks(build_attribution(data, now=AFTER), programme)


def code_orders(code: str, n: int, *, first: int = 0, day: str = "2026-03-20", **values):
    return [order(first + i, day, codes=[code], **values) for i in range(n)]


def reasons(leaks) -> dict[str, dict[str, int]]:
    return {leak.code: {reason.code: int(reason.facts["orders"]) for reason in leak.reasons} for leak in leaks}


def test_honest_codes_raise_no_signal():
    assert leaks_of(code_orders("LEA10", 60) + code_orders("MAX10", 60, first=100)) == ()


def test_orders_from_coupon_sites_are_counted_with_their_subdomains():
    orders = code_orders("LEA10", 40) + code_orders("LEA10", 4, first=100, referrer="www.dealabs.com")
    (leak,) = leaks_of(orders)
    assert (leak.code, leak.creator, leak.orders, leak.suspicious_orders) == ("LEA10", "lea", 44, 4)
    assert reasons([leak]) == {"LEA10": {"leak_coupon_referrer": 4}}


def test_two_orders_from_a_coupon_site_are_not_yet_a_reason():
    assert leaks_of(code_orders("LEA10", 40) + code_orders("LEA10", 2, first=100, referrer="dealabs.com")) == ()


def test_orders_from_abroad_without_click_are_a_reason_beside_a_brand_that_sells_at_home():
    orders = (
        code_orders("MAX10", 200, first=500)
        + code_orders("LEA10", 40)
        + code_orders("LEA10", 15, first=100, country="BR")
    )
    assert reasons(leaks_of(orders)) == {"LEA10": {"leak_elsewhere": 15}}


def test_orders_from_abroad_are_ordinary_where_the_brand_aims_or_where_all_codes_have_them():
    abroad = code_orders("LEA10", 40) + code_orders("LEA10", 15, first=100, country="BE")
    both = abroad + code_orders("MAX10", 40, first=500) + code_orders("MAX10", 15, first=600, country="BE")
    assert leaks_of(abroad, target_countries="FR BE") == ()
    assert leaks_of(both) == ()


def test_a_click_of_the_creator_explains_an_order_from_anywhere():
    clicked = code_orders("LEA10", 15, first=100, country="BR", utm_content="lea-bio", utm_source="tiktok")
    assert leaks_of(code_orders("MAX10", 200, first=500) + code_orders("LEA10", 40) + clicked) == ()


def test_orders_long_after_the_last_post_are_a_reason():
    late = code_orders("LEA10", 12, first=100, day="2026-06-20")
    found = reasons(leaks_of(code_orders("MAX10", 200, first=500) + code_orders("LEA10", 40) + late))
    assert found["LEA10"]["leak_without_post"] == 12


def test_a_planted_rise_on_quiet_days_is_found_with_its_day():
    random = np.random.default_rng(3)
    first, orders = date(2026, 4, 15), []
    for day in range(60):
        for _ in range(random.poisson(1.0 if day < 40 else 6.0)):
            orders.append(order(len(orders), str(first + timedelta(days=day)), codes=["LEA10"]))
    collaborations = [collaboration("lea", codes=["LEA10"]), *RECORDS["collaboration"][1:]]
    (leak,) = leaks_of(orders, records={"collaboration": collaborations})
    sudden = next(reason for reason in leak.reasons if reason.code == "leak_sudden_share")
    assert date(2026, 5, 22) <= date.fromisoformat(sudden.facts["since"]) <= date(2026, 5, 28)
    assert float(sudden.facts["p_value"]) <= ALARM_LEVEL


def test_a_burst_right_after_a_post_is_the_posts_own_doing():
    assert (
        leaks_of(code_orders("LEA10", 5, day="2026-03-11") + code_orders("LEA10", 80, first=100, day="2026-03-14"))
        == ()
    )


@pytest.mark.parametrize("rate", [0.3, 2.0, 10.0])
def test_a_constant_rate_rings_at_most_as_often_as_the_stated_level(rate):
    """400 nulls at a level of 1 %: 11 alarms or more would happen in fewer than 1 of 300 runs."""
    random = np.random.default_rng(int(rate * 10))
    alarms = sum(find_rise(random.poisson(rate, size=50)) is not None for _ in range(400))
    assert alarms <= 10


def test_a_fading_rate_never_rings():
    random = np.random.default_rng(1)
    fading = 8 * np.exp(-np.arange(60) / 15)
    assert sum(find_rise(random.poisson(fading)) is not None for _ in range(100)) == 0


def test_a_season_that_lifts_the_whole_shop_is_no_rise_of_the_code():
    random = np.random.default_rng(4)
    shop = np.r_[np.full(40, 20.0), np.full(20, 100.0)]
    counts = random.poisson(shop / 10)
    assert find_rise(counts) is not None
    assert find_rise(counts, shop) is None


def test_a_tripled_rate_is_found_nine_times_in_ten():
    random = np.random.default_rng(2)
    rate = np.r_[np.full(40, 2.0), np.full(20, 6.0)]
    assert sum(find_rise(random.poisson(rate)) is not None for _ in range(100)) >= 90


def test_too_few_orders_say_nothing():
    assert find_rise(np.r_[np.zeros(50, dtype=np.int64), np.full(7, 1)]) is None


def test_every_coupon_site_has_a_source_and_a_date_and_matches_itself():
    assert len(coupon_sites()) >= 10
    for row in coupon_sites():
        assert coupon_site_of(f"m.{row.site.upper()}") == row.site
    assert coupon_site_of("notdealabs.com") is None
    with pytest.raises(ValueError, match="source"):
        CouponSite.model_validate({"site": "x.com", "countries": [], "dated": "2026-01-01"})
