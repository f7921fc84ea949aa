"""One cut on disk: a folder that is there whole, with its report, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from datetime import datetime
from pathlib import Path

from upshot.decisions.journeys.report import JourneyReport, make_report
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.journey_facts import Facts, Rules
from upshot.warehouse.journeys import write_journeys

REPORT = "report.json"
KEPT_STORES = 8
_PART = ".part-"
_STALE_PART_S = 24 * 3600


def cut_to(folder: Path, facts: Facts, rules: Rules, *, data_version: str, now: datetime) -> JourneyReport:
    """Cut `facts` into the store `folder`; a reader never sees half of one.

    Raises
    ------
    WarehouseError : disk_full, home_read_only, lake_corrupt
    """
    part = folder.with_name(f"{_PART}{os.getpid()}-{secrets.token_hex(6)}")
    try:
        with naming_faults(folder, table="touch"):
            part.mkdir(parents=True)
        cut = write_journeys(facts, rules, part)
        n_states = int(cut.numbers["states"])
        report = make_report(cut, rules, n_states=n_states, currency=facts.currency, data_version=data_version, now=now)
        with naming_faults(folder, table="touch"):
            (part / REPORT).write_text(report.model_dump_json(), encoding="utf-8")
            _put(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return report


def _put(part: Path, folder: Path) -> None:
    """Move a whole store to its place; where another process was faster, its store is as good and may be being read."""
    if kept_report(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)  # one that lost its files
    try:
        part.rename(folder)
    except OSError:
        if kept_report(folder) is None:
            raise


def kept_report(folder: Path) -> JourneyReport | None:
    """The report of a store that is there whole, else None."""
    try:
        found = (folder / REPORT).read_text(encoding="utf-8")
        return JourneyReport.model_validate_json(found)
    except (OSError, ValueError):
        return None


def forget_old(cache_folder: Path) -> None:
    """Keep the newest stores; parts of killed processes go after a day."""
    with contextlib.suppress(OSError):
        folders = [entry for entry in cache_folder.iterdir() if entry.is_dir()]
        parts = [folder for folder in folders if folder.name.startswith(_PART)]
        stale = [part for part in parts if time.time() - part.stat().st_mtime > _STALE_PART_S]
        whole = sorted((f for f in folders if f not in parts), key=lambda folder: folder.stat().st_mtime)
        for folder in (*stale, *whole[:-KEPT_STORES]):
            shutil.rmtree(folder, ignore_errors=True)
