"""What a test looks at: the rows of a table, and the refusals as short tuples."""

from __future__ import annotations

from typing import Any

from upshot.sources.base import Batch


def rows(batches: list[Batch], table: str) -> list[dict[str, Any]]:
    """Every row of `table`."""
    return [row for batch in batches if batch.table == table for row in batch.rows.to_pylist()]


def refused(batches: list[Batch]) -> list[tuple[int, str, str, str]]:
    """Line, column, seen, valid of every refusal."""
    return [(r.line, r.column, r.seen, r.valid) for batch in batches for r in batch.rejects]
