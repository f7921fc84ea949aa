"""Codes in bulk: each row is matched to its post, creator and right, or named with the reason why not.

Rows that fit are written in one transaction; a row that does not fit changes nothing, and the same rows again change
nothing either. The report never holds a code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from upshot.decisions.spark.rights.code_rows import CodeRow
from upshot.errors import InvalidInput
from upshot.measures.programme import Programme
from upshot.records.code_vault import tidy_code
from upshot.records.spark_book import CodeEntry, SparkBook
from upshot.vocabulary.spark_rights import (
    DEFAULT_USE,
    DURATIONS_DAYS,
    ENDED,
    DateSource,
    Evidence,
    RightState,
    SparkRight,
)
from upshot.vocabulary.tiktok_links import handle_of, is_short_link, post_id_of

_AWAITS = frozenset({RightState.DRAFTED, RightState.REQUESTED, RightState.CODE_RECEIVED})


class RowOutcome(StrEnum):
    """What became of a row: the first three are good, the others changed nothing."""

    TAKEN = "taken"
    DRAFTED = "drafted"  # the right was missing and was drafted with the code
    SAME = "same"
    MALFORMED = "malformed"
    NO_CODE = "no_code"
    REPEATED = "repeated"
    USED = "used"
    OLD_CODE = "old_code"  # of an earlier right on the same post
    NO_POST = "no_post"
    SHORT_LINK = "short_link"
    UNKNOWN_POST = "unknown_post"
    OTHER_CREATOR = "other_creator"
    SEVERAL_RIGHTS = "several_rights"
    NOT_AWAITED = "not_awaited"
    BAD_DAYS = "bad_days"
    BAD_DATE = "bad_date"
    REVERSED = "reversed"


GOOD = frozenset({RowOutcome.TAKEN, RowOutcome.DRAFTED, RowOutcome.SAME})


@dataclass(frozen=True)
class RowReport:
    """One row: where it stood, what became of it, and the facts that a sentence needs; never the code."""

    line: int
    outcome: RowOutcome
    post_id: str | None = None
    creator: str | None = None
    right_id: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeImport:
    """What became of every row, in the order of the rows."""

    rows: tuple[RowReport, ...]
    is_dry_run: bool

    def count(self, *outcomes: RowOutcome) -> int:
        """How many rows ended so."""
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def n_refused(self) -> int:
        """Rows that changed nothing and should be looked at."""
        return sum(row.outcome not in GOOD for row in self.rows)


class _RowError(Exception):
    """A row that does not fit; caught in this module."""

    def __init__(self, outcome: RowOutcome, **facts: str) -> None:
        super().__init__(outcome)
        self.outcome, self.facts = outcome, facts


@dataclass
class _Plan:
    """What is known while the rows are gone through."""

    book: SparkBook
    programme: Programme
    zone: ZoneInfo
    rights: tuple[SparkRight, ...]
    repeated: frozenset[str]
    entries: list[CodeEntry] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)  # code → post, within this import; dropped with it


def import_codes(
    rows: Iterable[CodeRow],
    book: SparkBook,
    programme: Programme,
    *,
    actor: str,
    now: datetime,
    zone: ZoneInfo,
    evidence: Evidence,
    is_dry_run: bool = False,
) -> CodeImport:
    """Match every row and write those that fit, at once.

    A post is known by a right on it, by the programme, or by a link that names its creator. Validity without a start
    stays unknown; a day without a time counts from its beginning, the earliest the code can end on it.

    Parameters
    ----------
    zone : of instants that name none
    """
    listed = tuple(rows)
    repeated = _in_two_posts(listed)
    plan = _Plan(book, programme, zone, book.list(), repeated)
    reports = [_planned(row, plan) for row in listed]
    if plan.entries and not is_dry_run:
        codes = book.put_many(plan.entries, actor=actor, now=now, evidence=evidence)
        ids = iter(code.right_id for code in codes)
        written = {RowOutcome.TAKEN, RowOutcome.DRAFTED}
        reports = [replace(row, right_id=next(ids)) if row.outcome in written else row for row in reports]
    return CodeImport(tuple(reports), is_dry_run)


def _in_two_posts(rows: Iterable[CodeRow]) -> frozenset[str]:
    """Codes that stand beside more than one post: nobody can tell whose they are."""
    pairs = {(_bare(row.code), post_id_of(row.post) or row.post) for row in rows if row.code}
    return frozenset(code for code, n in Counter(code for code, _ in pairs).items() if n > 1)


def _bare(code: str) -> str:
    try:
        return tidy_code(code)
    except InvalidInput:
        return code


def _planned(row: CodeRow, plan: _Plan) -> RowReport:
    post_id = post_id_of(row.post) if row.post else None
    creator = handle_of(row.creator) if row.creator else None
    try:
        code = _code(row, plan)
        post_id = _post(row, creator, plan)
        right = _right(row, post_id, creator, plan)
        if plan.seen.get(code) == post_id or not _is_new(code, right, plan):
            return RowReport(row.line, RowOutcome.SAME, post_id, right.creator, right.right_id or None)
        entry = _entry(row, right, code, plan)
    except _RowError as refused:
        return RowReport(row.line, refused.outcome, post_id, creator, None, refused.facts)
    plan.entries.append(entry)
    plan.seen[code] = post_id
    outcome = RowOutcome.TAKEN if right.right_id else RowOutcome.DRAFTED
    return RowReport(row.line, outcome, post_id, right.creator, right.right_id or None)


def _is_new(code: str, right: SparkRight, plan: _Plan) -> bool:
    """Whether the code must be put; False when the right holds it already."""
    owner = plan.book.owner_of_code(code)
    if owner is not None and owner != right.right_id:
        is_same_post = any(r.right_id == owner and r.post_id == right.post_id for r in plan.rights)
        raise _RowError(RowOutcome.OLD_CODE if is_same_post else RowOutcome.USED, right=owner)
    if owner is not None:
        return False
    if right.right_id and right.state not in _AWAITS:
        raise _RowError(RowOutcome.NOT_AWAITED, state=right.state.value, right=right.right_id)
    if any(entry.right.post_id == right.post_id and entry.right.use == right.use for entry in plan.entries):
        raise _RowError(RowOutcome.REPEATED)
    return True


def _code(row: CodeRow, plan: _Plan) -> str:
    if not row.code.strip():
        raise _RowError(RowOutcome.NO_CODE)
    try:
        code = tidy_code(row.code)
    except InvalidInput as fault:
        seen, reason = str(fault.facts["seen"]), str(fault.facts["reason"])
        raise _RowError(RowOutcome.MALFORMED, seen=seen, reason=reason) from None
    if code in plan.repeated:
        raise _RowError(RowOutcome.REPEATED)
    return code


def _post(row: CodeRow, creator: str | None, plan: _Plan) -> str:
    """The post of a row; without one, the only right of the creator that awaits a code tells it."""
    post_id = post_id_of(row.post) if row.post else None
    if post_id is not None:
        return post_id
    if row.post and is_short_link(row.post):
        raise _RowError(RowOutcome.SHORT_LINK)
    if creator is None:
        raise _RowError(RowOutcome.NO_POST)
    waiting = [right for right in plan.rights if right.creator == creator and right.state in _AWAITS]
    if len({right.post_id for right in waiting}) != 1:
        raise _RowError(RowOutcome.SEVERAL_RIGHTS if waiting else RowOutcome.NO_POST)
    return waiting[0].post_id


def _right(row: CodeRow, post_id: str, creator: str | None, plan: _Plan) -> SparkRight:
    """The right on the post that a code may go to: one that awaits it, else the newest, else a new draft."""
    use = row.use.strip() or None
    on_post = [right for right in plan.rights if right.post_id == post_id and use in {None, right.use}]
    waiting = [right for right in on_post if right.state in _AWAITS]
    standing = waiting or [right for right in on_post if right.state not in ENDED]
    if len({right.use for right in standing}) > 1:
        raise _RowError(RowOutcome.SEVERAL_RIGHTS)
    post = plan.programme.post.get(post_id)
    owner = standing[-1].creator if standing else post.creator if post else handle_of(row.post)
    if owner is None or not (standing or post or "@" in row.post):
        owner = creator if creator in plan.programme.creators else None
    if owner is None:
        raise _RowError(RowOutcome.UNKNOWN_POST)
    if creator is not None and creator != owner:
        raise _RowError(RowOutcome.OTHER_CREATOR, known=owner)
    if standing:
        return standing[-1]
    url = row.post if "tiktok.com/" in row.post else post.url if post else None
    campaign = row.campaign.strip() or (post.campaign if post else None)
    return SparkRight("", owner, post_id, use or DEFAULT_USE, campaign=campaign, post_url=url)


def _entry(row: CodeRow, right: SparkRight, code: str, plan: _Plan) -> CodeEntry:
    days = _days(row.days)
    starts_at, ends_at = _instant(row.starts_at, plan.zone), _instant(row.ends_at, plan.zone)
    if starts_at and ends_at and ends_at <= starts_at:
        raise _RowError(RowOutcome.REVERSED)
    source = DateSource.BRAND if days or starts_at or ends_at else None
    return CodeEntry(right, code, starts_at, days, ends_at, source)


def _days(text: str) -> int | None:
    digits = "".join(mark for mark in text if mark.isdigit())
    if not text.strip():
        return None
    if not digits or int(digits[:4]) not in DURATIONS_DAYS:
        raise _RowError(RowOutcome.BAD_DAYS, seen=text[:20])
    return int(digits)


def _instant(text: str, zone: ZoneInfo) -> datetime | None:
    """An ISO day or instant; `30/06/2026` is day first, for no sheet of ours has months first."""
    text = text.strip()
    if not text:
        return None
    parts = text.split("/")
    if len(parts) == 3 and len(parts[2][:4]) == 4:
        text = f"{parts[2][:4]}-{parts[1]:0>2}-{parts[0]:0>2}{parts[2][4:]}"
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(0), zone).astimezone(UTC)
        moment = datetime.fromisoformat(text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else ""))
    except ValueError:
        raise _RowError(RowOutcome.BAD_DATE, seen=text[:40]) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
