"""JSON lines, a JSON array of objects, or an API answer around one: each object is a row, nesting becomes dots."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from upshot.errors import SourceRefused
from upshot.sources.reading import cells
from upshot.sources.reading.blobs import Blob, refusing
from upshot.sources.reading.sniffing import encoding_of

HEAD_RECORDS = 400
BATCH_ROWS = 16_384
MAX_WHOLE_BYTES = 256 << 20  # a JSON array is read whole; JSON lines are streamed
# Numbers stay the text they were: an id must not pass through a float.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_LIST_KEYS = ("list", "records", "items", "rows", "videos", "orders", "results", "data")


@dataclass(frozen=True)
class JsonDocument:
    """One file of records; see `sources.base.Document`. Row 0 of the head holds the names, dotted where nested."""

    name: str
    blob: Blob
    encoding: str
    is_lines: bool
    head: list[list[str]]
    form: str = "jsonl"
    sheet_names: tuple[str, ...] = ()

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:  # noqa: ARG002
        """Yield the records as text; names that the head has not seen come as further columns."""
        records = _records(self.blob, self.encoding, is_lines=self.is_lines)
        while piece := list(islice(records, BATCH_ROWS)):
            yield _batch(piece, self.head[0])


def open_json(blob: Blob, head: bytes) -> JsonDocument:
    """The document of a JSON file whose first bytes are `head`; SourceRefused when it holds no objects."""
    encoding = encoding_of(head) or "utf-8"
    is_lines = _is_lines(head.decode(encoding, errors="ignore"))
    first = [flat for _, flat in islice(_records(blob, encoding, is_lines=is_lines), HEAD_RECORDS)]
    names = list(dict.fromkeys(name for flat in first for name in flat))
    if not names:
        raise SourceRefused("json_without_records", file=blob.name)
    rows = [[flat.get(name) or "" for name in names] for flat in first]
    return JsonDocument(blob.name, blob, encoding, is_lines, [names, *rows])


def _is_lines(text: str) -> bool:
    """Whether the first line is a whole object and no envelope around a list."""
    lines = [line for line in text.lstrip("\ufeff \t\r\n").splitlines()[:2] if line.strip()]
    try:
        value = _DECODER.decode(lines[0].strip())
    except (ValueError, IndexError, RecursionError):
        return False
    return isinstance(value, dict) and (len(lines) > 1 or _list_inside(value) is None)


def _records(blob: Blob, encoding: str, *, is_lines: bool) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield (line, flat record); in a file that is not JSON lines, the line is the record's number."""
    with refusing(blob.name), blob.open_binary() as stream:
        if is_lines:
            with TextIOWrapper(stream, encoding, errors="replace") as lines:
                yield from _line_records(blob.name, lines)
            return
        content = stream.read(MAX_WHOLE_BYTES + 1)
    if len(content) > MAX_WHOLE_BYTES:
        raise SourceRefused("json_too_large", file=blob.name, most_mb=MAX_WHOLE_BYTES >> 20)
    try:
        value = _DECODER.decode(content.decode(encoding, errors="replace").lstrip("\ufeff").strip())
    except (ValueError, RecursionError) as error:
        raise SourceRefused("json_broken", file=blob.name, line=getattr(error, "lineno", 1)) from error
    found = value if isinstance(value, list) else _list_inside(value) if isinstance(value, dict) else None
    records = found if found is not None else [value]
    for number, record in enumerate(records, start=1):
        if isinstance(record, dict):
            yield number, _flat(record)


def _line_records(name: str, lines: TextIOWrapper) -> Iterator[tuple[int, dict[str, str | None]]]:
    for number, line in enumerate(lines, start=1):
        text = line.strip("\ufeff \t\r\n")
        if not text:
            continue
        try:
            record = _DECODER.decode(text)
        except (ValueError, RecursionError) as error:
            raise SourceRefused("json_broken", file=name, line=number) from error
        if isinstance(record, dict):
            yield number, _flat(record)


def _list_inside(value: dict[str, Any], depth: int = 0) -> list[Any] | None:
    """The list of objects in an API answer such as `{"data": {"list": […]}}`."""
    for key in _LIST_KEYS:
        inner = value.get(key)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
    for key in _LIST_KEYS:
        inner = value.get(key)
        if isinstance(inner, dict) and depth < 2:
            found = _list_inside(inner, depth + 1)
            if found is not None:
                return found
    return None


def _flat(record: dict[str, Any], prefix: str = "") -> dict[str, str | None]:
    flat: dict[str, str | None] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat.update(_flat(value, f"{name}."))
        else:
            flat[name] = _text(value)
    return flat


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return cells.clean_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return ";".join(value) or None
        return json.dumps(value, ensure_ascii=False)
    return None


def _batch(piece: list[tuple[int, dict[str, str | None]]], known: list[str]) -> pa.RecordBatch:
    names = list(dict.fromkeys([*known, *(name for _, flat in piece for name in flat)]))
    columns = {name: pa.array([flat.get(name) for _, flat in piece], pa.string()) for name in names}
    return cells.record_batch(columns, np.array([line for line, _ in piece], np.int64))
