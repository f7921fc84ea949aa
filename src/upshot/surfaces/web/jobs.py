"""Imports that run while the reader watches: a thread each, progress in memory, the outcome in the import log."""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.errors import UpshotError

if TYPE_CHECKING:
    from upshot.intake.report import FileReport, ImportReport

KEPT = 50  # finished jobs remembered; their outcome stays in the import log
HEADER_CODES = {
    "unknown_file_kind",
    "columns_missing",
    "ads_columns_missing",
    "studio_headers_missing",
    "sheet_headers_missing",
}


def is_about_headers(file: FileReport) -> bool:
    """Whether the file was refused for headers that a person could explain."""
    return file.error is not None and file.error.code in HEADER_CODES


@dataclass
class ImportJob:
    """One import: what it is doing now, and its report or error when it is done."""

    id: str
    workspace: str
    folder: Path
    files: list[str]
    account: str | None = None
    now: str = ""
    share: float | None = None
    report: ImportReport | None = None
    error: UpshotError | None = None
    crash: str | None = None
    done: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The imports of this process, newest last."""

    def __init__(self) -> None:
        self._jobs: dict[str, ImportJob] = {}
        self._lock = threading.Lock()

    def start(
        self,
        workspace: str,
        folder: Path,
        files: list[str],
        work: Callable[[ImportJob], ImportReport],
        *,
        account: str | None = None,
    ) -> ImportJob:
        """Run `work` in a thread.

        The uploaded files in `folder` are removed when it is done; files whose headers may still be explained stay
        until their job is forgotten.
        """
        job = ImportJob(uuid.uuid4().hex[:12], workspace, folder, files, account)
        with self._lock:
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                if self._jobs[old].done.is_set():
                    shutil.rmtree(self._jobs.pop(old).folder, ignore_errors=True)
        threading.Thread(target=self._run, args=(job, work), daemon=True, name=f"import-{job.id}").start()
        return job

    def find(self, workspace: str, job_id: str) -> ImportJob | None:
        """The job, if it belongs to this workspace."""
        job = self._jobs.get(job_id)
        return job if job is not None and job.workspace == workspace else None

    def of(self, workspace: str) -> list[ImportJob]:
        """The jobs of one workspace, oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if job.workspace == workspace]

    @staticmethod
    def _run(job: ImportJob, work: Callable[[ImportJob], ImportReport]) -> None:
        try:
            job.report = work(job)
        except UpshotError as error:
            job.error = error
        except Exception as error:  # noqa: BLE001 (a thread has no other door; the page says that it is a bug)
            job.crash = type(error).__name__
        finally:
            if job.report is None or not any(map(is_about_headers, job.report.files)):
                shutil.rmtree(job.folder, ignore_errors=True)
            job.done.set()
