"""Tracked links, their clicks and the collector's counts, in the reader's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import narwhals as nw

from upshot.intake.filing import SpoolState, read_waiting
from upshot.records.hooks import Webhook
from upshot.records.links import discount_codes
from upshot.records.tallies import LINKS, Tally
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.public_links import tracked_address
from upshot.surfaces.wording import MISSING, Words
from upshot.vocabulary.public_addresses import LOOPBACK
from upshot.vocabulary.tracked_links import TrackedLink
from upshot.wiring import Workspace

DESCRIPTION_CHARACTERS = 60  # of a destination in a table


@dataclass(frozen=True)
class LinkLine:
    """A link and what came of it; clicks are those of people, machines apart."""

    link: TrackedLink
    address: str
    codes: tuple[str, ...]  # the creator's discount codes in the campaign
    has_deal: bool  # whether a collaboration is recorded that its orders count for
    clicks: int  # in the lake
    waiting: int  # written down, not filed yet
    bots: int
    last_clicked_at: datetime | None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can open it, because nobody said how the world reaches the collector."""
        return urlsplit(self.address).hostname in LOOPBACK

    def document(self) -> dict[str, Any]:
        """The line for programs."""
        return asdict(self.link) | {
            "address": self.address,
            "landing": self.link.landing,
            "discount_codes": list(self.codes),
            "clicks": self.clicks,
            "clicks_waiting": self.waiting,
            "bot_clicks": self.bots,
            "last_clicked_at": self.last_clicked_at,
        }


def link_lines(workspace: Workspace, *, codes: Collection[str] | None = None) -> list[LinkLine]:
    """The workspace's links with their clicks, the newest first; only `codes` where they are given."""
    links = [link for link in workspace.link_book().list() if codes is None or link.code in codes]
    if not links:
        return []
    deals, filed, waiting = workspace.rows("collaboration"), _filed(workspace), read_waiting(workspace.house.home)[0]
    return [
        LinkLine(
            link=link,
            address=tracked_address(workspace, link.code),
            codes=discount_codes(link, deals),
            has_deal=any(row["creator"] == link.creator and link.campaign in {None, row["campaign"]} for row in deals),
            clicks=filed.get((link.code, False), (0, None))[0],
            waiting=waiting[link.code],
            bots=filed.get((link.code, True), (0, None))[0],
            last_clicked_at=filed.get((link.code, False), (0, None))[1],
        )
        for link in links
    ]


def _filed(workspace: Workspace) -> dict[tuple[str, bool], tuple[int, datetime | None]]:
    """Clicks in the lake and the last of them, by link and whether a machine made them."""
    counted = (
        workspace.frame("click")
        .group_by("link_id", "is_bot")
        .agg(n=nw.len(), last=nw.col("clicked_at").max())
        .collect()
        .to_arrow()
        .to_pylist()
    )
    return {(row["link_id"], bool(row["is_bot"])): (int(row["n"]), _utc(row["last"])) for row in counted}


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def link_table(lines: Sequence[LinkLine], words: Words) -> TextTable:
    """A row per link."""
    columns = (
        Column(words.text("links_address"), is_number=False),
        Column(words.text("label_creator"), is_number=False),
        Column(words.text("links_campaign"), is_number=False),
        Column(words.text("links_place"), is_number=False),
        Column(words.text("links_leads_to"), is_number=False),
        Column(words.text("links_code"), is_number=False),
        Column(words.text("links_clicks")),
        Column(words.text("links_waiting")),
        Column(words.text("links_bots")),
        Column(words.text("links_state"), is_number=False),
    )
    rows = tuple(
        (
            line.link.code,
            line.link.creator or MISSING,
            line.link.campaign or MISSING,
            place_words(line.link, words),
            _short(line.link.destination),
            ", ".join(line.codes) or MISSING,
            words.number(line.clicks),
            words.number(line.waiting),
            words.number(line.bots),
            state_words(line.link, words),
        )
        for line in lines
    )
    return TextTable("links", words.text("links_title"), columns, rows)


def place_words(link: TrackedLink, words: Words) -> str:
    """Where the link stands: `tiktok, bio`."""
    return f"{link.platform}, {words.text(f'links_place_{link.place}')}"


def state_words(link: TrackedLink, words: Words) -> str:
    """Whether it is in use."""
    if link.retired_at is None:
        return words.text("links_active")
    return words.text("links_retired_on", day=words.day(link.retired_at.date()))


def link_details(line: LinkLine, words: Words) -> list[tuple[str, str]]:
    """Everything about one link as label and text."""
    link = line.link
    told = [
        ("links_leads_to", link.landing),
        ("label_creator", link.creator or MISSING),
        ("links_campaign", link.campaign or MISSING),
        ("links_place", place_words(link, words)),
        ("links_code", ", ".join(line.codes) or MISSING),
        ("links_clicks", words.number(line.clicks + line.waiting)),
        ("links_bots", words.number(line.bots)),
        ("links_last", words.instant(line.last_clicked_at)),
        ("links_state", state_words(link, words)),
    ]
    told += [("links_post", link.post_id)] if link.post_id else []
    told += [("links_fallback", link.fallback)] if link.fallback else []
    told += [("links_note", link.note)] if link.note else []
    return [(words.text(label), text) for label, text in told]


def hook_table(hooks: Sequence[Webhook], addresses: Mapping[str, str], words: Words) -> TextTable:
    """A row per webhook."""
    labels = ("hooks_address", "hooks_kind", "hooks_account", "links_state")
    rows = tuple(
        (
            addresses[hook.name],
            hook.kind,
            hook.account_id,
            words.text("links_active")
            if hook.retired_at is None
            else words.text("links_retired_on", day=words.day(hook.retired_at.date())),
        )
        for hook in hooks
    )
    return TextTable(
        "hooks", words.text("hooks_title"), tuple(Column(words.text(one), is_number=False) for one in labels), rows
    )


def tally_table(found: Sequence[Tally], words: Words, *, days: int) -> TextTable:
    """What happened at the door, summed over days: a row per source and event."""
    sums: dict[tuple[str, str, str], int] = {}
    for one in found:
        key = (one.workspace, one.source, one.what)
        sums[key] = sums.get(key, 0) + one.n
    rows = tuple(
        (
            workspace or MISSING,
            words.text("collector_source_links") if source == LINKS else source,
            words.text(f"collector_what_{what}"),
            words.number(n),
        )
        for (workspace, source, what), n in sorted(sums.items())
    )
    columns = (
        Column(words.text("collector_workspace"), is_number=False),
        Column(words.text("collector_source"), is_number=False),
        Column(words.text("collector_what"), is_number=False),
        Column(words.text("collector_n")),
    )
    return TextTable("collector", words.text("collector_title", days=days), columns, rows)


def spool_words(state: SpoolState, words: Words) -> str:
    """What waits to be filed, in a sentence or two."""
    told = [
        words.text(
            "collector_waiting",
            clicks=state.clicks,
            calls=state.calls,
            since=words.instant(state.since),
        )
        if state.clicks or state.calls
        else words.text("collector_nothing_waiting"),
        words.text("collector_running", n=state.writers) if state.writers else words.text("collector_not_writing"),
    ]
    if state.refused_files:
        told.append(words.text("collector_refused_files", n=state.refused_files))
    return " ".join(told)


def _short(address: str) -> str:
    plain = address.removeprefix("https://")
    return plain if len(plain) <= DESCRIPTION_CHARACTERS else plain[: DESCRIPTION_CHARACTERS - 1] + "…"
