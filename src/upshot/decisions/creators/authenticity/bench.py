"""A panel made ready: every creator's window, what is usual in each, and the scores; computed once for all creators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from upshot.decisions.creators.authenticity.peers import (
    LEVEL_SIGNALS,
    Measured,
    Peers,
    expected_level,
    measure,
    reference,
    scores,
)
from upshot.decisions.creators.authenticity.posts import WINDOWS, Codes, Comparable, Window, comparable_posts, window
from upshot.decisions.creators.authenticity.scoring import Learnt, counter_evidence
from upshot.decisions.creators.panel import CreatorPanel
from upshot.stats.student_scatter import Array

N_RESAMPLES, CHUNK = 40, 8


@dataclass(frozen=True)
class Seat:
    """The creators judged over one number of posts: `rows` of the window.

    Of all creators of the window: `scores` (n, n_signals), `evidence` (n,) per scheme, `expected` (n, 5) levels as
    everything else lets expect them, in the order of LEVEL_SIGNALS.
    """

    window: Window
    peers: Peers
    measured: Measured
    scores: Array
    evidence: Mapping[str, Array]
    expected: Array
    rows: Codes


@dataclass(frozen=True)
class Bench:
    """`seat_of[place]` is (seat, row in the seat's window), or None for creators with too few posts."""

    panel: CreatorPanel
    comparable: Comparable
    seats: tuple[Seat, ...]
    seat_of: tuple[tuple[int, int] | None, ...]
    digest: str

    @classmethod
    def of(cls, panel: CreatorPanel, learned: Learnt) -> Bench:
        """Sit every creator with peers over as many posts as possible."""
        comparable = comparable_posts(panel)
        seat_of: list[tuple[int, int] | None] = [None] * len(panel.creators)
        seats: list[Seat] = []
        digest = sha256(learned.version.encode())
        unseated = np.ones(len(panel.creators), dtype=bool)
        for size in sorted(WINDOWS, reverse=True):
            found = window(panel, comparable, size)
            if not len(found.places):
                continue
            measured = measure(panel, found)
            peers = reference(measured, size, learned.usual.get(size))
            digest.update(np.nan_to_num(measured.levels, nan=-1.0).round(9).tobytes())
            digest.update(measured.record.round(9).tobytes())
            rows = np.flatnonzero(unseated[found.places])
            if peers.level is None and size > min(WINDOWS) and _has_peers(panel, comparable):
                continue  # a shorter record among peers says more than a longer one alone
            unseated[found.places[rows]] = False
            for row in rows.tolist():
                seat_of[found.places[row]] = (len(seats), row)
            scored = scores(measured, peers)
            evidence = counter_evidence(scored, learned.schemes.get(size, {}))
            expected = np.stack([expected_level(measured.levels, peers, name) for name in LEVEL_SIGNALS], axis=-1)
            seats.append(Seat(found, peers, measured, scored, evidence, expected, rows))
        return cls(panel, comparable, tuple(seats), tuple(seat_of), digest.hexdigest())


def _has_peers(panel: CreatorPanel, comparable: Comparable) -> bool:
    """Whether the shortest record finds peers enough."""
    found = window(panel, comparable, min(WINDOWS))
    return bool(len(found.places)) and reference(measure(panel, found), min(WINDOWS), None).level is not None


def resampled_scores(bench: Bench, seat: Seat, rows: Codes, *, seed: int, n: int = N_RESAMPLES) -> Array:
    """(n, n_rows, n_signals) scores had the creators published other posts of the same kind (posts drawn again)."""
    size = seat.window.size
    some = Window(size, seat.window.places[rows], seat.window.posts[rows], seat.window.logs[rows])
    parts = []
    for start in range(0, n, CHUNK):
        rng = np.random.default_rng([seed, size, start])
        drawn = rng.integers(size, size=(min(CHUNK, n - start), 1, size))  # the same draws for every creator
        logs = np.take_along_axis(
            some.logs[None], np.broadcast_to(drawn, (len(drawn), len(rows), size))[..., None], axis=2
        )
        found = measure(bench.panel, some, logs)
        flat = Measured(
            found.levels.reshape(-1, found.levels.shape[-1]), found.record.reshape(-1, found.record.shape[-1])
        )
        parts.append(scores(flat, seat.peers).reshape(len(drawn), len(rows), -1))
    return np.concatenate(parts)
