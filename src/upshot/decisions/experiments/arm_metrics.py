"""One metric of a test, arm by arm: a share, an average or a ratio, with what a running reading needs.

A unit-level file gives every unit's value; an aggregated one gives sums: `n` and a count, or an average with its sd.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.experiments.unit_rows import UnitRows
from upshot.errors import InvalidInput
from upshot.stats.ab_test import Mean, Share, summarise
from upshot.stats.cuped import adjust_by_covariates
from upshot.stats.ratio_metric import ratio_of_sums

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

N_HEADERS = ("n", "users", "visitors", "participants", "people", "units", "utilisateurs", "visiteurs", "personnes")
METRIC_HEADERS = ("conversions", "conversion", "converted", "orders", "purchases", "clicks", "value", "revenue",
                  "commandes", "achats", "clics", "valeur")  # fmt: skip
HEAVY_TAIL = 355  # units needed per arm ÷ skewness² for a normal interval (Kohavi et al. 2014, KDD, rule 7)


@dataclass(frozen=True)
class ArmMetric:
    """One metric: a summary per arm (control first), and its running sums by day where the file has days.

    `values`, `arms` (n_units,) are the units behind it, None for an aggregated file; `looks` holds the summaries after
    each day: looks[day][arm]; None before an arm has units.
    """

    name: str
    kind: Literal["share", "mean", "ratio"]
    arms: tuple[Share | Mean | None, ...]
    n_missing: tuple[int, ...]
    explained_share: float | None = None
    is_heavy_tailed: bool = False
    looks: tuple[tuple[Share | Mean, ...], ...] = ()


def unit_metric(rows: UnitRows, name: str, *, covariates: Sequence[str] = (), days: Ints | None = None) -> ArmMetric:
    """A metric of a unit-level file: a column, or `numerator/denominator` of two columns.

    Raises
    ------
    InvalidInput : experiment_column_missing, experiment_cell
    """
    if "/" in name and rows.file.find(name) is None:
        top, bottom = (rows.totals(rows.file.need(part.strip())) for part in name.split("/", 1))
        return _ratio(rows, name, top, bottom)
    values = rows.totals(rows.file.need(name))
    known = ~np.isnan(values)
    missing = np.bincount(rows.arms[~known], minlength=rows.n_arms)
    arms, values = rows.arms[known], values[known]
    is_share = bool(len(values)) and set(np.unique(values)) <= {0.0, 1.0}
    explained = None
    if covariates and len(values) > rows.n_arms:
        columns = np.stack([rows.totals(rows.file.need(header))[known] for header in covariates], axis=1)
        adjusted = adjust_by_covariates(values, columns, arms)
        values, explained, is_share = adjusted.values, adjusted.explained_share, False
    make = _share_of if is_share else _mean_of
    return ArmMetric(
        name,
        "share" if is_share else "mean",
        tuple(make(values[arms == arm]) for arm in range(rows.n_arms)),
        tuple(int(n) for n in missing),
        explained,
        not is_share and explained is None and _is_heavy_tailed(values, arms),
        () if days is None else _looks(values, arms, days[known], rows.n_arms, is_share=is_share),
    )


def aggregated_metric(rows: UnitRows, name: str, n: Array, *, days: Ints | None = None) -> ArmMetric:
    """A metric of a file of sums: `name` counts successes among `n`, or has an sd beside it (`value_sd`).

    Raises
    ------
    InvalidInput : experiment_sum_without_sd, the sums cannot be counts among n and no sd is given
    """
    file = rows.file
    spread = file.find(f"{name}_sd", f"{name} sd", f"{name}_std")
    average = file.find(f"{name}_mean", f"{name} mean", f"{name}_avg")
    sums = file.numbers(average)[rows.kept] * n if average and spread else file.numbers(file.need(name))[rows.kept]
    known = ~np.isnan(sums) & ~np.isnan(n)
    missing = tuple(int(((rows.arms == arm) & ~known).sum()) for arm in range(rows.n_arms))
    arms, sums, n = rows.arms[known], sums[known], n[known]
    if spread is None:
        _check_counts(file.name, name, sums, n)
        made = tuple(_share(sums[arms == arm], n[arms == arm]) for arm in range(rows.n_arms))
        looks = () if days is None else _share_looks(sums, n, arms, days[known], rows.n_arms)
        return ArmMetric(name, "share", made, missing, looks=looks)
    sd = file.numbers(spread)[rows.kept][known]
    pooled = tuple(_pooled(sums[arms == arm], n[arms == arm], sd[arms == arm]) for arm in range(rows.n_arms))
    return ArmMetric(name, "mean", pooled, missing)


def _ratio(rows: UnitRows, name: str, top: Array, bottom: Array) -> ArmMetric:
    known = ~(np.isnan(top) | np.isnan(bottom))
    missing = tuple(int(n) for n in np.bincount(rows.arms[~known], minlength=rows.n_arms))
    chosen = [known & (rows.arms == arm) for arm in range(rows.n_arms)]
    return ArmMetric(name, "ratio", tuple(ratio_of_sums(top[of], bottom[of]) for of in chosen), missing)


def _share_of(values: Array) -> Share | None:
    return Share(int(values.sum()), len(values)) if len(values) else None


def _mean_of(values: Array) -> Mean | None:
    return summarise(values) if len(values) >= 2 else None


def _share(successes: Array, n: Array) -> Share | None:
    return Share(round(successes.sum()), round(n.sum())) if n.sum() > 0 else None


def _pooled(sums: Array, n: Array, sd: Array) -> Mean | None:
    """The average of groups of which `n`, the sum and the sd are known."""
    total = float(n.sum())
    if total < 2:
        return None
    mean = float(sums.sum()) / total
    squares = float(((n - 1) * sd**2 + sums**2 / np.maximum(n, 1)).sum())
    return Mean(mean, max(squares - total * mean**2, 0.0) / (total - 1) / total, round(total))


def _check_counts(file: str, name: str, sums: Array, n: Array) -> None:
    wrong = (sums < 0) | (sums > n) | (np.abs(sums - np.round(sums)) > 1e-9) | (n < 0)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise InvalidInput("experiment_sum_without_sd", file=file, metric=name, seen=f"{sums[place]:g}",
                           n=f"{n[place]:g}")  # fmt: skip


def _is_heavy_tailed(values: Array, arms: Ints) -> bool:
    """Whether a few extreme units make the normal interval too short for this many units."""
    centred = values - values.mean()
    sd = float(centred.std())
    if sd == 0:
        return False
    skewness = float((centred**3).mean()) / sd**3
    return int(np.bincount(arms).min()) < HEAVY_TAIL * skewness**2


def _looks(
    values: Array, arms: Ints, days: Ints, n_arms: int, *, is_share: bool
) -> tuple[tuple[Share | Mean, ...], ...]:
    """Summaries after each day, from the day on which every arm has two units; rows without a day come last."""
    last = days.max(initial=0) + 1
    order = np.unique(np.where(days < 0, last, days), return_inverse=True)[1]
    shape = (n_arms, int(order.max(initial=0)) + 1)
    place = arms * shape[1] + order
    n, total, square = (
        np.bincount(place, weight, minlength=shape[0] * shape[1]).reshape(shape).cumsum(1)
        for weight in (np.ones(len(values)), values, values**2)
    )
    looks: list[tuple[Share | Mean, ...]] = []
    for day in range(shape[1]):
        if n[:, day].min() < 2:
            continue
        if is_share:
            looks.append(tuple(Share(round(s), round(m)) for s, m in zip(total[:, day], n[:, day], strict=True)))
            continue
        mean = total[:, day] / n[:, day]
        variance = np.maximum(square[:, day] / n[:, day] - mean**2, 0) / (n[:, day] - 1)
        looks.append(tuple(Mean(*arm) for arm in zip(mean, variance, n[:, day].astype(int), strict=True)))
    return tuple(looks)


def _share_looks(sums: Array, n: Array, arms: Ints, days: Ints, n_arms: int) -> tuple[tuple[Share, ...], ...]:
    looks = []
    for day in np.unique(days[days >= 0]):
        until = (days <= day) & (days >= 0)
        made = [_share(sums[until & (arms == arm)], n[until & (arms == arm)]) for arm in range(n_arms)]
        if all(made):
            looks.append(tuple(share for share in made if share is not None))
    return tuple(looks)
