"""Open a path as the text tables it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from upshot.errors import SourceRefused
from upshot.sources.base import Document
from upshot.sources.reading.archives import gz_member, is_spreadsheet, zip_members
from upshot.sources.reading.blobs import Blob, blob_of_path
from upshot.sources.reading.delimited import open_delimited
from upshot.sources.reading.json_records import open_json
from upshot.sources.reading.parquet import open_parquet
from upshot.sources.reading.refused import RefusedDocument
from upshot.sources.reading.sniffing import HEAD_BYTES, form_of
from upshot.sources.reading.spreadsheet import open_spreadsheet

MAX_DEPTH = 3  # archives in archives


def open_documents(path: Path | str, *, name: str | None = None) -> Iterator[Document]:
    """Yield every text table of a file: one for a CSV, one per sheet, one per table inside a zip.

    Recognised by content: CSV (any usual encoding and delimiter), XLSX/XLS/ODS, JSON lines, JSON, Parquet, zip and
    gz of those. Memory stays bounded whatever the size of a CSV or a Parquet file.

    Parameters
    ----------
    path : the file
    name : what people call it, when the path is a temporary one; a member is named `name!member`

    Yields
    ------
    Document. A member of an archive that holds no table is yielded too, so that its neighbours still import: such a
    document has an empty head, and `detect_kind` and `text_batches` raise its refusal.

    Raises
    ------
    SourceRefused : the file is missing, empty, not a table (a PDF, a web page …), encrypted, truncated, a zip bomb.
    """
    path = Path(path)
    yield from _documents(blob_of_path(path, name or path.name))


def _documents(blob: Blob) -> Iterator[Document]:
    head = blob.head(HEAD_BYTES)
    form = form_of(head)
    if form == "zip" and is_spreadsheet(blob):
        form = "spreadsheet"
    if form == "spreadsheet":
        yield from open_spreadsheet(blob)
    elif form in {"zip", "gz"}:
        yield from _members(blob, form)
    elif form == "parquet":
        yield open_parquet(blob)
    elif form == "json":
        yield open_json(blob, head)
    elif form == "text":
        yield open_delimited(blob, head)
    elif form == "empty":
        raise SourceRefused("file_empty", file=blob.name)
    else:
        raise SourceRefused("file_not_a_table", file=blob.name, form=form)


def _members(blob: Blob, form: str) -> Iterator[Document]:
    if blob.depth >= MAX_DEPTH:
        raise SourceRefused("archive_too_deep", file=blob.name, depth=MAX_DEPTH)
    for member in zip_members(blob) if form == "zip" else gz_member(blob):
        try:
            yield from _documents(member)
        except SourceRefused as refusal:
            if form == "gz":
                raise
            yield RefusedDocument(member.name, refusal)
