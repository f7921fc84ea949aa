"""What a person reads when something went wrong, and the exit code that programs read."""

from __future__ import annotations

import errno
import json
import sys
import tempfile
import traceback
from itertools import pairwise
from pathlib import Path

from typer import Abort, Exit, exceptions

from upshot.errors import InvalidInput, UpshotError, WarehouseError
from upshot.surfaces.cli.wrong_use import wrong_use
from upshot.surfaces.wording import Words


def explain(error: Exception, arguments: list[str], language: str) -> int:
    """Print `error` in the reader's language and return the exit code."""
    if isinstance(error, Exit):
        return int(error.exit_code)
    if isinstance(error, Abort):
        return 130
    words = Words(language)
    known = _known(error)
    if known is None and isinstance(error, exceptions.TyperException):
        getattr(error, "show", print)()
        return 2
    if known is None:
        known = _FaultError("internal_error", file=str(_keep_details()), error=type(error).__name__)
        if "-v" in arguments or "--verbose" in arguments:
            traceback.print_exception(error)
    message = words.error(known) if words.has(known.code) else str(known)
    if not (wants_json(arguments) and _say_json(known, message)):
        print(words.labelled("upshot", message), file=sys.stderr)
    return known.exit_code


def say_interrupted(language: str) -> None:
    """Say what a Ctrl+C left behind."""
    words = Words(language)
    print(words.labelled("\nupshot", words.text("cli_interrupted")), file=sys.stderr)


class _FaultError(UpshotError):
    """A bug of ours."""

    exit_code = 3


def _known(error: Exception) -> UpshotError | None:
    """The error as one with words; None for a bug, and where the parser shows its help."""
    if isinstance(error, UpshotError):
        return error
    if isinstance(error, exceptions.TyperException):
        return wrong_use(error)
    return _operating_system_trouble(error)


def wants_json(arguments: list[str]) -> bool:
    """Whether the line asks for JSON, wherever the option stands."""
    return ("--format", "json") in pairwise(arguments) or "--format=json" in arguments


def _say_json(error: UpshotError, message: str) -> bool:
    """Print the error where the answer would have stood; False where nothing can be written there."""
    facts = {name: value if _is_plain(value) else str(value) for name, value in error.facts.items()}
    document = {"error": {"code": error.code, "facts": facts, "message": message}}
    try:
        print(json.dumps(document, ensure_ascii=False, default=str), flush=True)
    except OSError:
        return False
    return True


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | list | tuple)


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
    file = str(error.filename or sys.stdout.name)
    if code in {"file_not_found", "port_in_use"}:  # the line was wrong, not the home
        return InvalidInput(code, file=file)
    return WarehouseError(code, file=file) if code else None


def _keep_details() -> Path:
    """Write the traceback to a file, so that it can be sent without being shown."""
    with tempfile.NamedTemporaryFile("w", prefix="upshot-error-", suffix=".txt", delete=False) as note:
        traceback.print_exc(file=note)
    return Path(note.name)
