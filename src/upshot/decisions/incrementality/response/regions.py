"""Where orders come from: the split of each week's orders over regions, given how many there are.

Daily orders by region are total × split. The total keeps its own likelihood (`density.py`); the split is one more
part, of the same effects: when a Belgian creator posts, it is Belgian orders that rise. `docs/method.md` has the
equations. Arrays are (…, n_points) as in `density.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import helmert
from scipy.special import digamma, gammaln

from upshot.decisions.incrementality.model import Array, ProgrammeHistory
from upshot.decisions.incrementality.response.priors import BetaLogit, Normal, Prior, Student

Index = NDArray[np.int64]

COVERED, MOST_NAMED = 0.9, 5  # the largest regions, until so much of the orders is theirs; the rest is one more
LEAST_OUTSIDE, LEAST_SHARE = 100.0, 0.02  # orders outside the largest region; with fewer a split tells nothing
KNOT_WEEKS = 8  # between two bends of the mix
WIDER = 2.0  # how much less is known of where buyers live if nothing is known of the creator's audience
OTHER = "other"


@dataclass(frozen=True)
class Regions:
    """n_regions regions of enough orders, the last one "other" where some were put together.

    `counts` (n_weeks, n_regions) orders of known region; `usual` (n_regions,) the shop's mix; `known` (n_creators,
    n_regions) where the creator's audience lives, the shop's mix where nobody knows; `width` (n_creators,) times σ_u;
    `steps` (n_weeks, n_steps) of the mix's trend; `contrasts` (n_regions, n_regions − 1) orthonormal, so that
    log ratios have no direction too many; `weeks_of_cell` (n_weeks, n_cells) sparse, the part of a creator-week cell
    that falls on a week; `cell_creator` (n_cells,).
    """

    names: tuple[str, ...]
    counts: Array
    usual: Array
    known: Array
    width: Array
    steps: Array
    contrasts: Array
    weeks_of_cell: sparse.csr_array
    cell_creator: Index

    def __len__(self) -> int:
        return len(self.names)


def region_data(
    history: ProgrammeHistory, starts: Index, weeks: sparse.csr_array, cell_creator: Index
) -> Regions | None:
    """The history's orders by region, week by week; None where it has none or nearly all are from one region.

    Parameters
    ----------
    starts : (n_weeks,) first days
    weeks : (n_cells, n_weeks) which weeks make up a creator-week cell
    cell_creator : (n_cells,)
    """
    by_region = history.orders_by_region
    group = None if by_region is None else grouped(by_region.sum(axis=1))
    if by_region is None or group is None:
        return None
    n = int(group.max()) + 1
    adds_up = np.eye(n)[group]  # (all regions, n)
    counts = np.add.reduceat(by_region, starts, axis=1).T @ adds_up
    usual = (counts.sum(axis=0) + 1) / (counts.sum() + n)
    said = np.full((len(history.creators), len(by_region)), np.nan)
    if history.creator_regions is not None:
        said = history.creator_regions
    audience = np.nan_to_num(said) @ adds_up
    size = audience.sum(axis=1, keepdims=True)
    week = np.arange(len(starts))
    n_steps = max(1, -(-(len(starts) - 1) // KNOT_WEEKS))  # bends stand at the same weeks when the history grows
    steps = np.clip(week[:, None] / KNOT_WEEKS - np.arange(n_steps), 0.0, 1.0)
    per_cell = np.asarray(weeks.sum(axis=1)).ravel()
    return Regions(
        names=_names(history.regions, group),
        counts=counts,
        usual=usual,
        known=np.where(size > 0, audience / np.maximum(size, 1e-12), usual),
        width=np.where(size[:, 0] > 0, 1.0, WIDER),
        steps=steps - steps.mean(axis=0),
        contrasts=helmert(n).T,
        weeks_of_cell=(weeks.T @ sparse.diags_array(1 / np.maximum(per_cell, 1.0))).tocsr(),
        cell_creator=cell_creator,
    )


def grouped(totals: Array) -> Index | None:
    """(n,) the number of the group that each region falls into, by size, the small ones together last.

    None where a split would tell next to nothing. `totals` (n,) orders.
    """
    n_orders = float(totals.sum())
    if not totals.size or n_orders - totals.max() < max(LEAST_OUTSIDE, LEAST_SHARE * n_orders):
        return None
    order = np.argsort(-totals, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(totals[order])[:-1]])
    n_named = min(MOST_NAMED, int((before < COVERED * n_orders).sum()))
    group = np.empty(len(totals), dtype=np.int64)
    group[order] = np.minimum(np.arange(len(totals)), n_named)
    return group


def _names(names: tuple[str, ...], group: Index) -> tuple[str, ...]:
    members = [[name for name, own in zip(names, group, strict=True) if own == g] for g in range(int(group.max()) + 1)]
    return tuple(own[0] if len(own) == 1 else OTHER for own in members)


def region_blocks(regions: Regions | None, n_creators: int) -> Iterator[tuple[str, int, Prior]]:
    """Name, length and prior of the split's parameters, as `layout.blocks` lists them; empty without regions."""
    there, free = (1, len(regions) - 1) if regions else (0, 0)
    yield "region_mix", free, Normal(0.0, 0.5)  # α, around the log of the shop's own shares
    yield "region_steps", free * (regions.steps.shape[1] if regions else 0), Student(1.0)
    yield "log_region_trend_sd", there, Normal(np.log(0.05), 0.8)
    yield "logit_home", there, BetaLogit(4.0, 2.0)  # h
    yield "home", free * n_creators, Normal(0.0, 1.0)
    yield "log_home_sd", there, Normal(np.log(0.5), 0.5)  # σ_u
    yield "log_region_size", there, Normal(np.log(1_000.0), 1.2)  # s


@dataclass(frozen=True)
class Mix:
    """`baseline` (n_weeks, n_regions, n_points) and `buyers` (n_creators, n_regions, n_points): shares that sum to 1.

    `centre` is what the buyers' shares are drawn around, `home` (n_points,) how far it is the audience's.
    """

    baseline: Array
    buyers: Array
    centre: Array
    home: Array


class RegionSplit:
    """The log density of the split given the total; `places` says where each parameter stands."""

    def __init__(self, regions: Regions, places: Mapping[str, slice]) -> None:
        self.regions, self._at = regions, places
        self._cells_of_week = regions.weeks_of_cell.T.tocsr()
        n_cells, n_creators = len(regions.cell_creator), len(regions.known)
        ones = (np.ones(n_cells), (regions.cell_creator, np.arange(n_cells)))
        self._per_creator = sparse.csr_array(ones, shape=(n_creators, n_cells))

    def mix(self, x: Array) -> Mix:
        """Where usual orders and each creator's buyers come from."""
        given, at, n_points = self.regions, self._at, x.shape[1]
        free = len(given) - 1
        steps = x[at["region_steps"]].reshape(-1, free * n_points)
        trend = (given.steps @ steps).reshape(-1, free, n_points)
        log_ratio = x[at["region_mix"]] + np.exp(x[at["log_region_trend_sd"]]) * trend
        baseline = _softmax(np.log(given.usual)[:, None] + given.contrasts @ log_ratio)
        home = 1 / (1 + np.exp(-x[at["logit_home"]][0]))
        centre = given.usual[:, None] + (given.known - given.usual)[:, :, None] * home
        own = x[at["home"]].reshape(-1, free, n_points)
        spread = np.exp(x[at["log_home_sd"]][0]) * given.width[:, None, None]
        return Mix(baseline, _softmax(np.log(centre) + spread * (given.contrasts @ own)), centre, home)

    def expected(self, mix: Mix, weekly_base: Array, by_cell: Array) -> Array:
        """(n_weeks, n_regions, n_points) orders: the baseline's, and what creators bring where their buyers live."""
        caused = mix.buyers[self.regions.cell_creator]
        caused *= by_cell[:, None]
        orders: Array = weekly_base[:, None] * mix.baseline + _added(self.regions.weeks_of_cell, caused)
        return orders

    def __call__(self, x: Array, weekly_base: Array, by_cell: Array, gradient: Array) -> tuple[Array, Array, Array]:
        """Log density (n_points,), and what flows back to the creator-week cells and the weekly baseline."""
        mix = self.mix(x)
        orders = self.expected(mix, weekly_base, by_cell)
        value, by_orders = self._dirichlet_multinomial(x, orders, gradient)
        back = _added(self._cells_of_week, by_orders)  # (n_cells, n_regions, n_points)
        back_cell = np.einsum("crp,crp->cp", back, mix.buyers[self.regions.cell_creator])
        back *= by_cell[:, None]
        by_buyers = _added(self._per_creator, back)
        self._back_buyers(x, mix, _softmax_back(mix.buyers, by_buyers), gradient)
        self._back_baseline(x, _softmax_back(mix.baseline, by_orders * weekly_base[:, None]), gradient)
        return value, back_cell, (by_orders * mix.baseline).sum(axis=1)

    def _dirichlet_multinomial(self, x: Array, orders: Array, gradient: Array) -> tuple[Array, Array]:
        """The split of the week's count with shares p = orders ÷ Σ orders and size s; its derivative by orders."""
        counts, place = self.regions.counts, self._at["log_region_size"]
        n_weekly = counts.sum(axis=1)[:, None]
        whole = orders.sum(axis=1, keepdims=True)
        share, size = orders / whole, np.exp(x[place])
        part, seen = size * share, counts[:, :, None]
        value = (gammaln(seen + part) - gammaln(part)).sum(axis=(0, 1))
        value += (gammaln(size) - gammaln(n_weekly + size)).sum(axis=0)
        by_part = digamma(seen + part) - digamma(part)
        pull = (by_part * share).sum(axis=1, keepdims=True)
        gradient[place] += size * ((digamma(size) - digamma(n_weekly + size)).sum(axis=0) + pull.sum(axis=(0, 1)))
        return value, size * (by_part - pull) / whole

    def _back_buyers(self, x: Array, mix: Mix, by_logit: Array, gradient: Array) -> None:
        given, at = self.regions, self._at
        own = x[at["home"]].reshape(len(given.known), -1, x.shape[1])
        by_own = np.exp(x[at["log_home_sd"]][0]) * given.width[:, None, None] * (given.contrasts.T @ by_logit)
        gradient[at["home"]] += by_own.reshape(-1, x.shape[1])
        gradient[at["log_home_sd"]] += (by_own * own).sum(axis=(0, 1))
        by_home = (by_logit / mix.centre * (given.known - given.usual)[:, :, None]).sum(axis=(0, 1))
        gradient[at["logit_home"]] += by_home * mix.home * (1 - mix.home)

    def _back_baseline(self, x: Array, by_logit: Array, gradient: Array) -> None:
        given, at = self.regions, self._at
        by_ratio = given.contrasts.T @ by_logit  # (n_weeks, n_regions − 1, n_points)
        by_steps = (given.steps.T @ by_ratio.reshape(len(by_ratio), -1)).reshape(-1, x.shape[1])
        by_steps *= np.exp(x[at["log_region_trend_sd"]])
        gradient[at["region_mix"]] += by_ratio.sum(axis=0)
        gradient[at["region_steps"]] += by_steps
        gradient[at["log_region_trend_sd"]] += (by_steps * x[at["region_steps"]]).sum(axis=0)


def _added(sums: sparse.csr_array, values: Array) -> Array:
    """`sums` (n, m) of `values` (m, n_regions, n_points)."""
    added: Array = (sums @ values.reshape(len(values), -1)).reshape(sums.shape[0], *values.shape[1:])
    return added


def _softmax(logits: Array) -> Array:
    """Shares along the middle axis."""
    raw = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Array = raw / raw.sum(axis=1, keepdims=True)
    return shares


def _softmax_back(shares: Array, by_share: Array) -> Array:
    by_logit: Array = shares * (by_share - (shares * by_share).sum(axis=1, keepdims=True))
    return by_logit
