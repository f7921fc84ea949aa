"""Rate a creator's content: attention, nativeness, craft and brand correctness, each from its own evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import fmean, stdev

import numpy as np

from upshot.decisions.creators.content.model import (
    Array,
    Attention,
    ContentQuality,
    HumanRating,
    ItemRating,
    Measure,
    RatingStatus,
    RubricMarks,
    VideoMeasures,
    WatchedPosts,
)
from upshot.decisions.creators.telling import Note
from upshot.decisions.evidence import InsufficientEvidence
from upshot.registries.content_rubric import MARKS, RubricItem, rubric
from upshot.stats.agreement import Agreement, weighted_kappa

LEAST_VIEWS = 100  # a post seen less often says nothing about attention
AGREED_FROM = 0.6  # methods 5.6
LEVEL, DRAWS, SEED = 0.9, 2_000, 20260101
POLISHED_FROM, AUTHENTIC_BELOW = 4.5, 2.5
_Pairs = Mapping[tuple[str, str], Mapping[str, int]]  # (post, item) → rater → mark


def rate_content(
    creator: str,
    watched: WatchedPosts | None,
    marks: Sequence[RubricMarks] = (),
    *,
    videos: Sequence[tuple[str, VideoMeasures]] = (),
    rubric_name: str = "tiktok",
    version: int | None = None,
) -> ContentQuality | InsufficientEvidence:
    """Every rating there is evidence for; they are never blended.

    Parameters
    ----------
    watched : owner-only watch measures; None or empty = attention is unknown, which is not zero
    marks : people's marks of this creator's posts; of one rater and post the newest counts; other rubrics and versions
        are left out and said so
    videos : name and measures of video files

    Returns
    -------
    ContentQuality, or InsufficientEvidence `content_nothing_to_rate`
    """
    items = rubric(rubric_name, version)
    own = [each for each in marks if (each.rubric, each.version) == (items[0].rubric, items[0].version)]
    attention = _attention(watched) if watched is not None else None
    if attention is None and not own and not videos:
        facts = (("creator", creator),)
        return InsufficientEvidence("content_nothing_to_rate", ("help_content_rate", "help_content_watch"), facts)
    rated = {name: _human(name, items, own) for name in ("nativeness", "craft", "brand")}
    notes = [
        *([Note("content_no_watch")] if attention is None else []),
        *([Note("content_no_marks")] if not own else []),
        *([Note("content_other_rubric", {"n": str(len(marks) - len(own))})] if len(own) < len(marks) else []),
        *_polish(rated["craft"], rated["nativeness"]),
    ]
    return ContentQuality(creator, attention, **rated, videos=tuple(videos), notes=tuple(notes))


def _attention(watched: WatchedPosts) -> Attention | None:
    """Medians over videos seen often enough; None where neither measure was supplied."""
    seen = ~(watched.views < LEAST_VIEWS)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(watched.duration_s > 0, watched.average_watched_s / watched.duration_s, np.nan)
    found = Attention(_measure(ratio[seen & (ratio >= 0)]), _measure(_rates(watched.full_watch_rate[seen])))
    return found if found.watch_ratio or found.full_watch_rate else None


def _rates(values: Array) -> Array:
    return values[(values >= 0) & (values <= 1)]


def _measure(values: Array) -> Measure | None:
    """The median with a percentile bootstrap over posts; three posts at least."""
    if len(values) < 3:
        return None
    drawn = np.random.default_rng(SEED).choice(values, size=(DRAWS, len(values)))
    low, high = np.quantile(np.median(drawn, axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Measure(float(np.median(values)), float(low), float(high), len(values), LEVEL)


def _human(rating: str, items: Sequence[RubricItem], marks: Sequence[RubricMarks]) -> HumanRating | None:
    wanted = [item.item for item in items if item.rating == rating]
    given: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for each in sorted(marks, key=lambda m: m.rated_at):
        for item in wanted:
            if item in each.marks:
                given[each.post_id, item][each.rater.strip().casefold()] = each.marks[item]
    if not given:
        return None
    rated = tuple(_items(wanted, given))
    agreement, is_twice = _agreement(given)
    status = RatingStatus.PROVISIONAL
    if is_twice:
        status = RatingStatus.UNTESTED
        if agreement is not None:
            status = RatingStatus.AGREED if agreement.kappa >= AGREED_FROM else RatingStatus.RECONCILE
    raters = {rater for by_rater in given.values() for rater in by_rater}
    return HumanRating(
        rating=rating,
        mean=fmean(item.mean for item in rated),
        items=rated,
        n_posts=len({post for post, _ in given}),
        n_raters=len(raters),
        status=status,
        agreement=agreement,
        rubric=items[0].rubric,
        version=items[0].version,
    )


def _items(wanted: Sequence[str], given: _Pairs) -> Iterator[ItemRating]:
    for item in wanted:
        by_post = [list(by_rater.values()) for (_, name), by_rater in given.items() if name == item]
        if by_post:
            single = [mark for marks in by_post for mark in marks]
            spread = stdev(single) if len(single) > 1 else None
            yield ItemRating(item, fmean(fmean(marks) for marks in by_post), spread, len(single))


def _agreement(given: _Pairs) -> tuple[Agreement | None, bool]:
    """Weighted kappa over whatever two or more have rated; of more than two raters each pair counts in part."""
    counts = np.zeros((len(MARKS), len(MARKS)))
    for by_rater in given.values():
        pairs = list(combinations(sorted(by_rater), 2))
        for first, second in pairs:
            counts[by_rater[first] - 1, by_rater[second] - 1] += 1 / len(pairs)
    if not counts.any():
        return None, False
    return weighted_kappa(counts, level=LEVEL), True


def _polish(craft: HumanRating | None, nativeness: HumanRating | None) -> Iterator[Note]:
    """Smooth and impersonal at once: the look of an advert, told apart from either rating."""
    polished = [item.mean for item in (craft.items if craft else ()) if item.item in {"aesthetics", "professionalism"}]
    authentic = [item.mean for item in (nativeness.items if nativeness else ()) if item.item == "authenticity"]
    if polished and authentic and fmean(polished) >= POLISHED_FROM and authentic[0] <= AUTHENTIC_BELOW:
        facts = {"polish": f"{fmean(polished):.1f}", "authenticity": f"{authentic[0]:.1f}"}
        yield Note("content_over_polished", facts)
