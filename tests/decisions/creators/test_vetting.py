"""The whole vetting of a creator, from a workspace."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import numpy as np
import pytest
from pydantic import TypeAdapter

from tests.decisions.creators.vetted_brand import NOW, brand
from upshot.decisions.creators.engagement import SponsoredRatio
from upshot.decisions.creators.fit import FitScore
from upshot.decisions.creators.forecast import CreatorForecast, Draws
from upshot.decisions.creators.forecast.model import Source, quantity
from upshot.decisions.creators.price import MarginEstimate
from upshot.decisions.creators.vetting import PARTS, Vetting, VettingTerms, read_vetting
from upshot.errors import UnknownName
from upshot.records.vetting import VettingDecision, VettingOutcome


def vet(*handles, data=None, **asked):
    return read_vetting(data or brand(), handles, now=NOW, asked=VettingTerms(**asked))


def as_json(found):
    return json.loads(TypeAdapter(Vetting).dump_json(found))


def test_a_vetting_holds_every_part():
    (found,) = vet("lea")
    assert [name for name in PARTS if getattr(found, name) is None] == ["decision"]  # nobody has decided yet
    assert found.profile.tier.tier == "micro"
    assert found.engagement.rates["er_views_lcs"].n_posts == 8
    assert isinstance(found.engagement.sponsored_ratio, SponsoredRatio)


def test_peers_are_the_brands_own_roster_before_any_registry():
    (found,) = vet("lea")
    assert {found.profile.peers[name].group.origin for name in ("er_views_lcs", "er_followers_lcs", "view_rate")} == {
        "roster"
    }


def test_the_quote_of_the_book_is_judged_among_the_brands_own_deals():
    price = vet("lea")[0].price
    assert (price.quote.fee, price.quote.n_posts, price.quote.rights_days) == (900.0, 2, 30)
    assert (price.among_deals.basis, price.among_deals.n_deals) == ("cpm", 5)


def forecast_of(margin):
    """A forecast of lea that brings `margin` and reaches 1,000 people or so."""
    draws = Draws(views=np.ones((len(margin), 1)), margin=margin)
    reach = quantity("reach", "post", Source.OWN, 8, np.linspace(500, 1500, 101))
    return CreatorForecast(
        "lea", "micro", None, 8, None, (reach,), {}, None, None, None, None, None, (), draws
    )  # fmt: skip


def test_a_forecast_gives_the_highest_fee_and_a_typed_margin_goes_before_it():
    forecasts = {"lea.old": forecast_of(np.linspace(0.0, 2200.0, 1001))}
    ceiling = vet("lea", forecasts=forecasts, required_roi=0.1, other_costs=100.0)[0].price.fee_ceiling
    assert (ceiling.margin.source, ceiling.value) == ("forecast", pytest.approx(1100 / 1.1 - 100))
    assert ceiling.low == pytest.approx(0.05 * 2200 / 1.1 - 100)
    typed = MarginEstimate(500.0, 400.0, 600.0, "typed")
    assert vet("lea", forecasts=forecasts, margin=typed)[0].price.fee_ceiling.margin == typed


def test_a_forecast_gives_the_people_of_the_target_that_a_post_reaches():
    row = {"creator": "lea", "read_at": NOW, "dimension": "country", "provenance": "lea"}
    audience = [row | {"bucket": bucket, "share": share} for bucket, share in (("FR", 0.6), ("BR", 0.4))]
    data = brand(audience=audience, settings={"target_audience": "country: FR", "target_countries": "FR BR"})
    found = vet("lea", data=data, forecasts={"lea": forecast_of(np.ones(10))})[0].audience
    assert (found.reach.value, found.reachable.independent) == (pytest.approx(1000), pytest.approx(600))
    assert vet("lea", data=data)[0].audience.reachable is None


def test_a_handle_is_known_with_at_sign_by_link_and_under_its_former_name():
    found = vet("@LEA", "https://www.tiktok.com/@lea", "lea.old", "peer03")
    assert [one.creator for one in found] == ["lea", "peer03"]
    assert vet("lea.old")[0].asked_as == "lea.old"


def test_an_unknown_handle_names_the_nearest():
    with pytest.raises(UnknownName) as refused:
        vet("leaa")
    assert refused.value.facts["nearest"][0] == "lea"


def test_ten_times_the_followers_do_not_raise_the_fit_score_nor_lower_the_price():
    few, many = (vet("lea", data=brand(times_followers=times))[0] for times in (1, 10))
    assert few.profile.tier.tier != many.profile.tier.tier
    assert isinstance(few.fit_score, FitScore)
    assert many.fit_score == few.fit_score
    assert many.risk == few.risk
    assert (many.price.cpm_effective, many.price.among_deals) == (few.price.cpm_effective, few.price.among_deals)


def test_json_has_the_same_fields_whatever_is_known():
    known, unknown = as_json(vet("lea")[0]), as_json(vet("peer07")[0])
    assert list(known) == list(unknown)
    assert unknown["price"]["quote"]["reason"] == "price_no_quote"


def test_the_same_question_has_the_same_answer_to_the_last_byte():
    first, second = (json.dumps(as_json(vet("lea")[0])) for _ in range(2))
    assert first == second


def test_figures_said_under_a_former_handle_count_for_the_present_one():
    data = brand(lea={"former_handles": ["peer.gone"]})
    rows = [{"creator": "peer.gone", "platform": "tiktok", "metric": "engagement_rate", "statistic": "mean",
             "denominator": "views", "provenance": "Old vendor", "value": 0.07, "unit": "rate"}]  # fmt: skip
    from tests.doubles import arrow_rows
    from upshot.vocabulary.tables import TABLES

    data._facts["creator_figure"] = arrow_rows(TABLES["creator_figure"], rows)
    sources = {f.source for line in vet("lea", data=data)[0].profile.lines for f in line.figures}
    assert "Old vendor" in sources


def test_the_latest_decision_stands_beside_the_evidence_until_it_ends():
    decided = VettingDecision(
        "1", "lea", VettingOutcome.APPROVE, "good", "low", False, NOW - timedelta(days=5), "ann",
        NOW + timedelta(days=5), "{}", sha256(b"{}").hexdigest(),
    )  # fmt: skip
    assert vet("lea", decisions={"lea": decided})[0].decision.is_vetted
    later = read_vetting(brand(), ["lea"], now=NOW + timedelta(days=6), asked=VettingTerms(decisions={"lea": decided}))
    assert later[0].decision.why == "vetting_expired"


def test_an_empty_creator_has_a_card_of_reasons():
    data = brand()
    data._records["creator"].append({"creator": "nobody.yet"})
    (found,) = vet("nobody.yet", data=data)
    assert found.engagement.views.reason == "creator_no_posts"
    assert found.profile.tier.reason == "followers_unknown_tier"
    assert found.price.expected_views.reason == "creator_no_posts"
