"""What the numbers were measured on: without it a benchmark says nothing."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

_LIBRARIES = (
    "duckdb",
    "pyarrow",
    "deltalake",
    "narwhals",
    "numpy",
    "scipy",
    "pydantic",
    "starlette",
    "uvicorn",
    "typer",
)


def machine() -> list[str]:
    """The machine and the versions, one fact per line."""
    cores = len(os.sched_getaffinity(0))
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    return [
        f"processor: {_cpu_model()}, {cores} cores usable",
        f"memory: {_memory_gib():.1f} GiB",
        f"system: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}, {versions}",
        f"Upshot at commit {_commit()}",
    ]


def load() -> str:
    """Load averages over 1, 5 and 15 minutes."""
    return " · ".join(f"{value:.2f}" for value in os.getloadavg())


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    """The commit from git's own files; no git is needed."""
    git = Path(__file__).resolve().parents[1] / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        reference = head.removeprefix("ref: ")
        return head[:10] if reference == head else (git / reference).read_text(encoding="utf-8").strip()[:10]
    except OSError:
        return "unknown"
