"""The totals row: never imported, always compared with the sum of the rows above it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import Reject
from upshot.sources.fields import read_columns
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.tiktok_ads.words import COUNTS, IDS, MONEYS, NAMES, Words, report_fields

# `Total of 12 results`; the other languages are likely forms (no such export was found).
_NUMBER = r"[\d.,\s\x{00a0}\x{202f}]+"
_RESULTS = r"(?:results?|r[ée]sultats?|resultados?|ergebnissen?)"
_TOTAL = (
    rf"^(?i:(?:grand )?totals?(?: (?:of|de|des|sur|von|para) (?:los |les )?{_NUMBER}(?:\s?{_RESULTS})?)?"
    rf"|totaux|totales|totais|somme|insgesamt|(?:gesamt(?:summe|zahl)?|summe)"
    rf"(?:(?: von| aus|:)? {_NUMBER} ?{_RESULTS})?)"
    r"\s*:?$"
)
_ADDITIVE = tuple(column for column in (*MONEYS, *COUNTS) if column != "reach")
_KEYS = (*IDS, *NAMES, "day")


@dataclass
class TotalsControl:
    """Sums the rows as they pass and holds the totals rows against the sums at the end."""

    words: Words
    sums: dict[str, Decimal | int] = field(default_factory=dict)
    n_rows: int = 0
    totals: list[pa.RecordBatch] = field(default_factory=list)

    def split(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch without its totals rows, which are kept aside."""
        mask = _is_total(batch, self.words)
        if not mask.any():
            return batch
        self.totals.append(batch.filter(pa.array(mask)))
        return batch.filter(pa.array(~mask))

    def add(self, rows: pa.Table) -> None:
        """Count rows that were accepted."""
        self.n_rows += rows.num_rows
        for column in _ADDITIVE:
            if column in rows.column_names:
                part = pc.sum(rows.column(column)).as_py()
                if part is not None:
                    self.sums[column] = self.sums.get(column, 0) + part

    def mismatches(self) -> list[Reject]:
        """One reject-like warning per total that differs from the sum by more than rounding."""
        found = []
        for batch in self.totals:
            typed = read_columns(report_fields(), batch, self.words.headers, keep_ragged=True).rows
            for row in typed.to_pylist():
                found += [
                    Reject(row[LINE], self.words.headers.columns[column], f"{row[column]} ≠ {total}", "sum_of_rows")
                    for column, total in self.sums.items()
                    if row.get(column) is not None and abs(row[column] - total) > self._tolerance(column)
                ]
        return found

    def _tolerance(self, column: str) -> Decimal:
        """Half a cent per row adds up like a random walk; counts are exact."""
        cents = math.sqrt(max(self.n_rows, 1)) * 0.01 + 0.01
        return Decimal(str(round(cents, 4))) if column in MONEYS else Decimal(0)


def _is_total(batch: pa.RecordBatch, words: Words) -> np.ndarray:
    """Rows whose first cell says `Total …`, or that have figures and neither id nor name nor day."""
    columns = words.headers.columns
    first = batch.schema.names[0]
    # `Total of 3 results` may stand in an id or day column itself, so that the first column is no witness.
    ids = [columns[column] for column in (*IDS, "day") if column in columns and columns[column] != first]
    filled = _any_valid(batch, ids)
    if filled.all():
        return np.zeros(batch.num_rows, bool)
    says_total = pc.match_substring_regex(batch.column(first), _TOTAL)
    keys = [columns[column] for column in _KEYS if column in columns] + list(words.breakdowns)
    nameless = ~_any_valid(batch, keys) if keys else np.zeros(batch.num_rows, bool)
    ragged = batch.column(RAGGED).to_numpy(zero_copy_only=False)
    named_total = pc.fill_null(says_total, False).to_numpy(zero_copy_only=False)
    is_total: np.ndarray = (named_total & ~filled) | (nameless & ~ragged)
    return is_total


def _any_valid(batch: pa.RecordBatch, names: list[str]) -> np.ndarray:
    valid = np.zeros(batch.num_rows, bool)
    for name in names:
        if batch.column(name).null_count == 0:
            return np.ones(batch.num_rows, bool)
        valid |= batch.column(name).is_valid().to_numpy(zero_copy_only=False)
    return valid
