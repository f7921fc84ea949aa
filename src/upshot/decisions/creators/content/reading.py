"""Owner-only watch measures of a workspace, as the values `rate_content` takes."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from math import nan
from typing import Any

import narwhals as nw
import numpy as np

from upshot.decisions.creators.content.model import WatchedPosts
from upshot.measures.data import WorkspaceData


def read_watched(data: WorkspaceData, *, now: datetime) -> dict[str, WatchedPosts]:
    """By creator: the newest reading of each post that holds a watch measure; creators without any are left out."""
    held = ~nw.col("average_time_watched_s").is_null() | ~nw.col("full_video_watched_rate").is_null()
    names = ("post_id", "read_at", "views", "average_time_watched_s", "full_video_watched_rate")
    rows = data.frame("post_reading").filter(held & (nw.col("read_at") <= now)).select(*names).collect()
    newest: dict[str, dict[str, Any]] = {}
    for row in rows.iter_rows(named=True):
        known = newest.get(row["post_id"])
        if known is None or row["read_at"] > known["read_at"]:
            newest[row["post_id"]] = row
    if not newest:
        return {}
    posts = data.frame("post").select("post_id", "creator", "duration_s").collect()
    by_creator: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for post in posts.iter_rows(named=True):
        read = newest.get(post["post_id"])
        if read is None or post["creator"] is None:
            continue
        ids[post["creator"]].append(post["post_id"])
        measures = (read["views"], read["average_time_watched_s"], post["duration_s"], read["full_video_watched_rate"])
        by_creator[post["creator"]].append(tuple(nan if value is None else float(value) for value in measures))
    return {
        creator: WatchedPosts(tuple(ids[creator]), *np.array(values).T.copy()) for creator, values in by_creator.items()
    }
