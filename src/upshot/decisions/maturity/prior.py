"""The registry's numbers as the prior of the growth model, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np
import yaml

from upshot.decisions.maturity.readings import ReadingSet
from upshot.registries.view_growth import published_curves, view_growth_prior
from upshot.stats.view_maturity import GrowthPrior, GrowthTable
from upshot.stats.view_maturity_prior import Published

SPREADS = ("sd_level", "sd_tilt", "sd_type", "sd_creator", "sd_post", "memory", "sd_noise")


@cache
def shipped_prior() -> GrowthPrior:
    """What is believed about a brand nobody has read yet."""
    row = view_growth_prior()
    knots = np.array(row.growth_per_day)
    table = GrowthTable(knots[:, 0], np.log(knots[:, 1]))
    return GrowthPrior(table, **{name: getattr(row, name) for name in SPREADS}, quantiles=np.array(row.error_quantiles))


def published() -> tuple[Published, ...]:
    """The published curves as arrays."""
    points = [np.array(curve.points) for curve in published_curves()]
    return tuple(Published(each[:, 0], each[:, 1]) for each in points)


def as_registry_row(prior: GrowthPrior, sets: Sequence[ReadingSet], *, source: str, dated: date) -> str:
    """The YAML row that ships this prior: summary numbers only."""
    knots = zip(prior.table.knot_days.tolist(), np.exp(prior.table.log_rates).tolist(), strict=True)
    row = {
        "name": "learned_from_panels",
        "source": source,
        "dated": dated,
        "n_posts": sum(each.n_posts for each in sets),
        "n_readings": sum(len(each.post) for each in sets),
        "unit": "growth of log views per day by age; spreads and memory of θ (docs/view-maturity.md)",
        "growth_per_day": [[float(f"{age:.4g}"), float(f"{rate:.4g}")] for age, rate in knots],
        **{name: float(f"{getattr(prior, name):.3g}") for name in SPREADS},
        "error_quantiles": [[float(p), float(f"{z:.3g}")] for p, z in prior.quantiles],
    }
    return yaml.safe_dump([row], sort_keys=False, allow_unicode=True, width=150, default_flow_style=None)
