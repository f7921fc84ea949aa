"""The ranking as a document: the first candidates in full, the posts that cannot be ranked, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.posts.split import SPLITS
from upshot.decisions.spark.candidates.model import (
    Candidate,
    CandidateList,
    NotRanked,
    SignalLine,
    SignalSource,
)
from upshot.decisions.spark.candidates.ranking import (
    LEAST_AGE_DAYS,
    LEAST_VIEWS,
    REASONS,
    STANDINGS,
    Ranking,
    rank_columns,
)
from upshot.decisions.spark.candidates.reading import RankableColumns, read_rankable_columns
from upshot.decisions.spark.candidates.reasons import notes_of, reasons_of, warnings_of
from upshot.decisions.spark.candidates.scoring import BOUND
from upshot.decisions.verdict.model import Interval, Phrase
from upshot.measures.data import WorkspaceData

MOST_REFUSALS = 500  # described one by one; the counts are of all
REACH = 1.2815515655446004  # normal quantile of 90 %


def rank_candidates(
    data: WorkspaceData,
    *,
    now: datetime,
    seed: int = 1,
    limit: int = 20,
    exploration_share: float = 0.1,
    creators: frozenset[str] | None = None,
    comment_intents: Mapping[str, tuple[int, int]] | None = None,
) -> CandidateList | InsufficientEvidence:
    """Which posts to boost, best first.

    Parameters
    ----------
    limit : how many candidates to describe in full; exploration posts come on top of the order, inside the limit
    exploration_share : 0–1, share of `limit` kept for random middling posts
    creators : only posts of these handles are listed; levels are those of all posts
    comment_intents : by post, (comments that want to buy, comments read), where comments were read

    Returns
    -------
    CandidateList, or InsufficientEvidence when fewer than five posts can be ranked
    """
    columns = read_rankable_columns(data, now=now)
    ranking = rank_columns(
        columns, slots=limit, exploration_share=exploration_share, seed=seed, comment_intents=comment_intents
    )
    if isinstance(ranking, InsufficientEvidence):
        return ranking
    places = chosen_places(ranking, limit, creators)
    not_ranked = _not_ranked(ranking)
    by_reason = {REASONS[code]: int(n) for code, n in enumerate(np.bincount(ranking.refused)) if code and n}
    by_reason |= {"candidate_no_reading": len(columns.unread)} if columns.unread else {}
    factor = ranking.factor
    spread = np.exp(REACH * factor.sd_log)
    published = columns.published[np.isfinite(columns.published)]
    return CandidateList(
        workspace=data.name,
        is_demo=data.is_demo,
        as_of=now,
        data_version=data.data_version(),
        level=1 - 2 * BOUND,
        seed=seed,
        exploration_share=exploration_share,
        n_posts=len(columns.post_id) + len(columns.unread),
        n_ranked=len(ranking.row),
        n_not_ranked=int((ranking.refused > 0).sum()) + len(columns.unread),
        n_boosted_known=ranking.weights.n_posts,
        paid_engagement_factor=Interval(median=factor.median, low=factor.median / spread, high=factor.median * spread),
        paid_engagement_posts=factor.n_posts,
        signals=_sources(ranking),
        candidates=tuple(_candidate(ranking, place, rank) for rank, place in places),
        not_ranked=tuple(not_ranked[:limit]),
        by_reason=by_reason,
        first_published_on=datetime.fromtimestamp(published.min(), UTC).date() if len(published) else None,
        notes=notes_of(ranking),
    )


def chosen_places(ranking: Ranking, limit: int, creators: frozenset[str] | None) -> list[tuple[int, int]]:
    """(rank, place) of the posts to list: the first of the order and, inside the limit, those kept for learning."""
    wanted = [
        (rank, int(place))
        for rank, place in enumerate(ranking.order, start=1)
        if creators is None or ranking.columns.creator[ranking.row[place]] in creators
    ]
    learning = [pair for pair in wanted if ranking.explores[pair[1]]]
    first = [pair for pair in wanted if not ranking.explores[pair[1]]]
    return sorted(first[: max(limit - len(learning), 0)] + learning[:limit])


def _candidate(ranking: Ranking, place: int, rank: int) -> Candidate:
    columns, row = ranking.columns, int(ranking.row[place])
    book = columns.book
    known = book.place[columns.post_id[row]]
    scores, final = ranking.scores, columns.final
    lines = signal_lines(ranking, place)
    engagement = next((line for line in lines if line.signal == "engagement"), None)
    believed = engagement.believed if engagement else None
    return Candidate(
        rank=rank,
        post_id=columns.post_id[row],
        creator=columns.creator[row],
        url=book.url[known],
        caption=book.caption[known],
        published_at=datetime.fromtimestamp(columns.published[row], UTC),
        content_type=columns.content_type[row],
        age_days=float(columns.age_days[row]),
        split=SPLITS[columns.split[row]],
        is_boosted=bool(columns.is_boosted[row]),
        is_exploration=bool(ranking.explores[place]),
        views_organic=int(columns.counters["views"][row]),
        views_final=Interval(median=float(final.median[row]), low=float(final.low[row]), high=float(final.high[row])),
        maturity_share=float(final.share[row]),
        score=Interval(median=float(scores.mean[place]), low=float(scores.low[place]), high=float(scores.high[place])),
        standing=STANDINGS[ranking.standing[place]],
        engagement_observed=engagement.observed if engagement else None,
        engagement_believed=believed,
        engagement_paid_expected=paid_engagement(ranking, believed),
        raw_rank=int(ranking.raw_place[place]) or None,
        signals=lines,
        reasons=reasons_of(ranking, lines),
        warnings=warnings_of(ranking, place),
    )


def signal_lines(ranking: Ranking, place: int) -> tuple[SignalLine, ...]:
    """What each signal saw of one post and what is believed of it, the strongest contribution first."""
    lines = [_line(ranking, name, place) for name in ranking.signals]
    return tuple(sorted(lines, key=lambda line: -abs(line.contribution)))


def _line(ranking: Ranking, name: str, place: int) -> SignalLine:
    score = ranking.signals[name]
    contribution = float(ranking.scores.contribution[name][place])
    observed, believed, trials = None, None, 0
    if score.pooled is None:
        observed, trials = float(np.exp(ranking.table.log_views[place])), 1
        level, creator = float(np.exp(score.brand_level)), float(np.exp(score.creator_level[place]))
    else:
        level, creator = score.brand_level, float(score.creator_level[place])
        if score.has[place]:
            within = int(np.count_nonzero(score.has[:place]))
            post = score.pooled.posterior
            alpha, beta = post.alpha[within], post.beta[within]
            low, high = (float(type(post)(alpha, beta).quantile(p)) for p in (BOUND, 1 - BOUND))
            believed = Interval(median=float(alpha / (alpha + beta)), low=low, high=high)
            trials = int(ranking.table.trials[name][place])
            observed = float(ranking.table.successes[name][place] / ranking.table.trials[name][place])
    return SignalLine(
        signal=name,
        trials=trials,
        observed=observed,
        believed=believed,
        brand_level=level,
        creator_level=creator,
        contribution=contribution,
    )


def paid_engagement(ranking: Ranking, believed: Interval | None) -> Interval | None:
    """What engagement to expect of bought views: the believed organic share times the ratio of paid to organic."""
    if believed is None:
        return None
    factor = ranking.factor
    own = np.log(max(believed.high, 1e-9) / max(believed.low, 1e-9)) / (2 * REACH)
    middle = believed.median * factor.median
    spread = float(np.exp(REACH * np.hypot(own, factor.sd_log)))
    return Interval(median=middle, low=middle / spread, high=min(middle * spread, 1.0))


def _sources(ranking: Ranking) -> tuple[SignalSource, ...]:
    return tuple(
        SignalSource(
            signal=name,
            weight=ranking.weights.mean[name],
            prior_weight=ranking.weights.prior[name],
            posts=int(score.has.sum()),
            brand_level=score.brand_level if score.pooled else float(np.exp(score.brand_level)),
            concentration=score.pooled.concentration if score.pooled else None,
        )
        for name, score in ranking.signals.items()
    )


def _not_ranked(ranking: Ranking) -> list[NotRanked]:
    columns = ranking.columns
    rows = np.flatnonzero(ranking.refused)[:MOST_REFUSALS]
    found = [_refusal(columns, int(row), REASONS[ranking.refused[row]]) for row in rows]
    for post_id in columns.unread[:MOST_REFUSALS]:
        known = columns.book.place[post_id]
        reason = Phrase(code="candidate_no_reading")
        missing = (Phrase(code="candidate_help_reading"),)
        creator, url = columns.book.creator[known], columns.book.url[known]
        found.append(NotRanked(post_id=post_id, creator=creator, url=url, reason=reason, missing=missing))
    return found


def _refusal(columns: RankableColumns, row: int, code: str) -> NotRanked:
    age, views = columns.age_days[row], columns.counters["views"][row]
    facts = {
        "age": f"{age:.1f}" if np.isfinite(age) else "–",
        "needed_days": str(int(LEAST_AGE_DAYS)),
        "views": str(int(np.nan_to_num(views))),
        "needed_views": str(int(LEAST_VIEWS)),
    }
    help_codes = {
        "candidate_unknown_age": "candidate_help_published",
        "candidate_too_young": "candidate_help_age",
        "candidate_too_few_views": "candidate_help_views",
        "candidate_no_rates": "candidate_help_rates",
    }
    post_id = columns.post_id[row]
    return NotRanked(
        post_id=post_id,
        creator=columns.creator[row] or None,
        url=columns.book.url[columns.book.place[post_id]],
        reason=Phrase(code=code, facts=facts),
        missing=(Phrase(code=help_codes[code], facts=facts),),
    )
