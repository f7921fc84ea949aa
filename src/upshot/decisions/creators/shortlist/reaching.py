"""How many different people the chosen reach, and who is on the front of reach against engagements per euro."""

from __future__ import annotations

import numpy as np

from upshot.decisions.creators.shortlist.candidates import TIER_ORDER, Array, Candidates, Index
from upshot.decisions.creators.shortlist.choosing import Choice
from upshot.decisions.creators.shortlist.model import ParetoPoint, Reach
from upshot.decisions.verdict.model import Interval
from upshot.stats.pareto import chance_on_front
from upshot.stats.unique_reach import independent_reach, shared_people, unique_reach

MOST_POINTS = 400  # creators on the front's chart; beyond that, the chosen and the largest


def interval_of(draws: Array, level: float) -> Interval:
    """Median and bounds of draws."""
    low, middle, high = np.quantile(draws, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return Interval(median=float(middle), low=float(low), high=float(high))


def reach_of(choice: Choice, level: float) -> Reach | None:
    """Unique reach of the choice, each creator counted with one post; None where the reach of one is not known."""
    found, candidates, terms = choice.found, choice.candidates, choice.terms
    if found is None or not len(found.chosen) or not np.isfinite(candidates.reach[:, found.chosen]).all():
        return None
    draws = candidates.reach[:, found.chosen]
    sizes = draws.mean(axis=0)
    if terms.universe is not None:
        sizes, draws = np.minimum(sizes, terms.universe), np.minimum(draws, terms.universe)
    place = {candidates.creators[number]: i for i, number in enumerate(found.chosen)}
    overlaps = {
        (min(i, j), max(i, j)): shared_people(pair.kind, pair.figure, float(sizes[i]), float(sizes[j]))
        for pair in terms.overlaps
        if (i := place.get(pair.first)) is not None and (j := place.get(pair.second)) is not None
    }
    result = unique_reach(sizes, universe=terms.universe, overlaps=overlaps)
    spread = None
    if terms.universe is not None and result.sainsbury:
        alone = np.array([independent_reach(draw, terms.universe) for draw in draws])
        spread = interval_of(alone * result.estimate / result.sainsbury, level)
    cost = float(candidates.all_in[found.chosen].sum())
    twice = float(result.at_least[1]) if len(sizes) > 1 and np.isfinite(result.at_least[1]) else None
    return Reach(
        naive=result.naive, low=result.low, high=result.high, estimate=result.estimate, sainsbury=result.sainsbury,
        interval=spread, at_least_twice=twice, universe=terms.universe,
        cost_per_person=cost / result.estimate if result.estimate > 0 else None,
        n_known_pairs=result.n_known_pairs, n_pairs=result.n_pairs,
    )  # fmt: skip


def pareto_of(candidates: Candidates, chosen: Index, level: float) -> tuple[ParetoPoint, ...]:
    """Tiers (the mean creator of each), then creators: views against engagements per euro.

    Whoever has no views, engagements or cost that is known is not on it.
    """
    known = np.isfinite(candidates.views).all(axis=0) & np.isfinite(candidates.engagements).all(axis=0)
    places = np.flatnonzero(known & (candidates.all_in > 0))
    if not len(places):
        return ()
    if len(places) > MOST_POINTS:
        largest = places[np.argsort(-candidates.views[:, places].mean(axis=0), kind="stable")[:MOST_POINTS]]
        places = np.union1d(largest, np.intersect1d(chosen, places))
    views, cost = candidates.views[:, places], candidates.all_in[places]
    rate = candidates.engagements[:, places] / cost
    on_front = chance_on_front(views, rate)
    points = _tiers(candidates, level)
    for i in np.argsort(-on_front, kind="stable"):
        place = int(places[i])
        points.append(
            ParetoPoint(
                name=candidates.creators[place],
                is_tier=False,
                tier=candidates.tiers[place],
                n_creators=1,
                views=interval_of(views[:, i], level),
                engagements_per_euro=interval_of(rate[:, i], level),
                p_on_front=float(on_front[i]),
                is_chosen=place in chosen,
            )
        )
    return tuple(points)


def _tiers(candidates: Candidates, level: float) -> list[ParetoPoint]:
    """The mean creator of each tier, and engagements of the tier ÷ its cost: a ratio of sums."""
    known = np.isfinite(candidates.views).all(axis=0) & np.isfinite(candidates.engagements).all(axis=0)
    known &= candidates.all_in > 0
    names = [name for name in TIER_ORDER if any(t == name for t, k in zip(candidates.tiers, known, strict=True) if k)]
    if not names:
        return []
    members = [known & np.array([tier == name for tier in candidates.tiers]) for name in names]
    views = np.column_stack([candidates.views[:, own].mean(axis=1) for own in members])
    rate = np.column_stack(
        [candidates.engagements[:, own].sum(axis=1) / candidates.all_in[own].sum() for own in members]
    )
    on_front = chance_on_front(views, rate)
    return [
        ParetoPoint(
            name=name,
            is_tier=True,
            tier=name,
            n_creators=int(own.sum()),
            views=interval_of(views[:, i], level),
            engagements_per_euro=interval_of(rate[:, i], level),
            p_on_front=float(on_front[i]),
            is_chosen=False,
        )
        for i, (name, own) in enumerate(zip(names, members, strict=True))
    ]
