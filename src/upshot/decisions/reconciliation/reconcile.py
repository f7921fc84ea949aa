"""The whole check, in one pass over its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain

from upshot.decisions.reconciliation import ties, values
from upshot.decisions.reconciliation.collector import CollectorReading, collector_findings
from upshot.decisions.reconciliation.desk import Desk, amount
from upshot.decisions.reconciliation.freshness import freshness, freshness_findings, missing_days
from upshot.decisions.reconciliation.model import CheckReport, Finding, Gap, Severity
from upshot.decisions.reconciliation.shop_gaps import shop_gaps, tagged
from upshot.decisions.reconciliation.spend_gaps import claims, spend_gaps
from upshot.decisions.reconciliation.vetting import unvetted_collaborations
from upshot.decisions.reconciliation.view_gaps import view_gaps
from upshot.measures.data import WorkspaceData
from upshot.records.vetting import VettingDecision
from upshot.vocabulary.tables import TABLES, Home

# Each check and the fact tables without which it has nothing to look at; none: it looks at records too.
CHECKS: tuple[tuple[Callable[[Desk], list[Finding]], tuple[str, ...]], ...] = (
    (ties.ads_without_post, ("ad_day",)),
    (ties.spend_after_right, ("ad_day",)),
    (ties.codes_of_nobody, ("order",)),
    (ties.tags_of_nobody, ()),
    (ties.two_owners, ()),
    (ties.posts_without_readings, ("post",)),
    (ties.collaborations_without_cost, ()),
    (ties.read_out_too_early, ("post",)),
    (values.likes_over_views, ("post_reading",)),
    (values.falling_counters, ("post_reading",)),
    (values.doubled_orders, ("order",)),
    (values.money_without_rate, ()),
    (values.negative_money, ("ad_day",)),
    (values.silent_settings, ()),
    (missing_days, ()),
)


def reconcile(
    data: WorkspaceData,
    *,
    now: datetime,
    vetting: Sequence[VettingDecision] = (),
    collector: CollectorReading | None = None,
) -> CheckReport:
    """Check one workspace: sources against one another, freshness, ties and values.

    Parameters
    ----------
    now : the instant of the check (aware); ages and days to come are counted from it
    vetting : the vetting decisions, newest first; a workspace that never vetted anybody is not told to
    collector : what the collector counted and what waits in its spool

    Returns
    -------
    CheckReport : gaps, freshness and findings, worst first; `exit_code` is 1 when any finding is a problem
    """
    desk = Desk(data, now)
    spend = spend_gaps(desk) if desk.has("ad_day", "ad_total") else []
    shop, shop_notes = shop_gaps(desk) if desk.has("order", "visit_day") else ([], [])
    tag, tag_notes = tagged(desk) if desk.has("order", "visit_day") else ([], [])
    claim, claim_notes = claims(desk) if desk.has("order", "ad_day") else ([], [])
    views = view_gaps(desk) if desk.has("account_organic_day", "post_reading") else []
    lines = freshness(desk)
    findings = [
        *chain.from_iterable(check(desk) for check, tables in CHECKS if desk.has(*tables)),
        *shop_notes,
        *tag_notes,
        *claim_notes,
        *_unexplained((*spend, *shop)),
        *freshness_findings(lines),
        *unvetted_collaborations(desk, vetting),
        *collector_findings(collector, now=now),
        *_nothing(desk),
    ]
    return CheckReport(
        workspace=data.name,
        is_demo=data.is_demo,
        as_of=now,
        currency=desk.currency,
        data_version=data.data_version(),
        gaps=(*spend, *shop, *claim, *tag, *views),
        freshness=tuple(lines),
        findings=tuple(sorted(findings, key=lambda finding: (finding.severity.rank, finding.code))),
    )


def _unexplained(gaps: tuple[Gap, ...]) -> list[Finding]:
    """Gaps of which too much stays unexplained."""
    return [
        Finding(
            code="check_gap_unexplained",
            severity=gap.severity,
            facts={
                "quantity": gap.quantity,
                "account": gap.scope,
                "left": _figure(gap, "left"),
                "right": _figure(gap, "right"),
                "rest": _figure(gap, "unexplained"),
                "percent": f"{gap.unexplained_share * 100:.1f}",
                "first": gap.starts_on.isoformat(),
                "last": gap.ends_on.isoformat(),
            },
        )
        for gap in gaps
        if gap.severity in {Severity.WARNING, Severity.PROBLEM}
    ]


def _figure(gap: Gap, name: str) -> str:
    value = getattr(gap, name)
    return amount(value) if gap.unit == "money" else f"{value:.0f}"


def _nothing(desk: Desk) -> list[Finding]:
    is_empty = not any(desk.has(table.name) for table in TABLES.values() if table.home is Home.LAKE)
    return [Finding(code="check_nothing_imported", severity=Severity.PROBLEM)] if is_empty else []
