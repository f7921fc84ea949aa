"""The whole check, in one pass over its parts."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from upshot.decisions.reconciliation import ties, values
from upshot.decisions.reconciliation.desk import Desk, amount
from upshot.decisions.reconciliation.freshness import freshness, freshness_findings, missing_days
from upshot.decisions.reconciliation.maturity import days_to_maturity
from upshot.decisions.reconciliation.model import CheckReport, Finding, Gap, Severity
from upshot.decisions.reconciliation.shop_gaps import shop_gaps, tagged
from upshot.decisions.reconciliation.spend_gaps import claims, spend_gaps
from upshot.decisions.reconciliation.view_gaps import view_gaps
from upshot.measures.data import WorkspaceData

TIES = (
    ties.ads_without_post,
    ties.spend_after_right,
    ties.codes_of_nobody,
    ties.tags_of_nobody,
    ties.two_owners,
    ties.posts_without_readings,
    ties.collaborations_without_cost,
)
VALUES = (
    values.likes_over_views,
    values.falling_counters,
    values.doubled_orders,
    values.money_without_rate,
    values.negative_money,
    values.silent_settings,
)


def reconcile(data: WorkspaceData, *, now: datetime) -> CheckReport:
    """Check one workspace: sources against one another, freshness, ties and values.

    Parameters
    ----------
    now : the instant of the check (aware); ages and days to come are counted from it

    Returns
    -------
    CheckReport : gaps, freshness and findings, worst first; `exit_code` is 1 when any finding is a problem
    """
    desk = Desk(data, now)
    shop, shop_notes = shop_gaps(desk)
    tag, tag_notes = tagged(desk)
    claim, claim_notes = claims(desk)
    spend = spend_gaps(desk)
    gaps = (*spend, *shop, *claim, *tag, *view_gaps(desk))
    lines = freshness(desk)
    findings = [
        *chain.from_iterable(check(desk) for check in (*TIES, *VALUES)),
        *shop_notes,
        *tag_notes,
        *claim_notes,
        *_unexplained((*spend, *shop)),
        *freshness_findings(lines),
        *missing_days(desk),
        *ties.read_out_too_early(desk, days_to_maturity()),
        *_nothing(lines),
    ]
    return CheckReport(
        workspace=data.name,
        is_demo=data.is_demo,
        as_of=now,
        currency=desk.currency,
        data_version=data.data_version(),
        gaps=gaps,
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


def _nothing(lines: object) -> list[Finding]:
    return [] if lines else [Finding(code="check_nothing_imported", severity=Severity.PROBLEM)]
