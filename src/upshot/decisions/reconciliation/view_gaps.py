"""Views of the brand's own account: TikTok Studio by day against the readings of its posts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import narwhals as nw

from upshot.decisions.reconciliation.desk import Desk, decimal_of, rows_of
from upshot.decisions.reconciliation.model import Gap, Severity
from upshot.decisions.reconciliation.spend_gaps import judged
from upshot.measures.query import query


def view_gaps(desk: Desk) -> list[Gap]:
    """One gap per account that has both. Studio counts plays of every post, readings only of the posts we hold.

    A difference is therefore a note, never a problem: older posts, deleted posts and the days after the last reading
    are in one and not in the other.
    """
    frame = desk.frame("account_organic_day").filter(~nw.col("views").is_null())
    accounts = rows_of(
        frame.group_by("account_id").agg(nw.col("views").sum(), first=nw.col("day").min(), last=nw.col("day").max())
    )
    creators = {post.creator for post in desk.links.posts.values()}
    return [
        judged(gap, Severity.NOTE if gap.gap else Severity.OK)
        for row in sorted(accounts, key=lambda row: row["account_id"])
        if row["account_id"] in creators
        for gap in [_gap(desk, row["account_id"], row["first"], row["last"], decimal_of(row["views"]))]
    ]


def _gap(desk: Desk, account: str, first: date, last: date, said: Decimal) -> Gap:
    table = query(desk.data, ["views"], by=["day"], period=(first, last), where={"creator": [account]})
    gained = sum((decimal_of(cell.numerator) for cell in table.column("views")), Decimal(0))
    return Gap(
        quantity="check_quantity_views",
        scope=account,
        unit="count",
        left_source="check_source_studio",
        right_source="check_source_readings",
        left=said,
        right=gained,
        starts_on=first,
        ends_on=last,
    )
