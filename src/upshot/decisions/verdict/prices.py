"""What a thousand paid views cost lately: by post, by creator, and for the whole workspace."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import narwhals as nw

from upshot.decisions.costs.ledger import vat_factor
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.measures.terms import Terms, exchange

LATELY_DAYS = 28
FEWEST_VIEWS = 1_000  # below that a price is chance
Basis = Literal["post", "creator", "workspace"]


@dataclass
class _Sum:
    spend: Decimal = Decimal(0)
    views: float = 0.0

    def add(self, spend: Decimal, views: float) -> None:
        self.spend, self.views = self.spend + spend, self.views + views

    @property
    def price(self) -> Decimal | None:
        """Per thousand views, to the cent's hundredth; None where too few were bought."""
        if self.views < FEWEST_VIEWS or self.spend <= 0:
            return None
        return (self.spend * 1000 / Decimal(str(self.views))).quantize(Decimal("0.0001"))


@dataclass(frozen=True)
class PaidPrices:
    """Spend and paid views of the last weeks in which ads ran, in the workspace's currency, VAT as costs count it."""

    by_post: dict[str, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    by_creator: dict[str, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    workspace: _Sum = field(default_factory=_Sum)

    def of(self, creator: str, post_id: str | None) -> tuple[Decimal, Basis] | None:
        """The price nearest to a post: its own, else its creator's, else everybody's; None where nothing was bought."""
        nearest: tuple[tuple[_Sum | None, Basis], ...] = (
            (self.by_post.get(post_id or ""), "post"),
            (self.by_creator.get(creator), "creator"),
            (self.workspace, "workspace"),
        )
        for sums, basis in nearest:
            if sums is not None and (price := sums.price) is not None:
                return price, basis
        return None


def read_paid_prices(data: WorkspaceData, programme: Programme, terms: Terms, *, until: date) -> PaidPrices:
    """Read the `LATELY_DAYS` days up to the last one with ads, of ads tied to a post.

    Plays where the export has them, else impressions: an in-feed video starts when it is shown.

    Raises
    ------
    SettingsError : the exchange rate of a currency is not set
    """
    prices = PaidPrices()
    shown = nw.when(nw.col("video_views").is_null()).then(nw.col("impressions")).otherwise(nw.col("video_views"))
    frame = data.frame("ad_day").filter(nw.col("day") <= until).select(
        "day", "ad_id", "post_id", "currency", "spend", views=shown.cast(nw.Float64)
    )  # fmt: skip
    last = frame.select(nw.col("day").max()).collect().to_arrow().column(0)[0].as_py()
    if last is None:
        return prices
    lately = frame.filter(nw.col("day") > last - timedelta(days=LATELY_DAYS))
    sums = lately.group_by("ad_id", "post_id", "currency").agg(nw.col("spend").sum(), nw.col("views").sum())
    rows = sums.collect().to_arrow().to_pylist()
    rates, factor = exchange(data, {row["currency"] for row in rows}), vat_factor(terms, is_included=False)
    for row in rows:
        tie = programme.tie_of_ad(row["ad_id"], row["post_id"], None, None)
        if tie.post_id is None or row["spend"] is None or not row["views"]:
            continue
        spend = Decimal(row["spend"]) * rates.rate(row["currency"]) * factor
        prices.workspace.add(spend, row["views"])
        prices.by_post[tie.post_id].add(spend, row["views"])
        if tie.creator:
            prices.by_creator[tie.creator].add(spend, row["views"])
    return prices
