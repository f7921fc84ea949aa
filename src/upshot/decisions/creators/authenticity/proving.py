"""How often planted schemes are seen, how often clean creators are called, and whether the probabilities are right.

Every creator of a panel is judged as is and with each scheme planted, against peers of whom 15 in 100 bought something
themselves: a real panel is never all clean. What is found in creators taken for clean may of course be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit, logit
from scipy.stats import binomtest

from upshot.decisions.creators.authenticity.commenters import empty_comments, same_commenters
from upshot.decisions.creators.authenticity.geography import audience_abroad
from upshot.decisions.creators.authenticity.learning import Material, Told, learn, some_creators
from upshot.decisions.creators.authenticity.over_time import Found, follower_step, follower_yield
from upshot.decisions.creators.authenticity.peers import Peers, followers_of, measure, reference, scores
from upshot.decisions.creators.authenticity.planting import (
    COUNTER_SCHEMES,
    STRENGTHS,
    add_followers,
    plant_counts,
)
from upshot.decisions.creators.authenticity.posts import WINDOWS, Window, comparable_posts, window
from upshot.decisions.creators.authenticity.scoring import (
    HIGHEST,
    LOWEST,
    Learnt,
    any_scheme,
    counter_evidence,
    learnt,
)
from upshot.decisions.creators.authenticity.simulating import simulate_audience, simulate_comments, simulate_followers
from upshot.decisions.creators.authenticity.telling import evidence_of
from upshot.decisions.creators.panel import CreatorPanel, CreatorRow, Flags
from upshot.decisions.evidence import InsufficientEvidence
from upshot.registries.tiers import tier_of
from upshot.stats.evidence_curve import EvidenceCurve
from upshot.stats.student_scatter import Array

PRIOR, CONTAMINATED, FALSE_ALARMS = 0.15, 0.15, 0.05
LEAST_CREATORS = 30
N_SIMULATED = 40  # comment sections and audiences; they hang on no panel
BINS = np.array([0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0])
FOLLOWERS = ("followers_step", "followers_drip")
OVER_TIME = {"followers_once": 1, "followers_dripped": 20}  # readings over which followers come
ELSEWHERE = ("comments_pod", "geography")
SCHEMES: tuple[str, ...] = (*COUNTER_SCHEMES, *OVER_TIME, *ELSEWHERE)
HOME_ROW = CreatorRow("somebody", None, None, "FR", "fr", None)


@dataclass(frozen=True)
class Share:
    """A share with Wilson's 95 % interval."""

    share: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, hits: Flags) -> Share | None:
        """Of flags; None without any."""
        if not len(hits):
            return None
        bounds = binomtest(int(hits.sum()), len(hits)).proportion_ci(0.95, method="wilson")
        return cls(float(hits.mean()), float(bounds.low), float(bounds.high), len(hits))


@dataclass(frozen=True)
class CellRow:
    """One scheme at one strength over one number of posts.

    `recall` at 5 % false alarms among the panel's own clean creators; `recall_at_line` at the line that came with the
    curves; `calibration_error` expected, of the probabilities in a mix of 15 planted to 85 clean; `by_tier` recall.
    """

    scheme: str
    strength: str
    posts: int
    recall: Share
    recall_at_line: Share
    calibration_error: float
    by_tier: Mapping[str, Share]


@dataclass(frozen=True)
class CleanRow:
    """False alarms at the line, over one number of posts; `by_tier` likewise."""

    posts: int
    false_alarms: Share
    by_tier: Mapping[str, Share]
    calibration_error: float  # of all planted cells together against the clean, 15 to 85


@dataclass(frozen=True)
class CalibrationBin:
    """Among readings with a probability from `low` to `high`: what was said, and what was so."""

    posts: int
    low: float
    high: float
    said: float
    true: float
    n: int


@dataclass(frozen=True)
class AuthenticityProof:
    """`is_crossed`: curves were learned on other creators than those judged."""

    cells: tuple[CellRow, ...]
    clean: tuple[CleanRow, ...]
    bins: tuple[CalibrationBin, ...]
    n_creators: int
    n_real_histories: int
    is_crossed: bool
    learned: str
    seed: int


@dataclass(frozen=True)
class _Judged:
    """Evidence (n_creators,) of creators over a window, clean and by (scheme, strength)."""

    clean: Array
    planted: Mapping[tuple[str, str], Array]
    line: float
    tiers: np.ndarray


def prove(
    materials: Sequence[Material], *, crossed: bool = False, seed: int = 1, sizes: Sequence[int] = WINDOWS
) -> AuthenticityProof | InsufficientEvidence:
    """Plant every scheme into every creator of the panels, and count.

    Parameters
    ----------
    crossed : learn on every second creator and judge the others, then the other way round; else by the curves that
        came with this version
    """
    parts = [_Elsewhere(panel, learned, seed) for panel, learned in _parts(materials, crossed, seed)]
    cells: list[CellRow] = []
    clean: list[CleanRow] = []
    bins: list[CalibrationBin] = []
    for size in sizes:
        if sum(_n_judged(part.panel, size) for part in parts) < LEAST_CREATORS:
            continue
        found = [one for part in parts if (one := _judge(part, size)) is not None]
        cells += _cells(found, size)
        clean.append(_clean(found, size))
        bins += _bins(found, size)
    if not clean:
        n = max((len(one.panel.creators) for one in materials), default=0)
        facts = (("creators", str(n)), ("needed", str(LEAST_CREATORS)), ("posts", str(min(sizes))))
        return InsufficientEvidence("authenticity_too_few_to_prove", ("authenticity_import_posts",), facts)
    n_creators = max(row.false_alarms.n for row in clean)
    n_real = sum(len(one.histories) for one in materials)
    version = "+".join(dict.fromkeys(part.learned.version for part in parts))
    return AuthenticityProof(tuple(cells), tuple(clean), tuple(bins), n_creators, n_real, crossed, version, seed)


def _n_judged(panel: CreatorPanel, size: int) -> int:
    return sum(len(rows) >= size for rows in comparable_posts(panel).usable)


def _parts(materials: Sequence[Material], crossed: bool, seed: int) -> Iterable[tuple[CreatorPanel, Learnt]]:
    if not crossed:
        yield from ((one.panel, learnt()) for one in materials)
        return
    told = Told("the other half of the creators", np.datetime64("today").astype(object), "upshot authenticity prove")
    for half in (0, 1):
        own = [Material(some_creators(one.panel, half)) for one in materials]
        learned = Learnt.from_rows(learn(own, told, seed=seed))
        yield from ((some_creators(one.panel, 1 - half), learned) for one in materials)


def _judge(elsewhere: _Elsewhere, size: int) -> _Judged | None:
    panel, learned, seed = elsewhere.panel, elsewhere.learned, elsewhere.seed
    comparable = comparable_posts(panel)
    seen = window(panel, comparable, size)
    if len(seen.places) < 5:
        return None
    peers = _contaminated(panel, seen, learned, seed)
    schemes = learned.schemes[size]
    own = counter_evidence(scores(measure(panel, seen), peers), schemes)
    rest = elsewhere.clean(seen)
    planted = {}
    for number, name in enumerate(SCHEMES):
        for strength, share in STRENGTHS.items():
            rng = np.random.default_rng([seed, size, number])
            if name in COUNTER_SCHEMES:
                found = {**rest, **_counters(panel, seen, peers, name, share, schemes, rng)}
                if COUNTER_SCHEMES[name].with_followers and name.startswith("mixed"):
                    found |= elsewhere.planted("followers_once", seen, share)
                elif name == "followers_unseen":
                    found = {key: one for key, one in found.items() if key not in FOLLOWERS}
            else:
                found = {**rest, **own, **elsewhere.planted(name, seen, share)}
            planted[name, strength] = any_scheme(found)
    tiers = np.array([tier_of(panel.creators[place].followers) or "" for place in seen.places.tolist()])
    return _Judged(any_scheme({**rest, **own}), planted, learned.thresholds[size], tiers)


def _contaminated(panel: CreatorPanel, seen: Window, learned: Learnt, seed: int) -> Peers:
    """What is usual where 15 in 100 bought something, moderately."""
    rng = np.random.default_rng([seed, seen.size, 99])
    names = list(COUNTER_SCHEMES)
    scheme = rng.integers(len(names), size=len(seen.places))
    buys = rng.random(len(seen.places)) < CONTAMINATED
    counts = np.exp(seen.logs) - 0.5
    for number, name in enumerate(names):
        rows = np.flatnonzero(buys & (scheme == number))
        if len(rows):
            counts[rows] = plant_counts(counts[rows], COUNTER_SCHEMES[name], STRENGTHS["moderate"], rng)
    measured = measure(panel, seen, np.log(np.maximum(counts, 0) + 0.5))
    return reference(measured, seen.size, learned.usual.get(seen.size))


def _counters(
    panel: CreatorPanel,
    seen: Window,
    peers: Peers,
    name: str,
    share: float,
    schemes: Mapping[str, Mapping[str, EvidenceCurve]],
    rng: np.random.Generator,
) -> dict[str, Array]:
    scheme = COUNTER_SCHEMES[name]
    counts = plant_counts(np.exp(seen.logs) - 0.5, scheme, share, rng)
    followers = followers_of(panel, seen) * (1 + share if scheme.with_followers else 1)
    measured = measure(panel, seen, np.log(np.maximum(counts, 0) + 0.5), followers)
    return counter_evidence(scores(measured, peers), schemes)


@dataclass
class _Elsewhere:
    """Evidence beside posts, simulated once per creator, share and number of readings, for all sizes."""

    panel: CreatorPanel
    learned: Learnt
    seed: int
    kept: dict[tuple[str, float, int], Array] = field(default_factory=dict)

    def clean(self, seen: Window) -> dict[str, Array]:
        """Of ordinary histories, comments and audiences."""
        return {name: self.of(name, seen, 0.0) for name in (*FOLLOWERS, "commenters", "geography")}

    def planted(self, name: str, seen: Window, share: float) -> dict[str, Array]:
        """With one thing bought."""
        if name in OVER_TIME:
            return {one: self.of(one, seen, share, OVER_TIME[name]) for one in FOLLOWERS}
        scheme = "commenters" if name == "comments_pod" else "geography"
        return {scheme: self.of(scheme, seen, share)}

    def of(self, scheme: str, seen: Window, share: float, over: int = 1) -> Array:
        """(n_creators,) evidence of one scheme."""
        key = (scheme, share, over)
        if key not in self.kept:
            made = self._make(scheme, share, over)
            self.kept |= {(name, share, over): values for name, values in made.items()}
        found = self.kept[key]
        return found[seen.places % len(found)]

    def _make(self, scheme: str, share: float, over: int) -> dict[str, Array]:
        if scheme in FOLLOWERS:
            return self._followers(share, over)
        return {scheme: self._comments(share) if scheme == "commenters" else self._geography(share)}

    def _followers(self, share: float, over: int) -> dict[str, Array]:
        step, drip = [], []
        for place in range(len(self.panel.creators)):
            history = simulate_followers(self.panel, place, seed=self.seed)
            if history is not None and share > 0:
                history = add_followers(history, share, over=over, seed=self.seed + place)
            step.append(_sum({"follower_step": follower_step(history, self.panel, place)}, self.learned))
            drip.append(_sum({"follower_yield": follower_yield(history, self.panel, place)}, self.learned))
        return {"followers_step": np.array(step), "followers_drip": np.array(drip)}

    def _comments(self, share: float) -> Array:
        values = []
        for number in range(N_SIMULATED):
            found = simulate_comments(self.seed * 100_003 + number, pod_per_genuine=share)
            values.append(
                _sum({"empty_comments": empty_comments(found), "same_commenters": same_commenters(found)}, self.learned)
            )
        return np.array(values)

    def _geography(self, share: float) -> Array:
        values = []
        for number in range(N_SIMULATED):
            found = simulate_audience(self.seed * 100_003 + number, ("FR", "BE", "CH"), bought_per_genuine=share)
            values.append(_sum({"audience_abroad": audience_abroad(found, HOME_ROW)}, self.learned))
        return np.array(values)


def _sum(found: Mapping[str, Found], learned: Learnt) -> float:
    told = (evidence_of(name, one, learned) for name, one in found.items())
    return float(np.clip(sum(one for one in told if one is not None), LOWEST, HIGHEST))


def _cells(found: list[_Judged], size: int) -> Iterable[CellRow]:
    clean = np.concatenate([one.clean for one in found])
    tiers = np.concatenate([one.tiers for one in found])
    line = np.concatenate([np.full(len(one.clean), one.line) for one in found])
    cut = float(np.quantile(clean, 1 - FALSE_ALARMS))
    for name in SCHEMES:
        for strength in STRENGTHS:
            planted = np.concatenate([one.planted[name, strength] for one in found])
            seen = planted > cut
            recall, at_line = Share.of(seen), Share.of(planted >= line)
            assert recall is not None
            assert at_line is not None
            error = calibration_error(clean, planted)
            yield CellRow(name, strength, size, recall, at_line, error, _by_tier(seen, tiers))


def _clean(found: list[_Judged], size: int) -> CleanRow:
    alarms = np.concatenate([one.clean >= one.line for one in found])
    tiers = np.concatenate([one.tiers for one in found])
    clean = np.concatenate([one.clean for one in found])
    planted = np.concatenate([values for one in found for values in one.planted.values()])
    share = Share.of(alarms)
    assert share is not None
    return CleanRow(size, share, _by_tier(alarms, tiers), calibration_error(clean, planted))


def _by_tier(hits: Flags, tiers: np.ndarray) -> dict[str, Share]:
    names = [name for name in ("nano", "micro", "macro", "mega") if (tiers == name).sum() >= 10]
    shares = {name: Share.of(hits[tiers == name]) for name in names}
    return {name: share for name, share in shares.items() if share is not None}


def _mixed(clean: Array, planted: Array) -> tuple[Array, Array, Array]:
    """Probability, truth and weight of a mix of 15 planted to 85 clean."""
    chance = expit(float(logit(PRIOR)) + np.r_[clean, planted])
    truth = np.r_[np.zeros(len(clean)), np.ones(len(planted))]
    weight = np.r_[np.full(len(clean), (1 - PRIOR) / len(clean)), np.full(len(planted), PRIOR / len(planted))]
    return chance, truth, weight


def calibration_error(clean: Array, planted: Array) -> float:
    """Expected calibration error: mean distance between what was said and what was so, over bins of probability."""
    chance, truth, weight = _mixed(clean, planted)
    at = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    return float(sum(abs((weight * (chance - truth))[at == n].sum()) for n in range(len(BINS) - 1)))


def _bins(found: list[_Judged], size: int) -> Iterable[CalibrationBin]:
    clean = np.concatenate([one.clean for one in found])
    chance, truth, weight = _mixed(clean, np.concatenate([v for one in found for v in one.planted.values()]))
    at = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    for n in range(len(BINS) - 1):
        mine = at == n
        if mine.any():
            total = weight[mine].sum()
            said, so = (weight * chance)[mine].sum() / total, (weight * truth)[mine].sum() / total
            yield CalibrationBin(size, float(BINS[n]), float(BINS[n + 1]), float(said), float(so), int(mine.sum()))


__all__ = ["AuthenticityProof", "CellRow", "CleanRow", "Share", "calibration_error", "prove"]
