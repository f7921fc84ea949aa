"""Two hundred rights over ninety days against a ledger kept by hand: nothing missed, no false alarm, the same euros."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.decisions.spark.rights.hand_ledger import DAYS, FIRST, TrueRight, draw_rights
from upshot.decisions.spark.rights.alerts import RENEWAL_DAYS, AlertKind, due_alerts
from upshot.decisions.spark.rights.at_risk import RiskReason
from upshot.decisions.spark.rights.ledger import build_ledger, settle
from upshot.decisions.spark.rights.spend import RightSpend
from upshot.records.code_vault import CodeVault
from upshot.records.spark_book import SparkBook
from upshot.records.store import Records
from upshot.vocabulary.money import Exchange
from upshot.vocabulary.spark_rights import (
    GRANTED,
    DateSource,
    DayWindow,
    Evidence,
    EvidenceKind,
    RightState,
    SparkRight,
)

ZONE = ZoneInfo("Europe/Paris")
SAW = Evidence(EvidenceKind.ATTESTATION)
TIKTOK = Evidence(EvidenceKind.PLATFORM)
GONE = (RightState.REVOKED, RightState.POST_UNAVAILABLE, RightState.EXPIRED)


class Desk:
    """A brand's desk that runs `spark alerts` once a day."""

    def __init__(self, folder: Path, truth: list[TrueRight]) -> None:
        records = Records.open(f"sqlite:///{folder / 'records.db'}")
        records.create_workspace("brand")
        self.book = SparkBook(records, "brand", CodeVault(folder))
        self.truth, self.ids = truth, {}
        self.sent: list[tuple[datetime, object]] = []
        self.expired_on: dict[int, datetime] = {}
        self.risks: list[tuple[TrueRight, datetime, object]] = []

    def live_through(self, now: datetime, before: datetime) -> None:
        for true in self.truth:
            if before < true.made_at <= now:
                self._receive(true)
            if true.number in self.ids:
                self._hear(true, now, before)
        self._look(now)

    def _receive(self, true: TrueRight) -> None:
        flight = DayWindow(*true.flight, true.zone)
        contract = DayWindow(None, true.contract_until, true.zone)
        budget = Decimal(true.budget) if true.budget is not None else None
        right = SparkRight("", f"c{true.number}", true.post_id, flight=flight, contract=contract, flight_budget=budget)
        right = self.book.add(right, actor="ana", now=true.made_at)
        self.ids[true.number] = right.right_id
        told = {"starts_at": true.made_at} if true.is_birth_told else {}
        code = f"#{true.number:04d}abcdefGH+/=="
        self.book.put_code(
            right.right_id, code, actor="ana", now=true.made_at, days=true.days, source=DateSource.CREATOR, **told
        )
        self._to(true, RightState.AUTHORISED, true.made_at, SAW)

    def _hear(self, true: TrueRight, now: datetime, before: datetime) -> None:
        """What reaches the desk: revocations and deletions the same day, extensions from TikTok."""
        for at, state in ((true.revoked_at, GONE[0]), (true.deleted_at, GONE[1])):
            if at and before < at <= now and self.book.get(self.ids[true.number]).state not in GONE:
                self._to(true, state, at, SAW)
        if true.extended and before < true.extended[0] <= now:
            end = true.code_end(now)
            self.book.set_code_window(
                self.ids[true.number], actor="api", at=now, evidence=TIKTOK, source=DateSource.PLATFORM, ends_at=end
            )

    def _to(self, true: TrueRight, state: RightState, at: datetime, evidence: Evidence) -> None:
        self.book.record_event(self.ids[true.number], state, actor="ana", at=at, evidence=evidence)

    def _look(self, now: datetime) -> None:
        ids = {right_id: true for true in self.truth if (right_id := self.ids.get(true.number))}
        spends = {
            right_id: RightSpend(
                {day: Decimal(amount) for day, amount in true.spend.items() if day <= now.date()}, now.date()
            )
            for right_id, true in ids.items()
            if any(day <= now.date() for day in true.spend)
        }
        ledger = build_ledger(
            self.book.list(),
            spends,
            {},
            now=now,
            zone=ZONE,
            rates=Exchange("EUR", {}),
            ended=self.book.when_reached(GONE),
        )
        settle(self.book, ledger)
        due = {alert.key: alert for alert in due_alerts(ledger)}
        for key in self.book.claim_alerts(due, "test", now=now):
            self.sent.append((now, due[key]))
        self.book.settle_alerts(list(due), "test", is_delivered=True, now=now)
        milder = [key for alert in due.values() for key in alert.covers]
        self.book.claim_alerts(milder, "test", now=now)
        self.book.settle_alerts(milder, "test", is_delivered=True, now=now)
        for line in ledger.lines:
            true = ids[line.right.right_id]
            if line.state is RightState.EXPIRED:
                self.expired_on.setdefault(true.number, now)
            self.risks.append((true, now, line))


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    lived = Desk(tmp_path_factory.mktemp("desk"), draw_rights(seed=7, n=200))
    midday = datetime(FIRST.year, FIRST.month, FIRST.day, 12, tzinfo=UTC)
    before = midday - timedelta(days=1)
    for n in range(DAYS):
        now = midday + timedelta(days=n)
        lived.live_through(now, before)
        before = now
    lived.last = before
    return lived


def is_plain(true: TrueRight) -> bool:
    """Whether the desk was told when the code was made; else its end is unknown, and the desk must say that."""
    return true.is_birth_told or true.extended is not None


def test_the_simulation_holds_every_kind_of_trouble(desk):
    kinds = Counter(
        revoked=sum(t.revoked_at is not None for t in desk.truth),
        deleted=sum(t.deleted_at is not None for t in desk.truth),
        extended=sum(t.extended is not None for t in desk.truth),
        unknown=sum(not t.is_birth_told for t in desk.truth),
        conflict=sum(t.end(t.flight_end) < t.flight_end for t in desk.truth),
    )
    assert len(desk.ids) == 200
    assert min(kinds.values()) >= 5, kinds
    assert kinds["conflict"] >= 50


def test_no_expiry_is_missed_and_none_comes_a_day_late_or_early(desk):
    missed = []
    for true in desk.truth:
        end, gone = true.end(desk.last), true.taken_at()
        noticed = next((now for now in every_noon(desk) if now >= end), None)
        is_over = noticed is not None and not (
            gone and gone <= noticed
        )  # what was taken away meanwhile is told as such
        if not is_plain(true):
            continue
        found = desk.expired_on.get(true.number)
        if is_over and (found is None or not end <= found < end + timedelta(days=1)):
            missed.append((true.number, end, found))
        if not is_over and found is not None and not (true.extended and found < true.extended[0]):
            missed.append((true.number, "never", found))
    assert missed == []


def test_every_lapse_revocation_or_deletion_in_a_flight_is_said_the_same_day(desk):
    said = {(alert.right_id, alert.kind): at for at, alert in desk.sent if alert.kind is AlertKind.ENDED}
    missed = []
    for true in desk.truth:
        end, gone = true.end(desk.last), true.taken_at()
        stop = min(end, gone) if gone else end
        is_known = is_plain(true) or (gone is not None and gone <= end)
        noticed = next((now for now in every_noon(desk) if now >= stop), None)
        if is_known and noticed is not None and true.flight_end > noticed:
            found = said.get((desk.ids[true.number], AlertKind.ENDED))
            if found != noticed:
                missed.append((true.number, stop, found))
    assert missed == []


def every_noon(desk):
    return [desk.last - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]


def test_every_renewal_is_said_at_each_threshold_while_the_flight_outlives_the_right(desk):
    said = {
        (alert.right_id, alert.at, threshold(alert)) for _, alert in desk.sent if alert.kind is AlertKind.RENEWAL_DUE
    }
    missed = []
    for true in filter(is_plain, desk.truth):
        for now in every_noon(desk):
            end, gone = true.end(now), true.taken_at()
            if true.made_at > now or (gone and gone <= now) or true.flight_end <= end or true.flight_end <= now:
                continue
            due = min((d for d in RENEWAL_DAYS if timedelta(0) < end - now <= timedelta(days=d)), default=None)
            if due is not None and (desk.ids[true.number], end, due) not in said:
                missed.append((true.number, now, due))
    assert missed == []


def threshold(alert) -> int:
    return int(alert.key.rsplit(":", 1)[1])


def test_at_most_one_alarm_in_a_hundred_is_false(desk):
    by_id = {desk.ids[true.number]: true for true in desk.truth}
    false = [(at, alert.kind, by_id[alert.right_id].number) for at, alert in desk.sent if is_false(at, alert, by_id)]
    assert len(desk.sent) > 200
    assert len(false) <= len(desk.sent) / 100, false


def is_false(at: datetime, alert, by_id) -> bool:
    """An alarm is false where the flight was over, or where right and code truly covered it."""
    true = by_id[alert.right_id]
    end, gone = true.end(at), true.taken_at()
    is_gone = gone is not None and gone <= at
    if alert.kind is AlertKind.DELIVERY_STOPPED:
        return true.spend.get(at.date(), 0) > 0
    if alert.kind is AlertKind.END_UNKNOWN:
        return is_plain(true) and at >= (true.extended or (at,))[0]
    starts = end_of_first(true)
    return true.flight_end <= at or (not is_gone and true.flight_end <= end and starts >= true.made_at)


def end_of_first(true: TrueRight) -> datetime:
    from tests.decisions.spark.rights.hand_ledger import midnight

    return midnight(true.flight[0], true.zone)


def test_no_alert_goes_twice(desk):
    assert max(Counter(alert.key for _, alert in desk.sent).values()) == 1


def test_euros_at_risk_equal_the_hand_ledger_on_every_day(desk):
    compared, wrong = 0, []
    for true, now, line in desk.risks:
        if not is_plain(true) and line.state in GRANTED:
            if line.at_risk.reason is not RiskReason.FLIGHT_OVER and line.at_risk.total is not None:
                assert line.at_risk.is_at_least
            continue
        if not is_plain(true) or line.at_risk.total is None:
            assert line.at_risk.total is not None or (true.budget is None and not line.spend.by_day)
            continue
        by_hand = true.at_risk(now)
        compared += 1
        if abs(Decimal(by_hand.numerator) / by_hand.denominator - line.at_risk.total) > Decimal("0.0051"):
            wrong.append((true.number, now.date(), line.at_risk.reason, line.at_risk.total, float(by_hand)))
    assert compared > 8000
    assert wrong == []


def test_a_code_of_unknown_birth_is_named_and_never_called_covered(desk):
    named = {alert.right_id for _, alert in desk.sent if alert.kind is AlertKind.END_UNKNOWN}
    for true in desk.truth:
        gone = true.taken_at()
        soon = true.made_at + timedelta(days=1)
        if not true.is_birth_told and true.flight_end > soon and not (gone and gone <= soon):
            assert desk.ids[true.number] in named
    assert not [
        line for true, _, line in desk.risks
        if not is_plain(true) and line.state in GRANTED and line.at_risk.reason is RiskReason.COVERED
    ]  # fmt: skip


def test_the_history_names_the_instant_and_not_the_day_the_clock_was_read(desk):
    for true in filter(is_plain, desk.truth):
        for event in desk.book.events(desk.ids[true.number]):
            if event.to_state is RightState.EXPIRED and event.actor == "clock":
                assert event.at in {true.end(desk.last), true.end(event.at)}


def test_dates_are_days_of_this_world():
    assert FIRST < date(2026, 10, 25) < date(2026, 11, 1) < FIRST + timedelta(days=DAYS)
