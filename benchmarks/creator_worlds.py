"""The simulated brands of `benchmarks/creator_response.py`: for Upshot as a history, for others as plain arrays."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def history_of(n_creators: int, n_posts: int, n_days: int, seed: int) -> Any:
    """A brand of the case `base` as the model takes it; 200 orders a day, as in the measurement study."""
    from upshot.decisions.incrementality.model import LiftTest, ProgrammeHistory
    from upshot.worlds.cases import Scale
    from upshot.worlds.history import simulate_history

    campaigns = max(1, min(12, n_days // 60))
    scale = Scale(n_creators=n_creators, n_posts=n_posts, n_days=n_days, orders_per_day=200.0, n_campaigns=campaigns)
    found, _ = simulate_history("base", seed, scale=scale)
    tests = tuple(LiftTest(**vars(test)) for test in found.lift_tests)
    return ProgrammeHistory(**{**vars(found), "lift_tests": tests})


def write_arrays(path: Path, n_creators: int, n_posts: int, n_days: int, seed: int) -> None:
    """What a mix model is given: daily orders, daily effective views of every creator, events, other media."""
    import numpy as np

    history = history_of(n_creators, n_posts, n_days, seed)
    effective = (history.views - 0.4 * history.views_paid) / 50_000
    pressure = np.zeros((n_creators, n_days))
    np.add.at(pressure, history.post_creator, effective)
    none = np.zeros((0, n_days))
    np.savez(
        path,
        orders=history.orders,
        pressure=pressure[pressure.sum(axis=1) > 0],
        events=none if history.events is None else history.events,
        other_media=none if history.other_media is None else history.other_media,
        first_day=np.array(history.days[0].isoformat()),
    )


if __name__ == "__main__":
    write_arrays(Path(sys.argv[1]), *map(int, sys.argv[2:6]))
