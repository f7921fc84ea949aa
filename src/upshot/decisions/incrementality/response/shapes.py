"""How the effect of a post of unit size spreads over the days: as its views grow, and as long as people wait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from upshot.decisions.incrementality.model import Array
from upshot.stats.adstock import geometric_kernel, spread

Index = NDArray[np.int64]

VIEWS_UNIT = 50_000.0
SHAPE_CONCAVITY, SHAPE_PAID_WORTH = 0.87, 0.6  # only of the spread over days; the size has free ones
NEGLIGIBLE = 1e-5  # of a post's whole effect, per day: below that a day is left out


def _late_kernel() -> Array:
    """People who wait for a pay day or finish the old bottle first: two geometric waits in a row, mean 31 days."""
    one = geometric_kernel(0.94, 120)
    kernel = np.convolve(one, one)[:120]
    late: Array = kernel / kernel.sum()
    return late


KERNELS: tuple[Array, ...] = (
    *(geometric_kernel(rate, 1 if rate == 0 else 40) for rate in (0.0, 0.4, 0.65, 0.92)),
    _late_kernel(),
)
KERNEL_PRIOR: Array = np.array([0.23, 0.35, 0.23, 0.12, 0.07])  # typical weights; logarithms KERNEL_SD wide
KERNEL_SD = 0.8


@dataclass(frozen=True)
class PostShapes:
    """`by_day` (n_kernels·n_days, n_posts) sparse; `first_day` (n_posts,) first day with views."""

    by_day: sparse.csr_array
    first_day: Index
    n_days: int

    def by_cell(self, cell_of_week: Index, n_cells: int, starts: Index) -> sparse.csr_array:
        """(n_kernels·n_cells, n_posts) sums over days of each cell; `cell_of_week` (n_posts, n_weeks), −1 = none."""
        entries = self.by_day.tocoo()
        kernel, day = np.divmod(entries.row, self.n_days)
        week = np.searchsorted(starts, np.arange(self.n_days), side="right") - 1
        cell = cell_of_week[entries.col, week[day]]
        kept = cell >= 0
        where = (kernel[kept] * n_cells + cell[kept], entries.col[kept])
        shape = (len(KERNELS) * n_cells, self.by_day.shape[1])
        return sparse.csr_array((entries.data[kept], where), shape=shape)


def post_shapes(organic_by_day: Array, paid_by_day: Array, *, chunk: int = 256) -> PostShapes:
    """Spread every post; `organic_by_day`, `paid_by_day` (n_posts, n_days) views, at least one per post."""
    n_posts, n_days = organic_by_day.shape
    columns, rows, values = [], [], []
    for start in range(0, n_posts, chunk):
        part = slice(start, start + chunk)
        cumulative = np.cumsum(organic_by_day[part] + SHAPE_PAID_WORTH * paid_by_day[part], axis=1)
        raised = (cumulative / cumulative[:, -1:]) ** SHAPE_CONCAVITY
        pulses = np.diff(raised, axis=1, prepend=0.0)
        for k, kernel in enumerate(KERNELS):
            dense = spread(pulses, kernel)
            post, day = np.nonzero(dense > NEGLIGIBLE)
            columns.append(post + start)
            rows.append(day + k * n_days)
            values.append(dense[post, day])
    shape = (len(KERNELS) * n_days, n_posts)
    cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    first_day = np.argmax(organic_by_day + paid_by_day > 0, axis=1)
    return PostShapes(sparse.csr_array(cells, shape=shape), first_day, n_days)
