"""From a workspace to the answer: what each quantity rests on, what is missing, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.decisions.brand import living_brand
from tests.decisions.budget.material import NOW, guessed_material
from upshot.decisions.creators.forecast import (
    ForecastReport,
    ForecastTerms,
    Source,
    make_forecast,
)
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UnknownName


@pytest.fixture(scope="module")
def world():
    data = living_brand()
    return guessed_material(data), read_panel(data, now=NOW)


def asked(world, *names: str, **terms) -> ForecastReport:
    return make_forecast(*world, ForecastTerms(names or ("lea",), **terms))


@pytest.fixture(scope="module")
def report(world) -> ForecastReport:
    return asked(world, "lea", "@MAX.cooks", n_posts=3, fee=Decimal(1200), other_cost=Decimal(300))


def test_a_creator_of_the_programme_brings_orders_by_the_verdicts_own_effect(report):
    lea = report.creators[0]
    assert lea.of("orders").source == Source.OWN_EFFECT
    assert lea.of("orders").n == 6
    assert lea.of("views", "post").source == Source.OWN


def test_intervals_hold_one_another_and_posts_add_up(report):
    lea = report.creators[0]
    for each in lea.quantities:
        lows, highs = zip(*((bound.low, bound.high) for bound in each.bounds), strict=True)
        assert list(lows) == sorted(lows, reverse=True)
        assert list(highs) == sorted(highs)
        assert lows[0] <= each.median <= highs[0]
    assert lea.of("views").median == pytest.approx(np.median(lea.draws.views.sum(axis=1)))


def test_roi_is_margin_less_cost_over_cost(report):
    lea = report.creators[0]
    roi = (lea.draws.margin - 1500) / 1500
    assert lea.cost == 1500
    assert lea.of("roi").median == pytest.approx(np.median(roi))
    assert lea.p_above_hurdle == pytest.approx((roi > report.hurdle_rate).mean())


def test_the_fee_at_the_hurdle_leaves_exactly_the_roi_asked_for(report):
    lea = report.creators[0]
    paid = lea.fee_at_hurdle + 300
    assert (lea.draws.margin.mean() - paid) / paid == pytest.approx(report.hurdle_rate)


def test_half_of_all_cases_bear_the_fee_at_even_odds(world, report):
    even = report.creators[0].fee_at_even_odds
    again = asked(world, "lea", "max.cooks", n_posts=3, fee=Decimal(str(round(even, 2))), other_cost=Decimal(300))
    assert again.creators[0].p_above_hurdle == pytest.approx(0.5, abs=0.03)
    assert even < report.creators[0].fee_at_hurdle


def test_money_is_not_counted_on_more_views_than_were_ever_seen(report):
    seen = max(note.facts.get("views", "0") for note in report.notes if note.code == "forecast_note_most_views")
    assert report.creators[0].draws.views.max() > int(seen)  # a hit is possible, but no money rests on it


def test_creators_sum_to_the_total_in_every_draw(report):
    margin = next(each for each in report.together if each.name == "margin")
    both = sum(each.draws.margin for each in report.creators)
    assert margin.median == pytest.approx(np.median(both))


def test_a_higher_fee_moves_the_roi_and_nothing_else(world, report):
    dearer = asked(world, "lea", "max.cooks", n_posts=3, fee=Decimal(5000), other_cost=Decimal(300))
    assert dearer.creators[0].of("views") == report.creators[0].of("views")
    assert dearer.creators[0].p_above_hurdle < report.creators[0].p_above_hurdle


def test_more_posts_bring_more(world):
    one, five = (asked(world, n_posts=n).creators[0].of("orders").median for n in (1, 5))
    assert five > 3 * one


def test_somebody_new_leans_on_the_programme_and_is_less_certain():
    data = living_brand()
    material, panel = guessed_material(data), read_panel(data, now=NOW)
    nova = replace(panel.creators[panel.place["lea"]], creator="nova")
    panel = replace(panel, creators=(*panel.creators, nova))
    found = make_forecast(material, panel, ForecastTerms(("nova", "lea")))
    nova, lea = found.creators
    assert nova.of("orders").source == Source.POOLED_EFFECT
    assert nova.of("views").source == Source.POOLED
    assert nova.n_known_posts == 0

    def width(one, name: str) -> float:
        bound = one.of(name).at(0.8)
        return float(np.log1p(bound.high) - np.log1p(bound.low))

    assert width(nova, "views") > width(lea, "views")
    assert width(nova, "orders") > width(lea, "orders")


def test_without_a_margin_rate_orders_are_forecast_and_the_margin_says_what_is_missing():
    data = living_brand(gross_margin_rate="")
    found = make_forecast(guessed_material(data), read_panel(data, now=NOW), ForecastTerms(("lea",), fee=Decimal(500)))
    lea = found.creators[0]
    assert lea.of("orders") is not None
    assert lea.missing["margin"].reason == "reason_no_gross_margin_rate"
    assert lea.p_above_hurdle is None
    assert lea.draws.margin is None


def test_without_orders_the_forecast_ends_at_views():
    data = living_brand()
    material = replace(guessed_material(data), estimate=InsufficientEvidence("no_counted_orders", ("import_orders",)))
    lea = make_forecast(material, read_panel(data, now=NOW), ForecastTerms(("lea",))).creators[0]
    assert lea.of("views") is not None
    assert {"orders", "margin"} <= set(lea.missing)


def test_counters_nobody_has_are_missing_and_not_zero(report):
    assert report.creators[0].of("likes") is None
    assert report.creators[0].missing["likes"].reason == "forecast_no_counter"


def test_the_document_is_json_without_draws(report):
    text = json.dumps(report.as_dict())
    assert '"draws"' not in text
    assert json.loads(text)["creators"][0]["quantities"][0]["evidence"] == "modelled"


def test_the_same_seed_gives_the_same_answer(world, report):
    again = asked(world, "lea", "max.cooks", n_posts=3, fee=Decimal(1200), other_cost=Decimal(300))
    assert again == report


def test_an_unknown_creator_is_refused_with_the_nearest(world):
    with pytest.raises(UnknownName) as refused:
        asked(world, "leaa")
    assert refused.value.facts["nearest"] == ["lea"]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"n_posts": 0}, "forecast_posts_out_of_range"),
        ({"n_posts": 51}, "forecast_posts_out_of_range"),
        ({"collaboration_type": "advert"}, "forecast_unknown_type"),
        ({"fee": Decimal(-1)}, "forecast_cost_negative"),
        ({"days_apart": -1.0}, "forecast_days_out_of_range"),
        ({"starts_on": NOW.date() - timedelta(days=2)}, "forecast_starts_in_the_past"),
    ],
)
def test_bad_terms_are_refused_by_name(world, terms, code):
    with pytest.raises(InvalidInput) as refused:
        asked(world, **terms)
    assert refused.value.code == code


def test_a_creator_of_whom_nothing_is_known_gets_no_number(world):
    material, panel = world
    nobody = replace(panel.creators[0], creator="nobody", followers=None)
    found = make_forecast(material, replace(panel, creators=(*panel.creators, nobody)), ForecastTerms(("nobody",)))
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "forecast_nothing_known"


def test_an_organic_post_has_no_ratio(world):
    assert asked(world, collaboration_type="organic").creators[0].sponsored_ratio is None


def test_a_plan_may_start_later(world):
    assert asked(world, starts_on=date(2026, 12, 1)).starts_on == date(2026, 12, 1)
