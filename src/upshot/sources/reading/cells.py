"""What all forms share: missing marks, blanks around cells, names of columns."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

LINE = "__line"
RAGGED = "__ragged"

# Marks that platforms write where there is no value (TikTok: `-`, `--`, `undefined`, `NAN`; spreadsheets: `#N/A`).
# `NA` is not one of them: it is Namibia.
MISSING_MARKS = (
    *("", "-", "--", "\u2013", "\u2014", "N/A", "n/a", "#N/A", "NaN", "NAN", "nan"),
    *("undefined", "null", "NULL", "Null", "\u00a0"),
)
_MISSING = frozenset(MISSING_MARKS)
_MISSING_ARRAY = pa.array(MISSING_MARKS, pa.string())
# Every blank Unicode knows, the byte-order mark and the zero-width ones.
BLANKS = (
    " \t\r\n\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f"
    "\u205f\u3000\ufeff\u200e\u200f"
)
# First bytes of the UTF-8 of those blanks, and last bytes: a cell that neither begins nor ends with one is clean.
_FIRST = np.zeros(256, bool)
_FIRST[[ord(blank.encode()[:1]) for blank in BLANKS]] = True
_LAST = np.zeros(256, bool)
_LAST[[ord(blank.encode()[-1:]) for blank in BLANKS]] = True


def clean_cell(cell: str | None) -> str | None:
    """A single cell, trimmed; None where it is a missing mark."""
    if cell is None:
        return None
    cell = cell.strip(BLANKS)
    return None if cell in _MISSING else cell


def clean_column(column: pa.Array) -> pa.Array:
    """A column of bytes or text as trimmed text, missing marks null.

    Most columns have nothing to trim: looking at the first and last byte of each cell finds that out at a twentieth
    of the cost of trimming.
    """
    text = as_text(column)
    if not _has_outer_blank(text):
        return text
    trimmed = pc.utf8_trim(text, characters=BLANKS)
    return pc.if_else(pc.is_in(trimmed, value_set=_MISSING_ARRAY), pa.scalar(None, pa.string()), trimmed)


def as_text(column: pa.Array) -> pa.Array:
    """Bytes as UTF-8 text; cells that are not UTF-8 are read as Windows-1252."""
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowInvalid:
        return pa.array([_decoded(cell) for cell in column.to_pylist()], pa.string())


def _decoded(cell: bytes | None) -> str | None:
    if cell is None:
        return None
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell.decode("cp1252", errors="replace")


def _has_outer_blank(text: pa.Array) -> bool:
    """Whether a cell may begin or end with a blank; false alarms are possible, misses are not."""
    buffers = text.buffers()
    if text.null_count == len(text) or buffers[2] is None:
        return False
    offsets = np.frombuffer(buffers[1], np.int32, len(text) + 1, text.offset * 4)
    data = np.frombuffer(buffers[2], np.uint8)[offsets[0] : offsets[-1]]
    if not data.size:
        return False
    # An empty cell is looked at by its neighbours' bytes: they are no blanks, or there is something to trim anyway.
    starts = np.minimum(offsets[:-1] - offsets[0], data.size - 1)
    ends = np.maximum(offsets[1:] - offsets[0] - 1, 0)
    return bool(_FIRST[data[starts]].any() or _LAST[data[ends]].any())


def newlines_in(column: pa.Array) -> np.ndarray | None:
    """How many line feeds each cell of a text column holds; None when there are none at all."""
    buffers = column.buffers()
    if column.null_count == len(column) or buffers[2] is None:
        return None
    offsets = np.frombuffer(buffers[1], np.int32, len(column) + 1, column.offset * 4)
    cells = np.frombuffer(buffers[2], np.uint8)[offsets[0] : offsets[-1]]
    feeds = np.flatnonzero(cells == 10) + offsets[0]
    if not feeds.size:
        return None
    return np.bincount(np.searchsorted(offsets, feeds, side="right") - 1, minlength=len(column))[: len(column)]


def column_names(header: list[str]) -> list[str]:
    """The header cells as unique names: blanks collapsed at the ends, repeats numbered `.1`, `.2`."""
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(header):
        base = cell.strip(BLANKS) or f"column {position + 1}"
        name, repeat = base, 0
        while name in taken:
            repeat += 1
            name = f"{base}.{repeat}"
        taken.add(name)
        names.append(name)
    return names


def record_batch(columns: dict[str, pa.Array], lines: np.ndarray, ragged: np.ndarray | None = None) -> pa.RecordBatch:
    """A batch of text with its line numbers."""
    flags = pa.array(np.zeros(len(lines), bool) if ragged is None else ragged)
    return pa.RecordBatch.from_pydict({**columns, LINE: pa.array(lines, pa.int64()), RAGGED: flags})
