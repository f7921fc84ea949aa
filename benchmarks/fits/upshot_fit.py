"""Upshot's creator response model by one of its engines: cold, and, when asked, warm after two more weeks."""

import json
import sys
from dataclasses import replace

from phases import Phases

NEW_DAYS = 14


def main(out_path, n_creators, n_posts, n_days, seed, n_workers, engine, is_warm_too):
    seconds = Phases()
    with seconds("import"):
        import numpy as np

        from benchmarks.creator_worlds import history_of
        from upshot.decisions.incrementality.response.data import response_data
        from upshot.decisions.incrementality.response.engines import fit_with
    history = history_of(n_creators, n_posts, n_days, seed)
    with seconds("build"):
        data = response_data(history)
    with seconds("fit"):
        fit = fit_with(engine, data, seed=1, n_workers=n_workers)
    draws = np.stack([_reported(fit.density, chain.T) for chain in fit.draws])
    extra = {"n_parameters": fit.density.at.size, "n_posts": int(data.n_posts), "fit": _told(fit)}
    if is_warm_too:
        before = fit_with(engine, response_data(_without_last(history, NEW_DAYS)), seed=1, n_workers=n_workers)
        with seconds("warm"):
            warm = fit_with(engine, data, seed=1, state=before.state, n_workers=n_workers)
        extra["warm"] = _told(warm)
    np.savez(out_path, draws=draws, seconds=json.dumps(seconds), extra=json.dumps(extra))


def _told(fit):
    """What the program itself says of the chains: over total, creators, posts and baseline."""
    return {name: float(value) for name, value in vars(fit.convergence).items()}


def _reported(density, x):
    """(n_draws, 1 + n_creators) expected orders of the programme and of each creator that has posts with views."""
    import numpy as np

    creators = density.per_creator @ density.post_orders(x)
    return np.concatenate([creators.sum(axis=0, keepdims=True), creators[creators.sum(axis=1) > 0]]).T


def _without_last(history, n):
    """The same brand `n` days ago."""
    kept = slice(0, len(history.days) - n)
    seen = history.views[:, kept].sum(axis=1) >= 1

    def cut(rows):
        return None if rows is None else rows[:, kept]

    return replace(
        history,
        days=history.days[kept],
        orders=history.orders[kept],
        views=cut(history.views)[seen],
        views_paid=cut(history.views_paid)[seen],
        post_ids=tuple(post for post, is_seen in zip(history.post_ids, seen, strict=True) if is_seen),
        post_creator=history.post_creator[seen],
        tracked_orders={name: cut(rows) for name, rows in history.tracked_orders.items()},
        events=cut(history.events),
        other_media=cut(history.other_media),
    )


if __name__ == "__main__":
    out, *sizes, engine_name, warm_too = sys.argv[1:]
    main(out, *map(int, sizes), engine_name, warm_too == "warm")
