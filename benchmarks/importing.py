"""Import against DuckDB, and the growth of import: fresh process and fresh home every time, taking turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.files import ensure
from benchmarks.measuring import Run, emptied, median, run, slope
from benchmarks.report import Section, check, ratio

KINDS = ("ads", "shopify")
MOST_RATIO = 3.0
MOST_MIB = 1536
MOST_SLOPE = 1.05


@dataclass(frozen=True)
class Pair:
    """Upshot and DuckDB on one file."""

    ours: Run
    theirs: Run


def import_once(path: Path, folder: Path) -> Run:
    """`upshot import FILE` into a home that does not exist yet."""
    home = emptied(folder / "home")
    return run(["-m", "upshot", "--home", home, "--format", "json", "import", path])


def copy_once(path: Path, folder: Path) -> Run:
    """DuckDB reads the same file and writes Parquet."""
    target = emptied(folder / "duckdb") / "out.parquet"
    return run(["-m", "benchmarks.opponent", path, target])


def against_duckdb(rows: int, repeats: int, folder: Path) -> Section:
    """Each file `repeats` times by each program, in turn, after one round that only warms the disk cache."""
    section = Section(
        f"Import of {rows:,} rows, against DuckDB's read_csv and Parquet write of the same file",
        ("file", "MB", "rounds", "program", "wall s", "CPU s", "peak MiB", "wall ratio", "CPU ratio"),
        note=(
            "Upshot's time is the whole command: start, SHA-256, detection, reading, checking every cell, a gzip copy "
            "of the raw file, rows to Delta tables, the import log. DuckDB's is its start, sniffing, reading, writing. "
            "Ratios are of medians; peaks are the highest seen."
        ),
    )
    for kind in KINDS:
        path = ensure(kind, rows, folder / "files")
        copy_once(path, folder)
        pairs = [Pair(import_once(path, folder), copy_once(path, folder)) for _ in range(repeats)]
        ours, theirs = median([pair.ours for pair in pairs]), median([pair.theirs for pair in pairs])
        size = f"{path.stat().st_size / 1e6:,.0f}"
        section.add(kind, size, repeats, "DuckDB", *_figures(theirs), "1", "1")
        section.add(kind, size, repeats, "Upshot", *_figures(ours), *ratio(ours, theirs))
        section.checks += [
            check(f"{kind}: wall at most {MOST_RATIO:g}× DuckDB", ours.wall_s / theirs.wall_s, MOST_RATIO, "×"),
            check(f"{kind}: peak memory under 1.5 GiB", ours.peak_mib, MOST_MIB, " MiB"),
        ]
    return section


def import_growth(sizes: Sequence[int], folder: Path) -> Section:
    """Import of each size once; the slope is fitted over all sizes and shown between neighbours."""
    section = Section(
        f"Growth of import from {sizes[0]:,} to {sizes[-1]:,} rows",
        ("file", "rows", "wall s", "CPU s", "peak MiB", "slope to the one before (CPU)"),
        note="Slope of log time on log rows; 1 is linear. CPU time is the steadier figure on a shared machine.",
    )
    for kind in KINDS:
        runs = [import_once(ensure(kind, size, folder / "files"), folder) for size in sizes]
        add_growth(section, kind, sizes, runs, kind)
    return section


def add_growth(section: Section, label: str, sizes: Sequence[int], runs: Sequence[Run], what: str) -> None:
    """The rows and the checks of one series."""
    for place, (size, measured) in enumerate(zip(sizes, runs, strict=True)):
        before = "–" if place == 0 else f"{slope(sizes[place - 1 : place + 1], _cpu(runs[place - 1 : place + 1])):.2f}"
        section.add(label, f"{size:,}", *_figures(measured), before)
    if len(sizes) > 1:
        fitted = slope(sizes, [each.wall_s for each in runs])
        section.checks += [
            check(f"{what}: fitted slope of wall time", fitted, MOST_SLOPE, ""),
            check(f"{what}: fitted slope of CPU time", slope(sizes, _cpu(runs)), MOST_SLOPE, ""),
        ]


def _cpu(runs: Sequence[Run]) -> list[float]:
    return [each.cpu_s for each in runs]


def _figures(measured: Run) -> tuple[str, str, str]:
    return f"{measured.wall_s:.2f}", f"{measured.cpu_s:.2f}", f"{measured.peak_mib:,.0f}"
