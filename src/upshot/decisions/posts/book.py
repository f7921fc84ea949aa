"""Every post of the brand as columns, each found by its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from upshot.measures.data import WorkspaceData
from upshot.vocabulary.tiktok_links import created_at, post_id_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PostBook:
    """(n_posts,) each, in the order of `post_id`; None or NaN = nobody said. `published` is epoch seconds."""

    post_id: list[str]
    creator: list[str | None]
    content_type: list[str | None]
    url: list[str | None]
    caption: list[str | None]
    published: Array
    duration_s: Array
    is_paid_partnership: list[bool | None]
    is_listed: NDArray[np.bool_]  # a collaboration lists the post

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each post."""
        return {post_id: place for place, post_id in enumerate(self.post_id)}


def read_posts(data: WorkspaceData, *, now: datetime) -> PostBook:
    """Posts of the lake, and those that a collaboration lists; where no export says when, the id tells."""
    columns = (
        "post_id",
        "creator",
        "url",
        "published_at",
        "caption",
        "content_type",
        "duration_s",
        "is_paid_partnership",
    )
    table = data.frame("post").select(*columns).collect().to_arrow().sort_by("post_id")
    text = ("post_id", "creator", "url", "caption", "content_type")
    post_id, creator, url, caption, content_type = (table[name].to_pylist() for name in text)
    instants = table["published_at"].cast(pa.timestamp("us")).cast(pa.int64()).cast(pa.float64()).to_numpy()
    published, duration = instants / 1e6, table["duration_s"].to_numpy()
    paid_partnership = table["is_paid_partnership"].to_pylist()
    place = {known: number for number, known in enumerate(post_id)}
    deals = _listed(data)
    for listed, owner in deals.items():  # a post that a collaboration lists exists, and says whose it is
        if listed in place:
            creator[place[listed]] = creator[place[listed]] or owner
            continue
        post_id.append(listed)
        creator.append(owner)
        for column in (url, caption, content_type, paid_partnership):
            column.append(None)
    missing = len(post_id) - len(published)
    published = np.concatenate([published, np.full(missing, np.nan)])
    duration = np.concatenate([duration, np.full(missing, np.nan)]).astype(np.float64)
    for number in np.flatnonzero(np.isnan(published)):
        made = created_at(post_id[number], now=now)
        published[number] = made.timestamp() if made else np.nan
    return PostBook(
        post_id,
        creator,
        content_type,
        url,
        caption,
        published,
        np.where(duration > 0, duration, np.nan),
        paid_partnership,
        np.array([known in deals for known in post_id], dtype=bool),
    )


def _listed(data: WorkspaceData) -> dict[str, str]:
    """Post → creator, as the collaborations list them."""
    found = {}
    for row in data.rows("collaboration"):
        for url in row.get("post_urls") or ():
            if (post_id := post_id_of(url)) is not None:
                found[post_id] = row["creator"]
    return found
