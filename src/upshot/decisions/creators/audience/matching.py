"""A creator's audience against the target and the selling places, from readings of one or several sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from upshot.decisions.creators.audience.buckets import atoms_of, cleaned
from upshot.decisions.creators.audience.drift import find_drifts
from upshot.decisions.creators.audience.model import (
    DIMENSIONS,
    Affinity,
    AudienceMatch,
    AudienceReading,
    DimensionMatch,
    JointTarget,
    ReachableTarget,
    SellingPlaces,
    SourceMatch,
    Target,
    TargetBucket,
    TargetDimension,
)
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.telling import Note, Range
from upshot.decisions.evidence import InsufficientEvidence
from upshot.stats.overlap import (
    affinity_index,
    cosine_similarity,
    frechet_bounds,
    jensen_shannon_divergence,
    overlap_bounds,
    share_bounds,
    weighted_geometric_mean,
)

STALE_AFTER_DAYS = 90.0
DISAGREEMENT = 0.05  # sources whose overlaps lie further apart than this are said to disagree
NOWHERE = SellingPlaces()
Population = Mapping[str, Mapping[str, float]]  # dimension → bucket → share


def match_audience(
    creator: str,
    readings: Sequence[AudienceReading],
    target: Target | None,
    *,
    now: datetime,
    selling: SellingPlaces = NOWHERE,
    reach: Estimate | None = None,
    population: Population | None = None,
    weights: Mapping[str, float] | None = None,
    stale_after_days: float = STALE_AFTER_DAYS,
) -> AudienceMatch | InsufficientEvidence:
    """Match one creator's audience.

    Parameters
    ----------
    readings : of any creators, sources, instants and dimensions; of each source the newest one counts
    target : None = nobody said whom the brand wants; places are still matched
    reach : expected unique people reached; without it no reachable target
    population : shares of everybody, for affinity; compared only where a bucket bears the same name
    weights : by dimension, for the score; default equal. `registries.audience_weights` holds a published preset

    Returns
    -------
    AudienceMatch, or InsufficientEvidence `audience_unknown` where no usable reading is there
    """
    own = [reading for reading in readings if reading.creator == creator and reading.read_at <= now]
    usable, notes = _usable(own)
    if not usable:
        facts = (("creator", creator), ("n", str(len(own))))
        return InsufficientEvidence("audience_unknown", ("help_audience_import", "help_audience_ask"), facts)
    clock = _Clock(now, stale_after_days)
    matched = [
        _dimension(each, found, clock, (population or {}).get(each.dimension, {}))
        for each in (target.dimensions if target else ())
        if (found := [reading for reading in usable if reading.dimension == each.dimension])
    ]
    known = {each.dimension for each in matched}
    missing = tuple(d.dimension for d in (target.dimensions if target else ()) if d.dimension not in known)
    used = {name: (weights or {}).get(name, 0.0 if weights else 1.0) for name in DIMENSIONS}
    joint = _joint(matched) if matched and not missing else None
    countries = [reading for reading in usable if reading.dimension == "country"]
    places = _places(countries, selling, target, clock)
    reachable = _reachable(matched, missing, places, reach)
    return AudienceMatch(
        creator=creator,
        target=target,
        dimensions=tuple(matched),
        missing=missing,
        weights={each.dimension: used[each.dimension] for each in matched},
        score=_score(matched, used),
        joint=joint,
        sellable=_in(countries, selling.zone(), clock),
        geography=_geography(countries, selling, clock),
        reach=reach,
        reachable=reachable,
        drifts=find_drifts([r for r in own if cleaned(r.dimension, r.shares) is not None]),
        notes=(*notes, *_notes(target, matched, missing, selling, countries)),
    )


class _Clock:
    """Now, and from what age on an audience is stale."""

    def __init__(self, now: datetime, stale_after_days: float) -> None:
        self.now, self.stale_after_days = now, stale_after_days

    def age_days(self, reading: AudienceReading) -> float:
        return (self.now - reading.read_at).total_seconds() / 86_400

    def is_stale(self, reading: AudienceReading) -> bool:
        return self.age_days(reading) > self.stale_after_days


def _usable(readings: Sequence[AudienceReading]) -> tuple[list[AudienceReading], list[Note]]:
    """The newest reading of each source and dimension that holds shares; a note on each that does not."""
    newest: dict[tuple[str, str], AudienceReading] = {}
    notes = []
    for reading in sorted(readings, key=lambda r: (r.read_at, r.provenance)):
        if cleaned(reading.dimension, reading.shares) is None:
            total = sum(share for share in reading.shares.values() if share == share)  # noqa: PLR0124 (not NaN)
            facts = {"dimension": reading.dimension, "source": reading.provenance, "percent": f"{total * 100:.0f}"}
            notes.append(Note("audience_shares_refused", facts))
        else:
            newest[reading.dimension, reading.provenance] = reading
    return list(newest.values()), notes


def _fresh(readings: Sequence[AudienceReading], clock: _Clock) -> list[AudienceReading]:
    """Those that are not stale; all of them where every one is."""
    return [reading for reading in readings if not clock.is_stale(reading)] or list(readings)


def _dimension(
    target: TargetDimension, readings: Sequence[AudienceReading], clock: _Clock, population: Mapping[str, float]
) -> DimensionMatch:
    sources = [_source(target, reading, clock, population) for reading in readings]
    fresh = [source for source in sources if not source.is_stale] or sources
    overlap, inside = fresh[0].overlap, fresh[0].in_target
    for source in fresh[1:]:
        overlap, inside = overlap.hull(source.overlap), inside.hull(source.in_target)
    middles = [source.overlap.middle for source in fresh]
    apart = max(middles) - min(middles) > DISAGREEMENT
    return DimensionMatch(target.dimension, overlap, inside, tuple(sources), all(s.is_stale for s in sources), apart)


def _source(
    target: TargetDimension, reading: AudienceReading, clock: _Clock, population: Mapping[str, float]
) -> SourceMatch:
    shares = cleaned(reading.dimension, reading.shares) or {}
    atoms = atoms_of(target, shares)
    wanted = np.array([bucket.share for bucket in target.buckets])
    is_exact = all(len(places) == 1 for _, places in atoms)
    placed = np.zeros(len(wanted))
    for mass, places in atoms:
        if is_exact and places[0] >= 0:
            placed[places[0]] += mass
    everybody = cleaned(reading.dimension, population) or {}
    return SourceMatch(
        provenance=reading.provenance,
        read_at=reading.read_at,
        age_days=clock.age_days(reading),
        is_stale=clock.is_stale(reading),
        overlap=_range(overlap_bounds(atoms, wanted)),
        in_target=_range(share_bounds(atoms, [not bucket.is_rest for bucket in target.buckets])),
        js_similarity=1 - jensen_shannon_divergence(wanted, placed) if is_exact else None,
        cosine=cosine_similarity(wanted, placed) if is_exact else None,
        affinities=tuple(
            Affinity(name, share, everybody[name], affinity_index(share, everybody[name]))
            for name, share in shares.items()
            if name in everybody
        ),
    )


def _range(bounds: tuple[float, float]) -> Range:
    return Range(min(max(bounds[0], 0.0), 1.0), min(max(bounds[1], 0.0), 1.0))


def _score(matched: Sequence[DimensionMatch], weights: Mapping[str, float]) -> Range | None:
    counted = [each for each in matched if weights[each.dimension] > 0]
    if not counted:
        return None
    scale = [weights[each.dimension] for each in counted]
    low = weighted_geometric_mean([each.overlap.low for each in counted], scale)
    return Range(low, weighted_geometric_mean([each.overlap.high for each in counted], scale))


def _joint(matched: Sequence[DimensionMatch]) -> JointTarget:
    independent = 1.0
    for each in matched:
        independent *= each.in_target.middle
    low = frechet_bounds([each.in_target.low for each in matched])[0]
    return JointTarget(low, frechet_bounds([each.in_target.high for each in matched])[1], independent)


def _countries(name: str, codes: frozenset[str]) -> TargetDimension:
    return TargetDimension("country", (TargetBucket(name, 1.0, members=codes),))


def _in(readings: Sequence[AudienceReading], zone: frozenset[str], clock: _Clock) -> Range | None:
    """Share of the audience in some countries, over the sources that are fresh; None where either is unknown."""
    if not readings or not zone:
        return None
    return _dimension(_countries("zone", zone), _fresh(readings, clock), clock, {}).in_target


def _places(
    readings: Sequence[AudienceReading], selling: SellingPlaces, target: Target | None, clock: _Clock
) -> Range | None:
    """Share of the audience in countries that are wanted, where the target names some, and sold to, where known."""
    wanted = target.of("country") if target else None
    named = frozenset().union(*(bucket.members for bucket in wanted.buckets)) if wanted else frozenset()
    zone = selling.zone()
    both = (named & zone) if named and zone else (named or zone)
    if named and zone and not both:
        return Range.exactly(0.0)
    return _in(readings, both, clock)


def _geography(readings: Sequence[AudienceReading], selling: SellingPlaces, clock: _Clock) -> Range | None:
    """Σ min of the orders' and the audience's shares by country."""
    shares = selling.order_shares or {}
    total = sum(shares.values())
    if not readings or total <= 0:
        return None
    buckets = tuple(TargetBucket(c, s / total, members=frozenset({c})) for c, s in shares.items() if s > 0)
    return _dimension(TargetDimension("country", buckets), _fresh(readings, clock), clock, {}).overlap


def _reachable(
    matched: Sequence[DimensionMatch], missing: Sequence[str], places: Range | None, reach: Estimate | None
) -> ReachableTarget | None:
    """Reach × target share × sellable share; the country counts once, in `places`."""
    if reach is None or [name for name in missing if name != "country"]:
        return None
    parts = [each.in_target for each in matched if each.dimension != "country"]
    if places is not None:
        parts.append(places)
    elif "country" in missing:
        return None
    if not parts:
        return None
    independent = reach.value
    for part in parts:
        independent *= part.middle
    low = frechet_bounds([part.low for part in parts])[0]
    high = frechet_bounds([part.high for part in parts])[1]
    return ReachableTarget(reach.low * low, independent, reach.high * high)


def _notes(
    target: Target | None,
    matched: Sequence[DimensionMatch],
    missing: Sequence[str],
    selling: SellingPlaces,
    countries: Sequence[AudienceReading],
) -> list[Note]:
    notes = []
    if target is None:
        notes.append(Note("audience_no_target"))
    elif target.unread:
        notes.append(Note("audience_target_unread", {"words": ", ".join(target.unread)[:200]}))
    if missing:
        notes.append(Note("audience_missing", {"dimensions": ", ".join(missing)}))
    if len(matched) > 1 and not missing:
        notes.append(Note("audience_marginals_only"))
    if not selling.zone():
        notes.append(Note("audience_selling_unknown"))
    elif not countries:
        notes.append(Note("audience_countries_unknown"))
    return notes
