"""Whether the models agree, and whether other journeys of the same kind would give the same ranking."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau

from upshot.decisions.journeys.models_report import Agreement, Stability

Floats = NDArray[np.float64]
TOP = 5


def compare(credited: Mapping[str, Floats]) -> tuple[Agreement, ...]:
    """Kendall's tau-b between the conversions that each pair of models credits; (n_states,) each."""
    found = []
    for first, second in combinations(credited, 2):
        tau = kendalltau(credited[first], credited[second]).statistic if len(credited[first]) > 1 else np.nan
        found.append(Agreement(first=first, second=second, tau=float(tau) if np.isfinite(tau) else None))
    return tuple(found)


def stability(model: str, credit: Floats, draws: Floats, *, top: int = TOP) -> Stability | None:
    """How often the first `top` stay so in draws (n_draws, n_states); None where there are not more states than one."""
    top = min(top, len(credit) - 1)
    if top < 1 or len(draws) < 2:
        return None
    first = np.argsort(-credit, kind="stable")[:top]
    ranked = np.argsort(-draws, axis=1, kind="stable")[:, :top]
    overlap = np.isin(ranked, first).sum(axis=1)
    return Stability(
        model=model,
        top=top,
        same_set_share=float((overlap == top).mean()),
        mean_overlap=float(overlap.mean() / top),
        same_first_share=float((ranked[:, 0] == first[0]).mean()),
    )
