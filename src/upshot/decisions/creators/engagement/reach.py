"""Distinct accounts per post, where the creator's own analytics were imported: at the very reading of the panel."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import pyarrow as pa

from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.measures.data import WorkspaceData


def read_reach(data: WorkspaceData, panel: CreatorPanel) -> Array | None:
    """(n_posts,) reach, NaN where the reading has none; None where no reading has any."""
    frame = data.frame("post_reading").select("post_id", "read_at", "reach").filter(~nw.col("reach").is_null())
    table = frame.collect().to_arrow()
    if not len(table):
        return None
    seconds = table["read_at"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
    known = dict(zip(zip(table["post_id"].to_pylist(), seconds, strict=True), table["reach"].to_pylist(), strict=True))
    own = zip(panel.post_id, panel.read_at, strict=True)
    return np.array([known.get((post_id, float(at)), np.nan) for post_id, at in own], dtype=np.float64)
