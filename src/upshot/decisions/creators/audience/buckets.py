"""Names of buckets in one way, and where the mass of a source's bucket may lie among the target's.

Nothing is split by assumption: 13–17 may hold nobody of 16–17 or be all of them, so its mass has two places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import inf, isfinite

from upshot.decisions.creators.audience.model import Ages, TargetBucket, TargetDimension
from upshot.sources.country_codes import country_code
from upshot.stats.overlap import OUTSIDE

SURPLUS = 0.02  # rounding that shares may add up to beyond 1
_DASH = r"(?:-|–|—|−|to|à|a|bis|et)"
_YEARS = r"(?:\s*(?:ans|years?(?:\s*old)?|yo|y))?"
AGE_SPAN = re.compile(rf"(\d{{1,3}})\s*{_DASH}\s*(\d{{1,3}}){_YEARS}", re.IGNORECASE)
AGE_FROM = re.compile(
    rf"(?:(\d{{1,3}})\s*\+{_YEARS}|(\d{{1,3}}){_YEARS}\s*(?:and\s+(?:over|above|older|up)|et\s+plus|ou\s+plus)"
    rf"|(?:over|from|plus\s+de|dès|>=?|≥)\s*(\d{{1,3}}){_YEARS})",
    re.IGNORECASE,
)
AGE_BELOW = re.compile(rf"(?:under|below|less\s+than|moins\s+de|<)\s*(\d{{1,3}}){_YEARS}", re.IGNORECASE)
AGE_ONE = re.compile(rf"(\d{{1,3}}){_YEARS}", re.IGNORECASE)
GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("female", "females", "woman", "women", "f", "w", "femme", "femmes", "girls", "filles"), "female"),
    **dict.fromkeys(("male", "males", "man", "men", "m", "h", "homme", "hommes", "boys", "garçons"), "male"),
    **dict.fromkeys(("other", "others", "non-binary", "nonbinary", "autre", "autres", "non-binaire"), "other"),
}
_UNKNOWN = frozenset({"unknown", "unspecified", "undisclosed", "not specified", "n/a", "inconnu", "non précisé", ""})
_OTHERS = frozenset({"other", "others", "rest", "autre", "autres", "reste", "all others", "other countries"})


def parse_ages(text: str) -> Ages | None:
    """`18-24`, `18 à 24 ans`, `55+`, `under 18`; None where it is no span of years."""
    plain = text.strip()
    if found := AGE_SPAN.fullmatch(plain):
        first, last = int(found[1]), int(found[2])
        return Ages(first, last + 1) if first <= last else None
    if found := AGE_FROM.fullmatch(plain):
        return Ages(int(found[1] or found[2] or found[3]), inf)
    if found := AGE_BELOW.fullmatch(plain):
        return Ages(0, int(found[1]))
    if found := AGE_ONE.fullmatch(plain):
        return Ages(int(found[1]), int(found[1]) + 1)
    return None


def name_of(dimension: str, text: str) -> str:
    """A bucket's name in one way: genders in English, countries by code, the rest in lower case."""
    plain = text.strip()
    if dimension == "gender":
        return GENDERS.get(plain.casefold(), plain.casefold())
    if dimension == "country":
        return country_code(plain) or plain.casefold()
    return plain.casefold()


def is_rest(dimension: str, name: str) -> bool:
    """Whether a source's bucket holds everybody it does not list; "other" is a gender and no rest."""
    return name in _OTHERS and dimension != "gender"


def cleaned(dimension: str, shares: Mapping[str, float]) -> dict[str, float] | None:
    """Shares by our names; None where they cannot be shares: negative, no number, or more than 1 in all.

    What rounding brings above 1 (up to 2 points) is scaled back.
    """
    if not shares or any(not isfinite(share) or share < 0 for share in shares.values()):
        return None
    total = sum(shares.values())
    if total > 1 + SURPLUS or total <= 0:
        return None
    kept: dict[str, float] = {}
    for text, share in shares.items():
        name = name_of(dimension, text)
        kept[name] = kept.get(name, 0.0) + share / max(total, 1.0)
    return kept


def atoms_of(target: TargetDimension, shares: Mapping[str, float]) -> list[tuple[float, tuple[int, ...]]]:
    """Each mass of the audience with the places among the target's buckets where it may lie.

    Parameters
    ----------
    shares : as `cleaned` gives them; what they leave to 1, and what a source calls "others", lies in no listed bucket;
        "unknown" may lie anywhere
    """
    listed = [name for name in shares if name not in _UNKNOWN and not is_rest(target.dimension, name)]
    atoms = [(shares[name], _places(target, name)) for name in listed if shares[name] > 0]
    unknown = sum(shares[name] for name in shares if name in _UNKNOWN)
    unlisted = max(0.0, 1.0 - sum(shares.values())) + sum(s for n, s in shares.items() if is_rest(target.dimension, n))
    if unknown > 0:
        atoms.append((unknown, _anywhere(target)))
    if unlisted > SURPLUS / 4:
        atoms.append((unlisted, _unlisted(target, listed)))
    return atoms


def _places(target: TargetDimension, name: str) -> tuple[int, ...]:
    """Where everybody of a named bucket may lie."""
    rest = _rest_of(target)
    if target.dimension != "age":
        found = [place for place, bucket in enumerate(target.buckets) if name in bucket.members]
        return tuple(found) or (rest,)
    ages = parse_ages(name)
    if ages is None:
        return _anywhere(target)
    found = [place for place, bucket in enumerate(target.buckets) if any(span.meets(ages) for span in bucket.ages)]
    spans = [span for place in found for span in target.buckets[place].ages]
    return tuple(found) if _covers(spans, ages) else (*found, rest)


def _unlisted(target: TargetDimension, listed: Iterable[str]) -> tuple[int, ...]:
    """Where people of no listed bucket may lie: buckets that are not wholly listed, and outside."""
    names = set(listed)
    spans = [ages for name in names if (ages := parse_ages(name)) is not None] if target.dimension == "age" else []
    open_places = [
        place
        for place, bucket in enumerate(target.buckets)
        if not bucket.is_rest and not _is_listed(bucket, names, spans)
    ]
    return (*open_places, _rest_of(target))


def _is_listed(bucket: TargetBucket, names: set[str], spans: list[Ages]) -> bool:
    if bucket.ages:
        return all(_covers(spans, ages) for ages in bucket.ages)
    return bucket.members <= names


def _anywhere(target: TargetDimension) -> tuple[int, ...]:
    named = tuple(place for place, bucket in enumerate(target.buckets) if not bucket.is_rest)
    return (*named, _rest_of(target))


def _rest_of(target: TargetDimension) -> int:
    """The bucket for everybody else, where the target has one."""
    return next((place for place, bucket in enumerate(target.buckets) if bucket.is_rest), OUTSIDE)


def _covers(spans: Iterable[Ages], ages: Ages) -> bool:
    """Whether the spans together hold every year of `ages`."""
    reached = ages.first
    for span in sorted(spans, key=lambda each: each.first):
        if span.first <= reached < span.end:
            reached = span.end
    return reached >= ages.end
