"""How well a creator's numbers hang together: the reading, with its interval, its evidence and its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from scipy.special import expit, logit

from upshot.decisions.creators.authenticity.bench import Bench, resampled_scores
from upshot.decisions.creators.authenticity.model import (
    AudienceShares,
    AuthenticityReading,
    CommentSet,
    History,
    Outcome,
    Signal,
)
from upshot.decisions.creators.authenticity.posts import WINDOWS
from upshot.decisions.creators.authenticity.scoring import (
    HIGHEST,
    LOWEST,
    SHARE_OF_SCHEME,
    VALUE_SCHEMES,
    Learnt,
    any_scheme,
    counter_evidence,
    learnt,
)
from upshot.decisions.creators.authenticity.telling import counter_signals, sponsored_signal, value_signals
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UnknownName
from upshot.registries.tiers import tier_of
from upshot.stats.student_scatter import Array

PRIOR = 0.15
LEVEL_Z = 1.645  # 90 % intervals
LEAST_POSTS, LEAST_FAMILIES = 6, 2
LEAST_POSTS_MEGA, LEAST_FAMILIES_MEGA = 12, 3  # the largest accounts are bought for most: more evidence, same score
WIDE_OPEN = 0.5  # an interval that reaches an even chance is not clear
TELLING = 5.0  # the evidence a signal could give, were it there (natural logarithm)


@dataclass(frozen=True)
class Known:
    """What is known of one creator besides posts; None = nothing."""

    history: History | None = None
    comments: CommentSet | None = None
    audience: AudienceShares | None = None


def judge_authenticity(
    panel: CreatorPanel,
    place: int,
    *,
    histories: History | None = None,
    comments: CommentSet | None = None,
    audience: AudienceShares | None = None,
    prior: float = PRIOR,
    seed: int = 1,
    bench: Bench | None = None,
    learned: Learnt | None = None,
) -> AuthenticityReading | InsufficientEvidence:
    """Judge one creator's numbers by the creator's own record and by the peers of the panel.

    Parameters
    ----------
    place : of the creator in the panel
    histories, comments, audience : what is known besides posts
    prior : probability, before any evidence, that a creator's numbers are materially manipulated; 0 < prior < 1
    seed : of the resampling of posts
    bench : the panel made ready, where many are judged

    Returns
    -------
    AuthenticityReading; InsufficientEvidence where there is nothing to judge

    Raises
    ------
    InvalidInput : prior_out_of_range
    UnknownName : unknown_creator
    """
    known = {place: Known(histories, comments, audience)}
    (found,) = judge_panel(
        panel, places=(place,), known=known, prior=prior, seed=seed, bench=bench, learned=learned
    ).values()
    return found


def judge_panel(
    panel: CreatorPanel,
    *,
    places: Iterable[int] | None = None,
    known: Mapping[int, Known] | None = None,
    prior: float = PRIOR,
    seed: int = 1,
    bench: Bench | None = None,
    learned: Learnt | None = None,
) -> dict[int, AuthenticityReading | InsufficientEvidence]:
    """Judge many creators of a panel at once; the same answers as one by one."""
    if not 0 < prior < 1:
        raise InvalidInput("authenticity_prior_out_of_range", seen=str(prior))
    asked = list(range(len(panel.creators)) if places is None else places)
    for place in asked:
        if not 0 <= place < len(panel.creators):
            raise UnknownName("unknown_creator", seen=str(place), nearest="")
    curves = learned or learnt()
    ready = bench or Bench.of(panel, curves)
    drawn = _resampled(ready, asked, curves, seed)
    return {
        place: _judge(ready, place, (known or {}).get(place, Known()), prior, seed, curves, drawn.get(place))
        for place in asked
    }


def _resampled(bench: Bench, asked: list[int], learned: Learnt, seed: int) -> dict[int, dict[str, Array]]:
    """Per creator and scheme, the evidence (n_resamples,) had other posts been drawn."""
    out: dict[int, dict[str, Array]] = {}
    for number, seat in enumerate(bench.seats):
        mine = [place for place in asked if (at := bench.seat_of[place]) is not None and at[0] == number]
        if not mine:
            continue
        rows = np.array([bench.seat_of[place][1] for place in mine], dtype=np.int64)  # type: ignore[index]
        found = counter_evidence(
            resampled_scores(bench, seat, rows, seed=seed), learned.schemes.get(seat.window.size, {})
        )
        for column, place in enumerate(mine):
            out[place] = {name: values[:, column] for name, values in found.items()}
    return out


def _judge(
    bench: Bench, place: int, known: Known, prior: float, seed: int, learned: Learnt, drawn: dict[str, Array] | None
) -> AuthenticityReading | InsufficientEvidence:
    panel, row = bench.panel, bench.panel.creators[place]
    n_usable = len(bench.comparable.usable[place])
    of_values, value_llr = value_signals(panel, place, known.history, known.comments, known.audience, learned)
    if drawn is None and not value_llr:
        return _nothing_to_judge(bench, place, n_usable)
    counters, point = counter_signals(bench, place, learned)
    evidence = {**point, **{name: np.array(value) for name, value in value_llr.items()}}
    log_ratio = float(any_scheme(evidence))
    spread = _missing_spread(evidence, counters, prior)
    low, high = _bounds(evidence, drawn, log_ratio, spread)
    base = float(logit(prior))
    chance = [float(expit(base + one)) for one in (log_ratio, low, high)]
    signals = (*counters, *of_values, sponsored_signal(panel, bench.comparable.usable[place]))
    families = tuple(dict.fromkeys(one.family for one in signals if one.evidence is not None))
    absent = tuple(
        dict.fromkeys(one.family for one in signals if one.family not in families and one.family != "sponsored")
    )
    size = bench.seats[bench.seat_of[place][0]].window.size if bench.seat_of[place] is not None else min(WINDOWS)  # type: ignore[index]
    n_posts = size if bench.seat_of[place] is not None else 0
    tier = tier_of(row.followers)
    line = learned.thresholds.get(size, 0.0) - (base - float(logit(PRIOR)))
    outcome, reasons = _outcome(log_ratio, line, chance[2], n_posts, families, tier)
    best = max(evidence, key=lambda name: float(evidence[name]) + np.log(SHARE_OF_SCHEME.get(name, 0.01)))
    return AuthenticityReading(
        creator=row.creator,
        outcome=outcome,
        authenticity=100 * (1 - chance[0]),
        low=100 * (1 - chance[2]),
        high=100 * (1 - chance[1]),
        probability=chance[0],
        probability_low=chance[1],
        probability_high=chance[2],
        prior=prior,
        log_ratio=log_ratio,
        pattern=best if float(evidence[best]) > 0 else None,
        signals=signals,
        n_posts=n_posts,
        n_peers=bench.seats[bench.seat_of[place][0]].peers.n if bench.seat_of[place] is not None else 0,  # type: ignore[index]
        left_out=bench.comparable.left_out[place],
        families=families,
        missing_families=absent,
        reasons=reasons,
        tier=tier,
        seed=seed,
        inputs=_digest(bench, place, known, prior, seed, learned),
        learned=learned.version,
    )


def _outcome(
    log_ratio: float, line: float, chance_high: float, n_posts: int, families: tuple[str, ...], tier: str | None
) -> tuple[Outcome, tuple[str, ...]]:
    """Three outcomes; evidence must be enough before anything is said, and more of it for the largest accounts."""
    is_mega = tier == "mega"
    reasons = []
    if n_posts < (LEAST_POSTS_MEGA if is_mega else LEAST_POSTS):
        reasons.append("authenticity_needs_posts_mega" if is_mega else "authenticity_needs_posts")
    if len(families) < (LEAST_FAMILIES_MEGA if is_mega else LEAST_FAMILIES):
        reasons.append("authenticity_needs_families_mega" if is_mega else "authenticity_needs_families")
    if reasons:
        return "insufficient_evidence", tuple(reasons)
    if log_ratio >= line:
        return "look_closer", ("authenticity_unlike_peers",)
    if chance_high >= WIDE_OPEN:
        return "insufficient_evidence", ("authenticity_interval_wide",)
    return "clear", ("authenticity_like_peers",)


def _bounds(
    evidence: Mapping[str, Array], drawn: dict[str, Array] | None, log_ratio: float, missing: float
) -> tuple[float, float]:
    """90 % bounds of the log-likelihood ratio: other posts, and what missing signals might have said."""
    below = above = 0.0
    if drawn is not None:
        fixed = {name: value for name, value in evidence.items() if name not in drawn}
        again = any_scheme({**drawn, **fixed})
        bottom, middle, top = np.quantile(again, (0.05, 0.5, 0.95))
        below, above = float(middle - bottom), float(top - middle)
    unknown = LEVEL_Z * missing
    return log_ratio - float(np.hypot(below, unknown)), log_ratio + float(np.hypot(above, unknown))


def _missing_spread(evidence: Mapping[str, Array], counters: tuple[Signal, ...], prior: float) -> float:
    """Standard deviation of what the missing signals could add: a scheme they would show, had it been used."""
    told = [one for one in counters if one.evidence is not None]
    part_told = len(told) / len(counters) if counters else 0.0
    variance = 0.0
    for name, share in SHARE_OF_SCHEME.items():
        if name in VALUE_SCHEMES:
            missing = 0.0 if name in evidence else 1.0
        else:
            missing = 1.0 - part_told if name in evidence else 1.0
        variance += missing * prior * share * np.log1p(share * np.exp(TELLING)) ** 2
    return float(np.sqrt(variance))


def _nothing_to_judge(bench: Bench, place: int, n_usable: int) -> InsufficientEvidence:
    left_out = bench.comparable.left_out[place]
    facts = [("creator", bench.panel.creators[place].creator), ("posts", str(n_usable)), ("needed", str(min(WINDOWS)))]
    facts += [("left_out", str(sum(left_out.values())))]
    return InsufficientEvidence(
        "authenticity_too_few_posts", ("authenticity_import_posts", "authenticity_import_history"), tuple(facts)
    )


def _digest(bench: Bench, place: int, known: Known, prior: float, seed: int, learned: Learnt) -> str:
    """SHA-256 of everything the answer rests on."""
    told = sha256(f"{bench.digest} {place} {prior!r} {seed} {learned.version} {bench.panel.creators[place]!r}".encode())
    rows = bench.comparable.usable[place]
    told.update(repr([bench.panel.post_id[row] for row in rows]).encode())
    for name, column in bench.panel.counters.items():
        told.update(name.encode() + np.nan_to_num(column[rows], nan=-1.0).tobytes())
    told.update(np.nan_to_num(bench.panel.is_sponsored[rows], nan=-1.0).tobytes())
    history = known.history or History()
    if history.followers is not None:
        told.update(b"followers" + history.followers.read_at.tobytes() + history.followers.followers.tobytes())
    if history.posts is not None:
        told.update(repr(history.posts.post_id).encode() + history.posts.read_at.tobytes())
        told.update(np.nan_to_num(history.posts.views).tobytes() + np.nan_to_num(history.posts.likes).tobytes())
    told.update(repr(known.comments).encode() + repr(known.audience).encode())
    return told.hexdigest()


__all__ = ["HIGHEST", "LOWEST", "PRIOR", "Known", "judge_authenticity", "judge_panel"]
