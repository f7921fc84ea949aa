"""The peer group: creators like this one, from the user's own roster first, then from a published panel.

On TikTok, country, year and niche move rates more than size does when views are below the line; when followers are,
size moves them most (data findings §1). What matters least is let go first, until the group is large enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.engagement.model import Basis, Estimate
from upshot.decisions.creators.engagement.posts import K_POSTS, medians_by_creator, outside_of, post_values
from upshot.decisions.creators.engagement.rates import basis_of
from upshot.decisions.creators.panel import Array, Codes, CreatorPanel, Flags
from upshot.decisions.creators.profile.model import PeerComparison, PeerGroup, Percentile
from upshot.decisions.evidence import InsufficientEvidence
from upshot.measures.benchmarks import benchmarks_for, check_comparable
from upshot.measures.catalogue import KPIS
from upshot.registries.benchmarks import Benchmark
from upshot.registries.tiers import tier_of
from upshot.stats.proportions import wilson_interval

PEER_METRICS = ("er_views_lcs", "er_followers_lcs", "view_rate")
LEAST_PEERS = 10  # below, a percentile could be anything within ±25 points
LEAST_POSTS = 3  # of a peer, for its median to stand for it
PERIOD_DAYS = 365.0
LETTING_GO = {  # first let go first
    "views": ("tier", "niche", "period", "country", "sampling"),
    "followers": ("niche", "period", "country", "tier", "sampling"),
}
DAY_S = 86_400.0


@dataclass(frozen=True)
class PeerTable:
    """What is compared of every creator of a panel; arrays are (n_creators,).

    `values` and `n_posts` by metric: median of the last k mature organic posts (NaN without), and how many they are.
    `traits` by dimension: text, or None where nobody said; `middle` is the median publication, epoch seconds.
    """

    values: Mapping[str, Array]
    n_posts: Mapping[str, Codes]
    traits: Mapping[str, tuple[str | None, ...]]
    middle: Array


def peer_table(panel: CreatorPanel, *, k: int = K_POSTS, sampling: Mapping[str, str] | None = None) -> PeerTable:
    """Measure every creator of the panel once.

    Parameters
    ----------
    sampling : by creator, how the posts came to be in the panel (all recent posts, top list, search …)
    """
    inside, _ = outside_of(panel, k=k)
    values, n_posts = {}, {}
    for metric in PEER_METRICS:
        found = post_values(panel, metric)
        values[metric], n_posts[metric] = medians_by_creator(panel, found.ratio, inside & found.counts)
    middle, _ = medians_by_creator(panel, panel.published, np.isfinite(panel.published))
    rows, said = panel.creators, sampling or {}
    traits = {
        "country": tuple(row.country for row in rows),
        "niche": tuple(row.category.casefold() if row.category else None for row in rows),
        "tier": tuple(tier_of(row.followers) for row in rows),
        "sampling": tuple(said.get(row.creator) for row in rows),
    }
    return PeerTable(values, n_posts, traits, middle)


def compare_with_peers(
    table: PeerTable,
    place: int,
    basis: Basis,
    estimate: Estimate,
    *,
    followers: int | None,
    least: int = LEAST_PEERS,
    level: float = 0.9,
    published: Sequence[Benchmark] | None = None,
) -> PeerComparison | InsufficientEvidence:
    """Set a creator's figure among its peers.

    Parameters
    ----------
    basis, estimate : the creator's figure; the peers' figures have the basis of the table, and must agree
    published : rows of a registry to fall back on (default: the package's of the same platform and denominator)

    Raises
    ------
    NotAllowed : figure_other_platform, figure_other_denominator, figure_other_metric; benchmark_other_platform,
        benchmark_other_denominator for a row of `published` that measures something else
    """
    basis.check(basis_of(basis.metric if basis.metric in PEER_METRICS else PEER_METRICS[0]))
    for row in published or ():
        check_comparable(KPIS[basis.metric], row)
    has_value = np.isfinite(table.values[basis.metric]) & (table.n_posts[basis.metric] >= LEAST_POSTS)
    has_value[place] = False
    traits, unknown = _likeness(table, place)
    order = LETTING_GO["views" if basis.denominator == "views" else "followers"]
    kept = [name for name in order if name in traits]
    relaxed: list[str] = []
    while True:
        alike: Flags = has_value & np.all([traits[name] for name in kept], axis=0) if kept else has_value
        if alike.sum() >= least or not kept:
            break
        relaxed.append(kept.pop(0))
    if alike.sum() < least:
        return _among_published(basis, estimate, table, place, followers, int(alike.sum()), least, published)
    peers = table.values[basis.metric][alike]
    low, middle, high = (float(bound) for bound in np.quantile(peers, (0.25, 0.5, 0.75)))
    group = PeerGroup(
        origin="roster",
        n=len(peers),
        matched=tuple(name for name in order if name in kept),
        relaxed=tuple(relaxed),
        unknown=unknown,
        median=middle,
        low_quartile=low,
        high_quartile=high,
        lowest=float(peers.min()),
        highest=float(peers.max()),
    )
    return PeerComparison(basis, estimate.value, group, percentile_among(peers, estimate, level=level))


def percentile_among(peers: NDArray[np.float64], estimate: Estimate, *, level: float) -> Percentile:
    """Share of the peers below, ties counted half, and how far it is open.

    The interval holds both doubts: the creator's own figure (its bounds are looked up among the peers) and the peers
    being a sample (Wilson's interval of those shares).
    """
    n = len(peers)
    value = float(((peers < estimate.value).sum() + (peers == estimate.value).sum() / 2) / n)
    below = wilson_interval(int((peers < estimate.low).sum()), n, level=level) or (0.0, 1.0)
    upto = wilson_interval(int((peers <= estimate.high).sum()), n, level=level) or (0.0, 1.0)
    return Percentile(value, min(below[0], value), max(upto[1], value))


def _likeness(table: PeerTable, place: int) -> tuple[dict[str, Flags], tuple[str, ...]]:
    """Who is like the creator at `place`, by dimension; and the dimensions of which nobody said what he or she is."""
    found: dict[str, Flags] = {}
    unknown = []
    for name, said in table.traits.items():
        own = said[place]
        if own is None:
            unknown.append(name)
        else:
            found[name] = np.array([other == own for other in said], dtype=bool)
    if np.isfinite(table.middle[place]):
        found["period"] = np.abs(table.middle - table.middle[place]) <= PERIOD_DAYS * DAY_S
    return found, tuple(unknown)


def _among_published(
    basis: Basis,
    estimate: Estimate,
    table: PeerTable,
    place: int,
    followers: int | None,
    n_roster: int,
    least: int,
    published: Sequence[Benchmark] | None,
) -> PeerComparison | InsufficientEvidence:
    """The published panel that is nearest: same market first, then same niche, then the newest."""
    rows = [
        row
        for row in (benchmarks_for(KPIS[basis.metric], followers=followers) if published is None else published)
        if row.statistic == "quartiles" and basis.metric == f"er_{row.denominator}_{row.numerator}"
        and row.n is not None and row.n >= least and row.covers(followers)
    ]  # fmt: skip
    country, niche = table.traits["country"][place], table.traits["niche"][place]
    if not rows:
        facts = (("metric", basis.metric), ("n", str(n_roster)), ("least", str(least)))
        return InsufficientEvidence("peers_too_few", ("help_import_roster",), facts)
    row = max(rows, key=lambda one: (one.market == country, one.niche is not None and one.niche == niche, one.dated))
    is_alike = {"country": row.market == country, "niche": row.niche == niche, "tier": True}
    group = PeerGroup(
        origin="registry",
        n=row.n or 0,
        matched=tuple(name for name, alike in is_alike.items() if alike),
        relaxed=(*(name for name, alike in is_alike.items() if not alike), "period"),
        unknown=(),
        median=row.low if row.median is None else row.median,
        low_quartile=row.low,
        high_quartile=row.low if row.high is None else row.high,
        lowest=None,
        highest=None,
        source=row.source,
        dated=row.dated,
        sampling=row.sampling,
    )
    return PeerComparison(basis, estimate.value, group, _between_quartiles(group, estimate))


def _between_quartiles(group: PeerGroup, estimate: Estimate) -> Percentile:
    """Between which quarters the figure lies; no more can be said of a panel whose creators are not here."""
    cuts = (group.low_quartile, group.median, group.high_quartile)
    low = sum(estimate.low > cut for cut in cuts) / 4
    high = (sum(estimate.high > cut for cut in cuts) + 1) / 4
    return Percentile(None, low, high)
