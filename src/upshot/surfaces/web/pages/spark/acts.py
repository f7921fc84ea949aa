"""What the desk does: draft, ask, take, reveal, authorise, revoke; each act is in the history with who and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from upshot.decisions.spark.gates.facts import FACTS, buffer_of, changed_facts, told_facts
from upshot.decisions.spark.gates.fit import LONGEST_TEXT, TOPICS, Offer
from upshot.decisions.spark.gates.reading import creators_no_go, gates_of
from upshot.decisions.spark.rights.code_rows import rows_of_text
from upshot.decisions.spark.rights.importing import import_codes
from upshot.decisions.spark.rights.windows import days_to_ask
from upshot.errors import InvalidInput, NotAllowed, UpshotError
from upshot.measures.programme import read_programme
from upshot.measures.terms import reporting_currency
from upshot.surfaces.presentation.spark_calendar import rights_calendar
from upshot.surfaces.presentation.spark_gates import check_authorising, check_link, fact_named
from upshot.surfaces.public_links import request_link
from upshot.surfaces.web.forms import REFUSED, Said, posted
from upshot.surfaces.web.pages.spark.add.page import ADD
from upshot.surfaces.web.pages.spark.add.page import form as add_form
from upshot.surfaces.web.pages.spark.codes.page import CODES, build, report
from upshot.surfaces.web.pages.spark.ledgers import desk_of
from upshot.surfaces.web.pages.spark.reading import RightForm
from upshot.surfaces.web.pages.spark.right.page import RIGHT, show
from upshot.surfaces.web.pages.spark_request.page import zone_of
from upshot.surfaces.web.rendering import page_html
from upshot.surfaces.web.view import View, view_of
from upshot.vocabulary.spark_rights import DateSource, Evidence, EvidenceKind, RightState, SparkRight

ACTOR = "web"
SECRET = {"cache-control": "no-store"}  # pages that hold a link or a code
MOST_PASTED = 400_000  # characters
MOST_LINK_DAYS = 90
Act = Callable[[View, Said, SparkRight], Response]


def spark_routes() -> list[Route]:
    """The forms of the desk, and the calendar."""
    here = "/w/{workspace}/spark"
    return [
        Route(f"{here}/calendar.ics", send_calendar),
        Route(f"{here}/add", posted(add_right), methods=["POST"]),
        Route(f"{here}/codes", posted(take_codes), methods=["POST"]),
        *(
            Route(f"{here}/rights/{{name}}/{name}", posted(_on_right(act)), methods=["POST"])
            for name, act in ACTS.items()
        ),
    ]


def _on_right(act: Act) -> Callable[[View, Said], Response]:
    """An act on the right that the address names; what it refuses is said on the right's own page."""

    def answer(view: View, said: Said) -> Response:
        right = view.home.spark_book().get(view.request.path_params["name"])
        try:
            return act(view, said, right)
        except (InvalidInput, NotAllowed) as error:
            return _refused(view, error, said)

    return answer


def _refused(view: View, error: UpshotError, said: Said) -> Response:
    context = show(view, message=view.words.error(error), said=said)
    return HTMLResponse(page_html(RIGHT, view, context), REFUSED, headers=SECRET)


def _back(view: View, right: SparkRight, done: str) -> Response:
    return RedirectResponse(view.link("spark", "rights", right.right_id, done=done), status_code=303)


def _said(said: Said, kind: EvidenceKind = EvidenceKind.ATTESTATION) -> Evidence:
    return Evidence(kind, said.get("note", "").strip()[:LONGEST_TEXT])


def add_right(view: View, said: Said) -> Response:
    """Draft a right, or refuse with the reason beside the field."""
    form, book = RightForm(said, view.words), view.home.spark_book()
    replaces = said.get("replaces") or None
    ad_zone = (view.home.setting("ad_time_zone") or "").strip() or None
    right = form.right(replaces=replaces, currency=reporting_currency(view.home), ad_zone=ad_zone)
    if right is not None:
        try:
            return _back(view, book.add(right, actor=ACTOR, now=view.now), "added")
        except InvalidInput as error:
            form.refused(error)
    context = add_form(view, form.said, form.problems, replaces=replaces)
    return HTMLResponse(page_html(ADD, view, context), REFUSED)


def take_codes(view: View, said: Said) -> Response:
    """Match pasted codes; the answer names what did not fit and holds no code."""
    text = said.get("pasted", "")
    if not text.strip() or len(text) > MOST_PASTED:
        words = view.words.text("spark_codes_empty" if not text.strip() else "spark_codes_too_long")
        context = build(view).model_copy(update={"message": words})
        return HTMLResponse(page_html(CODES, view, context), REFUSED, headers=SECRET)
    zone = zone_of(view.home)
    done = import_codes(
        rows_of_text(text),
        view.home.spark_book(),
        read_programme(view.home, zone),
        actor=ACTOR,
        now=view.now,
        zone=zone,
        evidence=Evidence(EvidenceKind.IMPORT, "pasted"),
    )
    return HTMLResponse(page_html(CODES, view, report(view, done)), headers=SECRET)


def make_link(view: View, said: Said, right: SparkRight) -> Response:
    """Make a private link and show it this once.

    Raises
    ------
    NotAllowed : spark_gates_before_link, while the caption or the sound cannot pass; spark_no_go
    InvalidInput : spark_link_days, spark_days
    """
    book, now = view.home.spark_book(), view.now
    events, zone = book.events(right.right_id), zone_of(view.home)
    gates = gates_of(view.home, book, right, events, now=now, zone=zone)
    told = {**said, "topics": ",".join(topic for topic in TOPICS if f"topic_{topic}" in said)}
    offer = Offer.of(told, buffer_days=buffer_of(told_facts(events)))
    check_link(gates, offer, creators_no_go(book, right.creator), right.creator, view.words)
    days = said.get("link_days", "14")
    if not days.isdigit() or not 1 <= int(days) <= MOST_LINK_DAYS:
        raise InvalidInput("spark_link_days", seen=days[:20], longest=MOST_LINK_DAYS)
    base = request_link(view.home, "", otherwise=str(view.request.base_url))  # refused before a token is made
    _, token = book.create_request(
        right.right_id,
        language=said.get("language") or view.language,
        expires_at=now + timedelta(days=int(days)),
        actor=ACTOR,
        now=now,
        days=_asked_days(said) or days_to_ask(right.flight, zone, now=now, buffer_days=offer.buffer_days)[0],
        offer=offer.as_told(),
    )
    return HTMLResponse(page_html(RIGHT, view, show(view, link=f"{base}{token}")), headers=SECRET)


def _asked_days(said: Said) -> int | None:
    """The duration a person chose."""
    told = said.get("days", "")
    return int(told) if told.isdigit() else None


def revoke_link(view: View, said: Said, right: SparkRight) -> Response:
    """Withdraw a link of this very right."""
    book = view.home.spark_book()
    own = {request.request_id for request in book.requests(right.right_id)}
    if said.get("request") in own:
        book.revoke_request(said["request"], actor=ACTOR, now=view.now)
    return _back(view, right, "link_revoked")


def reveal(view: View, said: Said, right: SparkRight) -> Response:
    """Show the code on purpose: a reason is asked for, and the audit trail keeps it."""
    code = view.home.spark_book().reveal_code(right.right_id, actor=ACTOR, why=said.get("why", ""), now=view.now)
    return HTMLResponse(page_html(RIGHT, view, show(view, code=code)), headers=SECRET)


def take_code(view: View, said: Said, right: SparkRight) -> Response:
    """A code that came by message."""
    days = said.get("days", "")
    made = said.get("made_on", "")
    starts_at = _day_begins(made, view) if made else None
    view.home.spark_book().put_code(
        right.right_id,
        said.get("code", ""),
        actor=ACTOR,
        now=view.now,
        evidence=_said(said),
        starts_at=starts_at,
        days=int(days) if days.isdigit() else None,
        source=DateSource.BRAND if days or made else None,
    )
    return _back(view, right, "code_taken")


def _day_begins(text: str, view: View) -> datetime:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput("invalid_day", seen=text[:20]) from None
    return day.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=zone_of(view.home)).astimezone(UTC)


def save_facts(view: View, said: Said, right: SparkRight) -> Response:
    """Write down what a person says about the post, all or nothing; only what changed is noted."""
    book = view.home.spark_book()
    said_facts = {name: said[name] for name in FACTS if name in said}
    try:
        changed = changed_facts(told_facts(book.events(right.right_id)), said_facts)
    except InvalidInput as error:
        raise fact_named(error, view.words) from None
    if changed:
        book.note(right.right_id, actor=ACTOR, at=view.now, evidence=_said(said), changes=changed)
    return _back(view, right, "saved")


def authorise(view: View, said: Said, right: SparkRight) -> Response:
    """Note that the code was entered in Ads Manager; every gate must pass first.

    Raises
    ------
    NotAllowed : spark_gates_open
    """
    book = view.home.spark_book()
    events, zone = book.events(right.right_id), zone_of(view.home)
    check_authorising(gates_of(view.home, book, right, events, now=view.now, zone=zone), view.words)
    book.record_event(right.right_id, RightState.AUTHORISED, actor=ACTOR, at=view.now, evidence=_said(said))
    return _back(view, right, "moved")


def revoke(view: View, said: Said, right: SparkRight) -> Response:
    """Note that consent was taken back."""
    view.home.spark_book().revoke(right.right_id, actor=ACTOR, at=view.now, evidence=_said(said))
    return _back(view, right, "revoked")


def post_gone(view: View, said: Said, right: SparkRight) -> Response:
    """Note that the post was deleted or made private."""
    book = view.home.spark_book()
    book.record_event(right.right_id, RightState.POST_UNAVAILABLE, actor=ACTOR, at=view.now, evidence=_said(said))
    return _back(view, right, "moved")


def send_calendar(request: Request) -> Response:
    """The ends of rights and flights as iCalendar."""
    view = view_of(request)
    content = rights_calendar(desk_of(view).ledger, view.home.name, view.words)
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"cache-control": "no-cache"})


ACTS: dict[str, Act] = {
    "link": make_link,
    "revoke-link": revoke_link,
    "reveal": reveal,
    "code": take_code,
    "facts": save_facts,
    "authorise": authorise,
    "revoke": revoke,
    "post-gone": post_gone,
}
