"""The signals one by one, as a person would want to see them: value, what is usual, what it says, on what it rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from upshot.decisions.creators.authenticity.bench import Bench, Seat
from upshot.decisions.creators.authenticity.commenters import empty_comments, same_commenters
from upshot.decisions.creators.authenticity.geography import audience_abroad
from upshot.decisions.creators.authenticity.model import AudienceShares, CommentSet, History, Signal
from upshot.decisions.creators.authenticity.over_time import (
    Found,
    follower_step,
    follower_yield,
    likes_without_views,
    views_without_likes,
)
from upshot.decisions.creators.authenticity.peers import LEVEL_SIGNALS, SIGNALS
from upshot.decisions.creators.authenticity.posts import COLUMNS, Codes
from upshot.decisions.creators.authenticity.record import LEVELS, RECORD
from upshot.decisions.creators.authenticity.scoring import (
    HIGHEST,
    LOWEST,
    SHARE_OF_SCHEME,
    Learnt,
)
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

FAMILY: Final[dict[str, str]] = {
    "likes_level": "ratios", "views_level": "ratios", "comments_level": "ratios", "shares_level": "ratios",
    "followers_level": "views_followers",
    **{name: "evenness" for name in RECORD if "_with_" in name},
    **{name: "scatter" for name in RECORD if name.startswith("scatter_")},
    "follower_step": "growth", "follower_yield": "growth",
    "likes_without_views": "timing", "views_without_likes": "timing",
    "empty_comments": "comments", "same_commenters": "comments", "audience_abroad": "audience",
    "sponsored_share": "sponsored",
}  # fmt: skip
SHOWN = tuple(name for name in SIGNALS if not name.endswith("_alone"))
SATURATED = 0.3  # published red flag (methods §5.3): shown, weighs nothing
N_POSTS_SHOWN = 3


def counter_signals(bench: Bench, place: int, learned: Learnt) -> tuple[tuple[Signal, ...], dict[str, Array]]:
    """The signals of a creator's posts, with what each adds to the likeliest scheme; the evidence per scheme."""
    at = bench.seat_of[place]
    if at is None:
        return tuple(_missing(name, "missing_posts") for name in SHOWN), {}
    seat, row = bench.seats[at[0]], at[1]
    schemes = learned.schemes.get(seat.window.size, {})
    evidence = {name: values[row] for name, values in seat.evidence.items()}
    leading = max(evidence, key=lambda name: float(evidence[name]) + np.log(SHARE_OF_SCHEME[name]), default=None)
    return (
        tuple(_counter_signal(bench, seat, row, name, schemes.get(leading or "", {})) for name in SHOWN),
        evidence,
    )


def _counter_signal(bench: Bench, seat: Seat, row: int, name: str, curves: Mapping[str, object]) -> Signal:
    score = float(seat.scores[row, SIGNALS.index(name)])
    if np.isnan(score):
        column = name.removesuffix("_level")
        few = name.endswith("_level") and seat.peers.level is None
        return _missing(name, "missing_peers" if few else "missing_counter", {"counter": column})
    told = 0.0
    for part in (name, f"{name}_alone"):
        if part in curves:
            told += float(curves[part].at(seat.scores[row, SIGNALS.index(part)]))  # type: ignore[attr-defined]
    value, usual = _value(seat, row, name)
    return Signal(name, FAMILY[name], value, usual, score, told, None, _facts(bench, seat, row, name))


def _value(seat: Seat, row: int, name: str) -> tuple[float, float]:
    """In the signal's own unit: per view for ratios, counts for views and followers, elasticities, log scatter."""
    if name.endswith("_level"):
        column = name.removesuffix("_level")
        found = seat.measured.levels[row]
        value, usual = float(found[LEVELS.index(column)]), float(seat.expected[row, LEVEL_SIGNALS.index(column)])
        views = 0.0 if column in ("views", "followers") else float(found[0])
        return float(np.exp(value - views)), float(np.exp(usual - views))
    place = RECORD.index(name)
    value, usual = float(seat.measured.record[row, place]), float(seat.peers.record.location[place])
    if name.startswith("scatter_"):
        return float(np.exp(value)), float(np.exp(usual))
    return value, usual


def _facts(bench: Bench, seat: Seat, row: int, name: str) -> dict[str, str]:
    """Posts that carry the signal most, by id."""
    facts = {"posts": str(seat.window.size), "peers": str(seat.peers.n)}
    pair = _pair(name)
    if pair is None:
        return facts
    logs = seat.window.logs[row]
    off = logs[:, pair[0]] - logs[:, pair[1]]
    if np.isnan(off).any():
        return facts
    far = np.argsort(-np.abs(off - np.median(off)))[:N_POSTS_SHOWN]
    rows = seat.window.posts[row][far]
    facts["post_ids"] = ", ".join(bench.panel.post_id[one] for one in rows)
    facts["post_ratios"] = ", ".join(f"{np.exp(one):.4g}" for one in off[far])
    facts["usual_ratio"] = f"{np.exp(np.median(off)):.4g}"
    return facts


def _pair(name: str) -> tuple[int, int] | None:
    """The two counters whose ratio per post shows the signal."""
    if name == "followers_level":
        return None
    if name.endswith("_level"):
        column = COLUMNS.index(name.removesuffix("_level"))
        return (1, 0) if column == 0 else (column, 0)
    one, other = name.removeprefix("scatter_").replace("_with_", "_").split("_")
    return COLUMNS.index(one), COLUMNS.index(other)


def value_signals(
    panel: CreatorPanel,
    place: int,
    history: History | None,
    comments: CommentSet | None,
    audience: AudienceShares | None,
    learned: Learnt,
) -> tuple[tuple[Signal, ...], dict[str, float]]:
    """The signals that are not compared with peers, and the evidence of their schemes, where there is any."""
    followers = history.followers if history else None
    posts = history.posts if history else None
    found = {
        "follower_step": follower_step(followers, panel, place),
        "follower_yield": follower_yield(followers, panel, place),
        "likes_without_views": likes_without_views(posts),
        "views_without_likes": views_without_likes(posts),
        "empty_comments": empty_comments(comments),
        "same_commenters": same_commenters(comments),
        "audience_abroad": audience_abroad(audience, panel.creators[place]),
    }
    signals: list[Signal] = []
    total: dict[str, float] = {}
    for name, one in found.items():
        told = evidence_of(name, one, learned)
        if told is not None:
            scheme = learned.values[name][0]
            total[scheme] = float(np.clip(total.get(scheme, 0.0) + told, LOWEST, HIGHEST))
        signals.append(Signal(name, FAMILY[name], one.value, None, None, told, one.why, dict(one.facts)))
    return tuple(signals), total


def evidence_of(name: str, found: Found, learned: Learnt) -> float | None:
    """Log-likelihood ratio of a value; None where it is missing or nothing was learned."""
    if found.value is None or name not in learned.values:
        return None
    return float(learned.values[name][1].at(np.array(found.value)))


def sponsored_signal(panel: CreatorPanel, rows: Codes) -> Signal:
    """Share of sponsored posts among those somebody told about; it says something of saturation, nothing of bots."""
    told = panel.is_sponsored[rows]
    told = told[~np.isnan(told)]
    if not len(told):
        return _missing("sponsored_share", "missing_sponsored")
    share = float(told.mean())
    facts = {"posts": str(len(told)), "sponsored": str(int(told.sum())), "saturated_above": f"{SATURATED:.0%}"}
    return Signal("sponsored_share", "sponsored", share, SATURATED, None, None, None, facts)


def _missing(name: str, why: str, facts: Mapping[str, str] | None = None) -> Signal:
    return Signal(name, FAMILY[name], None, why_missing=why, facts=facts or {})


__all__ = ["FAMILY", "LEVEL_SIGNALS", "counter_signals", "evidence_of", "sponsored_signal", "value_signals"]
