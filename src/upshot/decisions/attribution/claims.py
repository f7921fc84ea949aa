"""Which creator a code, a tagged link or a name stands for on a given day, over whole columns."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from upshot.measures.programme import FIRST_DAY, LAST_DAY, Programme
from upshot.vocabulary.entities import Collaboration

Integers = NDArray[np.int64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Names:
    """The names behind the indices of touches."""

    creators: tuple[str, ...]
    campaigns: tuple[str, ...]
    posts: tuple[str, ...]

    def index(self, kind: str) -> dict[str, int]:
        """Name → index."""
        return {name: i for i, name in enumerate(getattr(self, kind))}


@dataclass(frozen=True)
class Claim:
    """A creator's claim to a label, with the collaborations that gave it, oldest first."""

    creator: int
    spans: tuple[tuple[date, date, int], ...]  # first day, last day, campaign


@dataclass
class Claims:
    """Label → claims. A label that two creators were given is claimed by both, and they share the touch."""

    labels: tuple[str, ...] = ()
    of: dict[str, list[Claim]] = field(default_factory=dict)

    @classmethod
    def by(cls, given: Iterable[tuple[str, Collaboration]], names: Names) -> Claims:
        """Collect `(label, collaboration)` pairs."""
        creators, campaigns = names.index("creators"), names.index("campaigns")
        spans: dict[str, dict[int, list[tuple[date, date, int]]]] = defaultdict(lambda: defaultdict(list))
        for label, item in given:
            span = (item.starts_on or FIRST_DAY, item.ends_on or LAST_DAY, campaigns[item.campaign])
            spans[label][creators[item.creator]].append(span)
        of = {
            label: [Claim(creator, tuple(sorted(found))) for creator, found in sorted(by_creator.items())]
            for label, by_creator in spans.items()
        }
        return cls(tuple(sorted(of)), of)

    def read(self, values: pa.Array, days: Days) -> tuple[Integers, Integers, Integers, Integers]:
        """Look labels up: (row, label, creator, campaign) of every claim met, rows as indices into `values`."""
        if not self.labels:
            return (np.zeros(0, dtype=np.int64),) * 4
        found = pc.index_in(values, value_set=pa.array(self.labels, pa.string()))
        label_of = found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        by_label = np.argsort(label_of, kind="stable")
        edges = np.searchsorted(label_of[by_label], np.arange(len(self.labels) + 1))
        parts: list[tuple[Integers, Integers, Integers, Integers]] = []
        for place, label in enumerate(self.labels):
            rows = by_label[edges[place] : edges[place + 1]]
            if not len(rows):
                continue
            for claim in self.of[label]:
                campaign = campaign_on(claim.spans, days[rows])
                parts.append((rows, np.full(len(rows), place), np.full(len(rows), claim.creator), campaign))
        if not parts:
            return (np.zeros(0, dtype=np.int64),) * 4
        rows, labels, creators, campaigns = (
            np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True)
        )
        return rows, labels, creators, campaigns


def campaign_on(spans: tuple[tuple[date, date, int], ...], days: Days) -> Integers:
    """The campaign of each day: the latest-started span that covers it, else the latest one begun, else the first."""
    campaign = np.full(len(days), spans[0][2] if spans else -1, dtype=np.int64)
    is_covered = np.zeros(len(days), dtype=bool)
    for starts_on, ends_on, name in spans:
        has_begun = days >= np.datetime64(starts_on)
        covers = has_begun & (days <= np.datetime64(ends_on))
        campaign[covers | (has_begun & ~is_covered)] = name
        is_covered |= covers
    return campaign


class Posts:
    """Each creator's posts by time, to find the latest one before an instant."""

    def __init__(self, programme: Programme, names: Names) -> None:
        creators, campaigns, posts = (names.index(kind) for kind in ("creators", "campaigns", "posts"))
        self.campaign_of = np.array(
            [campaigns.get(programme.post[post].campaign or "", -1) for post in names.posts], dtype=np.int64
        )
        self._of: dict[int, tuple[Integers, Integers]] = {}
        dated: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for post in programme.posts:
            if post.published_at is not None:
                instant = int(post.published_at.timestamp() * 1_000_000)
                dated[creators[post.creator]].append((instant, posts[post.post_id]))
        for creator, found in dated.items():
            at, post_index = zip(*sorted(found), strict=True)
            self._of[creator] = np.array(at, dtype=np.int64), np.array(post_index, dtype=np.int64)

    def published(self, creator: int) -> Integers:
        """When the creator published, µs UTC, oldest first."""
        return self._of.get(creator, (np.zeros(0, dtype=np.int64),))[0]

    def latest(self, creator: Integers, campaign: Integers, at: Integers) -> tuple[Integers, Integers]:
        """Per touch: the creator's latest post before `at`, of that campaign where there is one: (post, published)."""
        post = np.full(len(creator), -1, dtype=np.int64)
        published = np.full(len(creator), -1, dtype=np.int64)
        pair = creator * (campaign.max(initial=0) + 2) + campaign + 1  # one number per creator × campaign
        order = np.argsort(pair, kind="stable")
        edges = np.flatnonzero(np.diff(pair[order], prepend=-1, append=-1))
        for first, last in itertools.pairwise(edges):
            rows = order[first:last]
            who, for_campaign = int(creator[rows[0]]), int(campaign[rows[0]])
            if who not in self._of:
                continue
            when, which = self._of[who]
            ours = self.campaign_of[which] == for_campaign if for_campaign >= 0 else np.ones(len(which), dtype=bool)
            for chosen in (np.ones(len(which), dtype=bool), ours):
                place = np.searchsorted(when[chosen], at[rows], side="right") - 1
                has_post = place >= 0
                post[rows[has_post]] = which[chosen][place[has_post]]
                published[rows[has_post]] = when[chosen][place[has_post]]
        return post, published


def creator_spans(programme: Programme, names: Names) -> Mapping[int, tuple[tuple[date, date, int], ...]]:
    """Creator → the spans of the collaborations, oldest first."""
    creators, campaigns = names.index("creators"), names.index("campaigns")
    return {
        creators[handle]: tuple((c.starts_on or FIRST_DAY, c.ends_on or LAST_DAY, campaigns[c.campaign]) for c in items)
        for handle, items in programme.by_creator.items()
    }
