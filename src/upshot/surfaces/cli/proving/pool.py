"""Run tasks in several processes, one thread of linear algebra each; results come as they finish."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from upshot.errors import UpshotError
from upshot.surfaces.cli.prove import Task

Found = TypeVar("Found")
Job = Callable[[Task], Found]
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_job: Job[Any] | None = None  # in a worker process: what it does with every task


class WorkerDiedError(UpshotError):
    """A process ended without an answer, most often for want of memory."""

    exit_code = 3


def n_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def run_tasks(job: Job[Found], tasks: Sequence[Task], *, workers: int) -> Iterator[Found]:
    """Yield the outcome of every task, in the order in which they finish.

    Parameters
    ----------
    job : same task, same outcome; it travels to each process once
    workers : processes; with one, everything runs in this process

    Raises
    ------
    WorkerDiedError : `proof_worker_died`
    """
    if workers <= 1 or len(tasks) <= 1:
        for task in tasks:
            yield job(task)
        return
    with _one_thread_each():
        context = multiprocessing.get_context("spawn")  # a fork would copy the threads of numerical libraries half
        count = min(workers, len(tasks))
        pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(job, os.getpid()))
        try:
            yield from _as_they_finish(pool, tasks, ahead=2 * count)
        except BrokenProcessPool as error:
            raise WorkerDiedError("proof_worker_died", workers=workers) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _as_they_finish(pool: ProcessPoolExecutor, tasks: Sequence[Task], *, ahead: int) -> Iterator[Any]:
    """Hand out a few tasks at a time, so that an interrupted run has little to throw away."""
    waiting = iter(tasks)
    running: set[Future[Any]] = set()
    while True:
        while len(running) < ahead and (task := next(waiting, None)) is not None:
            running.add(pool.submit(_work, task))
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for one in done:
            yield one.result()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes share the cores: a library that starts threads of its own in each would only be in the way."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _begin(job: Any, parent: int) -> None:
    """Set a worker up: its job, deaf to Ctrl+C (the parent hears it), and gone when the parent is."""
    global _job  # noqa: PLW0603 (a process has one job, and every task of it needs that)
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def _work(task: Task) -> Any:
    assert _job is not None, "a worker is set up before its first task"
    return _job(task)
