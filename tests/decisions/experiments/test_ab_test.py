"""A/B tests read from files: the published answers, and files that must be refused or read with care."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbQuestion
from upshot.decisions.experiments.ab_test import read_ab_test
from upshot.errors import InvalidInput, SourceRefused
from upshot.surfaces.presentation.experiments import (
    experiment_headline,
    experiment_notes,
    insufficient_lines,
    verdict_tables,
)
from upshot.surfaces.wording import Words


def written(path: Path, header: str, rows: Sequence[Sequence[object]]) -> Path:
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


@pytest.fixture
def file(tmp_path):
    return lambda header, rows: written(tmp_path / "test.csv", header, rows)


def said(verdict, language="en") -> str:
    words = Words(language)
    if isinstance(verdict, InsufficientEvidence):
        return "\n".join(insufficient_lines(verdict, words))
    cells = [cell for table in verdict_tables(verdict, words) for row in table.rows for cell in row]
    return "\n".join([*experiment_headline(verdict, words), *experiment_notes(verdict, words), *cells])


def codes(phrases) -> set[str]:
    return {phrase.code for phrase in phrases}


# --- published answers ---------------------------------------------------------------------------------------------

COOKIE_CATS = [("gate_30", 44_700, 8_502), ("gate_40", 45_489, 8_279)]  # the full data, as its note gives them


def test_cookie_cats_full_data_say_a_doubtful_ratio_and_a_drop(file):
    path = file("version,users,retention_7", COOKIE_CATS)
    verdict = read_ab_test(path, AbQuestion(metrics=("retention_7",), control="gate_30"))
    ratio, found = verdict.checks[0], verdict.estimates[0]
    assert ratio.p_value == pytest.approx(0.0086, abs=5e-5)
    assert not ratio.is_passed
    assert not ratio.stops
    assert found.estimate == pytest.approx(-0.0082, abs=5e-5)
    assert found.p_value == pytest.approx(0.0016, abs=5e-5)
    assert verdict.answer == "drop"
    assert "doubtful" in said(verdict)
    assert "p = 0.0086" in said(verdict)
    assert "p = 0,0086" in said(verdict, "fr")


@pytest.mark.shared_data
def test_cookie_cats_rows_are_read_person_by_person(shared_data):
    question = AbQuestion(metrics=("retention_7", "sum_gamerounds"), control="gate_30", unit_column="userid")
    verdict = read_ab_test(shared_data / "experiments/cookie_cats.csv.gz", question)
    by_metric = {estimate.metric: estimate for estimate in verdict.estimates}
    assert verdict.checks[0].finding.code == "finding_sample_ratio_doubtful"
    assert by_metric["retention_7"].low < -0.0082 < by_metric["retention_7"].high  # the full data's difference
    assert by_metric["sum_gamerounds"].p_value > 0.5


@pytest.mark.shared_data
def test_artea_orders_and_revenue_disagree_as_published(shared_data):
    path = shared_data / "experiments/artea_coupon_ab.csv"
    question = AbQuestion(metrics=("trans_after", "revenue_after"), arm_column="test_coupon", audience=("channel_acq",))
    verdict = read_ab_test(path, question)
    orders, revenue = verdict.estimates
    assert orders.estimate > 0 > revenue.estimate  # full data: +0.026 orders (p 0.027), −0.24 revenue (p 0.72)
    assert orders.low < 0.026 < orders.high
    assert revenue.low < -0.24 < revenue.high
    assert revenue.p_value > 0.5
    assert verdict.mixes[0].moved_share < 0.05


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("metric", "arm", "published"),
    [
        ("visit", "Mens E-Mail", 0.0766),
        ("conversion", "Mens E-Mail", 0.0068),
        ("spend", "Mens E-Mail", 0.770),
        ("visit", "Womens E-Mail", 0.0452),
        ("conversion", "Womens E-Mail", 0.0031),
        ("spend", "Womens E-Mail", 0.424),
    ],
)
def test_hillstrom_lifts_are_the_published_ones(shared_data, metric, arm, published):
    verdict = hillstrom(shared_data)
    found = next(e for e in verdict.estimates if (e.metric, e.treatment) == (metric, arm))
    assert abs(found.estimate - published) < 1.5 * found.standard_error  # a random half of the published data
    assert found.p_value_adjusted < 0.05


def hillstrom(shared_data, **more):
    question = AbQuestion(metrics=("visit", "conversion", "spend"), arm_column="segment", control="No E-Mail", **more)
    return read_ab_test(shared_data / "experiments/hillstrom_email.csv.gz", question)


@pytest.mark.shared_data
def test_what_people_spent_before_narrows_hillstroms_visits_a_little(shared_data):
    plain, adjusted = hillstrom(shared_data), hillstrom(shared_data, covariates=("history", "recency"))
    assert adjusted.estimates[0].method == "method_cuped"
    assert adjusted.estimates[0].standard_error < plain.estimates[0].standard_error
    assert adjusted.estimates[0].estimate == pytest.approx(plain.estimates[0].estimate, abs=0.003)


# --- what is done with a file --------------------------------------------------------------------------------------


def test_a_broken_sample_ratio_stops_the_reading(file):
    verdict = read_ab_test(file("arm,n,conversions", [("control", 10_000, 200), ("new", 9_000, 300)]), AbQuestion())
    assert verdict.answer == "stopped"
    assert verdict.estimates == ()
    assert "not reach the arms" in said(verdict)


def test_a_planned_split_is_no_mismatch(file):
    path = file("arm,n,conversions", [("control", 9_000, 200), ("new", 1_000, 40)])
    verdict = read_ab_test(path, AbQuestion(planned_shares={"control": 9, "new": 1}))
    assert verdict.answer == "lift"


def test_sums_and_people_give_the_same_answer(tmp_path):
    people = [("control", int(i < 30)) for i in range(500)] + [("b", int(i < 55)) for i in range(500)]
    units = read_ab_test(written(tmp_path / "u.csv", "arm,converted", people), AbQuestion())
    sums = read_ab_test(written(tmp_path / "s.csv", "arm,n,conversions", [("control", 500, 30), ("b", 500, 55)]),
                        AbQuestion())  # fmt: skip
    assert units.estimates[0].p_value == sums.estimates[0].p_value
    assert units.answer == sums.answer == "lift"


def test_averages_can_be_given_by_mean_and_sd(file):
    rows = [("control", 400, 20.0, 8.0), ("b", 400, 22.0, 9.0)]
    verdict = read_ab_test(file("arm,n,value_mean,value_sd", rows), AbQuestion(metrics=("value",)))
    assert verdict.estimates[0].estimate == pytest.approx(2.0)
    assert verdict.estimates[0].standard_error == pytest.approx(np.sqrt((64 + 81) / 400))


def test_sums_without_a_spread_are_refused(file):
    with pytest.raises(InvalidInput, match="experiment_sum_without_sd"):
        read_ab_test(file("arm,n,revenue", [("control", 400, 812.5), ("b", 400, 900)]), AbQuestion())


def test_rows_of_one_person_are_one_unit_and_people_in_two_arms_are_none(file):
    rows = [(f"u{i // 2}", "control" if i < 100 else "b", 1.0 + i % 3) for i in range(200)]
    path = file("person,arm,value", [*rows, ("u3", "b", 9.0)])
    verdict = read_ab_test(path, AbQuestion(unit_column="person"))
    assert [arm.n for arm in verdict.arms] == [49, 50]
    assert "caveat_units_in_two_arms" in codes(verdict.caveats)


def test_a_ratio_counts_people_not_views(file):
    rng = np.random.default_rng(1)
    views = rng.poisson(rng.gamma(1, 20, 400)) + 1
    clicks = rng.binomial(views, rng.beta(1, 19, 400))
    rows = [("control" if i % 2 else "b", clicks[i], views[i]) for i in range(400)]
    found = read_ab_test(file("arm,clicks,views", rows), AbQuestion(metrics=("clicks/views",))).estimates[0]
    pooled = clicks.sum() / views.sum()
    naive = np.sqrt(pooled * (1 - pooled) * 4 / views.sum())
    assert found.method == "method_delta"
    assert found.standard_error > 1.3 * naive


def test_an_empty_cell_is_not_a_zero_and_uneven_silence_is_named(file):
    rows = [("control", i % 2) for i in range(200)] + [("b", i % 2 if i < 120 else "") for i in range(200)]
    verdict = read_ab_test(file("arm,converted", rows), AbQuestion())
    assert verdict.estimates[0].estimate == pytest.approx(0.0)
    assert verdict.checks[1].finding.code == "finding_missing_uneven"


def test_many_arms_and_metrics_share_the_error_rate(file):
    rows = [("control", 2000, 100, 50), ("b", 2000, 130, 50), ("c", 2000, 101, 51)]
    verdict = read_ab_test(file("arm,n,orders,refunds", rows), AbQuestion(metrics=("orders", "refunds")))
    best = verdict.estimates[0]
    assert best.p_value < 0.05 < best.p_value_adjusted  # 0.043 alone, not among four
    assert verdict.answer == "undecided"
    assert sum(arm.p_best for arm in verdict.arms if arm.metric == "orders") == pytest.approx(1.0)


def test_a_covariate_that_the_test_moved_is_named(file):
    rng = np.random.default_rng(2)
    arms = ["control", "b"] * 300
    clicks = rng.normal(0, 1, 600) + [float(arm == "b") for arm in arms]
    rows = [(arm, round(c, 4), round(c + rng.normal(), 4)) for arm, c in zip(arms, clicks, strict=True)]
    verdict = read_ab_test(file("arm,clicks,value", rows), AbQuestion(metrics=("value",), covariates=("clicks",)))
    assert "caveat_covariate_moved" in codes(verdict.caveats)


def test_the_day_on_which_a_test_could_stop(file):
    rows = [(arm, f"2026-03-{day:02d}", 1000, 30 if arm == "control" else 60)
            for day in range(1, 15) for arm in ("control", "b")]  # fmt: skip
    line = read_ab_test(file("arm,day,n,conversions", rows), AbQuestion(day_column="day")).sequential[0]
    assert line.n_looks == 14
    assert 1 < line.decided_at_look < 14
    assert line.p_value < 0.05
    assert line.low > 0


# --- a platform's split test ---------------------------------------------------------------------------------------


def test_a_split_test_warns_and_shows_what_the_audience_made(file):
    """Both creatives do the same in each age group; B was shown to more of those who buy."""
    rows = [("A", "18-24", 8000, 80), ("A", "35-44", 2000, 80), ("B", "18-24", 2000, 20), ("B", "35-44", 8000, 320)]
    question = AbQuestion(control="A", audience=("age",), is_split_test=True, n_column="reach", level=0.9)
    verdict = read_ab_test(file("arm,age,reach,conversions", rows), question)
    mix = verdict.mixes[0]
    assert verdict.estimates[0].estimate == pytest.approx(0.018)
    assert mix.moved_share == pytest.approx(0.6)
    assert mix.from_mix == pytest.approx(0.018)
    assert mix.from_rates == pytest.approx(0.0, abs=1e-12)
    assert "caveat_divergent_delivery" in codes(verdict.caveats)
    assert "reached other people" in said(verdict)


def test_uneven_delivery_of_a_platform_does_not_stop_the_reading(file):
    path = file("arm,n,conversions", [("A", 10_000, 200), ("B", 7_000, 200)])
    verdict = read_ab_test(path, AbQuestion(is_split_test=True))
    assert verdict.checks[0].finding.code == "finding_delivery_uneven"
    assert verdict.answer == "lift"


# --- organic posts in blocks ---------------------------------------------------------------------------------------


def posts(n_creators=10, effect=0.8, age=30.0):
    rng = np.random.default_rng(3)
    typical = rng.normal(9, 1.5, n_creators)
    return [
        (f"c{c}", weekday, arm, max(int(np.exp(typical[c] + rng.normal(0, 0.5) + effect * (arm == "duet"))), 1), age)
        for c in range(n_creators)
        for weekday in ("mon", "thu")
        for arm in ("control", "duet")
    ]


def test_posts_are_compared_inside_creator_and_weekday(file):
    path = file("creator,weekday,arm,views,age_days", posts())
    verdict = read_ab_test(path, AbQuestion(metrics=("views",), blocks=("creator", "weekday"), is_log=True, level=0.9))
    found = verdict.estimates[0]
    assert verdict.answer == "lift"
    assert found.lift_rel_low < np.expm1(0.8) < found.lift_rel_high
    assert found.standard_error is None
    assert "20 blocks" in said(verdict)


def test_young_posts_are_brought_to_their_final_views(file):
    rows = [(c, w, arm, int(views * (0.5 if arm == "duet" else 1)), 2.0 if arm == "duet" else 60.0)
            for c, w, arm, views, _ in posts(effect=0.0)]  # fmt: skip
    question = {"metrics": ("views",), "blocks": ("creator", "weekday"), "is_log": True}
    path = file("creator,weekday,arm,views,age_days", rows)
    plain = read_ab_test(path, AbQuestion(**question)).estimates[0]
    matured = read_ab_test(path, AbQuestion(**question, age_column="age_days")).estimates[0]
    assert plain.high < 0
    assert matured.estimate > plain.estimate + 0.3


def test_two_blocks_are_too_few(file):
    path = file("creator,weekday,arm,views,age_days", posts(1))
    found = read_ab_test(path, AbQuestion(metrics=("views",), blocks=("creator", "weekday"), is_log=True))
    assert isinstance(found, InsufficientEvidence)
    assert "2 blocks" in said(found)


# --- too little, and files that are refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("control", 9, 1), ("b", 9, 2)], "experiment_too_few_units"),
        ([("control", 5000, 0), ("b", 5000, 0)], "experiment_nothing_happened"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_little_says_what_would_help(file, rows, reason, language):
    found = read_ab_test(file("arm,n,conversions", rows), AbQuestion())
    assert found.reason == reason
    assert "→" in said(found, language)


SUMS, AB = "arm,n,conversions", [("a", 50, 1), ("b", 50, 2)]


@pytest.mark.parametrize(
    ("header", "rows", "question", "code"),
    [
        ("arm,n,conversions", [("x", 50, 1), ("y", 50, 2)], {}, "experiment_control_unknown"),
        (SUMS, AB, {"control": "aa"}, "experiment_control_unknown"),
        ("arm,n,conversions", [("a", 50, 1)], {}, "experiment_arms"),
        ("page,n,conversions", [("a", 50, 1), ("b", 50, 2)], {}, "experiment_column_missing"),
        ("arm,n,conversions", [("a", 50, 51), ("b", 50, 2)], {}, "experiment_sum_without_sd"),
        ("arm,n,conversions", [("a", 50, "lots"), ("b", 50, 2)], {}, "experiment_cell"),
        ("arm,n,conversions", [("a", 50, 1), ("b", 50)], {}, "experiment_ragged_row"),
        ("arm,n,conversions", [], {}, "experiment_file_without_rows"),
        (SUMS, AB, {"level": 1.0}, "experiment_level"),
        (SUMS, AB, {"planned_shares": {"z": 1}}, "experiment_split_unknown"),
        (SUMS, AB, {"planned_shares": {"a": 1}}, "experiment_split_incomplete"),
        ("arm,n,conversions,x", [("a", 50, 1, 1), ("b", 50, 2, 1)], {"covariates": ("x",)},
         "experiment_covariate_needs_units"),
        ("arm,block,views", [("a", "m", 0), ("b", "m", 2)],
         {"metrics": ("views",), "blocks": ("block",), "is_log": True}, "experiment_log_of_nothing"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_both_languages(file, header, rows, question, code):
    with pytest.raises(InvalidInput, match=code) as refusal:
        read_ab_test(file(header, rows), AbQuestion(**question))
    for language in ("en", "fr"):
        assert len(Words(language).error(refusal.value)) > 60


def test_a_missing_or_empty_file_is_refused(tmp_path):
    with pytest.raises(SourceRefused, match="file_missing"):
        read_ab_test(tmp_path / "none.csv", AbQuestion())
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(SourceRefused, match="file_empty"):
        read_ab_test(tmp_path / "empty.csv", AbQuestion())


def test_a_french_spreadsheet_habit_is_understood(tmp_path):
    rows = "\n".join(f"{'Témoin' if i % 2 else 'Vidéo B'};{i % 5},5" for i in range(200))
    path = tmp_path / "test.csv.gz"
    path.write_bytes(gzip.compress(f"Bras;Valeur\n{rows}\n".encode("cp1252")))
    verdict = read_ab_test(path, AbQuestion())
    assert verdict.arms[0].arm == "Témoin"
    assert verdict.arms[0].mean == pytest.approx(2.5)


def test_every_verdict_speaks_both_languages_and_json(file):
    path = file("arm,n,conversions", [("control", 5000, 100), ("b", 5000, 170)])
    verdict = read_ab_test(path, AbQuestion())
    assert "différence" not in said(verdict, "en")
    assert "dépasse le témoin" in said(verdict, "fr")
    assert type(verdict).model_validate_json(verdict.model_dump_json()) == verdict
