"""A plan says where the money goes, what it may bring, what binds, and who approved it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.decisions.spark.candidates.posts import NOW, brand, ordinary
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.plan import Limits, PlanTerms, make_plan
from upshot.decisions.spark.plan.approving import approve_plan, with_approval
from upshot.decisions.spark.plan.launching import as_launch_plan
from upshot.decisions.spark.plan.model import PlanAnswer, ResponseEvidence
from upshot.decisions.spark.plan.rights import rights_of
from upshot.errors import InvalidInput
from upshot.records.store import Records
from upshot.surfaces.presentation.spark_plan import flight_table, plan_headline, plan_lines
from upshot.surfaces.wording import Words
from upshot.vocabulary.spark_rights import DayWindow, RightState, SparkRight

START = NOW.date() + timedelta(days=1)
ORDERS = [
    {"account_id": "s", "order_id": str(i), "ordered_at": NOW, "status": "paid", "currency": "EUR", "net_revenue": 50}
    for i in range(4)
]


def _workspace(
    *, purchases: float | None = None, margin: str | None = "0.5", ties: list | None = None, spend: float = 40
):
    posts, readings = ordinary(30)
    ads = []
    if purchases is not None:
        ads = [
            {"account_id": "a", "ad_id": f"{post}-{day}", "post_id": readings[post]["post_id"],
             "day": (NOW - timedelta(days=20 - day)).date(), "spend": spend, "currency": "EUR", "impressions": 6_000,
             "video_views": 5_900, "clicks_destination": 60, "purchases": purchases}
            for post in range(4) for day in range(12)
        ]  # fmt: skip
        for row in readings:
            row["read_at"] = NOW - timedelta(days=25)
    settings = {"gross_margin_rate": margin} if margin else {}
    return brand(posts, readings, order=ORDERS, ad_day=ads, settings=settings, **({"spark_ad": ties} if ties else {}))


def _plan(workspace, *, rights=(), **asked):
    terms = PlanTerms(**({"budget": Decimal(2_800), "starts_on": START, "days": 14, "objective": "sales"} | asked))
    return make_plan(workspace, terms, rights=rights, verdict=None, now=NOW)


def test_a_plan_spends_no_more_than_the_budget_and_gives_every_flight_an_interval():
    plan = _plan(_workspace(purchases=4))
    assert plan.planned == sum(flight.budget for flight in plan.flights) <= plan.budget
    assert plan.planned + plan.unspent == plan.budget
    assert all(flight.gain.low < flight.gain.median < flight.gain.high for flight in plan.flights)
    assert len({flight.creator for flight in plan.flights}) >= 2


def test_rich_returns_are_boosted_and_poor_ones_are_left_unspent():
    rich, poor = _plan(_workspace(purchases=12)), _plan(_workspace(purchases=0))
    assert rich.answer is PlanAnswer.BOOST
    assert rich.binds[0].code in {"plan_bind_budget", "plan_bind_all_caps"}
    assert poor.answer is not PlanAnswer.BOOST
    assert poor.planned < poor.budget / 2
    assert poor.binds[0].code == "plan_bind_return"


def test_what_the_platform_claims_is_said_to_be_that_and_cut():
    plan = _plan(_workspace(purchases=4))  # 4 × 25 € of margin for 40 € claimed: 2.5 per euro
    assert plan.response_evidence is ResponseEvidence.PLATFORM
    assert 1.0 < plan.return_at_reference.median < 2.0


def test_without_own_evidence_a_prior_speaks_and_is_named():
    plan = _plan(_workspace())
    assert plan.response_evidence is ResponseEvidence.PRIOR
    assert plan.return_at_reference.low < 1 < plan.return_at_reference.high
    assert plan.notes[0].code == "plan_note_response_prior"


def test_without_a_margin_there_is_no_plan():
    found = _plan(_workspace(margin=None))
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == "spark_plan_no_margin"


def test_a_flight_ends_with_its_right_and_an_ended_right_gets_nothing():
    best = [flight.post_id for flight in _plan(_workspace(purchases=6)).flights][:2]
    rights = [
        SparkRight("r1", "lea", best[0], state=RightState.AUTHORISED,
                   contract=DayWindow(ends_on=START + timedelta(days=4))),
        SparkRight("r2", "max", best[1], state=RightState.AUTHORISED,
                   contract=DayWindow(ends_on=START - timedelta(days=1))),
    ]  # fmt: skip
    plan = _plan(_workspace(purchases=6), rights=rights)
    flights = {flight.post_id: flight for flight in plan.flights}
    assert flights[best[0]].ends_on == START + timedelta(days=4)
    assert best[1] not in flights
    assert "plan_bind_right" in {phrase.code for phrase in flights[best[0]].binds}


def test_a_right_of_unknown_end_is_not_one_without_end():
    best = _plan(_workspace(purchases=6)).flights[0].post_id
    plan = _plan(_workspace(purchases=6), rights=[SparkRight("r1", "lea", best, state=RightState.AUTHORISED)])
    flight = next(one for one in plan.flights if one.post_id == best)
    assert flight.has_right
    assert flight.right_ends_on is None
    assert "plan_warning_right_unknown" in {phrase.code for phrase in flight.warnings}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"objective": ""}, "spark_objective_unknown"),
        ({"goal": "ENGAGED_VIEW"}, "spark_goal_mismatch"),
        ({"budget": Decimal(0)}, "spark_budget_not_positive"),
        ({"days": 0}, "spark_days_out_of_range"),
        ({"ad_format": "hologram"}, "spark_format_unknown"),
        ({"limits": Limits(most_per_arm=0.0)}, "spark_limit_out_of_range"),
    ],
)
def test_a_wrong_question_is_refused_with_what_is_valid(asked, code):
    with pytest.raises(InvalidInput, match=code) as caught:
        _plan(_workspace(), **asked)
    assert all("{" not in Words(language).error(caught.value) for language in ("en", "fr"))


def test_formats_that_cannot_simply_be_bought_are_warned_about_with_an_alternative():
    expected = {"topview": "by_sales", "brand_takeover": "made_for_ads", "branded_mission": "unverified"}
    for name, why in expected.items():
        code = f"plan_warning_format_{why}"
        warning = next(one for one in _plan(_workspace(), ad_format=name).warnings if one.code == code)
        assert warning.facts["instead"] in {"in_feed_spark", "topview"}


def test_one_post_alone_is_warned_about():
    best = _plan(_workspace(purchases=6)).flights[0].post_id
    plan = _plan(_workspace(purchases=6), posts=(best,))
    assert [flight.post_id for flight in plan.flights] == [best]
    assert "plan_warning_too_few" in {phrase.code for phrase in plan.warnings}


def test_the_caps_hold():
    plan = _plan(_workspace(purchases=12), limits=Limits(most_per_arm=0.3, most_per_creator=0.4))
    by_creator: dict[str, Decimal] = {}
    for flight in plan.flights:
        by_creator[flight.creator] = by_creator.get(flight.creator, Decimal(0)) + flight.budget
    assert max(flight.budget for flight in plan.flights) <= plan.budget * Decimal("0.301")
    assert max(by_creator.values()) <= plan.budget * Decimal("0.401")


def test_an_approval_is_of_exactly_one_plan(tmp_path):
    records = Records.open(f"sqlite:///{tmp_path}/records.db")
    records.create_workspace("test")
    plan, other = _plan(_workspace(purchases=4)), _plan(_workspace(purchases=4), budget=Decimal(900))
    assert plan.approval is None
    approved = approve_plan(records, "test", plan, who="  Ana  Ruiz ", now=NOW)
    assert (
        (approved.approval.who, approved.approval.digest) == ("Ana Ruiz", plan.digest) == ("Ana Ruiz", approved.digest)
    )
    assert with_approval(records, "test", _plan(_workspace(purchases=4))).approval == approved.approval
    assert with_approval(records, "test", other).approval is None
    assert approve_plan(records, "test", plan, who="Someone else", now=NOW).approval.who == "Ana Ruiz"
    with pytest.raises(InvalidInput, match="spark_approval_needs_name"):
        approve_plan(records, "test", other, who="   ", now=NOW)


def test_the_launch_sheet_takes_the_plan_as_it_is():
    workspace = _workspace(purchases=4)
    plan = _plan(workspace)
    zone = rights_of(workspace, (), now=NOW, zone=None)  # no rights: the zone is not asked
    launch = as_launch_plan(plan, zone, time_zone="Europe/Paris")
    assert [flight.budget for flight in launch.flights] == [flight.budget_per_day for flight in plan.flights]
    assert {flight.optimization_goal for flight in launch.flights} == {"CONVERT"}


def test_the_same_data_and_seed_give_the_same_plan():
    assert _plan(_workspace(purchases=4)).digest == _plan(_workspace(purchases=4)).digest


def test_a_plan_reads_in_both_languages():
    plan = _plan(_workspace(purchases=4))
    for language in ("en", "fr"):
        words = Words(language)
        said = [*plan_headline(plan, words), *plan_lines(plan, words), *flight_table(plan, words).rows[0]]
        assert said
        assert not any("{" in sentence for sentence in said)
