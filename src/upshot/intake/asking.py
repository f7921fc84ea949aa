"""What is asked of an import: where to, with which words of the user, and how it says where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from upshot.records.store import Records
from upshot.warehouse.lake import Lake
from upshot.warehouse.locking import WAIT_S


@dataclass(frozen=True)
class Progress:
    """Where an import is: file `at` of `of`, and the rows read of it so far."""

    name: str
    at: int
    of: int
    rows: int
    stage: str  # recognising, reading, loading, done


@dataclass(frozen=True)
class ImportOptions:
    """What the user says beside the files; None = the file, the settings or the default decide."""

    kind: str | None = None  # --as
    account_id: str | None = None
    currency: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None
    country: str | None = None
    period: tuple[date, date] | None = None
    header_aliases: Mapping[str, str] = field(default_factory=dict)
    is_dry_run: bool = False
    is_forced: bool = False  # import again what was imported already
    wait_s: float = WAIT_S


@dataclass(frozen=True)
class Place:
    """Where an import loads into: one workspace of a home."""

    lake: Lake
    records: Records
    workspace: str
    raw: Path
    hash_key: bytes
