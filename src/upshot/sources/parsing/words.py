"""Text, ids, yes/no and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.parsing.habits import Habits, Parsed, parse_distinct, with_failures
from upshot.vocabulary.tables import Kind

_YES = frozenset(("true yes y 1 on oui o vrai x si sí verdadero " + "sim verdadeiro ja wahr").split())
_NO = frozenset(("false no n 0 off non faux falso " + "não nao nein falsch").split())


_UNUSUAL_IN_IDS = (b".0", b",0", b"E+", b"e+", b"E1", b"e1", b'="', b"'")


class _WithoutHabits:
    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Nothing to learn: these cells mean the same in every file."""


@dataclass(frozen=True)
class TextParser(_WithoutHabits):
    """Text as it stands."""

    kind: Kind = Kind.TEXT
    valid: str = "text"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """The cells themselves."""
        return Parsed(cells)


@dataclass(frozen=True)
class IdParser(_WithoutHabits):
    """An id as text. A spreadsheet that turned it into a number (1.71E+18) has destroyed it: the cell is refused."""

    kind: Kind = Kind.TEXT
    valid: str = "whole_id"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """The ids, without `.0`, `="…"` or a leading apostrophe."""
        if not _mentions(cells, _UNUSUAL_IN_IDS):
            return Parsed(cells)
        ids = pc.replace_substring_regex(cells, r'^="([^"]*)"$', r"\1")
        ids = pc.replace_substring_regex(ids, r"^'(\d+)$", r"\1")
        ids = pc.replace_substring_regex(ids, r"^(\d+)[.,]0+$", r"\1")
        damaged = pc.match_substring_regex(ids, r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
        return with_failures(cells, pc.if_else(damaged, pa.scalar(None, pa.string()), ids))


@dataclass(frozen=True)
class BooleanParser(_WithoutHabits):
    """Yes and no in English, French, Spanish, Portuguese and German."""

    kind: Kind = Kind.BOOLEAN
    valid: str = "yes_or_no"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """True, false, or failed."""
        return parse_distinct(cells, Kind.BOOLEAN, _truth)


@dataclass(frozen=True)
class TextListParser(_WithoutHabits):
    """A list in one cell: separated by `;` or `|`, else by commas, else by blanks; a JSON list is read as one."""

    kind: Kind = Kind.TEXT_LIST
    valid: str = "list"

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """The parts, trimmed, empty ones left out."""
        return parse_distinct(cells, Kind.TEXT_LIST, _parts)


@dataclass(frozen=True)
class Choice(_WithoutHabits):
    """One of a few words: `words` maps what may be written (case and blanks aside) to our word."""

    words: Mapping[str, str]
    valid: str
    kind: Kind = Kind.TEXT
    _folded: Mapping[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", {_fold(word): ours for word, ours in self.words.items()})

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:  # noqa: ARG002
        """Our words."""
        return parse_distinct(cells, Kind.TEXT, lambda text: self._folded.get(_fold(text)))


def _mentions(cells: pa.Array, pieces: tuple[bytes, ...]) -> bool:
    """Whether the raw bytes of a text column hold one of the pieces; fifty times as fast as asking each cell."""
    buffer = cells.buffers()[2]
    data = b"" if buffer is None else buffer.to_pybytes()
    return any(piece in data for piece in pieces)


def _truth(text: str) -> bool | None:
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def _parts(text: str) -> list[str]:
    inner = text.strip("[] ")
    marks = re.search(r"[;|,]", inner)
    pattern = (r"[;|]" if re.search(r"[;|]", inner) else ",") if marks else r"\s+"
    return [part for part in (piece.strip(" \t\r\n\"'") for piece in re.split(pattern, inner)) if part]


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[\s_-]+", " ", text.casefold()).split())


TEXT = TextParser()
ID = IdParser()
BOOLEAN = BooleanParser()
TEXT_LIST = TextListParser()
