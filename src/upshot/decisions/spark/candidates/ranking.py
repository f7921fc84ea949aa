"""From posts as columns to the ranking: who may be ranked, the score, the order, who is kept for learning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.candidates.model import Standing
from upshot.decisions.spark.candidates.reading import FINAL_LEVEL, RankableColumns
from upshot.decisions.spark.candidates.scoring import (
    LEAST_POSTS,
    Scores,
    SignalScore,
    SignalTable,
    score_signals,
    weigh,
)
from upshot.decisions.spark.candidates.weights import PaidFactor, Weights, learn_paid_factor, learn_weights

Array = NDArray[np.float64]
Codes = NDArray[np.int64]

LEAST_VIEWS = 100.0  # organic; below, even a very good post cannot be told from a lucky one
LEAST_AGE_DAYS = 2.0  # methods §5.14: 48 hours organic first
STANDINGS = tuple(Standing)
REASONS = ("", "candidate_unknown_age", "candidate_too_young", "candidate_too_few_views", "candidate_no_rates")


@dataclass(frozen=True)
class Ranking:
    """The ranked posts. `order` (n_ranked,) are places in `columns`, best first; other arrays are by ranked post.

    `row` maps a place in the ranked arrays to its place in `columns`; `refused` (n_posts,) codes into `REASONS`.
    """

    columns: RankableColumns
    row: Codes
    order: Codes  # into the ranked arrays
    refused: Codes
    table: SignalTable
    signals: dict[str, SignalScore]
    weights: Weights
    scores: Scores
    standing: Codes
    factor: PaidFactor
    explores: NDArray[np.bool_]
    raw_place: Codes  # 1-based, by observed engagement; 0 = no engagement rate


def rank_columns(
    columns: RankableColumns,
    *,
    slots: int,
    exploration_share: float,
    seed: int,
    comment_intents: Mapping[str, tuple[int, int]] | None = None,
) -> Ranking | InsufficientEvidence:
    """Rank every post that may be ranked.

    Parameters
    ----------
    slots : how many posts will be looked at; the exploration share is of these
    comment_intents : by post, (comments that want to buy or ask where, comments read)
    """
    refused = _refused(columns)
    row = np.flatnonzero(refused == 0)
    if len(row) < LEAST_POSTS:
        facts = (("posts", str(len(row))), ("needed", str(LEAST_POSTS)), ("all", str(len(refused))))
        return InsufficientEvidence("spark_too_few_posts", ("spark_help_post_readings", "spark_help_wait"), facts)
    table = signal_table(columns, row, comment_intents or {})
    signals = score_signals(table)
    if not set(signals) - {"views"}:
        return InsufficientEvidence("spark_no_signal", ("spark_help_post_readings",), (("posts", str(len(row))),))
    paid = [columns.paid.total(columns.post_id[place]) for place in row] if columns.is_boosted[row].any() else None
    clicks, impressions = _paid(paid, "clicks_destination", len(row)), _paid(paid, "impressions", len(row))
    weights = learn_weights(signals, clicks, impressions)
    scores = weigh(signals, weights.mean, weights.covariance)
    order = np.lexsort((row, -scores.low)).astype(np.int64)
    standing = _standing(scores)
    factor = _factor(signals, paid, len(row))
    explores = _explorers(standing, order, slots=slots, share=exploration_share, seed=seed)
    return Ranking(
        columns, row, order, refused, table, signals, weights, scores, standing, factor, explores, _raw_place(table)
    )


def signal_table(columns: RankableColumns, row: Codes, intents: Mapping[str, tuple[int, int]]) -> SignalTable:
    """The signals of the ranked posts as successes and trials."""
    c = {name: values[row] for name, values in columns.counters.items()}
    views, duration = c["views"], columns.duration_s[row]
    watched = np.where(duration > 0, c["average_time_watched_s"] / duration, np.nan)
    asked = [intents.get(columns.post_id[place], (0, 0)) for place in row] if intents else []
    successes = {
        "watch_ratio": np.minimum(watched, 1.0) * views,  # a replayed second counts once
        "completion": c["full_video_watched_rate"] * views,
        "share": c["shares"],
        "save": c["saves"],
        "engagement": c["likes"] + c["comments"] + c["shares"],
        "comment_intent": np.array([float(wants) for wants, _ in asked] or np.full(len(row), np.nan)),
    }
    trials = {name: np.where(np.isfinite(values), views, 0.0) for name, values in successes.items()}
    trials["comment_intent"] = np.array([float(read) for _, read in asked] or np.zeros(len(row)))
    reach = 2 * float(ndtri(0.5 + FINAL_LEVEL / 2))
    final, low, high = (np.maximum(values[row], 1.0) for values in vars_of(columns))
    return SignalTable(
        successes,
        trials,
        np.log(final),
        np.log(high / low) / reach,
        _codes([columns.content_type[place] or "" for place in row]),
        _codes([columns.creator[place] for place in row]),
    )


def vars_of(columns: RankableColumns) -> tuple[Array, Array, Array]:
    """Median, low and high of the mature views."""
    return columns.final.median, columns.final.low, columns.final.high


def _refused(columns: RankableColumns) -> Codes:
    """Why a post is not ranked, as places in `REASONS`; the first reason that holds."""
    age, c = columns.age_days, columns.counters
    rates = [c["likes"] + c["comments"] + c["shares"], c["saves"], c["shares"], c["full_video_watched_rate"]]
    has_rate = np.any([np.isfinite(values) for values in rates], axis=0)
    has_rate |= np.isfinite(c["average_time_watched_s"]) & (columns.duration_s > 0)
    views = np.nan_to_num(c["views"])
    conditions = [~np.isfinite(age) | (age <= 0), age < LEAST_AGE_DAYS, views < LEAST_VIEWS, ~has_rate]
    chosen: Codes = np.select(conditions, [1, 2, 3, 4], 0).astype(np.int64)
    return chosen


def _standing(scores: Scores) -> Codes:
    is_strong = (scores.low > 0) & (scores.mean >= scores.creator)
    choices = [is_strong, scores.high < 0, scores.mean > 0]
    values = [STANDINGS.index(Standing.STRONG), STANDINGS.index(Standing.WEAK), STANDINGS.index(Standing.PROMISING)]
    standing: Codes = np.select(choices, values, STANDINGS.index(Standing.ORDINARY)).astype(np.int64)
    return standing


def _explorers(standing: Codes, order: Codes, *, slots: int, share: float, seed: int) -> NDArray[np.bool_]:
    """A small random share of middling posts, so that it can be learnt whether the ranking is right."""
    chosen = np.zeros(len(standing), dtype=bool)
    strong = STANDINGS.index(Standing.STRONG)
    wanted = int(np.ceil(share * slots)) if share > 0 else 0
    beyond = order[max(slots - wanted, 0) :]
    middling = beyond[(standing[beyond] != STANDINGS.index(Standing.WEAK)) & (standing[beyond] != strong)]
    pool = middling if len(middling) else beyond
    if wanted and len(pool):
        rng = np.random.default_rng(seed)
        chosen[rng.choice(pool, size=min(wanted, len(pool)), replace=False)] = True
    return chosen


def _factor(signals: dict[str, SignalScore], paid: list[dict[str, float]] | None, n: int) -> PaidFactor:
    believed = np.full(n, np.nan)
    engagement = signals.get("engagement")
    if engagement is not None and engagement.pooled is not None:
        believed[engagement.has] = engagement.pooled.posterior.mean
    engaged = sum((_paid(paid, name, n) for name in ("likes_paid", "comments_paid", "shares_paid")), np.zeros(n))
    views = _paid(paid, "video_views", n)
    shown = np.where(np.isfinite(views), views, _paid(paid, "impressions", n))
    return learn_paid_factor(engaged, np.nan_to_num(shown), believed)


def _paid(paid: list[dict[str, float]] | None, name: str, n: int) -> Array:
    """A total of the ads on each post; 0 impressions where no ad ran, NaN where the report does not say."""
    return np.zeros(n) if paid is None else np.array([total[name] for total in paid])


def _raw_place(table: SignalTable) -> Codes:
    n = table.trials["engagement"]
    rate = np.where(n > 0, table.successes["engagement"] / np.maximum(n, 1.0), -1.0)
    place = np.empty(len(rate), dtype=np.int64)
    place[np.argsort(-rate, kind="stable")] = np.arange(1, len(rate) + 1)
    ranked: Codes = np.where(rate >= 0, place, 0)
    return ranked


def _codes(names: list[str]) -> Codes:
    codes: Codes = np.unique(np.array(names, dtype=object), return_inverse=True)[1].astype(np.int64)
    return codes
