"""What a measured value says for one of two hypotheses: a log-likelihood ratio learned from samples of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Array = NDArray[np.float64]

CAP = 3.0  # no single value says more than 20 to 1
PRIOR_COUNT = 6.0  # points that are believed to be shared between both, spread as both together


@dataclass(frozen=True)
class EvidenceCurve:
    """`llr` (n_knots,) at `knots` (n_knots,), straight between them and level beyond."""

    knots: tuple[float, ...]
    llr: tuple[float, ...]

    def at(self, values: Array) -> Array:
        """The evidence of `values`; 0 where the value is missing."""
        missing = np.isnan(values)
        found: Array = np.interp(np.where(missing, 0.0, values), self.knots, self.llr)
        return np.where(missing, 0.0, found)


def learn_curve(
    clean: Array,
    planted: Array,
    edges: Array,
    *,
    clean_weight: Array | None = None,
    direction: int = 0,
    cap: float = CAP,
) -> EvidenceCurve:
    """Count both samples in bins and take the log ratio of their shares, shrunk to nothing and capped.

    Parameters
    ----------
    clean, planted : (n,), (m,) values under each hypothesis; NaN are left out
    edges : (n_edges,) inner edges of the bins
    clean_weight : (n,) how much each clean value counts
    cap : the most that a value may say, either way
    direction : +1 the evidence may only rise with the value, −1 only fall, 0 any shape

    Returns
    -------
    EvidenceCurve with a knot in the middle of each bin
    """
    weight = np.ones(len(clean)) if clean_weight is None else clean_weight
    bounds = np.r_[-np.inf, edges, np.inf]
    keep = ~np.isnan(clean)
    ours = np.histogram(clean[keep], bounds, weights=weight[keep])[0].astype(np.float64)
    theirs = np.histogram(planted[~np.isnan(planted)], bounds)[0].astype(np.float64)
    if not ours.sum() or not theirs.sum():
        return EvidenceCurve(tuple(_middles(edges)), (0.0,) * (len(edges) + 1))
    shared = (ours / ours.sum() + theirs / theirs.sum()) / 2 + 1e-4
    raw = np.log((theirs + PRIOR_COUNT * shared) / (theirs.sum() + PRIOR_COUNT))
    raw -= np.log((ours + PRIOR_COUNT * shared) / (ours.sum() + PRIOR_COUNT))
    if direction:
        mass = ours / ours.sum() + theirs / theirs.sum() + 1e-3
        raw = direction * pool_adjacent(direction * raw, mass)
    return EvidenceCurve(tuple(_middles(edges)), tuple(float(one) for one in np.clip(raw, -cap, cap)))


def _middles(edges: Array) -> list[float]:
    step = edges[1] - edges[0]
    return [float(edges[0] - step / 2), *((edges[1:] + edges[:-1]) / 2).tolist(), float(edges[-1] + step / 2)]


def pool_adjacent(values: Array, weights: Array) -> Array:
    """The nearest sequence that never falls (pool adjacent violators); `weights` > 0."""
    blocks: list[list[float]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last = blocks.pop()
            before = blocks[-1]
            mass = before[1] + last[1]
            blocks[-1] = [(before[0] * before[1] + last[0] * last[1]) / mass, mass, before[2] + last[2]]
    return np.concatenate([np.full(int(size), value) for value, _, size in blocks])


def dependence_weights(clean: Array, planted: Array, *, clean_weight: Array, shrink: float = 3.0) -> Array:
    """How much of each signal's evidence to add up when signals tell in part the same.

    A logistic regression without intercept on the signals' log-likelihood ratios, weights ≥ 0, both classes of equal
    mass, shrunk to 0. Without an intercept, missing signals (0) leave the evidence at 0.

    Parameters
    ----------
    clean, planted : (n, n_signals), (m, n_signals) log-likelihood ratios

    Returns
    -------
    (n_signals,) weights, 0–1.5
    """
    data = np.concatenate([clean, planted])
    label = np.r_[np.zeros(len(clean)), np.ones(len(planted))]
    mass = np.r_[clean_weight / clean_weight.sum(), np.full(len(planted), 1 / len(planted))] * min(
        len(clean), len(planted)
    )

    def loss(weights: Array) -> tuple[float, Array]:
        score = data @ weights
        value = mass @ (np.logaddexp(0, score) - label * score) + shrink / 2 * weights @ weights
        return float(value), data.T @ (mass * (expit(score) - label)) + shrink * weights

    start = np.full(data.shape[1], 1 / data.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, 1.5)] * data.shape[1])
    return np.asarray(found.x, dtype=np.float64)
