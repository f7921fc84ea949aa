"""Location and scatter of a cloud of points that some outliers must not bend: the multivariate Student t."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2
from scipy.stats import f as f_distribution

Array = NDArray[np.float64]

DOF = 5.0  # a point five times as far as usual still pulls, ten times as far hardly
N_STEPS = 25
RIDGE = 1e-4


@dataclass(frozen=True)
class StudentScatter:
    """`location` (n_columns,), `scatter` (n_columns, n_columns): what most points do; not a covariance of all."""

    location: Array
    scatter: Array

    def residual(self, points: Array, column: int, given: list[int]) -> Array:
        """(n_points,) how far `column` lies from what the `given` columns let expect, in its own standard deviations.

        A point that lacks some of `given` is judged by those it has; NaN where the column itself is missing.
        """
        out = np.full(len(points), np.nan)
        present = ~np.isnan(points)
        told = present[:, column]
        whole = told & present[:, given].all(axis=1)
        if whole.any():
            out[whole] = self._residual(points[whole], column, given)
        told &= ~whole
        if not told.any():
            return out
        patterns, which = np.unique(present[:, given], axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns):
            rows = told & (which.reshape(-1) == number)
            if rows.any():
                out[rows] = self._residual(
                    points[rows], column, [one for one, has in zip(given, pattern, strict=True) if has]
                )
        return out

    def _residual(self, points: Array, column: int, given: list[int]) -> Array:
        off = points[:, column] - self.location[column]
        variance = self.scatter[column, column]
        if given:
            cross = self.scatter[given, column]
            slope = np.linalg.solve(self.scatter[np.ix_(given, given)], cross)
            off = off - (points[:, given] - self.location[given]) @ slope
            variance = variance - cross @ slope
        result: Array = off / np.sqrt(max(float(variance), RIDGE))
        return result


def fit_student(
    points: Array,
    *,
    prior: StudentScatter | None = None,
    prior_points: float = 0.0,
    trim: float = 0.0,
) -> StudentScatter:
    """Fit by expectation–maximisation with fixed degrees of freedom, the farthest points left out.

    Parameters
    ----------
    points : (n_points, n_columns); rows with NaN are left out
    prior : what is believed before any point is seen; it counts as `prior_points` points
    trim : share of points left out at each step, the farthest; the scatter is scaled back for it

    Returns
    -------
    StudentScatter; the prior itself when no row is complete

    Source
    ------
    Lange, Little & Taylor (1989), Journal of the American Statistical Association 84: robust modelling by the t.
    Rousseeuw & Van Driessen (1999), Technometrics 41: concentration steps.
    """
    seen = points[~np.isnan(points).any(axis=1)]
    if not len(seen) and prior is not None:
        return prior
    width = seen.shape[1]
    location = np.median(seen, axis=0)
    spread = 1.4826 * np.median(np.abs(seen - location), axis=0)
    scatter = np.diag(spread**2 + RIDGE) if prior is None else prior.scatter
    for _ in range(N_STEPS):
        distance = _distance(seen, location, scatter)
        kept = distance <= np.quantile(distance, 1 - trim)
        weight = (DOF + width) / (DOF + distance[kept])
        location, scatter = _moments(seen[kept], weight, prior, prior_points * (1 - trim))
        if trim:
            scale = float(np.median(_distance(seen, location, scatter)) / chi2.ppf(0.5, width))
            scatter = scatter * max(scale, RIDGE)
    return StudentScatter(location, scatter)


def centre(
    points: Array, shape: StudentScatter, *, prior_points: float = 0.0, trim: float = 0.35, most_scale: float = 2.0
) -> StudentScatter:
    """Lay a known shape over a cloud: only its middle and its size are learned from the points.

    A third of the points may be outliers of one kind: they can turn a scatter that is fitted to them, and hardly move
    a middle and a median distance.

    Parameters
    ----------
    points : (n_points, n_columns); rows with NaN are left out
    shape : its scatter is kept but for its size; its location counts as `prior_points` points
    most_scale : the variances grow or shrink by this factor at most

    Returns
    -------
    StudentScatter; the shape itself when no row is complete
    """
    seen = points[~np.isnan(points).any(axis=1)]
    if not len(seen):
        return shape
    width = seen.shape[1]
    location = (np.median(seen, axis=0) * len(seen) + shape.location * prior_points) / (len(seen) + prior_points)
    for _ in range(N_STEPS):
        distance = _distance(seen, location, shape.scatter)
        kept = distance <= np.quantile(distance, 1 - trim)
        weight = (DOF + width) / (DOF + distance[kept])
        location = (weight @ seen[kept] + prior_points * shape.location) / (weight.sum() + prior_points)
    distance = _distance(seen, location, shape.scatter)
    usual = _typical_distance(shape)
    scale = (len(seen) * float(np.median(distance)) / usual + prior_points) / (len(seen) + prior_points)
    return StudentScatter(location, shape.scatter * float(np.clip(scale, 1 / most_scale, most_scale)))


def _typical_distance(shape: StudentScatter) -> float:
    """Median squared distance of points of a Student t with this scatter."""
    width = len(shape.location)
    return float(width * f_distribution.ppf(0.5, width, DOF))


def _distance(points: Array, location: Array, scatter: Array) -> Array:
    """(n_points,) squared distances in units of the scatter."""
    off = points - location
    found: Array = np.einsum("ij,ij->i", off, np.linalg.solve(scatter, off.T).T)
    return found


def _moments(points: Array, weight: Array, prior: StudentScatter | None, prior_points: float) -> tuple[Array, Array]:
    """Weighted location and scatter, the prior counted in."""
    total, mass, n = weight @ points, weight.sum(), float(len(points))
    if prior is not None:
        total, mass = total + prior_points * prior.location, mass + prior_points
    location: Array = total / mass
    off = points - location
    scatter = (weight[:, None] * off).T @ off
    if prior is not None:
        away = prior.location - location
        scatter, n = scatter + prior_points * (prior.scatter + np.outer(away, away)), n + prior_points
    return location, scatter / n + RIDGE * np.eye(points.shape[1])
