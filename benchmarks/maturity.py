"""View maturity of very many posts in one pass, beside DuckDB's scan of the same readings."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import median, run
from benchmarks.report import Section

READINGS_PER_POST = 20


def maturity(posts: int, rounds: int, folder: Path) -> Section:
    """Fit, forecast, half-lives and second waves of all posts, and three scans, each in fresh processes."""
    path = folder / f"readings-{posts}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        run(["-m", "benchmarks.maturity", "write", path, str(posts)])
    section = Section(
        f"View maturity of {posts:,} posts with {posts * READINGS_PER_POST:,} readings",
        ("what", "rounds", "wall s", "CPU s", "peak MiB", "inside: read s", "inside: work s"),
        note=(
            "Upshot: read the Parquet file, fit the growth (creators, types, posts), 90-day views with interval, "
            "half-life, read-out flag, second waves. DuckDB: `max(views)` of the whole file, and of each post. "
            "Whole processes, start included; `inside` is the clock of the process itself."
        ),
    )
    found = {}
    for name in ("upshot", "duckdb-scan", "duckdb-group"):
        runs = [run(["-m", "benchmarks.maturity", name, path]) for _ in range(rounds)]
        inside = [json.loads(each.output.splitlines()[-1]) for each in runs]
        middle = median(runs)
        found[name] = (middle, min(each["work"] for each in inside))
        read, work = (sorted(each[part] for each in inside)[len(inside) // 2] for part in ("read", "work"))
        section.add(name, rounds, f"{middle.wall_s:.2f}", f"{middle.cpu_s:.2f}", f"{middle.peak_mib:,.0f}",
                    f"{read:.2f}", f"{work:.3f}")  # fmt: skip
    ours, scan, group = (found[name] for name in ("upshot", "duckdb-scan", "duckdb-group"))
    section.add("ratio to the scan (whole process / work alone)", rounds, f"{ours[0].wall_s / scan[0].wall_s:.1f} ×",
                f"{ours[0].cpu_s / scan[0].cpu_s:.1f} ×", f"{ours[0].peak_mib / scan[0].peak_mib:.1f} ×", "",
                f"{ours[1] / scan[1]:,.0f} ×")  # fmt: skip
    section.add("ratio to the grouping", rounds, f"{ours[0].wall_s / group[0].wall_s:.1f} ×",
                f"{ours[0].cpu_s / group[0].cpu_s:.1f} ×", f"{ours[0].peak_mib / group[0].peak_mib:.1f} ×", "",
                f"{ours[1] / group[1]:,.0f} ×")  # fmt: skip
    return section


def _write(path: Path, posts: int) -> None:
    """Posts drawn from the model, 20 readings each at irregular ages, large counters rounded as TikTok does."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from upshot.decisions.maturity.prior import shipped_prior

    rng = np.random.default_rng(1)
    age = np.sort(np.exp(rng.uniform(np.log(0.3), np.log(120), (posts, READINGS_PER_POST))), axis=1)
    creators = max(1, posts // 20)
    creator = rng.integers(0, creators, posts)
    prior = shipped_prior()
    theta = rng.normal(0, prior.sd_creator, creators)[creator] + rng.normal(0, prior.sd_post, posts)
    left = np.expm1(prior.table.growth(age, 90.0)) * np.exp(theta)[:, None]
    views = np.floor(np.exp(rng.normal(10, 1.5, posts))[:, None] / (1 + left))
    views = np.where(views >= 1e5, np.floor(views / 100) * 100, views).astype(np.int64)
    table = pa.table({
        "post": np.repeat(np.arange(posts), READINGS_PER_POST), "age_days": age.ravel(), "views": views.ravel(),
        "creator": np.repeat(creator, READINGS_PER_POST),
        "content_type": np.repeat(rng.integers(0, 5, posts), READINGS_PER_POST),
    })  # fmt: skip
    pq.write_table(table, path)


def _upshot(path: Path) -> dict[str, float]:
    import duckdb
    import numpy as np

    from upshot.decisions.maturity.prior import shipped_prior
    from upshot.stats.view_maturity import Panel, is_last
    from upshot.stats.view_maturity_fit import fit_maturity
    from upshot.stats.view_maturity_waves import second_waves

    start = time.perf_counter()
    rows = duckdb.execute(f"from '{path}' order by post, age_days").fetchnumpy()
    post = rows["post"].astype(np.intp)
    last = is_last(post)
    panel = Panel(post, rows["age_days"], rows["views"].astype(np.float64), rows["creator"][last].astype(np.intp),
                  rows["content_type"][last].astype(np.intp), np.ones(int(last.sum()), dtype=bool))  # fmt: skip
    read = time.perf_counter()
    model = fit_maturity(panel, shipped_prior())
    result = (model.final, model.half_life_days, model.read_out_days, model.is_read_out_allowed, second_waves(model))
    assert len(result[0].median) == panel.n_posts
    return {"read": read - start, "work": time.perf_counter() - read}


def _duckdb(path: Path, *, is_grouped: bool) -> dict[str, float]:
    import duckdb

    start = time.perf_counter()
    duckdb.execute(
        f"select {'post, ' if is_grouped else ''}max(views) from '{path}' {'group by post' if is_grouped else ''}"
    ).fetchnumpy()
    return {"read": 0.0, "work": time.perf_counter() - start}


def main(arguments: Sequence[str]) -> None:
    """One measured process."""
    what, path = arguments[0], Path(arguments[1])
    if what == "write":
        _write(path, int(arguments[2]))
    elif what == "upshot":
        print(json.dumps(_upshot(path)))
    else:
        print(json.dumps(_duckdb(path, is_grouped=what == "duckdb-group")))


if __name__ == "__main__":
    main(sys.argv[1:])
