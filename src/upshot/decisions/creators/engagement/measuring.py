"""The whole family of one creator: rates, views, view rate, sponsored against the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from upshot.decisions.creators.engagement.model import (
    Engagement,
    Estimate,
    LeftOut,
    RateFigure,
    SponsoredRatio,
    ViewsFigure,
)
from upshot.decisions.creators.engagement.posts import K_POSTS, RATES, Outside, outside_of, post_values
from upshot.decisions.creators.engagement.rates import (
    RATE_SCATTER,
    VIEW_SCATTER,
    basis_of,
    dates_of,
    few_posts,
    nothing_to_say,
    rate_of_creator,
    refused,
)
from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.decisions.evidence import InsufficientEvidence
from upshot.stats.log_scale import fit_log_scale, median_ratio_interval, pooled_scatter

LEAST_SPONSORED = 3  # methods §5.1: unknown below
LEAST_CREATORS = 20  # with several posts, to learn from them how views scatter
DEFAULT_RATE = "er_views_lcs"


def measure_engagement(
    panel: CreatorPanel,
    creator: str,
    *,
    now: datetime,
    level: float = 0.9,
    k: int = K_POSTS,
    seed: int = 1,
    reach: Array | None = None,
) -> Engagement:
    """Every engagement figure of one creator over the last `k` organic posts that are at least a week old.

    Parameters
    ----------
    creator : handle, lower case, without @; must be in the panel
    reach : (n_posts,) distinct accounts of each post where the creator's analytics were imported; NaN elsewhere

    Raises
    ------
    KeyError : the creator is not in the panel, which is a fault of the caller
    """
    place = panel.place[creator]
    asked = {"now": now, "level": level, "k": k}
    _, outside = outside_of(panel, k=k)
    own = panel.creator == place
    rates = {name: rate_of_creator(panel, place, name, reach=reach, **asked) for name in RATES}  # type: ignore[arg-type]
    typical = rates[DEFAULT_RATE]
    rates["er_median_k"] = typical if isinstance(typical, InsufficientEvidence) else _renamed(typical)
    return Engagement(
        creator=creator,
        level=level,
        views=views_of_creator(panel, place, now=now, level=level, k=k),
        rates=rates,
        view_rate=rate_of_creator(panel, place, "view_rate", now=now, level=level, k=k),
        sponsored_ratio=sponsored_ratio(panel, place, level=level, k=k, seed=seed),
        n_posts=int(own.sum()),
        left_out=tuple(LeftOut(reason.value, n) for reason in Outside if (n := int((outside[reason] & own).sum()))),
    )


def _renamed(figure: RateFigure) -> RateFigure:
    """`er_median_k` is `er_views_lcs` with the median as its value: the same posts, the same interval."""
    return replace(figure, basis=basis_of("er_median_k"), ratio_of_sums=None)


def views_of_creator(
    panel: CreatorPanel, place: int, *, now: datetime, level: float, k: int = K_POSTS
) -> ViewsFigure | InsufficientEvidence:
    """Median views of the last `k` mature organic posts, and how views scatter."""
    inside, _ = outside_of(panel, k=k)
    values = post_values(panel, "views")
    window = inside & (panel.creator == place)
    used = window & values.counts
    left_out = refused(values, window)
    if not used.any():
        return nothing_to_say(panel, place, "views", left_out)
    found = fit_log_scale(values.top[used], prior_scatter=usual_scatter(panel))
    first, last, read_on, age = dates_of(panel, used, now)
    return ViewsFigure(
        basis=basis_of("views"),
        median=Estimate(found.middle, *found.median_interval(level=level)),
        scatter=found.scatter,
        freedom=found.freedom,
        n_posts=found.n,
        k=k,
        published_from=first,
        published_to=last,
        read_on=read_on,
        age_days=age,
        level=level,
        left_out=left_out,
        caveats=few_posts(found.n),
    )


def usual_scatter(panel: CreatorPanel) -> float:
    """How views scatter inside a creator: of this panel where it has creators enough, else as published."""
    inside, _ = outside_of(panel, k=len(panel.post_id))
    values = post_values(panel, "views")
    used = inside & values.counts
    found = pooled_scatter(values.top[used], panel.creator[used])
    return VIEW_SCATTER if found is None or found[1] < LEAST_CREATORS else max(found[0], 0.1)


def sponsored_ratio(
    panel: CreatorPanel, place: int, *, level: float, k: int = K_POSTS, seed: int = 1
) -> SponsoredRatio | InsufficientEvidence:
    """Median `er_views_lcs` of the last `k` sponsored posts ÷ that of the last `k` others; unknown under three.

    Posts of which nobody said whether they are sponsored count as organic only where fewer than three are said to be.
    """
    inside, _ = outside_of(panel, k=len(panel.post_id))
    values = post_values(panel, DEFAULT_RATE)
    used = np.flatnonzero(inside & values.counts & (panel.creator == place))
    said = panel.is_sponsored[used]
    sponsored, organic = used[said == 1][-k:], used[said == 0][-k:]
    is_presumed = len(organic) < LEAST_SPONSORED
    if is_presumed:
        organic = used[said != 1][-k:]
    top, bottom = values.ratio[sponsored], values.ratio[organic]
    if min(len(top), len(bottom)) < LEAST_SPONSORED or np.median(bottom) == 0:
        facts = (("sponsored", str(len(top))), ("organic", str(len(bottom))), ("least", str(LEAST_SPONSORED)))
        return InsufficientEvidence("sponsored_ratio_unknown", ("help_mark_sponsored",), facts)
    value = float(np.median(top) / np.median(bottom))
    low, high = median_ratio_interval(top, bottom, level=level, seed=seed, prior_scatter=RATE_SCATTER)
    return SponsoredRatio(
        basis=basis_of(DEFAULT_RATE),
        ratio=Estimate(value, min(low, value), max(high, value)),
        sponsored_median=float(np.median(top)),
        organic_median=float(np.median(bottom)),
        n_sponsored=len(top),
        n_organic=len(bottom),
        is_organic_presumed=is_presumed,
        level=level,
    )
