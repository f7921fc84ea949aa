"""What an import says afterwards: a line per file, and for each refused row where, what was seen, what is valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from upshot.errors import UpshotError
from upshot.sources.base import Reject
from upshot.vocabulary.counts import TableCount

KEPT_REJECTS = 200


class Status(StrEnum):
    """How a file ended."""

    LOADED = "loaded"
    ALREADY_IMPORTED = "already_imported"
    REFUSED = "refused"
    DRY_RUN = "dry_run"


@dataclass(frozen=True)
class ErrorNote:
    """An error as a report keeps it: its code of the wording catalogue and its facts."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, error: UpshotError) -> ErrorNote:
        """The note of an error, with facts that JSON can hold."""
        return cls(error.code, {name: _plain(value) for name, value in error.facts.items()})


@dataclass(frozen=True)
class FileReport:
    """One table of one file: its kind, what was read, and what that changed. `error` explains `refused`."""

    name: str
    status: Status
    kind: str | None = None
    tables: Mapping[str, TableCount] = field(default_factory=dict)
    period: tuple[date, date] | None = None
    rows_read: int = 0
    rejected: int = 0
    rejects: tuple[Reject, ...] = ()
    sha256: str = ""
    size: int = 0
    tables_in_file: int = 1
    import_id: str | None = None
    imported_at: str | None = None  # of already_imported: when, ISO 8601
    error: ErrorNote | None = None

    @property
    def total(self) -> TableCount:
        """The counts over all tables."""
        return sum(self.tables.values(), TableCount())

    @property
    def new(self) -> int:
        """Rows with a key that was not known."""
        return self.total.new

    @property
    def restated(self) -> int:
        """Rows that now say something else."""
        return self.total.restated

    @property
    def unchanged(self) -> int:
        """Rows that said what was known."""
        return self.total.unchanged

    @property
    def removed(self) -> int:
        """Rows superseded without a successor."""
        return self.total.removed

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, the counts included."""
        plain = asdict(self) | {"status": self.status.value}
        plain["period"] = None if self.period is None else [day.isoformat() for day in self.period]
        plain["tables"] = {name: asdict(count) for name, count in self.tables.items()}
        plain["error"] = None if self.error is None else {"code": self.error.code, "facts": dict(self.error.facts)}
        return plain | {name: getattr(self, name) for name in ("new", "restated", "unchanged", "removed")}


@dataclass(frozen=True)
class ImportReport:
    """All files of one drop, in the order in which they were loaded."""

    files: tuple[FileReport, ...]

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that could not be used."""
        return tuple(file for file in self.files if file.status is Status.REFUSED)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {"files": [file.to_dict() for file in self.files]}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
