"""Find phrases in what people write: as words of their own, through accents, styled letters, emoji and hashtags.

Text comes from strangers: it may be a megabyte of emoji, run right to left, or hold HTML. Matching is linear in its
length, and a quote never carries a control or direction character out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

LONGEST_TEXT = 20_000  # characters read of one text; TikTok's captions end at 4,000
QUOTE_AROUND, LONGEST_QUOTE = 60, 200
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|no|never|without|quit|stop|zero|anti|pas|sans|aucune?|jamais|ni|stop|contre|against)\b|n['’]t\b)"
    r"(?:[^\w.,:!?;\n]+\w+){0,2}[^\w.,:!?;\n]*$"
)
_DENIED_AFTER = re.compile(r"^[\s-]*(?:free|sans)\b")
_WORD = re.compile(r"[^\W_]+")
_HANDLE = re.compile(r"@[\w.]+")
_AROUND_UNLESS = 40


@dataclass(frozen=True)
class Match:
    """One phrase found: which, and where it stands in the original text."""

    phrase: str
    start: int
    end: int


class Folded:
    """A text as it is matched: lower case, no accents or invisible characters; `places` leads back to the original."""

    def __init__(self, text: str) -> None:
        self.original = text[:LONGEST_TEXT]
        if self.original.isascii():
            self.plain, self._places = self.original.lower(), None
            return
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(self.original):
            kept = _fold(letter)
            letters.append(kept)
            places.extend([place] * len(kept))
        self.plain, self._places = "".join(letters), [*places, len(self.original)]

    @cached_property
    def words(self) -> set[str]:
        """The words of the text, each once."""
        return set(_WORD.findall(self.plain))

    def place(self, at: int) -> int:
        """Where a letter of `plain` stands in the original."""
        return at if self._places is None else self._places[at]


class _Phrase:
    """One phrase with its expression, and the words by which a text that may hold it is known."""

    def __init__(self, phrase: str) -> None:
        self.shown = phrase.strip().rstrip("*")
        self.shown_plain = fold(self.shown)
        self.expression = re.compile(_expression(phrase))
        parts = _WORD.findall(self.shown_plain)
        together = "".join(self.shown_plain.split())
        joined = _WORD.findall(together)[:1]  # as one hashtag
        has_ending = phrase.strip().endswith("*")
        is_single = len(parts) == 1
        self.words = set() if (is_single and has_ending) else set(parts[:1]) | (set() if has_ending else set(joined))
        self.starts = tuple(joined) if has_ending else ()


class PhraseFinder:
    """Phrases compiled once; a closing * stands for any ending of the last word.

    Parameters
    ----------
    phrases : as people write them; blanks match blanks, hyphens and underscores
    patterns : regular expressions on the folded text, for what no list can hold ("code LEA10")
    unless : phrases that take a match back when they stand within 40 characters of it
    may_be_denied : whether "not", "without", "sans" just before, or "-free" just after, take it back
    """

    def __init__(
        self,
        phrases: Iterable[str],
        *,
        patterns: Iterable[str] = (),
        unless: Iterable[str] = (),
        may_be_denied: bool = True,
    ) -> None:
        self._phrases = [_Phrase(phrase) for phrase in dict.fromkeys(phrases) if fold(phrase).strip("* #@")]
        self._patterns = [re.compile(pattern) for pattern in patterns]
        held = [_expression(phrase) for phrase in unless if fold(phrase).strip()]
        self._unless = re.compile("|".join(held)) if held else None
        self._may_be_denied = may_be_denied
        self._by_word: dict[str, list[_Phrase]] = {}
        for phrase in self._phrases:
            for word in phrase.words:
                self._by_word.setdefault(word, []).append(phrase)
        self._by_start = [(start, phrase) for phrase in self._phrases for start in phrase.starts]
        self._starts = tuple(start for start, _ in self._by_start)
        self._marks = [phrase for phrase in self._phrases if not phrase.words and not phrase.starts]

    def find(self, text: Folded) -> Iterator[Match]:
        """Every match that nothing takes back, in the order of the text; of two at one place the longer."""
        found = [
            (match.start(), -match.end(), phrase.shown)
            for phrase in self._candidates(text)
            for match in phrase.expression.finditer(text.plain)
        ]
        found += [
            (m.start(), -m.end(), m[0].strip()) for pattern in self._patterns for m in pattern.finditer(text.plain)
        ]
        reached = 0
        for start, negative_end, shown in sorted(found):
            end = -negative_end
            if start < reached or self._is_taken_back(text.plain, start, end):
                continue
            reached = end
            yield Match(shown, text.place(start), text.place(end))

    def _candidates(self, text: Folded) -> Iterable[_Phrase]:
        """Phrases of which the first word stands in the text at all: most captions have none."""
        chosen = {id(phrase): phrase for phrase in self._marks if phrase.shown_plain in text.plain}
        for word in text.words & self._by_word.keys():
            chosen.update((id(phrase), phrase) for phrase in self._by_word[word])
        for word in text.words:
            if word.startswith(self._starts):
                chosen.update((id(phrase), phrase) for start, phrase in self._by_start if word.startswith(start))
        return chosen.values()

    def first(self, text: Folded) -> Match | None:
        """The first match."""
        return next(self.find(text), None)

    def _is_taken_back(self, plain: str, start: int, end: int) -> bool:
        if self._may_be_denied and (
            _DENIED_BEFORE.search(plain[max(0, start - 40) : start]) or _DENIED_AFTER.match(plain[end : end + 12])
        ):
            return True
        around = plain[max(0, start - _AROUND_UNLESS) : end + _AROUND_UNLESS]
        return self._unless is not None and self._unless.search(around) is not None


def quote(text: str, match: Match, *, hides_handles: bool = False) -> str:
    """The match with a few words around it, on one line, without control or direction characters.

    Parameters
    ----------
    hides_handles : whether other people's @names are left out, as under comments
    """
    start, end = max(0, match.start - QUOTE_AROUND), min(len(text), match.end + QUOTE_AROUND)
    piece = text[start:end]
    clean = "".join(" " if letter.isspace() else letter for letter in piece if letter.isspace() or _is_shown(letter))
    clean = re.sub(r" +", " ", clean).strip()
    if hides_handles:
        clean = _HANDLE.sub("@…", clean)
    return (
        f"{'…' if start else ''}{clean[:LONGEST_QUOTE]}{'…' if end < len(text) or len(clean) > LONGEST_QUOTE else ''}"
    )


def fold(text: str) -> str:
    """A text as it is matched."""
    return Folded(text).plain


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    spread = unicodedata.normalize("NFKD", letter).casefold()
    kept = "".join(each for each in spread if unicodedata.category(each) not in {"Mn", "Me", "Cf"})
    return "'" if kept in {"’", "ʼ", "`"} else kept


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or letter == "\u200d"


def _expression(phrase: str) -> str:
    """A phrase as a regular expression on folded text, whole words only, or as one hashtag."""
    plain = fold(phrase).strip()
    has_ending = plain.endswith("*")
    words = plain.rstrip("*").split()
    body = r"[\s_\-]+".join(re.escape(word) for word in words)
    before = r"(?<![^\W_])" if words[0][0].isalnum() else ""
    after = r"\w*" if has_ending else (r"(?![^\W_])" if words[-1][-1].isalnum() else "")
    if len(words) == 1:
        return f"{before}{body}{after}"
    return f"{before}{body}{after}|#{re.escape(''.join(words))}{after}"
