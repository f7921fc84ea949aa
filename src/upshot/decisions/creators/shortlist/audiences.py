"""How well each creator's audience matches, and what share of whom they reach is wanted and can buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from upshot.decisions.creators.audience import AudienceMatch, match_audience, read_audience, read_selling, read_target
from upshot.decisions.creators.engagement.model import Estimate
from upshot.decisions.creators.panel import Array
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData


def audiences(
    data: WorkspaceData, creators: Sequence[str], *, now: datetime
) -> tuple[Array, Array, tuple[Phrase, ...]]:
    """(n,) match 0–1 and (n,) share of the reached who are in the target and can buy; NaN = not known.

    Without a target and selling places, or where nobody's audience is known, everybody counts, and a note says so.
    """
    target, selling = read_target(data), read_selling(data)
    match, share = np.full(len(creators), np.nan), np.full(len(creators), np.nan)
    if target is None and not selling.zone():
        return match, np.ones(len(creators)), (Phrase(code="shortlist_note_no_target"),)
    readings = read_audience(data)
    told = {reading.creator for reading in readings}
    if not told & set(creators):
        return match, np.ones(len(creators)), (Phrase(code="shortlist_note_no_audience"),)
    for place, creator in enumerate(creators):
        if creator not in told:
            continue
        own = [reading for reading in readings if reading.creator == creator]
        found = match_audience(creator, own, target, now=now, selling=selling, reach=Estimate(1.0, 1.0, 1.0))
        if isinstance(found, AudienceMatch):
            if found.score is not None:
                match[place] = found.score.middle
            if found.reachable is not None:
                share[place] = found.reachable.independent
    return match, share, ()
