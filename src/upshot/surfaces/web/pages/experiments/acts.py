"""What the pages of experiments do: plan, choose, read, use, delete, hand out the run sheet."""

from __future__ import annotations

import contextlib
import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbVerdict
from upshot.decisions.experiments.hold_out import hold_out_record
from upshot.decisions.experiments.kept import lift_record_of, plan_as_json, reading_as_json
from upshot.decisions.experiments.lift_record import LiftRecord, save_lift_record
from upshot.errors import InvalidInput, NotAllowed, UpshotError, WarehouseError
from upshot.surfaces.presentation.experiment_sheets import run_rows
from upshot.surfaces.presentation.experiments import insufficient_lines
from upshot.surfaces.web.acts import safe_name
from upshot.surfaces.web.pages.experiments.browser_words import BrowserWords
from upshot.surfaces.web.pages.experiments.fields import PLAN_FIELDS, READ_FIELDS, Answers
from upshot.surfaces.web.pages.experiments.glance import glance_before
from upshot.surfaces.web.pages.experiments.planning import plan_of
from upshot.surfaces.web.pages.experiments.readings import reading_of
from upshot.surfaces.web.pages.experiments.state import Experiment, book_of, days_of, find_experiment
from upshot.surfaces.web.pages.experiments_new.page import NEW_EXPERIMENT, form, kind_named
from upshot.surfaces.web.pages.experiments_one.page import EXPERIMENT, shown
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View, view_of

Said = dict[str, str]
Act = Callable[[View, Said, Path | None], Response]
REFUSED = 422
WHO = "web"


def posted_with_file(act: Act) -> Callable[[Request], object]:
    """An endpoint that reads a form with at most one file and runs `act` beside the event loop."""

    async def answer(request: Request) -> Response:
        view = await run_in_threadpool(view_of, request)
        async with request.form(max_files=1) as sent:
            return await run_in_threadpool(_run, act, view, sent)

    return answer


def _run(act: Act, view: View, sent: FormData) -> Response:
    said = {name: value for name, value in sent.items() if isinstance(value, str)}
    upload = sent.get("file")
    with _kept_aside(view, upload if isinstance(upload, UploadFile) else None) as file:
        return act(view, said, file)


@contextlib.contextmanager
def _kept_aside(view: View, upload: UploadFile | None) -> Iterator[Path | None]:
    """The uploaded file under its own name while it is read, then gone: a reading keeps figures, no rows of people."""
    if upload is None or not upload.filename:
        yield None
        return
    folder = Path(tempfile.mkdtemp(dir=view.house.home / "inbox", prefix="upload-"))
    try:
        path = folder / safe_name(upload.filename)
        with path.open("xb") as stream:
            shutil.copyfileobj(upload.file, stream, 1 << 20)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _problem(view: View, error: UpshotError) -> tuple[dict[str, str], str]:
    """What is wrong with which field, and what stands above the form."""
    words, field = BrowserWords(view.language), error.facts.get("field")
    if field is None:
        return {}, words.error(error)
    return {str(field): words.error(error)}, words.text("xw_form_refused")


# --- acts ----------------------------------------------------------------------------------------------------------


def plan_experiment(view: View, said: Said, file: Path | None) -> Response:
    """Make a plan and keep it as a draft, or say why there is none."""
    kind = kind_named(said.get("kind", ""))
    try:
        answers = Answers(said, PLAN_FIELDS[kind])
        found = plan_of(kind, answers, view.home, file)
    except WarehouseError:
        raise
    except UpshotError as error:
        problems, message = _problem(view, error)
        return _again(view, form(view, kind, said, problems=problems, message=message))
    if isinstance(found, InsufficientEvidence):
        return _again(
            view, form(view, kind, said, nothing=tuple(insufficient_lines(found, BrowserWords(view.language))[1:]))
        )
    plan, refused = found
    kept = book_of(view).add(
        {
            "name": answers.text("name"),
            "kind": kind.value,
            "campaign": answers.text("campaign"),
            "asked": {field.name: said[field.name] for field in PLAN_FIELDS[kind] if field.name in said},
            "plan": plan_as_json(plan, () if hasattr(plan, "refused") else refused),
        },
        who=WHO,
        now=view.now,
    )
    return RedirectResponse(view.link("experiments", kept.id), status_code=303)


def choose_design(view: View, said: Said, _file: Path | None) -> Response:
    """Fix which design runs: from here on there is a run sheet."""
    found = find_experiment(view)
    text = said.get("design", "")
    if not text.isdecimal() or int(text) >= len(found.plan.options):
        raise InvalidInput("experiment_no_such_design", seen=text[:20], n=len(found.plan.options))
    if found.kept.reading is not None:
        raise NotAllowed("experiment_read_already", name=found.kept.name)
    answers = Answers(found.kept.asked, PLAN_FIELDS[found.kind])
    starts_on, ends_on, read_from = days_of(found.plan.options[int(text)], answers.day("starts_on"))
    values = {"design": int(text), "starts_on": starts_on, "ends_on": ends_on, "read_from": read_from}
    book_of(view).change(found.kept.id, values, act="choose_design", who=WHO, now=view.now)
    return RedirectResponse(view.link("experiments", found.kept.id) + "#run", status_code=303)


def read_experiment(view: View, said: Said, file: Path | None) -> Response:
    """Read a finished test and keep what it says."""
    found = find_experiment(view)
    if found.kept.lift_test is not None:
        raise NotAllowed("experiment_used_already", name=found.kept.name, lift_test=found.kept.lift_test)
    fields = READ_FIELDS[found.kind]
    try:
        reading = reading_of(
            found.kind, Answers(said, fields), view.home, file, name=found.kept.name, asked=found.kept.asked
        )
    except WarehouseError:
        raise
    except UpshotError as error:
        problems, message = _problem(view, error)
        context = shown(view, found, said=said, problems=problems, message=message)
        return HTMLResponse(page_html(EXPERIMENT, view, context), REFUSED)
    # A box that is not ticked is not sent: kept as empty, so that the form shows it as it was.
    asked = {field.name: said.get(field.name, "") for field in fields if field.input != "file"}
    values = {"reading": reading_as_json(reading), "reading_asked": asked, "read_at": view.now}
    book_of(view).change(found.kept.id, values, act="read_experiment", who=WHO, now=view.now)
    return RedirectResponse(view.link("experiments", found.kept.id) + "#reading", status_code=303)


def use_reading(view: View, said: Said, _file: Path | None) -> Response:
    """Save the reading as a lift test: from here on the verdict rests on it."""
    found = find_experiment(view)
    kept, now = found.kept, view.now
    try:
        if kept.lift_test is not None:
            raise NotAllowed("experiment_used_already", name=kept.name, lift_test=kept.lift_test)
        record = _record(found, said)
        name = said.get("lift_name", "").strip() or kept.name
        if any(row["name"] == name for row in view.home.rows("lift_test")):
            raise InvalidInput("experiment_lift_name_taken", name=name)
    except UpshotError as error:
        context = shown(view, found, message=BrowserWords(view.language).error(error))
        return HTMLResponse(page_html(EXPERIMENT, view, context), REFUSED)
    before = glance_before(view, kept.campaign)
    save_lift_record(view.house.records, view.home.name, name, record, now=now, campaign=kept.campaign, who=WHO)
    values = {"lift_test": name, "verdict_before": before.as_json() if before else None}
    book_of(view).change(kept.id, values, act="use_experiment", who=WHO, now=now)
    return RedirectResponse(view.link("experiments", kept.id) + "#use", status_code=303)


def _record(found: Experiment, said: Said) -> LiftRecord:
    """The lift test that the reading makes; a hold-out needs its days and how many people it stands for."""
    reading = found.reading
    if isinstance(reading, AbVerdict):
        if not said.get("is_hold_out"):
            raise NotAllowed("experiment_no_hold_out", name=found.kept.name)
        reach = said.get("people", "").replace(" ", "")
        if reach and (not reach.isdecimal() or int(reach) < 1):
            raise InvalidInput("experiment_people", seen=reach[:40])
        first, last = (_day(said.get(name, "")) for name in ("first", "last"))
        return hold_out_record(reading, starts_on=first, ends_on=last, people_reached=int(reach) if reach else None)
    record = lift_record_of(reading)
    if record is None:
        raise NotAllowed("experiment_cannot_calibrate", name=found.kept.name)
    return record


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("experiment_hold_out_days", seen=text[:40] or "–") from None


def delete_experiment(view: View, _said: Said, _file: Path | None) -> Response:
    """Forget an experiment; a lift test that it was saved as stays."""
    book_of(view).delete(view.request.path_params["name"], who=WHO, now=view.now)
    return RedirectResponse(view.link("experiments", done="deleted"), status_code=303)


def send_run_sheet(request: Request) -> Response:
    """The schedule as CSV."""
    view = view_of(request)
    found = find_experiment(view)
    if found.option is None:
        raise NotAllowed("experiment_not_chosen", name=found.kept.name)
    headers, rows = run_rows(found.kind, found.option, found.creators)
    text = io.StringIO()
    csv.writer(text).writerows([headers, *([_harmless(cell) for cell in row] for row in rows)])
    disposition = {"content-disposition": f'attachment; filename="experiment-{found.kept.id}.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=disposition)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _again(view: View, context: object) -> Response:
    return HTMLResponse(page_html(NEW_EXPERIMENT, view, context), REFUSED)  # type: ignore[arg-type]


ACTS: tuple[Route, ...] = (
    Route("/w/{workspace}/experiments", posted_with_file(plan_experiment), methods=["POST"]),
    Route("/w/{workspace}/experiments/{name}/design", posted_with_file(choose_design), methods=["POST"]),
    Route("/w/{workspace}/experiments/{name}/read", posted_with_file(read_experiment), methods=["POST"]),
    Route("/w/{workspace}/experiments/{name}/use", posted_with_file(use_reading), methods=["POST"]),
    Route("/w/{workspace}/experiments/{name}/delete", posted_with_file(delete_experiment), methods=["POST"]),
    Route("/w/{workspace}/experiments/{name}/sheet.csv", send_run_sheet),
)
