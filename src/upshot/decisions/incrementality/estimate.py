"""The interim estimate: a pressure regression for the total, tracked signals for the split.

`docs/method-interim.md` has the equations, what was measured and where it breaks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.caveats import caveats_of, evidence_grade, too_little
from upshot.decisions.incrementality.model import Array, IncrementalEstimate, ProgrammeHistory
from upshot.decisions.incrementality.pressure import (
    CENTRE,
    CONCAVITIES,
    KERNELS,
    Pressure,
    ViewCells,
    delayed,
    kernel_mixtures,
    pressure_at,
    pressures,
)
from upshot.decisions.incrementality.split import POST_SD, CreatorSplit, delay_evidence, split_creators
from upshot.decisions.incrementality.total import LiftRow, ShareScan, scan_shares
from upshot.stats.adstock import gather
from upshot.stats.trend_season import Design, trend_season_design

Index = NDArray[np.int64]
METHOD = "interim_pressure_regression"
N_DRAWS = 1_000


def estimate_incremental(
    history: ProgrammeHistory, *, seed: int = 1, n_draws: int = N_DRAWS
) -> IncrementalEstimate | InsufficientEvidence:
    """Estimate the incremental orders of every post within the history.

    Parameters
    ----------
    history : the workspace's days, oldest first, without gaps
    seed : same history and seed, same draws
    n_draws : posterior draws

    Returns
    -------
    IncrementalEstimate with n_draws draws, or InsufficientEvidence when the history cannot carry one
    """
    refusal = too_little(history)
    if refusal is not None:
        return refusal
    rng = np.random.default_rng(seed)
    cells, mixtures, design = ViewCells.of(history), kernel_mixtures(), history_design(history)
    centre = pressure_at(history, cells, CENTRE)
    by_mixture = np.tensordot(mixtures, delayed(centre.creators), axes=1)
    centre_by_creator = by_mixture[0]
    split = split_creators(history, centre_by_creator, n_draws=n_draws, rng=rng)
    weights = np.exp(split.log_effect).mean(axis=0)
    grid = [_candidates(history, pressure, weights, mixtures) for pressure in pressures(history, cells)]
    candidates = np.concatenate([rows for rows, _, _ in grid])
    within = np.stack([posts for _, posts, _ in grid])  # (n_points, n_posts, n_kernels)
    points = [point for _, _, point in grid]
    middle = points.index(CENTRE) * len(mixtures)
    tests = _whole_programme_tests(history)
    delays = np.tile(delay_evidence(history, split, by_mixture), len(grid))
    scan = scan_shares(history.orders, candidates, middle, design, tests, log_prior=delays)

    trend, pick = _choose(scan, n_draws, rng)
    share = scan.mean[trend, pick] + scan.sd[trend, pick] * rng.standard_normal(n_draws)
    point, mixture = pick // len(mixtures), pick % len(mixtures)
    size = _post_sizes(within, mixtures, point, mixture) * weights[history.post_creator]
    relative = np.exp(split.log_effect) / weights
    relative = relative[:, history.post_creator] * _post_noise(rng, n_draws, len(history.post_ids))
    pinned = _pinned(history, cells, centre, weights, scan, middle, mixtures[0], tests)
    posts = _spread_over_posts(np.maximum(share, 0.0) * history.orders.sum(), size, relative, pinned)
    posts, kept = _reweigh_by_partial_tests(history, posts, rng)
    posts = rng.poisson(posts).astype(np.float64)  # what was caused, not the rate behind it
    share, trend, pick = share[kept], trend[kept], pick[kept]
    baseline = _baseline_draws(scan, design, np.maximum(share, 0.0), trend, pick, rng)
    totals = posts.sum(axis=1)
    return IncrementalEstimate(
        history=history,
        orders_draws=posts,
        baseline_draws=baseline,
        method=METHOD,
        evidence_grade=evidence_grade(history, split),
        seed=seed,
        caveats=caveats_of(history, centre_by_creator, candidates[middle], design, scan, split, totals),
        diagnostics=_diagnostics(scan, split, share),
    )


def history_design(history: ProgrammeHistory) -> Design:
    """The baseline's regressors: level, weekday, yearly wave, known events, other media, trend."""
    extra = []
    if history.events is not None and history.events.size:
        extra.append(history.events.astype(np.float64))
    if history.other_media is not None and history.other_media.size:
        spend = np.log1p(history.other_media / np.maximum(history.other_media.mean(axis=1, keepdims=True), 1e-9))
        extra.append(spend - spend.mean(axis=1, keepdims=True))
    return trend_season_design([day.weekday() for day in history.days], *extra)


def _candidates(
    history: ProgrammeHistory, pressure: Pressure, weights: Array, mixtures: Array
) -> tuple[Array, Array, tuple[int, int]]:
    """Candidate pressures (n_mixtures, n_days) at one (γ, ρ), each scaled to the sum of orders."""
    rows = mixtures @ delayed(weights @ pressure.creators)
    scaled = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12) * history.orders.sum()
    return scaled, pressure.within, pressure.grid_point


def _choose(scan: ShareScan, n_draws: int, rng: np.random.Generator) -> tuple[Index, Index]:
    """Pick a trend stiffness and a candidate for every draw, by posterior weight."""
    weight = np.exp(scan.log_weight).ravel()
    flat = rng.choice(weight.size, size=n_draws, p=weight / weight.sum())
    return flat // scan.mean.shape[1], flat % scan.mean.shape[1]


def _post_sizes(within: Array, mixtures: Array, point: Index, mixture: Index) -> Array:
    """(n_draws, n_posts) pressure that has worked within the history, at each draw's grid point."""
    n_mixtures = len(mixtures)
    key, back = np.unique(point * n_mixtures + mixture, return_inverse=True)
    sizes = np.stack([within[k // n_mixtures] @ mixtures[k % n_mixtures] for k in key])
    picked: Array = sizes[back]
    return picked


def _post_noise(rng: np.random.Generator, n_draws: int, n_posts: int) -> Array:
    """(n_draws, n_posts) multipliers of mean 1: two posts with equal views need not sell equally."""
    noise: Array = np.exp(POST_SD * rng.standard_normal((n_draws, n_posts), dtype=np.float32) - POST_SD**2 / 2)
    return noise


def _pinned(
    history: ProgrammeHistory,
    cells: ViewCells,
    pressure: Pressure,
    weights: Array,
    scan: ShareScan,
    middle: int,
    mixture: Array,
    tests: list[LiftRow],
) -> Array:
    """(n_posts,) how much each post weighs in what the data say of the share; sums to 1, may be negative.

    Series and tests fix Σ (these weights · relative effect), not the plain mean over posts: a draw in which the posts
    that they see well sold more must have a smaller total, and the interval must know it. The series sees best the
    posts that stand out of their time; a test sees the posts that worked in its days.
    """
    whitening = scan.fit.whitening
    removed = scan.projections[1].remove(scan.whitened[middle])
    scaled = removed * whitening.weights / whitening.sd
    ahead = np.r_[removed[1:] * whitening.weights[1:] / whitening.sd[:-1], 0.0]
    directions = [scaled - whitening.autocorrelation * ahead, *(test.days.astype(np.float64) for test in tests)]
    pinned = np.zeros(len(history.post_ids))
    for part, direction in zip(scan.information, directions, strict=True):
        collected = np.zeros(len(direction))
        for weight, kernel in zip(mixture, KERNELS, strict=True):
            collected += weight * gather(direction, kernel)
        reached = np.bincount(cells.post, weights=pressure.pulses * collected[cells.day], minlength=len(pinned))
        by_post: Array = reached * weights[history.post_creator]
        if part > 1e-9:  # a test of days without pressure knows nothing
            pinned += part * by_post / by_post.sum()
    return pinned


def _spread_over_posts(total: Array, size: Array, relative: Array, pinned: Array) -> Array:
    """(n_draws, n_posts): totals divided by size and relative effect, corrected for what the data pin."""
    shares = size / np.maximum(size.sum(axis=1, keepdims=True), 1e-12)
    posts: Array = (total / np.clip(relative @ pinned, 0.4, 2.5))[:, None] * shares * relative
    return posts


def _whole_programme_tests(history: ProgrammeHistory) -> list[LiftRow]:
    """Lift tests of all creators, as rows of the regression."""
    days = np.array(history.days, dtype="datetime64[D]")
    rows = []
    for test in history.lift_tests:
        inside = (days >= np.datetime64(test.starts_on)) & (days <= np.datetime64(test.ends_on))
        covers_all = not test.creators or set(test.creators) >= set(history.creators)
        if covers_all and inside.any() and test.standard_error > 0:
            rows.append(LiftRow(test.incremental_orders, test.standard_error, inside))
    return rows


def _reweigh_by_partial_tests(history: ProgrammeHistory, posts: Array, rng: np.random.Generator) -> tuple[Array, Index]:
    """Resample the draws by the lift tests of some creators: Σ their effects in the tested days ~ N(measured, se)."""
    kept = np.arange(len(posts))
    days = np.array(history.days, dtype="datetime64[D]")
    log_weight = np.zeros(len(posts))
    for test in history.lift_tests:
        if not test.creators or set(test.creators) >= set(history.creators) or test.standard_error <= 0:
            continue
        inside = (days >= np.datetime64(test.starts_on)) & (days <= np.datetime64(test.ends_on))
        names = set(test.creators)
        tested = np.array([history.creators[c] in names for c in history.post_creator])
        in_days = history.views[:, inside].sum(axis=1) / np.maximum(history.views.sum(axis=1), 1e-9)
        effect = posts[:, tested] @ in_days[tested]
        log_weight -= 0.5 * ((effect - test.incremental_orders) / test.standard_error) ** 2
    if np.ptp(log_weight) > 0:
        weight = np.exp(log_weight - log_weight.max()) + 1e-9
        kept = np.sort(rng.choice(len(posts), size=len(posts), p=weight / weight.sum()))
    return posts[kept], kept


def _baseline_draws(
    scan: ShareScan, design: Design, share: Array, trend: Index, pick: Index, rng: np.random.Generator
) -> Array:
    """(n_draws, n_days) orders without the programme."""
    log_baseline = np.empty((len(share), len(scan.fit.response)))
    for row, projection in enumerate(scan.projections):
        chosen = trend == row
        if chosen.any():
            weights = projection.baseline_draws(scan.whitened, share[chosen], pick[chosen], rng)
            log_baseline[chosen] = (design.columns @ weights).T
    baseline: Array = np.exp(np.clip(log_baseline, -20, 20))
    return baseline


def _diagnostics(scan: ShareScan, split: CreatorSplit, share: Array) -> dict[str, float]:
    """Numbers an analyst may want to see."""
    weight = np.exp(scan.log_weight)
    by_point = weight.sum(axis=0).reshape(len(CONCAVITIES), -1, weight.shape[1] // len(CONCAVITIES) ** 2).sum(2)
    return {
        "share_median": float(np.median(share)),
        "placebo_inflation": scan.placebo_inflation,
        "period_inflation": scan.period_inflation,
        "overdispersion": scan.fit.whitening.overdispersion,
        "autocorrelation": scan.fit.whitening.autocorrelation,
        "leak_share": split.leak_share,
        "concavity_mean": float(by_point.sum(axis=0) @ CONCAVITIES),
        "n_signals": float(len(split.signals)),
    }
