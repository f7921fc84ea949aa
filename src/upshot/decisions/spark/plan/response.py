"""What a euro of ads on an ordinary post may bring: by the verdict, else by the platform's claims, else by a prior."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from upshot.decisions.spark.plan.model import ResponseEvidence
from upshot.decisions.verdict.model import PostLine, Verdict
from upshot.measures.data import WorkspaceData
from upshot.measures.money import in_reporting_currency
from upshot.measures.terms import Terms
from upshot.registries.ad_response_priors import response_priors

Array = NDArray[np.float64]

LEAST_SPEND = 50.0  # on one post, below which its result is no evidence of a return
LEAST_PURCHASES = 5  # seen, or to be expected of the money if it broke even


@dataclass(frozen=True)
class AdSeries:
    """Ads of the brand's posts by day; (n_days, n_posts), spend in the workspace's currency, NaN = not reported."""

    days: tuple[date, ...]
    post_ids: tuple[str, ...]
    spend: Array
    impressions: Array
    reach: Array
    clicks: Array
    views_6s: Array
    purchases: Array

    def column(self, post_id: str) -> int | None:
        """The place of a post; None when no ad ran on it."""
        return self.post_ids.index(post_id) if post_id in self.post_ids else None


@dataclass(frozen=True)
class Response:
    """Margin per euro at `reference_spend` a day for an ordinary post: lognormal."""

    median: float
    sd_log: float
    reference_spend: float | None  # None = no ad was ever seen
    evidence: ResponseEvidence
    n_posts: int


METRICS = ("impressions", "reach", "clicks_destination", "video_views_6s", "purchases", "conversions")


def read_ad_series(data: WorkspaceData, *, until: datetime) -> AdSeries:
    """Daily ad facts of every post that ads ran on; an ad whose post nobody names is left out.

    Purchases are the report's own, or its conversions where it has no purchases. Reach of several ads on one post is
    not added: it is that of the day's largest ad, a lower bound.
    """
    tied = {row["ad_id"]: row["post_id"] for row in data.rows("spark_ad") if row["post_id"]}
    frame = data.frame("ad_day").filter(nw.col("day") <= until.date())
    frame, _ = in_reporting_currency(frame, ("spend",), data)
    rows = frame.select("ad_id", "post_id", "day", "spend", *METRICS).collect().to_arrow().to_pylist()
    named = [(tied.get(row["ad_id"]) or row["post_id"], row) for row in rows]
    known = [(post_id, row) for post_id, row in named if post_id]
    days = sorted({row["day"] for _, row in known})
    posts = sorted({post_id for post_id, _ in known})
    at_day, at_post = {day: i for i, day in enumerate(days)}, {post_id: i for i, post_id in enumerate(posts)}
    tables = {name: np.full((len(days), len(posts)), np.nan) for name in ("spend", *METRICS)}
    for post_id, row in known:
        place = at_day[row["day"]], at_post[post_id]
        for name, table in tables.items():
            if row[name] is not None:
                value, before = float(row[name]), table[place]
                joined = max(value, before) if name == "reach" else value + before
                table[place] = value if np.isnan(before) else joined
    bought = np.where(np.isfinite(tables["purchases"]), tables["purchases"], tables["conversions"])
    return AdSeries(
        tuple(days), tuple(posts), np.nan_to_num(tables["spend"]), tables["impressions"], tables["reach"],
        tables["clicks_destination"], tables["video_views_6s"], bought,
    )  # fmt: skip


def margin_per_order(data: WorkspaceData, terms: Terms) -> Decimal | None:
    """Mean gross margin of a counted order with a revenue; None without a margin rate or orders."""
    if terms.gross_margin_rate is None:
        return None
    frame = data.frame("order").filter(nw.col("status").is_in(list(terms.counted_statuses)))
    frame, _ = in_reporting_currency(frame, ("net_revenue",), data)
    table = frame.select(nw.col("net_revenue").mean()).collect().to_arrow()
    mean = table["net_revenue"][0].as_py()
    return None if mean is None else Decimal(str(mean)) * terms.gross_margin_rate


def expected_response(series: AdSeries, margin: float, verdict: Verdict | None) -> Response:
    """The brand's own evidence, shrunk to the registry's break-even prior."""
    prior = response_priors()["margin_per_euro"]
    reference = _reference(series)
    if verdict is not None:
        found = [_of_verdict(line, margin) for line in verdict.posts]
        own = np.array([pair for pair in found if pair is not None])
        if len(own):
            weight = own[:, 1] ** -2
            middle, sd = float(np.average(own[:, 0], weights=weight)), float(np.median(own[:, 1]))
            return _shrunk(middle, sd, reference, ResponseEvidence.VERDICT, len(own))
    bought = np.nansum(series.purchases, axis=0) if series.post_ids else np.zeros(0)
    spent = series.spend.sum(axis=0) if series.post_ids else np.zeros(0)
    told = np.isfinite(series.purchases).any(axis=0) & (spent >= LEAST_SPEND) if series.post_ids else np.zeros(0, bool)
    money, orders = float(spent[told].sum()), float(bought[told].sum())
    if money > 0 and max(orders, money / margin) >= LEAST_PURCHASES:  # money without purchases is evidence too
        credit = response_priors()["platform_credit_factor"]
        middle = float(np.log((orders + 0.5) * margin / money * credit.median))
        sd = float(np.hypot(credit.sd_log, 1 / np.sqrt(orders + 0.5)))
        return _shrunk(middle, sd, reference, ResponseEvidence.PLATFORM, int(told.sum()))
    return Response(prior.median, prior.sd_log, reference, ResponseEvidence.PRIOR, 0)


def _of_verdict(line: PostLine, margin: float) -> tuple[float, float] | None:
    """(log margin per euro, its sd) of one boosted post: its incremental orders in the share of its bought views."""
    spark, orders = line.spark, line.incremental_orders
    if spark is None or orders is None or not spark.views_paid or not line.views_now or orders.median <= 0:
        return None
    spend = float(spark.spend)
    if spend < LEAST_SPEND:
        return None
    share = min(spark.views_paid / max(line.views_now, spark.views_paid), 1.0)
    sd = float(np.log(max(orders.high, 1e-6) / max(orders.low, 0.05 * orders.median, 1e-6)) / (2 * 1.645))
    return float(np.log(orders.median * share * margin / spend)), max(sd, 0.1)


def _shrunk(middle: float, sd: float, reference: float | None, evidence: ResponseEvidence, n: int) -> Response:
    prior = response_priors()["margin_per_euro"]
    precision, own = prior.sd_log**-2, sd**-2
    mean = (np.log(prior.median) * precision + middle * own) / (precision + own)
    return Response(float(np.exp(mean)), float((precision + own) ** -0.5), reference, evidence, n)


def _reference(series: AdSeries) -> float | None:
    """Median spend of a post on a day on which it ran."""
    running = series.spend[series.spend > 0]
    return float(np.median(running)) if len(running) else None
