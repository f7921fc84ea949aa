"""Links and webhooks in memory, ready to answer; read again when a record changes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from upshot.records.code_vault import CodeVault
from upshot.records.hooks import HookBook, Webhook
from upshot.records.links import links_of_house
from upshot.records.store import Records
from upshot.records.tallies import house_revision
from upshot.vocabulary.tracked_links import with_click

CHECK_EVERY_S = 1.0
CHECK_AGAIN_S = 0.2  # at most that often because of a code nobody knows: a guesser must not keep the database busy


@dataclass(frozen=True, slots=True)
class Door:
    """One link, ready to answer: its address in the two parts around a click's id, as bytes of a header."""

    code: str
    workspace: str
    before: bytes
    after: bytes
    landing: bytes  # the address without a click
    is_retired: bool
    fallback: bytes | None


class Tables:
    """What the collector knows by heart."""

    def __init__(self, records: Records, keys: Path) -> None:
        self.records = records
        self.book = HookBook(records, CodeVault(keys))
        self.hooks: dict[str, Webhook] = {}
        self._doors: dict[str, Door] = {}
        self._revision = -1
        self._checked_at = -CHECK_EVERY_S
        self._checking = asyncio.Lock()

    def find(self, code: str) -> Door | None:
        """A link by its code, capitals or not."""
        return self._doors.get(code) or self._doors.get(code.lower())

    async def find_again(self, code: str) -> Door | None:
        """As `find`, after looking whether the link was made this instant."""
        if time.monotonic() - self._checked_at >= CHECK_AGAIN_S:
            await self.refresh()
        return self.find(code)

    async def find_hook(self, name: str) -> Webhook | None:
        """A webhook by its name."""
        if name not in self.hooks and time.monotonic() - self._checked_at >= CHECK_AGAIN_S:
            await self.refresh()
        return self.hooks.get(name)

    async def refresh(self) -> None:
        """Read links and webhooks again if any record changed."""
        async with self._checking:
            await run_in_threadpool(self.load)

    def load(self) -> None:
        """As `refresh`, for the start."""
        self._checked_at = time.monotonic()
        revision = house_revision(self.records)
        if revision == self._revision:
            return
        doors = {}
        for workspace, link in links_of_house(self.records):
            before, after = with_click(link.landing)
            doors[link.code] = Door(
                link.code,
                workspace,
                before.encode("ascii"),
                after.encode("ascii"),
                link.landing.encode("ascii"),
                is_retired=link.retired_at is not None,
                fallback=link.fallback.encode("ascii") if link.fallback else None,
            )
        self._doors, self.hooks = doors, self.book.opened()
        self._revision = revision
