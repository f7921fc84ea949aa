"""What the name of TikTok's zip says.

`Overview_<first day>_<end, epoch seconds>_<handle>.zip`, `Content_<handle>.zip`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from upshot.vocabulary.tiktok_links import handle_of

_NAME = re.compile(
    r"(?:overview|content|viewers?|followers?\w*?)_(?:(\d{4}-\d{2}-\d{2})_(\d{10}|\d{13}|\d{4}-\d{2}-\d{2})_)?(.+)",
    re.IGNORECASE,
)
_COPY = re.compile(r"\s*\(\d+\)$|\s+-\s+cop(?:y|ie)$", re.IGNORECASE)  # a browser's or a desktop's second copy
_SUFFIX = re.compile(r"\.(?:zip|csv|tsv|xlsx?|gz|txt)$", re.IGNORECASE)


@dataclass(frozen=True)
class ExportName:
    """The handle and the first and last day; None where the name does not say."""

    handle: str | None = None
    period: tuple[date, date] | None = None


def read_export_name(document_name: str) -> ExportName:
    """Read the zip's or the file's own name; `document_name` may hold folders and `!members`."""
    found = ExportName()
    for part in document_name.split("!"):
        stem = re.split(r"[\\/]", part)[-1]
        is_zip = stem.casefold().endswith(".zip")
        while _SUFFIX.search(stem):
            stem = _SUFFIX.sub("", stem)
        match = _NAME.fullmatch(_COPY.sub("", stem))
        if match:
            start, end, handle = match.groups()
            period = _period(start, end) if start else None
            if not is_zip and period is None:
                continue  # Overview_final.csv names no handle; TikTok's own names are the zips'
            found = ExportName(handle_of(handle) or found.handle, period or found.period)
    return found


def _period(start: str, end: str) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(start)
        if "-" in end:
            last = date.fromisoformat(end)
        else:
            last = datetime.fromtimestamp(int(end) / (1000 if len(end) == 13 else 1), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return (first, last) if first <= last else None
