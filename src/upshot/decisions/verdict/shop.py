"""Orders and revenue of the whole shop by day, and what one incremental order brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from upshot.decisions.attribution import AttributionLedger
from upshot.decisions.verdict.formulas import Floats
from upshot.measures.clock import with_local_day
from upshot.measures.data import WorkspaceData
from upshot.measures.facts.shop import counted_orders
from upshot.measures.terms import Terms, exchange

FEWEST_TRACKED = 30  # below this the tracked orders' own average is not used
N_DRAWS = 1_000  # of the order value, where no estimate says how many
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class ShopDays:
    """Counted orders per day, oldest first; shapes (n_days,). `loss` is what was given back beyond what was paid.

    `orders` counts every order of a counted status, fully refunded ones too (their revenue is 0), because that is what
    the incremental estimate counts.
    """

    days: Days
    orders: Floats
    revenue: Floats
    loss: Floats  # at least 0, in no revenue

    def between(self, starts_on: date, ends_on: date) -> ShopDays:
        """The days of a period, both ends included."""
        chosen = (self.days >= np.datetime64(starts_on)) & (self.days <= np.datetime64(ends_on))
        return ShopDays(self.days[chosen], self.orders[chosen], self.revenue[chosen], self.loss[chosen])

    def orders_on(self, days: Days) -> Floats:
        """Orders on given days; a day without orders has 0."""
        place = np.searchsorted(self.days, days)
        found = np.zeros(len(days))
        known = place < len(self.days)
        known[known] = self.days[place[known]] == days[known]
        found[known] = self.orders[place[known]]
        return found

    @property
    def last(self) -> date | None:
        """The last day with an order."""
        last: date | None = self.days[-1].item() if len(self.days) else None
        return last


def read_shop_days(data: WorkspaceData, terms: Terms, *, now: datetime) -> ShopDays:
    """Count orders and sum net revenue per day in the engine, then convert the sums."""
    frame = counted_orders(data).filter(nw.col("ordered_at") <= now)
    is_void = (nw.col("status") == "refunded") | ((nw.col("refunded") > 0) & (nw.col("net_revenue") <= 0))
    is_void, whole = is_void.fill_null(value=False), nw.col("net_revenue").cast(nw.Float64)
    net = nw.when(is_void).then(nw.lit(0.0)).otherwise(whole)
    loss = nw.when(is_void & (whole < 0)).then(-whole).otherwise(nw.lit(0.0))
    dated = with_local_day(frame.select("ordered_at", "currency", net=net, loss=loss), "ordered_at", terms.zone)
    rows = dated.group_by("day", "currency").agg(
        orders=nw.len(), revenue=nw.col("net").sum(), loss=nw.col("loss").sum()
    )
    table = rows.collect().to_arrow().to_pydict()
    rates = exchange(data, set(table["currency"]))
    of_row = [float(rates.rate(currency)) for currency in table["currency"]]
    days, place = np.unique(np.array(table["day"], dtype="datetime64[D]"), return_inverse=True)

    def by_day(name: str, rate: list[float] | float = 1.0) -> Floats:
        values = np.array([value or 0.0 for value in table[name]], dtype=np.float64) * np.array(rate)
        return _floats(np.bincount(place, weights=values, minlength=len(days)))

    return ShopDays(days, by_day("orders"), by_day("revenue", of_row), by_day("loss", of_row))


def tracked_days(ledger: AttributionLedger) -> ShopDays:
    """Orders with a trace of any creator, and their revenue, per day; fully refunded ones count as orders."""
    orders = ledger.reading.orders
    if not len(orders):
        return ShopDays(np.array([], dtype="datetime64[D]"), np.zeros(0), np.zeros(0), np.zeros(0))
    days, place = np.unique(orders.day, return_inverse=True)
    counts = np.bincount(place).astype(np.float64)
    revenue = np.bincount(place, weights=orders.cents.astype(np.float64)) / 100
    return ShopDays(days, counts, revenue, np.zeros(len(days)))


@dataclass(frozen=True)
class UnitRevenue:
    """What one incremental order brings, as draws, and how that was put together.

    revenue per order = tracked share × revenue of a tracked order + (1 - tracked share) × revenue of the others.
    """

    draws: Floats  # (n_draws,) net revenue per order
    tracked_share: float  # median over draws
    per_tracked_order: float | None
    per_other_order: float
    n_tracked: int
    n_orders: int


def unit_revenue(
    shop: ShopDays, tracked: ShopDays, incremental: Floats | None, *, n_tracked_ever: float, seed: int
) -> UnitRevenue | None:
    """Net revenue of one incremental order, with the uncertainty of its average (Bayesian bootstrap over days).

    Of the incremental orders those with a trace are worth what tracked orders are worth (codes give discounts), the
    rest what the shop's other orders are worth.

    Parameters
    ----------
    shop, tracked : the period's orders, and those of them with a trace
    incremental : (n_draws,) incremental orders of the whole programme; None = unknown, the average order counts
    n_tracked_ever : tracked orders over the same history as `incremental`
    seed : of the day weights

    Returns
    -------
    None when the period has no order

    Source
    ------
    Rubin (1981), The Bayesian bootstrap, Annals of Statistics 9(1).
    """
    n_orders, n_tracked = float(shop.orders.sum()), float(tracked.orders.sum())
    if n_orders <= 0:
        return None
    other_orders, other_revenue = shop.orders.copy(), shop.revenue.copy()
    place = np.searchsorted(shop.days, tracked.days)
    use_tracked = incremental is not None and n_tracked >= FEWEST_TRACKED
    tracked_orders, tracked_revenue = np.zeros_like(other_orders), np.zeros_like(other_revenue)
    if use_tracked:
        np.add.at(tracked_orders, place, tracked.orders)
        np.add.at(tracked_revenue, place, tracked.revenue)
        if n_orders - n_tracked >= FEWEST_TRACKED:
            other_orders, other_revenue = other_orders - tracked_orders, other_revenue - tracked_revenue
    weights = np.random.default_rng([seed, 0xA0]).exponential(
        size=(N_DRAWS if incremental is None else len(incremental), len(shop.days))
    )
    other = _mean(weights, other_orders, other_revenue)
    if incremental is None or not use_tracked:
        return UnitRevenue(other, 0.0, None, float(shop.revenue.sum() / n_orders), int(n_tracked), int(n_orders))
    share = np.clip(n_tracked_ever / np.maximum(incremental, 1.0), 0.0, 1.0)
    draws = share * _mean(weights, tracked_orders, tracked_revenue) + (1 - share) * other
    return UnitRevenue(
        draws,
        float(np.median(share)),
        float(tracked_revenue.sum() / tracked_orders.sum()),
        float(other_revenue.sum() / other_orders.sum()),
        int(n_tracked),
        int(n_orders),
    )


def _floats(values: object) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _mean(weights: Floats, orders: Floats, revenue: Floats) -> Floats:
    """Revenue ÷ orders under each row of day weights."""
    return np.asarray((weights @ revenue) / np.maximum(weights @ orders, 1e-12), dtype=np.float64)
