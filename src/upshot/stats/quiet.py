"""Keep a library from writing to standard output behind Python's back."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def quiet_output() -> Iterator[None]:
    """Send file descriptor 1 nowhere for a moment.

    HiGHS 1.12 (in SciPy 1.17) prints a line of debugging when it repairs a solution by a rounding error; it would stand
    in the middle of a JSON document. Only in the main thread: what other threads print meanwhile must not be lost, and
    a server's standard output is nobody's document. Where there is no such descriptor (a notebook on some systems),
    nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        with contextlib.suppress(OSError, AttributeError):  # what C still holds back belongs to the silence
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
