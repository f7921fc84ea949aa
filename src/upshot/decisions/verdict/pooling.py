"""How much of what is said of a creator is learned from his or her own data, and how much from the others."""

from __future__ import annotations

import numpy as np

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import IncrementalEstimate
from upshot.decisions.verdict.formulas import Floats


def prior_shares(estimate: IncrementalEstimate | InsufficientEvidence) -> dict[str, float]:
    """Creator → the part of what is said of him or her beside similar creators that is not learned from own data.

    Posterior variance of the creator's distance from mean, tier and type, over the variance between creators: 1 when
    nothing was learned (the creator is taken for an average one), near 0 when own data speak.

    Source
    ------
    Gelman and Pardoe (2006), Bayesian measures of explained variance and pooling in multilevel (hierarchical) models,
    Technometrics 48(2).
    """
    if isinstance(estimate, InsufficientEvidence) or estimate.response is None:
        return {}
    found, history = estimate.response, estimate.history
    n = len(history.creators)
    centre = (
        found.new_creator[:, None]
        + _of_group(found.by_tier, found.tiers, history.creator_tiers, n)
        + _of_group(found.by_collaboration, found.collaborations, history.creator_collaborations, n)
    )
    left = (found.creators - centre).var(axis=0) / max(float(np.mean(found.creator_sd**2)), 1e-12)
    return dict(zip(history.creators, np.minimum(left, 1.0).tolist(), strict=True))


def _of_group(
    draws: Floats | None, names: tuple[str, ...], of_creator: tuple[str | None, ...], n_creators: int
) -> Floats:
    """(n_draws, n_creators) the effect of each creator's group; 0 where it is not known."""
    if draws is None or not of_creator or not names:
        return np.zeros((1, n_creators))
    padded = np.column_stack([draws, np.zeros(len(draws))])
    place = {name: i for i, name in enumerate(names)}
    return np.asarray(padded[:, [place.get(name or "", len(names)) for name in of_creator]])
