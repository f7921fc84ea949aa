"""Small helpers of every writer: rows to CSV, cents to text, ratios to text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool = False) -> Path:
    """Write a CSV in UTF-8 with LF; None becomes an empty cell."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def ratio(numerator: float, denominator: float, digits: int = 2) -> str:
    """A quotient as platforms print it; `-` where there is nothing to divide by."""
    return f"{numerator / denominator:.{digits}f}" if denominator else "-"
