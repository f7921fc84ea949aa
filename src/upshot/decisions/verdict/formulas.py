"""The ratios of the verdict, each as its numerator and denominator; nothing to divide by gives None, never 0."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.verdict.model import Interval

Floats = NDArray[np.float64]


def ratio(numerator: Decimal | float, denominator: Decimal | float) -> float | None:
    """`numerator ÷ denominator`; None where the denominator is not above zero."""
    return float(numerator) / float(denominator) if denominator > 0 else None


def roi(gross_margin: Floats, cost: Decimal) -> Floats:
    """(incremental gross margin - all-in cost) ÷ all-in cost, draw by draw; `cost` above zero."""
    return (gross_margin - float(cost)) / float(cost)


def gross_margin(orders: Floats, net_revenue_per_order: Floats | float, margin_rate: Decimal) -> Floats:
    """Incremental orders × net revenue per order (after tax, discounts, refunds) × gross margin rate."""
    return np.asarray(orders * net_revenue_per_order * float(margin_rate), dtype=np.float64)


def break_even_orders(cost: Decimal, unit_margin: float) -> float | None:
    """Incremental orders at which the gross margin equals the cost: cost ÷ margin of one order."""
    return ratio(cost, unit_margin)


def fee_ceiling(margin: float, *, hurdle_rate: float, other_cost: Decimal) -> float:
    """The fee at which ROI equals the hurdle: margin ÷ (1 + hurdle) - every other cost; may be negative.

    Source
    ------
    methods: `fee_ceiling = expected incremental margin ÷ (1 + required ROI) - other costs`.
    """
    return margin / (1 + hurdle_rate) - float(other_cost)


def interval(draws: Floats, level: float) -> Interval:
    """Median and equal-tailed bounds at `level` of (n_draws,) draws."""
    low, median, high = np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return Interval(median=float(median), low=float(low), high=float(high))
