"""The proof counts honestly: recall, false alarms, calibration."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.decisions.creators.authenticity.crowd import crowd, small_proof
from upshot.decisions.creators.authenticity.learning import Material, Told, learn
from upshot.decisions.creators.authenticity.planting import COUNTER_SCHEMES, plant_counters
from upshot.decisions.creators.authenticity.proving import AuthenticityProof, calibration_error, prove
from upshot.decisions.creators.panel import take_creators
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput


def test_probabilities_that_are_right_have_no_calibration_error():
    rng = np.random.default_rng(1)
    clean, planted = rng.normal(0, 1, 40_000), rng.normal(2, 1, 40_000)
    assert calibration_error(2 * clean - 2, 2 * planted - 2) < 0.005  # the true log ratio of these normals


def test_probabilities_that_are_too_sure_have_one():
    rng = np.random.default_rng(1)
    clean, planted = rng.normal(0, 1, 40_000), rng.normal(2, 1, 40_000)
    assert calibration_error(6 * clean, 6 * planted) > 0.1


def test_a_small_proof_tells_every_scheme_and_strength():
    found = small_proof()
    assert {(row.scheme, row.strength) for row in found.cells} >= {("followers_once", "mild"), ("geography", "strong")}
    assert {row.posts for row in found.clean} == {20}


def test_more_is_seen_of_what_is_stronger():
    found = small_proof()
    recall = {row.strength: row.recall.share for row in found.cells if row.scheme == "likes_packages"}
    assert recall["mild"] <= recall["moderate"] <= recall["strong"]


def test_a_handful_of_creators_proves_nothing():
    found = prove([Material(take_creators(crowd(), np.arange(6)))])
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "authenticity_too_few_to_prove"


def test_a_handful_of_creators_teaches_nothing():
    with pytest.raises(InvalidInput, match="authenticity_too_few_to_learn"):
        learn([Material(take_creators(crowd(), np.arange(12)))], Told("a crowd of twelve", date(2026, 1, 1), "test"))


def test_planting_changes_the_chosen_and_nobody_else():
    panel = crowd()
    planted = plant_counters(panel, np.array([3]), COUNTER_SCHEMES["likes_packages"], 1.0, seed=1)
    changed = planted.counters["likes"] != panel.counters["likes"]
    assert set(panel.creator[changed]) == {3}
    assert (planted.counters["views"] == panel.counters["views"]).all()


def test_moderate_means_that_every_second_like_shown_is_bought():
    panel = crowd()
    planted = plant_counters(panel, np.arange(60), COUNTER_SCHEMES["likes_in_proportion"], 1.0, seed=1)
    assert np.median(planted.counters["likes"] / panel.counters["likes"]) == pytest.approx(2.0, abs=0.05)


def test_the_same_seed_plants_the_same():
    one, other = (
        plant_counters(crowd(), np.arange(9), COUNTER_SCHEMES["views_some_posts"], 1.0, seed=4) for _ in range(2)
    )
    assert (one.counters["views"] == other.counters["views"]).all()


@pytest.mark.slow
@pytest.mark.shared_data
def test_published_figures_hold_on_creators_that_were_not_learned_from(shared_data, tmp_path):
    """Half the 2020 panel teaches, the other half is judged: two minutes on one core."""
    from datetime import UTC, datetime

    from upshot.decisions.creators.reading import read_panel
    from upshot.wiring import House

    workspace = House.open(tmp_path / "home").workspace(None)
    workspace.import_paths([shared_data / "tiktok_posts" / "famous_2020_posts.csv.gz"])
    found = prove([Material(read_panel(workspace, now=datetime.now(UTC)))], crossed=True, sizes=(12, 20))
    assert isinstance(found, AuthenticityProof)
    recall = {(row.scheme, row.strength, row.posts): row.recall.share for row in found.cells}
    assert recall["likes_packages", "moderate", 20] >= 0.85
    assert recall["views_packages", "moderate", 20] >= 0.8
    assert recall["followers_once", "moderate", 12] >= 0.9
    assert all(row.false_alarms.share <= 0.1 for row in found.clean)
    assert all(row.calibration_error <= 0.05 for row in found.clean)
