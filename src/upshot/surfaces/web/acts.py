"""What a page can do beside showing: take files in, tell how far they are, save settings, hand out sheets."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from upshot.errors import InvalidInput, UnknownName
from upshot.intake.asking import ImportOptions, Progress
from upshot.intake.report import ImportReport
from upshot.sources.sheets import write_sheet
from upshot.surfaces.presentation.imports import progress_line
from upshot.surfaces.web.jobs import ImportJob
from upshot.surfaces.web.view import View, view_of

POLL_S = 0.25
LONGEST_NAME = 180  # bytes; file systems allow 255, and copies need room


async def accept_files(request: Request) -> Response:
    """Keep the uploaded files aside and start their import; the page of the import shows the rest."""
    view = await run_in_threadpool(view_of, request)
    async with request.form(max_files=1000) as form:  # parts beyond a megabyte go to a temporary file
        uploads = [part for part in form.getlist("files") if isinstance(part, UploadFile) and part.filename]
        if not uploads:
            raise InvalidInput("no_files_chosen")
        options = _options(form)
        folder = Path(tempfile.mkdtemp(dir=view.house.home / "inbox", prefix="upload-"))
        names = [await run_in_threadpool(_keep, upload, folder) for upload in uploads]

    return await run_in_threadpool(start_import, view, folder, names, options)


def start_import(view: View, folder: Path, names: list[str], options: ImportOptions) -> Response:
    """Import `folder` in the background, and send the reader to the page that shows how it goes."""

    def work(job: ImportJob) -> ImportReport:
        def on_progress(progress: Progress) -> None:
            job.now = progress_line(progress, view.words)
            job.share = (progress.at - 1) / progress.of if progress.of else None

        return view.home.import_paths([folder], options, on_progress=on_progress)

    job = view.request.app.state.jobs.start(view.home.name, folder, names, work, account=options.account_id)
    return RedirectResponse(view.link("imports", job.id), status_code=303)


def _keep(upload: UploadFile, folder: Path) -> str:
    """Write one upload under its own last name; a second file of that name gets a folder of its own."""
    name = safe_name(upload.filename or "")
    place = folder / name
    if place.exists():
        place = Path(tempfile.mkdtemp(dir=folder)) / name
    with place.open("xb") as file:
        shutil.copyfileobj(upload.file, file, 1 << 20)
    return name


def safe_name(name: str) -> str:
    """The last part of a file name as a browser sent it: no folders, no control characters, not too long."""
    last = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())
    last = last.lstrip(". ").rstrip(". ") or "file"
    stem, dot, ending = last.rpartition(".")
    short = stem.encode()[:LONGEST_NAME].decode(errors="ignore") if dot else ""
    return f"{short}.{ending[:12]}" if short else last.encode()[:LONGEST_NAME].decode(errors="ignore")


def _options(form: FormData) -> ImportOptions:
    first, last = str(form.get("from") or ""), str(form.get("to") or "")
    try:
        period = (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    except ValueError as error:
        raise InvalidInput("invalid_day", seen=f"{first} {last}") from error
    currency = str(form.get("currency") or "").strip().upper()
    return ImportOptions(
        account_id=str(form.get("account") or "").strip() or None, currency=currency or None, period=period
    )


async def import_events(request: Request) -> Response:
    """The progress of an import as server-sent events, until it is done or the reader leaves."""
    view = await run_in_threadpool(view_of, request)
    name = request.path_params["name"]
    job: ImportJob | None = request.app.state.jobs.find(view.home.name, name)
    if job is None:
        raise UnknownName("unknown_import", name=name)

    async def events() -> AsyncIterator[str]:
        told = None
        while not job.done.is_set() and not await request.is_disconnected():
            if (state := (job.now, job.share)) != told:
                told = state
                yield f"event: progress\ndata: {json.dumps({'now': job.now, 'share': job.share})}\n\n"
            await asyncio.sleep(POLL_S)
        yield "event: done\ndata: {}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def send_sheet(request: Request) -> Response:
    """An empty sheet with help, as CSV."""
    view, name = view_of(request), request.path_params["name"].removesuffix(".csv")
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(write_sheet(name, view.language), media_type="text/csv; charset=utf-8", headers=headers)
