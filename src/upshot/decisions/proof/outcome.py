"""What came of one world: a score, a refusal or a failure, and what it cost to find out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upshot.decisions.proof.scoring import WorldScore

# What an estimate may tell of its own sampling, under the names that ArviZ users know.
_R_HAT = ("r_hat_max", "max_r_hat", "rhat_max")
_ESS = ("ess_bulk_min", "ess_min", "min_ess")
_DIVERGENCES = ("divergences", "n_divergences")


@dataclass(frozen=True)
class Effort:
    """Cost of one fit. `peak_mb` of the whole process while it fitted; None = the system does not tell.

    `r_hat_max`, `ess_min` and `divergences` are what the estimate reports of itself; None = it does not sample.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float | None = None
    r_hat_max: float | None = None
    ess_min: float | None = None
    divergences: float | None = None


@dataclass(frozen=True)
class Outcome:
    """One world of one case. Exactly one of `score`, `refusal` (a reason's code) and `failure` (an error) is set."""

    case: str
    seed: int
    method: str | None
    score: WorldScore | None = None
    refusal: str | None = None
    failure: str | None = None
    effort: Effort | None = None


def sampling_figures(diagnostics: Mapping[str, float]) -> dict[str, float | None]:
    """`r_hat_max`, `ess_min`, `divergences` out of an estimate's diagnostics, None where it has none."""

    def find(names: tuple[str, ...]) -> float | None:
        return next((float(diagnostics[name]) for name in names if name in diagnostics), None)

    return {"r_hat_max": find(_R_HAT), "ess_min": find(_ESS), "divergences": find(_DIVERGENCES)}
