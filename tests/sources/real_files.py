"""The table of `docs/real-files.md`, made from the files themselves: what each is imported as, or why it is refused.

Write it again with `PYTHONPATH=src python -m tests.sources.real_files`; a test compares the page with the files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from upshot.errors import UpshotError
from upshot.sources.base import Document, ReadContext
from upshot.sources.catalogue import detect_kind
from upshot.sources.reading import open_documents
from upshot.surfaces.wording import Words

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "real-files.md"
SHARED = ROOT.parent / "shared" / "data"
FOLDERS = ("tiktok_ads", "tiktok_studio", "shop_analytics", "tiktok_posts", "tiktok_snapshots")
MARK = "<!-- written by tests/sources/real_files.py: edit that, not this -->"
BASE = ReadContext(now=datetime(2026, 6, 30, 12, 0, tzinfo=UTC), hash_key=b"real files")


@dataclass(frozen=True)
class Told:
    """What a person would have to say about a file, as options of `upshot import`."""

    account: str | None = None
    period: tuple[date, date] | None = None
    currency: str | None = None
    day_first: bool | None = None

    def context(self) -> ReadContext:
        """The same, as the import reads it."""
        return replace(
            BASE, account_id=self.account, period=self.period, currency=self.currency, day_first=self.day_first
        )

    def options(self) -> str:
        """The same, as it is typed."""
        words = []
        if self.account:
            words.append(f"--account {self.account}")
        if self.period:
            words.append(f"--period {self.period[0]} {self.period[1]}")
        if self.currency:
            words.append(f"--currency {self.currency}")
        if self.day_first is not None:
            words.append("--day-first" if self.day_first else "--month-first")
        return " ".join(words)


def _days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


# What the notes beside the files say of them, by the beginning of their path.
TOLD: Mapping[str, Told] = {
    "tiktok_studio/creator_a_en/": Told("creator_a", _days("2025-02-28", "2026-02-28")),
    "tiktok_studio/creator_b_pt/": Told("creator_b", _days("2026-04-30", "2026-05-27")),
    "tiktok_studio/creator_c_en/": Told("creator_c", _days("2026-04-12", "2026-04-18")),
    "tiktok_studio/creator_d_en/": Told("creator_d", _days("2026-04-16", "2026-04-22")),
    "tiktok_studio/brand_restaurant_bg/": Told("vintagerest.bg", _days("2025-10-31", "2025-12-01")),
    "tiktok_posts/sound_posts_2020": Told(period=_days("2020-11-01", "2020-11-30")),
}


def table(data: Path) -> str:
    """One line per table of every file, sorted by path."""
    lines = [
        "| file | kind | told | rows read | rows written | refused rows | why not |",
        "|---|---|---|---:|---|---:|---|",
    ]
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and path.name != "README.md":
                lines += ["| " + " | ".join(cells) + " |" for cells in _file_lines(path, str(path.relative_to(data)))]
    return "\n".join(lines) + "\n"


def _file_lines(path: Path, name: str) -> Iterator[tuple[str, ...]]:
    try:
        for document in open_documents(path):
            yield from _document_lines(document, name)
    except UpshotError as error:
        yield (name, "–", "", "–", "–", "–", _reason(error))


def _document_lines(document: Document, name: str) -> Iterator[tuple[str, ...]]:
    try:
        source, _ = detect_kind(document)
    except UpshotError as error:
        yield (name, "–", "", "–", "–", "–", _reason(error))
        return
    keys = [key for key in TOLD if name.startswith(key)]
    told = TOLD[max(keys, key=len)] if keys else None
    for attempt in (None, told):
        try:
            batches = list(source.read(document, (attempt or Told()).context()))
        except UpshotError as error:
            yield (name, source.kind, _code(attempt), "–", "–", "–", _reason(error))
            if told is None:
                return
            continue
        written: Counter[str] = Counter()
        for batch in batches:
            written[batch.table] += batch.rows.num_rows
        tables = ", ".join(f"{rows} {table_name}" for table_name, rows in written.items() if rows) or "0"
        counts = (str(sum(batch.rows_read for batch in batches)), tables, str(sum(batch.rejected for batch in batches)))
        yield (name, source.kind, _code(attempt), *counts, "")
        return


def _code(told: Told | None) -> str:
    return f"`{told.options()}`" if told is not None else ""


def _reason(error: UpshotError) -> str:
    """The first sentence of the refusal, without the file's name, which stands in the first column."""
    sentence = re.split(r"(?<=[.!?]) (?=[A-Z])", Words("en").error(error))[0]
    name = str(error.facts.get("file", ""))
    sentence = sentence.removeprefix(f"{name} was not imported: ").replace(name, "the file") if name else sentence
    short = sentence if len(sentence) <= 240 else sentence[:239] + "…"
    return short.replace("|", "\\|").replace("\n", " ")


def page(data: Path) -> str:
    """The whole page: what stands above the mark is kept, the table is written anew."""
    above = PAGE.read_text(encoding="utf-8").split(MARK)[0] if PAGE.exists() else "# Real files\n\n"
    return f"{above}{MARK}\n\n{table(data)}"


if __name__ == "__main__":
    PAGE.write_text(page(SHARED), encoding="utf-8")
