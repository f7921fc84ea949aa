"""Let the next item be made while this one is used: each stage of an import gets a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import TypeVar

DEPTH = 2  # items made ahead; memory grows by as many batches
_POLL_S = 0.05
T = TypeVar("T")


@dataclass(frozen=True)
class _Ended:
    """The producer is through: normally, or with the error that the consumer is to see."""

    error: BaseException | None = None


def ahead(items: Iterable[T]) -> Generator[T]:
    """Yield `items` in their order while a thread makes the next ones.

    The first item is made on demand: whoever looks at one item only pays for one. An error of `items` is raised where
    its item would have come. Closing this generator stops the thread and closes `items`.

    Parameters
    ----------
    items : an iterable that spends its time where Python's lock is not held (Arrow, DuckDB, Parquet)
    """
    source = iter(items)
    try:
        for first in source:
            yield first
            break
        else:
            return
    except GeneratorExit:
        _close(source)
        raise
    made: Queue[T | _Ended] = Queue(DEPTH)
    stopped = threading.Event()
    thread = threading.Thread(target=_make, args=(source, made, stopped), name="ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := made.get(), _Ended):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        with suppress(Empty):
            while True:
                made.get_nowait()
        thread.join()


def _make(source: object, made: Queue[object], stopped: threading.Event) -> None:
    """Put the items into the queue until they end or nobody wants them; then say so."""
    end = _Ended()
    try:
        for item in source:  # type: ignore[attr-defined]
            if not _put(made, item, stopped):
                break
    except BaseException as error:  # noqa: BLE001 (raised again by the consumer)
        end = _Ended(error)
    _close(source)
    _put(made, end, stopped)


def _put(made: Queue[object], item: object, stopped: threading.Event) -> bool:
    while not stopped.is_set():
        with suppress(Full):
            made.put(item, timeout=_POLL_S)
            return True
    return False


def _close(source: object) -> None:
    """End a generator that was left in the middle, so that its files are closed."""
    if isinstance(source, Generator):
        source.close()
