"""Whitened coordinates of a large hierarchy: dense where all meet, blocks where only the members of one group meet.

The curvature of a hierarchy looks like an arrow: a few common parameters touch everything, the many others touch those
of their own group, and the groups each other only through what they add up to. Blocks of all groups are read off the
same few gradients, each group pushed by a random sign (after Hutchinson 1990 and Bekas et al. 2007); what the sums
stiffen is found afterwards, as the largest curvatures that are left in the coordinates so made (Lanczos).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, eigsh

from upshot.stats.hmc import Array, LogDensity
from upshot.stats.laplace import BATCH, FLATTEST, STEP, stretch

Index = NDArray[np.int64]
N_PROBES = 24  # random signs per place in a block
N_STIFF = 24  # directions softened
LEAST_STIFF = 1.5


@dataclass(frozen=True)
class ArrowWhitening:
    """x = centre + factor @ soften(widths · stretch(q)); sparse `factor` and `inverse` (n, n).

    `stiff` (n, k) directions of length 1, one after the other `soft` (k,) times as long; `loose` and `long` likewise.
    """

    centre: Array
    factor: sparse.csr_array
    inverse: sparse.csr_array
    stiff: Array
    soft: Array
    widths: Array
    loose: Array
    long: Array

    def outward(self, q: Array) -> Array:
        """Whitened → the model's own coordinates; (n, n_points)."""
        x: Array = self.centre[:, None] + self.factor @ self._within(q)
        return x

    @property
    def matrix(self) -> Array:
        """(n, n) the whole map, dense."""
        whole: Array = self.factor @ self._within(np.eye(len(self.centre)))
        return whole

    def inward(self, x: Array) -> Array:
        """The model's own coordinates → whitened; (n, n_points)."""
        q = _along(self.inverse @ (x - self.centre[:, None]), self.stiff[:, ::-1], 1 / self.soft[::-1])
        return _along(q / self.widths[:, None], self.loose[:, ::-1], 1 / self.long[::-1])

    def density(self, density: LogDensity) -> LogDensity:
        """The same density over whitened coordinates (up to a constant)."""
        back = self.factor.T.tocsr()

        def whitened(q: Array) -> tuple[Array, Array]:
            value, gradient = density(self.outward(q))
            return value, self._back(back @ gradient)

        return whitened

    def row(self, parameter: int) -> Array:
        """(n,) what `parameter` is made of."""
        own = self.factor[[parameter]].toarray().T
        return self._back(own)[:, 0]

    def scaled(self, widths: Array) -> ArrowWhitening:
        """Coordinates `widths` (n,) times as wide."""
        return replace(self, widths=self.widths * widths)

    def stretched(self, parameter: int, sd: float) -> ArrowWhitening:
        """The same coordinates, with `parameter` as wide as it was seen to be (at most three times either way)."""
        along, factor = stretch(self.row(parameter), sd)
        return replace(self, loose=np.column_stack([along, self.loose]), long=np.append(factor, self.long))

    def _back(self, by_x: Array) -> Array:
        """The adjoint of `_within`."""
        by_q = self.widths[:, None] * _along(by_x, self.stiff[:, ::-1], self.soft[::-1])
        return _along(by_q, self.loose[:, ::-1], self.long[::-1])

    def _within(self, q: Array) -> Array:
        return _along(self.widths[:, None] * _along(q, self.loose, self.long), self.stiff, self.soft)


def _along(q: Array, directions: Array, factors: Array) -> Array:
    """`q` (n, n_points) stretched along each of `directions` (n, k) in turn."""
    for direction, factor in zip(directions.T, factors, strict=True):
        q = q + (factor - 1) * np.outer(direction, direction @ q)
    return q


def arrow_whiten(
    density: LogDensity, centre: Array, group: Index, curvatures: Sequence[tuple[Array, ...]]
) -> ArrowWhitening:
    """Coordinates around `centre` (n,) from the mean of what `arrow_curvature` found at some points.

    Parameters
    ----------
    group : (n,) which group a parameter belongs to, 0 to n_groups − 1; −1 = common to all
    """
    columns, blocks = (np.mean(parts, axis=0) for parts in zip(*curvatures, strict=True))
    return _softened(density, _factored(centre, np.flatnonzero(group < 0), _places(group), columns, blocks))


def _places(group: Index) -> Index:
    """(n_groups, n_places) the parameters of each group; −1 where a group has fewer."""
    members = [np.flatnonzero(group == g) for g in range(int(group.max()) + 1)]
    places = np.full((len(members), max(map(len, members))), -1, dtype=np.int64)
    for row, own in zip(places, members, strict=True):
        row[: len(own)] = own
    return places


def arrow_curvature(density: LogDensity, point: Array, group: Index, rng: np.random.Generator) -> tuple[Array, Array]:
    """(n, n_common) columns of minus the Hessian at `point` (n,), and its (n_groups, n_places, n_places) blocks."""
    common, places = np.flatnonzero(group < 0), _places(group)
    here = density(point[:, None])[1]

    def pushed(push: Array) -> Array:
        parts = np.array_split(push, -(-push.shape[1] // BATCH), axis=1)
        return np.concatenate([(here - density(point[:, None] + STEP * part)[1]) / STEP for part in parts], axis=1)

    unit = np.zeros((len(point), len(common)))
    unit[common, np.arange(len(common))] = 1.0
    n_groups, n_places = places.shape
    there, blocks = places >= 0, np.zeros((n_groups, n_places, n_places))
    for k in range(n_places):
        signs = rng.choice([-1.0, 1.0], (n_groups, N_PROBES))
        push = np.zeros((len(point), N_PROBES))
        push[places[there[:, k], k]] = signs[there[:, k]]
        blocks[:, :, k] = np.einsum("gpr,gr->gp", pushed(push)[places], signs) / N_PROBES
    alone = there[:, :, None] & there[:, None, :]
    return pushed(unit), np.where(alone, (blocks + blocks.transpose(0, 2, 1)) / 2, np.eye(n_places))


def _factored(centre: Array, common: Index, places: Index, columns: Array, blocks: Array) -> ArrowWhitening:
    """Coordinates from the arrow: the common parameters by the Schur complement, each group given them."""
    values, vectors = np.linalg.eigh(blocks)
    root = np.sqrt(np.maximum(np.abs(values), FLATTEST))
    turned = vectors.transpose(0, 2, 1)  # back again, so that a column stands at a place as a row does
    own, own_back = (vectors / root[:, None, :]) @ turned, (vectors * root[:, None, :]) @ turned
    beside = np.where((places >= 0)[:, :, None], columns[places], 0.0)
    leaning = np.einsum("gpk,gqk,gqc->gpc", own, own, beside, optimize=True)  # block⁻¹ · beside
    schur = columns[common] - np.einsum("gpc,gpd->cd", beside, leaning)
    values, vectors = np.linalg.eigh((schur + schur.T) / 2)
    root = np.sqrt(np.maximum(np.abs(values), FLATTEST))
    among, among_back = vectors / root, (vectors * root).T
    factor = _sparse(len(centre), common, places, among, own, -leaning @ among)
    inverse = _sparse(len(centre), common, places, among_back, own_back, own_back @ leaning)
    none = np.zeros((len(centre), 0))
    return ArrowWhitening(centre, factor, inverse, none, np.ones(0), np.ones(len(centre)), none, np.ones(0))


def _sparse(n: int, common: Index, places: Index, among: Array, own: Array, across: Array) -> sparse.csr_array:
    """(n, n) of `among` (common by common), `own` (within each group) and `across` (group by common)."""
    pieces = [
        (among, common[:, None], common[None, :]),
        (own, places[:, :, None], places[:, None, :]),
        (across, places[:, :, None], common[None, None, :]),
    ]
    values, rows, columns = [], [], []
    for value, *place in pieces:
        row, column = np.broadcast_arrays(*place)
        kept = (row >= 0) & (column >= 0)
        values.append(value[kept])
        rows.append(row[kept])
        columns.append(column[kept])
    return sparse.csr_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(n, n))


def _softened(density: LogDensity, rough: ArrowWhitening) -> ArrowWhitening:
    """The same, with shorter steps in the directions that are still the stiffest."""
    whitened, n = rough.density(density), len(rough.centre)

    def curved(q: Array) -> Array:
        either = whitened(STEP * np.stack([q.ravel(), -q.ravel()], axis=1))[1]
        return np.asarray((either[:, 1] - either[:, 0]) / (2 * STEP))

    operator = LinearOperator((n, n), matvec=curved, dtype=np.float64)
    values, vectors = eigsh(operator, k=min(N_STIFF, n - 2), which="LA", tol=0.05, v0=np.ones(n))
    kept = values > LEAST_STIFF
    return replace(rough, stiff=vectors[:, kept], soft=1 / np.sqrt(values[kept]))
