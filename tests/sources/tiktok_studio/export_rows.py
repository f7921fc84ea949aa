"""The rows that a test looks at."""

from __future__ import annotations

from typing import Any

from upshot.sources.base import Batch


def rows(batches: list[Batch], table: str) -> list[dict[str, Any]]:
    """Every row of `table`."""
    return [row for batch in batches if batch.table == table for row in batch.rows.to_pylist()]
