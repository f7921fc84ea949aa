"""Which posts count, and what each is worth to a rate: vectors over all posts of a panel, refusals by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from upshot.decisions.creators.panel import Array, Codes, CreatorPanel, Flags
from upshot.measures.catalogue import KPIS

K_POSTS = 12  # methods §5.1
MATURE_DAYS = 7.0  # younger posts still grow by a quarter and more (methods §5.12)
HIDDEN_LIKES_VIEWS = 1_000  # no like at all on so many views means that likes are hidden, not that nobody liked it

# The definitions are those of the KPI catalogue: one way of saying what a rate is.
RATES = ("er_views_lcs", "er_views_lcsb", "er_followers_lcs", "er_followers_lc", "er_followers_l", "er_reach")
SHARE_BASES = ("views", "reach")  # one person, one trial: the rate is a share and has a binomial part


class Refusal(StrEnum):
    """Why a post says nothing of a rate; the first that holds."""

    NONE = ""
    VIEWS_UNKNOWN = "views_unknown"
    ZERO_VIEWS = "zero_views"
    NEGATIVE_COUNTER = "negative_counter"
    LIKES_ABOVE_VIEWS = "likes_above_views"
    LIKES_HIDDEN = "likes_hidden"
    COMMENTS_UNKNOWN = "comments_unknown"
    SHARES_UNKNOWN = "shares_unknown"
    SAVES_UNKNOWN = "saves_unknown"
    FOLLOWERS_UNKNOWN = "followers_unknown"
    ZERO_FOLLOWERS = "zero_followers"
    REACH_UNKNOWN = "reach_unknown"
    ZERO_REACH = "zero_reach"
    ABOVE_BASE = "engagements_above_base"


class Outside(StrEnum):
    """Why a post is not among the last k mature organic ones."""

    BOOSTED = "boosted"
    NO_DATE = "no_publication_date"
    YOUNG = "younger_than_a_week"
    OLDER = "older_than_last_k"


REFUSALS = tuple(Refusal)


@dataclass(frozen=True)
class PostValues:
    """(n_posts,) each: numerator, base and refusal (code into REFUSALS; 0 = the post counts)."""

    top: Array
    base: Array
    refusal: Codes
    is_share: bool

    @property
    def counts(self) -> Flags:
        """Posts that count."""
        found: Flags = self.refusal == 0
        return found

    @property
    def ratio(self) -> Array:
        """Numerator ÷ base where the post counts, else NaN."""
        found: Array = np.full(len(self.top), np.nan)
        np.divide(self.top, self.base, out=found, where=self.counts)
        return found


def denominator_of(metric: str) -> str:
    """What the KPI catalogue divides by."""
    base = KPIS[metric].denominator
    return base.formula if base else ""


def post_values(panel: CreatorPanel, metric: str, *, reach: Array | None = None) -> PostValues:
    """Numerator and base of a rate for every post, and why a post does not count.

    Parameters
    ----------
    metric : one of RATES, `view_rate`, or `views` (base 1)
    reach : (n_posts,) distinct accounts, where the creator's own analytics were imported; NaN elsewhere
    """
    n = len(panel.post_id)
    counters = panel.counters
    if metric == "views":
        names, base, base_name = ["views"], np.ones(n), "one"
    else:
        kpi = KPIS[metric]
        base_name = denominator_of(metric)
        names = kpi.numerator.formula.split(" + ") if kpi.numerator else []
        known = {"views": counters["views"], "followers": panel.followers}
        base = known.get(base_name, np.full(n, np.nan) if reach is None else reach)
    top = np.sum([counters[name] for name in names], axis=0) if n else np.zeros(0)
    refusal = _refusals(panel, names, top, base, base_name)
    return PostValues(top, base, refusal, base_name in SHARE_BASES)


def _refusals(panel: CreatorPanel, names: list[str], top: Array, base: Array, base_name: str) -> Codes:
    """First reason that holds, per post."""
    seen, views, likes = panel.counters, panel.counters["views"], panel.counters["likes"]
    missing = {name: np.isnan(seen[name]) for name in seen}
    needs_views = base_name == "views" or "views" in names
    hidden = missing["likes"] | ((likes == 0) & (views >= HIDDEN_LIKES_VIEWS))
    lacking = [(Refusal(f"{name}_unknown"), missing[name]) for name in ("comments", "shares", "saves") if name in names]
    reasons: list[tuple[Refusal, Flags]] = [
        (Refusal.VIEWS_UNKNOWN, missing["views"] & needs_views),
        (Refusal.ZERO_VIEWS, (views == 0) & (needs_views | (likes > 0))),
        (Refusal.NEGATIVE_COUNTER, np.any([seen[name] < 0 for name in seen], axis=0)),
        (Refusal.LIKES_ABOVE_VIEWS, likes > views),  # swapped columns or a wrong row: neither counter is believed
        (Refusal.LIKES_HIDDEN, hidden & ("likes" in names)),
        *lacking,
    ]
    if base_name in {"followers", "reach"}:
        reasons += [(Refusal(f"{base_name}_unknown"), np.isnan(base)), (Refusal(f"zero_{base_name}"), base <= 0)]
    if base_name in SHARE_BASES:
        reasons.append((Refusal.ABOVE_BASE, top > base))
    found = np.zeros(len(top), dtype=np.int64)
    for reason, holds in reversed(reasons):
        found = np.where(holds, REFUSALS.index(reason), found)
    return found


def outside_of(panel: CreatorPanel, *, k: int = K_POSTS) -> tuple[Flags, dict[Outside, Flags]]:
    """Which posts are their creator's last `k` mature organic ones, and why the others are not.

    Returns
    -------
    (n_posts,) flags of the window, and per reason the flags of the posts it keeps out (the first that holds)
    """
    boosted, age = panel.is_boosted, panel.age_days
    no_date = ~boosted & np.isnan(age)
    young = ~boosted & (age < MATURE_DAYS)
    eligible = ~(boosted | no_date | young)
    inside = eligible & (_places_from_the_end(panel, eligible) < k)
    reasons = {
        Outside.BOOSTED: boosted,
        Outside.NO_DATE: no_date,
        Outside.YOUNG: young,
        Outside.OLDER: eligible & ~inside,
    }
    return inside, reasons


def _places_from_the_end(panel: CreatorPanel, eligible: Flags) -> Codes:
    """(n_posts,) how many eligible posts of the same creator were published later."""
    if not len(eligible):
        return np.zeros(0, dtype=np.int64)
    upto = np.cumsum(eligible)
    last = np.searchsorted(panel.creator, panel.creator, side="right") - 1
    places: Codes = upto[last] - upto
    return places


def medians_by_creator(panel: CreatorPanel, values: Array, counts: Flags) -> tuple[Array, Codes]:
    """(n_creators,) median of the counted values of each creator, NaN without any, and how many they are."""
    owners, kept = panel.creator[counts], values[counts]
    n = np.bincount(owners, minlength=len(panel.creators))
    order = np.lexsort((kept, owners))
    ranked, start = kept[order], np.concatenate([[0], np.cumsum(n)[:-1]]) if len(n) else n
    medians = np.full(len(n), np.nan)
    has = n > 0
    low, high = start[has] + (n[has] - 1) // 2, start[has] + n[has] // 2
    medians[has] = (ranked[low] + ranked[high]) / 2
    return medians, n
