"""What a person reads when something went wrong, and the exit code that programs read."""

from __future__ import annotations

import errno
import json
import sys
import tempfile
import traceback
from pathlib import Path

from typer import Abort, Exit, exceptions

from upshot.errors import UpshotError, WarehouseError
from upshot.surfaces.wording import Words


def explain(error: Exception, arguments: list[str], language: str) -> int:
    """Print `error` in the reader's language and return the exit code."""
    if isinstance(error, Exit):
        return int(error.exit_code)
    if isinstance(error, Abort):
        return 130
    if isinstance(error, exceptions.TyperException):
        getattr(error, "show", print)()
        return 2
    words = Words(language)
    known = error if isinstance(error, UpshotError) else _operating_system_trouble(error)
    if known is None:
        note = _keep_details()
        print(words.text("internal_error", file=str(note), error=type(error).__name__), file=sys.stderr)
        if "-v" in arguments or "--verbose" in arguments:
            traceback.print_exception(error)
        return 3
    message = words.error(known) if words.has(known.code) else str(known)
    if "json" in arguments or "--format=json" in arguments:
        facts = {name: str(value) for name, value in known.facts.items()}
        print(json.dumps({"error": {"code": known.code, "facts": facts, "message": message}}, ensure_ascii=False))
    else:
        print(f"upshot: {message}", file=sys.stderr)
    return known.exit_code


def _operating_system_trouble(error: Exception) -> UpshotError | None:
    """The disk and permission errors that may come from anywhere, as errors with words."""
    if not isinstance(error, OSError):
        return None
    codes = {
        errno.ENOSPC: "disk_full",
        errno.EDQUOT: "disk_full",
        errno.EACCES: "not_permitted",
        errno.EPERM: "not_permitted",
        errno.EROFS: "not_permitted",
        errno.ENOENT: "file_not_found",
        errno.EADDRINUSE: "port_in_use",
    }
    code = codes.get(error.errno or 0)
    return WarehouseError(code, file=str(error.filename or "")) if code else None


def _keep_details() -> Path:
    """Write the traceback to a file, so that it can be sent without being shown."""
    with tempfile.NamedTemporaryFile("w", prefix="upshot-error-", suffix=".txt", delete=False) as note:
        traceback.print_exc(file=note)
    return Path(note.name)
