"""The tracked links of a workspace: made, listed, retired; never edited, for clicks point at them for good.

A link's `utm_content` is a claim of its creator: `with_link_claims` adds it to the creator's collaborations whenever
these are read, so that orders which land with it are credited without anybody typing it into a sheet.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from upshot.errors import InvalidInput, NotAllowed, UnknownName
from upshot.records import connecting
from upshot.records.journal import Journal
from upshot.records.schema import TRACKED_LINK
from upshot.records.store import Records
from upshot.vocabulary.tiktok_links import post_id_of
from upshot.vocabulary.tracked_links import (
    MEDIUM,
    PLACES,
    UTM,
    TrackedLink,
    check_tag,
    new_code,
    tag_of,
    tagged,
    tidy_destination,
    vanity_code,
)

LONGEST_NOTE = 500
_TRIES = 20
_FIELDS = tuple(TrackedLink.__dataclass_fields__)


@dataclass(frozen=True)
class LinkAsked:
    """What a person says of a new link; what is left out is filled from campaign, creator and platform."""

    destination: str
    campaign: str | None = None
    creator: str | None = None
    platform: str = "tiktok"
    place: str = "bio"
    post: str | None = None  # its link or its id
    code: str | None = None
    utm: Mapping[str, str] = field(default_factory=dict)  # tags of one's own, by name
    note: str = ""


class LinkBook:
    """The links of one workspace; cheap to make, safe from several threads and processes."""

    def __init__(self, records: Records, workspace: str) -> None:
        self.records, self.workspace = records, workspace

    def list(self) -> tuple[TrackedLink, ...]:
        """All links, the newest first, retired ones too."""
        wanted = sa.select(TRACKED_LINK).where(TRACKED_LINK.c.workspace == self.workspace)
        ordered = wanted.order_by(TRACKED_LINK.c.created_at.desc(), TRACKED_LINK.c.code)
        with connecting.transaction(self.records.engine) as connection:
            return tuple(_link_of(row) for row in connection.execute(ordered).mappings())

    def get(self, code: str) -> TrackedLink:
        """One link by its code, or by its whole address.

        Raises
        ------
        UnknownName : unknown_link, with the nearest codes
        """
        wanted = code.strip().rstrip("/").rpartition("/")[2].lower()
        known = {link.code: link for link in self.list()}
        if wanted not in known:
            nearest = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
            raise UnknownName("unknown_link", seen=code[:80], nearest=nearest)
        return known[wanted]

    def add(self, asked: LinkAsked, *, actor: str, now: datetime) -> TrackedLink:
        """Make a link and return it.

        Raises
        ------
        InvalidInput : link_destination, link_personal_data, link_utm_conflict, link_tag_malformed, link_tag_missing,
            link_tag_taken, link_campaign_spelling, link_code_malformed, link_code_taken, link_place, link_post,
            link_note_long
        UnknownName : unknown_campaign, unknown_creator
        """
        draft = self._drafted(asked, actor=actor, now=now)
        own_code = vanity_code(asked.code) if asked.code else None
        for _ in range(_TRIES):
            link = replace(draft, code=own_code or new_code())
            if self._insert(link, actor=actor, now=now):
                return link
            if own_code:
                break
        raise InvalidInput("link_code_taken", seen=own_code or "–")

    def retire(self, code: str, *, actor: str, now: datetime, fallback: str | None = None) -> TrackedLink:
        """End a link; from now on it leads to `fallback`, or says that it has ended. Its clicks and its claim stay.

        Raises
        ------
        UnknownName : unknown_link
        NotAllowed : link_retired
        InvalidInput : link_destination
        """
        link = self.get(code)
        if link.retired_at is not None:
            raise NotAllowed("link_retired", link=link.code, at=link.retired_at.isoformat(timespec="seconds"))
        values = {"retired_at": now, "fallback": tidy_destination(fallback) if fallback else None}
        same = (TRACKED_LINK.c.workspace == self.workspace, TRACKED_LINK.c.code == link.code)
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            connection.execute(sa.update(TRACKED_LINK).where(*same).values(**values))
            self._note(connection, "retire_link", link.code, actor=actor, now=now, detail={"to": values["fallback"]})
        return self.get(link.code)

    # --- filling in ------------------------------------------------------------------------------------------------

    def _drafted(self, asked: LinkAsked, *, actor: str, now: datetime) -> TrackedLink:
        """The link but for its code, every field checked."""
        if asked.place not in PLACES:
            raise InvalidInput("link_place", seen=asked.place[:40], valid=", ".join(PLACES))
        if len(asked.note) > LONGEST_NOTE:
            raise InvalidInput("link_note_long", seen=len(asked.note), most=LONGEST_NOTE)
        deals = self.records.rows(self.workspace, "collaboration")
        campaign = self._named(asked.campaign, "campaign", deals) if asked.campaign else None
        creator = self._named(asked.creator.lstrip("@"), "creator", deals) if asked.creator else None
        platform = check_tag("platform", tag_of(asked.platform))
        others = self.list()
        utm = self._tags(asked, campaign, creator, platform, deals, others)
        self._check_spelling(campaign, utm["utm_campaign"], others)
        if content := utm.get("utm_content"):
            _check_owner(content, creator, deals, others)
        link = TrackedLink(
            code="",
            destination=tidy_destination(asked.destination),
            campaign=campaign,
            creator=creator,
            platform=platform,
            place=asked.place,
            post_id=_post(asked.post) if asked.post else None,
            utm_source=utm["utm_source"],
            utm_medium=utm["utm_medium"],
            utm_campaign=utm["utm_campaign"],
            utm_content=utm.get("utm_content"),
            created_at=now,
            created_by=actor,
            note=asked.note.strip(),
        )
        tagged(link.destination, link.utm)  # refused now rather than at the first click
        return link

    def _named(self, name: str, table: str, deals: Sequence[Mapping[str, Any]]) -> str:
        """A campaign or a creator as it is spelt in the records, letter case aside."""
        rows = self.records.rows(self.workspace, table)
        known = {str(row[table]) for rows in (rows, deals) for row in rows}
        found = {one.casefold(): one for one in known}.get(name.strip().casefold())
        if found is None:
            nearest = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.4) or sorted(known)[:3]
            raise UnknownName(f"unknown_{table}", seen=name[:80], nearest=nearest)
        return found

    def _tags(
        self,
        asked: LinkAsked,
        campaign: str | None,
        creator: str | None,
        platform: str,
        deals: Sequence[Mapping[str, Any]],
        others: Sequence[TrackedLink],
    ) -> dict[str, str]:
        """The four tags: as told, else source = platform, medium = creator, campaign and content = their names.

        A creator who has a tag in this campaign keeps it, and a campaign its spelling.
        """
        used = next((link.utm_campaign for link in others if campaign and link.campaign == campaign), None)
        filled = {
            "utm_source": platform,
            "utm_medium": MEDIUM,
            "utm_campaign": used or tag_of(campaign or ""),
            "utm_content": (_known_tag(creator, campaign, deals) or tag_of(creator)) if creator else "",
        }
        told = {name: value.strip() for name, value in asked.utm.items() if value and value.strip()}
        tags = {name: check_tag(name, told.get(name) or filled[name]) for name in UTM if told.get(name) or filled[name]}
        for name in UTM[:3]:
            if name not in tags:
                raise InvalidInput("link_tag_missing", field=name, seen=campaign or "–")
        return tags

    def _check_spelling(self, campaign: str | None, tag: str, others: Sequence[TrackedLink]) -> None:
        """One campaign, one tag; one tag, one campaign."""
        named = {str(row["campaign"]) for row in self.records.rows(self.workspace, "campaign")}
        known = {link.campaign: link.utm_campaign for link in others if link.campaign}
        known |= {name: tag_of(name) for name in named if name not in known}
        for name, spelt in known.items():
            if (name == campaign and campaign in {link.campaign for link in others} and spelt != tag) or (
                name != campaign and spelt == tag and campaign is not None
            ):
                raise InvalidInput("link_campaign_spelling", seen=tag, campaign=name, ours=spelt)

    # --- writing ---------------------------------------------------------------------------------------------------

    def _insert(self, link: TrackedLink, *, actor: str, now: datetime) -> bool:
        """Write a link unless its code exists, in this workspace or another."""
        with connecting.transaction(self.records.engine, is_writing=True) as connection:
            taken = sa.select(TRACKED_LINK.c.code).where(TRACKED_LINK.c.code == link.code)
            if connection.scalar(taken) is not None:
                return False
            values = {name: getattr(link, name) for name in _FIELDS}
            connection.execute(sa.insert(TRACKED_LINK).values(workspace=self.workspace, **values))
            detail = {"creator": link.creator, "campaign": link.campaign, "to": link.landing}
            self._note(connection, "add_link", link.code, actor=actor, now=now, detail=detail)
        return True

    def _note(
        self, connection: sa.Connection, act: str, code: str, *, actor: str, now: datetime, detail: dict[str, Any]
    ) -> None:
        """Links change what collaborations claim, so verdicts must be asked anew."""
        self.records._touch(connection, self.workspace)  # noqa: SLF001 (one room)
        self.records._audit(  # noqa: SLF001 (as above)
            connection, self.workspace, who=actor, act=act, subject=code, detail=detail, now=now
        )


def links_of_house(records: Journal) -> tuple[tuple[str, TrackedLink], ...]:
    """Every link of every workspace, for the collector that serves them all: (workspace, link)."""
    with connecting.transaction(records.engine) as connection:
        rows = connection.execute(sa.select(TRACKED_LINK)).mappings().all()
        return tuple((str(row["workspace"]), _link_of(row)) for row in rows)


def link_tags(records: Journal, workspace: str) -> list[tuple[str, str | None, str]]:
    """(creator, campaign, utm_content) of the workspace's links, retired ones too."""
    columns = (TRACKED_LINK.c.creator, TRACKED_LINK.c.campaign, TRACKED_LINK.c.utm_content)
    wanted = sa.select(*columns).where(
        TRACKED_LINK.c.workspace == workspace,
        TRACKED_LINK.c.creator.is_not(None),
        TRACKED_LINK.c.utm_content.is_not(None),
    )
    with connecting.transaction(records.engine) as connection:
        found = connection.execute(wanted.distinct()).all()
    return sorted(((row[0], row[1], row[2]) for row in found), key=lambda tag: (tag[0], tag[1] or "", tag[2]))


def with_link_claims(
    rows: Iterable[dict[str, Any]], tags: Sequence[tuple[str, str | None, str]]
) -> list[dict[str, Any]]:
    """Collaborations whose `utm_contents` hold the tags of the creator's links too.

    A link without a campaign counts for every collaboration of its creator.
    """
    if not tags:
        return list(rows)
    claimed = []
    for row in rows:
        own = list(row.get("utm_contents") or ())
        held = {tag.strip().lower() for tag in own}
        added = {
            tag
            for creator, campaign, tag in tags
            if creator == row["creator"] and campaign in {None, row["campaign"]} and tag not in held
        }
        claimed.append({**row, "utm_contents": [*own, *sorted(added)]} if added else row)
    return claimed


def discount_codes(link: TrackedLink, deals: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The creator's discount codes in the link's campaign, or in all of them where the link names none."""
    if link.creator is None:
        return ()
    found = (
        code.strip().upper()
        for row in deals
        if row["creator"] == link.creator and link.campaign in {None, row["campaign"]}
        for code in row.get("codes") or ()
    )
    return tuple(dict.fromkeys(code for code in found if code))


def _check_owner(
    tag: str, creator: str | None, deals: Sequence[Mapping[str, Any]], others: Sequence[TrackedLink]
) -> None:
    """A tag of two creators would make their orders anybody's."""
    owners = {str(row["creator"]) for row in deals for one in row["utm_contents"] or () if one.strip().lower() == tag}
    owners |= {link.creator for link in others if link.utm_content == tag and link.creator}
    if others_own := sorted(owners - {creator}):
        raise InvalidInput("link_tag_taken", seen=tag, creator=others_own[0])


def _known_tag(creator: str, campaign: str | None, deals: Sequence[Mapping[str, Any]]) -> str | None:
    """The tag that the creator's collaboration in this campaign names already."""
    for row in deals:
        if row["creator"] == creator and campaign in {None, row["campaign"]}:
            for tag in row["utm_contents"] or ():
                return str(tag).strip().lower()
    return None


def _post(text: str) -> str:
    """The id of a post from its link, or as it stands."""
    found = text.strip() if text.strip().isdigit() and len(text.strip()) <= 40 else post_id_of(text.strip())
    if found is None:
        raise InvalidInput("link_post", seen=text[:120])
    return found


def _link_of(row: Mapping[Any, Any]) -> TrackedLink:
    return TrackedLink(**{name: row[name] for name in _FIELDS})
