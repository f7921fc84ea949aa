"""Which header of a file stands for which of our columns: the words live in a YAML file beside each source.

A registry file says `source` and `seen_on` (where the words come from, and when), and `columns`: our column → their
headers, the best first. Two spellings of a header are the same when they differ only in case, accents, blanks and
punctuation: `Order ID`, `order_id` and `order-id`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from upshot.registries.load import read_yaml
from upshot.sources.base import Detection, Document
from upshot.sources.fields import header_key
from upshot.sources.refusing import columns_missing

Columns = Mapping[str, tuple[str, ...]]
ROWS_TO_LOOK_AT = 5  # a title or two may stand above the header
_SIGNS = str.maketrans({"#": " number ", "º": "o", "°": "o", "&": " and "})


@cache
def fold(text: str) -> str:
    """The words of a text, in one spelling: `header_key` without punctuation."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in header_key(text.translate(_SIGNS))).split())


@cache
def load_words(package: str, name: str = "headers.yaml") -> Mapping[str, Any]:
    """Read a source's registry file; one without source and date does not load."""
    words: dict[str, Any] = read_yaml(package, name)
    for part in words["layouts"].values() if "layouts" in words else (words,):
        if not part.get("source") or not part.get("seen_on"):
            raise AssertionError(f"{package}/{name} does not say where its words come from")
    return words


def surest_row(document: Document, judge: Callable[[Sequence[str], int], Detection]) -> Detection:
    """The surest answer of the first rows, asked one by one whether they are the header; the first of equals."""
    rows = enumerate(document.head[:ROWS_TO_LOOK_AT])
    return max((judge(cells, row) for row, cells in rows), key=lambda found: found.confidence, default=Detection(0))


def find_columns(headers: Iterable[str], words: Columns, aliases: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Match the headers of a file with our columns.

    Parameters
    ----------
    headers : the header cells, as they stand in the file
    words : our column → their headers, the best first
    aliases : their header → our column, said by the user; they win

    Returns
    -------
    our column → the headers of this file that stand for it, the best first; columns without header are left out.
    A header stands for one column only: the first of `words` that claims it.
    """
    present: dict[str, str] = {}
    for cell in headers:
        present.setdefault(fold(cell), cell)
    said: dict[str, list[str]] = {}
    for theirs, ours in aliases.items():
        if ours in words and fold(theirs) in present:
            said.setdefault(ours, []).append(present[fold(theirs)])
    claimed = {header for headers_of_column in said.values() for header in headers_of_column}
    found: dict[str, tuple[str, ...]] = {}
    for ours, candidates in words.items():
        matched = list(said.get(ours, ()))
        for candidate in candidates:
            theirs = present.get(fold(candidate), "")
            if theirs and theirs not in claimed:
                matched.append(theirs)
                claimed.add(theirs)
        if matched:
            found[ours] = tuple(matched)
    return found


def check_columns(found: Columns, needed: Iterable[str], words: Columns, headers: Iterable[str], *, file: str) -> None:
    """Refuse a file without one of the columns that nothing can be done without.

    Raises
    ------
    InvalidInput : `columns_missing`, with the headers that were looked for, those seen and the nearest of them
    """
    missing = [words[name][0] for name in needed if name not in found]
    if missing:
        raise columns_missing(missing, list(headers), fold, file=file)
