"""How sources word what they refuse: cells, rows and whole files, with the line, what was seen and what is valid."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from upshot.errors import InvalidInput
from upshot.sources.base import Reject
from upshot.sources.parsing import Habits
from upshot.sources.reading.cells import LINE

MAX_REJECTS = 100  # kept per batch; `Batch.rejected` counts all
SEEN_CHARACTERS = 60


def shortened(text: str, characters: int = SEEN_CHARACTERS) -> str:
    """The text on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[: characters - 1] + "…"


def cell_rejects(
    mask: npt.NDArray[np.bool_], header: str, cells: pa.Array | None, lines: pa.Array, valid: str
) -> list[Reject]:
    """The first cells of `mask` (n_rows) as rejects; `cells` None stands for empty ones."""
    places = pa.array(np.flatnonzero(mask)[:MAX_REJECTS], pa.int64())
    seen = [None] * len(places) if cells is None else cells.take(places).to_pylist()
    at = lines.take(places).to_pylist()
    return [Reject(line, header, shortened(cell or ""), valid) for line, cell in zip(at, seen, strict=True)]


def ragged_rejects(rows: pa.Table) -> list[Reject]:
    """Rows with too many or too few cells, as rejects on their first column."""
    names = [name for name in rows.column_names if not name.startswith("__")]
    found = []
    for row in rows.slice(0, MAX_REJECTS).to_pylist():
        seen = ", ".join(str(row[name]) for name in names if row[name] is not None)
        found.append(Reject(row[LINE], names[0], shortened(seen), "as_many_cells_as_headers"))
    return found


def columns_missing(
    missing: Sequence[str], headers: Sequence[str], key: Callable[[str], str], *, file: str
) -> InvalidInput:
    """The refusal of a file without a column that nothing can be done without.

    Parameters
    ----------
    missing, headers : the headers looked for, and those of the file
    key : what two headers must share to be the same; the nearest are compared by it and shown as they stand
    """
    seen = [header for header in headers if header]
    by_key = {key(header): header for header in seen}
    close = (difflib.get_close_matches(key(name), by_key, n=1) for name in missing)
    nearest = [by_key[match] for matches in close for match in matches]
    return InvalidInput(
        "columns_missing",
        file=file,
        missing=list(missing),
        seen=shortened(", ".join(seen), 300),
        nearest=nearest or "none",
    )


def day_order_unknown(habits: Habits, *, file: str) -> InvalidInput:
    """The refusal of a file whose every day reads both ways."""
    header, seen = next(iter(habits.undecided_days.items()))
    return InvalidInput("day_order_unknown", file=file, column=header, seen=seen)
