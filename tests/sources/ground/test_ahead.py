"""Items made ahead come in order, with their errors, and stop when nobody wants them."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from upshot.sources.reading.ahead import DEPTH, ahead


def _ahead_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "ahead"]


def test_items_come_whole_and_in_their_order() -> None:
    assert list(ahead(range(50))) == list(range(50))
    assert list(ahead([])) == []
    assert list(ahead(["only"])) == ["only"]


def test_an_error_is_raised_where_its_item_would_have_come() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise LookupError("third")

    seen = []
    with pytest.raises(LookupError, match="third"):
        seen.extend(ahead(broken()))
    assert seen == [1, 2]


def test_whoever_looks_at_one_item_only_pays_for_one() -> None:
    made: list[int] = []

    def counted() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            yield number

    walk = ahead(counted())
    assert next(walk) == 0
    assert made == [0]
    walk.close()


def test_leaving_early_closes_the_source_and_ends_the_thread() -> None:
    closed, made = [], []

    def endless() -> Iterator[int]:
        try:
            for number in range(10_000_000):
                made.append(number)
                yield number
        finally:
            closed.append(True)

    walk = ahead(endless())
    assert [next(walk) for _ in range(3)] == [0, 1, 2]
    walk.close()
    assert closed == [True]
    assert len(made) <= 3 + DEPTH + 2  # never far ahead of the reader
    assert _ahead_threads() == []
