"""One rate: of a post with Wilson's interval, of a creator over the last k posts both ways of adding up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import exp, sqrt

import numpy as np

from upshot.decisions.creators.engagement.model import TIKTOK, Basis, Estimate, LeftOut, PostRate, RateFigure
from upshot.decisions.creators.engagement.posts import (
    K_POSTS,
    REFUSALS,
    PostValues,
    Refusal,
    denominator_of,
    outside_of,
    post_values,
)
from upshot.decisions.creators.panel import Array, CreatorPanel, Flags
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase
from upshot.stats.beta_binomial import share_level
from upshot.stats.log_scale import fit_log_scale, student_quantile
from upshot.stats.proportions import wilson_interval
from upshot.stats.ratio_metric import ratio_of_sums

FEW_POSTS = 5  # under so many, the figure says so
# How a creator's rates and view rates scatter from post to post, sd of natural logs: median of the creators of the
# 2020 and the 2025 panel (data findings 1 and 2); only used where the panel itself has too few creators.
RATE_SCATTER, VIEW_SCATTER = 0.40, 0.94


def basis_of(metric: str) -> Basis:
    """The basis of a TikTok figure."""
    return Basis(TIKTOK, metric, None if metric == "views" else denominator_of(metric))


def rate_of_post(
    panel: CreatorPanel, post: int, metric: str, *, level: float = 0.95, reach: Array | None = None
) -> PostRate | InsufficientEvidence:
    """The rate of the post at place `post`; what cannot be said is refused by the name of its reason."""
    values = post_values(panel, metric, reach=reach)
    post_id = panel.post_id[post]
    if not values.counts[post]:
        reason = REFUSALS[int(values.refusal[post])]
        return InsufficientEvidence("post_rate_refused", (), (("post", post_id), ("why", reason.value)))
    top, base = float(values.top[post]), float(values.base[post])
    bounds = wilson_interval(round(top), round(base), level=level) if values.is_share else None
    return PostRate(basis_of(metric), post_id, top / base, *(bounds or (None, None)))


def rate_of_creator(
    panel: CreatorPanel,
    place: int,
    metric: str,
    *,
    now: datetime,
    level: float,
    k: int = K_POSTS,
    reach: Array | None = None,
) -> RateFigure | InsufficientEvidence:
    """A rate over the creator's last `k` mature organic posts."""
    window, values = _window(panel, place, k), post_values(panel, metric, reach=reach)
    used = window & values.counts
    left_out = refused(values, window)
    if not used.any():
        return nothing_to_say(panel, place, metric, left_out)
    median, mad, kappa = _typical(values, used, metric, level)
    first, last, read_on, age = dates_of(panel, used, now)
    known = np.isfinite(panel.is_sponsored[used])
    return RateFigure(
        basis=basis_of(metric),
        median_of_ratios=median,
        ratio_of_sums=_of_sums(values.top[used], values.base[used], level),
        mad=mad,
        concentration=kappa,
        n_posts=int(used.sum()),
        k=k,
        n_sponsored=int(np.nansum(panel.is_sponsored[used])),
        n_unlabelled=int((~known).sum()),
        published_from=first,
        published_to=last,
        read_on=read_on,
        age_days=age,
        level=level,
        left_out=left_out,
        caveats=few_posts(int(used.sum())),
    )


def _window(panel: CreatorPanel, place: int, k: int) -> Flags:
    """The creator's window, on the posts of the whole panel."""
    inside, _ = outside_of(panel, k=k)
    own: Flags = inside & (panel.creator == place)
    return own


def _typical(values: PostValues, used: Flags, metric: str, level: float) -> tuple[Estimate, float, float | None]:
    """Median of the posts' rates with the interval of its kind, MAD, and κ where there is one."""
    ratio = values.ratio[used]
    median = float(np.median(ratio))
    mad = float(np.median(np.abs(ratio - median)))
    if values.is_share:
        found = share_level(values.top[used], values.base[used], level=level)
        return _holding(median, found.typical_low, found.typical_high), mad, found.concentration
    return _holding(median, *log_interval(ratio, metric, level)), mad, None


def log_interval(ratio: Array, metric: str, level: float) -> tuple[float, float]:
    """Interval of a median of values that may pass 1; posts at 0 are below every one of them."""
    positive = ratio[ratio > 0]
    if len(positive) == 0:
        return 0.0, 0.0
    prior = VIEW_SCATTER if metric == "view_rate" else RATE_SCATTER
    low, high = fit_log_scale(positive, prior_scatter=prior).median_interval(level=level)
    return (0.0 if len(positive) < len(ratio) else low), high


def _holding(value: float, low: float, high: float) -> Estimate:
    """The estimate; the bounds are those of a model and are moved to hold the sample's own median where they do not."""
    return Estimate(value, min(low, value), max(high, value))


def _of_sums(top: Array, base: Array, level: float) -> Estimate | None:
    """Σ top ÷ Σ base with the delta-method interval on the log scale, which stays above 0; None from a single post."""
    found = ratio_of_sums(top, base)
    if found is None:
        return None
    if found.mean <= 0:
        return Estimate(0.0, 0.0, 0.0)
    half = student_quantile(len(top) - 1, level) * sqrt(found.variance_of_mean) / found.mean
    return Estimate(found.mean, found.mean * exp(-half), found.mean * exp(half))


def refused(values: PostValues, window: Flags) -> tuple[LeftOut, ...]:
    """Posts of the window that say nothing of the rate, by reason."""
    codes = np.bincount(values.refusal[window], minlength=len(REFUSALS))
    return tuple(LeftOut(reason.value, int(n)) for reason, n in zip(REFUSALS, codes, strict=True)
                 if n and reason is not Refusal.NONE)  # fmt: skip


def nothing_to_say(panel: CreatorPanel, place: int, metric: str, left_out: tuple[LeftOut, ...]) -> InsufficientEvidence:
    """Why a creator has no such figure, and what would help."""
    creator = panel.creators[place].creator
    owned = panel.posts_of(place)
    if owned.start == owned.stop:
        return InsufficientEvidence("creator_no_posts", ("help_import_posts",), (("creator", creator),))
    facts = (("creator", creator), ("metric", metric))
    if not left_out:
        return InsufficientEvidence("creator_no_mature_posts", ("help_wait_a_week",), facts)
    most = max(left_out, key=lambda part: part.n)
    return InsufficientEvidence(
        "creator_no_usable_posts", ("help_read_counters",), (*facts, ("why", most.reason), ("n", str(most.n)))
    )


def dates_of(panel: CreatorPanel, used: Flags, now: datetime) -> tuple[date, date, date, float]:
    """First and last publication, day of the median reading, and its age in days."""
    published, read_at = panel.published[used], float(np.median(panel.read_at[used]))
    days = [datetime.fromtimestamp(at, UTC).date() for at in (published.min(), published.max(), read_at)]
    return days[0], days[1], days[2], max((now.timestamp() - read_at) / 86_400.0, 0.0)


def few_posts(n: int) -> tuple[Phrase, ...]:
    """The caveat of a figure that rests on few posts."""
    return (Phrase(code="caveat_few_posts", facts={"n": str(n)}),) if n < FEW_POSTS else ()
