"""One door for every report format."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.decisions.verdict.model import Verdict
from upshot.errors import InvalidInput
from upshot.surfaces.wording import Words

if TYPE_CHECKING:
    from upshot.wiring import Workspace

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


def render_report(workspace: Workspace, verdict: Verdict, ending: str, *, language: str) -> bytes:
    """The report as bytes; `ending` is one of `MEDIA_TYPES`. The workbook also reads the orders to reconcile to."""
    words = Words(language)
    if ending == ".json":
        return verdict.model_dump_json(indent=2).encode()
    if ending == ".html":
        from upshot.surfaces.reports.page import render_html  # noqa: PLC0415 (each format brings its own library)

        return render_html(verdict, words).encode()
    if ending == ".pdf":
        from upshot.surfaces.reports.paper import render_pdf  # noqa: PLC0415

        return render_pdf(verdict, words)
    from upshot.surfaces.reports.workbook import render_xlsx  # noqa: PLC0415

    return render_xlsx(workspace, verdict, words)


def write_report(workspace: Workspace, verdict: Verdict, out: Path, *, language: str) -> None:
    """Write the report at once or not at all."""
    write_file(out, render_report(workspace, verdict, out.suffix, language=language))


def write_file(out: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file at once or not at all; `mode` are its permissions. A device or a link is written through.

    Raises
    ------
    InvalidInput : file_not_written
    """
    try:
        if out.is_symlink() or (out.exists() and not out.is_file()):
            out.write_bytes(content)
        else:
            _write_aside(out, content, mode)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InvalidInput("file_not_written", file=str(out), why=why) from error


def _write_aside(out: Path, content: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
