"""What measures and decisions may ask of a workspace, without knowing where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import narwhals as nw


@dataclass(frozen=True)
class ImportedFile:
    """One finished import, as the import log keeps it."""

    import_id: str
    name: str
    kind: str
    sha256: str
    rows_read: int
    starts_on: date | None
    ends_on: date | None
    imported_at: datetime


class WorkspaceData(Protocol):
    """The facts and records of one workspace, read only."""

    @property
    def name(self) -> str: ...

    @property
    def is_demo(self) -> bool:
        """Whether the data was simulated; every surface then says DEMO."""
        ...

    def frame(self, table: str) -> nw.LazyFrame[Any]:
        """A fact table, lazily; typed and empty when nothing was imported."""
        ...

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a record table (creator, campaign, collaboration, spark_ad, lift_test), in key order."""
        ...

    def setting(self, name: str) -> str | None:
        """A setting: records, then environment, then default; None when there is no honest default."""
        ...

    def imports(self) -> list[ImportedFile]:
        """Finished imports, oldest first."""
        ...

    def data_version(self) -> str:
        """A short hash that changes whenever a fact or a record changes."""
        ...
