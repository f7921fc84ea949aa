"""Whether a word stands in a file as it was received: text in any usual encoding, and inside zips and workbooks."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path
from typing import IO

import pyarrow as pa

from upshot.intake.raw import RAW_COMPRESSION

_PIECE = 1 << 20
_MAX_DEPTH = 3


def stands_in(packed: Path, word: str) -> bool:
    """Whether `word` stands in the raw copy `packed`, as a word of its own, in upper or lower case.

    A file that cannot be read to its end counts as containing it: erasing errs on the side of deleting.
    """
    try:
        with pa.input_stream(str(packed), compression=RAW_COMPRESSION) as stream, tempfile.TemporaryFile() as plain:
            while piece := stream.read(_PIECE):
                plain.write(piece)
            plain.seek(0)
            return _in_stream(plain, _patterns(word), depth=0)
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True


def _patterns(word: str) -> tuple[re.Pattern[bytes], ...]:
    """The word in UTF-8 and Windows-1252 between characters that belong to no word, and in UTF-16 anywhere."""
    spellings = {word.encode("utf-8"), word.encode("cp1252", "ignore")} - {b""}
    bounded = [rb"(?<![\w.])" + re.escape(spelling) + rb"(?![\w])" for spelling in spellings]
    wide = [re.escape(word.encode(form)) for form in ("utf-16-le", "utf-16-be")]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (*bounded, *wide))


def _in_stream(stream: IO[bytes], patterns: tuple[re.Pattern[bytes], ...], *, depth: int) -> bool:
    if depth < _MAX_DEPTH and zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as archive:
            return any(_in_member(archive, name, patterns, depth) for name in archive.namelist())
    stream.seek(0)
    tail = b""
    while piece := stream.read(_PIECE):
        text = tail + piece
        if any(pattern.search(text) for pattern in patterns):
            return True
        tail = text[-1024:]
    return False


def _in_member(archive: zipfile.ZipFile, name: str, patterns: tuple[re.Pattern[bytes], ...], depth: int) -> bool:
    if any(pattern.search(name.encode()) for pattern in patterns):
        return True
    with archive.open(name) as member, tempfile.TemporaryFile() as plain:
        while piece := member.read(_PIECE):
            plain.write(piece)
        plain.seek(0)
        return _in_stream(plain, patterns, depth=depth + 1)
