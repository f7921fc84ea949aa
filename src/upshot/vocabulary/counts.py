"""What a load did to one table: the same four counts for facts and for records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TableCount:
    """Rows of one table by what the load did to them; `duplicates` counts rows of one load that a later row replaced.

    `removed` rows were superseded without a successor (a day that a newer export of the same window no longer has).
    """

    new: int = 0
    restated: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0

    @property
    def changed(self) -> int:
        """Rows that differ from what was known before."""
        return self.new + self.restated + self.removed

    def __add__(self, other: TableCount) -> TableCount:
        return TableCount(
            self.new + other.new,
            self.restated + other.restated,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.duplicates + other.duplicates,
        )
