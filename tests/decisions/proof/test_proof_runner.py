"""The whole proof on a few simulated brands: the estimate covers the truth, claims nothing where there is nothing."""

import pytest

from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.cli.prove import run_proof


def test_a_small_proof_covers_the_truth_and_beats_codes_and_last_click():
    seen = []
    table = run_proof(["base", "no_effect"], 5, seed=300, on_progress=lambda *step: seen.append(step))
    base, nothing = table.rows
    assert base.coverage_total.mean >= 0.6  # five worlds: all of a 90 % interval's luck is in here
    assert base.coverage_creators.mean >= 0.8
    assert base.error_ratio.mean < 0.5 * base.codes_error_ratio.mean
    assert base.regret.mean < min(base.codes_regret.mean, base.last_click_regret.mean)
    assert nothing.effect_claimed.mean <= 0.4
    assert nothing.total_bias.mean is None
    assert seen[-1] == ("no_effect", 10, 10)


def test_an_unknown_case_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownName) as refusal:
        run_proof(["leaky_code"], 1)
    assert "leaky_codes" in refusal.value.facts["nearest"]


def test_a_proof_needs_worlds():
    with pytest.raises(InvalidInput, match="proof_needs_worlds"):
        run_proof(["base"], 0)


@pytest.mark.slow
def test_coverage_holds_at_its_stated_rate_where_the_model_is_right():
    table = run_proof(["base", "leaky_codes", "viral_outlier", "no_effect"], 40, seed=5_000)
    for row in table.rows:
        assert row.coverage_total.high >= 0.88, row.case
        assert row.coverage_creators.mean >= 0.85, row.case
    assert table.rows[3].effect_claimed.low <= 0.05
