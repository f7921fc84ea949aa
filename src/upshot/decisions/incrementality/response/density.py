"""The log posterior density of the creator response model and its gradient, by hand, in numpy.

Read with `docs/method.md`, whose equations have the same order. Everything is computed for several points at once
(the chains march in step), so arrays are (…, n_points). Each part goes forward, then back: what flows back is the
derivative of the log density by the part's result. Tests hold the gradient to differences, and the model to an
independent one in NumPyro.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import digamma, gammaln

from upshot.decisions.incrementality.model import Array
from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.regions import RegionSplit
from upshot.decisions.incrementality.response.shapes import KERNEL_PRIOR, KERNELS

LEAK_SD = 1.2  # log scale, between creators (measurement study, 2026)


@dataclass(frozen=True)
class Effects:
    """What the posts do: `size` (n_posts, n_points) orders over a whole life, `kernels` (n_kernels, n_points).

    `by_kernel` (n_kernels, n_days, n_points) if all worked by one kernel, `by_day` (n_days, n_points) mixed;
    `by_cell_kernel`, `by_cell` the same by creator-week.
    """

    size: Array
    kernels: Array
    by_kernel: Array
    by_day: Array
    by_cell_kernel: Array
    by_cell: Array


class ResponseDensity:
    """Callable: (n_parameters, n_points) → log densities (n_points,) and gradients (n_parameters, n_points)."""

    def __init__(self, data: ResponseData) -> None:
        self.data, self.at = data, Layout.of(data)
        signals = data.signals
        self._per_row = _sums(signals.cell_row, len(signals.row_signal))
        self._weeks_back = data.grid.weeks.T.tocsr()
        self._per_grid = _sums(signals.cell_grid, len(data.grid.creator))
        self._per_signal = _sums(signals.cell_signal, len(signals.names))
        self._per_signal_above = _sums(signals.above_signal, len(signals.names))
        self._per_signal_row = _sums(signals.row_signal, len(signals.names))
        self._per_sudden = _sums(signals.cell_signal[: signals.n_sudden_cells], signals.n_sudden)
        self.per_creator = _sums(data.post_creator, data.n_creators)
        self._per_tier, self._per_kind = (
            _sums(data.tier, data.n_tiers),
            _sums(data.collaboration, data.n_collaborations),
        )
        self.split = RegionSplit(data.regions, self.at.places) if data.regions else None
        self._bin_days = np.diff(np.append(data.bins, data.n_days))
        self._week_days = np.diff(np.append(data.grid.starts, data.n_days))
        self._cells_of = np.bincount(signals.cell_signal, minlength=len(signals.names))[:, None]

    def __call__(self, x: Array) -> tuple[Array, Array]:
        gradient = np.zeros_like(x)
        with np.errstate(all="ignore"):
            value = self._value(x, gradient)
            bad = ~np.isfinite(value) | ~np.isfinite(gradient).all(axis=0)
        if bad.any():
            value[bad], gradient[:, bad] = -np.inf, 0.0
        return value, gradient

    # --- forward pieces, also used on draws ---------------------------------------------------------------------------

    def baseline(self, x: Array) -> Array:
        """(n_days, n_points) orders without the programme."""
        data, at = self.data, self.at
        log_base = data.fixed @ x[at["weights"]] + x[at["level"]]
        log_base += np.exp(x[at["log_trend_sd"]]) * (data.trend @ x[at["trend_steps"]])
        base: Array = np.exp(np.minimum(log_base, 20.0))
        return base

    def log_size(self, x: Array) -> Array:
        """(n_posts, n_points) log A: expected orders over a whole life."""
        data, at = self.data, self.at
        concavity = 1 / (1 + np.exp(-x[at["logit_concavity"]]))
        effective = np.log(data.organic[:, None] + np.exp(x[at["log_paid_worth"]]) * data.paid[:, None])
        size: Array = x[at["creator"]][data.post_creator] + np.exp(x[at["log_post_sd"]]) * x[at["post"]]
        return size + concavity * effective

    def kernels(self, x: Array) -> Array:
        """(n_kernels, n_points) weights of the waits; they sum to 1."""
        log_ratio = x[self.at["kernel"]]
        raw = KERNEL_PRIOR[:, None] * np.exp(log_ratio - log_ratio.max(axis=0))
        weights: Array = raw / raw.sum(axis=0)
        return weights

    def effects(self, x: Array) -> Effects:
        """What the posts do."""
        n_points = x.shape[1]
        kernels = self.kernels(x)
        size = np.exp(np.minimum(self.log_size(x), 25.0))
        by_kernel = (self.data.daily @ size).reshape(len(KERNELS), -1, n_points)
        by_cell = (self.data.weekly @ size).reshape(len(KERNELS), -1, n_points)
        return Effects(size, kernels, by_kernel, _mix(kernels, by_kernel), by_cell, _mix(kernels, by_cell))

    def post_orders(self, x: Array) -> Array:
        """(n_posts, n_points) expected orders of each post within the history."""
        kernels = self.kernels(x)
        orders: Array = np.exp(np.minimum(self.log_size(x), 25.0)) * (self.data.within.T @ kernels)
        return orders

    # --- the density --------------------------------------------------------------------------------------------------

    def _value(self, x: Array, gradient: Array) -> Array:
        data = self.data
        base, effects = self.baseline(x), self.effects(x)
        value, by_day = self._orders(x, base + effects.by_day, gradient)
        back_base = by_day
        back_size = data.daily_back @ _unmix(effects.kernels, by_day)
        back_kernels = np.einsum("ktp,tp->kp", effects.by_kernel, by_day)
        weekly_base, back_cell = np.add.reduceat(base, data.grid.starts), []
        if data.signals.names:
            tracked, by_cell, by_leak = self._tracked(x, weekly_base, effects.by_cell, gradient)
            back_cell.append(by_cell)
            value = value + tracked
            back_base = by_day + by_leak
        if self.split is not None:
            split, by_cell, by_week = self.split(x, weekly_base, effects.by_cell, gradient)
            value = value + split
            back_cell.append(by_cell)
            back_base = back_base + np.repeat(by_week, self._week_days, axis=0)
        if back_cell:
            by_cell = sum(back_cell[1:], start=back_cell[0])
            back_size += data.weekly_back @ _unmix(effects.kernels, by_cell)
            back_kernels += np.einsum("ktp,tp->kp", effects.by_cell_kernel, by_cell)
        for test in data.tests:
            reached = test.reach @ effects.size
            z = (test.orders - (effects.kernels * reached).sum(axis=0)) / test.standard_error
            value = value - 0.5 * z * z
            back_kernels += z / test.standard_error * reached
            back_size += z / test.standard_error * (test.reach.T @ effects.kernels)
        self._back_effects(x, back_size * effects.size, back_kernels, effects.kernels, gradient)
        self._back_baseline(x, back_base * base, gradient)
        return value + self._priors(x, gradient)

    def _orders(self, x: Array, daily: Array, gradient: Array) -> tuple[Array, Array]:
        """Daily (or weekly) orders: variance m + (φm)², AR(1) residuals with Student-t innovations."""
        data, at = self.data, self.at
        is_daily = len(data.bins) == len(daily)
        mean = np.maximum(daily if is_daily else np.add.reduceat(daily, data.bins), 1e-6)
        noise, tail = np.exp(x[at["log_noise"]][0]), np.exp(x[at["log_tail"]][0])
        memory = 1 / (1 + np.exp(-x[at["logit_memory"]][0]))
        variance = mean + (noise * mean) ** 2
        sd = np.sqrt(variance)
        residual = (data.orders[:, None] - mean) / sd
        innovation = residual.copy()
        innovation[1:] -= memory * residual[:-1]
        own = np.broadcast_to(1 - memory**2, mean.shape).copy()
        own[0] = 1.0
        nu, n = tail + 2, len(mean)
        u = innovation**2 / (own * tail)
        log_u = np.log1p(u).sum(axis=0)
        value = n * (gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * np.log(np.pi * tail))
        value = value - 0.5 * np.log(own * variance).sum(axis=0) - (nu + 1) / 2 * log_u
        pull = u / (1 + u)
        by_innovation = -(nu + 1) * innovation / (own * tail * (1 + u))
        by_residual = by_innovation.copy()
        by_residual[:-1] -= memory * by_innovation[1:]
        by_memory = -(by_innovation[1:] * residual[:-1]).sum(axis=0)
        by_memory -= ((nu + 1) * pull[1:] - 1).sum(axis=0) * memory / (1 - memory**2)
        by_tail = n * 0.5 * (digamma((nu + 1) / 2) - digamma(nu / 2) - 1 / tail)
        by_tail += -0.5 * log_u + (nu + 1) / 2 * pull.sum(axis=0) / tail
        by_variance = -0.5 * (by_residual * residual + 1) / variance
        by_mean = by_variance * (1 + 2 * noise**2 * mean) - by_residual / sd
        gradient[at["log_noise"]] += (by_variance * mean**2).sum(axis=0) * 2 * noise**2
        gradient[at["logit_memory"]] += by_memory * memory * (1 - memory)
        gradient[at["log_tail"]] += by_tail * tail
        return value, by_mean if is_daily else np.repeat(by_mean, self._bin_days, axis=0)

    def _tracked(self, x: Array, weekly_base: Array, by_cell: Array, gradient: Array) -> tuple[Array, Array, Array]:
        """Weekly tracked orders, all signals; returns what flows back to the creator-weeks and the daily baseline."""
        at, signals = self.at, self.data.signals
        base_by_cell = self.data.grid.weeks @ weekly_base
        row, which = signals.cell_row, signals.cell_signal
        log_leak = x[at["leak"]][signals.row_signal] + LEAK_SD * x[at["creator_leak"]]
        capture = np.exp(np.minimum(x[at["creator_capture"]], 10.0))[row]
        leak = np.exp(np.minimum(log_leak, 0.0))[row]
        size = np.exp(x[at["log_size"]])
        steady, escaped = capture * by_cell[signals.cell_grid], leak * base_by_cell[signals.cell_grid]
        mean = np.maximum(steady + escaped, 1e-12)
        value, by_mean, by_size = _negative_binomial(signals.counts[:, None], mean, size[which])
        if signals.n_sudden_cells:
            self._contaminate(x, mean, size, value, by_mean, by_size, gradient)
        gradient[at["creator_capture"]] += self._per_row @ (by_mean * steady)
        by_leak = self._per_row @ (by_mean * escaped)
        gradient[at["leak"]] += self._per_signal_row @ by_leak
        gradient[at["creator_leak"]] += LEAK_SD * by_leak
        log_size = x[at["log_size"]]
        rising = size[signals.above_signal] + signals.above_step[:, None]
        total = value.sum(axis=0) + signals.above @ np.log(rising) + (self._cells_of * size * log_size).sum(axis=0)
        own = self._per_signal_above @ (signals.above[:, None] / rising)
        own += self._per_signal @ by_size + self._cells_of * (log_size + 1)
        gradient[at["log_size"]] += own * size
        back_week = self._weeks_back @ (self._per_grid @ (by_mean * leak))
        return total, self._per_grid @ (by_mean * capture), np.repeat(back_week, self._week_days, axis=0)

    def _contaminate(
        self, x: Array, mean: Array, size: Array, value: Array, by_mean: Array, by_size: Array, gradient: Array
    ) -> None:
        """A week is clean, or the code stood on a coupon site and `extra` more orders came. Changes in place."""
        at, signals = self.at, self.data.signals
        part = slice(0, signals.n_sudden_cells)
        which = signals.cell_signal[part]
        logit, extra = x[at["logit_contaminated"]], np.exp(x[at["log_extra"]])
        value_2, by_mean_2, by_size_2 = _negative_binomial(
            signals.counts[part, None], mean[part] + extra[which], size[which]
        )
        log_odds = logit[which] + value_2 - value[part]
        odds = np.exp(-np.abs(log_odds))
        dirty = np.where(log_odds > 0, 1.0, odds) / (1 + odds)
        value[part] += np.maximum(log_odds, 0) + np.log1p(odds) - np.logaddexp(0.0, logit)[which]
        n_cells = np.bincount(which, minlength=signals.n_sudden)[:, None]
        gradient[at["logit_contaminated"]] += self._per_sudden @ dirty - n_cells / (1 + np.exp(-logit))
        gradient[at["log_extra"]] += (self._per_sudden @ (dirty * by_mean_2)) * extra
        by_mean[part] += dirty * (by_mean_2 - by_mean[part])
        by_size[part] += dirty * (by_size_2 - by_size[part])

    def _back_effects(self, x: Array, by_log_size: Array, by_kernels: Array, kernels: Array, gradient: Array) -> None:
        data, at = self.data, self.at
        post_sd = np.exp(x[at["log_post_sd"]])
        concavity = 1 / (1 + np.exp(-x[at["logit_concavity"]]))
        worth = np.exp(x[at["log_paid_worth"]])
        effective = data.organic[:, None] + worth * data.paid[:, None]
        gradient[at["creator"]] += self.per_creator @ by_log_size
        gradient[at["post"]] += post_sd * by_log_size
        gradient[at["log_post_sd"]] += post_sd * (by_log_size * x[at["post"]]).sum(axis=0)
        by_concavity = (by_log_size * np.log(effective)).sum(axis=0)
        gradient[at["logit_concavity"]] += by_concavity * concavity * (1 - concavity)
        gradient[at["log_paid_worth"]] += concavity * worth * (by_log_size * data.paid[:, None] / effective).sum(axis=0)
        gradient[at["kernel"]] += kernels * (by_kernels - (kernels * by_kernels).sum(axis=0))

    def _back_baseline(self, x: Array, by_log_base: Array, gradient: Array) -> None:
        data, at = self.data, self.at
        trend_sd = np.exp(x[at["log_trend_sd"]])
        by_steps = data.trend.T @ by_log_base
        gradient[at["level"]] += by_log_base.sum(axis=0)
        gradient[at["weights"]] += data.fixed.T @ by_log_base
        gradient[at["trend_steps"]] += trend_sd * by_steps
        gradient[at["log_trend_sd"]] += trend_sd * (by_steps * x[at["trend_steps"]]).sum(axis=0)

    def _priors(self, x: Array, gradient: Array) -> Array:
        at = self.at
        value = at.priors.value(x, gradient) + self._creator_prior(x, gradient)
        return value + self._capture_prior(x, gradient) if self.data.signals.names else value

    def _creator_prior(self, x: Array, gradient: Array) -> Array:
        """θ_c ~ Normal(μ + σ_tier·a + σ_type·b, σ_creator)."""
        data, at = self.data, self.at
        tier, kind = (
            np.exp(x[at["log_tier_sd"]]) * x[at["tier"]],
            np.exp(x[at["log_collaboration_sd"]]) * x[at["collaboration"]],
        )
        log_sd = x[at["log_creator_sd"]]
        sd = np.exp(log_sd)
        z = (x[at["creator"]] - x[at["effect_mean"]] - tier[data.tier] - kind[data.collaboration]) / sd
        by_mean = z / sd
        gradient[at["creator"]] -= by_mean
        gradient[at["effect_mean"]] += by_mean.sum(axis=0)
        for name, per_group, group in (("tier", self._per_tier, tier), ("collaboration", self._per_kind, kind)):
            by_group = per_group @ by_mean
            gradient[at[name]] += np.exp(x[at[f"log_{name}_sd"]]) * by_group
            gradient[at[f"log_{name}_sd"]] += (by_group * group).sum(axis=0)
        squares = (z * z).sum(axis=0)
        gradient[at["log_creator_sd"]] += squares - len(z)
        value: Array = -0.5 * squares - len(z) * log_sd[0]
        return value

    def _capture_prior(self, x: Array, gradient: Array) -> Array:
        """Log κ of a creator ~ Normal(the signal's − log π, σ of the signal)."""
        at, which, n = self.at, self.data.signals.row_signal, len(self.data.signals.names)
        typical = slice(at["capture_0"].start, at["capture_0"].start + n)
        log_sd = x[at["log_capture_sd"]]
        sd = np.exp(log_sd)[which]
        incremental = 1 / (1 + np.exp(-x[at["logit_incremental"]]))
        z = (x[at["creator_capture"]] - x[typical][which] + np.log(incremental)) / sd
        by_mean = self._per_signal_row @ (z / sd)
        gradient[at["creator_capture"]] -= z / sd
        gradient[typical] += by_mean
        gradient[at["logit_incremental"]] -= by_mean.sum(axis=0) * (1 - incremental)
        gradient[at["log_capture_sd"]] += self._per_signal_row @ (z * z - 1)
        value: Array = -0.5 * (z * z).sum(axis=0) - log_sd[which].sum(axis=0)
        return value


def _sums(group: NDArray[np.int64], n_groups: int) -> sparse.csr_array:
    """(n_groups, n) matrix that adds the rows of each group up."""
    n = len(group)
    return sparse.csr_array((np.ones(n), (group, np.arange(n))), shape=(n_groups, n))


def _mix(kernels: Array, by_kernel: Array) -> Array:
    """Σ_k w_k · (n_kernels, n, n_points)."""
    mixed: Array = np.einsum("kp,ktp->tp", kernels, by_kernel)
    return mixed


def _unmix(kernels: Array, back: Array) -> Array:
    """The adjoint: (n_kernels · n, n_points)."""
    return (kernels[:, None, :] * back).reshape(-1, back.shape[-1])


def _negative_binomial(counts: Array, mean: Array, r: Array) -> tuple[Array, Array, Array]:
    """n·log m − (n + r)·log(m + r) and its derivatives by m and r; what hangs on n and r alone is added elsewhere."""
    whole, more = mean + r, counts + r
    log_whole = np.log(whole)
    ratio = more / whole
    return counts * np.log(mean) - more * log_whole, counts / mean - ratio, -log_whole - ratio
