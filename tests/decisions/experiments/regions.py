"""Simulated regions with known truth for the tests of geo, on/off and launch experiments."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from upshot.decisions.experiments.region_series import RegionSeries

FIRST = date(2025, 9, 1)  # a Monday


def region_counts(rng, *, n_regions=16, n_days=98, mean=40.0, wander=0.02, own=0.05):
    """(n_regions, n_days) orders: weekday, a common walk, a second walk that regions follow differently, own noise."""
    days = np.arange(n_days)
    size = rng.lognormal(np.log(mean), 0.5, n_regions)
    weekday = 1 + 0.2 * np.sin(2 * np.pi * (days % 7) / 7)
    common = np.cumsum(rng.normal(0, wander, n_days))
    second = np.outer(rng.normal(0, 0.4, n_regions), np.cumsum(rng.normal(0, wander, n_days)))
    noise = rng.normal(0, own, (n_regions, n_days))
    return rng.poisson(size[:, None] * weekday * np.exp(common + second + noise)).astype(np.float64)


def series_of(values, *, first=FIRST, metric="orders", step_days=1):
    """Counts as a series; regions are called r00, r01 …"""
    names = tuple(f"r{row:02d}" for row in range(len(values)))
    days = tuple(first + timedelta(days=step_days * i) for i in range(values.shape[1]))
    return RegionSeries("test", metric, names, days, values, step_days)


def with_lift(rng, values, rows, start, lift):
    """The counts with `lift` (relative) planted in `rows` from day `start` on."""
    planted = values.copy()
    planted[rows, start:] += rng.poisson(lift * values[rows, start:])
    return planted


def write_long(path, series):
    """The series as a CSV with a row per region and day."""
    lines = ["region,day,orders"]
    for region, row in zip(series.regions, series.values, strict=True):
        lines += [f"{region},{day},{int(n)}" for day, n in zip(series.days, row, strict=True)]
    path.write_text("\n".join(lines) + "\n")
    return path
