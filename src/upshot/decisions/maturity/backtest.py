"""How good the forecasts are: made with earlier readings only, by a prior that never saw the creators tested."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.maturity.forecasts import Forecasts, forecast_back
from upshot.decisions.maturity.learning import BRAND_CREATORS, brands_of, learn
from upshot.decisions.maturity.prior import published, shipped_prior
from upshot.decisions.maturity.readings import ReadingSet
from upshot.stats.view_maturity import Array, GrowthPrior
from upshot.stats.view_maturity_filter import pairs_of

N_FOLDS = 5
N_RESAMPLES = 200
LEAST_PAIRS = 300  # of training readings, to learn a prior from
LEAST_LINE = 10  # forecasts, to print a line
LEAST_JUDGED = 100  # forecasts, to say whether a target is met: fewer leave the coverage open by 6 points or more
LEVEL = 0.9
AGES = {"1": (0.5, 1.5), "3": (2.0, 4.0), "7": (5.5, 8.5)}  # days
SIZES = {"< 10k": (0.0, 1e4), "10k–100k": (1e4, 1e5), "100k–1M": (1e5, 1e6), "> 1M": (1e6, np.inf)}
AHEAD = {"≤ 2": (0.0, 2.0), "2–4": (2.0, 4.0), "4–8": (4.0, 8.0), "> 8": (8.0, np.inf)}  # days
COVERAGE = (0.85, 0.95)
MOST_RATIO = 0.5


class Split(StrEnum):
    """Where the prior comes from."""

    CREATORS = "creators"  # from the other creators of all panels, five parts in turn
    PANELS = "panels"  # from the other panels, creators in common left out
    SHIPPED = "shipped"  # the registry's: honest on panels it was not learned from


@dataclass(frozen=True)
class BacktestLine:
    """One group of forecasts; `_se` are Monte-Carlo errors over resampled creators."""

    panel: str
    split: Split
    kind: str  # age, size, ahead, readings
    group: str
    n_forecasts: int
    n_posts: int
    n_creators: int
    coverage: float
    coverage_se: float
    below: float
    above: float
    error: float
    carried_error: float
    ratio: float | None
    ratio_se: float | None

    @property
    def is_on_target(self) -> bool | None:
        """At the ages the targets were set for, whether they are met; elsewhere, and on too few forecasts, None."""
        if self.kind != "age" or self.group not in AGES or self.n_forecasts < LEAST_JUDGED:
            return None
        is_covered = COVERAGE[0] <= self.coverage <= COVERAGE[1]
        return is_covered and (self.group != "3" or (self.ratio is not None and self.ratio <= MOST_RATIO))


@dataclass(frozen=True)
class Backtest:
    """All lines; the panels they come from; what could not be tested."""

    lines: tuple[BacktestLine, ...]
    panels: tuple[tuple[str, int, int, int], ...]  # name, posts, readings, creators
    skipped: tuple[tuple[str, str], ...]  # panel, split: too few readings to learn a prior from


def run_backtest(sets: Sequence[ReadingSet], splits: Sequence[Split]) -> Backtest:
    """Forecast each panel's last readings by each split."""
    lines: list[BacktestLine] = []
    skipped = []
    for split in splits:
        for name, found in _forecasts(sets, split):
            if found is None:
                skipped.append((name, split.value))
            else:
                lines += _lines(name, split, found)
    panels = tuple((each.name, each.n_posts, len(each.post), each.n_creators) for each in sets)
    return Backtest(tuple(lines), panels, tuple(skipped))


def _forecasts(sets: Sequence[ReadingSet], split: Split) -> Iterator[tuple[str, Forecasts | None]]:
    if split is Split.SHIPPED:
        for each in sets:
            yield each.name, _tested(each, shipped_prior())
    elif split is Split.PANELS:
        for each in sets:
            names = set(each.creator_names)
            rest = [_only(other, lambda name: name not in names) for other in sets if other is not each]  # noqa: B023
            prior = _learned(rest)
            yield each.name, None if prior is None else _tested(each, prior)
    else:
        yield from _by_creators(sets)


def _by_creators(sets: Sequence[ReadingSet]) -> Iterator[tuple[str, Forecasts | None]]:
    parts: list[list[Forecasts]] = [[] for _ in sets]
    for fold in range(N_FOLDS):
        prior = _learned([_only(each, lambda name: fold_of(name) != fold) for each in sets])  # noqa: B023
        if prior is None:
            yield from ((each.name, None) for each in sets)
            return
        for at, each in enumerate(sets):
            found = _tested(_only(each, lambda name: fold_of(name) == fold), prior)  # noqa: B023
            if found is not None:
                parts[at].append(_apart(found, fold))
    for each, own in zip(sets, parts, strict=True):
        yield each.name, Forecasts.joined(own) if own else None


def fold_of(name: str) -> int:
    """The part a creator belongs to, whatever the panel."""
    return zlib.crc32(name.encode()) % N_FOLDS


def _only(readings: ReadingSet, keep: Callable[[str], bool]) -> ReadingSet:
    return readings.of_creators(np.array([keep(name) for name in readings.creator_names], dtype=bool))


def _learned(sets: Sequence[ReadingSet]) -> GrowthPrior | None:
    """A prior from these panels; None where they hold too few pairs."""
    some = [each for each in sets if len(each.post)]
    if sum(len(pairs_of(each.panel()).post) for each in some) < LEAST_PAIRS:
        return None
    return learn([each for each in some if len(pairs_of(each.panel()).post)], published())[0]


def _tested(readings: ReadingSet, prior: GrowthPrior) -> Forecasts | None:
    if not len(readings.post):
        return None
    return forecast_back(readings, prior, brands_of(readings.n_creators, BRAND_CREATORS), level=LEVEL)


def _apart(part: Forecasts, fold: int) -> Forecasts:
    """Codes of creators and posts that do not collide with those of another fold."""
    return replace(part, creator=part.creator + fold * 10**9, post=part.post + fold * 10**12)


def _lines(panel: str, split: Split, found: Forecasts) -> list[BacktestLine]:
    at_three = (found.age_days >= AGES["3"][0]) & (found.age_days < AGES["3"][1])
    ahead = found.to_days - found.age_days
    groups: list[tuple[str, str, NDArray[np.bool_]]] = [("age", "all", np.ones(len(ahead), dtype=bool))]
    groups += [("age", name, (found.age_days >= low) & (found.age_days < high)) for name, (low, high) in AGES.items()]
    groups += [
        ("size", name, at_three & (found.views >= low) & (found.views < high)) for name, (low, high) in SIZES.items()
    ]
    groups += [("ahead", name, at_three & (ahead > low) & (ahead <= high)) for name, (low, high) in AHEAD.items()]
    groups += [
        ("readings", "one", at_three & (found.n_before == 1)),
        ("readings", "several", at_three & (found.n_before > 1)),
    ]
    return [
        _line(panel, split, kind, name, found, chosen) for kind, name, chosen in groups if chosen.sum() >= LEAST_LINE
    ]


def _line(panel: str, split: Split, kind: str, group: str, found: Forecasts, chosen: NDArray[np.bool_]) -> BacktestLine:
    seen, low, high = found.seen[chosen], found.low[chosen], found.high[chosen]
    error = np.abs(np.log((seen + 1) / (found.median[chosen] + 1)))
    carried = np.abs(np.log((seen + 1) / (found.views[chosen] + 1)))
    slack = 1e-9
    is_below, is_above = seen < low * (1 - slack), seen > high * (1 + slack)
    is_covered = (~(is_below | is_above)).astype(np.float64)
    creators, creator = np.unique(found.creator[chosen], return_inverse=True)
    weights = np.random.default_rng(1).multinomial(
        len(creators), np.full(len(creators), 1 / len(creators)), N_RESAMPLES
    )
    ranks = np.argsort(error), np.argsort(carried)
    coverages, ratios = [], []
    for draw in weights:
        weight = draw[creator].astype(np.float64)
        if weight.sum() == 0:
            continue
        coverages.append(float(np.average(is_covered, weights=weight)))
        middle, moved = (
            _median(values[rank], weight[rank]) for values, rank in zip((error, carried), ranks, strict=True)
        )
        ratios.append(middle / moved if moved > 0 else np.nan)
    middle, moved = float(np.median(error)), float(np.median(carried))
    return BacktestLine(
        panel, split, kind, group, len(seen), len(np.unique(found.post[chosen])), len(creators),
        float(is_covered.mean()), float(np.std(coverages)), float(is_below.mean()), float(is_above.mean()),
        middle, moved, middle / moved if moved > 0 else None, float(np.nanstd(ratios)) if moved > 0 else None,
    )  # fmt: skip


def _median(values: Array, weights: Array) -> float:
    """The weighted median of ascending values."""
    total = np.cumsum(weights)
    return float(values[np.searchsorted(total, total[-1] / 2)])
