"""Credit by every model: it conserves, it follows its definition, and it says when there is nothing to share."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attribution_models.paths import file_paths, store_of
from tests.attribution_models.test_counting import some_paths
from upshot.decisions.attribution.rules import DAY, Rule, Touches, weights
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.models import Terms, attribute
from upshot.decisions.journeys.models_counts import RULES, Model, parse_models
from upshot.decisions.journeys.models_report import AttributionReport
from upshot.decisions.journeys.store import JourneyStore
from upshot.decisions.journeys.store_writing import PathCount
from upshot.errors import UnknownName
from upshot.stats.exact_split import split_total
from upshot.warehouse.journey_files import write_from_lists, write_states

ALL = Terms(tuple(Model), n_draws=0)


def credits_of(store: JourneyStore, terms: Terms) -> AttributionReport:
    found = attribute(store, terms)
    assert isinstance(found, AttributionReport)
    return found


@settings(max_examples=8)
@given(paths=some_paths.filter(lambda paths: any(converted for _, converted, _, _ in paths)))
def test_every_model_credits_all_conversions_and_every_cent(
    tmp_path_factory: pytest.TempPathFactory, paths: list[PathCount]
) -> None:
    report = credits_of(store_of(paths, tmp_path_factory.mktemp("store")), ALL)

    for model in report.models:
        assert sum(line.credits[model].conversions for line in report.lines) == report.conversions
        assert sum(line.credits[model].revenue for line in report.lines) == report.revenue


@given(
    total=st.integers(0, 10**13),
    weight=st.lists(st.floats(0, 1e6), min_size=1, max_size=50).filter(lambda w: sum(w) > 0),
)
def test_a_total_is_split_to_the_last_unit(total: int, weight: list[float]) -> None:
    assert split_total(total, np.array(weight)).sum() == total


def timed_store(folder: Path, journeys: list[tuple[list[int], list[int]]]) -> JourneyStore:
    """Converting journeys worth 10.00, their touches at these seconds."""
    rows = " UNION ALL ".join(
        f"SELECT {number} AS journey, {states}::INTEGER[] AS states, "
        f"list_transform({seconds}, s -> to_timestamp(s)) AS touched_at, 1 AS n_conversions, 1000 AS value_cents, "
        f"to_timestamp({seconds[-1] + 60}) AS converted_at, 'o{number}' AS order_ref"
        for number, (states, seconds) in enumerate(journeys, start=1)
    ).replace("s -> ", "lambda s: ")
    connection = duckdb.connect()
    write_states(connection, ["a", "b", "c"], folder)
    write_from_lists(connection, rows, folder)
    return JourneyStore(folder, dimension="channel", has_views=True)


def test_rules_are_those_of_the_attribution_ledger(tmp_path: Path) -> None:
    journeys = [([1], [0]), ([1, 2], [0, 86_400]), ([2, 1, 3, 2], [0, 40_000, 90_000, 900_000])]
    report = credits_of(timed_store(tmp_path, journeys), Terms(RULES, n_draws=0))
    order = np.repeat(np.arange(3), [len(states) for states, _ in journeys])
    at = np.concatenate([seconds for _, seconds in journeys]) * 1_000_000
    creator = np.concatenate([states for states, _ in journeys])
    same = np.zeros(len(order), dtype=np.int64)
    touches = Touches(order, same + 1, at, creator, same, same, same - 1)
    ordered_at = np.array([seconds[-1] + 60 for _, seconds in journeys]) * 1_000_000

    for rule in (Rule.FIRST_TOUCH, Rule.LAST_TOUCH, Rule.LINEAR, Rule.TIME_DECAY, Rule.POSITION):
        weight = weights(rule, touches, ordered_at=ordered_at, half_life_days=7.0)
        expected = np.bincount(creator, weights=weight / np.bincount(order, weights=weight)[order], minlength=4)[1:]
        found = {line.name: float(line.credits[rule.value].conversions) for line in report.lines}
        np.testing.assert_allclose([found[name] for name in "abc"], expected, atol=2e-6)
    assert DAY == 86_400_000_000


def test_where_nothing_converts_there_is_no_answer_instead_of_zeros(tmp_path: Path) -> None:
    found = attribute(store_of([(["a", "b"], 0, 0, 4)], tmp_path))

    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "no_conversions_in_journeys"


def test_no_path_at_all_is_no_answer(tmp_path: Path) -> None:
    found = attribute(store_of([([], 3, 100, 1)], tmp_path))

    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "no_journeys"


def test_conversions_without_value_are_credited_and_their_revenue_is_nought(tmp_path: Path) -> None:
    report = credits_of(store_of([(["a", "b"], 2, 0, 1)], tmp_path), ALL)

    assert {line.credits["markov"].revenue for line in report.lines} == {Decimal("0.00")}
    assert sum(line.credits["markov"].conversions for line in report.lines) == 2


def test_what_paths_cannot_show_is_said(tmp_path: Path) -> None:
    report = credits_of(store_of([(["a"], 5, 500, 0), (["a", "b"], 1, 100, 0)], tmp_path), ALL)

    assert [caveat.code for caveat in report.caveats] == [
        "attribution_no_lost_journeys", "attribution_one_touch", "attribution_views_unknown", "attribution_few_touches",
        "attribution_no_times", "attribution_not_causal",
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_intervals(tmp_path: Path) -> None:
    store = store_of(file_paths(), tmp_path)
    terms = Terms((Model.MARKOV, Model.SHAPLEY), n_draws=20)

    assert credits_of(store, terms) == credits_of(store, terms)
    assert credits_of(store, terms) != credits_of(store, Terms((Model.MARKOV, Model.SHAPLEY), n_draws=20, seed=2))


def test_intervals_hold_the_credit_and_stability_is_told(tmp_path: Path) -> None:
    report = credits_of(store_of(file_paths(), tmp_path), Terms((Model.LINEAR, Model.MARKOV)))

    for line in report.lines:
        for credit in line.credits.values():
            assert credit.conversions_range is not None
            assert credit.conversions_range.low < credit.conversions < credit.conversions_range.high
    assert {each.model for each in report.stability} == {"linear", "markov"}
    assert [(each.first, each.second) for each in report.agreement] == [("linear", "markov")]


def test_an_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="unknown_attribution_model"):
        parse_models(("markow",))
    assert parse_models(("Shapley", "first-touch", "shapley")) == (Model.FIRST_TOUCH, Model.SHAPLEY)


@pytest.mark.slow
@pytest.mark.parametrize("model", [Model.MARKOV, Model.LINEAR])
def test_intervals_of_ninety_per_cent_cover_the_truth_nine_times_in_ten(tmp_path: Path, model: Model) -> None:
    """Journeys drawn from the file's paths; truth is the credit over many, scaled to the size of one sample."""
    random = np.random.default_rng(11)
    paths = file_paths()
    walked = np.array([converted + lost for _, converted, _, lost in paths])
    rate = np.array([converted for _, converted, _, _ in paths]) / np.maximum(walked, 1)
    whole = credits_of(
        store_of([(p, c, 100 * c, lost) for p, c, _, lost in paths], tmp_path / "whole"), Terms((model,), n_draws=0)
    )
    truth = {line.name: float(line.credits[model.value].conversions) for line in whole.lines}
    hits = []
    for number in range(60):
        n = random.multinomial(walked.sum(), walked / walked.sum())
        won = random.binomial(n, rate)
        drawn = [(path[0], int(c), 100 * int(c), int(k - c)) for path, c, k in zip(paths, won, n, strict=True)]
        report = credits_of(store_of(drawn, tmp_path / str(number)), Terms((model,), n_draws=120))
        for line in report.lines:
            found = line.credits[model.value].conversions_range
            assert found is not None
            hits.append(found.low <= truth[line.name] <= found.high)
    # 420 intervals of 60 samples, those of one sample dependent: 0.9 give or take 0.05
    assert 0.84 <= np.mean(hits) <= 0.96
