"""Imports: drop files, watch them being read, see what each one changed and what was refused."""

from __future__ import annotations

from pydantic import Field

from upshot.errors import UnknownName
from upshot.measures.data import ImportedFile
from upshot.surfaces.presentation import TextTable
from upshot.surfaces.presentation.imports import import_problems, import_table
from upshot.surfaces.web.jobs import ImportJob
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View

SHEETS = (
    "creators",
    "collaborations",
    "campaigns",
    "post_metrics",
    "spark_ads",
    "marketing",
    "calendar",
    "survey",
    "lift_tests",
    "settings",
)


class ImportsContext(Context):
    """What was imported so far, and the sheets on offer."""

    imports: tuple[ImportedFile, ...] = Field(description="Finished imports, newest first.")
    sheets: tuple[str, ...] = Field(description="Upshot's own sheets, to download empty.")


class ImportContext(Context):
    """One import, running or done."""

    job: ImportJob = Field(description="The import.")
    is_running: bool = Field(description="Whether it is still running.")
    table: TextTable | None = Field(description="A row per file, once done.")
    problems: tuple[str, ...] = Field(description="Why files or cells were refused, once done.")


def build_imports(view: View) -> ImportsContext:
    return ImportsContext(imports=tuple(reversed(view.home.imports())), sheets=SHEETS)


def build_import(view: View) -> ImportContext:
    name = view.request.path_params["name"]
    job: ImportJob | None = view.request.app.state.jobs.find(view.home.name, name)
    if job is None:
        raise UnknownName("unknown_import", name=name)
    report, words = job.report, view.words
    if job.error is not None:
        problems: tuple[str, ...] = (words.error(job.error),)
    elif job.crash is not None:
        problems = (words.text("web_crash", error=job.crash),)
    else:
        problems = tuple(import_problems(report, words)) if report else ()
    table = import_table(report, words) if report else None
    return ImportContext(job=job, is_running=not job.done.is_set(), table=table, problems=problems)


IMPORTS = Page("imports", "/imports", "imports", build_imports)
IMPORT = Page("import", "/imports/{name}", "imports", build_import)
