"""Earned media value by three formulas, side by side: how far they lie apart is the message.

What was bought is not earned: views from ads are taken out, and engagements and reach count in proportion to the views
that are left. A post that lacks what a formula needs is counted as lacking it, not as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations

import narwhals as nw
import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau

from upshot.decisions.costs.ads import AdSpend
from upshot.decisions.verdict.model import Emv, EmvParameter, Evidence, Phrase, RankStability
from upshot.errors import SettingsError
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import Terms, exchange
from upshot.registries.emv_rates import EmvRate, emv_rates
from upshot.vocabulary.entities import Post

Floats = NDArray[np.float64]

FORMULAS = ("impressions_cpm", "per_engagement", "reach_cpm_quality")
MISSING_INPUT = dict(zip(FORMULAS, ("null_no_readings", "null_no_engagements", "null_no_reach"), strict=True))
FEWEST_IMPRESSIONS = 10_000  # of the brand's own ads, from which on their CPM replaces the published one
FEWEST_CREATORS = 3  # for a rank correlation
COUNTERS = ("views", "likes", "comments", "shares", "reach", "views_paid")


@dataclass(frozen=True)
class PostCounters:
    """Lifetime counters, one row per post of the scope; NaN where nobody supplied them. Shapes (n_posts,)."""

    creators: tuple[str, ...]
    organic_views: Floats
    likes: Floats
    comments: Floats
    shares: Floats
    reach: Floats
    engagement_rate: Floats  # (likes + comments + shares) ÷ all views

    def __len__(self) -> int:
        return len(self.creators)


def read_counters(
    data: WorkspaceData, posts: tuple[Post, ...], bought: dict[str, float], *, now: datetime
) -> PostCounters:
    """The counters of those posts up to `now`, with what ads bought taken out.

    Parameters
    ----------
    bought : post → views from ads, where the readings themselves do not split them
    """
    readings = data.frame("post_reading").filter(nw.col("read_at") <= now)
    sums = readings.group_by("post_id").agg(*(nw.col(name).max() for name in COUNTERS)).collect()
    by_post = {row["post_id"]: row for row in sums.rows(named=True)}
    ids = [post.post_id for post in posts]
    column = {name: _column(by_post, ids, name) for name in COUNTERS}
    views = column["views"]
    paid = np.where(np.isnan(column["views_paid"]), [bought.get(post_id, 0.0) for post_id in ids], column["views_paid"])
    organic = np.clip(views - paid, 0.0, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(views > 0, organic / views, np.where(np.isnan(views), np.nan, 0.0))
        engaged = column["likes"] + column["comments"] + column["shares"]
        rate = np.where(views > 0, engaged / views, np.nan)
    earned = {name: column[name] * share for name in ("likes", "comments", "shares", "reach")}
    return PostCounters(tuple(post.creator for post in posts), organic, **earned, engagement_rate=rate)


def _column(by_post: dict[str, dict[str, int | None]], ids: list[str], name: str) -> Floats:
    found = [by_post.get(post_id, {}).get(name) for post_id in ids]
    return np.array([np.nan if value is None else float(value) for value in found], dtype=np.float64)


def earned_media_value(
    counters: PostCounters,
    ads: Iterable[AdSpend],
    data: WorkspaceData,
    terms: Terms,
    *,
    rates: tuple[EmvRate, ...] | None = None,
) -> tuple[tuple[Emv, ...], tuple[RankStability, ...]]:
    """The three values over the scope's posts, and how far the formulas rank its creators alike.

    Parameters
    ----------
    ads : the scope's ads; their own CPM, where there is enough of it, replaces the published one in the third formula
    rates : parameters; the registry's by default
    """
    found = {(rate.formula, rate.name): _parameter(rate) for rate in rates or emv_rates()}
    own = _own_cpm(ads, data, terms)
    if own is not None:
        found["reach_cpm_quality", "cpm"] = own
    parameters = {name: tuple(p for (formula, _), p in found.items() if formula == name) for name in FORMULAS}
    money = {name: _rate(parameters[name], data, terms) for name in FORMULAS}
    values = {name: post_values(name, counters, {p.name: p.value for p in parameters[name]}) for name in FORMULAS}
    lines = tuple(_line(name, values[name], parameters[name], money[name]) for name in FORMULAS)
    pairs = combinations(FORMULAS, 2)
    return lines, tuple(_stability(first, second, values, counters.creators) for first, second in pairs)


def post_values(formula: str, counters: PostCounters, given: dict[str, float]) -> Floats:
    """(n_posts,) value of each post, in the currency of the parameters; NaN where an input is missing.

    impressions_cpm    organic views ÷ 1,000 × CPM
    per_engagement     organic views ÷ 1,000 × a + likes × b + comments × c + shares × d
    reach_cpm_quality  reach ÷ 1,000 × CPM × q,  q = engagement rate ÷ baseline, held within 1 ± range

    Source
    ------
    methods §5.10: Lefty; Ayzenberg's index as Skeepers applies it; Keepface.
    """
    if formula == "impressions_cpm":
        return np.asarray(counters.organic_views / 1_000 * given["cpm"])
    if formula == "per_engagement":
        return np.asarray(
            counters.organic_views / 1_000 * given["value_per_thousand_views"]
            + counters.likes * given["value_per_like"]
            + counters.comments * given["value_per_comment"]
            + counters.shares * given["value_per_share"]
        )
    lowest, highest = 1 - given["quality_range"], 1 + given["quality_range"]
    quality = np.clip(counters.engagement_rate / given["baseline_engagement_rate"], lowest, highest)
    return np.asarray(counters.reach / 1_000 * given["cpm"] * quality)


def _line(formula: str, values: Floats, parameters: tuple[EmvParameter, ...], money: tuple[str, float]) -> Emv:
    currency, rate = money
    is_known = np.isfinite(values)
    band = next((p.value for p in parameters if p.name == "band"), None)
    total = round(float(values[is_known].sum()) * rate, 2) if is_known.any() else None
    return Emv(
        value=total,
        why_null=Phrase(code=MISSING_INPUT[formula]) if total is None else None,
        evidence=Evidence.MODELLED,
        basis="not_a_return",
        formula=formula,
        currency=currency,
        low=round(total * (1 - band), 2) if total is not None and band is not None else None,
        high=round(total * (1 + band), 2) if total is not None and band is not None else None,
        posts=int(is_known.sum()),
        posts_without=int((~is_known).sum()),
        parameters=parameters,
    )


def _parameter(rate: EmvRate) -> EmvParameter:
    return EmvParameter(**rate.model_dump(include=set(EmvParameter.model_fields)))


def _own_cpm(ads: Iterable[AdSpend], data: WorkspaceData, terms: Terms) -> EmvParameter | None:
    """What a thousand impressions of the scope's own ads cost; None under 10,000 impressions or without a rate."""
    known = [ad for ad in ads if ad.impressions]
    impressions = sum(ad.impressions or 0 for ad in known)
    if impressions < FEWEST_IMPRESSIONS:
        return None
    try:
        rates = exchange(data, {ad.currency for ad in known})
        spend = sum((ad.spend * rates.rate(ad.currency) for ad in known), Decimal(0))
    except SettingsError:
        return None
    return EmvParameter(
        name="cpm",
        value=float(spend) / impressions * 1_000,
        unit=terms.currency,
        denominator="1,000 accounts reached (measured per 1,000 impressions of your own ads)",
        source=f"your ads report: {impressions:,} impressions",
        dated=max(ad.ends_on for ad in known),
    )


def _rate(parameters: tuple[EmvParameter, ...], data: WorkspaceData, terms: Terms) -> tuple[str, float]:
    """The currency to show a formula in, and what its own is worth: without a rate it stays in its own."""
    currency = next((p.unit for p in parameters if p.unit != "ratio"), terms.currency)
    try:
        return terms.currency, float(exchange(data, {currency}).rate(currency))
    except SettingsError:
        return currency, 1.0


def _stability(first: str, second: str, values: dict[str, Floats], creators: tuple[str, ...]) -> RankStability:
    """Kendall's τ-b over creators, each with the posts that both formulas know."""
    both = np.isfinite(values[first]) & np.isfinite(values[second])
    names, place = np.unique(np.array(creators, dtype=object)[both].astype(str), return_inverse=True)
    tau = None
    if len(names) >= FEWEST_CREATORS:
        sums = [np.bincount(place, weights=values[name][both]) for name in (first, second)]
        found = float(kendalltau(np.round(sums[0], 6), np.round(sums[1], 6)).statistic)
        tau = found if np.isfinite(found) else None  # every creator has the same value: no ranking
    return RankStability(formulas=(first, second), kendall_tau=tau, creators=len(names))
