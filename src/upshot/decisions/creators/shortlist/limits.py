"""The limits of a question as rows over candidates, and whom the question leaves out before any choice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from upshot.decisions.creators.shortlist.asking import Cap, ShortlistTerms
from upshot.decisions.creators.shortlist.candidates import Array, Candidates, Flags, Index
from upshot.decisions.creators.shortlist.model import LeftOut, Objective
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput, UnknownName
from upshot.measures.names import nearest
from upshot.stats.selection import Limit

BUDGET, HOURS, NUMBER = "budget", "hours", "creators"
FEW = 10  # names shown of those left out


def limits_of(candidates: Candidates, terms: ShortlistTerms) -> tuple[Limit, ...]:
    """Budget first, then what was asked beside it."""
    cost, budget = candidates.all_in, float(terms.budget)
    found = [Limit(BUDGET, cost, high=budget)]
    if terms.most_hours is not None:
        found.append(Limit(HOURS, candidates.hours, high=terms.most_hours))
    if terms.most_creators is not None or terms.least_creators:
        most = np.inf if terms.most_creators is None else float(terms.most_creators)
        low = float(terms.least_creators) if terms.least_creators else -np.inf
        found.append(Limit(NUMBER, np.ones(candidates.n), low=low, high=most))
    for cap in terms.caps:
        inside = in_group(candidates, cap).astype(np.float64)
        if cap.creators is not None:
            found.append(Limit(cap.key, inside, high=float(cap.creators)))
        else:
            found.append(Limit(cap.key, inside * cost, high=float(cap.share or 0.0) * budget))
    return tuple(found)


def is_money(terms: ShortlistTerms, name: str) -> bool:
    """Whether a limit is in money."""
    return name == BUDGET or any(cap.key == name and cap.share is not None for cap in terms.caps)


def in_group(candidates: Candidates, cap: Cap) -> Flags:
    """(n,) who belongs to the tier, country or category of a cap."""
    values = {"tier": candidates.tiers, "country": candidates.countries, "category": candidates.categories}
    return np.array([_same(value, cap.name) for value in values[cap.dimension]], dtype=bool)


def rivals_of(candidates: Candidates, terms: ShortlistTerms) -> tuple[Index, ...]:
    """Places of each group of whom one at most is taken."""
    place = {creator: number for number, creator in enumerate(candidates.creators)}
    groups = ([place[name] for name in group if name in place] for group in terms.apart)
    return tuple(np.array(group, dtype=np.int64) for group in groups if len(group) > 1)


def sieve(candidates: Candidates, terms: ShortlistTerms) -> tuple[Candidates, tuple[LeftOut, ...]]:
    """The candidates who may be chosen, and the others by the first reason that holds.

    Raises
    ------
    UnknownName : shortlist_unknown_creator
    InvalidInput : shortlist_must_left_out
    """
    _check_names(candidates, terms)
    must = np.isin(candidates.creators, terms.must)
    left: Flags = np.zeros(candidates.n, dtype=bool)
    found = []
    for code, holds in _reasons(candidates, terms):
        now = holds & ~left
        if (now & must).any():
            who = candidates.creators[int(np.flatnonzero(now & must)[0])]
            raise InvalidInput("shortlist_must_left_out", creator=who, why=code)
        if now.any():
            names = tuple(candidates.creators[place] for place in np.flatnonzero(now)[:FEW])
            facts = {"n": str(int(now.sum())), "creators": ", ".join(f"@{name}" for name in names)}
            found.append(LeftOut(reason=Phrase(code=code, facts=facts), n=int(now.sum()), creators=names))
        left = np.logical_or(left, now)
    return candidates.only(np.flatnonzero(~left)), tuple(found)


def _reasons(candidates: Candidates, terms: ShortlistTerms) -> list[tuple[str, Flags]]:
    """Codes and (n,) flags; what a must creator is exempt from comes with `must` taken out."""
    must = np.isin(candidates.creators, terms.must)
    with np.errstate(invalid="ignore"):
        too_dear = (terms.most_share < 1) & (candidates.all_in > terms.most_share * float(terms.budget) * (1 + 1e-12))
        low_match = candidates.match < (terms.least_match or 0.0)
    reasons = [
        ("shortlist_out_never", np.isin(candidates.creators, terms.never)),
        ("shortlist_out_tier", _outside(candidates.tiers, terms.tiers) & ~must),
        ("shortlist_out_country", _outside(candidates.countries, terms.countries) & ~must),
        ("shortlist_out_category", _outside(candidates.categories, terms.categories) & ~must),
        ("shortlist_out_no_price", ~np.isfinite(candidates.cost)),
        ("shortlist_out_no_views", ~_is_known(candidates.views)),
        (f"shortlist_out_no_{_needed(terms)}", ~_is_known(getattr(candidates, _needed(terms)))),
    ]
    if terms.least_match is not None:
        reasons += [
            ("shortlist_out_match_unknown", ~np.isfinite(candidates.match) & ~must),
            ("shortlist_out_match_low", low_match & ~must),
        ]
    return [*reasons, ("shortlist_out_too_dear", too_dear & ~must)]


def _needed(terms: ShortlistTerms) -> str:
    if terms.objective in {Objective.ENGAGEMENTS, Objective.ENGAGEMENTS_PER_EURO}:
        return "engagements"
    return terms.objective.value


def _is_known(table: Array) -> Flags:
    """(n,) whether every draw of a (n_draws, n) table is a number."""
    return np.asarray(np.isfinite(table).all(axis=0), dtype=np.bool_)


def _outside(values: Sequence[str | None], wanted: Sequence[str]) -> Flags:
    return np.array([bool(wanted) and not any(_same(value, name) for name in wanted) for value in values], dtype=bool)


def _same(value: str | None, name: str) -> bool:
    return value is not None and value.casefold() == name.casefold()


def _check_names(candidates: Candidates, terms: ShortlistTerms) -> None:
    """Refuse names that nobody bears, with the nearest ones."""
    known = dict.fromkeys(candidates.creators)
    asked = [*terms.must, *terms.never, *(name for group in terms.apart for name in group), *terms.prices]
    asked += [name for pair in terms.overlaps for name in (pair.first, pair.second)]
    for name in asked:
        if name not in known:
            raise UnknownName("shortlist_unknown_creator", seen=name, nearest=nearest(name, known, cutoff=0.4))
    groups = {
        "tier": (candidates.tiers, [*terms.tiers, *_capped(terms, "tier")]),
        "country": (candidates.countries, [*terms.countries, *_capped(terms, "country")]),
        "category": (candidates.categories, [*terms.categories, *_capped(terms, "category")]),
    }
    for dimension, (values, names) in groups.items():
        there = dict.fromkeys(value for value in values if value is not None)
        for name in names:
            if not any(_same(value, name) for value in there):
                facts = {"dimension": dimension, "seen": name, "nearest": list(there)[:8]}
                raise UnknownName("shortlist_unknown_group", **facts)


def _capped(terms: ShortlistTerms, dimension: str) -> list[str]:
    return [cap.name for cap in terms.caps if cap.dimension == dimension]
