"""One command in a fresh process: its wall time, its CPU time, its peak memory.

The process that measures imports nothing heavy: Linux hands a child its parent's peak memory at birth, so a large
parent would be counted as the child's.
"""

from __future__ import annotations

import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class CommandError(RuntimeError):
    """A measured command ended with an error: its time means nothing."""


@dataclass(frozen=True)
class Run:
    """One process: seconds on the clock, seconds of CPU (threads and children included), peak MiB."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    output: str = ""


def environment() -> dict[str, str]:
    """As `./upshot` runs: bytecode is kept, one BLAS thread, the sources of this tree."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "OPENBLAS_NUM_THREADS": "1"}


def run(arguments: Sequence[str | Path], *, python: str = sys.executable) -> Run:
    """Run `python …` to its end; only its own resources are counted."""
    command = [python, *map(str, arguments)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-3000:]}")
    return Run(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def median(runs: Sequence[Run]) -> Run:
    """The middle of each figure; of the peaks, the highest."""
    return Run(
        statistics.median(each.wall_s for each in runs),
        statistics.median(each.cpu_s for each in runs),
        max(each.peak_mib for each in runs),
    )


def slope(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The least-squares slope of log(seconds) on log(size): 1 is linear growth, 2 is quadratic."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in seconds]
    return statistics.linear_regression(xs, ys).slope


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def emptied(folder: Path) -> Path:
    """A folder that exists and is empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
