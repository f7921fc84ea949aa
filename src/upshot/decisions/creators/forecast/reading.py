"""What a workspace knows besides the panel: how its posts grow, reach that owners told, visits from tagged links."""

from __future__ import annotations

import narwhals as nw
import numpy as np

from upshot.decisions.attribution.claims import Names
from upshot.decisions.attribution.reading import link_claims
from upshot.decisions.creators.forecast.views import UNDATED_VARIANCE, Growth
from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.decisions.maturity.brand import BrandMaturity
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme
from upshot.stats.view_maturity import HORIZON_DAYS

LEARNED_POSTS = 30  # with repeated readings: the brand's own growth speaks
LEARNED_SD = 0.15  # of the factor by which it may still be wrong


def growth_from(brand: BrandMaturity, panel: CreatorPanel) -> Growth:
    """What maturity says of the panel's posts: a post that was read at its own pace, else at the typical one."""
    model, age = brand.model, panel.age_days
    known = np.where(np.isfinite(age), np.maximum(age, 0.0), HORIZON_DAYS)
    to_come = model.table.growth(known, HORIZON_DAYS)
    if brand.place:
        final = np.log1p(model.final.median) - np.log1p(model.views)
        place = np.array([brand.place.get(post, -1) for post in panel.post_id], dtype=np.int64)
        to_come = np.where(place >= 0, final[place], to_come)
    variance = np.where(np.isfinite(age), 0.0, UNDATED_VARIANCE)
    sd = LEARNED_SD if model.n_posts_fitted >= LEARNED_POSTS else None
    return Growth(np.maximum(to_come, 0.0), variance, sd)


def read_reach(data: WorkspaceData, panel: CreatorPanel) -> tuple[Array, Array]:
    """(n_posts,) reach and views of the latest reading that has both; NaN where none has."""
    frame = data.frame("post_reading").select("post_id", "read_at", "views", "reach")
    table = frame.filter(~nw.col("reach").is_null(), ~nw.col("views").is_null()).collect().to_arrow()
    place = {post_id: row for row, post_id in enumerate(panel.post_id)}
    reach, views = np.full((2, len(panel.post_id)), np.nan)
    rows = zip(*(table[name].to_pylist() for name in ("read_at", "post_id", "reach", "views")), strict=True)
    for _, post_id, reached, seen in sorted(rows, key=lambda row: row[0]):
        if post_id in place and seen > 0:
            reach[place[post_id]], views[place[post_id]] = reached, seen
    return reach, views


def read_visits(data: WorkspaceData, programme: Programme, panel: CreatorPanel) -> tuple[Array, Array]:
    """(n_creators,) sessions that came by each creator's tagged links, and the views of the posts they came from.

    NaN where a creator has no tagged link with sessions. One breakdown of the analytics report only, as in the verdict.
    """
    visits = np.full(len(panel.creators), np.nan)
    names = Names(tuple(programme.creators), tuple(programme.campaigns), ())
    claims = link_claims(programme, names)
    views = _campaign_views(programme, panel)
    if not claims.labels:
        return visits, views
    frame = data.frame("visit_day").filter(nw.col("utm_content").str.to_lowercase().is_in(list(claims.labels)))
    sums = frame.filter(~nw.col("sessions").is_null()).group_by("breakdown", "utm_content").agg(
        nw.col("sessions").sum()
    )  # fmt: skip
    rows = sums.collect().to_arrow().to_pylist()
    if not rows:
        return visits, views
    breakdown = min({row["breakdown"] or "" for row in rows}, key=lambda name: (name.count("+"), name))
    for row in rows:
        owners = {names.creators[claim.creator] for claim in claims.of.get(row["utm_content"].lower(), ())}
        if (row["breakdown"] or "") != breakdown or len(owners) != 1:
            continue  # a label that two creators share says nothing of either
        place = panel.place.get(owners.pop())
        if place is not None:
            visits[place] = np.nan_to_num(visits[place]) + float(row["sessions"])
    return visits, views


def _campaign_views(programme: Programme, panel: CreatorPanel) -> Array:
    """(n_creators,) organic views of the posts made for a campaign."""
    made = {post.post_id for post in programme.posts if post.campaign}
    chosen = np.array([post_id in made for post_id in panel.post_id], dtype=bool)
    views = np.nan_to_num(panel.counters["views"])
    return np.bincount(panel.creator[chosen], views[chosen], minlength=len(panel.creators)).astype(np.float64)
