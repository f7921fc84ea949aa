"""The rights ledger: every right with its state now, its windows, and the money that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.at_risk import AtRisk, RiskReason, euros_at_risk
from upshot.decisions.spark.rights.machine import due_steps, state_by_end
from upshot.decisions.spark.rights.spend import RightSpend, read_right_spend
from upshot.decisions.spark.rights.windows import WindowComparison, compare_windows
from upshot.errors import NotAllowed
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import exchange, zone_of
from upshot.records.spark_book import SparkBook
from upshot.vocabulary.entities import Campaign
from upshot.vocabulary.money import Exchange
from upshot.vocabulary.spark_rights import Evidence, EvidenceKind, RightState, SparkRight

_LAST = datetime.max.replace(tzinfo=UTC)
CLOCK = "clock"
AD_REPORT = "ad report"
_GONE = (RightState.REVOKED, RightState.POST_UNAVAILABLE, RightState.EXPIRED)
IN_DANGER = frozenset(
    {RiskReason.ENDS_IN_FLIGHT, RiskReason.ENDED, RiskReason.NOT_GIVEN, RiskReason.END_UNKNOWN,
     RiskReason.NO_SPEND_KNOWN, RiskReason.FLIGHT_UNKNOWN}
)  # fmt: skip


@dataclass(frozen=True)
class RightLine:
    """One right at an instant. `state` includes the clock; `renewed_by` is the right that shall take over."""

    right: SparkRight
    state: RightState
    windows: WindowComparison
    spend: RightSpend
    at_risk: AtRisk
    ended_at: datetime | None = None
    renewed_by: str | None = None


@dataclass(frozen=True)
class RightsLedger:
    """All rights of a workspace at `as_of`, the most urgent first.

    `per_day` and `total` sum what can be told, in `currency`; `n_untold` rights may add to the total.
    """

    lines: tuple[RightLine, ...]
    as_of: datetime
    zone: ZoneInfo
    currency: str
    per_day: Decimal
    total: Decimal
    n_untold: int

    def line(self, right_id: str) -> RightLine | None:
        """The line of one right."""
        return next((line for line in self.lines if line.right.right_id == right_id), None)


def read_ledger(
    data: WorkspaceData, book: SparkBook, *, now: datetime, rights: Iterable[SparkRight] | None = None
) -> RightsLedger:
    """Read rights and ad facts, and reckon every line at `now`.

    Raises
    ------
    SettingsError : invalid_setting_time_zone, missing_exchange_rate
    """
    found = tuple(rights) if rights is not None else book.list()
    zone = zone_of(data)
    spends = read_right_spend(data, found, until=now.astimezone(zone).date())
    campaigns = {str(row["campaign"]).casefold(): _campaign(row) for row in data.rows("campaign")}
    rates = exchange(data, {right.currency for right in found})
    return build_ledger(
        found, spends, campaigns, now=now, zone=zone, rates=rates, ended=book.when_reached(_GONE) if found else {}
    )


def build_ledger(
    rights: Iterable[SparkRight],
    spends: Mapping[str, RightSpend],
    campaigns: Mapping[str, Campaign],
    *,
    now: datetime,
    zone: ZoneInfo,
    rates: Exchange,
    ended: Mapping[str, datetime],
) -> RightsLedger:
    """The ledger of `rights`; nothing is read here.

    Parameters
    ----------
    spends, ended : by right id
    campaigns : by name in folded case
    """
    standing = {right.right_id: right for right in rights}
    heirs = {right.replaces: right.right_id for right in standing.values() if right.replaces}
    lines = []
    for right in standing.values():
        windows = compare_windows(right, zone, campaigns.get((right.campaign or "").casefold()))
        spend = spends.get(right.right_id, RightSpend())
        ended_at = ended.get(right.right_id)
        at_risk = euros_at_risk(
            right,
            windows,
            spend,
            now=now,
            zone=zone,
            rates=rates,
            ended_at=ended_at,
            is_on_predecessor=_is_on_predecessor(right, standing),
        )
        state = state_by_end(right, now, windows.right_end)
        lines.append(RightLine(right, state, windows, spend, at_risk, ended_at, heirs.get(right.right_id)))
    lines.sort(key=_urgency)
    told = [line.at_risk for line in lines if line.at_risk.reason in IN_DANGER]
    return RightsLedger(
        lines=tuple(lines),
        as_of=now,
        zone=zone,
        currency=rates.currency,
        per_day=sum((risk.per_day for risk in told if risk.per_day is not None), Decimal(0)),
        total=sum((risk.total for risk in told if risk.total is not None), Decimal(0)),
        n_untold=sum(risk.total is None for risk in told),
    )


def _is_on_predecessor(right: SparkRight, standing: Mapping[str, SparkRight]) -> bool:
    """Whether the right that `right` renews still stands, so that the same ads are counted there."""
    older = standing.get(right.replaces or "")
    return older is not None and older.state is not RightState.SUPERSEDED


def _urgency(line: RightLine) -> tuple[bool, bool, datetime, Decimal, str]:
    """Those in danger first, by the instant the right stops, then by money."""
    is_safe = line.at_risk.reason not in IN_DANGER
    stops_at = line.at_risk.from_at or line.windows.ends_at
    return is_safe, stops_at is None, stops_at or _LAST, -(line.at_risk.total or Decimal(0)), line.right.right_id


def _campaign(row: Mapping[str, object]) -> Campaign:
    return Campaign(str(row["campaign"]), row.get("starts_on"), row.get("ends_on"))  # type: ignore[arg-type]


def settle(book: SparkBook, ledger: RightsLedger) -> int:
    """Write down what the clock and the ad report say and the history does not hold yet; return how many lines.

    A right that was moved by someone else meanwhile is left as it is.
    """
    written = 0
    for line in ledger.lines:
        right = line.right
        if right.state is RightState.AUTHORISED and line.spend.last_day and line.spend.by_day.get(line.spend.last_day):
            seen = Evidence(EvidenceKind.PLATFORM, f"ad_day {line.spend.last_day}")
            written += _try(book, right, RightState.LIVE, ledger.as_of, seen, AD_REPORT)
        for step in due_steps(right, ledger.as_of, ledger.zone):
            written += _try(book, right, step.target, step.at, step.evidence, CLOCK)
    return written


def _try(book: SparkBook, right: SparkRight, target: RightState, at: datetime, evidence: Evidence, actor: str) -> int:
    try:
        book.record_event(right.right_id, target, actor=actor, at=at, evidence=evidence)
    except NotAllowed:
        return 0
    return 1
