"""Zip and gz: members by name, nothing ever written under a member's name."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from upshot.errors import SourceRefused
from upshot.sources.reading.blobs import Blob, buffered, check_unpacked_size, refusing, seekable

MAX_MEMBERS = 10_000
_IGNORED_FOLDERS = {"__MACOSX"}
_IGNORED_NAMES = {".DS_Store", "Thumbs.db", "desktop.ini"}


def is_spreadsheet(blob: Blob) -> bool:
    """Whether a zip is really a workbook (xlsx, xlsm, xlsb, ods)."""
    try:
        with seekable(blob) as stream, ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (BadZipFile, SourceRefused) as error:
        if isinstance(error, SourceRefused) and error.code != "archive_damaged":
            raise
        return False
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def zip_members(blob: Blob) -> Iterator[Blob]:
    """Every file of a zip as a blob named `zip!member`, in the order of the archive."""
    with _opened(blob) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    if not infos:
        raise SourceRefused("archive_without_files", file=blob.name)
    if len(infos) > MAX_MEMBERS:
        raise SourceRefused("archive_too_many_members", file=blob.name, seen=len(infos), most=MAX_MEMBERS)
    if any(info.flag_bits & 0x1 for info in infos):
        raise SourceRefused("archive_encrypted", file=blob.name)
    check_unpacked_size(
        blob.name, packed=sum(info.compress_size for info in infos), unpacked=sum(info.file_size for info in infos)
    )
    for info in infos:
        yield _member(blob, info)


def _member(blob: Blob, info: ZipInfo) -> Blob:
    name = f"{blob.name}!{info.filename}"

    def open_binary() -> IO[bytes]:
        with refusing(name):
            archive = _opened(blob)
            return _closing(archive, buffered(archive.open(info.filename), name, info.compress_size))

    return Blob(name, open_binary, depth=blob.depth + 1)


def gz_member(blob: Blob) -> Iterator[Blob]:
    """The one file inside a gz, under the name without `.gz`."""

    def open_binary() -> IO[bytes]:
        return buffered(gzip.GzipFile(fileobj=blob.open_binary()), blob.name, packed_size)  # type: ignore[arg-type]

    with refusing(blob.name), blob.open_binary() as stream:
        packed_size = 0
        while piece := len(stream.read(1 << 20)):
            packed_size += piece
    yield Blob(blob.name.removesuffix(".gz"), open_binary, depth=blob.depth + 1)


def _opened(blob: Blob) -> ZipFile:
    """The archive; it owns the stream it reads from."""
    with refusing(blob.name):
        if blob.path is not None:
            return ZipFile(blob.path)
        copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the archive)
        with blob.open_binary() as stream:
            shutil.copyfileobj(stream, copy, 1 << 20)
        return ZipFile(copy)


def _closing(archive: ZipFile, stream: IO[bytes]) -> IO[bytes]:
    """`stream`, closing its archive when it is closed."""
    close = stream.close

    def close_both() -> None:
        close()
        archive.close()

    stream.close = close_both  # type: ignore[method-assign]
    return stream


def _is_clutter(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(_IGNORED_FOLDERS & set(path.parts)) or path.name in _IGNORED_NAMES or path.name.startswith("._")
