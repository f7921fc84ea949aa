"""Worlds are cheap to simulate and not to write: each is made once per test run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from upshot.worlds import Scale, World, simulate_world, write_world

SMALL = Scale(n_creators=8, n_posts=26, n_days=130, orders_per_day=14.0, n_campaigns=2)


@pytest.fixture(scope="session")
def world_of() -> Callable[[str], World]:
    return cache(lambda case: simulate_world(case, 1))


@pytest.fixture(scope="session")
def base(world_of) -> World:
    return world_of("base")


@pytest.fixture(scope="session")
def written(base, tmp_path_factory) -> Path:
    """The base case in files, in its full size."""
    folder = tmp_path_factory.mktemp("base")
    write_world(base, folder)
    return folder


@pytest.fixture(scope="session")
def written_small(tmp_path_factory) -> Callable[[str], Path]:
    """Any case in files, as a small brand."""

    def write(case: str) -> Path:
        folder = tmp_path_factory.mktemp(case)
        write_world(simulate_world(case, 1, scale=SMALL), folder)
        return folder

    return cache(write)
