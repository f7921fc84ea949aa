"""One value per KPI, computed by hand from `kpi_brand`; change one only with the definition it stands for."""

import pytest

from tests.measures.kpi_brand import EXTRA, POST_1, brand
from upshot.measures.catalogue import KPIS
from upshot.measures.kpi import Basis, break_even_orders, growth, roi
from upshot.measures.query import query

# KPI → (dimensions, keys, value). All-in cost 400 = 180 ads + 220 fees; credit under last touch: 2 orders, 100 €.
GOLDEN = {
    "impressions": ((), (), 40_000),
    "views": ((), (), 5_000),
    "views_organic": ((), (), 3_600),
    "video_views_ads": ((), (), 20_000),
    "reach": (("campaign",), ("Spring",), 16_000),
    "frequency": ((), (), 40_000 / 16_000),
    "view_rate_2s": ((), (), 0.25),
    "view_rate_6s": ((), (), 0.2),
    "completion_rate_ads": ((), (), 4_000 / 20_000),
    "full_watch_rate": ((), (), (0.2 * 1_000 + 0.4 * 3_000) / 4_000),
    "average_watch_seconds": ((), (), (6 * 1_000 + 10 * 3_000) / 4_000),
    "reach_organic": (("post",), (POST_1,), 700),
    "reach_rate_followers": (("post",), (POST_1,), 700 / 5_000),
    "reach_rate_audience": (("campaign",), ("Spring",), 16_000 / 64_000),
    "mentions_caption": ((), (), 2),
    "posts": ((), (), 3),
    "profile_views": ((), (), 50),
    "engagements_lcs": ((), (), 100 + 300 + 50),
    "engagements_lcsb": ((), (), 120 + 340),
    "engagements_ads": ((), (), 400 + 80 + 40),
    "er_views_lcs": ((), (), 450 / 5_000),
    "er_views_lcsb": ((), (), 460 / 4_000),
    "er_followers_lcs": ((), (), 450 / (5_000 + 20_000 + 20_000)),
    "er_followers_lc": ((), (), (92 + 270 + 45) / 45_000),
    "er_followers_l": ((), (), 360 / 45_000),
    "er_reach": ((), (), 100 / 700),
    "er_median_k": (("creator",), ("ben",), (0.1 + 0.05) / 2),
    "view_rate": ((), (), 0.15),  # 1,000/5,000 = 0.2, 3,000/20,000 = 0.15, 1,000/20,000 = 0.05
    "share_rate": ((), (), 43 / 5_000),
    "save_rate": ((), (), 60 / 4_000),
    "comment_rate": ((), (), 47 / 5_000),
    "followers_gained": ((), (), 10),
    "follows_ads": ((), (), 40),
    "clicks_ads": ((), (), 400),
    "ctr_ads": ((), (), 0.01),
    "ctr_ads_all": ((), (), 0.02),
    "ctr_reach": ((), (), 400 / 16_000),
    "visits_tagged": ((), (), 40),
    "engaged_visit_rate": ((), (), 0.25),
    "leads_click": ((), (), 2),
    "cpl": ((), (), 400 / 2),
    "cpl_ads": ((), (), 180 / 1),
    "orders": ((), (), 4),
    "orders_tagged": ((), (), 3),
    "orders_attributed": ((), (), 2),
    "cvr_click": ((), (), 2 / 400),
    "cvr_visit": ((), (), 3 / 40),
    "new_customer_rate": ((), (), 2 / 4),
    "refund_rate": ((), (), 21 / (200 + 4 * 5)),
    "purchases_claimed": ((), (), 40),
    "spend_ads": ((), (), 180),
    "cost_all_in": ((), (), 400),
    "cpm": ((), (), 400 / 40),
    "cpm_views": ((), (), 400 / 5),
    "cpc": ((), (), 400 / 400),
    "cpv_6s": ((), (), 400 / 8_000),
    "cpe": ((), (), 400 / 450),
    "cpa": ((), (), 400 / 2),
    "cac": ((), (), 400 / 1),
    "cpm_ads": ((), (), 180 / 40),
    "cpc_ads": ((), (), 180 / 400),
    "cpv_6s_ads": ((), (), 180 / 8_000),
    "cpe_ads": ((), (), 180 / 520),
    "cpa_ads": ((), (), 180 / 40),
    "net_revenue": ((), (), 200),
    "gmv": ((), (), 240),
    "aov": ((), (), 50),
    "aov_median": ((), (), 50),
    "revenue_attributed": ((), (), 100),
    "revenue_claimed": ((), (), 720),
    "roas_claimed": ((), (), 4),
    "roas_ads": ((), (), 100 / 180),
    "roas_all_in": ((), (), 100 / 400),
    "margin_roas": ((), (), 50 / 400),
}


@pytest.mark.parametrize("engine", ["duckdb", "pyarrow"])
@pytest.mark.parametrize("kpi_id", GOLDEN)
def test_every_kpi_gives_the_value_computed_by_hand_on_both_engines(kpi_id, engine):
    by, keys, expected = GOLDEN[kpi_id]
    table = query(brand(engine), [kpi_id], by=by, extra=EXTRA)
    assert table.cell(kpi_id, *keys).value == pytest.approx(expected, rel=1e-12)


def test_every_kpi_that_is_computed_has_a_golden_case():
    computed = {kpi.id for kpi in KPIS.values() if kpi.basis is not Basis.MODELLED and kpi.numerator}
    assert set(GOLDEN) == computed


def test_the_worked_example_of_the_methods_loses_48_percent():
    cost = 6_000 + 1_500 + 2_500 + 800
    margin = 180 * 62 * 0.92 * 0.55
    assert roi(margin, cost) == pytest.approx(-0.4771, abs=5e-5)  # methods §5.9: 5,646.96 € against 10,800 €


def test_the_worked_example_returns_4_464_on_ad_spend():
    credit = [
        {
            "order_id": str(n),
            "rule": "last_touch",
            "creator": "ana",
            "post_id": None,
            "campaign": None,
            "orders": 1.0,
            "net_revenue": 62.0,
        }
        for n in range(180)
    ]
    lines = [{"kind": kind, "creator": None, "campaign": None, "amount": amount} for kind, amount in COSTS]
    table = query(brand(), ["roas_ads", "roas_all_in"], extra={"credit": credit, "cost_line": lines})
    assert table.cell("roas_ads").value == pytest.approx(4.464)
    assert table.cell("roas_all_in").value == pytest.approx(11_160 / 10_800)


COSTS = (("creator_fee", 6_000.0), ("product", 1_500.0), ("ads", 2_500.0), ("hours", 800.0))


def test_growth_from_zero_is_undefined_not_a_hundred_percent():
    assert growth(0, 5) is None
    assert growth(None, 5) is None
    assert growth(4, 5) == 0.25


def test_break_even_is_the_cost_over_the_margin_of_an_order():
    assert break_even_orders(10_800, 31.372) == pytest.approx(344.256, abs=1e-3)
    assert break_even_orders(10_800, 0) is None


@pytest.mark.parametrize("said", ["0.5", "0,5", "50 %"])
def test_a_margin_written_as_people_write_it_is_the_same_margin(said):
    table = query(brand(gross_margin_rate=said), ["margin_roas"], extra=EXTRA)
    assert table.cell("margin_roas").value == pytest.approx(50 / 400)
