"""The catalogue tests itself: words in both languages, a source, a page; and the registries it leans on."""

from pathlib import Path

import pytest

from upshot.errors import InvalidInput
from upshot.measures.catalogue import KPIS, kpis_for
from upshot.measures.dimensions import Dimension
from upshot.measures.facts import FACTS
from upshot.measures.kpi import Objective
from upshot.measures.page import dimensions_of, render_kpi_page
from upshot.registries.tiers import tier_of, tiers
from upshot.stats.proportions import wilson_interval
from upshot.surfaces.wording import Words

PAGE = Path(__file__).parents[2] / "docs" / "kpis.md"


@pytest.mark.parametrize("kpi", KPIS.values(), ids=lambda kpi: kpi.id)
def test_every_kpi_has_words_in_both_languages_a_source_and_an_objective(kpi):
    for language in ("en", "fr"):
        assert Words(language).text(kpi.label)
        assert Words(language).text(kpi.question).rstrip().endswith("?")
    assert len(kpi.source) >= 11
    assert kpi.objectives


@pytest.mark.parametrize("kpi", [kpi for kpi in KPIS.values() if kpi.facts], ids=lambda kpi: kpi.id)
def test_every_kpi_reads_known_facts_and_can_be_broken_down(kpi):
    assert set(kpi.facts) <= set(FACTS)
    assert dimensions_of(kpi)


def test_the_page_of_the_kpis_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == render_kpi_page(Words("en").text)


def test_there_are_five_objectives_and_each_has_kpis():
    assert [len(kpis_for(objective)) > 3 for objective in Objective] == [True] * 5


def test_every_dimension_is_carried_by_some_kpi():
    carried = {dimension for kpi in KPIS.values() for dimension in dimensions_of(kpi)}
    assert carried == set(Dimension)


@pytest.mark.parametrize(
    ("followers", "tier"),
    [
        (0, "nano"),
        (9_999, "nano"),
        (10_000, "micro"),
        (99_999, "micro"),
        (100_000, "macro"),
        (999_999, "macro"),
        (1_000_000, "mega"),
        (None, None),
    ],
)
def test_the_bounds_of_tiers_are_half_open(followers, tier):
    assert tier_of(followers) == tier


def test_tiers_leave_no_hole_and_never_overlap():
    known = tiers()
    assert known[0].lower == 0
    assert [tier.below for tier in known] == [*(tier.lower for tier in known[1:]), None]


@pytest.mark.parametrize(("successes", "trials", "low", "high"), [(62, 800, 0.0609, 0.0981), (9, 140, 0.0342, 0.1176)])
def test_wilson_intervals_match_the_methods_vectors(successes, trials, low, high):
    assert wilson_interval(successes, trials) == pytest.approx(
        (low, high), abs=1e-4
    )  # the vectors are cut at four digits


def test_a_share_of_nothing_is_unknown_and_an_impossible_one_is_refused():
    assert wilson_interval(0, 0) is None
    assert wilson_interval(0, 10)[0] == 0
    with pytest.raises(InvalidInput, match="proportion_out_of_range"):
        wilson_interval(11, 10)
