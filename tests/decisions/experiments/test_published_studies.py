"""Studies that others published, read again: their figures, to the digits that they gave; and why ours differ if so."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from upshot.decisions.experiments.ab_model import AbQuestion
from upshot.decisions.experiments.ab_test import read_ab_test
from upshot.stats.placebo import space_placebos
from upshot.stats.synthetic_control import fit_synthetic_control

PROP_99 = Path(__file__).parent / "data" / "california_prop99.csv"


def panel(path: Path, time: str) -> tuple[list[str], list[str], np.ndarray]:
    """Names, times and values (n_units, n_times) of a file with a column per unit."""
    rows = list(csv.DictReader(path.open()))
    names = [name for name in rows[0] if name != time]
    return names, [row[time] for row in rows], np.array([[float(row[name]) for row in rows] for name in names])


def split(names: list[str], values: np.ndarray, treated: str) -> tuple[np.ndarray, np.ndarray]:
    place = names.index(treated)
    return values[place], np.delete(values, place, axis=0)


# --- California's Proposition 99 (Abadie, Diamond, Hainmueller 2010; Arkhangelsky et al. 2021, American Economic Review
# 111, table 1: mean effect 1989–2000 in packs per head) -------------------------------------------------------------


@pytest.fixture(scope="module")
def california() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    names, years, values = panel(PROP_99, "Year")
    return (*split(names, values, "California"), np.array([int(year) for year in years]))


def test_california_by_synthetic_control(california):
    """Table 1 says −19.6 with a small ridge on the weights; exact least squares on the simplex gives −19.51."""
    treated, controls, years = california
    fit = fit_synthetic_control(treated, controls, years < 1989, has_intercept=False)
    assert fit.gap[years >= 1989].mean() == pytest.approx(-19.6, abs=0.1)
    assert fit.gap[years >= 1989].mean() == pytest.approx(-19.513630, abs=1e-4)  # ours, to notice a change


def test_california_by_synthetic_control_with_an_intercept(california):
    """Table 1 calls it DIFP and says −11.1."""
    treated, controls, years = california
    fit = fit_synthetic_control(treated, controls, years < 1989)
    assert fit.gap[years >= 1989].mean() == pytest.approx(-11.1, abs=0.05)


def test_california_by_plain_differences(california):
    """Table 1: −27.3; the synthdid package prints −27.349111."""
    treated, controls, years = california
    after = years >= 1989
    change = treated[after].mean() - treated[~after].mean() - (controls[:, after].mean() - controls[:, ~after].mean())
    assert change == pytest.approx(-27.349111, abs=1e-6)


def test_california_in_2000_and_the_states_that_stand_for_it(california):
    """The first study: 26 packs fewer in 2000, and Utah, Nevada, Montana, Colorado and Connecticut (it also matched
    prices, income, age and beer; we match sales alone, and New Hampshire comes in with 4 %)."""
    treated, controls, years = california
    fit = fit_synthetic_control(treated, controls, years < 1989, has_intercept=False)
    names = [name for name in panel(PROP_99, "Year")[0] if name != "California"]
    stand_ins = {name for name, weight in zip(names, fit.weights, strict=True) if weight > 0.01}
    assert fit.gap[years == 2000].item() == pytest.approx(-26, abs=1)
    assert stand_ins == {"Utah", "Nevada", "Montana", "Colorado", "Connecticut", "New Hampshire"}


def test_california_stands_third_among_the_states_read_as_if_treated(california):
    """The first study, which matches five more things than sales, puts California first: p = 1/39 = 0.026.

    On sales alone Missouri and Virginia fit so closely before 1989 (errors of 0.3 and 0.7 packs, California 1.0) that
    their ratios of errors are larger still: p = 3/39. The effect is the same; this test alone is weaker for it.
    """
    treated, controls, years = california
    found = space_placebos(treated, controls, years < 1989, years >= 1989)
    names = [name for name in panel(PROP_99, "Year")[0] if name != "California"]
    larger = {name for name, ratio in zip(names, found.ratios, strict=True) if ratio >= found.ratio}
    assert larger == {"Missouri", "Virginia"}
    assert found.p_value == pytest.approx(3 / 39)


# --- the Brexit vote (Born, Müller, Schularick, Sedláček 2019, Economic Journal 129) --------------------------------


@pytest.mark.shared_data
@pytest.mark.parametrize("has_intercept", [False, True])
def test_the_british_economy_had_lost_two_per_cent_by_the_end_of_2018(shared_data, has_intercept):
    """Published: 1.7 to 2.5 % of GDP, from a "doppelgänger" of other countries."""
    names, quarters, values = panel(shared_data / "mmm_lift" / "causalpy_brexit_gdp.csv", "Time")
    treated, controls = split(names, values / values[:, :1], "UK")
    before = np.array([quarter < "2016-07" for quarter in quarters])
    fit = fit_synthetic_control(treated, controls, before, has_intercept=has_intercept)
    place = quarters.index("2018-10-01")
    assert -0.025 <= fit.gap[place] / fit.counterfactual[place] <= -0.017


# --- Hillstrom's e-mails (2008; the sums of all 64,000 customers) ----------------------------------------------------

HILLSTROM = """segment,n,visit,conversion
No E-Mail,21306,2262,122
Mens E-Mail,21307,3894,267
Womens E-Mail,21387,3238,189
"""


@pytest.mark.parametrize(
    ("metric", "arm", "expected"),
    [
        ("visit", "Mens E-Mail", 0.076590),
        ("visit", "Womens E-Mail", 0.045233),
        ("conversion", "Mens E-Mail", 0.006805),
        ("conversion", "Womens E-Mail", 0.003111),
    ],
)
def test_hillstroms_lifts_to_six_digits(tmp_path, metric, arm, expected):
    """Published as +7.66, +4.52, +0.68 and +0.31 points."""
    path = tmp_path / "hillstrom.csv"
    path.write_text(HILLSTROM)
    question = AbQuestion(metrics=("visit", "conversion"), arm_column="segment", control="No E-Mail")
    verdict = read_ab_test(path, question)
    found = next(e for e in verdict.estimates if (e.metric, e.treatment) == (metric, arm))
    assert found.estimate == pytest.approx(expected, abs=1e-6)
    assert found.p_value_adjusted < 0.001
    assert verdict.checks[0].is_passed


# --- Cookie Cats (90,189 players) ------------------------------------------------------------------------------------


def test_cookie_cats_both_metrics_and_the_ratio(tmp_path):
    """Published: sample ratio p = 0.0086; retention after a week p = 0.0016, after a day p = 0.074."""
    path = tmp_path / "cats.csv"
    path.write_text("version,users,retention_7,retention_1\ngate_30,44700,8502,20034\ngate_40,45489,8279,20119\n")
    verdict = read_ab_test(path, AbQuestion(metrics=("retention_7", "retention_1"), control="gate_30"))
    assert verdict.checks[0].p_value == pytest.approx(0.0086, abs=5e-5)
    assert [e.p_value for e in verdict.estimates] == [
        pytest.approx(0.0016, abs=5e-5),
        pytest.approx(0.074, abs=5e-4),
    ]


# --- Artea's coupon (5,000 customers) ---------------------------------------------------------------------------------


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("metric", "means", "published"), [("trans_after", (0.126, 0.152), 0.027), ("revenue_after", (7.78, 7.54), 0.72)]
)
def test_artea_at_its_full_size_has_the_published_p_values(shared_data, tmp_path, metric, means, published):
    """The published means; the spread of the half that is here, as counts spread: its variance grows with the mean.

    Means of two or three digits and half of the rows leave a room of a quarter.
    """
    rows = list(csv.DictReader((shared_data / "experiments" / "artea_coupon_ab.csv").open()))
    arms = sorted({row["test_coupon"] for row in rows})
    halves = [np.array([float(row[metric]) for row in rows if row["test_coupon"] == arm]) for arm in arms]
    spreads = [np.sqrt(mean * half.var(ddof=1) / half.mean()) for mean, half in zip(means, halves, strict=True)]
    path = tmp_path / "artea.csv"
    lines = [f"{arm},2500,{mean},{sd:.6f}" for arm, mean, sd in zip(("control", "coupon"), means, spreads, strict=True)]
    path.write_text("\n".join(["arm,n,value_mean,value_sd", *lines]))
    found = read_ab_test(path, AbQuestion(metrics=("value",))).estimates[0]
    assert found.p_value == pytest.approx(published, rel=0.25)
    assert (found.p_value < 0.05) == (published < 0.05)
