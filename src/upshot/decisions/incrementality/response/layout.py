"""Where each parameter stands in the one vector that the sampler moves, and its prior: the table of `docs/method.md`.

Everything is unconstrained: scales as logarithms, shares as logits, kernel weights as logarithms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from upshot.decisions.incrementality.response.data import ResponseData
from upshot.decisions.incrementality.response.priors import BetaLogit, Normal, Prior, Priors, Student, TwoPiece
from upshot.decisions.incrementality.response.regions import region_blocks
from upshot.decisions.incrementality.response.shapes import KERNEL_SD, KERNELS

SHARE_SD_BELOW, SHARE_SD_ABOVE = 2.5, 0.8  # log share of the programme: it may well be nothing, hardly half of the shop


@dataclass(frozen=True)
class Layout:
    """`places` name → slice; `size` of the vector; `priors` of what stands alone."""

    places: dict[str, slice]
    size: int
    priors: Priors

    @classmethod
    def of(cls, data: ResponseData) -> Layout:
        """Lay the parameters of `data` out."""
        places, stands_alone, at = {}, [], 0
        for name, n, prior in blocks(data):
            places[name] = slice(at, at + n)
            at += n
            if prior is not None:
                stands_alone.append((places[name], prior))
        return cls(places, at, Priors(stands_alone))

    def __getitem__(self, name: str) -> slice:
        return self.places[name]


def blocks(data: ResponseData) -> Iterator[tuple[str, int, Prior | None]]:
    """Name, length and prior of every block; None where the prior hangs on other parameters (`density.py`)."""
    yield "level", 1, Normal(data.log_level, 0.3)  # b₀
    yield "weights", data.fixed.shape[1], Normal(0.0, 1.0)  # β, columns scaled to it
    yield "trend_steps", data.trend.shape[1], Student(1.0)
    yield "log_trend_sd", 1, Normal(np.log(0.02), 0.6)
    yield "log_noise", 1, Normal(np.log(0.07), 0.6)  # φ
    yield "logit_memory", 1, BetaLogit(3.0, 3.0)
    yield "log_tail", 1, Normal(np.log(10.0), 1.0)  # ν − 2
    yield "effect_mean", 1, TwoPiece(data.log_effect_centre, SHARE_SD_BELOW, SHARE_SD_ABOVE)  # μ
    yield "tier", data.n_tiers, Normal(0.0, 1.0)
    yield "collaboration", data.n_collaborations, Normal(0.0, 1.0)
    yield "log_tier_sd", 1, Normal(np.log(0.3), 0.5)
    yield "log_collaboration_sd", 1, Normal(np.log(0.2), 0.5)
    yield "log_creator_sd", 1, Normal(np.log(0.55), 0.5)
    yield "creator", data.n_creators, None  # θ
    yield "post", data.n_posts, Student(1.0)  # z
    yield "log_post_sd", 1, Normal(np.log(0.3), 0.4)
    yield "logit_concavity", 1, BetaLogit(12.0, 2.0)  # γ
    yield "log_paid_worth", 1, Normal(np.log(0.6), 0.4)  # ρ
    yield "kernel", len(KERNELS), Normal(0.0, KERNEL_SD)  # log weights against their typical ones
    n_signals, n_sudden = len(data.signals.names), data.signals.n_sudden
    if n_signals:
        yield (
            "logit_incremental",
            1,
            BetaLogit(1.0, 1.0),
        )  # π: part of the tracked orders that would not have come anyway
    for number, (mean, sd) in enumerate(data.signals.capture_priors):
        yield f"capture_{number}", 1, Normal(mean, sd)
    yield "log_capture_sd", n_signals, Normal(np.log(0.35), 0.4)
    yield "creator_capture", len(data.signals.row_signal), None  # log κ
    yield "leak", n_signals, Normal(np.log(1.5e-4), 1.0)
    yield "creator_leak", len(data.signals.row_signal), Normal(0.0, 1.0)
    yield "log_size", n_signals, Normal(np.log(10.0), 1.0)  # r
    yield "logit_contaminated", n_sudden, BetaLogit(2.0, 48.0)
    yield "log_extra", n_sudden, Normal(np.log(8.0), 0.8)
    yield from region_blocks(data.regions, data.n_creators)
