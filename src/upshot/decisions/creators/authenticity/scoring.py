"""From signals to evidence: one likelihood ratio per scheme, then one for any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

import numpy as np

from upshot.decisions.creators.authenticity.peers import SIGNALS, Usual
from upshot.registries.authenticity_signals import (
    Row,
    SchemeCurves,
    Threshold,
    UsualRecord,
    ValueCurve,
    authenticity_signals,
)
from upshot.stats.evidence_curve import EvidenceCurve
from upshot.stats.student_scatter import Array, StudentScatter

LOWEST, HIGHEST = -4.0, 8.0  # no scheme is more certain than 3,000 to 1, nor less than 1 to 55
# How a manipulation, if there is one, is likely to have been made. Followers are bought most, and least seen.
SHARE_OF_SCHEME = {
    "likes_packages": 0.085, "likes_some_posts": 0.085, "likes_in_proportion": 0.085,
    "views_packages": 0.085, "views_some_posts": 0.085, "views_in_proportion": 0.085,
    "comments_packages": 0.085, "mixed_views_likes": 0.085, "followers_unseen": 0.02,
    "followers_step": 0.08, "followers_drip": 0.08, "arrivals": 0.04, "commenters": 0.05, "geography": 0.05,
}  # fmt: skip
VALUE_SCHEMES = ("followers_step", "followers_drip", "arrivals", "commenters", "geography")


@dataclass(frozen=True)
class Learnt:
    """The registry as the score uses it; `version` is the hash of all its numbers."""

    schemes: Mapping[int, Mapping[str, Mapping[str, EvidenceCurve]]]
    values: Mapping[str, tuple[str, EvidenceCurve]]  # signal → scheme, curve
    usual: Mapping[int, Usual]
    thresholds: Mapping[int, float]
    version: str = field(default="")

    @classmethod
    def from_rows(cls, rows: tuple[Row, ...]) -> Learnt:
        """Sort the rows by kind."""
        schemes: dict[int, dict[str, Mapping[str, EvidenceCurve]]] = {}
        values: dict[str, tuple[str, EvidenceCurve]] = {}
        usual: dict[int, Usual] = {}
        thresholds: dict[int, float] = {}
        for row in rows:
            match row:
                case SchemeCurves():
                    curves = {name: EvidenceCurve(row.knots, llr) for name, llr in row.curves.items()}
                    schemes.setdefault(row.size, {})[row.scheme] = curves
                case ValueCurve():
                    values[row.signal] = (row.scheme, EvidenceCurve(row.knots, row.llr))
                case UsualRecord():
                    record = StudentScatter(np.array(row.location), np.array(row.scatter))
                    usual[row.size] = Usual(record, np.array(row.level_scatter))
                case Threshold():
                    thresholds[row.size] = row.log_ratio
        told = "\n".join(row.model_dump_json() for row in rows)
        return cls(schemes, values, usual, thresholds, sha256(told.encode()).hexdigest()[:12])


@cache
def learnt() -> Learnt:
    """The curves that came with this version."""
    return Learnt.from_rows(authenticity_signals())


def counter_evidence(found: Array, schemes: Mapping[str, Mapping[str, EvidenceCurve]]) -> dict[str, Array]:
    """Per scheme (…,) log-likelihood ratios of scores (…, n_signals); a missing score adds nothing."""
    return {
        name: np.clip(
            sum(
                (curve.at(found[..., SIGNALS.index(signal)]) for signal, curve in curves.items()),
                np.zeros(found.shape[:-1]),
            ),
            LOWEST,
            HIGHEST,
        )
        for name, curves in schemes.items()
    }


def any_scheme(evidence: Mapping[str, Array]) -> Array:
    """Log-likelihood ratio of manipulation by some scheme; one that nothing was learned about counts as 1 to 1."""
    shape = np.broadcast_shapes(*(np.shape(one) for one in evidence.values())) if evidence else ()
    terms = [
        np.log(share) + np.broadcast_to(evidence.get(name, np.zeros(())), shape)
        for name, share in SHARE_OF_SCHEME.items()
    ]
    total: Array = np.logaddexp.reduce(np.stack(terms), axis=0)
    return total
