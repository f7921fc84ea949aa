"""Whom a buyer named: answers matched to creators, every fuzzy match kept for audit.

An answer is compared, accents and punctuation aside, with each creator's handle and display name: equal, then
contained as whole words, then nearest by spelling (difflib ratio of at least 0.84). When two creators come within
0.06 of each other the answer is left unmatched: a wrong credit is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from upshot.vocabulary.entities import Creator

THRESHOLD = 0.84
MARGIN = 0.06
SHORTEST = 3  # names shorter than this are only matched when equal
_GAPS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class SurveyMatch:
    """How one answer was read; `how` is equal, contained or spelling."""

    answer: str
    creator: str
    how: str
    score: float


def words_of(text: str) -> str:
    """Lower case, without accents, punctuation as single spaces."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return _GAPS.sub(" ", "".join(c for c in flat if not unicodedata.combining(c))).strip()


class Roster:
    """The creators' names, indexed so that an answer is compared with few of them."""

    def __init__(self, creators: Mapping[str, Creator]) -> None:
        names = [(words_of(name), handle) for handle, creator in creators.items()
                 for name in (handle, creator.display_name or "")]  # fmt: skip
        self._names: dict[str, set[str]] = defaultdict(set)
        for name, handle in names:
            if name:
                self._names[name].add(handle)
        self._by_pair: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            for pair in _pairs(name):
                self._by_pair[pair].add(name)

    def match(self, answer: str) -> SurveyMatch | None:
        """The creator that `answer` names, or None when it names nobody or could be two."""
        said = words_of(answer)
        if not said:
            return None
        if said in self._names or said.replace(" ", "") in self._names:
            return self._only(answer, self._names.get(said) or self._names[said.replace(" ", "")], "equal", 1.0)
        near = self._near(said)
        inside = {handle for name in near if _is_inside(name, said) for handle in self._names[name]}
        if inside:
            return self._only(answer, inside, "contained", 1.0)
        return self._by_spelling(answer, said, near)

    def _near(self, said: str) -> list[str]:
        """Names that share at least a third of their letter pairs with what was said."""
        shared: dict[str, int] = defaultdict(int)
        for pair in _pairs(said):
            for name in self._by_pair.get(pair, ()):
                shared[name] += 1
        return sorted(name for name, count in shared.items() if count * 3 >= len(_pairs(name)))

    def _by_spelling(self, answer: str, said: str, near: Iterable[str]) -> SurveyMatch | None:
        best: dict[str, float] = defaultdict(float)
        for name in near:
            if min(len(name), len(said)) <= SHORTEST:
                continue
            score = SequenceMatcher(None, said.replace(" ", ""), name.replace(" ", ""), autojunk=False).ratio()
            for handle in self._names[name]:
                best[handle] = max(best[handle], score)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked or ranked[0][1] < THRESHOLD:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None
        return SurveyMatch(answer, ranked[0][0], "spelling", ranked[0][1])

    @staticmethod
    def _only(answer: str, handles: set[str], how: str, score: float) -> SurveyMatch | None:
        return SurveyMatch(answer, next(iter(handles)), how, score) if len(handles) == 1 else None


def _pairs(name: str) -> set[str]:
    packed = name.replace(" ", "")
    return {packed[i : i + 2] for i in range(len(packed) - 1)} or {packed}


def _is_inside(name: str, said: str) -> bool:
    """Whether the name stands in the answer as whole words."""
    return len(name) > SHORTEST and f" {name} " in f" {said} "
