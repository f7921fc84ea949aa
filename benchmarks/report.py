"""Sections of a result as Markdown, on the screen and in `benchmarks/results/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import load, machine
from benchmarks.measuring import Run

RESULTS = Path(__file__).resolve().parent / "results"


@dataclass
class Section:
    """One table, what was asked of it and what came out."""

    title: str
    columns: tuple[str, ...]
    note: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """One row."""
        self.rows.append(tuple(map(str, cells)))

    def markdown(self) -> str:
        """The section as Markdown."""
        lines = [f"## {self.title}", ""]
        lines += [_row(self.columns), _row(["---"] * len(self.columns)), *map(_row, self.rows), ""]
        lines += [f"- {each}" for each in self.checks] + ([""] if self.checks else [])
        return "\n".join(lines + ([self.note, ""] if self.note else []))


def check(what: str, seen: float, most: float, unit: str) -> str:
    """A target with what was seen; a missed target says so, it is no error."""
    return f"{'met' if seen <= most else '**missed**'}: {what}: {seen:,.2f}{unit} (target {most:,.2f}{unit})"


def ratio(ours: Run, theirs: Run) -> tuple[str, str]:
    """Ours by theirs, of wall and of CPU time."""
    return f"{ours.wall_s / theirs.wall_s:.2f}", f"{ours.cpu_s / theirs.cpu_s:.2f}"


def whole(sections: Sequence[Section], *, load_before: str, started: datetime, command: str) -> str:
    """The result file."""
    head = [f"# Benchmarks of {started:%Y-%m-%d %H:%M} UTC", "", f"`{command}`", ""]
    head += [f"- {fact}" for fact in machine()]
    head += [f"- load average before {load_before}, after {load()} (1, 5, 15 minutes)", ""]
    return "\n".join([*head, *(section.markdown() for section in sections)])


def save(text: str, name: str, started: datetime) -> Path:
    """Keep a result under its date."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{started:%Y-%m-%d-%H%M}-{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def now() -> datetime:
    return datetime.now(UTC)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
