"""A drop of files on its way in: recognise all, then load one after the other, sheets before facts.

Of each file: its SHA-256 (known already? then nothing is read), its tables and their kinds, the rows staged, the
rejects weighed, the raw bytes kept, then facts and records loaded and the log closed. Whatever a file does wrong ends
in its own line of the report; its neighbours still load. A process killed anywhere leaves complete versions only, and
running the import again completes it.
"""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import structlog

from upshot.errors import HomeBusy, InvalidInput, SourceRefused, UpshotError, WarehouseError
from upshot.intake.asking import ImportOptions, Place, Progress
from upshot.intake.collecting import DroppedFile, collect_files, sha256_of
from upshot.intake.raw import RawCopy, sweep_parts
from upshot.intake.reading import Reading, read_document
from upshot.intake.report import ErrorNote, FileReport, ImportReport, Status
from upshot.records.journal import ImportEntry
from upshot.sources import catalogue
from upshot.sources.base import Detection, Document, FileSource, ReadContext
from upshot.sources.reading import open_documents
from upshot.vocabulary.counts import TableCount
from upshot.vocabulary.tables import TABLES

# Sheets first: what they say (currency, zone, handles) decides how facts are read. Then the order of `TABLES`.
_FIRST = ("setting", "creator", "campaign", "collaboration", "quote", "spark_ad", "lift_test", "calendar", "post")
_ORDER = {name: place for place, name in enumerate((*_FIRST, *(name for name in TABLES if name not in _FIRST)))}
_HASHED = {"order", "lead", "comment", "touch"}  # tables that recognise people by a keyed hash
MOST_REJECTS = 0.5
_STALE_PART_S = 24 * 3600
_log = structlog.wrap_logger(logging.getLogger("upshot.intake"))


@dataclass
class _Task:
    """One table of one file, recognised and not yet loaded."""

    file: DroppedFile
    sha256: str
    size: int
    document: Document
    source: FileSource
    detection: Detection

    @property
    def member(self) -> str:
        """Which table of the file this is; empty where the file is one table."""
        return self.document.name.removeprefix(self.file.name)

    @property
    def place_in_order(self) -> int:
        return min((_ORDER.get(name, len(_ORDER)) for name in self.source.tables), default=len(_ORDER))


def import_paths(
    paths: Iterable[Path | str],
    place: Place,
    options: ImportOptions | None = None,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_progress: Callable[[Progress], None] | None = None,
    on_wait: Callable[[dict[str, str]], None] | None = None,
) -> ImportReport:
    """Import files, folders and zips into one workspace.

    Parameters
    ----------
    paths : files and folders; folders are walked, hidden files left out
    place : the workspace to load into
    options : what the user says beside the files; a dry run counts against what is there and changes nothing at all
    clock : the instant of the import
    on_progress : told of every stage and about every 100,000 rows
    on_wait : told once who holds the writer's lock, when somebody does

    Returns
    -------
    ImportReport : a line per table found, also for what was refused; errors are in the lines, none is raised
    """
    return _Import(place, options or ImportOptions(), clock, on_progress, on_wait).run([Path(path) for path in paths])


class _Import:
    """One run of `import_paths`."""

    def __init__(
        self,
        place: Place,
        options: ImportOptions,
        clock: Callable[[], datetime],
        on_progress: Callable[[Progress], None] | None,
        on_wait: Callable[[dict[str, str]], None] | None,
    ) -> None:
        self.place, self.options, self.clock = place, options, clock
        self.on_progress, self.on_wait = on_progress, on_wait
        self.wait_s = options.wait_s
        self.reports: list[FileReport] = []
        self.copies: dict[str, RawCopy] = {}
        self.tables_in: dict[str, int] = {}  # SHA-256 → tables that the file holds
        self.unread: Counter[str] = Counter()  # tables of a file still to be loaded; at 0 its raw copy can end

    def run(self, paths: Sequence[Path]) -> ImportReport:
        if not self.options.is_dry_run and self.place.raw.is_dir():
            sweep_parts(self.place.raw, older_than_s=_STALE_PART_S, now_s=time.time())
        tasks: list[_Task] = []
        files = collect_files(paths)
        for at, file in enumerate(files, start=1):
            self._tell(file.name, at, len(files), 0, "recognising")
            tasks += self._recognise(file)
        tasks.sort(key=lambda task: task.place_in_order)  # stable: files of one kind keep their order
        self.unread.update(task.sha256 for task in tasks)
        for at, task in enumerate(tasks, start=1):
            report = self._attempt(task, at, len(tasks))
            self.reports.append(report)
            self._tell(task.document.name, at, len(tasks), report.rows_read, "done")
            self._let_go(task.sha256)
        if any(report.status is Status.LOADED for report in self.reports):
            with contextlib.suppress(UpshotError):  # somebody else writes: the next import tidies
                self.place.lake.tidy()
        return ImportReport(tuple(self.reports))

    # --- recognising -------------------------------------------------------------------------------------------

    def _recognise(self, file: DroppedFile) -> list[_Task]:
        """The tables of a file that can be loaded; whatever else it holds goes straight into the report."""
        found: list[_Task] = []
        sha256, size = "", 0
        try:
            sha256, size = sha256_of(file.path)
            if (known := self._finished(file, sha256, size)) is not None:
                self.reports += known
                return []
            documents = list(open_documents(file.path, name=file.name))
            self.tables_in[sha256] = len(documents)
            for document in documents:
                found += self._detect(file, sha256, size, document)
        except (UpshotError, OSError) as error:
            self.reports.append(self._refused(file.name, error, sha256=sha256, size=size))
        except Exception as error:  # noqa: BLE001 (a fault of ours in one file must not stop the others)
            self.reports.append(self._refused(file.name, _fault(file.name, error), sha256=sha256, size=size))
        return found

    def _finished(self, file: DroppedFile, sha256: str, size: int) -> list[FileReport] | None:
        """The reports of a file whose every table was imported before; None when something is left to do."""
        if self.options.is_forced:
            return None
        entries = self.place.records.entries_of_file(self.place.workspace, sha256)
        if not entries or any(entry.status != "done" for entry in entries):
            return None
        latest = {entry.member: entry for entry in entries}
        if len(latest) < (entries[-1].report or {}).get("tables_in_file", 1):
            return None  # killed between two tables of the file
        return [_already(file.name + member, size, entry) for member, entry in latest.items()]

    def _detect(self, file: DroppedFile, sha256: str, size: int, document: Document) -> list[_Task]:
        try:
            if self.options.kind is not None:
                source = catalogue.source_named(self.options.kind)
                detection = source.detect(document)
            else:
                source, detection = catalogue.detect_kind(document)
        except UpshotError as error:
            self.reports.append(self._refused(document.name, error, sha256=sha256, size=size))
            return []
        return [_Task(file, sha256, size, document, source, detection)]

    # --- loading -----------------------------------------------------------------------------------------------

    def _attempt(self, task: _Task, at: int, of: int) -> FileReport:
        """Load one table; whatever goes wrong becomes its report."""
        try:
            if self.options.is_dry_run:
                return self._load(task, at, of, import_id="dry-run")
            who = f"import {task.document.name}"
            with self.place.lake.writing(who=who, wait_s=self.wait_s, on_wait=self.on_wait):
                return self._load_logged(task, at, of)
        except HomeBusy as error:
            self.wait_s = min(self.wait_s, 1.0)  # one long wait is enough for a whole drop
            return self._refused_task(task, error)
        except (UpshotError, OSError) as error:
            return self._refused_task(task, error)
        except Exception as error:  # noqa: BLE001 (as above)
            return self._refused_task(task, _fault(task.document.name, error))

    def _load_logged(self, task: _Task, at: int, of: int) -> FileReport:
        """Load under the lock, with a line in the import log from beginning to end."""
        records, workspace, now = self.place.records, self.place.workspace, self.clock()
        if not self.options.is_forced:  # another process may have loaded it while we waited
            for entry in records.entries_of_file(workspace, task.sha256):
                if entry.member == task.member and entry.status == "done":
                    return _already(task.document.name, task.size, entry)
        import_id = records.start_import(
            workspace,
            f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}",
            name=task.document.name,
            sha256=task.sha256,
            member=task.member,
            size=task.size,
            now=now,
        )
        try:
            report = self._load(task, at, of, import_id=import_id)
        except (UpshotError, OSError) as error:
            report = self._refused_task(task, error)
        except Exception as error:  # noqa: BLE001 (as above)
            report = self._refused_task(task, _fault(task.document.name, error))
        report = replace(report, import_id=import_id)
        records.finish_import(
            import_id,
            status="failed" if report.status is Status.REFUSED else "done",
            kind=task.source.kind,
            rows_read=report.rows_read,
            counts=report.to_dict()["tables"],
            report=report.to_dict(),
            period=report.period,
            now=self.clock(),
        )
        return report

    def _load(self, task: _Task, at: int, of: int, *, import_id: str) -> FileReport:
        """Stage, weigh, keep the raw bytes, load facts, load records."""
        if _HASHED & set(task.source.tables) and not self.place.records.know_key(self.place.hash_key):
            raise WarehouseError("hash_key_differs", path=str(self.place.raw.parent / "keys" / "hash.key"))
        is_dry, now = self.options.is_dry_run, self.clock()
        name = task.document.name
        copy = None if is_dry else self._copy_of(task)
        with self.place.lake.staging(dry_run=is_dry) as staging:
            reading = read_document(
                task.source,
                task.document,
                self._context(task),
                staging=staging,
                default_account=task.source.kind,
                on_rows=lambda rows: self._tell(name, at, of, rows, "reading"),
            )
            if refusal := _too_many_rejects(name, reading):
                return self._report(task, reading, {}, Status.REFUSED, refusal)
            self._tell(name, at, of, reading.rows_read, "loading")
            if copy is not None:
                copy.keep()
            loaded = self.place.lake.commit(
                staging, source=task.source.kind, import_id=import_id, now=now, dry_run=is_dry
            )
            counts = dict(loaded.tables)
        for batch in reading.records:
            count = self.place.records.upsert(
                self.place.workspace, batch, source=task.source.kind, import_id=import_id, now=now, dry_run=is_dry
            )
            counts[batch.table] = counts.get(batch.table, TableCount()) + count
        return self._report(task, reading, counts, Status.DRY_RUN if is_dry else Status.LOADED, None)

    def _context(self, task: _Task) -> ReadContext:
        """What the file does not say: the user's word, then the settings as they stand now."""
        records, workspace, said = self.place.records, self.place.workspace, self.options
        told = {
            name: records.setting(workspace, name) or ""
            for name in ("currency", "time_zone", "ad_time_zone", "day_first")
        }
        zone = told["ad_time_zone"] if task.source.kind.startswith("tiktok_ads") else ""
        day_first = {"true": True, "false": False}.get(told["day_first"].lower())
        return ReadContext(
            now=self.clock(),
            account_id=said.account_id,
            currency=said.currency or told["currency"] or None,
            time_zone=said.time_zone or zone or told["time_zone"] or "UTC",
            day_first=said.day_first if said.day_first is not None else day_first,
            period=said.period,
            header_aliases={**records.header_mappings(workspace), **said.header_aliases},
            hash_key=self.place.hash_key,
            country=said.country,
        )

    def _copy_of(self, task: _Task) -> RawCopy:
        if task.sha256 not in self.copies:
            self.copies[task.sha256] = RawCopy(task.file.path, self.place.raw, task.sha256)
        return self.copies[task.sha256]

    def _let_go(self, sha256: str) -> None:
        """After the last table of a file, a copy that nobody kept is dropped."""
        self.unread[sha256] -= 1
        if self.unread[sha256] == 0 and (copy := self.copies.pop(sha256, None)) is not None:
            copy.drop()

    # --- reporting ---------------------------------------------------------------------------------------------

    def _report(
        self,
        task: _Task,
        reading: Reading,
        counts: Mapping[str, TableCount],
        status: Status,
        error: UpshotError | None,
    ) -> FileReport:
        return FileReport(
            name=task.document.name,
            status=status,
            kind=task.source.kind,
            tables=counts,
            period=reading.period,
            rows_read=reading.rows_read,
            rejected=reading.rejected,
            rejects=tuple(reading.rejects),
            sha256=task.sha256,
            size=task.size,
            tables_in_file=self.tables_in[task.sha256],
            error=None if error is None else ErrorNote.of(error),
        )

    def _refused_task(self, task: _Task, error: UpshotError | OSError) -> FileReport:
        refused = self._refused(task.document.name, error, sha256=task.sha256, size=task.size)
        return replace(refused, kind=task.source.kind)

    def _refused(self, name: str, error: UpshotError | OSError, *, sha256: str, size: int) -> FileReport:
        if isinstance(error, FileNotFoundError):
            error = SourceRefused("file_missing", file=name)
        if not isinstance(error, UpshotError):
            error = SourceRefused("file_unreadable", file=name, reason=error.strerror or type(error).__name__)
        _log.info("file refused", code=error.code, sha256=sha256[:12])
        return FileReport(name, Status.REFUSED, sha256=sha256, size=size, error=ErrorNote.of(error))

    def _tell(self, name: str, at: int, of: int, rows: int, stage: str) -> None:
        if self.on_progress is not None:
            self.on_progress(Progress(name, at, of, rows, stage))


def _too_many_rejects(name: str, reading: Reading) -> InvalidInput | None:
    """A file of which more than half cannot be read was misunderstood: better to load nothing of it."""
    if reading.rows_read == 0 or reading.rejected <= MOST_REJECTS * reading.rows_read:
        return None
    first = reading.rejects[0] if reading.rejects else None
    return InvalidInput(
        "too_many_rejects",
        file=name,
        rejected=reading.rejected,
        rows=reading.rows_read,
        line=first.line if first else 0,
        column=first.column if first else "–",
        seen=first.seen if first else "–",
        valid=first.valid if first else "–",
    )


def _already(name: str, size: int, entry: ImportEntry) -> FileReport:
    period = (entry.starts_on, entry.ends_on) if entry.starts_on and entry.ends_on else None
    return FileReport(
        name=name,
        status=Status.ALREADY_IMPORTED,
        kind=entry.kind,
        period=period,
        rows_read=entry.rows_read or 0,
        sha256=entry.sha256,
        size=size,
        import_id=entry.import_id,
        imported_at=entry.finished_at.isoformat() if entry.finished_at else None,
    )


def _fault(name: str, error: Exception) -> SourceRefused:
    """An error nobody foresaw, named by its type only: its text may quote cells."""
    _log.error("unforeseen fault", fault=type(error).__name__, exc_info=False)
    return SourceRefused("file_unforeseen", file=name, fault=type(error).__name__)
