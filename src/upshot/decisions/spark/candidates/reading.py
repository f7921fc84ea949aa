"""What a ranking reads: the posts as columns, each with the views it will have when mature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.decisions.posts import PostColumns, read_post_columns
from upshot.decisions.spark.candidates.growth import MatureViews, ShownReadings, mature_views
from upshot.measures.data import WorkspaceData

FINAL_LEVEL = 0.8  # of the interval of mature views: its bounds are the 10 % bounds


@dataclass(frozen=True)
class RankableColumns(PostColumns):
    """The posts as columns, with their views when mature; (n_posts,) each."""

    final: MatureViews


def read_rankable_columns(data: WorkspaceData, *, now: datetime) -> RankableColumns:
    """Read every post's organic reading, and correct its views for age."""
    columns = read_post_columns(data, now=now)
    shown = ShownReadings(
        pa.array(columns.post_id, type=pa.string()),
        columns.published,
        columns.read_at,
        columns.counters["views"],
        _codes(columns.creator),
        _codes(columns.content_type),
    )
    final = mature_views(data, shown, columns.paid.first_day, until=now.timestamp(), level=FINAL_LEVEL)
    return RankableColumns(**{field.name: getattr(columns, field.name) for field in fields(columns)}, final=final)


def _codes(names: Sequence[str | None]) -> NDArray[np.int64]:
    """A number for each different name; −1 for none."""
    known = {name: code for code, name in enumerate(sorted({name for name in names if name}))}
    return np.array([known.get(name or "", -1) for name in names], dtype=np.int64)
