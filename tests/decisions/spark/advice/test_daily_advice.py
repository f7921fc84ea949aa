"""What to do tomorrow: rights first, then losses, then wear, then where the next euro works."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.decisions.spark.candidates.posts import NOW, brand, ordinary
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.advice import Act, AdviceTerms, advise_boosts
from upshot.decisions.spark.advice.fatigue import read_fatigue
from upshot.errors import InvalidInput
from upshot.surfaces.presentation.spark_plan import advice_intro, advice_lines, advice_table
from upshot.surfaces.wording import Words

DAYS = 20
TODAY = NOW.date()


def _advice(series, *, ties=(), terms=None, margin="0.5", **more):
    """Advice for posts 0, 1, …, each a list of (spend, impressions, clicks, purchases) by day, ending yesterday."""
    posts, readings = ordinary(12)
    ads = [
        {"account_id": "a", "ad_id": f"ad{post}", "post_id": posts[post]["post_id"], "spend": spend,
         "day": TODAY - timedelta(days=len(days) - place), "currency": "EUR", "impressions": shown,
         "clicks_destination": clicks, "purchases": bought}
        for post, days in enumerate(series) for place, (spend, shown, clicks, bought) in enumerate(days)
    ]  # fmt: skip
    orders = [{"account_id": "s", "order_id": "1", "ordered_at": NOW, "status": "paid", "currency": "EUR",
               "net_revenue": 50}]  # fmt: skip
    rights = [
        {"ad_id": f"ad{post}", "post_id": posts[post]["post_id"], "authorised_until": until} for post, until in ties
    ]
    workspace = brand(posts, readings, ad_day=ads, order=orders, spark_ad=rights,
                      settings={"gross_margin_rate": margin} if margin else {})  # fmt: skip
    found = advise_boosts(workspace, terms or AdviceTerms(), rights=(), verdict=None, now=NOW, **more)
    if isinstance(found, InsufficientEvidence):
        return found
    return {line.post_id: line for line in found.lines} | {"sheet": found, "ids": [post["post_id"] for post in posts]}


def _steady(bought, *, spend=50, clicks=80):
    return [(spend, 8_000, clicks, bought)] * DAYS


FAR = TODAY + timedelta(days=60)


def test_money_moves_from_the_poor_boost_to_the_rich_one_by_at_most_a_step():
    found = _advice([_steady(12), _steady(1)], ties=[(0, FAR), (1, FAR)])
    rich, poor = found[found["ids"][0]], found[found["ids"][1]]
    assert rich.act is Act.RAISE
    assert Decimal(50) < rich.spend_advised <= Decimal("62.5")
    assert poor.act in {Act.LOWER, Act.STOP}
    assert poor.spend_advised < Decimal(50)
    assert found["sheet"].advised_per_day <= found["sheet"].budget_per_day


def test_what_surely_loses_money_is_stopped():
    line = _advice([_steady(12), _steady(0)], ties=[(0, FAR), (1, FAR)])
    assert line[line["ids"][1]].act is Act.STOP
    assert line[line["ids"][1]].reasons[0].code == "advice_loses"


@pytest.mark.parametrize(("ends_in", "act"), [(-1, Act.STOP), (3, Act.RAISE), (60, Act.RAISE)])
def test_nothing_is_advised_past_its_right(ends_in, act):
    until = TODAY + timedelta(days=ends_in)
    found = _advice([_steady(12), _steady(3)], ties=[(0, until), (1, FAR)])
    line = found[found["ids"][0]]
    assert line.act is act
    codes = {phrase.code for phrase in line.reasons}
    assert ("advice_right_ended" in codes) == (ends_in < 0)
    assert ("advice_right_ends_soon" in codes) == (ends_in == 3)


def test_a_right_of_unknown_end_is_never_raised():
    found = _advice([_steady(12), _steady(3)], ties=[(0, None), (1, FAR)])
    line = found[found["ids"][0]]
    assert line.act is not Act.RAISE
    assert "advice_right_unknown" in {phrase.code for phrase in line.reasons}


def test_a_boost_that_is_no_longer_shown_is_named_the_same_day():
    days = [*_steady(12)[:-1], (0, 0, 0, 0)]
    found = _advice([days, _steady(3)], ties=[(0, FAR), (1, FAR)])
    line = found[found["ids"][0]]
    assert "advice_delivery_stopped" in {phrase.code for phrase in line.reasons}
    assert line.act is not Act.RAISE


def test_wear_pauses_a_boost_whose_return_is_not_known():
    rng = np.random.default_rng(1)
    clicks = [int(n) for n in rng.poisson(np.r_[np.full(12, 90), np.full(8, 45)])]
    days = [(50, 8_000, n, None) for n in clicks]
    found = _advice([days], ties=[(0, FAR)])
    line = found[found["ids"][0]]
    assert line.act is Act.PAUSE
    assert line.fatigue.is_tired
    assert line.fatigue.change_rel < -0.3
    assert line.fatigue.since >= TODAY - timedelta(days=9)
    assert found["sheet"].response_evidence == "none"
    assert line.marginal_return is None


def test_a_fall_that_the_spend_explains_is_not_wear():
    """Twice the money reaches people who answer a little less: a lower rate, and no pause."""
    spend = np.r_[np.full(10, 50.0), np.full(10, 100.0)]
    shown = spend * 160
    clicks = np.round(shown * 0.011 * (spend / 50) ** -0.15)
    assert not read_fatigue(clicks, shown, spend).is_tired
    assert read_fatigue(np.round(shown * 0.011 * np.where(spend > 50, 0.6, 1)), shown, np.full(20, 50.0)).is_tired


@pytest.mark.parametrize(("drop", "low", "high"), [(0.0, 0.0, 0.06), (0.25, 0.6, 1.0), (0.4, 0.9, 1.0)])
def test_the_chart_seldom_cries_wolf_and_mostly_sees_a_real_fall(drop, low, high):
    rng, seen = np.random.default_rng(3), []
    for _ in range(300):
        spend = np.clip(100 * (1 + 0.25 * rng.integers(-1, 2, 21)).cumprod(), 20, 2_000)
        rate = (
            0.011
            * (spend / 100) ** -0.1
            * np.where(np.arange(21) >= 12, 1 - drop, 1)
            * np.exp(0.12 * rng.normal(size=21))
        )
        clicks = rng.poisson(spend * 120 * rate).astype(float)
        seen.append(read_fatigue(clicks, spend * 120, spend).is_tired)
    assert low <= np.mean(seen) <= high


def test_seven_days_are_too_few_to_speak_of_wear():
    assert read_fatigue(np.full(7, 50.0), np.full(7, 5_000.0), np.full(7, 50.0)) is None


def test_nothing_running_is_said_with_what_would_help():
    found = _advice([])
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "spark_no_running_boost"


@pytest.mark.parametrize("step", [0.0, 0.5, -0.1])
def test_steps_beyond_thirty_per_cent_are_refused(step):
    with pytest.raises(InvalidInput, match="spark_step_out_of_range"):
        _advice([_steady(3)], terms=AdviceTerms(max_step=step))


def test_advice_reads_in_both_languages():
    sheet = _advice([_steady(12), _steady(1)], ties=[(0, FAR), (1, None)])["sheet"]
    for language in ("en", "fr"):
        words = Words(language)
        said = [advice_intro(sheet, words), *advice_lines(sheet, words), *advice_table(sheet, words).rows[0]]
        assert not any("{" in sentence for sentence in said)
