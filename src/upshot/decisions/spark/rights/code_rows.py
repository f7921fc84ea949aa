"""Codes as people send them, as rows: a sheet with headers, or text pasted from messages."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from upshot.sources.reading.blobs import blob_of_path
from upshot.sources.reading.cells import LINE, RAGGED
from upshot.sources.reading.opening import open_documents
from upshot.sources.reading.sniffing import HEAD_BYTES, form_of
from upshot.vocabulary.tiktok_links import handle_of, is_short_link

_FIELDS = {
    "post": "post post_url post_id post_link video video_url video_id video_link url link item_id tiktok_item_id lien "
    "lien_video lien_de_la_video lien_post lien_du_post",
    "creator": "creator handle creator_handle account username tiktok_handle createur createurs influenceur compte",
    "code": "code spark_code spark_ads_code video_code authorization_code authorisation_code auth_code "
    "code_spark code_video code_d_autorisation code_autorisation",
    "days": "days duration authorization_days authorisation_days duree jours duree_jours validity_days validite",
    "starts_at": "starts_at authorised_from authorized_from start auth_start_time code_start debut valable_du",
    "ends_at": "ends_at authorised_until authorized_until end expires expires_at expiry auth_end_time code_end fin "
    "valable_jusqu_au expire_le",
    "campaign": "campaign campagne",
    "use": "use usage utilisation",
}
_BY_HEADER = {alias: name for name, aliases in _FIELDS.items() for alias in aliases.split()}
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)?tiktok\.com/\S+", re.IGNORECASE)
_ID = re.compile(r"(?<![\w#/+=-])\d{15,20}(?![\w/+=])")
_HANDLE = re.compile(r"(?<![\w/.])@([A-Za-z0-9._]{1,30})")
_HASH_CODE = re.compile(r"#[A-Za-z0-9+/_=-]{6,}")
_BARE_CODE = re.compile(r"(?<![\w#/+=-])(?=\S*[0-9])(?=\S*[A-Za-z])[A-Za-z0-9+/_-]{20,}={0,3}(?![\w/+=-])")
_DAYS = re.compile(r"(?<!\d)(\d{1,3})\s*[-–]?\s*(?:days?|jours?|j|d)\b", re.IGNORECASE)
_HEADER_ROWS = 15


@dataclass(frozen=True)
class CodeRow:
    """One row as it was sent; everything is text, the code never shows."""

    line: int
    code: str = field(repr=False)
    post: str = ""
    creator: str = ""
    days: str = ""
    starts_at: str = ""
    ends_at: str = ""
    campaign: str = ""
    use: str = ""


def rows_of_file(path: Path) -> tuple[CodeRow, ...]:
    """The rows of a CSV, XLSX or text file; without a header that names a code, its text is read as pasted.

    Raises
    ------
    SourceRefused : the file is missing, empty, damaged or not a table
    """
    blob = blob_of_path(path, path.name)
    form = form_of(blob.head(HEAD_BYTES))
    if form in {"text", "json"}:  # read here: a CSV reader's complaint would quote the line, and with it the code
        return rows_of_text(_decoded(path.read_bytes()))
    rows: list[CodeRow] = []
    for document in open_documents(path):
        at = next((i for i, cells in enumerate(document.head[:_HEADER_ROWS]) if "code" in _columns(cells)), None)
        numbered = _numbered(document.text_batches(at or 0))
        if at is not None:
            rows += _sheet_rows(numbered, _columns(document.head[at]))
        else:
            below = ["\t".join(cell or "" for cell in cells) for _, cells in numbered]
            rows += rows_of_text("\n".join(["\t".join(document.head[0]), *below]))
    return tuple(rows)


def rows_of_text(text: str) -> tuple[CodeRow, ...]:
    """The rows of pasted text: a table with headers (tabs, semicolons or commas), else messages, token by token.

    In messages a link or handle belongs to the next code, or to the one on its own line; "30 days" or "30 jours" too.
    """
    text = unicodedata.normalize("NFKC", text.replace("\ufeff", "")).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    for delimiter in ("\t", ";", ","):
        columns = _columns(lines[first].split(delimiter)) if lines else {}
        if "code" in columns and len(columns) > 1:
            below = csv.reader(lines[first + 1 :], delimiter=delimiter)
            return tuple(_sheet_rows(enumerate(below, first + 2), columns))
    return tuple(_messages(lines))


def _decoded(data: bytes) -> str:
    wide = data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _columns(cells: Iterable[str | None]) -> dict[str, int]:
    """Which column holds what; the first of a kind wins."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _BY_HEADER.get(_plain(cell or ""))
        if name:
            found.setdefault(name, place)
    return found


def _plain(header: str) -> str:
    bare = unicodedata.normalize("NFKD", header.strip().casefold())
    bare = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, list[str | None]]]:
    """Each row with its line in the sheet."""
    for batch in batches:
        lines = batch.column(LINE).to_pylist()
        columns = [batch.column(name).to_pylist() for name in batch.schema.names if name not in {LINE, RAGGED}]
        yield from ((line, list(cells)) for line, *cells in zip(lines, *columns, strict=True))


def _sheet_rows(rows: Iterable[tuple[int, Sequence[str | None]]], columns: Mapping[str, int]) -> Iterator[CodeRow]:
    for line, cells in rows:
        told = {name: (cells[place] or "").strip() if place < len(cells) else "" for name, place in columns.items()}
        if any(told.values()):
            yield CodeRow(line=line, **told)


@dataclass
class _Heard:
    """What one line of a message says, or several lines together."""

    line: int = 0
    post: str = ""
    creator: str = ""
    days: str = ""
    code: str = field(default="", repr=False)

    def row(self) -> CodeRow:
        return CodeRow(self.line, self.code, self.post, self.creator, self.days)


def _messages(lines: Iterable[str]) -> Iterator[CodeRow]:
    """Codes and links in turn: who comes first in the text, link or code, opens each pair.

    A line that holds both is a pair by itself. A handle or a validity without link or code belongs to the pair around
    it. What finds no partner is a row of its own, so that it is named and not lost.
    """
    said = [part for number, line in enumerate(lines, 1) for part in _parts(number, line)]
    loose = [part for part in said if bool(part.post) != bool(part.code)]
    is_code_first = bool(loose) and bool(loose[0].code)
    open_pair: _Heard | None = None
    for part in said:
        is_opening = bool(part.code if is_code_first else part.post) or bool(part.code and part.post)
        if open_pair is not None and (is_opening or (part.code and open_pair.code)):
            yield open_pair.row()
            open_pair = None
        if open_pair is None:
            open_pair = part
            continue
        _join(open_pair, part)
    if open_pair is not None and (open_pair.code or open_pair.post):
        yield open_pair.row()


def _join(pair: _Heard, part: _Heard) -> None:
    """Add to a pair what it lacks; the code's own line is the row's line."""
    pair.line = part.line if part.code else pair.line
    for name in ("post", "creator", "days", "code"):
        setattr(pair, name, getattr(pair, name) or getattr(part, name))


def _parts(number: int, line: str) -> Iterator[_Heard]:
    """What a line says: nothing, one part, or one per code where several codes stand in it."""
    heard = _Heard(number)
    rest = _without_links(line, heard)
    handle, days = _HANDLE.search(rest), _DAYS.search(rest)
    heard.creator = handle.group(1) if handle else heard.creator
    heard.days = days.group(1) if days else ""
    rest = _HANDLE.sub(" ", rest)
    codes = _HASH_CODE.findall(rest) or _BARE_CODE.findall(rest)
    for code in codes:
        yield _Heard(number, heard.post, heard.creator, heard.days, code)
    if not codes and (heard.post or heard.creator or heard.days):
        yield heard


def _without_links(line: str, heard: _Heard) -> str:
    """Note the line's link or post id, and give back the rest of the line."""
    for link in _LINK.findall(line):
        heard.post = link.rstrip(".,;)")
        heard.creator = "" if is_short_link(link) else handle_of(link) or heard.creator
    rest = _LINK.sub(" ", line)
    bare = _ID.search(rest)
    if bare and not heard.post:
        heard.post = bare.group(0)
        rest = rest.replace(bare.group(0), " ")
    return rest
