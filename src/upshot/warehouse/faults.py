"""Turn what the disk, Delta and DuckDB complain about into errors a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError

from upshot.errors import UpshotError, WarehouseError

# DuckDB spills no more than what is free on the drive: `max_temp_directory_size` is how it says that nothing is.
_FULL = ("no space left", "disk quota exceeded", "os error 28", "os error 122", "enospc", "max_temp_directory_size")
_READ_ONLY = ("read-only file system", "permission denied", "os error 13", "os error 30")
_MISSING = ("no such file", "not found", "no files found", "os error 2)")
_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "home_read_only",
    errno.EACCES: "home_read_only",
    errno.EPERM: "home_read_only",
}


@contextmanager
def naming_faults(place: Path, *, table: str = "") -> Iterator[None]:
    """Run the body; a fault of disk, Delta or DuckDB becomes a `WarehouseError` that names `place`.

    Raises
    ------
    WarehouseError : disk_full, home_read_only, lake_file_missing or lake_corrupt
    """
    try:
        yield
    except UpshotError:
        raise
    except (OSError, DeltaError, duckdb.Error, pa.ArrowException) as error:
        raise as_warehouse_error(error, place, table=table) from error


def as_warehouse_error(error: Exception, place: Path, *, table: str = "") -> WarehouseError:
    """The `WarehouseError` that says what `error` means for the home."""
    code = _ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None
    return WarehouseError(code or _code_of(str(error).lower()), path=str(place), file=str(place), table=table or "–")


def _code_of(text: str) -> str:
    """Delta and DuckDB pass the operating system's words through as text only."""
    if any(word in text for word in _FULL):
        return "disk_full"
    if any(word in text for word in _READ_ONLY):
        return "home_read_only"
    if any(word in text for word in _MISSING):
        return "lake_file_missing"
    return "lake_corrupt"
