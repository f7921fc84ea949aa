"""Back-test of the creators' forecasts on real panels: `python -m benchmarks.creator_forecast --data FOLDER`.

Each panel is imported with `upshot import`'s own door into a temporary home and read by `read_panel`. Three questions:
the forecast as shipped, learning from the panel; a prior from the other panels, learning from the panel; and that prior
alone, learning nothing from the panel. `--half 0|1` takes every other creator; `--write-prior FILE` makes the registry
row.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import numpy as np

from upshot.decisions.creators.forecast.backtest import Backtest, learn_prior, run_backtest
from upshot.decisions.creators.forecast.prior import as_registry_row, broad_prior
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.creators.reading import read_panel
from upshot.stats.next_views_fit import ViewsPrior
from upshot.wiring import House

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCE = (
    "panels of public repositories: suggested and top creators' posts, Nov 2020 (datares/TikTok_Famous); posts of food "
    "creators, Viet Nam, Mar 2025 (vphuhan/21KHDL-TikTok-Analytics); trending creators' posts, Malaysia, Sep-Oct 2025 "
    "(jayden856/tiktok)"
)


@dataclass(frozen=True)
class PanelFile:
    """A panel: how its file becomes rows that the importer knows; `group` = panels of the same creators."""

    name: str
    group: str
    query: str


PANELS = (
    PanelFile(
        "suggested and top creators, 2020", "2020",
        "select id::varchar as post_id, user_name as creator, to_timestamp(create_time) as published_at, "
        "'2020-11-08T02:30:00Z' as read_at, n_plays as views, n_likes as likes, n_comments as comments, "
        "n_shares as shares, n_followers as followers "
        "from read_csv_auto('{folder}/tiktok_posts/famous_2020_posts.csv.gz') where create_time is not null",
    ),
    PanelFile(
        "food creators, Viet Nam 2025", "vn",
        "select case when coalesce(id, '') = '' then (epoch(\"createTime\"::timestamptz)::bigint * 4294967296 + "
        'row_number() over (order by "author.uniqueId", "createTime"))::varchar else id end as post_id, '
        "\"author.uniqueId\" as creator, \"createTime\" as published_at, '2025-03-05T12:00:00Z' as read_at, "
        '"stats.playCount" as views, "stats.diggCount" as likes, "stats.commentCount" as comments, '
        '"stats.shareCount" as shares, "authorStats.followerCount" as followers '
        "from '{folder}/tiktok_posts/vn_food_posts_2025-03.parquet' where \"createTime\" < '2025-03-05T12'",
    ),
    PanelFile(
        "every post of some creators, Viet Nam 2025", "vn",
        "select * from read_csv_auto('{folder}/tiktok_posts/vn_raw_posts_2025-03.csv.gz', all_varchar=true)",
    ),
    PanelFile(
        "trending creators, Malaysia 2025", "my",
        "select video_item_id::varchar as post_id, handle as creator, "
        "to_timestamp(video_item_id >> 32) as published_at, "
        "(crawl_date + crawl_time - interval 8 hour)::varchar || 'Z' as read_at, video_play_count as views, "
        "video_like_count as likes from read_csv_auto('{folder}/tiktok_snapshots/"
        "trending_creator_videos_daily_2025.csv.gz') where handle is not null",
    ),
)  # fmt: skip


def read(panel: PanelFile, folder: Path, aside: Path) -> CreatorPanel:
    """Import one panel into a home of its own and read it back."""
    file = aside / f"panel-{PANELS.index(panel)}.csv"
    query = panel.query.format(folder=folder)
    duckdb.connect().execute(f"set timezone='UTC'; copy ({query}) to '{file}' (header, delimiter ',')")
    with House.open(aside / f"home-{file.stem}") as house:
        workspace = house.workspace()
        workspace.import_paths([file], clock=lambda: NOW)
        return read_panel(workspace, now=NOW)


def half_of(panel: CreatorPanel, half: int) -> CreatorPanel:
    """Every other creator."""
    kept = np.arange(len(panel.creators)) % 2 == half
    return of_creators(panel, kept)


def of_creators(panel: CreatorPanel, kept: np.ndarray) -> CreatorPanel:
    """Only some creators (n_creators,)."""
    rows = np.flatnonzero(kept[panel.creator])
    code = np.cumsum(kept) - 1
    return replace(
        panel,
        creators=tuple(row for row, wanted in zip(panel.creators, kept, strict=True) if wanted),
        creator=code[panel.creator[rows]],
        post_id=tuple(panel.post_id[row] for row in rows),
        caption=tuple(panel.caption[row] for row in rows),
        counters={name: values[rows] for name, values in panel.counters.items()},
        **{
            name: getattr(panel, name)[rows]
            for name in ("published", "read_at", "duration_s", "followers", "is_boosted", "is_sponsored")
        },
    )


def table(results: Sequence[tuple[str, str, Backtest]], kinds: Sequence[str]) -> str:
    """Markdown."""
    lines = [
        "| panel | prior | hidden | posts | n / creators | 50 % | 80 % | 90 % | out | ÷ median | ÷ quantiles |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, prior, found in results:
        for line in found.lines:
            if line.kind not in kinds:
                continue
            group = "all" if line.kind == "all" else f"{line.group} earlier" if line.kind == "past" else line.group
            ratios = [
                "–" if value is None else f"{value:.3f} ± {error or 0:.3f}"
                for value, error in (
                    (line.median_ratio, line.median_ratio_se),
                    (line.quantile_ratio, line.quantile_ratio_se),
                )
            ]
            lines.append(
                f"| {name} | {prior} | {line.hidden} | {group} | {line.n_posts:,} / {line.n_creators:,} | "
                f"{100 * line.coverage_50:.1f} | {100 * line.coverage_80:.1f} ± {100 * line.coverage_80_se:.1f} | "
                f"{100 * line.coverage_90:.1f} | {100 * line.below_80:.1f} / {100 * line.above_80:.1f} | "
                f"{ratios[0]} | {ratios[1]} |"
            )
    return "\n".join(lines)


def prior_without(panels: Mapping[PanelFile, CreatorPanel], left_out: PanelFile) -> ViewsPrior:
    """Learned from the panels of other creators only; one panel a group."""
    others = {each.group: panel for each, panel in list(panels.items())[::-1] if each.group != left_out.group}
    return learn_prior(list(others.values()), broad_prior())[0]


def main(arguments: list[str]) -> int:
    """Read, test, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.creator_forecast", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with tiktok_posts and tiktok_snapshots")
    parser.add_argument("--half", type=int, choices=(0, 1), help="every other creator only")
    parser.add_argument("--write-prior", type=Path, help="learn the prior from all panels and write the registry row")
    parser.add_argument("--groups", action="store_true", help="lines by past posts and tier too")
    asked = parser.parse_args(arguments)
    panels: dict[PanelFile, CreatorPanel] = {}
    with tempfile.TemporaryDirectory(prefix="upshot-forecast-") as aside:
        for each in PANELS:
            panel = read(each, asked.data, Path(aside))
            panels[each] = panel if asked.half is None else half_of(panel, asked.half)
            print(
                f"{each.name}: {len(panels[each].creators):,} creators, {len(panels[each].post_id):,} posts", flush=True
            )
    if asked.write_prior is not None:
        chosen = list({each.group: panel for each, panel in list(panels.items())[::-1]}.values())
        prior, creators, posts = learn_prior(chosen, broad_prior())
        head = (
            "# Fitted by `python -m benchmarks.creator_forecast --data FOLDER --write-prior FILE`: no post is in it.\n"
        )
        row = as_registry_row(prior, n_creators=creators, n_posts=posts, source=SOURCE, dated=date(2026, 11, 22))
        asked.write_prior.write_text(head + row, encoding="utf-8")
        return 0
    kinds = ("all", "past", "tier") if asked.groups else ("all",)
    results = []
    for each, panel in panels.items():
        started = time.process_time()
        results.append((each.name, "shipped + own", run_backtest(panel)))
        seconds = time.process_time() - started
        others = prior_without(panels, each)
        results.append((each.name, "other panels + own", run_backtest(panel, prior=others)))
        results.append((each.name, "other panels alone", run_backtest(panel, prior=others, is_fixed=True)))
        print(table(results[-3:], kinds), flush=True)
        print(f"{each.name}: {seconds:.1f} s of CPU for the first three lines", flush=True)
    print("\n" + table(results, kinds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
