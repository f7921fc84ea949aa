"""Why a post stands where it stands, as phrases: the signals that carried it, and what to mind."""

from __future__ import annotations

import numpy as np

from upshot.decisions.posts.split import SPLITS, OrganicSplit
from upshot.decisions.spark.candidates.model import SignalLine, Standing
from upshot.decisions.spark.candidates.ranking import STANDINGS, Ranking
from upshot.decisions.verdict.model import Phrase

WORTH_SAYING = 0.02  # of the score: smaller contributions explain nothing
FAR_FROM_RAW = 3  # places between the raw order and ours that deserve a sentence
YOUNG_SHARE = 0.5  # of the final views: below, the counters will still move a lot


def reasons_of(ranking: Ranking, lines: tuple[SignalLine, ...]) -> tuple[Phrase, ...]:
    """At most three signals for it, one against it, the sentence on its raw rate, and what to expect when paid."""
    told = [line for line in lines if abs(line.contribution) >= WORTH_SAYING and line.observed is not None]
    pro = [_signal_phrase(line) for line in told if line.contribution > 0][:3]
    con = [_signal_phrase(line) for line in told if line.contribution < 0][:1]
    first = [] if pro or con else [Phrase(code="candidate_like_the_others")]
    regression = [_regression(ranking, lines)]
    return tuple(phrase for phrase in [*first, *pro, *con, *regression] if phrase is not None)


def _signal_phrase(line: SignalLine) -> Phrase:
    side = "above" if line.contribution > 0 else "below"
    if line.believed is None:
        facts = {"views": str(round(line.observed or 0)), "level": str(round(line.creator_level))}
        return Phrase(code=f"candidate_{side}_views", facts=facts)
    facts = {
        "observed": percent_text(line.observed or 0.0),
        "believed": percent_text(line.believed.median),
        "low": percent_text(line.believed.low),
        "high": percent_text(line.believed.high),
        "brand": percent_text(line.brand_level),
        "creator": percent_text(line.creator_level),
        "trials": str(line.trials),
    }
    return Phrase(code=f"candidate_{side}_{line.signal}", facts=facts)


def _regression(ranking: Ranking, lines: tuple[SignalLine, ...]) -> Phrase | None:
    """The observed rate, the rate to believe, the rate to expect of bought views."""
    line = next((line for line in lines if line.signal == "engagement" and line.believed), None)
    if line is None or line.believed is None or line.observed is None:
        return None
    facts = {
        "observed": percent_text(line.observed),
        "believed": percent_text(line.believed.median),
        "paid": percent_text(line.believed.median * ranking.factor.median),
        "views": str(line.trials),
    }
    is_high = line.observed > max(line.believed.median, line.creator_level, line.brand_level)
    code = "candidate_regression" if is_high else "candidate_regression_up"
    return Phrase(code=code, facts=facts)


def warnings_of(ranking: Ranking, place: int) -> tuple[Phrase, ...]:
    """Weak, young, split by estimate, boosted already, lucky on few views, or there to learn from."""
    columns, row, scores = ranking.columns, int(ranking.row[place]), ranking.scores
    found = []
    if STANDINGS[ranking.standing[place]] is Standing.WEAK:
        facts = {name: change_text(float(getattr(scores, name)[place])) for name in ("mean", "low", "high")}
        found.append(Phrase(code="candidate_warning_weak", facts=facts))
    if ranking.explores[place]:
        found.append(Phrase(code="candidate_exploration"))
    ours = int(np.flatnonzero(ranking.order == place)[0]) + 1
    raw = int(ranking.raw_place[place])
    if raw and ours - raw >= FAR_FROM_RAW:
        views = str(int(columns.counters["views"][row]))
        found.append(Phrase(code="candidate_warning_lucky", facts={"raw": str(raw), "rank": str(ours), "views": views}))
    share = float(columns.final.share[row])
    if share < YOUNG_SHARE:
        found.append(Phrase(code="candidate_warning_young", facts={"share": percent_text(share, digits=0)}))
    if SPLITS[columns.split[row]] is OrganicSplit.SUBTRACTED:
        found.append(Phrase(code="candidate_warning_subtracted"))
    if columns.is_boosted[row]:
        found.append(Phrase(code="candidate_note_boosted"))
    return tuple(found)


def notes_of(ranking: Ranking) -> tuple[Phrase, ...]:
    """What the whole ranking rests on."""
    learnt, factor = ranking.weights.n_posts, ranking.factor
    weights = Phrase(code="candidates_note_learnt", facts={"posts": str(learnt)}) if learnt else None
    notes = [weights or Phrase(code="candidates_note_prior_weights")]
    facts = {"factor": f"{factor.median:.2f}", "posts": str(factor.n_posts)}
    whose = "own" if factor.n_posts else "prior"
    notes.append(Phrase(code=f"candidates_note_factor_{whose}", facts=facts))
    if not {"watch_ratio", "completion"} & set(ranking.signals):
        notes.append(Phrase(code="candidates_note_no_retention"))
    if "comment_intent" not in ranking.signals:
        notes.append(Phrase(code="candidates_note_no_comments"))
    return tuple(notes)


def percent_text(share: float, *, digits: int | None = None) -> str:
    """A share as the figures of a percentage, with as many decimals as a small one needs."""
    places = digits if digits is not None else (2 if share < 0.01 else 1)
    return f"{100 * share:.{places}f}"


def change_text(log_ratio: float) -> str:
    """A log ratio as the figures of a signed percentage."""
    return f"{100 * np.expm1(log_ratio):+.0f}".replace("-", "−")
