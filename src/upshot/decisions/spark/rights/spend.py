"""What the ads on each right's post spent by day, in the workspace's currency; an ad belongs to one right at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw

from upshot.measures.data import WorkspaceData
from upshot.measures.terms import exchange, reporting_currency
from upshot.vocabulary.money import to_cent
from upshot.vocabulary.spark_rights import GRANTED, RightState, SparkRight

RECENT_DAYS = 7


@dataclass(frozen=True)
class RightSpend:
    """Spend of a right's ads by reporting day of the ad account; `last_day` is the account's last reported day."""

    by_day: Mapping[date, Decimal] = field(default_factory=dict)
    last_day: date | None = None

    def between(self, first: date, last: date) -> Decimal:
        """Spend from `first` to `last`, both included."""
        return sum((amount for day, amount in self.by_day.items() if first <= day <= last), Decimal(0))

    @property
    def recent_daily(self) -> Decimal | None:
        """Mean spend a day over the last `RECENT_DAYS` reported days, counted from the first day of delivery.

        A day that the account reported without these ads is a day of zero spend. None when the ads never spent.
        """
        if self.last_day is None or not self.by_day:
            return None
        first = max(self.last_day - timedelta(days=RECENT_DAYS - 1), min(self.by_day))
        return self.between(first, self.last_day) / Decimal((self.last_day - first).days + 1)

    @property
    def stopped_on(self) -> date | None:
        """The first reported day without spend after a day with spend, if none came since."""
        spent = [day for day, amount in self.by_day.items() if amount > 0]
        if not spent or self.last_day is None or max(spent) >= self.last_day:
            return None
        return max(spent) + timedelta(days=1)


def read_right_spend(data: WorkspaceData, rights: Iterable[SparkRight], *, until: date) -> dict[str, RightSpend]:
    """Spend by right id, from `ad_day` up to `until`.

    An ad belongs to the right that names it in `ad_ids`; else to the right on its post, the one in force first, then
    the newest. Posts are found as the cost ledger finds them: the `spark_ads` sheet, then the report.

    Raises
    ------
    SettingsError : missing_exchange_rate, when ads were billed in a currency without a rate
    """
    by_ad, by_post = _owners(rights)
    if not by_ad and not by_post:
        return {}
    rows = _daily_rows(data, until)
    posts = {row["ad_id"]: row["post_id"] for row in data.rows("spark_ad")}
    rates = exchange(data, {row["currency"] for row in rows})
    amounts: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    accounts: dict[str, set[str]] = defaultdict(set)
    last: dict[str, date] = {}
    for row in rows:
        last[row["account_id"]] = max(last.get(row["account_id"], row["day"]), row["day"])
        owner = by_ad.get(row["ad_id"]) or by_post.get(posts.get(row["ad_id"]) or row["post_id"] or "")
        if owner is None or row["spend"] is None:
            continue
        amounts[owner][row["day"]] += Decimal(row["spend"]) * rates.rate(row["currency"])
        accounts[owner].add(row["account_id"])
    return {
        owner: RightSpend(
            {day: to_cent(amount) for day, amount in sorted(days.items())},
            max(last[account] for account in accounts[owner]),
        )
        for owner, days in amounts.items()
    }


def _owners(rights: Iterable[SparkRight]) -> tuple[dict[str, str], dict[str, str]]:
    """Right id by ad id, and by post id; superseded rights own nothing."""
    by_ad: dict[str, str] = {}
    by_post: dict[str, str] = {}
    standing = [right for right in rights if right.state is not RightState.SUPERSEDED]
    standing.sort(key=lambda right: (right.state in GRANTED, str(right.created_at), right.right_id))
    for right in standing:  # the last one stays: in force, then newest
        by_ad |= dict.fromkeys(right.ad_ids, right.right_id)
        by_post[right.post_id] = right.right_id
    return by_ad, by_post


def _daily_rows(data: WorkspaceData, until: date) -> list[dict[str, Any]]:
    """Spend per account, ad, post, currency and day, summed in the engine."""
    keys = ["account_id", "ad_id", "post_id", "currency", "day"]
    frame = data.frame("ad_day").filter(nw.col("day") <= until)
    sums = frame.group_by(keys).agg(nw.col("spend").sum(), known=nw.col("spend").count())
    rows: list[dict[str, Any]] = sums.collect().to_arrow().to_pylist()
    for row in rows:
        if not row["known"]:
            row["spend"] = None
        row["currency"] = row["currency"] or reporting_currency(data)
    return rows
