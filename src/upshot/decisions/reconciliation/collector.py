"""What the collector lost, refused or has not filed: what would otherwise be missing without anybody noticing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from upshot.decisions.reconciliation.model import Finding, Severity
from upshot.intake.filing import SpoolState
from upshot.records.tallies import LINKS, Tally

DAYS = 7
PATIENCE = timedelta(hours=2)  # the collector files every quarter of an hour
REFUSED = (
    "unsigned", "bad_signature", "stale_timestamp", "too_large", "too_slow", "too_many", "bad_json", "no_order",
    "not_kept",
)  # fmt: skip


@dataclass(frozen=True)
class CollectorReading:
    """What is known of the collector: its counts of the last days, and what waits in the spool."""

    counts: Sequence[Tally] = field(default_factory=tuple)
    spool: SpoolState | None = None


def collector_findings(reading: CollectorReading | None, *, now: datetime) -> list[Finding]:
    """Lost clicks, refused calls by reason, and a spool that nobody files."""
    if reading is None:
        return []
    return [*_lost(reading.counts), *_refused(reading.counts), *_waiting(reading.spool, now)]


def _lost(counts: Sequence[Tally]) -> list[Finding]:
    n = sum(one.n for one in counts if one.source == LINKS and one.what == "lost")
    return [Finding(code="check_clicks_lost", severity=Severity.PROBLEM, facts={"n": n, "days": DAYS})] if n else []


def _refused(counts: Sequence[Tally]) -> list[Finding]:
    sums: Counter[tuple[str, str]] = Counter()
    for one in counts:
        if one.source != LINKS and one.workspace and one.what in REFUSED:
            sums[one.source, one.what] += one.n
    return [
        Finding(
            code="check_calls_refused",
            severity=Severity.WARNING,
            facts={"n": n, "hook": hook, "reason": reason, "days": DAYS},
        )
        for (hook, reason), n in sorted(sums.items())
    ]


def _waiting(spool: SpoolState | None, now: datetime) -> list[Finding]:
    if spool is None or spool.since is None or now - spool.since < PATIENCE:
        return []
    facts: dict[str, int | str] = {
        "clicks": spool.clicks,
        "calls": spool.calls,
        "since": spool.since.isoformat(timespec="seconds"),
    }
    return [Finding(code="check_spool_waits", severity=Severity.WARNING, facts=facts)]
