"""Every file as it was received, once, under its SHA-256: what was loaded can always be looked at again."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pyarrow as pa

from upshot.warehouse.faults import as_warehouse_error

_PIECE = 1 << 20
RAW_ENDING = ".zst"
RAW_COMPRESSION = "zstd"  # at its quickest level: 3.5 times as fast as gzip's, and smaller (decision 0012)


class RawCopy:
    """A compressed copy of one file, made while it is read; `keep` puts it in place at once, `drop` leaves nothing."""

    def __init__(self, source: Path, folder: Path, sha256: str) -> None:
        self.target = folder / f"{sha256}{RAW_ENDING}"
        self._source = source
        self._part = folder / f".{sha256[:16]}-{uuid.uuid4().hex[:8]}.part"
        self._fault: OSError | None = None
        self._is_unwanted = threading.Event()
        self._thread = threading.Thread(target=self._copy, name="raw-copy", daemon=True)
        if not self.target.exists():
            self._thread.start()

    def _copy(self) -> None:
        try:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            with (
                self._source.open("rb") as source,
                self._part.open("wb") as part,
                pa.CompressedOutputStream(part, RAW_COMPRESSION) as packed,
            ):
                while (piece := source.read(_PIECE)) and not self._is_unwanted.is_set():
                    packed.write(piece)
        except OSError as error:
            self._fault = error

    def keep(self) -> Path:
        """Wait for the copy and put it in place.

        Raises
        ------
        WarehouseError : disk_full, home_read_only
        """
        if self.target.exists():
            self.drop()
            return self.target
        self._thread.join()
        if self._fault is not None:
            self._part.unlink(missing_ok=True)
            raise as_warehouse_error(self._fault, self.target.parent)
        try:
            self._part.replace(self.target)
        except OSError as error:
            raise as_warehouse_error(error, self.target.parent) from error
        return self.target

    def drop(self) -> None:
        """Stop copying and leave nothing behind."""
        self._is_unwanted.set()
        if self._thread.is_alive():
            self._thread.join()
        self._part.unlink(missing_ok=True)


def sweep_parts(folder: Path, *, older_than_s: float, now_s: float) -> int:
    """Remove half copies that killed processes left; return how many."""
    removed = 0
    for part in folder.glob(".*.part"):
        if now_s - part.stat().st_mtime > older_than_s:
            part.unlink(missing_ok=True)
            removed += 1
    return removed
