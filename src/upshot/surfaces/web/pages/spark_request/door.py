"""The only part of the web app that strangers may reach: `/request/<token>`, without account, without the desk.

A link that is forged, lapsed, withdrawn or locked gets one and the same answer, which says nothing about anybody. The
token stands in no log and in no link that leaves; answers are never stored by browsers or proxies.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.spark.gates.facts import PREFIX
from upshot.decisions.spark.gates.fit import NoGo, conflicts
from upshot.errors import InvalidInput, NotAllowed, UnknownName
from upshot.records.spark_book import SparkBook
from upshot.records.spark_requests import check_open, workspace_of_token
from upshot.surfaces.bodies import read_body
from upshot.surfaces.presentation.spark_gates import topics_and_words
from upshot.surfaces.web.pages.spark_request.page import DECLINE_REASONS, Asked, build_request
from upshot.surfaces.web.pages.spark_request.plain import plain_text
from upshot.surfaces.web.pages.spark_request.throttle import Throttle
from upshot.surfaces.web.rendering import render
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.vocabulary.spark_rights import (
    DURATIONS_DAYS,
    MOST_ATTEMPTS,
    Evidence,
    EvidenceKind,
    RequestStatus,
    SparkRequest,
)
from upshot.wiring import House

FOLDER = "pages/spark_request"
LARGEST_FORM = 64 * 1024  # bytes; a code has some sixty
MOST_FIELDS = 60
LIMITS = {"look": 120, "answer": 20}  # knocks a minute from one address
GONE, REFUSED, TOO_MANY, TOO_LARGE, CONFLICT = 404, 422, 429, 413, 409
HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow", "referrer-policy": "same-origin"}
Said = dict[str, str]


@dataclass(frozen=True)
class Guest:
    """A stranger at the door: which link, in which language, at what moment."""

    request: Request
    house: House
    token: str
    words: Words
    now: datetime

    @property
    def here(self) -> str:
        """The address of this page; the token is all letters, digits, - and _ or it is not ours."""
        return self.request.url.path

    def find(self) -> tuple[SparkBook, SparkRequest] | None:
        """The book and the request behind the link; None for a forged one."""
        name = workspace_of_token(self.house.records, self.token)
        if name is None:
            return None
        book = self.house.workspace(name).spark_book()
        request = book.find_request_by_token(self.token)
        return None if request is None else (book, request)


def request_routes() -> list[Route]:
    """The two routes of the door."""
    hide_tokens()
    return [
        Route("/request/{token}", _look, methods=["GET", "HEAD"]),
        Route("/request/{token}", _answer, methods=["POST"]),
    ]


class _TokenFilter(logging.Filter):
    """Takes the token out of the lines of an access log."""

    token = re.compile(r"(/request/)[^\s?\"/]+")

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self.token.sub(r"\1…", part) if isinstance(part, str) else part for part in record.args)
        return True


def hide_tokens() -> None:
    """Let no access log hold a token: whoever reads logs could answer in the creator's name."""
    log = logging.getLogger("uvicorn.access")
    if not any(isinstance(one, _TokenFilter) for one in log.filters):
        log.addFilter(_TokenFilter())


def _throttle(request: Request) -> Throttle:
    state = request.app.state
    if not hasattr(state, "request_throttle"):
        state.request_throttle = Throttle(dict(LIMITS))
    found: Throttle = state.request_throttle
    return found


def language_of(request: Request, told: str | None) -> str:
    """What the reader chose here, then the browser's first language that we speak, then the one the brand chose."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return told if told in LANGUAGES else "en"


def _guest(request: Request, told: str | None = None) -> Guest:
    house: House = request.app.state.house
    words = Words(language_of(request, told))
    return Guest(request, house, request.path_params["token"], words, datetime.now(UTC))


def _html(guest: Guest, template: str, status: int = 200, **context: Any) -> Response:
    words = guest.words
    html = render(f"{FOLDER}/{template}.html", w=words, t=words.text, here=guest.here, **context)
    return HTMLResponse(html, status, headers=HEADERS)


def _closed(guest: Guest) -> Response:
    """The one answer to every link that does not work; it depends on nothing but the language."""
    return _html(guest, "closed", GONE)


def _wait(guest: Guest, seconds: int) -> Response:
    answer = _html(guest, "closed", TOO_MANY, code="request_too_many")
    answer.headers["retry-after"] = str(seconds)
    return answer


def _knock(request: Request, kind: str) -> int:
    return _throttle(request).wait_s(kind, request.client.host if request.client else "")


def _look(request: Request) -> Response:
    guest = _guest(request)
    if seconds := _knock(request, "look"):
        return _wait(guest, seconds)
    found = guest.find()
    if found is None:
        return _closed(guest)
    book, asked = found
    guest = _guest(request, asked.language)
    status = asked.status(guest.now)
    if status is RequestStatus.ANSWERED:
        return _html(guest, "answered", answer=asked.answer)
    if status is not RequestStatus.OPEN:
        return _closed(guest)
    if asked.opened_at is None and request.method == "GET":
        book.open_request(guest.token, now=guest.now)
    return _open_page(guest, book, asked)


def _open_page(
    guest: Guest,
    book: SparkBook,
    asked: SparkRequest,
    *,
    problems: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
    no_go: NoGo | None = None,
) -> Response:
    workspace = guest.house.workspace(book.workspace)
    whole = Asked.of(workspace, asked, book.get(asked.right_id))
    context = build_request(whole, guest.words, now=guest.now, problems=problems, said=said, no_go=no_go)
    return _html(guest, "page", REFUSED if problems else 200, c=context)


async def _answer(request: Request) -> Response:
    if seconds := _knock(request, "answer"):
        return _wait(_guest(request), seconds)
    body = await read_body(request, largest=LARGEST_FORM)
    if body is None:
        return _html(_guest(request), "closed", TOO_LARGE, code="request_too_large")
    try:
        said = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return _html(_guest(request), "closed", TOO_LARGE, code="request_too_large")
    return await run_in_threadpool(_take, request, said)


def _take(request: Request, fields: list[tuple[str, str]]) -> Response:
    """Code or no: whichever the creator sent; the first answer of a link stands."""
    said = dict(reversed(fields))
    found = _guest(request).find()
    if found is None:
        return _closed(_guest(request))
    book, asked = found
    guest = _guest(request, asked.language)
    no_go = NoGo.typed([value for name, value in fields if name == "no_go"], said.get("no_go_words", ""))
    act: Callable[..., Response] = _decline if said.get("act") == "decline" else _accept
    try:
        check_open(asked, guest.now)
        return act(guest, book, asked, said, no_go)
    except (NotAllowed, UnknownName) as error:
        if error.code != "spark_link_used":
            return _closed(guest)
        latest = book.find_request_by_token(guest.token)  # of two clicks the other may have come first
        return _again(guest, book, latest or asked, said)


def _again(guest: Guest, book: SparkBook, asked: SparkRequest, said: Said) -> Response:
    """A second answer: the same one again changes nothing, another one is not kept and the page says so."""
    if said.get("act") == "decline":
        is_same = asked.answer is not None and asked.answer.value == "declined"
    else:
        try:
            is_same = book.owner_of_code(said.get("code", "")) == asked.right_id
        except InvalidInput:
            is_same = False
    if is_same:
        return RedirectResponse(_back(guest), status_code=303, headers=HEADERS)
    return _html(guest, "answered", CONFLICT, answer=asked.answer, is_second=True)


def _back(guest: Guest) -> str:
    chosen = guest.request.query_params.get("lang")
    return guest.here + (f"?lang={chosen}" if chosen in LANGUAGES else "")


def _accept(guest: Guest, book: SparkBook, asked: SparkRequest, said: Said, no_go: NoGo) -> Response:
    words, whole = guest.words, Asked.of(guest.house.workspace(book.workspace), asked, book.get(asked.right_id))
    problems: dict[str, str] = {}
    if said.get("agree") != "yes":
        problems["agree"] = words.text("request_agree_needed")
    days = int(said["days"]) if said.get("days", "").isdigit() else None
    if days not in DURATIONS_DAYS:
        problems["days"] = words.text("request_days_needed")
    if touched := conflicts(whole.offer, no_go):
        problems["no_go"] = words.text("request_no_go_conflict", what=topics_and_words(touched, words))
    if not said.get("code", "").strip():
        problems["code"] = words.text("request_code_empty")
    if problems:
        return _open_page(guest, book, asked, problems=problems, said=said, no_go=no_go)
    starts_at = _made_at(said.get("made", ""), guest.now, whole)
    try:
        book.answer_request(guest.token, said["code"], now=guest.now, starts_at=starts_at, days=days)
    except InvalidInput as error:
        if asked.attempts + 1 >= MOST_ATTEMPTS:
            return _closed(guest)
        problems["code"] = code_problem(error, words)
        return _open_page(guest, book, asked, problems=problems, said=said, no_go=no_go)
    right = whole.right
    day = guest.now.astimezone(whole.zone).date().isoformat()
    consent = {
        f"{PREFIX}consent_given_on": day,
        f"{PREFIX}consent_given_by": f"@{right.creator}",
        f"{PREFIX}consent_territory": whole.offer.where or right.territory,
    }
    _note(guest, book, asked, {**consent, **no_go.as_changes()})
    return RedirectResponse(_back(guest), status_code=303, headers=HEADERS)


def _decline(guest: Guest, book: SparkBook, asked: SparkRequest, said: Said, no_go: NoGo) -> Response:
    reason, more = said.get("reason", ""), plain_text(said.get("more"), longest=500)
    if reason not in DECLINE_REASONS or (reason == "other" and not more):
        needed = guest.words.text("request_reason_needed")
        return _open_page(guest, book, asked, problems={"reason": needed}, said=said, no_go=no_go)
    book.decline_request(guest.token, reason=f"{reason}: {more}" if more else reason, now=guest.now)
    _note(guest, book, asked, no_go.as_changes())
    return RedirectResponse(_back(guest), status_code=303, headers=HEADERS)


def _note(guest: Guest, book: SparkBook, asked: SparkRequest, changes: dict[str, str | None]) -> None:
    """What the creator said beside the answer, into the history of the right."""
    evidence = Evidence(EvidenceKind.CREATOR, "", f"request:{asked.request_id}")
    creator = book.get(asked.right_id).creator
    book.note(asked.right_id, actor=f"@{creator}", at=guest.now, evidence=evidence, changes=changes)


def _made_at(made: str, now: datetime, whole: Asked) -> datetime | None:
    """When the code was made at the earliest: a code counts from then, so that its end is never reckoned too late."""
    days_ago = {"today": 0, "yesterday": 1}.get(made)
    if days_ago is None:
        return None
    day = now.astimezone(whole.zone).date() - timedelta(days=days_ago)
    return datetime.combine(day, datetime.min.time(), tzinfo=whole.zone).astimezone(UTC)


def code_problem(error: InvalidInput, words: Words) -> str:
    """A refused code in the creator's words; it names no right, no other post and never the code."""
    if error.code == "spark_code_used":
        return words.text("request_code_used")
    reason = str(error.facts.get("reason", ""))
    code = f"request_code_{reason}"
    return (
        words.text(code, length=str(error.facts.get("seen", ""))) if words.has(code) else words.text("request_code_bad")
    )
