"""The files that are imported, of any size, written once and kept: `python -m benchmarks.files KIND ROWS PATH`.

`ads` is an Ads Manager report by ad and day with 26 columns, without a totals row (so that DuckDB can sniff types);
`shopify` is the 79-column orders export of a simulated brand, `world` all files of a simulated brand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import ROOT, environment

_DAYS = 365
_LINES_PER_ORDER = 1.862  # of the base case
# Spend of an ad day in cents, impressions: two skewed numbers from a hash of (ad, day), the rest follows from them.
_ADS_SQL = """
COPY (
  WITH ad_day AS (
    SELECT ad, day, hash(ad * 1009 + day) % 10000 / 10000.0 AS u, hash(ad, day, 7) % 10000 / 10000.0 AS v
    FROM range({days}) AS d(day), range({ads}) AS a(ad) ORDER BY day, ad LIMIT {rows}
  ), shown AS (
    SELECT *, 20 + CAST(180000 * pow(u, 4) AS BIGINT) AS impressions, 1.5 + 9 * v AS cpm FROM ad_day
  ), paid AS (
    SELECT *, round(impressions * cpm / 1000, 2)::DECIMAL(18,2) AS cost, impressions * (0.55 + 0.4 * v) AS reach,
      impressions * (0.003 + 0.02 * v) AS clicks, impressions * (0.4 + 0.3 * u) AS views FROM shown
  )
  SELECT 'Brindelune Ads' AS "Account name", 'Spark ' || (ad // 200) AS "Campaign name",
    CAST(1780000000000000 + (ad // 200) * 7907 AS VARCHAR) AS "Campaign ID",
    'Group ' || (ad // 20) AS "Ad group name", CAST(1790000000000000 + (ad // 20) * 7919 AS VARCHAR) AS "Ad group ID",
    '@creator' || (ad % 180) || ' ' || CAST(7400000000000000000 + ad * 104729 AS VARCHAR) AS "Ad name",
    CAST(1800000000000000 + ad * 7927 AS VARCHAR) AS "Ad ID",
    strftime(DATE '2025-01-01' + CAST(day AS INTEGER), '%Y-%m-%d') AS "By Day", 'EUR' AS "Currency",
    cost AS "Cost", round(cpm, 2)::DECIMAL(9,2) AS "CPM", impressions AS "Impressions", reach::BIGINT AS "Reach",
    round(impressions / reach, 2)::DECIMAL(9,2) AS "Frequency", clicks::BIGINT AS "Clicks (destination)",
    round(100 * clicks / impressions, 2)::DECIMAL(9,2) AS "CTR (destination)", (clicks * 1.7)::BIGINT AS "Clicks (all)",
    views::BIGINT AS "Video views", (views * .6)::BIGINT AS "2-second video views",
    (views * .25)::BIGINT AS "6-second video views", (views * .3)::BIGINT AS "Video views at 25%",
    (views * .18)::BIGINT AS "Video views at 50%", (views * .05)::BIGINT AS "Video views at 100%",
    (views * .02)::BIGINT AS "Paid likes", (clicks * .02)::BIGINT AS "Purchases (website)",
    round((clicks * .02)::BIGINT * 47.35, 2)::DECIMAL(18,2) AS "Purchase value (website)" FROM paid
) TO '{path}' (FORMAT csv, HEADER true)
"""


def ensure(kind: str, rows: int, folder: Path) -> Path:
    """The file (for `world`, the folder) of that size, made in a process of its own when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (f"{kind}-{rows}" if kind.startswith("world") else f"{kind}-{rows}.csv")
    if not path.exists():
        part = path.with_name(f".{path.name}.part")
        command = [sys.executable, "-m", "benchmarks.files", kind, str(rows), str(part)]
        subprocess.run(command, env=environment(), cwd=ROOT, check=True)
        part.replace(path)
    return path


def write(kind: str, rows: int, path: Path) -> None:
    """Write one file or one world; `rows` counts data rows of the report, line items, or orders."""
    from upshot.worlds import Scale, simulate_world, write_world
    from upshot.worlds.writing.shopify import write_shopify_orders

    if kind == "ads":
        import duckdb

        ads = -(-rows // _DAYS)
        duckdb.connect().execute(_ADS_SQL.format(days=_DAYS, ads=ads, rows=rows, path=str(path).replace("'", "''")))
    elif kind == "shopify":
        per_day = rows / _LINES_PER_ORDER / _DAYS
        world = simulate_world("base", 1, scale=Scale(24, 100, _DAYS, per_day, 4))
        aside = path.parent / f".shopify-{os.getpid()}"
        aside.mkdir()
        write_shopify_orders(world, aside).replace(path)
        aside.rmdir()
    else:  # world-<creators>-<posts>
        _, creators, posts = kind.split("-")
        scale = Scale(int(creators), int(posts), _DAYS, rows / _DAYS, 6)
        write_world(simulate_world("base", 1, scale=scale), path)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
