"""Fixtures every room may use."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A gate must answer the same for the same code; at a desk the examples differ each time, and so find more.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# As `python -m upshot` does, before numpy loads: more threads are slower here, and sum in another order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"


KEPT_FIT_DAYS = 3
FOUND_FITS = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Let all tests, their processes and the next run share one shelf of fits: each simulated brand is fitted once.

    A fit is found by the content of its history, the seed and the sources of the model, so it cannot be out of date.
    """
    fits = Path(os.environ.setdefault("UPSHOT_FITS", str(config.cache.mkdir("fits"))))
    if not hasattr(config, "workerinput"):
        old = time.time() - KEPT_FIT_DAYS * 86_400
        for file in fits.glob("fit-*.npz"):
            if file.stat().st_mtime < old:
                file.unlink(missing_ok=True)
        config.stash[FOUND_FITS] = {file.name for file in fits.glob("fit-*.npz")}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many distinct fits this run added to the shelf: they are what makes a run slow."""
    fits = {file.name for file in Path(os.environ["UPSHOT_FITS"]).glob("fit-*.npz")}
    made = len(fits - config.stash.get(FOUND_FITS, set()))
    if made:
        terminalreporter.write_line(f"{made} distinct fits were made and kept for the next run")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files nobody here wrote; they may be read in tests and never copied into the product."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data, which only the developers have, is absent")
    return folder
