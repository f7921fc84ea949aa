"""Small brands with ads of both kinds and a known Spark difference."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.effect.ads import kinds_known, read_ad_months
from upshot.decisions.spark.effect.difference import compare_kinds
from upshot.decisions.spark.effect.model import SparkDifference
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms

FIRST = date(2026, 3, 2)
LAST = date(2026, 6, 30)


def ad_rows(
    ad_id: str,
    *,
    day: date = FIRST,
    n_days: int = 5,
    spend: float = 20.0,
    post_id: str | None = None,
    ad_group: str | None = "g1",
    campaign: str | None = "c1",
    **counters: Any,
) -> list[dict[str, Any]]:
    """One ad on several days; counters are per day."""
    fixed = {"account_id": "a", "ad_id": ad_id, "post_id": post_id, "ad_group_id": ad_group, "campaign_id": campaign,
             "currency": "EUR", "spend": spend, "impressions": 5_000}  # fmt: skip
    return [fixed | {"day": day + timedelta(days=n)} | counters for n in range(n_days)]


def mixed_brand(
    rng: np.random.Generator,
    *,
    difference: float,
    n_each: int = 8,
    together: bool = True,
    tau: float = 0.25,
    ad_group: str | None = "g1",
) -> MemoryWorkspace:
    """Spark and other ads with click, view and purchase rates that differ by `difference` on the log scale.

    With `together` False Spark runs in its own campaign, objective and month: nothing tells the kind from the rest.
    """
    rows = []
    for number in range(2 * n_each):
        is_spark = number < n_each
        luck = rng.normal(0, tau) + difference * is_spark
        place = {} if together or is_spark else {"ad_group": "g2", "campaign": "c2", "day": FIRST + timedelta(days=60)}
        shown = int(rng.lognormal(np.log(8_000), 0.3))
        rows += ad_rows(
            f"ad{number}",
            post_id=f"75000000000000{number:05d}" if is_spark else None,
            **({"ad_group": ad_group} | place),
            spend=float(rng.uniform(30, 60)),
            impressions=shown,
            clicks_destination=int(rng.poisson(shown * 0.01 * np.exp(luck))),
            video_views=shown,
            video_views_6s=int(rng.poisson(shown * 0.2 * np.exp(luck))),
            purchases=0,
        )
    return MemoryWorkspace({"ad_day": rows})


def difference_of(data: MemoryWorkspace, *, level: float = 0.9) -> SparkDifference:
    programme = read_programme(data, read_terms(data).zone)
    months, _ = read_ad_months(data, programme, until=LAST)
    return compare_kinds(months, kinds_known(data, programme), level=level)


def rate(found: SparkDifference, metric: str):
    return next(each for each in found.rates if each.metric == metric)
