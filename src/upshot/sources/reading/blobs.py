"""Bytes that can be opened again and again: a file on disk, a member of a zip, the inside of a gz."""

from __future__ import annotations

import errno
import gzip
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

from upshot.errors import SourceRefused

MAX_UNPACKED_BYTES = 8 << 30
# Deflate reaches 1032:1 on zeros alone; exports of mostly empty counters stay under 100:1.
MAX_RATIO = 250
RATIO_FREE_BYTES = 64 << 20  # below this size no ratio is suspicious
SPOOL_BYTES = 64 << 20
DAMAGED = (BadZipFile, zlib.error, gzip.BadGzipFile, EOFError)


@dataclass(frozen=True)
class Blob:
    """A named source of bytes; `open_binary` starts again at the first byte each time."""

    name: str
    open_binary: Callable[[], IO[bytes]]
    path: Path | None = None  # where the bytes are a plain file
    depth: int = 0  # archives around it

    def head(self, size: int) -> bytes:
        """The first `size` bytes."""
        with refusing(self.name), self.open_binary() as stream:
            return stream.read(size)


def blob_of_path(path: Path, name: str) -> Blob:
    """A file on disk; SourceRefused when it cannot be opened."""
    if not path.is_file():
        raise SourceRefused("file_missing", file=name)
    return Blob(name, lambda: path.open("rb"), path)


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn the many ways in which bytes can fail to arrive into one refusal that names the file."""
    try:
        yield
    except DAMAGED as error:
        raise SourceRefused("archive_damaged", file=name) from error
    except NotImplementedError as error:  # a RuntimeError too, so it comes first
        raise SourceRefused("archive_method_unknown", file=name) from error
    except RuntimeError as error:
        if "password" not in str(error) and "encrypted" not in str(error):
            raise
        raise SourceRefused("archive_encrypted", file=name) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # a truncated archive points before its own beginning
            raise SourceRefused("archive_damaged", file=name) from error
        raise SourceRefused("file_unreadable", file=name, reason=error.strerror or str(error)) from error


def check_unpacked_size(name: str, *, packed: int, unpacked: int) -> None:
    """Refuse what unpacks to far more than an export ever does."""
    suspicious = unpacked > RATIO_FREE_BYTES and unpacked > MAX_RATIO * max(packed, 1)
    if suspicious or unpacked > MAX_UNPACKED_BYTES:
        raise SourceRefused("archive_bomb", file=name, unpacked_mb=unpacked >> 20, packed_mb=round(packed / 2**20, 1))


class Unpacked(RawIOBase):
    """A stream out of an archive that counts what comes out and refuses a bomb or a broken member by name."""

    def __init__(self, stream: IO[bytes], name: str, packed: int) -> None:
        self._stream = stream
        self._name = name
        self._packed = packed
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with refusing(self._name):
            piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self._unpacked += len(piece)
        check_unpacked_size(self._name, packed=self._packed, unpacked=self._unpacked)
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


def buffered(stream: IO[bytes], name: str, packed: int) -> BufferedReader:
    """An `Unpacked` with a buffer that suits large files."""
    return BufferedReader(Unpacked(stream, name, packed), buffer_size=1 << 20)


@contextmanager
def seekable(blob: Blob) -> Iterator[IO[bytes]]:
    """The bytes as a stream that can jump; out of an archive they go through a temporary file without a name."""
    with refusing(blob.name), blob.open_binary() as stream:
        if blob.path is not None:
            yield stream
            return
        with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as copy:
            while piece := stream.read(1 << 20):
                copy.write(piece)
            copy.seek(0)
            yield copy
