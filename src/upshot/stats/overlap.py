"""How alike two distributions over the same buckets are, and what marginals alone say about a joint share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import log2, prod

import numpy as np
from numpy.typing import NDArray

from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Atoms = Sequence[tuple[float, tuple[int, ...]]]  # a mass, and the places it may lie in; OUTSIDE is none of them
OUTSIDE = -1
MOST_VERTICES = 4_096
_TOLERANCE = 1e-6


def overlap_coefficient(target: Array, audience: Array) -> float:
    """Σ min(p, q): the share of the audience that can be called target without re-labelling anybody, 0–1.

    Parameters
    ----------
    target, audience : arrays (n_buckets,), shares ≥ 0; the audience may sum to less than 1 (the rest lies elsewhere)

    Raises
    ------
    InvalidInput : shares_shape, when lengths differ or a share is negative or not a number
    """
    p, q = _checked(target, audience)
    return float(np.minimum(p, q).sum())


def jensen_shannon_divergence(target: Array, audience: Array) -> float:
    """Jensen–Shannon divergence to base 2, 0 (same) to 1 (disjoint).

    What the audience leaves to 1 is a bucket of its own.

    Source
    ------
    Lin (1991), Divergence measures based on the Shannon entropy.
    """
    p, q = _closed(*_checked(target, audience))
    middle = (p + q) / 2
    return min(max((_relative_entropy(p, middle) + _relative_entropy(q, middle)) / 2, 0.0), 1.0)


def cosine_similarity(target: Array, audience: Array) -> float | None:
    """Cosine of the angle between the two, 0–1; None where one of them is nothing but zeros."""
    p, q = _checked(target, audience)
    size = float(np.linalg.norm(p) * np.linalg.norm(q))
    return float(p @ q) / size if size > 0 else None


def affinity_index(share: float, population_share: float) -> float | None:
    """100 × creator's share ÷ population's share; 100 = parity, None where the population has nobody there."""
    return 100.0 * share / population_share if population_share > 0 else None


def weighted_geometric_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """∏ valueᵂ with weights scaled to sum to 1; one dimension that misses wholly makes the whole 0.

    Raises
    ------
    InvalidInput : weights_sum, when no weight is positive or one is negative
    """
    if len(values) != len(weights) or any(w < 0 for w in weights) or sum(weights) <= 0:
        raise InvalidInput("weights_sum", seen=", ".join(f"{w:g}" for w in weights))
    total = sum(weights)
    pairs = zip(values, weights, strict=True)
    return float(prod(value ** (weight / total) for value, weight in pairs if weight > 0))


def frechet_bounds(marginals: Sequence[float]) -> tuple[float, float]:
    """The least and the largest share that can satisfy all conditions at once, when only each one's share is known.

    max(0, Σ share − (K − 1)) ≤ joint ≤ min share.

    Source
    ------
    Fréchet (1935), Généralisations du théorème des probabilités totales.
    """
    if not marginals:
        return 1.0, 1.0
    return max(0.0, sum(marginals) - (len(marginals) - 1)), min(marginals)


def overlap_bounds(atoms: Atoms, target: Array) -> tuple[float, float]:
    """The least and largest Σ min(p, q) when some of the audience's mass may lie in one of several target buckets.

    Parameters
    ----------
    atoms : mass and the places (into `target`, or `OUTSIDE`) where it may lie; one place = it surely lies there
    target : array (n_buckets,), shares

    Returns
    -------
    (low, high) : equal where every atom has one place. The high end is exact (a maximal flow), the low end too unless
        more than `MOST_VERTICES` placements are possible; then what is uncertain counts for nothing.
    """
    sure, free = _split(atoms, len(target))
    if not free:
        value = float(np.minimum(target, sure).sum())
        return value, value
    return _least(sure, free, target), _largest(sure, free, target)


def share_bounds(atoms: Atoms, wanted: Sequence[bool]) -> tuple[float, float]:
    """The least and largest mass in the places that are `wanted`."""
    low = sum(mass for mass, places in atoms if all(p != OUTSIDE and wanted[p] for p in places))
    high = sum(mass for mass, places in atoms if any(p != OUTSIDE and wanted[p] for p in places))
    return low, high


def _split(atoms: Atoms, n_places: int) -> tuple[Array, list[tuple[float, tuple[int, ...]]]]:
    sure = np.zeros(n_places)
    free = []
    for mass, places in atoms:
        if len(places) > 1:
            free.append((mass, places))
        elif places[0] != OUTSIDE:
            sure[places[0]] += mass
    return sure, free


def _least(sure: Array, free: list[tuple[float, tuple[int, ...]]], target: Array) -> float:
    """Σ min is concave in the masses: its least value lies where each uncertain mass is wholly in one place."""
    if prod(len(places) for _, places in free) > MOST_VERTICES:
        return float(np.minimum(target, sure).sum())
    worst = np.inf
    for chosen in product(*(places for _, places in free)):
        placed = sure.copy()
        for (mass, _), place in zip(free, chosen, strict=True):
            if place != OUTSIDE:
                placed[place] += mass
        worst = min(worst, float(np.minimum(target, placed).sum()))
    return worst


def _largest(sure: Array, free: list[tuple[float, tuple[int, ...]]], target: Array) -> float:
    """What is sure, and a maximal flow of the uncertain masses into what the target still lacks."""
    filled = np.minimum(target, sure)
    room = list(target - filled)
    left = [mass for mass, _ in free]
    flow = [dict.fromkeys((p for p in places if p != OUTSIDE), 0.0) for _, places in free]
    while (path := _augmenting(left, room, flow)) is not None:
        _push(path, left, room, flow)
    return float(filled.sum()) + sum(sum(each.values()) for each in flow)


def _augmenting(left: list[float], room: list[float], flow: list[dict[int, float]]) -> list[int] | None:
    """A way from a mass that is left to a place with room: atom, place, atom, place … (breadth first)."""
    queue = [[atom] for atom, mass in enumerate(left) if mass > 1e-12]
    seen = {path[0] for path in queue}
    while queue:
        path = queue.pop(0)
        for place in flow[path[-1]]:
            if room[place] > 1e-12:
                return [*path, place]
            for other, held in enumerate(flow):
                if other not in seen and held.get(place, 0.0) > 1e-12:
                    seen.add(other)
                    queue.append([*path, place, other])
    return None


def _push(path: list[int], left: list[float], room: list[float], flow: list[dict[int, float]]) -> None:
    atoms, places = path[0::2], path[1::2]
    held = [flow[atoms[step + 1]][places[step]] for step in range(len(atoms) - 1)]
    moved = min(left[atoms[0]], room[places[-1]], *held)
    left[atoms[0]] -= moved
    room[places[-1]] -= moved
    for step, atom in enumerate(atoms):
        flow[atom][places[step]] += moved
        if step + 1 < len(atoms):
            flow[atoms[step + 1]][places[step]] -= moved


def _relative_entropy(p: Array, q: Array) -> float:
    return sum(float(a) * log2(float(a) / float(b)) for a, b in zip(p, q, strict=True) if a > 0)


def _closed(p: Array, q: Array) -> tuple[Array, Array]:
    """Both with one more bucket for whatever is missing to 1."""
    rest = [max(0.0, 1.0 - float(side.sum())) for side in (p, q)]
    return np.append(p, rest[0]), np.append(q, rest[1])


def _checked(target: Array, audience: Array) -> tuple[Array, Array]:
    p, q = np.asarray(target, dtype=np.float64), np.asarray(audience, dtype=np.float64)
    sound = p.ndim == 1 and p.shape == q.shape and p.size > 0
    if not sound or not all(bool(np.all(side >= 0)) and side.sum() <= 1 + _TOLERANCE for side in (p, q)):
        raise InvalidInput("shares_shape", seen=f"{p.tolist()} / {q.tolist()}")
    return p, q
