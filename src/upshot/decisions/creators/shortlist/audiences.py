"""How well each creator's audience matches, and how many of the target one post of theirs reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import narwhals as nw
import numpy as np

from upshot.decisions.creators.audience import AudienceMatch, match_audience, read_audience, read_selling, read_target
from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.decisions.creators.telling import Range
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData

LEAST_OWN = 3  # posts with a known reach from which a creator's own ratio counts


def audiences(
    data: WorkspaceData, creators: Sequence[str], *, now: datetime
) -> tuple[Array, Array, tuple[Phrase, ...]]:
    """(n,) match 0–1 and (n,) share of the reached who are in the target and can buy; NaN = not known.

    Without a target and selling places everybody counts, and a note says so.
    """
    target, selling = read_target(data), read_selling(data)
    match, share = np.full(len(creators), np.nan), np.full(len(creators), np.nan)
    if target is None and not selling.zone():
        return match, np.ones(len(creators)), (Phrase(code="shortlist_note_no_target"),)
    readings = read_audience(data)
    told = {reading.creator for reading in readings}
    for place, creator in enumerate(creators):
        if creator not in told:
            continue
        own = [reading for reading in readings if reading.creator == creator]
        found = match_audience(creator, own, target, now=now, selling=selling, reach=Range.exactly(1.0))
        if isinstance(found, AudienceMatch):
            if found.score is not None:
                match[place] = found.score.middle
            if found.reachable is not None:
                share[place] = found.reachable.independent
    return match, share, ()


def people_per_view(data: WorkspaceData, panel: CreatorPanel, *, now: datetime) -> tuple[Array, tuple[Phrase, ...]]:
    """(n_creators,) people reached ÷ views of a post: the creator's own median, else the workspace's.

    Where nobody's reach was ever imported every view counts as a person, which is too many; a note says so.
    """
    n = len(panel.creators)
    frame = data.frame("post_reading").filter(nw.col("read_at") <= now)
    known = frame.filter(~nw.col("reach").is_null(), nw.col("views") > 0).select("post_id", "read_at", "views", "reach")
    latest: dict[str, tuple[datetime, float]] = {}
    for row in known.collect().iter_rows(named=True):
        if row["post_id"] not in latest or row["read_at"] > latest[row["post_id"]][0]:
            latest[row["post_id"]] = row["read_at"], min(float(row["reach"]) / float(row["views"]), 1.0)
    if not latest:
        return np.ones(n), (Phrase(code="shortlist_note_views_as_people"),)
    place = {post: number for number, post in enumerate(panel.post_id)}
    posts = [(int(panel.creator[place[post]]), ratio) for post, (_, ratio) in latest.items() if post in place]
    ratios = np.full(n, float(np.median([ratio for _, ratio in latest.values()])))
    for creator in {creator for creator, _ in posts}:
        own = [ratio for who, ratio in posts if who == creator]
        if len(own) >= LEAST_OWN:
            ratios[creator] = float(np.median(own))
    return ratios, ()
