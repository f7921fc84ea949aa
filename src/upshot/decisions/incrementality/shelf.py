"""Fits kept on a shelf: the same question is answered once, and tomorrow's fit begins where today's ended.

Same data, seed and shelf: same answer, to the last digit. A fit that begins warm draws other numbers than one that
begins cold; both are draws from the same posterior and differ by Monte-Carlo error (`docs/fits.md`).
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.caveats import too_little
from upshot.decisions.incrementality.estimate import estimate_incremental
from upshot.decisions.incrementality.fingerprint import fit_key, model_version
from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.incrementality.packing import read_estimate, read_state, write_estimate
from upshot.decisions.incrementality.response.state import FitState

SHARED_SHELF = "UPSHOT_FITS"  # environment: one folder for all homes; fits there begin cold, whoever came before
KEPT_FITS = 12
KEPT_BYTES = 1 << 30
LOOKED_AT = 3  # newest fits that are asked whether they are of the same brand
MOST_WORKERS = 4  # as many as chains begin apart
MANY_POSTS = 100  # below that, starting processes costs more than they save
KIN_SHARE = 0.5  # of posts and of days that two histories of one brand have in common
_NAME = re.compile(r"fit-[0-9a-f]{64}\.npz")


@dataclass(frozen=True)
class FitShelf:
    """Kept fits in `folder`: of one brand, or of many when `is_shared`."""

    folder: Path
    is_shared: bool = False

    @classmethod
    def at(cls, folder: Path) -> FitShelf:
        """The shelf that the environment says all homes share, else the one at `folder`."""
        return cls.shared() or cls(folder)

    @classmethod
    def shared(cls) -> FitShelf | None:
        """The shelf that the environment says all homes share."""
        folder = os.environ.get(SHARED_SHELF)
        return cls(Path(folder), is_shared=True) if folder else None

    def estimate(
        self, history: ProgrammeHistory, *, seed: int = 1, n_workers: int = 1, is_fresh: bool = False
    ) -> IncrementalEstimate | InsufficientEvidence:
        """The kept estimate of `history`, else a new one, which is kept.

        Parameters
        ----------
        n_workers : processes that a fit of many posts may use
        is_fresh : fit from scratch, whatever is kept, and keep that instead

        Returns
        -------
        as `estimate_incremental`; a refusal is not kept. Where the folder cannot be written to, nothing is.
        """
        refusal = too_little(history)
        if refusal is not None:
            return refusal
        key = fit_key(history, seed=seed)
        with self._alone(key):
            if not is_fresh and (kept := self._kept(key, history)) is not None:
                return kept
            state = None if is_fresh or self.is_shared else self.state_for(history)
            n_workers = min(n_workers, MOST_WORKERS) if len(history.post_ids) >= MANY_POSTS else 1
            found = estimate_incremental(history, seed=seed, state=state, n_workers=n_workers)
            if state is not None and _is_unsettled(found):
                found = estimate_incremental(history, seed=seed, n_workers=n_workers)
            return found if isinstance(found, InsufficientEvidence) else self._keep(key, found)

    def state_for(self, history: ProgrammeHistory) -> FitState | None:
        """Where the newest kept fit of the same brand, by the same model, ended."""
        for file in self._newest_first()[:LOOKED_AT]:
            with contextlib.suppress(Exception):  # a damaged file teaches nothing
                brand, orders, state = read_state(io.BytesIO(file.read_bytes()))
                first_day = date.fromisoformat(brand["first_day"])
                is_same = brand["model"] == model_version() and is_kin(history, first_day, orders, brand["post_ids"])
                if is_same and state is not None:
                    return state
        return None

    def _kept(self, key: str, history: ProgrammeHistory) -> IncrementalEstimate | None:
        try:
            found = read_estimate(io.BytesIO(self._file(key).read_bytes()), history, key=key)
        except Exception:  # noqa: BLE001 (in whatever way a file is damaged, it is not trusted: the fit is made again)
            return None
        with contextlib.suppress(OSError):
            os.utime(self._file(key))  # used lately: the last to go
        return found

    def _keep(self, key: str, estimate: IncrementalEstimate) -> IncrementalEstimate:
        """Put the estimate on the shelf; returns it as the next one who asks will read it."""
        content = io.BytesIO()
        write_estimate(content, estimate, key=key)
        content.seek(0)
        as_kept = read_estimate(content, estimate.history, key=key) or estimate
        part = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            part.write_bytes(content.getbuffer())
            part.replace(self._file(key))
            self._clear_out()
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return as_kept

    def _clear_out(self) -> None:
        """Let go of what was not used for longest; a shared shelf is cleared by whoever made it."""
        if self.is_shared:
            return
        room = KEPT_BYTES
        for place, file in enumerate(self._newest_first()):
            room -= file.stat().st_size
            if place >= KEPT_FITS or (place > 0 and room < 0):
                file.unlink(missing_ok=True)

    def _newest_first(self) -> list[Path]:
        found = []
        for file in self.folder.glob("fit-*.npz"):
            with contextlib.suppress(OSError):  # gone since it was listed
                if _NAME.fullmatch(file.name):
                    found.append((file.stat().st_mtime_ns, file))
        return [file for _, file in sorted(found, reverse=True)]

    def _file(self, key: str) -> Path:
        return self.folder / f"fit-{key}.npz"

    @contextlib.contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """One process at a time works on one fit; the others wait and then read it. The lock ends with its holder."""
        handle = None
        with contextlib.suppress(OSError):  # a folder that cannot be written to needs no lock
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / f".{key[:2]}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if handle is not None:
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            if handle is not None:
                os.close(handle)


def is_kin(
    history: ProgrammeHistory, first_day: date, orders: NDArray[np.float64], post_ids: tuple[str, ...] | list[str]
) -> bool:
    """Whether a kept history is an earlier state of this one: it shares most posts, and the orders of most days.

    Names alone would not do: two brands may both call their posts 1, 2, 3.
    """
    shared = len(set(post_ids) & set(history.post_ids))
    offset = (first_day - history.days[0]).days
    low, high = max(0, offset), min(len(history.days), offset + len(orders))
    if not post_ids or shared < KIN_SHARE * len(post_ids) or high <= low:
        return False
    same = history.orders[low:high] == orders[low - offset : high - offset]
    return bool(same.mean() >= KIN_SHARE)


def _is_unsettled(found: IncrementalEstimate | InsufficientEvidence) -> bool:
    """A warm fit that refuses, or that says it has not settled: its beginning may be to blame."""
    return isinstance(found, InsufficientEvidence) or "fit_not_settled" in found.caveats
