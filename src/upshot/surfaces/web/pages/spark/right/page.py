"""One right: its windows, the money that hangs on it, the gates, the link to the creator, the code, the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import Field

from upshot.decisions.spark.gates import GateReport
from upshot.decisions.spark.gates.facts import BOOLEANS, PREFIX, buffer_of, told_facts
from upshot.decisions.spark.gates.fit import NO_GO_TOPICS, NO_GO_WORDS, TOPICS
from upshot.decisions.spark.gates.model import Gate, GateState
from upshot.decisions.spark.gates.reading import campaign_known, creators_no_go, gates_of, post_row
from upshot.decisions.spark.rights.ledger import RightLine, RightsLedger, read_ledger
from upshot.decisions.spark.rights.windows import days_to_ask
from upshot.registries.spark_goals import every_goal, goals_for
from upshot.surfaces.presentation.spark_rights import conflict_words, money, span_table, state_word
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.spark.ledgers import known_desk
from upshot.surfaces.web.pages.spark.page import RightRow, right_row
from upshot.surfaces.web.pages.spark_request.page import post_link, zone_of
from upshot.surfaces.web.pages.spark_request.plain import plain_text
from upshot.surfaces.web.view import View
from upshot.surfaces.wording import MISSING, Words
from upshot.vocabulary.spark_rights import (
    DURATIONS_DAYS,
    TRANSITIONS,
    EventKind,
    RightEvent,
    RightState,
    SparkRight,
)

LICENCES = ("original", "commercial", "unlicensed")
_ASKS_LINK = frozenset({RightState.DRAFTED, RightState.REQUESTED, RightState.CODE_RECEIVED})
_LONGEST_TOLD = 160
_LINK_DAYS = 14


@dataclass(frozen=True)
class LinkLine:
    """One private link: how it stands, without its token."""

    request_id: str
    status: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None
    answer: str | None
    reason: str
    is_open: bool


@dataclass(frozen=True)
class FactLine:
    """One question of the gates, with the answer as it was told last."""

    name: str
    input: str  # yes_no, text, area, day, choice
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    by: str | None = None
    at: datetime | None = None


class RightContext(Context):
    """One right."""

    row: RightRow = Field(description="The right as the table shows it.")
    right: SparkRight = Field(description="The right as recorded.")
    windows: TextTable = Field(description="The four windows side by side.")
    conflicts: tuple[str, ...] = Field(description="Windows that do not fit, in sentences.")
    gates: GateReport = Field(description="Every gate with its answer, rule and source.")
    facts: tuple[FactLine, ...] = Field(description="What people told for the gates.")
    links: tuple[LinkLine, ...] = Field(description="The private links, newest first.")
    history: TextTable = Field(description="The history, newest first.")
    post_url: str | None = Field(description="The post on TikTok.")
    caption: str = Field(description="The caption as it is known, made harmless.")
    has_code: bool = Field(description="Whether a code is kept.")
    code_until: datetime | None = Field(description="When the code stops working; null: unknown.")
    asks_link: bool = Field(description="Whether a link can be made.")
    awaits_code: bool = Field(description="Whether a code can be taken.")
    may_authorise: bool = Field(description="Whether the right can be marked as authorised now.")
    may_revoke: bool = Field(description="Whether there is a consent to take back.")
    may_renew: bool = Field(description="Whether another right may take over.")
    days: int | None = Field(description="The duration a link would ask for today; null: none covers, or no flight.")
    needed_days: int | None = Field(description="Days from today to the end of flight and buffer.")
    no_go: tuple[str, ...] = Field(description="What the creator never advertises, in words.")
    topics: tuple[str, ...] = Field(description="Topics a request can name.")
    durations: tuple[int, ...] = Field(description="TikTok's durations.")
    link_days: int = Field(description="Days a link lasts unless told otherwise.")
    zone: str = Field(description="The zone of the brand's days.")
    fee: str = Field(description="The fee of the right in words.")
    message: str | None = Field(description="Why the last form was refused.")
    link: str | None = Field(description="A link just made, shown this once.")
    code: str | None = Field(description="The code, revealed on purpose; else null.")
    done: str | None = Field(description="What was just done.")


def build(view: View) -> RightContext:
    """The page of the right that the address names."""
    done = view.request.query_params.get("done")
    known = {"added", "saved", "moved", "revoked", "link_revoked", "code_taken"}
    return show(view, done=done if done in known else None)


def show(
    view: View,
    *,
    message: str | None = None,
    link: str | None = None,
    code: str | None = None,
    done: str | None = None,
    said: Mapping[str, str] | None = None,
) -> RightContext:
    """The page, perhaps with a refusal, a link shown this once, or a revealed code."""
    workspace, words = view.home, view.words
    book = workspace.spark_book()
    right = book.get(view.request.path_params["name"])
    ledger, line = _line(view, right)
    events = book.events(right.right_id)
    post, campaign = post_row(workspace, right.post_id) or {}, campaign_known(workspace, book, right)
    zone = zone_of(workspace)
    gates = gates_of(workspace, book, right, events, now=view.now, zone=zone, row=post, campaign=campaign)
    days, needed = days_to_ask(right.flight, zone, now=view.now, buffer_days=buffer_of(told_facts(events)))
    no_go = creators_no_go(book, right.creator)
    return RightContext(
        row=right_row(line, ledger, words),
        right=right,
        windows=span_table(line, ledger, words),
        conflicts=tuple(conflict_words(conflict, words) for conflict in line.windows.conflicts),
        gates=gates,
        facts=_facts(events, gates, campaign.objective, words, said or {}),
        links=_links(view, right),
        history=_history(events, ledger.zone, words),
        post_url=post_link(right),
        caption=plain_text(post.get("caption")),
        has_code=right.code is not None,
        code_until=right.code.end if right.code else None,
        asks_link=right.state in _ASKS_LINK,
        awaits_code=right.state in _ASKS_LINK,
        may_authorise=RightState.AUTHORISED in TRANSITIONS[right.state] and gates.may_authorise,
        may_revoke=RightState.REVOKED in TRANSITIONS[right.state],
        may_renew=line.state is not RightState.SUPERSEDED and line.renewed_by is None and right.code is not None,
        days=days,
        needed_days=needed,
        no_go=(*(words.text(f"topic_{topic}") for topic in no_go.topics), *no_go.words),
        topics=TOPICS,
        durations=DURATIONS_DAYS,
        link_days=_LINK_DAYS,
        zone=ledger.zone.key,
        fee=money(right.rights_fee, right.currency or ledger.currency, words),
        message=message,
        link=link,
        code=code,
        done=done,
    )


def _line(view: View, right: SparkRight) -> tuple[RightsLedger, RightLine]:
    """The right's line: from the desk where that was reckoned lately, else reckoned for its post alone."""
    desk = known_desk(view)
    if desk is not None and (line := desk.ledger.line(right.right_id)) is not None:
        return desk.ledger, line
    book = view.home.spark_book()
    kin = _kin(book.list(creator=right.creator), right)
    ledger = read_ledger(view.home, book, now=view.now, rights=kin)
    found = ledger.line(right.right_id)
    assert found is not None, "the right was read a moment ago"
    return ledger, found


def _kin(rights: tuple[SparkRight, ...], right: SparkRight) -> tuple[SparkRight, ...]:
    """The rights whose ads and renewals touch this one: those on the same post."""
    return tuple(one for one in rights if one.post_id == right.post_id)


def _facts(
    events: tuple[RightEvent, ...],
    gates: GateReport,
    objective: str | None,
    words: Words,
    said: Mapping[str, str],
) -> tuple[FactLine, ...]:
    """The questions whose answers a person gives; what was imported is not asked for."""
    told = told_facts(events)
    goals = (goals_for(objective) if objective else ()) or every_goal()
    yes_no = (("yes", words.text("web_yes")), ("no", words.text("web_no")))
    inputs: list[tuple[str, str, tuple[tuple[str, str], ...]]] = [
        *((name, "choice", yes_no) for name in BOOLEANS),
        ("overlay_s", "text", ()),
        ("promotion_s", "text", ()),
        ("duration_s", "text", ()),
        ("caption", "area", ()),
        ("sound_licence", "choice", tuple((one, words.text(f"spark_licence_{one}")) for one in LICENCES)),
        ("optimization_goal", "choice", tuple((goal, goal) for goal in goals)),
        ("consent_given_on", "day", ()),
        ("consent_given_by", "text", ()),
        ("consent_until", "day", ()),
        ("published_on", "day", ()),
        ("buffer_days", "text", ()),
    ]
    reasons = {Gate.SPREAD: "reason_spread", Gate.POST_OLD_ENOUGH: "reason_post_old_enough"}
    for gate, name in reasons.items():
        if name in told or any(one.gate is gate and one.state is not GateState.PASS for one in gates.results):
            inputs.append((name, "text", ()))
    lines = []
    for name, kind, choices in inputs:
        fact = told.get(name)
        value = said.get(name, fact.value if fact else "")
        lines.append(FactLine(name, kind, value, choices, fact.by if fact else None, fact.at if fact else None))
    return tuple(lines)


def _links(view: View, right: SparkRight) -> tuple[LinkLine, ...]:
    requests = view.home.spark_book().requests(right.right_id)
    lines = [
        LinkLine(
            request_id=one.request_id,
            status=one.status(view.now).value,
            created_at=one.created_at,
            expires_at=one.expires_at,
            opened_at=one.opened_at,
            answered_at=one.answered_at,
            answer=one.answer.value if one.answer else None,
            reason=_reason(one.decline_reason, view.words),
            is_open=one.status(view.now).value == "open",
        )
        for one in requests
    ]
    return tuple(reversed(lines))


def _reason(text: str | None, words: Words) -> str:
    """`pay: too little` as the reader says it; the creator's own words are made harmless."""
    if not text:
        return ""
    code, _, more = text.partition(": ")
    known = words.text(f"decline_{code}") if words.has(f"decline_{code}") else plain_text(code)
    return f"{known}: {plain_text(more)}" if more else known


def _history(events: tuple[RightEvent, ...], zone: ZoneInfo, words: Words) -> TextTable:
    """What happened, newest first; long values are cut, facts are named as the questions are."""
    labels = ("spark_label_when", "spark_label_who", "spark_label_what", "spark_label_evidence")
    columns = tuple(Column(words.text(label), is_number=False) for label in labels)
    rows = tuple(
        (words.instant(one.at, zone.key), one.actor, _what(one, words), _evidence(one, words))
        for one in reversed(events)
    )
    return TextTable("spark_history", words.text("spark_table_history"), columns, rows)


def _what(event: RightEvent, words: Words) -> str:
    if event.changes:
        told = (f"{_named(name, words)}: {plain_text(text or MISSING, longest=_LONGEST_TOLD)}"
                for name, text in event.changes.items())  # fmt: skip
        return words.pauses(told)
    if event.kind in {EventKind.STATE, EventKind.CODE}:
        return state_word(event.to_state, words)
    return words.text("spark_event_note")


def _named(name: str, words: Words) -> str:
    own = {NO_GO_TOPICS: "spark_fact_no_go_topics", NO_GO_WORDS: "spark_fact_no_go_words"}
    code = own.get(name, f"spark_fact_{name.removeprefix(PREFIX)}")
    return words.text(code) if words.has(code) else name


def _evidence(event: RightEvent, words: Words) -> str:
    kind = words.text(f"spark_evidence_{event.evidence.kind}")
    note = plain_text(event.evidence.note, longest=_LONGEST_TOLD)
    return words.labelled(kind, note) if note else kind


RIGHT = Page("spark/right", "/spark/rights/{name}", "spark", build)
