"""The proof "on brands like yours": replicates of the brand's own fitted estimate, fitted and scored again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import estimate_incremental
from upshot.decisions.incrementality.model import Array, IncrementalEstimate, ProgrammeHistory
from upshot.decisions.proof.peers import credit_by_peers
from upshot.decisions.proof.replicate import replicate
from upshot.decisions.proof.truth import Truth


@dataclass(frozen=True)
class OwnBrand:
    """A brand's history and estimate, and what its creators must sell to pay for themselves (None = not known)."""

    history: ProgrammeHistory
    estimate: IncrementalEstimate
    break_even_orders: Array | None = None  # (n_creators,) own and shared cost ÷ unit margin
    programme_break_even_orders: float | None = None


@dataclass(frozen=True)
class Trial:
    """One fit with its truth and what the simple ways say, ready to be scored."""

    estimate: IncrementalEstimate | InsufficientEvidence
    truth: Truth
    peers: dict[str, Array]


def try_own_brand(brand: OwnBrand, seed: int) -> Trial:
    """Draw a brand like this one, and estimate it as if its truth were not known."""
    history, posts = replicate(brand.history, brand.estimate, seed=seed)
    creators = np.bincount(history.post_creator, weights=posts, minlength=len(history.creators))
    truth = Truth(
        incremental_orders=creators.astype(np.float64),
        break_even_orders=brand.break_even_orders,
        post_orders=posts,
        programme_break_even_orders=brand.programme_break_even_orders,
    )
    return Trial(estimate_incremental(history, seed=seed), truth, credit_by_peers(history, seed=seed))
