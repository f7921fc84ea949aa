"""The check names collaborations that start without a valid vetting, and only where vetting is used."""

from datetime import timedelta

import pytest

from tests.doubles import NOW, MemoryWorkspace
from upshot.decisions.reconciliation import Severity, reconcile
from upshot.records.vetting import VettingDecision, VettingOutcome

TODAY = NOW.date()


def decision(creator="ana", outcome="approve", *, days_ago=5, holds=60, **more):
    at = NOW - timedelta(days=days_ago)
    sha = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"  # of {}
    told = {"needs_second": False, **more}
    return VettingDecision(
        "1", creator, VettingOutcome(outcome), "read", "low", told.pop("needs_second"), at, "bob",
        at + timedelta(days=holds), "{}", sha, **told,
    )  # fmt: skip


def names(starts_in, *decisions):
    row = {
        "campaign": "S",
        "creator": "ana",
        "collaboration_type": "live",
        "starts_on": TODAY + timedelta(days=starts_in),
    }
    data = MemoryWorkspace({}, {"collaboration": [row | {"fee": 1, "codes": [], "utm_contents": []}]})
    report = reconcile(data, now=NOW, vetting=decisions)
    found = [finding for finding in report if finding.code == "check_not_vetted"]
    assert all(finding.severity is Severity.NOTE for finding in found)
    return [finding.facts["names"] for finding in found]


def test_a_start_without_any_vetting_is_named_with_its_campaign_and_day():
    assert names(7, decision("bea")) == [f"ana (S, {TODAY + timedelta(days=7)})"]


@pytest.mark.parametrize(
    ("decisions", "is_named"),
    [
        ([decision()], False),
        ([decision(holds=8)], True),  # it ends before the start
        ([decision(outcome="reject"), decision(days_ago=9)], True),  # the newest counts
        ([decision(needs_second=True)], True),
        ([decision(needs_second=True, approved_at=NOW, approved_by="eve")], False),
    ],
)
def test_only_a_standing_approval_keeps_a_start_off_the_list(decisions, is_named):
    assert bool(names(7, *decisions)) is is_named


def test_an_approval_that_came_after_the_start_comes_too_late():
    assert names(-9, decision(days_ago=5))
    assert not names(-2, decision(days_ago=5))


def test_old_collaborations_and_workspaces_that_do_not_vet_are_left_alone():
    assert names(-60, decision("bea")) == []
    assert names(7) == []
