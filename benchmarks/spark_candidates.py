"""Ranking and maturity over many posts in one pass, beside a plain DuckDB scan of the same readings.

Run alone: `python -m benchmarks.spark_candidates [POSTS [READINGS_EACH]]`. The home is made of random counters written
through the lake, as an import writes them; the measured process opens it, ranks every post and prints its time.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measuring import Run, run
from benchmarks.report import Section

NOW = datetime(2026, 6, 30, tzinfo=UTC)
POSTS, READINGS_EACH, ROUNDS = 100_000, 20, 3
SCAN = """
import sys, time
from upshot.wiring import House
lake = House.open(sys.argv[1]).workspace("bench").lake
start = time.perf_counter()
frame = lake.frame("post_reading").group_by("post_id").agg(
    *(__import__("narwhals").col(name).max() for name in ("read_at", "views", "likes", "comments", "shares", "saves"))
)
n = len(frame.collect())
print(n, time.perf_counter() - start)
"""
RANK = """
import json, sys, time
from datetime import datetime
from upshot.decisions.spark.candidates.ranking import rank_columns
from upshot.decisions.spark.candidates.reading import read_rankable_columns
from upshot.wiring import House
workspace = House.open(sys.argv[1]).workspace("bench")
start = time.perf_counter()
columns = read_rankable_columns(workspace, now=datetime.fromisoformat(sys.argv[2]))
read = time.perf_counter() - start
ranking = rank_columns(columns, slots=50, exploration_share=0.1, seed=1)
print(len(ranking.row), read, time.perf_counter() - start - read)
"""


def write_home(home: Path, posts: int, readings_each: int) -> None:
    """A workspace with that many posts of 2,000 creators and that many readings of each."""
    import numpy as np
    import pyarrow as pa

    from upshot.sources.base import Batch
    from upshot.vocabulary.tables import TABLES
    from upshot.wiring import House

    rng = np.random.default_rng(1)
    ids = [str(7_300_000_000_000_000_000 + n) for n in range(posts)]
    age = rng.uniform(3, 170, posts)
    first = np.datetime64("2026-06-30T00:00:00", "us")
    published = first - (age * 86_400e6).astype("timedelta64[us]")
    final = np.exp(8 + 1.3 * rng.standard_normal(posts))
    rates = {"likes": rng.beta(40, 960, posts), "comments": rng.beta(2, 1_998, posts),
             "shares": rng.beta(4, 1_996, posts), "saves": rng.beta(6, 994, posts)}  # fmt: skip
    kinds = ["challenge", "tutorial", "storytelling", "behind_the_scenes"]
    post = {"post_id": ids, "creator": [f"creator{n % 2_000}" for n in range(posts)], "published_at": published,
            "content_type": [kinds[n % 4] for n in range(posts)], "duration_s": rng.uniform(8, 60, posts)}  # fmt: skip
    steps = np.linspace(0.1, 1.0, readings_each)
    workspace = House.open(home).create_workspace("bench")

    def batch(table: str, columns: dict[str, object], n: int) -> Batch:
        schema = TABLES[table].arrow_schema()
        arrays = [pa.array(columns[f.name], type=f.type) if f.name in columns else pa.nulls(n, f.type) for f in schema]
        return Batch(table, pa.Table.from_arrays(arrays, schema=schema), rows_read=n)

    batches = [batch("post", post, posts)]
    for step in steps:
        views = np.round(final * (1 - 0.6 * np.exp(-age * step / 12))).astype(np.int64) + 20
        counters = {name: rng.binomial(views, rate) for name, rate in rates.items()}
        read_at = published + (age * step * 86_400e6).astype("timedelta64[us]")
        watched = {
            "average_time_watched_s": rng.uniform(2, 20, posts),
            "full_video_watched_rate": rng.beta(4, 16, posts),
        }
        columns = {"post_id": ids, "read_at": read_at, "views": views, **counters, **watched}
        batches.append(batch("post_reading", columns, posts))
    workspace.lake.load(iter(batches), source="benchmark", import_id="benchmark", now=NOW)


def candidates(posts: int, readings_each: int, rounds: int, folder: Path) -> Section:
    """Fresh processes over the same home: the scan, then the ranking."""
    home = folder / "spark-home"
    if not home.exists():
        run(["-m", "benchmarks.spark_candidates", "--write", home, str(posts), str(readings_each)])
    scans = [run(["-c", SCAN, home]) for _ in range(rounds)]
    ranks = [run(["-c", RANK, home, (NOW + timedelta(hours=1)).isoformat()]) for _ in range(rounds)]
    section = Section(
        f"Ranking {posts:,} posts with {posts * readings_each:,} readings in one pass, maturity included",
        ("what", "rounds", "inside s", "wall s", "CPU s", "peak MiB"),
        note="Inside: from the open home to the answer, start-up of Python and opening apart. Scan: DuckDB reads the "
        "same columns of all readings and keeps the highest of each post.",
    )
    scan_s = statistics.median(_inside(each)[1] for each in scans)
    read_s, rank_s = (statistics.median(_inside(each)[place] for each in ranks) for place in (1, 2))
    _add(section, "plain DuckDB scan", scans, scan_s)
    _add(section, "reading, organic split and maturity", ranks, read_s)
    _add(section, "ranking itself", ranks, rank_s)
    section.add("ratio of the whole to the scan", rounds, f"{(read_s + rank_s) / scan_s:.1f}", "–", "–", "–")
    return section


def _inside(done: Run) -> list[float]:
    """The figures of the last line: how many, then seconds."""
    return [float(word) for word in done.output.splitlines()[-1].split()]


def _add(section: Section, name: str, runs: list[Run], inside: float) -> None:
    wall, cpu = (statistics.median(getattr(each, what) for each in runs) for what in ("wall_s", "cpu_s"))
    section.add(name, len(runs), f"{inside:.2f}", f"{wall:.2f}", f"{cpu:.2f}", f"{max(r.peak_mib for r in runs):,.0f}")


def main(arguments: list[str]) -> int:
    """Measure and print; `--write HOME POSTS EACH` only makes the home, in a process of its own."""
    if arguments[:1] == ["--write"]:
        write_home(Path(arguments[1]), int(arguments[2]), int(arguments[3]))
        return 0
    posts = int(arguments[0]) if arguments else POSTS
    each = int(arguments[1]) if len(arguments) > 1 else READINGS_EACH
    with tempfile.TemporaryDirectory(prefix="upshot-benchmarks-") as aside:
        section = candidates(posts, each, ROUNDS, Path(aside))
    print(section.markdown())
    print(json.dumps({"posts": posts, "readings": posts * each}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
