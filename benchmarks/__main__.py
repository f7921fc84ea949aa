"""`python -m benchmarks [import] [growth] [verdict] [page] [start] [maturity] [shortlist] [--small|--full]`.

None runs all.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.importing import against_duckdb, import_growth
from benchmarks.machine import load
from benchmarks.maturity import maturity
from benchmarks.report import Section, now, save, whole
from benchmarks.shortlist import shortlist
from benchmarks.verdict import start_up, verdict_growth, verdict_page

NAMES = ("start", "import", "page", "growth", "verdict", "maturity", "shortlist")


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    import_rows: int
    rounds: int
    growth: tuple[int, ...]
    page: tuple[int, int, int]  # creators, posts, orders
    requests: int
    starts: int
    posts: int = 100_000  # with 20 readings each
    candidates: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)


TOY = Size(3_000, 1, (1_000, 3_000), (4, 12, 400), 5, 1, 500, (300,))
SMALL = Size(100_000, 1, (10_000, 30_000, 100_000), (24, 100, 20_000), 100, 5, 10_000, (1_000, 10_000))
USUAL = Size(1_000_000, 3, (100_000, 316_000, 1_000_000), (200, 5_000, 1_000_000), 200, 10)
FULL = Size(1_000_000, 5, (100_000, 316_000, 1_000_000, 3_160_000, 10_000_000), (200, 5_000, 1_000_000), 200, 20)
SIZES = {"toy": TOY, "small": SMALL, "usual": USUAL, "full": FULL}


def sections(names: Sequence[str], size: Size, folder: Path) -> Iterator[Section]:
    """Measure what was asked for, one section after the other."""
    if "start" in names:
        yield start_up(size.starts)
    if "import" in names:
        yield against_duckdb(size.import_rows, size.rounds, folder)
    if "page" in names:
        yield from verdict_page(*size.page, size.requests, size.rounds, folder)
    if "growth" in names:
        yield import_growth(size.growth, folder)
    if "verdict" in names:
        yield verdict_growth(size.growth, 50, 500, folder)
    if "maturity" in names:
        yield maturity(size.posts, size.rounds, folder / "readings")
    if "shortlist" in names:
        yield shortlist(size.candidates)


def main(arguments: list[str]) -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Benchmarks, side by side in one run.")
    parser.add_argument("what", nargs="*", metavar="|".join(NAMES), help="which to run; all without one")
    parser.add_argument("--small", dest="size", action="store_const", const="small", default="usual", help="minutes")
    parser.add_argument("--toy", dest="size", action="store_const", const="toy", help="seconds; measures nothing")
    parser.add_argument("--full", dest="size", action="store_const", const="full", help="up to 10 million rows; 20 GB")
    parser.add_argument("--folder", type=Path, help="where files and homes go, and stay; else a temporary folder")
    parser.add_argument("--no-save", action="store_true", help="print only")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.what) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))} (valid: {', '.join(NAMES)})")
    names = asked.what or list(NAMES)
    started, load_before = now(), load()
    command = shlex.join(
        ["python", "-m", "benchmarks", *names, *([] if asked.size == "usual" else [f"--{asked.size}"])]
    )
    with tempfile.TemporaryDirectory(prefix="upshot-benchmarks-") as aside:
        folder = (asked.folder or Path(aside)).resolve()
        done: list[Section] = []
        for section in sections(names, SIZES[asked.size], folder):
            print(section.markdown(), flush=True)
            done.append(section)
    text = whole(done, load_before=load_before, started=started, command=command)
    print(text.partition("\n## ")[0])
    if not asked.no_save:
        print(f"kept in {save(text, '-'.join([asked.size, *asked.what]), started).name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
