"""What is believed of a panel before its posts, from the registry, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cache

import numpy as np
import yaml
from scipy.stats import t as student

from upshot.registries.view_forecast import forecast_prior
from upshot.stats.next_views import Dynamics
from upshot.stats.next_views_fit import PROBABILITIES, ViewsPrior
from upshot.stats.pooled_levels import LevelsPrior

# Sponsored ÷ organic views before any sponsored post was seen: as many, give or take a factor of 1.4 (an assumption).
SPONSORED_PRIOR = LevelsPrior(mean=0.0, mean_sd=0.35, sd_between=0.35, sd_within=1.0)


def broad_prior() -> ViewsPrior:
    """What is believed before any panel: round numbers with wide spreads, from which the shipped prior is learned."""
    return ViewsPrior(
        dynamics=Dynamics(1.0, 0.9, 4.0, 0.03, 0.0025, 0.03, 6.0, 1.0),
        dynamics_sd=np.array([0.5, 0.4, 0.8, 1.2, 1.2, 1.2, 0.6, 0.5]),
        intercept=10.0, intercept_sd=1.5, slope=0.8, slope_sd=0.3, sd_log_followers=1.8, sd_group=0.25,
        sd_together=0.25, quantiles=np.asarray(student.ppf(PROBABILITIES, 6.0)),
    )  # fmt: skip


@cache
def shipped_prior() -> ViewsPrior:
    """The registry's row as the model takes it."""
    row = forecast_prior()
    names = list(row.dynamics)
    return ViewsPrior(
        dynamics=Dynamics(**{name: row.dynamics[name][0] for name in names}),
        dynamics_sd=np.array([row.dynamics[name][1] for name in names]),
        intercept=row.intercept[0],
        intercept_sd=row.intercept[1],
        slope=row.slope[0],
        slope_sd=row.slope[1],
        sd_log_followers=row.sd_log_followers,
        sd_group=row.sd_group,
        sd_together=row.sd_together,
        quantiles=np.array([value for _, value in row.error_quantiles]),
        widening=row.widening,
    )


def as_registry_row(prior: ViewsPrior, *, n_creators: int, n_posts: int, source: str, dated: date) -> str:
    """The YAML row that ships this prior: summary numbers only."""
    values, spreads = asdict(prior.dynamics), prior.dynamics_sd.tolist()

    def short(number: float) -> float:
        return float(f"{number:.4g}")

    row = {
        "name": "learned_from_panels",
        "source": source,
        "dated": dated,
        "n_creators": n_creators,
        "n_posts": n_posts,
        "unit": "natural logarithms of 1 + views; dynamics as (value, sd of its logarithm between panels); "
        "docs/forecast.md",
        "dynamics": {
            name: [short(value), short(sd)] for (name, value), sd in zip(values.items(), spreads, strict=True)
        },
        "intercept": [short(prior.intercept), short(prior.intercept_sd)],
        "slope": [short(prior.slope), short(prior.slope_sd)],
        **{name: short(getattr(prior, name)) for name in ("sd_log_followers", "sd_group", "sd_together", "widening")},
        "error_quantiles": [[float(p), short(z)] for p, z in zip(PROBABILITIES, prior.quantiles, strict=True)],
    }
    return yaml.safe_dump([row], sort_keys=False, allow_unicode=True, width=150, default_flow_style=None)
