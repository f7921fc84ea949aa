"""What a file is, from its first bytes: never from its name."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass

HEAD_BYTES = 1 << 20
DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3", "database"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"7z\xbc\xaf\x27\x1c", "other_archive"),
    (b"Rar!", "other_archive"),
    (b"BZh", "other_archive"),
    (b"\xfd7zXZ", "other_archive"),
    (b"\x28\xb5\x2f\xfd", "other_archive"),
    (b"{\\rtf", "document"),
)


@dataclass(frozen=True)
class TextShape:
    """How to read a text file: its encoding and, for a table, the delimiter."""

    encoding: str
    delimiter: str = ","


def form_of(head: bytes) -> str:
    """`zip`, `gz`, `spreadsheet`, `json`, `text`, or the name of something that holds no table (`pdf`, `html` …)."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty"
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    if head[4:8] == b"ftyp":
        return "media"
    encoding = encoding_of(head)
    if encoding is None:
        return "binary"
    text = head[:65536].decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")
    return _form_of_text(text)


def _form_of_text(text: str) -> str:
    opening = text[:2000].lower()
    if re.match(r"<(!doctype html|html|head|body|table|meta|div|script|!--)", opening):
        return "html"
    if opening.startswith(("<?xml", "<workbook")):
        return "html" if "<html" in opening else "xml"
    if opening.startswith(("{", "[")) and _looks_like_json(text):
        return "json"
    return "text"


def _looks_like_json(text: str) -> bool:
    """A complete first value, or an opening that only JSON has: `{"`, `[{`, `[[`."""
    if re.match(r'(\{\s*("|\}))|(\[\s*(\{|\]))', text):
        return True
    try:
        json.loads(text.splitlines()[0])
    except (ValueError, RecursionError):
        return False
    return True


def encoding_of(head: bytes) -> str | None:
    """The encoding of a text file, or None for bytes that are no text.

    UTF-8 where the head is valid UTF-8, else Windows-1252, which is what European spreadsheets save.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:4096]
    if sample.count(0) > len(sample) // 5:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    controls = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > len(sample) // 50:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most rows to the same width; quotes are respected, comment lines outvoted.

    A quoted cell ends at a delimiter or at the end of its line: where it does not, the candidate is the wrong one, and
    the rows from there on do not count for it.

    A first line `sep=;`, which spreadsheets write, decides at once.
    """
    lines = text.splitlines()
    said = _SEP_LINE.match(lines[0]) if lines else None
    if said:
        return said.group(1)
    return max(DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> tuple[float, int]:
    """Rows of the commonest width above one, weighted by that width; ties go to the earlier delimiter."""
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
            if number >= 200:
                break
            widths[len(row)] += len(row) > 1
    except csv.Error:
        pass
    if not widths:
        return (0.0, 0)
    width, rows = max(widths.items(), key=lambda item: item[1] * min(item[0], 4))
    return (rows * min(width, 4), width)
