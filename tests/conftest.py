"""Fixtures every room may use."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

# A gate must answer the same for the same code; at a desk the examples differ each time, and so find more.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "desk")
EVERY_DAY_EXAMPLES = 30  # of a hypothesis test that names no number; `--slow` and a file run alone draw a hundred

# As `python -m upshot` does, before numpy loads: more threads are slower here, and sum in another order.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SHARED = Path(__file__).resolve().parents[2] / "shared"


KEPT_FIT_DAYS = 3
FOUND_FITS = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples in the everyday run; let all tests, their processes and the next run share one shelf of fits.

    Each simulated brand is fitted once. A fit is found by the content of its history, the seed and the sources of the
    model, so it cannot be out of date.
    """
    if config.option.markexpr == "not slow":
        settings.register_profile("every day", settings(), max_examples=EVERY_DAY_EXAMPLES)
        settings.load_profile("every day")
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


@pytest.fixture(scope="session", autouse=True)
def _one_migration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Begin each new SQLite database as a copy of one that the real migrations made in this session.

    A tenth of a second for each of the hundreds of homes that tests open. What is there already is migrated as ever,
    and processes that a test starts know nothing of this.
    """
    from upshot.records import connecting
    from upshot.records.store import Records

    really = connecting.migrate
    folder = tmp_path_factory.mktemp("layout")
    Records.open(f"sqlite:///{folder / 'records.db'}").close()

    def migrate(engine: Engine) -> None:
        file = engine.url.database
        if engine.url.get_backend_name() == "sqlite" and file and not Path(file).exists():
            copy = shutil.copy(folder / "records.db", folder / secrets.token_hex(8))
            with suppress(OSError):  # who comes second, or may not write here, hears of it from the real one
                os.link(copy, file)
            Path(copy).unlink()
        really(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connecting, "migrate", migrate)
        yield
