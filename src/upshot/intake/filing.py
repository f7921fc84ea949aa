"""From the spool into the house: clicks into the lake, shops' calls through the importers of their exports.

Filing is safe to repeat: a click is known by its id and an order by its number, so a segment that was filed and not
yet deleted when the process died changes nothing the second time. Segments that a collector still writes to are left
alone; `ask_to_close` makes it close them.
"""

from __future__ import annotations

import csv
import logging
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import structlog

from upshot.errors import HomeBusy
from upshot.intake.asking import ImportOptions, Place
from upshot.intake.calls import export_of
from upshot.intake.importing import import_paths
from upshot.intake.report import Status
from upshot.intake.spool import Waiting, read_segment, waiting_segments
from upshot.records.links import links_of_house
from upshot.records.store import Records
from upshot.sources.base import Batch
from upshot.vocabulary.tables import CLICK
from upshot.vocabulary.tracked_links import TrackedLink
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.locking import writer_lock

SPOOL = "spool"
CLICKS, CALLS = "clicks", "calls"
CLOSE_MARK = ".close"  # touched by whoever wants to file at once; collectors look every second
SOURCE = "collector"
KIND_OF = {"shopify": "shopify_orders", "woocommerce": "woocommerce_orders", "orders": "orders"}
MOST_CLICKS = 200_000  # rows loaded at once
_log = structlog.wrap_logger(logging.getLogger("upshot.intake"))


@dataclass
class Filed:
    """What one filing did."""

    clicks: int = 0  # new in the lake
    known: int = 0  # filed before
    orders: int = 0  # calls of shops that went through an importer
    orphaned: int = 0  # clicks of links that are no longer there (their creator was erased)
    torn: int = 0  # lines cut off by a kill; nobody was told that they are kept
    refused: int = 0  # calls that an importer could not read; kept in spool/refused
    segments: int = 0
    busy: list[str] = field(default_factory=list)  # workspaces where somebody else writes: tried again next time


def file_spool(
    home: Path,
    records: Records,
    place_of: Callable[[str], Place],
    *,
    now: datetime,
    wait_s: float = 5.0,
) -> Filed:
    """File everything that waits in the home's spool.

    Raises
    ------
    HomeBusy : another process files right now
    WarehouseError : disk_full, lake_corrupt
    """
    folder, done = home / SPOOL, Filed()
    if not folder.is_dir():
        return done
    with writer_lock(folder / ".filing.lock", who="file clicks", wait_s=wait_s):
        segments = [one for one in waiting_segments(folder) if not one.is_live]
        _file_clicks([one for one in segments if one.kind == CLICKS], records, place_of, done, now=now, wait_s=wait_s)
        _file_calls([one for one in segments if one.kind == CALLS], home, place_of, done, now=now, wait_s=wait_s)
    if done.segments:
        _log.info("spool filed", clicks=done.clicks, orders=done.orders, segments=done.segments)
    return done


# --- clicks --------------------------------------------------------------------------------------------------------


def _file_clicks(
    segments: Sequence[Waiting],
    records: Records,
    place_of: Callable[[str], Place],
    done: Filed,
    *,
    now: datetime,
    wait_s: float,
) -> None:
    """Some segments at a time: of a spool that grew for days no more than a part is ever in memory."""
    links = {link.code: (workspace, link) for workspace, link in links_of_house(records)} if segments else {}
    taken: list[Waiting] = []
    clicks: list[list[Any]] = []
    for at, segment in enumerate(segments, start=1):
        values, torn = _read(segment)
        clicks += values
        taken.append(segment)
        done.torn += torn
        if len(clicks) >= MOST_CLICKS or at == len(segments):
            _load_clicks(taken, clicks, links, place_of, done, now=now, wait_s=wait_s)
            taken, clicks = [], []


def _load_clicks(
    taken: Sequence[Waiting],
    clicks: Sequence[list[Any]],
    links: Mapping[str, tuple[str, TrackedLink]],
    place_of: Callable[[str], Place],
    done: Filed,
    *,
    now: datetime,
    wait_s: float,
) -> None:
    """Load each workspace's clicks at once, then let the segments go; one that is busy keeps them all for later."""
    by_workspace: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for click in clicks:
        found = links.get(click[1])
        if found is None:
            done.orphaned += 1
            continue
        by_workspace[found[0]].append(_row(click, found[1]))
    is_complete = True
    for workspace, rows in sorted(by_workspace.items()):
        batch = Batch(CLICK.name, pa.Table.from_pylist(rows, schema=CLICK.arrow_schema()), len(rows))
        lake = place_of(workspace).lake
        try:
            with lake.writing(who="file clicks", wait_s=wait_s):
                count = lake.load([batch], source=SOURCE, import_id=SOURCE, now=now).tables[CLICK.name]
        except HomeBusy:
            done.busy.append(workspace)
            is_complete = False
            continue
        done.clicks += count.new
        done.known += count.unchanged + count.duplicates
    if is_complete:
        _let_go(taken, done)


def _row(click: Sequence[Any], link: TrackedLink) -> dict[str, Any]:
    """A line of the spool as a row: `[id, code, µs, visitor, country, device, is_bot]` and what the link says."""
    click_id, code, at_us, visitor, country, device, is_bot = click
    return {
        "click_id": click_id,
        "link_id": code,
        "clicked_at": at_us,
        "visitor_key": visitor,
        "channel": link.channel,
        "creator": link.creator,
        "post_id": link.post_id,
        "campaign": link.campaign,
        "country": country,
        "device_class": device,
        "is_bot": bool(is_bot),
    }


# --- calls of shops ------------------------------------------------------------------------------------------------


def _file_calls(
    segments: Sequence[Waiting],
    home: Path,
    place_of: Callable[[str], Place],
    done: Filed,
    *,
    now: datetime,
    wait_s: float,
) -> None:
    """Each segment becomes one file per webhook, in the columns of the shop's own export, and is imported as such."""
    for segment in segments:
        values, torn = _read(segment)
        done.torn += torn
        by_hook: defaultdict[tuple[str, str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for call in values:
            by_hook[call["workspace"], call["hook"], call["kind"], call["account"]].append(call)
        is_complete = True
        with tempfile.TemporaryDirectory(dir=home / "inbox", prefix="calls-") as aside:
            for (workspace, hook, kind, account), calls in sorted(by_hook.items()):
                file = Path(aside) / f"webhook-{hook}-{segment.path.stem.rpartition('-')[0].rpartition('-')[2]}.csv"
                header, rows = export_of(kind, calls)
                _write_csv(file, header, rows)
                options = ImportOptions(kind=KIND_OF[kind], account_id=account, wait_s=wait_s)
                report = import_paths([file], place_of(workspace), options, clock=lambda: now).files[0]
                if report.error is not None and report.error.code == "home_busy":
                    done.busy.append(workspace)
                    is_complete = False
                elif report.status is Status.REFUSED:
                    _keep_refused(file, segment, done, n=len(calls))
                else:
                    done.orders += len(calls)
        if is_complete:
            _let_go([segment], done)


def _write_csv(file: Path, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with naming_faults(file.parent), file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows(rows)


def _keep_refused(file: Path, segment: Waiting, done: Filed, *, n: int) -> None:
    """What an importer cannot read is put aside, not thrown away."""
    folder = segment.path.parent / "refused"
    with naming_faults(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / file.name).write_bytes(file.read_bytes())
    done.refused += n


def _read(segment: Waiting) -> tuple[list[Any], int]:
    try:
        return read_segment(segment.path)
    except FileNotFoundError:  # its writer closed it this instant: it comes back under its other name
        return [], 0


def _let_go(segments: Sequence[Waiting], done: Filed) -> None:
    for segment in segments:
        segment.path.unlink(missing_ok=True)
        done.segments += 1


def ask_to_close(home: Path, *, wait_s: float = 3.0) -> bool:
    """Ask running collectors to close what they write; True once nothing is being written, or was."""
    folder = home / SPOOL
    if not folder.is_dir() or not any(one.is_live for one in waiting_segments(folder)):
        return True
    (folder / CLOSE_MARK).touch()
    deadline = time.monotonic() + wait_s
    asked_ns = (folder / CLOSE_MARK).stat().st_mtime_ns
    while any(one.is_live and _begun_ns(one) < asked_ns for one in waiting_segments(folder)):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.1)
    return True


def _begun_ns(segment: Waiting) -> int:
    return int(segment.path.name.split("-")[1])


@dataclass(frozen=True)
class SpoolState:
    """What waits: clicks of people and calls of shops, since when, and how many collectors write right now."""

    clicks: int
    calls: int
    bytes: int
    since: datetime | None
    writers: int
    refused_files: int


def read_waiting(home: Path) -> tuple[Counter[str], SpoolState]:
    """Clicks of people that wait, by link, and the state of the spool."""
    folder = home / SPOOL
    segments = waiting_segments(folder) if folder.is_dir() else []
    clicks: Counter[str] = Counter()
    calls = 0
    for segment in segments:
        values = _read(segment)[0]
        if segment.kind == CLICKS:
            clicks.update(click[1] for click in values if not click[6])
        else:
            calls += len(values)
    told = [segment for segment in segments if segment.size]
    state = SpoolState(
        clicks=clicks.total(),
        calls=calls,
        bytes=sum(segment.size for segment in segments),
        since=datetime.fromtimestamp(_begun_ns(told[0]) / 1e9, UTC) if told else None,
        writers=sum(segment.is_live for segment in segments),
        refused_files=sum(1 for _ in (folder / "refused").glob("*.csv")),
    )
    return clicks, state
