"""What a fee buys, and how that compares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.creators.hand_panel import NOW, creator, panel_of
from upshot.decisions.creators.engagement import measure_engagement
from upshot.decisions.creators.price import (
    Asked,
    Deal,
    MarginEstimate,
    Quote,
    deals_of,
    fee_ceiling,
    judge_price,
    quotes_of,
)
from upshot.errors import InvalidInput
from upshot.registries.creator_prices import creator_prices
from upshot.vocabulary.entities import Collaboration
from upshot.vocabulary.money import Exchange


def quote(fee=600.0, n_posts=1, **said):
    ordinary = {"billed": f"{fee:.2f}", "billed_currency": "EUR", "quoted_on": None, "rights_days": None}
    return Quote(fee, n_posts, **{**ordinary, "valid_until": None, "source": "typed", **said})


def price(posts=({},) * 12, deals=(), followers=50_000, **asked):
    views = measure_engagement(panel_of({"lea": list(posts)}, [creator("lea")]), "lea", now=NOW).views
    return judge_price("lea", views, asked=Asked(**asked), deals=deals, followers=followers, currency="EUR")


def agreed(fee, *, currency=None, post_ids=()):
    nothing = dict.fromkeys(("starts_on", "ends_on", "product_cost", "shipping_cost", "rights_fee", "other_cost"))
    return Collaboration(
        "spring", "lea", "sponsored_video", fee=Decimal(fee), currency=currency, codes=(), utm_contents=(),
        post_ids=post_ids, **nothing,
    )  # fmt: skip


def deal(cpm, who="ana", views=10_000.0):
    return Deal(who, "spring", None, cpm * views / 1_000, 1, views)


def test_effective_cpm_is_the_fee_over_median_views_of_the_last_twelve():
    posts = [
        {"views": v, "likes": 100} for v in (900_000, *[20_000] * 6, *[40_000] * 6)
    ]  # the first is too old to count
    found = price(posts, quote=quote(600.0, n_posts=2)).cpm_effective
    assert found.value == 600 / (2 * 30_000) * 1_000
    assert found.low < found.value < found.high


def test_three_posts_of_a_creator_leave_the_cpm_open_by_a_wide_factor():
    posts = [{"views": v, "likes": 50} for v in (5_000, 20_000, 80_000)]
    found = price(posts, quote=quote()).cpm_effective
    assert found.high / found.low > 10


def test_more_posts_even_out_what_they_bring():
    posts = [{"views": v, "likes": 50} for v in (5_000, 20_000, 80_000)] * 4
    one, ten = (price(posts, quote=quote(n_posts=n)).expected_views.together for n in (1, 10))
    assert ten.high / ten.low < 0.5 * one.high / one.low


def test_zero_and_unknown_views_do_not_make_a_free_or_endless_price():
    found = price([{"views": 0, "likes": 0}, {"views": None}], quote=quote())
    assert found.cpm_effective.reason == "creator_no_usable_posts"


def test_the_percentile_of_a_quote_among_own_deals_is_exact():
    found = price(quote=quote(60.0), deals=[deal(c) for c in (2.0, 4.0, 6.0, 8.0, 10.0)]).among_deals  # CPM 6
    assert (found.basis, found.percentile.value, found.n_deals) == ("cpm", 0.5, 5)
    assert (found.lowest, found.median, found.highest) == (2.0, 6.0, 10.0)


def test_where_deals_have_no_views_fees_per_post_are_compared():
    paid = [Deal("ana", "spring", None, fee, 2, None) for fee in (200.0, 400.0, 800.0)]
    found = price(quote=quote(300.0), deals=paid).among_deals
    assert (found.basis, found.percentile.value) == ("fee_per_post", pytest.approx(2 / 3))


def test_two_deals_are_nothing_to_compare_with():
    assert price(quote=quote(), deals=[deal(4.0)] * 2).among_deals.reason == "price_too_few_deals"


def test_deals_with_this_creator_are_counted_apart():
    assert price(quote=quote(), deals=[deal(4.0, "lea"), deal(5.0), deal(6.0)]).among_deals.own_deals == 1


def test_a_deals_views_are_organic_known_and_settled_or_nobody_knows_its_cpm():
    posts = [{"post_id": "1", "views": 8_000}, {"post_id": "2", "is_boosted": True}, {"post_id": "3", "days_ago": 2}]
    panel = panel_of({"lea": posts})
    items = [agreed(80, post_ids=(post,)) for post in "1239"]
    deals, _ = deals_of(items, panel, Exchange("EUR", {}))
    assert [found.cpm for found in deals] == [10.0, None, None, None]


def test_a_gift_and_a_deal_without_posts_are_no_price_and_foreign_money_needs_a_rate():
    panel = panel_of({"lea": [{"post_id": "1"}]})
    gift, none, dollars = agreed(0, post_ids=("1",)), agreed(90), agreed(90, currency="USD", post_ids=("1",))
    assert deals_of([gift, none, dollars], panel, Exchange("EUR", {})) == ((), 1)
    known, _ = deals_of([dollars], panel, Exchange("EUR", {"USD": Decimal("0.9")}))
    assert known[0].fee == pytest.approx(81.0)


def test_the_ceiling_is_margin_over_one_plus_roi_less_other_costs():
    found = fee_ceiling(MarginEstimate(1_500, 600, 2_700, "typed"), required_roi=0.5, other_costs=200, fee=700)
    assert (found.value, found.low, found.high) == (800, 200, 1_600)
    assert found.is_quote_below


@given(st.floats(100, 1e5), st.floats(0, 3), st.floats(0, 5_000))
def test_a_fee_at_the_ceiling_earns_just_the_required_roi(margin, roi, costs):
    ceiling = fee_ceiling(MarginEstimate(margin, margin, margin, "typed"), required_roi=roi, other_costs=costs).value
    cost = ceiling + costs
    assert (margin - cost) / cost == pytest.approx(roi, abs=1e-6)


def test_without_a_margin_there_is_no_ceiling_but_what_would_help():
    found = price(quote=quote()).fee_ceiling
    assert (found.reason, found.what_would_help) == (
        "fee_ceiling_no_margin", ("help_margin_from_verdict", "help_margin_by_hand"),
    )  # fmt: skip


def test_tables_of_the_asked_country_come_first_and_the_spread_is_the_message():
    found = price(market="FR")
    assert (found.market[0].market, found.market[0].currency) == ("FR", "EUR")
    assert found.market_spread > 10  # micro, US dollars: 25 to 350


def test_every_price_row_has_source_date_and_market_and_money_has_a_currency():
    assert all(row.source and row.dated and row.market for row in creator_prices())
    assert all(row.currency for row in creator_prices() if row.kind != "rights_share")


def test_the_rights_table_holds_what_both_camps_say_of_thirty_days():
    assert {(row.low, row.high) for row in price().rights if row.days == 30} == {(0.12, 0.20), (0.25, 0.50)}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"quote": quote(0.0)}, "price_fee_not_positive"),
        ({"quote": quote(n_posts=0)}, "price_posts_out_of_range"),
        ({"required_roi": -1.0}, "price_roi_out_of_range"),
    ],
)
def test_a_price_without_sense_is_refused_by_name(asked, code):
    with pytest.raises(InvalidInput) as refused:
        price(**asked)
    assert refused.value.code == code


def test_quotes_of_the_book_are_read_latest_first_and_an_old_offer_says_so():
    rows = [
        {"creator": "lea", "quoted_on": date(2026, 1, 5), "posts": 2, "fee": Decimal(900), "currency": "EUR",
         "rights_days": 0, "valid_until": date(2026, 2, 1)},
        {"creator": "lea", "quoted_on": date(2026, 5, 5), "posts": 1, "fee": Decimal(500), "currency": "EUR",
         "rights_days": 30, "valid_until": None},
        {"creator": "ana", "quoted_on": date(2026, 6, 5), "posts": 1, "fee": Decimal(100), "currency": "EUR",
         "rights_days": None, "valid_until": None},
    ]  # fmt: skip
    found = quotes_of(rows, "lea", Exchange("EUR", {}), today=NOW.date())
    assert [(one.fee, one.n_posts, one.is_expired) for one in found] == [(500.0, 1, False), (900.0, 2, True)]


@given(st.integers(1, 9))
def test_followers_move_no_price(factor):
    one = price(quote=quote())
    many = price(quote=quote(), followers=50_000 * factor)
    assert (one.cpm_effective, one.among_deals) == (many.cpm_effective, many.among_deals)
