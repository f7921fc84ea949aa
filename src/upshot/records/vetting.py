"""The vetting book of one workspace: who said yes or no to a creator, on what evidence, until when; and post ratings.

History is added to and never rewritten. The evidence is kept as canonical JSON with its SHA-256, so that anybody can
check later that a decision rests on what it says it rests on.
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, NotAllowed, UnknownName
from upshot.records import connecting
from upshot.records.creator_replies import CreatorReply, replies_of
from upshot.records.schema import CONTENT_RATING, VETTING_EVENT
from upshot.records.spark_desk import new_id
from upshot.records.store import Records

LONGEST_DAYS = 730


class VettingOutcome(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    REJECT = "reject"
    WAIT = "wait"


@dataclass(frozen=True)
class VettingDecision:
    """One decision; `snapshot` is the evidence as it stood, `needs_second` whether another person must say yes too."""

    decision_id: str
    creator: str
    outcome: VettingOutcome
    reason: str
    risk: str
    needs_second: bool
    decided_at: datetime
    decided_by: str
    expires_at: datetime
    snapshot: str
    sha256: str
    approved_at: datetime | None = None
    approved_by: str | None = None
    approval_note: str | None = None

    @property
    def is_intact(self) -> bool:
        """Whether the snapshot is the one that was decided on."""
        return hashlib.sha256(self.snapshot.encode()).hexdigest() == self.sha256

    @property
    def evidence(self) -> Any:
        """The snapshot, parsed."""
        return json.loads(self.snapshot)


@dataclass(frozen=True)
class VettingStanding:
    """Whether a creator may be signed at an instant, and the code of why (not)."""

    creator: str
    is_vetted: bool
    why: str
    decision: VettingDecision | None = None


@dataclass(frozen=True)
class KeptRating:
    """One person's marks of one post, as they were given."""

    creator: str
    post_id: str
    rater: str
    rubric: str
    version: int
    marks: dict[str, int]
    note: str
    rated_at: datetime


class VettingBook:
    """Decisions and ratings of one workspace; every statement filters by it."""

    def __init__(self, records: Records, workspace: str) -> None:
        self._records, self.workspace = records, workspace

    def replies(self) -> list[CreatorReply]:
        """What creators answered about a reading of their numbers, oldest first."""
        return replies_of(self._records, self.workspace)

    # --- decisions ---------------------------------------------------------------------------------------------

    def decide(
        self,
        creator: str,
        outcome: VettingOutcome | str,
        *,
        reason: str,
        evidence: Any,
        risk: str,
        needs_second: bool,
        days: int,
        actor: str,
        now: datetime,
    ) -> VettingDecision:
        """Record a decision; it takes the place of every earlier one about the creator.

        Parameters
        ----------
        evidence : what JSON can hold; NaN becomes null, instants and days become text
        needs_second : whether the risk reaches the threshold of the settings
        days : for how long it holds, 1 to 730

        Raises
        ------
        InvalidInput : vetting_outcome, vetting_reason (none given), vetting_days
        """
        if outcome not in set(VettingOutcome):
            raise InvalidInput("vetting_outcome", seen=outcome, valid=", ".join(VettingOutcome))
        if not reason.strip():
            raise InvalidInput("vetting_reason")
        if not 1 <= days <= LONGEST_DAYS:
            raise InvalidInput("vetting_days", seen=days, valid=f"1–{LONGEST_DAYS}")
        snapshot = canonical_json(evidence)
        made = VettingDecision(
            decision_id=new_id(),
            creator=_handle(creator),
            outcome=VettingOutcome(outcome),
            reason=reason.strip(),
            risk=risk,
            needs_second=needs_second and outcome == VettingOutcome.APPROVE,
            decided_at=now,
            decided_by=actor,
            expires_at=now + timedelta(days=days),
            snapshot=snapshot,
            sha256=hashlib.sha256(snapshot.encode()).hexdigest(),
        )
        values = {
            "decision_id": made.decision_id, "creator": made.creator, "kind": "decided", "at": now, "actor": actor,
            "reason": made.reason, "outcome": made.outcome.value, "risk": risk, "needs_second": made.needs_second,
            "expires_at": made.expires_at, "snapshot": snapshot, "sha256": made.sha256,
        }  # fmt: skip
        detail = {"outcome": made.outcome.value, "risk": risk, "sha256": made.sha256}
        self._add(values, act="vetting_decide", detail=detail)
        return made

    def approve(self, creator: str, *, actor: str, now: datetime, note: str = "") -> VettingDecision:
        """A second person says yes to the standing decision.

        Raises
        ------
        UnknownName : vetting_unknown, when nothing was decided about the creator
        NotAllowed : vetting_same_person; vetting_no_second_needed (another outcome, below the threshold, or approved
            already); vetting_expired_already; vetting_altered, when the evidence is no longer what was decided on
        """
        found = self.latest(creator, now)
        if found is None:
            raise UnknownName("vetting_unknown", seen=creator, nearest=sorted({d.creator for d in self.all()})[:5])
        if not found.needs_second or found.approved_at is not None:
            raise NotAllowed("vetting_no_second_needed", creator=found.creator)
        if same_person(actor, found.decided_by):
            raise NotAllowed("vetting_same_person", creator=found.creator, who=found.decided_by)
        if found.expires_at <= now:
            raise NotAllowed("vetting_expired_already", creator=found.creator, on=found.expires_at.date().isoformat())
        if not found.is_intact:
            raise NotAllowed("vetting_altered", creator=found.creator, sha256=found.sha256)
        values = {"decision_id": found.decision_id, "creator": found.creator, "kind": "approved", "at": now,
                  "actor": actor, "reason": note.strip()}  # fmt: skip
        self._add(values, act="vetting_approve", detail={"decision": found.decision_id, "sha256": found.sha256})
        return replace(found, approved_at=now, approved_by=actor, approval_note=note.strip())

    def all(self, *, until: datetime | None = None) -> list[VettingDecision]:
        """Every decision with its approval, newest first; what came after `until` is left out."""
        return self._read(VETTING_EVENT.c.workspace == self.workspace, until=until)

    def history(self, creator: str) -> list[VettingDecision]:
        """Every decision about one creator, newest first."""
        own = (VETTING_EVENT.c.workspace == self.workspace, VETTING_EVENT.c.creator == _handle(creator))
        return self._read(*own, until=None)

    def latest(self, creator: str, at: datetime) -> VettingDecision | None:
        """The decision that stood at an instant."""
        own = (VETTING_EVENT.c.workspace == self.workspace, VETTING_EVENT.c.creator == _handle(creator))
        return next(iter(self._read(*own, until=at)), None)

    def standing(self, creator: str, at: datetime) -> VettingStanding:
        """Whether the creator may be signed at an instant, by what was recorded until then, and why."""
        return standing_of(_handle(creator), self.latest(creator, at), at)

    def is_vetted(self, creator: str, at: datetime) -> bool:
        """Whether a valid approval stood at an instant: the step before a contract."""
        return self.standing(creator, at).is_vetted

    # --- ratings -----------------------------------------------------------------------------------------------

    def rate(self, rating: KeptRating) -> None:
        """Keep one person's marks; earlier ones stay in the history, the newest count."""
        made = replace(rating, creator=_handle(rating.creator), rater=rating.rater.strip())
        with connecting.transaction(self._records.engine, is_writing=True) as connection:
            connection.execute(sa.insert(CONTENT_RATING).values(workspace=self.workspace, **vars(made)))
            detail = {"post_id": made.post_id, "rubric": f"{made.rubric} {made.version}"}
            self._note(connection, made.creator, "vetting_rate", made.rater, made.rated_at, detail)

    def ratings(self, creator: str | None = None) -> list[KeptRating]:
        """Ratings of one creator's posts, or of all, oldest first."""
        wanted = sa.select(CONTENT_RATING).where(CONTENT_RATING.c.workspace == self.workspace)
        if creator is not None:
            wanted = wanted.where(CONTENT_RATING.c.creator == _handle(creator))
        names = KeptRating.__dataclass_fields__
        with connecting.transaction(self._records.engine) as connection:
            rows = connection.execute(wanted.order_by(CONTENT_RATING.c.id)).mappings()
            return [KeptRating(**{name: row[name] for name in names}) for row in rows]

    # --- within ------------------------------------------------------------------------------------------------

    def _add(self, values: Mapping[str, Any], *, act: str, detail: dict[str, Any]) -> None:
        with connecting.transaction(self._records.engine, is_writing=True) as connection:
            connection.execute(sa.insert(VETTING_EVENT).values(workspace=self.workspace, **values))
            self._note(connection, values["creator"], act, values["actor"], values["at"], detail)

    def _note(
        self, connection: sa.Connection, creator: str, act: str, who: str, now: datetime, detail: dict[str, Any]
    ) -> None:
        """An audit event in the same transaction, and the desk's counter; no verdict reads any of this."""
        subject, home = f"creator {creator}", self._records
        home._touch_desk(connection, self.workspace)  # noqa: SLF001 (one room)
        home._audit(connection, self.workspace, who=who, act=act, subject=subject, detail=detail, now=now)  # noqa: SLF001

    def _read(self, *where: sa.ColumnElement[bool], until: datetime | None) -> list[VettingDecision]:
        wanted = sa.select(VETTING_EVENT).where(*where).order_by(VETTING_EVENT.c.id)
        found: dict[str, VettingDecision] = {}
        with connecting.transaction(self._records.engine) as connection:
            for row in connection.execute(wanted).mappings():
                if until is not None and row["at"] > until:
                    continue
                if row["kind"] == "decided":
                    found[row["decision_id"]] = _decision(row)
                elif row["decision_id"] in found:
                    approved = {"approved_at": row["at"], "approved_by": row["actor"], "approval_note": row["reason"]}
                    found[row["decision_id"]] = replace(found[row["decision_id"]], **approved)
        return list(reversed(found.values()))


def standing_of(creator: str, decision: VettingDecision | None, at: datetime) -> VettingStanding:
    """Whether a decision lets a creator be signed at an instant, and why (not)."""
    if decision is None:
        return VettingStanding(creator, is_vetted=False, why="vetting_none")
    if decision.outcome is not VettingOutcome.APPROVE:
        why = "vetting_rejected" if decision.outcome is VettingOutcome.REJECT else "vetting_waiting"
    elif not decision.is_intact:
        why = "vetting_tampered"
    elif decision.expires_at <= at:
        why = "vetting_expired"
    elif decision.needs_second and (decision.approved_at is None or decision.approved_at > at):
        why = "vetting_needs_second"
    else:
        why = "vetting_valid"
    return VettingStanding(creator, why == "vetting_valid", why, decision)


def latest_by_creator(decisions: Iterable[VettingDecision]) -> dict[str, VettingDecision]:
    """The newest decision about each creator, from decisions newest first."""
    found: dict[str, VettingDecision] = {}
    for decision in decisions:
        found.setdefault(decision.creator, decision)
    return found


def canonical_json(value: Any) -> str:
    """One spelling of a value: sorted names, no blanks, UTF-8; equal values give equal text.

    Dataclasses are taken as their fields, sets in order, instants and days as ISO text, NaN and infinity as null.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def same_person(first: str, second: str) -> bool:
    """Whether two names are one: letter case, blanks and ways of writing an accent do not make two."""
    return _person(first) == _person(second)


def _person(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _plain(value: Any) -> Any:  # noqa: PLR0911 (one kind of value each)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half a letter cannot be hashed
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if hasattr(value, "tolist"):  # arrays and their scalars
        return _plain(value.tolist())
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _decision(row: Mapping[Any, Any]) -> VettingDecision:
    return VettingDecision(
        decision_id=row["decision_id"],
        creator=row["creator"],
        outcome=VettingOutcome(row["outcome"]),
        reason=row["reason"],
        risk=row["risk"],
        needs_second=bool(row["needs_second"]),
        decided_at=row["at"],
        decided_by=row["actor"],
        expires_at=row["expires_at"],
        snapshot=row["snapshot"],
        sha256=row["sha256"],
    )


def _handle(text: str) -> str:
    return text.strip().removeprefix("@").casefold()
