"""Headers that nobody knows: what kind of file it is, and which of our columns each header means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from upshot.errors import UnknownName
from upshot.intake.report import FileReport
from upshot.sources.catalogue import SOURCES, source_named
from upshot.sources.fields import header_key
from upshot.sources.reading import open_documents
from upshot.surfaces.presentation import kind_label
from upshot.surfaces.web.jobs import ImportJob
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import View
from upshot.vocabulary.tables import TABLES

HEAD_ROWS = 20
ALSO_READ = {"order": ("email", "phone", "customer")}  # read to make the customer's keyed hash, never stored


@dataclass(frozen=True)
class HeaderLine:
    """One header of the file, an example of what stands below it, and the column it means as far as is known."""

    theirs: str
    example: str
    ours: str


class MappingContext(Context):
    """The file's headers beside our columns."""

    job_id: str = Field(description="The import that refused the file.")
    at: int = Field(description="The file's place in that import.")
    file: str = Field(description="Its name.")
    kinds: tuple[tuple[str, str], ...] = Field(description="Every kind of file: name and label.")
    kind: str | None = Field(description="The kind chosen.")
    headers: tuple[HeaderLine, ...] = Field(description="The file's headers.")
    columns: tuple[str, ...] = Field(description="Our columns for that kind.")


def build(view: View) -> MappingContext:
    job, report, path = file_of(view)
    nearest = str(report.error.facts.get("nearest", "")) if report.error else ""
    kinds = {source.kind: kind_label(source.kind, view.words) for source in SOURCES}
    kind = view.request.query_params.get("kind") or report.kind or nearest
    kind = kind if kind in kinds else ""
    columns = _columns(kind) if kind else ()
    known = {header_key(theirs): ours for theirs, ours in view.house.records.header_mappings(view.home.name).items()}
    same = {header_key(name): name for name in columns}
    rows = next((document.head for document in open_documents(path, name=path.name)), [])[:HEAD_ROWS]
    headers = tuple(
        HeaderLine(theirs, example, known.get(header_key(theirs), same.get(header_key(theirs), "")))
        for theirs, example in _headers(rows)
    )
    return MappingContext(
        job_id=job.id,
        at=int(view.request.path_params["at"]),
        file=path.name,
        kinds=tuple(sorted(kinds.items(), key=lambda pair: pair[1])),
        kind=kind or None,
        headers=headers,
        columns=columns,
    )


def file_of(view: View) -> tuple[ImportJob, FileReport, Path]:
    """The refused file of an import that is still kept; `UnknownName` when it is gone."""
    name, at = view.request.path_params["name"], int(view.request.path_params["at"])
    job: ImportJob | None = view.request.app.state.jobs.find(view.home.name, name)
    files = job.report.files if job is not None and job.report is not None else ()
    if job is None or at >= len(files):
        raise UnknownName("unknown_import", name=name)
    wanted = files[at].name.split("!")[0].rsplit("/", 1)[-1]
    path = next((path for path in sorted(job.folder.rglob("*")) if path.name == wanted and path.is_file()), None)
    if path is None:
        raise UnknownName("unknown_import", name=name)
    return job, files[at], path


def _columns(kind: str) -> tuple[str, ...]:
    names = [column.name for table in source_named(kind).tables for column in TABLES[table].columns]
    names += [name for table in source_named(kind).tables for name in ALSO_READ.get(table, ())]
    return tuple(sorted(dict.fromkeys(names)))


def _headers(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The widest of the first rows is the header; the row below it gives the examples."""
    if not rows:
        return []
    at = max(range(len(rows)), key=lambda place: (sum(bool(cell) for cell in rows[place]), -place))
    below = rows[at + 1] if at + 1 < len(rows) else []
    return [(cell, below[place] if place < len(below) else "") for place, cell in enumerate(rows[at]) if cell]


MAPPING = Page("mapping", "/imports/{name}/headers/{at:int}", "imports", build)
