"""Learn what each signal says: curves of evidence per scheme, from real creators and from the same ones planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from upshot.decisions.creators.authenticity.model import History
from upshot.decisions.creators.authenticity.over_time import (
    follower_step,
    follower_yield,
    likes_without_views,
    views_without_likes,
)
from upshot.decisions.creators.authenticity.peers import SIGNALS, Peers, Usual, followers_of, measure, reference, scores
from upshot.decisions.creators.authenticity.planting import (
    COUNTER_SCHEMES,
    STRENGTHS,
    add_burst,
    add_followers,
    plant_counts,
)
from upshot.decisions.creators.authenticity.posts import WINDOWS, Window, comparable_posts, window
from upshot.decisions.creators.authenticity.record import LEVELS, RECORD
from upshot.decisions.creators.authenticity.scoring import any_scheme, counter_evidence
from upshot.decisions.creators.authenticity.simulating import simulate_followers
from upshot.decisions.creators.panel import CreatorPanel, take_creators
from upshot.errors import InvalidInput
from upshot.registries.authenticity_signals import Row, SchemeCurves, Threshold, UsualRecord, ValueCurve
from upshot.stats.evidence_curve import EvidenceCurve, dependence_weights, learn_curve
from upshot.stats.student_scatter import Array, fit_student

EDGES = np.array([-4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0])
LEARNED = tuple(name for name in COUNTER_SCHEMES if name not in ("mixed_likes_comments", "mixed_followers_likes"))
LEAST_WEIGHT = 0.05
LEAST_CREATORS, LEAST_VALUES, FALSE_ALARMS = 60, 30, 0.05
MOST = 0.8
SAVES_APART = 0.25
CAP_ALONE = 5.0  # a signal that alone tells of a scheme may say more than one of ten that share it
MOST_HISTORIES = 300  # per panel: more change no curve, and cost minutes
VALUE_EDGES = {
    "follower_step": np.arange(0.02, 0.62, 0.04),
    "follower_yield": np.arange(-1.5, 2.6, 0.25),
    "likes_without_views": np.arange(-1.0, 3.1, 0.25),
    "views_without_likes": np.arange(-1.0, 3.1, 0.25),
}
VALUE_SCHEME = {
    "follower_step": "followers_step", "follower_yield": "followers_drip",
    "likes_without_views": "arrivals", "views_without_likes": "arrivals",
}  # fmt: skip
PUBLISHED_BY = "methods 5.3: HypeAuditor, 1-3 empty comments of 20 are fine, half an alarm; the scale is ours"
PUBLISHED = (
    ValueCurve(kind="value", signal="empty_comments", scheme="commenters", basis="published", source=PUBLISHED_BY,
               dated=date(2026, 11, 22), n=0, command="none: a published threshold", knots=(0.1, 0.25, 0.4, 0.5, 0.7),
               llr=(-0.5, 0.0, 0.8, 1.6, 2.5)),
    ValueCurve(kind="value", signal="same_commenters", scheme="commenters", basis="published",
               source="no labelled pods were found; a page filled by people who comment everywhere is what pods sell",
               dated=date(2026, 11, 22), n=0, command="none: a judgement", knots=(0.05, 0.15, 0.3, 0.5),
               llr=(-0.7, 0.0, 2.0, 3.0)),
    ValueCurve(kind="value", signal="audience_abroad", scheme="geography", basis="published",
               source="methods 5.3: plausibility by language community; no audience with known truth was found",
               dated=date(2026, 11, 22), n=0, command="none: a judgement", knots=(0.2, 0.35, 0.5, 0.6, 0.7),
               llr=(-1.0, 0.0, 2.0, 3.5, 4.5)),
)  # fmt: skip


@dataclass(frozen=True)
class SchemeEvidence:
    """For one scheme and one number of posts: what each signal that matters says, already weighted."""

    scheme: str
    size: int
    curves: dict[str, EvidenceCurve]


@dataclass(frozen=True)
class Sample:
    """Scores of creators over a window, clean and planted by scheme; rows are creators."""

    size: int
    clean: Array
    planted: dict[str, Array]


def draw_sample(panel: CreatorPanel, size: int, usual: Usual | None, *, seed: int) -> Sample | None:
    """Scores of a panel's creators as they are, and with each scheme planted at each strength."""
    comparable = comparable_posts(panel)
    seen = window(panel, comparable, size)
    if len(seen.places) < 10:
        return None
    measured = measure(panel, seen)
    peers = reference(measured, size, usual)
    planted = {}
    for number, name in enumerate(LEARNED):
        rng = np.random.default_rng([seed, size, number])
        parts = [planted_scores(panel, seen, peers, name, share, rng) for share in STRENGTHS.values()]
        planted[name] = np.concatenate(parts)
    return Sample(size, scores(measured, peers), planted)


def planted_scores(
    panel: CreatorPanel, seen: Window, peers: Peers, name: str, share: float, rng: np.random.Generator
) -> Array:
    """(n_creators, n_signals) scores had every creator of a window used this scheme, against the peers as they are."""
    scheme = COUNTER_SCHEMES[name]
    counts = plant_counts(np.exp(seen.logs) - 0.5, scheme, share, rng)
    followers = followers_of(panel, seen) * (1 + share if scheme.with_followers else 1)
    return scores(measure(panel, seen, np.log(np.maximum(counts, 0) + 0.5), followers), peers)


def learn_scheme(name: str, samples: Iterable[Sample]) -> SchemeEvidence:
    """Curves of one scheme, weighted for what they tell twice."""
    found = list(samples)
    clean = np.concatenate([one.clean for one in found])
    planted = np.concatenate([one.planted[name] for one in found])
    weight = np.ones(len(clean))
    curves = [learn_curve(clean[:, n], planted[:, n], EDGES) for n in range(len(SIGNALS))]
    ours = np.column_stack([curve.at(column) for curve, column in zip(curves, clean.T, strict=True)])
    theirs = np.column_stack([curve.at(column) for curve, column in zip(curves, planted.T, strict=True)])
    weights = dependence_weights(ours, theirs, clean_weight=weight)
    kept = {
        signal: EvidenceCurve(curve.knots, tuple(round(one * float(w), 2) for one in curve.llr))
        for signal, curve, w in zip(SIGNALS, curves, weights, strict=True)
        if w >= LEAST_WEIGHT
    }
    return SchemeEvidence(name, found[0].size, kept)


def usual_of(panels: Iterable[CreatorPanel], size: int) -> Usual:
    """What is usual over all panels: the prior for panels with few creators, or with many who bought something."""
    records, around = [], []
    without_saves = [n for n, name in enumerate(LEVELS) if name != "saves"]
    for panel in panels:
        seen = window(panel, comparable_posts(panel), size)
        if len(seen.places):
            measured = measure(panel, seen)
            records.append(measured.record)
            told = measured.levels[:, without_saves]
            told = told[~np.isnan(told).any(axis=1)]
            around.append(told - np.median(told, axis=0) if len(told) else told)
    seen_scatter = fit_student(np.concatenate(around)).scatter
    scatter = np.zeros((len(LEVELS), len(LEVELS)))
    scatter[np.ix_(without_saves, without_saves)] = seen_scatter
    saves, shares = LEVELS.index("saves"), LEVELS.index("shares")  # panels without saves: they go as shares go
    scatter[saves] = scatter[shares]
    scatter[:, saves] = scatter[:, shares]
    scatter[saves, saves] = scatter[shares, shares] + SAVES_APART
    return Usual(fit_student(np.concatenate(records)), scatter)


@dataclass(frozen=True)
class Material:
    """A panel to learn from, with the real histories there are, by place."""

    panel: CreatorPanel
    histories: Mapping[int, History] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """Where the numbers come from: goes into every row."""

    source: str
    dated: date
    command: str


def learn(materials: Sequence[Material], told: Told, *, seed: int = 1) -> tuple[Row, ...]:
    """Learn every row of the registry; about two minutes for a thousand creators on one core.

    The line above which one says "look closer" is drawn on the first panel: the best known
    one belongs there. The others lend their curves.

    Raises
    ------
    InvalidInput : authenticity_too_few_to_learn, fewer than 60 creators with enough posts for the longest window
    """
    rows: list[Row] = []
    panels = [one.panel for one in materials if _has_records(one.panel)]
    for size in WINDOWS:
        rows += _of_window(panels, size, told, seed)
    return (*rows, *value_curves(materials, told, seed=seed))


def _has_records(panel: CreatorPanel) -> bool:
    """Whether most posts tell likes, comments and shares: a list of views and likes alone teaches no records."""
    told = [~np.isnan(panel.counters[name]) for name in ("views", "likes", "comments", "shares")]
    return bool(len(panel.post_id)) and float(np.logical_and.reduce(told).mean()) > MOST


def _of_window(panels: list[CreatorPanel], size: int, told: Told, seed: int) -> list[Row]:
    usual = usual_of(panels, size)
    samples = _samples(panels, size, usual, seed)
    n = sum(len(one.clean) for one in samples)
    if n < LEAST_CREATORS:
        raise InvalidInput("authenticity_too_few_to_learn", seen=str(n), needed=str(LEAST_CREATORS), posts=str(size))
    common = {**vars(told), "n": n}
    rows: list[Row] = [
        SchemeCurves(
            kind="scheme",
            scheme=one.scheme,
            size=size,
            knots=next((curve.knots for curve in one.curves.values()), (0.0,)),
            curves={name: curve.llr for name, curve in one.curves.items()},
            **common,
        )
        for one in (learn_scheme(name, samples) for name in LEARNED)
    ]
    rows.append(
        UsualRecord(
            kind="usual_record",
            size=size,
            columns=RECORD,
            location=tuple(round(float(one), 4) for one in usual.record.location),
            scatter=_plain(usual.record.scatter),
            level_columns=LEVELS,
            level_scatter=_plain(usual.levels),
            **common,
        )
    )
    unseen = np.concatenate([_unseen_evidence(panels, size, half, seed) for half in (0, 1)])
    line = float(np.quantile(unseen, 1 - FALSE_ALARMS))
    rows.append(Threshold(kind="threshold", size=size, log_ratio=round(line, 3), **common))
    return rows


def _plain(matrix: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(round(float(one), 5) for one in line) for line in matrix)


def _samples(panels: Iterable[CreatorPanel], size: int, usual: Usual, seed: int) -> list[Sample]:
    drawn = [draw_sample(panel, size, usual, seed=seed + n) for n, panel in enumerate(panels)]
    return [one for one in drawn if one is not None]


def _unseen_evidence(panels: list[CreatorPanel], size: int, half: int, seed: int) -> Array:
    """Evidence of the first panel's creators of one half by the curves of the other."""
    halves = [(some_creators(panel, half), some_creators(panel, 1 - half)) for panel in panels]
    usual = usual_of([one for one, _ in halves], size)
    schemes = {
        name: learn_scheme(name, _samples([one for one, _ in halves], size, usual, seed)).curves for name in LEARNED
    }
    other = halves[0][1]
    seen = window(other, comparable_posts(other), size)
    measured = measure(other, seen)
    return any_scheme(counter_evidence(scores(measured, reference(measured, size, usual)), schemes))


def some_creators(panel: CreatorPanel, half: int) -> CreatorPanel:
    """Every second creator of a panel, from the first (0) or the second (1) on."""
    return take_creators(panel, np.arange(half, len(panel.creators), 2))


def value_curves(materials: Sequence[Material], told: Told, *, seed: int) -> list[Row]:
    """Curves of the signals over time; a panel without histories lends its posts to simulated ones.

    Those of comments and audiences are published thresholds and stay as they are.
    """
    rows: list[Row] = []
    clean: dict[str, list[float]] = {name: [] for name in VALUE_EDGES}
    planted: dict[str, list[float]] = {name: [] for name in VALUE_EDGES}
    for number, material in enumerate(materials):
        for one in history_values(material, seed=seed + number):
            _add(clean, one.clean)
            for values in one.planted:
                _add(planted, values)
    for name, edges in VALUE_EDGES.items():
        ours, theirs = np.array(clean[name]), np.array(planted[name])
        if len(ours) >= LEAST_VALUES and len(theirs) >= LEAST_VALUES:
            curve = learn_curve(ours, theirs, edges, direction=1, cap=CAP_ALONE)
            llr = tuple(round(one, 2) for one in curve.llr)
            common = {**vars(told), "n": len(ours)}
            rows.append(
                ValueCurve(
                    kind="value",
                    signal=name,
                    scheme=VALUE_SCHEME[name],
                    basis="learned",
                    knots=curve.knots,
                    llr=llr,
                    **common,
                )
            )
    rows += PUBLISHED
    return rows


def _add(into: dict[str, list[float]], values: Mapping[str, float | None]) -> None:
    for name, value in values.items():
        if value is not None:
            into[name].append(value)


@dataclass(frozen=True)
class HistoryValues:
    """Values of the signals over time of one creator, clean and with something bought."""

    clean: Mapping[str, float | None]
    planted: tuple[Mapping[str, float | None], ...]


def history_values(material: Material, *, seed: int) -> Iterable[HistoryValues]:
    """Per creator: real histories where there are, else one simulated on the creator's own posts."""
    panel = material.panel
    places = np.random.default_rng(seed).permutation(len(panel.creators))[:MOST_HISTORIES]
    for place in places.tolist():
        history = material.histories.get(place, History())
        followers = history.followers or simulate_followers(panel, place, seed=seed)
        if followers is None and history.posts is None:
            continue
        planted: list[Mapping[str, float | None]] = []
        for n, share in enumerate(STRENGTHS.values()):
            if followers is not None:
                once = add_followers(followers, share, over=1, seed=seed + n)
                dripped = add_followers(followers, share, over=len(followers.followers), seed=seed + n)
                planted.append(
                    {
                        "follower_step": follower_step(once, panel, place).value,
                        "follower_yield": follower_yield(once, panel, place).value,
                    }
                )
                planted.append({"follower_yield": follower_yield(dripped, panel, place).value})
            if history.posts is not None:
                likes = add_burst(history.posts, "likes", share, seed=seed + n + place)
                views = add_burst(history.posts, "views", share, seed=seed + n + place)
                planted.append({"likes_without_views": likes_without_views(likes).value})
                planted.append({"views_without_likes": views_without_likes(views).value})
        yield HistoryValues(
            {
                "follower_step": follower_step(followers, panel, place).value,
                "follower_yield": follower_yield(followers, panel, place).value,
                "likes_without_views": likes_without_views(history.posts).value,
                "views_without_likes": views_without_likes(history.posts).value,
            },
            tuple(planted),
        )
