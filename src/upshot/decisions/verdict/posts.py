"""Each post of the scope: views now, views when mature, what it caused, its paid life; and how mature they all are."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np

from upshot.decisions.costs.ads import AdSpend
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.maturity.brand import BrandMaturity, Readings
from upshot.decisions.verdict.answer import Maturity as ScopeMaturity
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.model import Interval, Maturity, PostLine, Spark
from upshot.stats.view_maturity import READ_OUT_SHARE
from upshot.vocabulary.entities import Post
from upshot.vocabulary.money import to_cent

LONGEST_DAYS = 365  # no post is waited for longer than a year
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True)
class PostBook:
    """The lines of the scope's posts, in the order of publication, and their common maturity."""

    lines: tuple[PostLine, ...]
    maturity: ScopeMaturity
    by_creator: dict[str, ScopeMaturity]
    lines_of: dict[str, list[PostLine]]  # by creator


def read_posts(case: Case) -> PostBook:
    """Build the lines; posts that never had a reading keep null views."""
    readings, brand = case.growth.readings, case.growth.maturity.as_of(case.now)
    posts = sorted(case.posts, key=lambda p: (p.published_at or datetime.max.replace(tzinfo=UTC), p.post_id))
    own = {post.post_id: _until(readings.get(post.post_id), case.now) for post in posts}
    growth, orders, sparks = _growth(case, posts, brand), _orders(case), _sparks(case)
    lines = []
    for post in posts:
        read = own[post.post_id]
        final, maturity = growth.get(post.post_id, (None, None))
        lines.append(
            PostLine(
                post_id=post.post_id,
                creator=post.creator,
                url=post.url,
                campaign=post.campaign,
                published_at=post.published_at,
                caption=post.caption,
                content_type=post.content_type,
                views_now=None if read is None else int(read.views.max()),
                views_final=final,
                maturity=maturity,
                view_curve=() if read is None else _view_curve(read, case),
                incremental_orders=orders.get(post.post_id),
                spark=sparks.get(post.post_id),
            )
        )
    by_creator: dict[str, list[PostLine]] = defaultdict(list)
    for line in lines:
        by_creator[line.creator].append(line)
    return PostBook(
        tuple(lines),
        _common(case, lines, brand),
        {creator: _common(case, own_lines, brand) for creator, own_lines in by_creator.items()},
        by_creator,
    )


def _orders(case: Case) -> dict[str, Interval]:
    """Interval of each post's incremental orders, all posts at once."""
    if case.history is None or isinstance(case.estimate, InsufficientEvidence):
        return {}
    tail = (1 - case.terms.level) / 2
    low, median, high = np.quantile(case.estimate.orders_draws, [tail, 0.5, 1 - tail], axis=0)
    return {
        post_id: Interval(median=float(median[i]), low=float(low[i]), high=float(high[i]))
        for i, post_id in enumerate(case.history.post_ids)
    }


def _growth(case: Case, posts: list[Post], brand: BrandMaturity) -> dict[str, tuple[Interval, Maturity]]:
    """Final views = paid so far + organic views at the horizon; the share is that of the organic part."""
    chosen = [post for post in posts if post.post_id in brand.place]
    if not chosen:
        return {}
    at = np.array([brand.place[post.post_id] for post in chosen], dtype=np.intp)
    final, boosted = brand.model.forecast(level=case.terms.level), brand.paid_at_last
    born = np.array([post.published_at.timestamp() for post in chosen if post.published_at])
    age = (case.now.timestamp() - born) / SECONDS_A_DAY
    share = brand.model.share_of(at, age)
    return {
        post.post_id: (
            Interval(
                median=float(final.median[row] + boosted[row]),
                low=float(final.low[row] + boosted[row]),
                high=float(final.high[row] + boosted[row]),
            ),
            Maturity(
                share=float(share[i]), age_days=float(age[i]), is_read_out_allowed=bool(share[i] >= READ_OUT_SHARE)
            ),
        )
        for i, (post, row) in enumerate(zip(chosen, at.tolist(), strict=True))
    }


def _view_curve(own: Readings, case: Case) -> tuple[tuple[date, int], ...]:
    """Lifetime views at the last reading of each day."""
    zone = case.terms.zone
    by_day = {datetime.fromtimestamp(at, zone).date(): int(views) for at, views in zip(own.at, own.views, strict=True)}
    return tuple(sorted(by_day.items()))


def _until(own: Readings | None, now: datetime) -> Readings | None:
    """The readings taken up to `now`."""
    if own is None:
        return None
    past = own.at <= now.timestamp()
    return Readings(own.at[past], own.views[past], own.views_paid[past]) if past.any() else None


def _sparks(case: Case) -> dict[str, Spark]:
    """The paid life of each post: its ads, their cost, paid plays, and until when they are authorised."""
    by_post: dict[str, list[AdSpend]] = defaultdict(list)
    for ad in case.costs.ads:
        if ad.post_id:
            by_post[ad.post_id].append(ad)
    rates = {
        line.billed_currency: line.exchange_rate * line.vat_factor for line in case.costs.lines if line.kind == "ads"
    }
    authorised: dict[str, list[date]] = defaultdict(list)
    ids: dict[str, set[str]] = defaultdict(set)
    for right in case.programme.spark_ads:
        if right.post_id:
            ids[right.post_id].add(right.ad_id)
            if right.authorised_until:
                authorised[right.post_id].append(right.authorised_until)
    found = {}
    for post_id in by_post.keys() | ids.keys():
        ads = by_post[post_id]
        spend = sum((ad.spend * rates.get((ad.currency or case.terms.currency).upper(), Decimal(1)) for ad in ads),
                    Decimal(0))  # fmt: skip
        plays = [ad.video_views for ad in ads if ad.video_views is not None]
        found[post_id] = Spark(
            ad_ids=tuple(sorted(ids[post_id] | {ad.ad_id for ad in ads if ad.ad_id})),
            spend=to_cent(spend),
            views_paid=sum(plays) if plays else None,
            authorised_until=max(authorised[post_id], default=None),
        )
    return found


def _common(case: Case, lines: list[PostLine], brand: BrandMaturity) -> ScopeMaturity:
    """Share of the final views already there, over posts, and the first day on which it reaches the read-out share."""
    known = [
        (line.views_final.median, line.maturity.age_days, brand.place[line.post_id])
        for line in lines
        if line.views_final and line.maturity
    ]
    if not known:
        return ScopeMaturity(None, None, READ_OUT_SHARE)
    weight, age, place = np.array(known).T
    weight, posts = np.maximum(weight, 1e-9), place.astype(np.intp)

    def share_in(days: int) -> float:
        return float(np.average(brand.model.share_of(posts, age + days), weights=weight))

    share = share_in(0)
    if share >= READ_OUT_SHARE:
        return ScopeMaturity(share, case.today, READ_OUT_SHARE)
    days = bisect_left(range(LONGEST_DAYS), READ_OUT_SHARE, key=share_in)  # the share never falls
    mature_on = case.today + timedelta(days=days) if days < LONGEST_DAYS else None
    return ScopeMaturity(share, mature_on, READ_OUT_SHARE)
