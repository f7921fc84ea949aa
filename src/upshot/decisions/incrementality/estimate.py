"""The estimate: fit the creator response model, read its diagnostics, hand out draws.

`docs/method.md` has the equations, the priors, what can be known and what was measured.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.caveats import caveats_of, too_little
from upshot.decisions.incrementality.checks import check_model
from upshot.decisions.incrementality.grading import graded, information_share_between
from upshot.decisions.incrementality.model import Array, IncrementalEstimate, ProgrammeHistory, ResponseDraws
from upshot.decisions.incrementality.response.convergence import Convergence
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.engines import DEFAULT, fit_with
from upshot.decisions.incrementality.response.fit import Fit
from upshot.decisions.incrementality.response.nothing import PRIOR_NOTHING, Nothing, weigh_nothing
from upshot.decisions.incrementality.response.shapes import VIEWS_UNIT
from upshot.decisions.incrementality.response.state import FitState

METHOD = "creator_response"
N_DRAWS = 1_000
MOST_LOG_WEIGHT = 4.0  # of a draw when a test is taken out again
LOG_NOTHING = -50.0  # what a view is worth in a draw without effect: no order in any number of views


def estimate_incremental(
    history: ProgrammeHistory,
    *,
    seed: int = 1,
    n_draws: int = N_DRAWS,
    state: FitState | None = None,
    n_workers: int = 1,
    engine: str = DEFAULT,
) -> IncrementalEstimate | InsufficientEvidence:
    """Estimate the incremental orders of every post within the history.

    Parameters
    ----------
    history : the workspace's days, oldest first, without gaps
    seed : same history, seed and state: same draws
    n_draws : posterior draws handed out, of those that convergence took
    state : of an earlier fit of the same brand, which makes this one faster
    n_workers : processes for the chains
    engine : "upshot", or "numpyro" where the extra `bayes` is installed (`docs/engines.md`)

    Returns
    -------
    IncrementalEstimate with n_draws draws, or InsufficientEvidence when the history cannot carry one, or when the
    chains do not agree
    """
    refusal = too_little(history)
    if refusal is not None:
        return refusal
    fit = fit_with(engine, response_data(history), seed=seed, state=state, n_workers=n_workers)
    if fit.convergence.is_hopeless:
        facts = (("r_hat", f"{fit.convergence.max_r_hat:.2f}"),)
        return InsufficientEvidence("chains_disagree", ("import_earlier_orders", "run_lift_test"), facts)
    rng = np.random.default_rng([seed, 7])
    x = np.ascontiguousarray(fit.flat[np.linspace(0, len(fit.flat) - 1, n_draws).astype(int)].T)
    density, data = fit.density, fit.density.data
    nothing = weigh_nothing(density, fit.flat)
    x, is_nothing = nothing.mixed_into(x, np.random.default_rng([seed, 11]))
    expected = widened(density.post_orders(x), fit.convergence)
    posts = np.zeros((n_draws, len(history.post_ids)))
    posts[:, data.has_views] = caused(expected, unseen_share(density, x), data.post_creator, rng).T
    posts[is_nothing] = 0.0
    checks = check_model(fit, x, seed=seed)
    return IncrementalEstimate(
        history=history,
        orders_draws=posts,
        baseline_draws=density.baseline(x).T,
        method=METHOD,
        evidence_grade=_grade(fit, x),
        seed=seed,
        caveats=caveats_of(history, fit.convergence, posts.sum(axis=1), checks),
        diagnostics=_diagnostics(fit, nothing, warm=state is not None),
        increment_draws=np.where(is_nothing[:, None], 0.0, density.effects(x).by_day.T),
        response=response_draws(density, x, is_nothing),
        checks=checks,
        state=fit.state,
    )


def widened(expected: Array, convergence: Convergence) -> Array:
    """(n_posts, n_draws) draws, spread by what the chains still disagree about: R-hat is by how much."""
    if convergence.max_r_hat <= 1.01:
        return expected
    log_expected = np.log(np.maximum(expected, 1e-9))
    middle = log_expected.mean(axis=1, keepdims=True)
    wider: Array = np.exp(middle + (log_expected - middle) * convergence.max_r_hat)
    return wider


def caused(expected: Array, unseen: Array, post_creator: NDArray[np.int64], rng: np.random.Generator) -> Array:
    """(n_posts, n_draws) whole orders that came, not the rate behind them: chance is left only in those nothing saw.

    What signals saw is rounded post after post so that each post is right on average, and the sum of each creator, and
    of all, stays within one order of what it was (systematic rounding).
    """
    order = np.argsort(post_creator, kind="stable")
    start = rng.random((1, expected.shape[1]))
    steps = np.floor(start + np.cumsum((expected * (1 - unseen))[order], axis=0))
    seen = np.empty_like(expected)
    seen[order] = np.diff(steps, axis=0, prepend=0.0)
    came: Array = rng.poisson(expected * unseen) + seen
    return came


def unseen_share(density: ResponseDensity, x: Array) -> Array:
    """(n_posts, n_draws) part of each post's orders that no signal sees: Π over the creator's signals of 1 − κ."""
    data = density.data
    capture = np.minimum(np.exp(x[density.at["creator_capture"]]), 1.0)
    unseen = np.ones((data.n_creators, x.shape[1]))
    for row, creator in enumerate(data.signals.row_creator):
        unseen[creator] *= 1 - capture[row]
    by_post: Array = unseen[data.post_creator]
    return by_post


def response_draws(density: ResponseDensity, x: Array, is_nothing: NDArray[np.bool_]) -> ResponseDraws:
    """What views are worth, out of the parameters `x` (n_parameters, n_draws); some draws say: nothing."""
    least = np.where(is_nothing, LOG_NOTHING, 0.0)
    data, at, history = density.data, density.at, density.data.history
    posts = np.full((x.shape[1], len(history.post_ids)), -np.inf)
    post_sd = np.exp(x[at["log_post_sd"]])
    posts[:, data.has_views] = (x[at["creator"]][data.post_creator] + post_sd * x[at["post"]] + least).T
    capture = {}
    for number, name in enumerate(data.signals.names):
        rows = np.flatnonzero(data.signals.row_signal == number)
        seen = np.full((x.shape[1], data.n_creators), np.nan)
        seen[:, data.signals.row_creator[rows]] = np.exp(x[at["creator_capture"]][rows]).T
        capture[name] = seen
    return ResponseDraws(
        views_unit=VIEWS_UNIT,
        creators=(x[at["creator"]] + least).T,
        posts=posts,
        new_creator=x[at["effect_mean"]][0] + least,
        creator_sd=np.exp(x[at["log_creator_sd"]][0]),
        post_sd=post_sd[0],
        concavity=1 / (1 + np.exp(-x[at["logit_concavity"]][0])),
        paid_worth=np.exp(x[at["log_paid_worth"]][0]),
        kernels=density.kernels(x).T,
        tiers=data.tier_names,
        by_tier=(np.exp(x[at["log_tier_sd"]]) * x[at["tier"]]).T[:, : len(data.tier_names)],
        collaborations=data.collaboration_names,
        by_collaboration=(np.exp(x[at["log_collaboration_sd"]]) * x[at["collaboration"]]).T[
            :, : len(data.collaboration_names)
        ],
        capture=capture,
    )


def _grade(fit: Fit, x: Array) -> str:
    """A when experiments hold a third of what is known about what they measured, else B or C."""
    density, names = fit.density, fit.density.data.signals.names
    effects = density.effects(x)
    share = 0.0
    for test in density.data.tests:
        measured = ((test.reach @ effects.size) * effects.kernels).sum(axis=0)
        away = (measured - test.orders) / test.standard_error
        weight = np.exp(np.minimum(0.5 * away**2, MOST_LOG_WEIGHT))  # the test taken out again
        weight = weight / weight.sum()
        mean = float(weight @ measured)
        sd_without = float(np.sqrt(weight @ (measured - mean) ** 2))
        share = max(share, information_share_between(sd_without, float(measured.std())))
    return graded(share, has_tracked_signals=bool(names))


def _diagnostics(fit: Fit, nothing: Nothing, *, warm: bool) -> dict[str, float]:
    found = fit.convergence
    return {
        "r_hat_max": found.max_r_hat,
        "ess_bulk_min": found.min_bulk_ess,
        "divergences": float(found.n_divergent),
        "n_draws": float(found.n_draws),
        "n_gradients": float(found.n_gradients),
        "n_parameters": float(fit.density.at.size),
        "is_warm_start": float(warm),
        "p_no_effect": nothing.probability,
        "p_no_effect_before": PRIOR_NOTHING,
    }
