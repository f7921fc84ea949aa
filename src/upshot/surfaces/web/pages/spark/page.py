"""The Spark desk: every right with its state, what stops and when, the euros that hang on it, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pydantic import Field

from upshot.decisions.spark.rights.alerts import Alert, renewal_due
from upshot.decisions.spark.rights.ledger import IN_DANGER, RightLine, RightsLedger
from upshot.surfaces.presentation.spark_rights import money, state_word, stop_words, todo_words
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.spark.ledgers import Desk, desk_of
from upshot.surfaces.web.view import Slice, View, paginate
from upshot.surfaces.wording import Words
from upshot.vocabulary.spark_rights import RightState

SORTS = ("urgent", "money", "creator", "ends")
SHOWN_ALERTS = 8
DONE = ("added", "revoked", "moved", "saved", "link_revoked")


@dataclass(frozen=True)
class RightRow:
    """One right as the table shows it: values, and the words for them."""

    right_id: str
    creator: str
    post_id: str
    campaign: str | None
    state: str
    state_words: str
    stops: str
    stops_at: datetime | None
    per_day: Decimal | None
    total: Decimal | None
    per_day_words: str
    total_words: str
    todo: str
    renewal_days: int | None
    is_in_danger: bool


@dataclass(frozen=True)
class AlertLine:
    """One thing to do, and the right it is about."""

    right_id: str
    kind: str
    sentence: str


class SparkContext(Context):
    """One page of rights, the sums over all of them, and what is due."""

    rows: Slice[RightRow] = Field(description="One page of rights in the chosen order.")
    as_of: datetime = Field(description="The instant that the states and sums are reckoned at, UTC.")
    zone: str = Field(description="The zone of the brand's days.")
    currency: str = Field(description="The currency of the sums.")
    per_day: Decimal = Field(description="Money a day that hangs on rights that end, lapse or are missing.")
    total: Decimal = Field(description="The same until the flights end.")
    untold: int = Field(description="Rights whose total cannot be told; they may add to it.")
    renewals: int = Field(description="Rights to renew within 14 days.")
    count: int = Field(description="All rights.")
    alerts: tuple[AlertLine, ...] = Field(description="What is due first.")
    more_alerts: int = Field(description="How many more alerts there are.")
    states: tuple[tuple[str, str, int], ...] = Field(
        description="Each state that occurs: its id, its words, its count."
    )
    state: str | None = Field(description="The state that is shown; null: all.")
    search: str = Field(description="Creator, post, campaign or id that was searched for.")
    sort: str = Field(description="The order: one of `sorts`.")
    sorts: tuple[str, ...] = Field(description="The orders on offer.")
    done: str | None = Field(description="What was just done.")


def build(view: View) -> SparkContext:
    """The desk; filters and order come from the address."""
    desk, words, asked = desk_of(view), view.words, view.request.query_params
    ledger, counts = desk.ledger, desk.states
    state = asked.get("state") if asked.get("state") in {one.value for one in counts} else None
    search = asked.get("q", "").strip()[:100]
    sort = str(asked.get("sort")) if asked.get("sort") in SORTS else SORTS[0]
    page = paginate(_shown(desk, state, search, sort), view.page_number())
    alerts = desk.alerts
    done = asked.get("done")
    return SparkContext(
        rows=Slice(
            [right_row(ledger.lines[at], ledger, words) for at in page.rows], page.number, page.pages, page.total
        ),
        as_of=ledger.as_of,
        zone=ledger.zone.key,
        currency=ledger.currency,
        per_day=ledger.per_day,
        total=ledger.total,
        untold=ledger.n_untold,
        renewals=desk.renewals,
        count=len(ledger.lines),
        alerts=tuple(
            AlertLine(alert.right_id, alert.kind.value, due_words(alert, ledger, words))
            for alert in alerts[:SHOWN_ALERTS]
        ),
        more_alerts=max(0, len(alerts) - SHOWN_ALERTS),
        states=tuple((one.value, state_word(one, words), counts[one]) for one in RightState if one in counts),
        state=state,
        search=search,
        sort=sort,
        sorts=SORTS,
        done=done if done in DONE else None,
    )


def due_words(alert: Alert, ledger: RightsLedger, words: Words) -> str:
    """What is due, in one sentence that ends with what to do."""
    return words.text(
        f"spark_due_{alert.kind}",
        creator=alert.creator,
        state=state_word(alert.state, words),
        at=words.instant(alert.at, ledger.zone.key),
        per_day=money(alert.per_day, alert.currency, words),
        total=money(alert.total, alert.currency, words),
    )


def right_row(line: RightLine, ledger: RightsLedger, words: Words) -> RightRow:
    """A line of the ledger as the table shows it."""
    right, risk = line.right, line.at_risk
    return RightRow(
        right_id=right.right_id,
        creator=right.creator,
        post_id=right.post_id,
        campaign=right.campaign,
        state=line.state.value,
        state_words=state_word(line.state, words),
        stops=stop_words(line, ledger, words),
        stops_at=line.windows.ends_at,
        per_day=risk.per_day,
        total=risk.total,
        per_day_words=money(risk.per_day, risk.currency, words),
        total_words=("≥ " if risk.is_at_least and risk.total else "") + money(risk.total, risk.currency, words),
        todo=todo_words(line, ledger, words),
        renewal_days=renewal_due(line, ledger) if line.renewed_by is None else None,
        is_in_danger=risk.reason in IN_DANGER and risk.total != 0,
    )


def _shown(desk: Desk, state: str | None, search: str, sort: str) -> tuple[int, ...]:
    """The places of the lines that fit, in the chosen order."""
    wanted, lines = search.casefold(), desk.ledger.lines
    order = desk.orders[sort]
    if state is not None:
        order = tuple(at for at in order if lines[at].state == state)
    return tuple(at for at in order if wanted in desk.texts[at]) if wanted else order


SPARK = Page("spark", "/spark", "spark", build)
