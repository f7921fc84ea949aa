"""Paths for tests: the committed file, stores of them, and a plain count that shares no line with the engine's."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from upshot.decisions.journeys.store import JourneyStore
from upshot.decisions.journeys.store_writing import PathCount, write_paths

DATA = Path(__file__).with_name("data")


def file_paths() -> list[PathCount]:
    """The committed paths: states, conversions, their value in cents, journeys without one."""
    with (DATA / "paths.csv").open(encoding="utf-8") as file:
        return [
            (row["path"].split(" > "), int(row["conversions"]), round(float(row["value"]) * 100), int(row["lost"]))
            for row in csv.DictReader(file)
        ]


def store_of(paths: Sequence[PathCount], folder: Path) -> JourneyStore:
    return write_paths(paths, folder)


def transitions_by_hand(paths: Sequence[PathCount], names: Sequence[str], order: int) -> Counter[tuple[int, ...]]:
    """How often each (…, before, state) occurs, states from 1, 0 before the start."""
    number = {name: place for place, name in enumerate(names, start=1)}
    counts: Counter[tuple[int, ...]] = Counter()
    for states, converted, _, lost in paths:
        padded = [0] * order + [number[name] for name in states]
        for place in range(order, len(padded)):
            counts[tuple(padded[place - order : place + 1])] += converted + lost
    return Counter({key: n for key, n in counts.items() if n})
