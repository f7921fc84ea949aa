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
    from upshot.intake.report import ImportReport

KEPT = 50  # finished jobs remembered; their outcome stays in the import log


@dataclass
class ImportJob:
    """One import: what it is doing now, and its report or error when it is done."""

    id: str
    workspace: str
    folder: Path
    files: list[str]
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
        self, workspace: str, folder: Path, files: list[str], work: Callable[[ImportJob], ImportReport]
    ) -> ImportJob:
        """Run `work` in a thread; the uploaded files in `folder` are removed when it is done."""
        job = ImportJob(uuid.uuid4().hex[:12], workspace, folder, files)
        with self._lock:
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                if self._jobs[old].done.is_set():
                    del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), daemon=True, name=f"import-{job.id}").start()
        return job

    def find(self, workspace: str, job_id: str) -> ImportJob | None:
        """The job, if it belongs to this workspace."""
        job = self._jobs.get(job_id)
        return job if job is not None and job.workspace == workspace else None

    @staticmethod
    def _run(job: ImportJob, work: Callable[[ImportJob], ImportReport]) -> None:
        try:
            job.report = work(job)
        except UpshotError as error:
            job.error = error
        except Exception as error:  # noqa: BLE001 (a thread has no other door; the page says that it is a bug)
            job.crash = type(error).__name__
        finally:
            shutil.rmtree(job.folder, ignore_errors=True)
            job.done.set()
