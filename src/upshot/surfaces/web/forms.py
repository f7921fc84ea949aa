"""Forms that write: rows of the sheets, settings, meanings of headers. All or nothing, refusals beside the cell."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from upshot.errors import InvalidInput
from upshot.intake.asking import ImportOptions
from upshot.settings import FX_PREFIX, SETTINGS
from upshot.sources.sheets.spec import sheet_named
from upshot.surfaces.web import editing
from upshot.surfaces.web.acts import start_import
from upshot.surfaces.web.pages.mapping.page import file_of
from upshot.surfaces.web.pages.record.page import RECORD
from upshot.surfaces.web.pages.record.page import form as record_form
from upshot.surfaces.web.pages.settings.page import SETTINGS as SETTINGS_PAGE
from upshot.surfaces.web.pages.settings.page import form as settings_form
from upshot.surfaces.web.pages.workspaces.page import WORKSPACES
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View, view_of

Said = dict[str, str]
REFUSED = 422


def posted(act: Callable[[View, Said], Response]) -> Callable[[Request], object]:
    """An endpoint that reads the form and runs `act` beside the event loop."""

    async def answer(request: Request) -> Response:
        async with request.form() as form:
            said = {name: str(value) for name, value in form.items()}
        return await run_in_threadpool(lambda: act(view_of(request), said))

    return answer


def save_record(view: View, said: Said) -> Response:
    """Write or delete one row of a sheet."""
    table = editing.table_named(view.request.path_params["table"]).name
    if "delete" in said:
        return _delete_record(view, table, said)
    is_new = said.get("is_new") == "1"
    try:
        saved = editing.save_row(view.home, table, said, view.words, is_new=is_new)
    except InvalidInput as error:
        saved, message = editing.Saved(), view.words.error(error)
    else:
        if saved.row is not None:
            return RedirectResponse(view.link("edit", table, done="saved"), status_code=303)
        message = view.words.text("form_refused")
    version = said.get("version", "")
    context = record_form(view, table, said, saved.problems, is_new=is_new, version=version, message=message)
    return HTMLResponse(page_html(RECORD, view, context), REFUSED)


def _delete_record(view: View, table: str, said: Said) -> Response:
    row = editing.find_row(view.home, table, said)
    if row is not None:
        key = {name: row[name] for name in editing.table_named(table).key}
        view.house.records.delete_row(view.home.name, table, key, who="web", now=datetime.now(UTC))
    return RedirectResponse(view.link("edit", table, done="deleted"), status_code=303)


def save_settings(view: View, said: Said) -> Response:
    """Write the settings that changed; an emptied field goes back to its default."""
    said = {name: value.strip() for name, value in said.items()}
    currency, rate = said.pop("new_rate_currency", "").lower(), said.pop("new_rate", "")
    if currency or rate:
        said[f"{FX_PREFIX}{currency or '?'}"] = rate
    stored = {row["key"]: row["value"] for row in view.home.rows("setting")}
    is_ours = {name: name in SETTINGS or name.startswith(FX_PREFIX) for name in said}
    changed = {name: value for name, value in said.items() if is_ours[name] and value != (stored.get(name) or "")}
    told = [{"key": name, "value": value} for name, value in changed.items() if value]
    problems, rows = editing.read_typed(sheet_named("settings"), told, view.words) if told else ({}, [])
    if problems:
        wrong = {told[place]["key"]: "; ".join(cells.values()) for place, cells in problems.items()}
        return HTMLResponse(page_html(SETTINGS_PAGE, view, settings_form(view, said, wrong)), REFUSED)
    records, workspace, now = view.house.records, view.home.name, datetime.now(UTC)
    for row in rows:
        records.put_row(workspace, "setting", {"key": row["key"], "value": row["value"]}, who="web", now=now)
    for name in (name for name, value in changed.items() if not value):
        records.delete_row(workspace, "setting", {"key": name}, who="web", now=now)
    return RedirectResponse(view.link("settings", saved=1), status_code=303)


def save_mapping(view: View, said: Said) -> Response:
    """Remember what the file's headers mean, and read the file again with that."""
    job, _, path = file_of(view)
    now, kind = datetime.now(UTC), said.get("kind") or None
    if kind is None:
        raise InvalidInput("no_kind_chosen")
    meanings = {name.removeprefix("header:"): ours for name, ours in said.items() if name.startswith("header:")}
    for theirs, ours in meanings.items():
        view.house.records.map_header(view.home.name, theirs, ours or None, who="web", now=now)
    folder = Path(tempfile.mkdtemp(dir=view.house.home / "inbox", prefix="upload-"))
    shutil.copyfile(path, folder / path.name)
    return start_import(view, folder, [path.name], ImportOptions(kind=kind, account_id=job.account))


def create_workspace(view: View, said: Said) -> Response:
    """Add a workspace and go to it."""
    try:
        made = view.house.create_workspace(said.get("name", "").strip())
    except InvalidInput as error:
        context = WORKSPACES.build(view).model_copy(update={"message": view.words.error(error)})
        return HTMLResponse(page_html(WORKSPACES, view, context), REFUSED)
    return RedirectResponse(View(view.request, view.house, made).link(""), status_code=303)
