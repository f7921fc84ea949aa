"""Questions that make no sense are refused with the reason, in words, in both languages."""

import pytest

from tests.doubles import MemoryWorkspace
from tests.measures.kpi_brand import EXTRA, MARCH, brand
from upshot.errors import NotAllowed, SettingsError, UnknownName, UpshotError
from upshot.measures.benchmarks import benchmarks_for, check_comparable
from upshot.measures.catalogue import KPIS, find_kpi
from upshot.measures.query import query
from upshot.registries.benchmarks import Benchmark, benchmarks
from upshot.surfaces.wording import Words

REFUSED = [
    (["er_views_lcs", "er_followers_lcs"], {}, "kpi_mixed_denominators"),
    (["ctr_ads", "ctr_reach"], {}, "kpi_mixed_denominators"),
    (["reach_rate_followers", "reach_rate_audience"], {"by": ["campaign"]}, "kpi_mixed_denominators"),
    (["impressions+views"], {}, "kpi_impressions_and_views"),
    (["spend+orders"], {}, "kpi_cannot_be_added"),
    (["reach"], {"by": ["day"]}, "kpi_does_not_add"),
    (["frequency"], {"by": ["ad", "campaign"]}, "kpi_does_not_add"),
    (["reach_organic"], {"by": ["creator"]}, "kpi_does_not_add"),
    (["orders"], {"by": ["creator"]}, "kpi_not_by"),
    (["orders"], {"where": {"campaign": ["x"]}}, "kpi_not_by"),
    (["roas_ads"], {"by": ["month"], "extra": EXTRA}, "kpi_not_by"),
    (["spend"], {"by": ["country"]}, "kpi_not_by"),
    (["roi"], {}, "kpi_is_modelled"),
    (["cvr_view"], {}, "kpi_is_modelled"),
    (["ctr_bio"], {}, "kpi_needs_bio_clicks"),
    (["roas_ads"], {}, "kpi_needs_ledger"),
    (["cpl"], {"extra": EXTRA, "period": MARCH}, "kpi_ledger_without_days"),
    (["rois"], {}, "kpi_unknown"),
    (["spend"], {"by": ["creators"]}, "dimension_unknown"),
    (["orders_attributed"], {"extra": EXTRA, "rule": "last touch"}, "attribution_rule_unknown"),
    (["cost"], {"extra": {"cost_line": [{"kind": "ads"}]}}, "ledger_column_missing"),
]


@pytest.mark.parametrize(("kpis", "question", "code"), REFUSED)
def test_a_question_without_sense_is_refused_in_both_languages(kpis, question, code):
    with pytest.raises(UpshotError) as refused:
        query(brand(), kpis, **question)
    assert refused.value.code == code
    english, french = (Words(language).error(refused.value) for language in ("en", "fr"))
    assert english != french
    assert len(english) > 80


def test_an_unknown_kpi_names_the_nearest_ones():
    with pytest.raises(UnknownName) as unknown:
        find_kpi("cpm_add")
    assert unknown.value.facts["nearest"][0] == "cpm_ads"


def test_a_kpi_answers_to_its_other_names_and_spellings():
    assert find_kpi("CTR") is KPIS["ctr_ads"]
    assert find_kpi("ad-spend") is KPIS["spend_ads"]


def test_side_by_side_over_one_denominator_is_allowed():
    table = query(brand(), ["er_views_lcs", "er_views_lcsb", "er_median_k"], by=["creator"])
    assert len(table.kpis) == 3


def test_reach_by_ad_and_day_is_one_row_each():
    table = query(brand(), ["reach"], by=["ad", "day"])
    assert [row.cells[0].value for row in table.rows] == [5_000.0, 10_000.0, 5_000.0]


def test_two_totals_of_one_campaign_are_not_added_up():
    total = {"account_id": "a", "level": "campaign", "entity_id": "S", "entity_name": "S", "reach": 10}
    rows = [total | {"starts_on": "2026-01-01", "ends_on": f"2026-01-{day}"} for day in (10, 20)]
    cell = query(MemoryWorkspace({"ad_total": rows}), ["reach"], by=["campaign"]).cell("reach", "S")
    assert cell.value is None
    assert cell.why_null.code == "kpi_adds_up_people"


@pytest.mark.parametrize("kpi", ["cpm_ads", "er_views_lcs", "aov_median"])
def test_a_column_of_rates_or_medians_has_no_total(kpi):
    table = query(brand(), [kpi], by=["day"])
    with pytest.raises(NotAllowed, match="kpi_does_not_sum"):
        table.total(kpi)


def test_an_instagram_benchmark_in_a_tiktok_computation_is_refused():
    instagram = next(row for row in benchmarks() if row.platform == "instagram")
    with pytest.raises(NotAllowed, match="benchmark_other_platform"):
        check_comparable(KPIS["er_followers_lc"], instagram)
    with pytest.raises(NotAllowed, match="benchmark_other_platform"):
        benchmarks_for(KPIS["er_followers_lcs"], platform="instagram")


def test_a_benchmark_over_followers_never_stands_beside_a_rate_over_views():
    over_followers = next(row for row in benchmarks() if row.denominator == "followers" and row.platform == "tiktok")
    with pytest.raises(NotAllowed, match="benchmark_other_denominator"):
        check_comparable(KPIS["er_views_lcs"], over_followers)
    assert {row.denominator for row in benchmarks_for(KPIS["er_views_lcs"], tier="nano")} == {"views"}


@pytest.mark.parametrize("missing", ["source", "dated", "denominator", "platform"])
def test_a_benchmark_without_source_date_or_denominator_does_not_load(missing):
    row = benchmarks()[0].model_dump()
    del row[missing]
    with pytest.raises(ValueError, match=missing):
        Benchmark.model_validate(row)


def test_a_time_zone_nobody_knows_is_named():
    with pytest.raises(SettingsError, match="invalid_setting_time_zone"):
        query(brand(time_zone="Mars/Olympus"), ["orders"])
