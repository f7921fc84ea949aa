"""Whom the brand wants, from what it typed: `age: 18-24 60%, 25-34 40%; gender: female 80%; country: FR, BE`.

A plain sentence works too ("Women 18-34 in France"): ages, genders and countries are found in it, and what else it
says is told as not read. Shares come for all buckets of a dimension or for none; none = everybody in them counts alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from upshot.decisions.creators.audience.buckets import (
    AGE_BELOW,
    AGE_FROM,
    AGE_SPAN,
    GENDERS,
    name_of,
    parse_ages,
)
from upshot.decisions.creators.audience.model import Target, TargetBucket, TargetDimension
from upshot.errors import InvalidInput
from upshot.sources.country_codes import country_code

_LABELS = {
    **dict.fromkeys(("age", "ages", "âge", "âges"), "age"),
    **dict.fromkeys(("gender", "genders", "sex", "genre", "sexe"), "gender"),
    **dict.fromkeys(("country", "countries", "pays", "geo", "market", "markets"), "country"),
    **dict.fromkeys(("language", "languages", "langue", "langues"), "language"),
    **dict.fromkeys(("interest", "interests", "intérêt", "intérêts", "centres d'intérêt"), "interest"),
}
_LABEL = re.compile(r"\s*([\w' ]{2,20}?)\s*[:=]\s*(.+)", re.DOTALL)
_SHARE = re.compile(r"(.*?)\s*\(?(\d{1,3}(?:[.,]\d+)?)\s*%\)?\s*", re.DOTALL)
_DECIMAL_COMMA = re.compile(r"(\d),(\d+\s*%)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(
    {"and", "or", "in", "of", "the", "from", "aged", "who", "for", "years", "year", "old", "ages",
     "et", "ou", "en", "au", "aux", "de", "du", "des", "la", "le", "les", "qui", "pour", "dans", "ans"}
)  # fmt: skip
MOST_TEXT = 1_000
_VALID = "age: 18-24 60%, 25-34 40%; gender: female; country: FR, BE"


def parse_target(text: str, *, told_by: str = "given") -> Target:
    """The target that `text` describes.

    Raises
    ------
    InvalidInput : target_unread (nothing in it is an age, a gender, a country, a language or an interest),
        target_shares (shares for some buckets only, or above 100 %), target_ages, target_country
    """
    plain = _DECIMAL_COMMA.sub(r"\1.\2", text.strip()[:MOST_TEXT])
    parts = [part for part in re.split(r"[;\n|]", plain) if part.strip()]
    labelled = [found for part in parts if (found := _LABEL.fullmatch(part)) and found[1].casefold() in _LABELS]
    if not labelled:
        return _free(plain, told_by)
    dimensions: dict[str, list[str]] = {}
    for found in labelled:
        dimensions.setdefault(_LABELS[found[1].casefold()], []).extend(re.split(r"[,/+](?!\d*$)", found[2]))
    unread = tuple(
        part.strip() for part in parts if not (f := _LABEL.fullmatch(part)) or f[1].casefold() not in _LABELS
    )
    made = tuple(_dimension(name, [i for i in items if i.strip()], text) for name, items in dimensions.items())
    return Target(made, text.strip(), told_by, tuple(unread))


def _dimension(dimension: str, items: list[str], text: str) -> TargetDimension:
    shares: list[float | None] = []
    names: list[str] = []
    for item in items:
        found = _SHARE.fullmatch(item)
        names.append((found[1] if found else item).strip())
        shares.append(float(found[2].replace(",", ".")) / 100 if found else None)
    if all(share is None for share in shares):
        return TargetDimension(dimension, (_bucket(dimension, names, 1.0, text),))
    told = [share for share in shares if share is not None]
    total = sum(told)
    if len(told) < len(names) or total > 1.005 or total <= 0:
        raise InvalidInput("target_shares", seen=text, dimension=dimension, total=f"{total * 100:.0f}", valid=_VALID)
    scale = max(total, 1.0)
    buckets = [_bucket(dimension, [name], share / scale, text) for name, share in zip(names, told, strict=True)]
    if total < 0.995:
        buckets.append(TargetBucket("rest", 1.0 - total, is_rest=True))
    return TargetDimension(dimension, tuple(buckets))


def _bucket(dimension: str, names: list[str], share: float, text: str) -> TargetBucket:
    """One bucket of one or several names."""
    shown = ", ".join(names)
    if dimension == "age":
        spans = [parse_ages(name) for name in names]
        if any(span is None for span in spans):
            raise InvalidInput("target_ages", seen=text, name=shown, valid=_VALID)
        return TargetBucket(shown, share, ages=tuple(span for span in spans if span is not None))
    members = [name_of(dimension, name) for name in names]
    if dimension == "country" and any(country_code(name) is None for name in names):
        raise InvalidInput("target_country", seen=text, name=shown, valid=_VALID)
    if dimension == "gender" and any(member not in set(GENDERS.values()) for member in members):
        raise InvalidInput("target_gender", seen=text, name=shown, valid=_VALID)
    return TargetBucket(", ".join(members), share, members=frozenset(members))


def _free(text: str, told_by: str) -> Target:
    """A plain sentence: what can be recognised, and what was left."""
    if "%" in text:
        raise InvalidInput("target_shares", seen=text, dimension="–", total="–", valid=_VALID)
    left, spans = text, []
    for pattern in (AGE_SPAN, AGE_FROM, AGE_BELOW):
        spans += [found[0] for found in pattern.finditer(left) if parse_ages(found[0]) is not None]
        left = pattern.sub(" ", left)
    words = _WORD.findall(left)
    genders = list(dict.fromkeys(GENDERS[w.casefold()] for w in words if len(w) > 1 and w.casefold() in GENDERS))
    countries, used = _countries(words)
    dimensions = [
        TargetDimension(name, (_bucket(name, found, 1.0, text),))
        for name, found in (("age", spans), ("gender", genders), ("country", countries))
        if found
    ]
    if not dimensions:
        raise InvalidInput("target_unread", seen=text, valid=_VALID)
    unread = [w for w in words if w.casefold() not in GENDERS and w.casefold() not in _SMALL and w not in used]
    return Target(tuple(dimensions), text, told_by, tuple(dict.fromkeys(unread)))


def _countries(words: Iterable[str]) -> tuple[list[str], set[str]]:
    """Country codes named in a sentence: names of one to three words with a capital, or codes in capitals."""
    row = list(words)
    codes: dict[str, None] = {}
    used: set[str] = set()
    for size in (3, 2, 1):
        for start in range(len(row) - size + 1):
            piece = row[start : start + size]
            name = " ".join(piece)
            is_named = name.isupper() if len(name) == 2 else piece[0][0].isupper()
            if is_named and not used & set(piece) and (code := country_code(name)):
                codes.setdefault(code)
                used |= set(piece)
    return list(codes), used
