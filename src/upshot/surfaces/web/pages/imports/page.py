"""Imports: drop files, watch them being read, see what each one changed and what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from upshot.errors import UnknownName
from upshot.intake.report import FileReport, ImportReport
from upshot.measures.data import ImportedFile
from upshot.sources.sheets import sheets
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.imports import SHOWN_REJECTS, import_table
from upshot.surfaces.web.jobs import ImportJob, is_about_headers
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate
from upshot.surfaces.wording import Words


class ImportsContext(Context):
    """What was imported so far, and the sheets on offer."""

    imports: Slice[ImportedFile] = Field(description="One page of finished imports, newest first.")
    sheets: tuple[tuple[str, str], ...] = Field(description="Upshot's own sheets, to download empty: name and help.")
    running: tuple[str, ...] = Field(description="Imports that are running now.")


@dataclass(frozen=True)
class RejectLine:
    """One cell that could not be used, in words."""

    line: int
    column: str
    seen: str
    valid: str
    nearest: str


@dataclass(frozen=True)
class RefusedFile:
    """A file with something to put right; `at` is its place in the report, for the page of its headers."""

    at: int
    name: str
    message: str | None
    rejects: tuple[RejectLine, ...]
    hidden: int
    is_about_headers: bool


class ImportContext(Context):
    """One import, running or done."""

    job_id: str = Field(description="The import.")
    files: tuple[str, ...] = Field(description="The files dropped.")
    now: str = Field(description="What it is doing.")
    is_running: bool = Field(description="Whether it is still running.")
    table: TextTable | None = Field(description="A row per file, once done.")
    refused: tuple[RefusedFile, ...] = Field(description="Files and cells that were refused, once done.")
    problem: str | None = Field(description="Why the import as a whole stopped.")

    @property
    def refresh_s(self) -> int | None:
        """Without JavaScript the page comes again until the import is done."""
        return None


def build_imports(view: View) -> ImportsContext:
    jobs = view.request.app.state.jobs
    return ImportsContext(
        imports=paginate(tuple(reversed(view.home.imports())), view.page_number()),
        sheets=tuple((name, view.words.text(f"web_sheet_{name}")) for name in sheets()),
        running=tuple(job.id for job in jobs.of(view.home.name) if not job.done.is_set()),
    )


def build_import(view: View) -> ImportContext:
    name = view.request.path_params["name"]
    job: ImportJob | None = view.request.app.state.jobs.find(view.home.name, name)
    if job is None:
        raise UnknownName("unknown_import", name=name)
    is_running, report, words = not job.done.is_set(), job.report, view.words
    problem = None
    if job.error is not None:
        problem = words.error(job.error)
    elif job.crash is not None:
        problem = words.text("web_crash", error=job.crash)
    return ImportContext(
        job_id=job.id,
        files=tuple(job.files),
        now=job.now,
        is_running=is_running,
        table=import_table(report, words) if report else None,
        refused=_refused(report, words) if report else (),
        problem=problem,
    )


def _refused(report: ImportReport, words: Words) -> tuple[RefusedFile, ...]:
    return tuple(
        RefusedFile(
            at=at,
            name=file.name,
            message=words.error(file.error) if file.error else None,
            rejects=_lines(file, words),
            hidden=max(0, file.rejected - min(len(file.rejects), SHOWN_REJECTS)) if file.rejects else 0,
            is_about_headers=is_about_headers(file),
        )
        for at, file in enumerate(report.files)
        if file.error or file.rejects
    )


def _lines(file: FileReport, words: Words) -> tuple[RejectLine, ...]:
    return tuple(
        RejectLine(
            line=reject.line,
            column=reject.column,
            seen=reject.seen,
            valid=words.text(f"valid_{reject.valid}") if words.has(f"valid_{reject.valid}") else reject.valid,
            nearest=", ".join(reject.nearest),
        )
        for reject in file.rejects[:SHOWN_REJECTS]
    )


IMPORTS = Page("imports", "/imports", "imports", build_imports)
IMPORT = Page("import", "/imports/{name}", "imports", build_import)
