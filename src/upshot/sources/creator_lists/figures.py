"""The figures of some rows of a list: columns of text in, rows of `creator_figure` out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Reject
from upshot.sources.creator_lists.words import COUNTS, FigureWords
from upshot.sources.nouns import EitherWay
from upshot.sources.parsing import NUMBER_ABBREVIATED, RATE, RATE_IN_PERCENT, WHOLE, WHOLE_ABBREVIATED, Habits, Parser
from upshot.sources.refusing import cell_rejects

ROUNDING = 0.06  # `1.3M` may stand for anything from 1.25 to 1.35 million: the two columns may differ by so much
_WHOLE = EitherWay(WHOLE, WHOLE_ABBREVIATED)


@dataclass(frozen=True)
class FigureColumn:
    """One figure of a list: the headers that tell it (a repeated one tells it twice), its words, its unit."""

    words: FigureWords
    headers: tuple[str, ...]
    unit: str  # count, rank or rate
    is_percent: bool = False  # a bare 4.6 means 4.6 %

    @property
    def metric(self) -> str:
        """The metric; an engagement that is a rate is called one."""
        is_named = self.words.metric.endswith("_rate") or self.unit != "rate"
        return self.words.metric if is_named else f"{self.words.metric}_rate"

    @property
    def denominator(self) -> str:
        """What it is divided by; a rate is never `per post`."""
        return "unspecified" if self.unit == "rate" and self.words.denominator == "post" else self.words.denominator

    @property
    def parser(self) -> Parser:
        """How its cells are read."""
        if self.unit == "rate":
            return RATE_IN_PERCENT if self.is_percent else RATE
        return _WHOLE if self.words.metric in COUNTS else NUMBER_ABBREVIATED


def figure_columns(figures: Mapping[str, FigureWords], head: Mapping[str, Sequence[str]]) -> list[FigureColumn]:
    """Put headers of one figure together and learn from the first rows whether it is a count or a rate.

    Parameters
    ----------
    figures : header → what it says
    head : header → the cells of the first rows
    """
    grouped: dict[FigureWords, list[str]] = {}
    for header, words in figures.items():
        grouped.setdefault(words, []).append(header)
    found = []
    for words, headers in grouped.items():
        cells = [cell for header in headers for cell in head.get(header, ()) if cell]
        unit, is_percent = _unit(words, cells)
        found.append(FigureColumn(words, tuple(headers), unit, is_percent))
    return found


def _unit(words: FigureWords, cells: Sequence[str]) -> tuple[str, bool]:
    if words.metric == "rank":
        return "rank", False
    if not words.may_be_rate:
        return "count", False
    if any("%" in cell for cell in cells):
        return "rate", False
    values = NUMBER_ABBREVIATED.parse(pa.array(cells, pa.string()), Habits(), "").values
    numbers = values.drop_null().to_numpy()
    if words.metric.endswith("_rate"):
        return "rate", bool(len(numbers)) and float(np.quantile(numbers, 0.75)) > 1
    return ("rate", False) if len(numbers) and float(numbers.max()) <= 1 else ("count", False)


def read_figure(
    column: FigureColumn, rows: pa.Table, lines: pa.Array, habits: Habits
) -> tuple[pa.Array, npt.NDArray[np.bool_], list[Reject]]:
    """The values (n_rows) of one figure, the rows whose cell could not be used, and those cells as rejects.

    Of two columns that tell the same figure the exact one is taken, where they agree as far as rounding allows.
    """
    values: list[pa.Array] = []
    rejects: list[Reject] = []
    bad = np.zeros(rows.num_rows, dtype=bool)
    for header in sorted(column.headers, key=lambda name: _is_abbreviated(rows, name)):
        cells = _cells(rows, header)
        parsed = column.parser.parse(cells, habits, header)
        read = pc.cast(parsed.values, pa.float64())
        failed = pc.fill_null(pc.less(read, 0.0), False).to_numpy(zero_copy_only=False)
        if parsed.failed is not None:
            failed = failed | parsed.failed.to_numpy(zero_copy_only=False)
        if failed.any():
            rejects += cell_rejects(failed, header, cells, lines, "figure")
            bad |= failed
            read = pc.if_else(pa.array(failed), pa.scalar(None, pa.float64()), read)
        values.append(read)
    exact = values[0] if len(values) == 1 else pc.coalesce(*values)
    for header, other in zip(sorted(column.headers, key=lambda name: _is_abbreviated(rows, name)), values, strict=True):
        gap = pc.abs(pc.subtract(exact, other))
        differs = pc.fill_null(pc.greater(gap, pc.add(pc.multiply(exact, ROUNDING), 1.0)), False)
        mask = differs.to_numpy(zero_copy_only=False)
        if mask.any():
            rejects += cell_rejects(mask, header, _cells(rows, header), lines, "figures_agree")
            bad |= mask
    return pc.if_else(pa.array(bad), pa.scalar(None, pa.float64()), exact), bad, rejects


def _cells(rows: pa.Table, header: str) -> pa.Array:
    if header not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    return rows.column(header).combine_chunks()


def _is_abbreviated(rows: pa.Table, header: str) -> bool:
    """Whether the cells say `221.7K`: the other column of the same figure is the exact one."""
    return bool(pc.any(pc.match_substring_regex(_cells(rows, header), r"[KkMmBb]\s*$")).as_py())
