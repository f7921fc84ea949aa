"""The entry point of `upshot` and `python -m upshot`."""

from __future__ import annotations

import atexit
import os
import sys


def _silence_exit_chatter() -> None:
    """DuckDB 2.0's binding may print `nanobind: leaked …` while the interpreter shuts down; nobody needs it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy loads: more threads are slower here
    atexit.register(_silence_exit_chatter)
    try:
        from upshot.surfaces.cli.app import run  # noqa: PLC0415 (the environment must be set first)

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the commands were there, or a second time
        code = 130
    raise SystemExit(code)


if __name__ == "__main__":
    main()
