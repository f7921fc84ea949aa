"""Processes among which the work of one fit is divided; the density travels to each of them once."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.queues import Queue
from typing import Self, TypeVar

import numpy as np

from upshot.decisions.incrementality.response.density import ResponseDensity

KEPT_BYTES = 31 * 2**20  # glibc learns from arrays of up to 32 MiB

Part = TypeVar("Part")
Done = TypeVar("Done")


class Workers:
    """`n_workers` processes for `density`, or this one alone; a context that ends them."""

    def __init__(self, density: ResponseDensity, n_workers: int = 1) -> None:
        _keep_memory()
        self.density, self.n = density, n_workers
        self._pool = None
        if n_workers > 1:
            context = get_context("spawn")
            post: Queue[bytes] = context.Queue()  # an argument would hold this process up until it is read
            post.cancel_join_thread()  # who is interrupted does not wait for a process that never read it
            self._pool = ProcessPoolExecutor(n_workers, context, initializer=_receive, initargs=(post,))
            letter = pickle.dumps(density)
            for _ in range(n_workers):  # they start while this process finds a place to begin
                post.put(letter)
                self._pool.submit(_ready)

    def __enter__(self) -> Self:
        return self

    def run(self, step: Callable[[ResponseDensity, Part], Done], parts: Sequence[Part]) -> list[Done]:
        """`step` of every part, in order; `step` stands at the top of its module, so that it can travel."""
        if self._pool is None:
            return [step(self.density, part) for part in parts]
        return list(self._pool.map(_remote, [step] * len(parts), parts))

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _keep_memory() -> None:
    """Let this process keep what it frees.

    The arrays of a gradient are just large enough for glibc to give each back to the system and to ask for it again
    page by page, which takes as long as the gradient. Having freed one larger array, it keeps twice as much from then
    on (`M_MMAP_THRESHOLD` in mallopt(3)); elsewhere this does nothing.
    """
    np.empty(KEPT_BYTES, dtype=np.uint8)


_HERE: list[ResponseDensity] = []


def _receive(post: Queue[bytes]) -> None:
    _keep_memory()
    _HERE.append(pickle.loads(post.get()))  # noqa: S301 (the process that started this one wrote it)


def _ready() -> None:
    pass


def _remote(step: Callable[[ResponseDensity, Part], Done], part: Part) -> Done:
    return step(_HERE[0], part)
