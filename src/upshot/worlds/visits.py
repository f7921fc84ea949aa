"""What web analytics sees: sessions and purchases of the visitors who consented, by day and session source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.attention import Attention, Sparks
from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast, link_tag
from upshot.worlds.orders import Orders
from upshot.worlds.streams import Ints, stream
from upshot.worlds.traces import CHANNELS, COUPON_SITE, TIKTOK

BASE_CONVERSION = 0.024  # orders per session, all channels
BIO_CLICKS_PER_VIEW = 0.0022
NOT_SET = "(not set)"
SESSION_SOURCE = (
    ("(direct)", "(none)", "(direct)"),
    ("google", "organic", "(organic)"),
    ("google", "cpc", "marque-fr"),
    ("facebook", "paid_social", "prospecting-eu"),
    ("newsletter", "email", "hebdo"),
    ("magazine.example", "referral", "(referral)"),
    ("honey", "affiliate", "coupons"),
)


@dataclass(frozen=True)
class Visits:
    """One row per day × source that had sessions. `revenue_cents` is what analytics recorded, VAT and shipping in."""

    sources: tuple[tuple[str, str, str, str], ...]  # source, medium, campaign, content
    row_day: Ints
    row_source: Ints
    sessions: Ints
    engaged: Ints
    users: Ints
    key_events: Ints
    purchases: Ints
    revenue_cents: Ints


def record_visits(
    parameters: Parameters, seed: int, cast: Cast, attention: Attention, sparks: Sparks, orders: Orders
) -> Visits:
    """Sessions follow orders (usual channels) and views (creators' links); only consenting visitors are recorded."""
    rng = stream(seed, "visits")
    n_days, n_usual = parameters.scale.n_days, len(SESSION_SOURCE)
    tags, tag_of = _tags(cast)
    n_sources = n_usual + len(tags)
    source = _source_of_orders(cast, orders, tag_of)
    seen = orders.traces.is_seen_by_analytics & orders.counted
    shape = (n_sources, n_days)
    cell = source[seen] * n_days + orders.arrivals.day[seen]
    purchases = np.bincount(cell, minlength=n_sources * n_days).reshape(shape)
    revenue = np.bincount(cell, weights=orders.total_cents[seen], minlength=n_sources * n_days).reshape(shape)
    expected = np.zeros(shape)
    counted = orders.counted
    usual = np.bincount(source[counted] * n_days + orders.arrivals.day[counted], minlength=n_sources * n_days).reshape(
        shape
    )
    smooth = usual[:n_usual].mean(axis=1, keepdims=True) * 0.6 + usual[:n_usual] * 0.4
    expected[:n_usual] = parameters.ga4_consent * smooth / BASE_CONVERSION
    _clicks_from_posts(parameters, cast, attention, sparks, tag_of, expected[n_usual:])
    sessions = rng.poisson(expected) + purchases
    row_source, row_day = np.nonzero(sessions)
    order = np.lexsort((row_source, row_day))
    row_source, row_day = row_source[order], row_day[order]
    total = sessions[row_source, row_day]
    bought = purchases[row_source, row_day]
    engaged = bought + rng.binomial(total - bought, np.where(row_source < n_usual, 0.57, 0.41))
    return Visits(
        sources=(*((*source, NOT_SET) for source in SESSION_SOURCE), *tags),
        row_day=row_day.astype(np.int64),
        row_source=row_source.astype(np.int64),
        sessions=total.astype(np.int64),
        engaged=engaged.astype(np.int64),
        users=np.maximum(1, np.round(total * 0.88)).astype(np.int64),
        key_events=(bought + rng.binomial(total, 0.03)).astype(np.int64),
        purchases=bought.astype(np.int64),
        revenue_cents=revenue[row_source, row_day].astype(np.int64),
    )


def _tags(cast: Cast) -> tuple[list[tuple[str, str, str, str]], dict[tuple[int, int, bool], int]]:
    """The tagged sources of every collaboration (link and ad), and where each stands."""
    tags: list[tuple[str, str, str, str]] = []
    tag_of: dict[tuple[int, int, bool], int] = {}
    for campaign, creator in zip(cast.collaborations.campaign, cast.collaborations.creator, strict=True):
        handle, slug = cast.creators.handles[creator], cast.campaigns.slugs[campaign]
        for is_paid, medium in ((False, "creator"), (True, "paid_social")):
            tag_of[int(campaign), int(creator), is_paid] = len(tags)
            tags.append(("tiktok", medium, slug, link_tag(handle, slug, is_paid=is_paid)))
    return tags, tag_of


def _source_of_orders(cast: Cast, orders: Orders, tag_of: dict[tuple[int, int, bool], int]) -> Ints:
    """Index of each order's session source."""
    traces = orders.traces
    table = np.zeros((len(cast.campaigns), len(cast.creators), 2), dtype=np.int64)
    for (campaign, creator, is_paid), index in tag_of.items():
        table[campaign, creator, int(is_paid)] = index
    tagged = table[traces.link_campaign, traces.link, traces.is_spark_link.astype(np.int64)]
    return np.where(traces.channel == TIKTOK, len(SESSION_SOURCE) + tagged, traces.channel)


def _clicks_from_posts(
    parameters: Parameters,
    cast: Cast,
    attention: Attention,
    sparks: Sparks,
    tag_of: dict[tuple[int, int, bool], int],
    expected: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    """Add the expected recorded sessions of the creators' links and ads to `expected`."""
    for post in range(len(cast.posts)):
        place = (int(cast.posts.campaign[post]), int(cast.posts.creator[post]))
        views = attention.organic_by_day[post]
        expected[tag_of[(*place, False)]] += parameters.ga4_consent * BIO_CLICKS_PER_VIEW * views
    clicks = np.zeros(expected.shape)
    ad_source = np.array(
        [tag_of[int(cast.posts.campaign[p]), int(cast.posts.creator[p]), True] for p in sparks.post], dtype=np.int64
    )
    if len(ad_source):
        np.add.at(clicks, (ad_source[sparks.row_ad], sparks.row_day), sparks.clicks)
    expected += 0.8 * parameters.ga4_consent * clicks


assert len(SESSION_SOURCE) == len(CHANNELS) - 1 == TIKTOK == COUPON_SITE + 1
