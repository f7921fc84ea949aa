"""The truth of a world: what was caused, what it was worth, what it cost. Importing `exports/` never sees it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from upshot.worlds import brand
from upshot.worlds.cast import COLLABORATION_TYPES, TIERS
from upshot.worlds.orders import STATUSES
from upshot.worlds.streams import Floats, Ints
from upshot.worlds.world import World


@dataclass(frozen=True)
class Truth:
    """True effects and costs. Orders count voided ones nowhere; refunds do not take an order away, only its revenue.

    `*_expected` are the rates behind the counts. Money is EUR; margins and ROI include what a halo brings elsewhere,
    valued like the shop's orders. Per creator and per post, costs hold only what belongs to them.
    """

    orders: int
    net_revenue: float
    gross_margin: float
    orders_expected: float
    orders_elsewhere: float
    baseline_by_day: Floats
    post_orders: Ints
    post_orders_expected: Floats
    post_margin: Floats
    creator_orders: Floats
    creator_orders_expected: Floats
    creator_margin: Floats
    creator_cost: Floats
    cost: float
    roi: float | None

    @property
    def creator_roi(self) -> Floats:
        """True ROI of each creator on his or her own costs."""
        return (self.creator_margin - self.creator_cost) / self.creator_cost


def true_effects(world: World) -> Truth:
    """Sum what really happened, by post, creator and in all."""
    n_posts = len(world.cast.posts)
    origin = world.orders.arrivals.origin
    chosen = (origin >= 0) & world.orders.counted
    post_orders = np.bincount(origin[chosen], minlength=n_posts).astype(np.int64)
    net = np.bincount(origin[chosen], weights=world.orders.net_e4[chosen], minlength=n_posts) / 1e4
    halo = world.parameters.halo_share
    margin = net * world.parameters.gross_margin_rate * (1 + halo)
    expected = world.demand.effect.sum(axis=1)
    cost = world.costs.total / 100
    total = float(margin.sum())
    return Truth(
        orders=int(post_orders.sum()),
        net_revenue=float(net.sum()),
        gross_margin=total,
        orders_expected=float(expected.sum()) * (1 + halo),
        orders_elsewhere=float(post_orders.sum()) * halo,
        baseline_by_day=world.demand.baseline,
        post_orders=post_orders,
        post_orders_expected=expected,
        post_margin=margin,
        creator_orders=world.by_creator(post_orders),
        creator_orders_expected=world.by_creator(expected),
        creator_margin=world.by_creator(margin),
        creator_cost=creator_cost_cents(world) / 100,
        cost=cost,
        roi=(total - cost) / cost if cost else None,
    )


def creator_cost_cents(world: World) -> Ints:
    """(n_creators,) fees, goods, rights and ads of each creator, in cents; overhead, hours and tools are nobody's."""
    collaborations = world.cast.collaborations
    own = np.bincount(collaborations.creator, weights=world.costs.by_collaboration, minlength=len(world.cast.creators))
    return (own + world.by_creator(world.ad_cents_by_post)).astype(np.int64)


def campaign_cost_cents(world: World) -> Ints:
    """(n_campaigns,) collaborations, ads and overhead of each campaign, in cents; hours and tools stay apart."""
    n = len(world.cast.campaigns)
    own = np.bincount(world.cast.collaborations.campaign, weights=world.costs.by_collaboration, minlength=n)
    ads = np.bincount(world.cast.posts.campaign, weights=world.ad_cents_by_post, minlength=n)
    return (own + ads).astype(np.int64) + world.costs.overhead


def truth_document(world: World) -> dict[str, Any]:
    """The truth as plain values for `truth.json`; money as text with its cents (net revenue: its ten-thousandths)."""
    truth = true_effects(world)
    return {
        "format": "upshot-world-truth-1",
        "case": world.case,
        "seed": world.seed,
        "brand": brand.BRAND,
        "currency": brand.CURRENCY,
        "period": {"starts_on": world.days[0].isoformat(), "ends_on": world.days[-1].isoformat()},
        "exported_at": world.exported_at.isoformat(),
        "parameters": _plain(asdict(world.parameters)),
        "orders": _orders(world),
        "incremental": _incremental(world, truth),
        "costs": _costs(world),
        "roi": None if truth.roi is None else round(truth.roi, 6),
        "traces": _traces(world),
        "leaked_codes": _leaked_codes(world),
        "creators": _creators(world, truth),
        "campaigns": _campaigns(world, truth),
        "posts": _posts(world, truth),
        "days": _days(world),
        "lift_tests": [
            {
                "name": t.name,
                "measured": t.incremental_orders,
                "standard_error": t.standard_error,
                "true": t.true_orders,
            }
            for t in world.lift_tests
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | float | str) or value is None else str(value)


def money(cents: float) -> str:
    """Whole cents as text: 123456 → 1234.56."""
    whole = int(cents)
    return f"{'-' if whole < 0 else ''}{abs(whole) // 100}.{abs(whole) % 100:02d}"


def _exact(e4: int) -> str:
    return f"{'-' if e4 < 0 else ''}{abs(e4) // 10_000}.{abs(e4) % 10_000:04d}"


def _orders(world: World) -> dict[str, Any]:
    orders, counted = world.orders, world.orders.counted
    return {
        "rows": len(orders),
        "counted": int(counted.sum()),
        "by_status": {name: int((orders.status == i).sum()) for i, name in enumerate(STATUSES)},
        "net_revenue": _exact(int(orders.net_e4[counted].sum())),
        **{
            name: money(int(getattr(orders, f"{name}_cents")[counted].sum()))
            for name in ("gross", "discount", "shipping", "tax", "total", "refunded")
        },
        "new_customers": int((orders.is_new & counted).sum()),
        "first_number": f"#{orders.number[0]}" if len(orders) else None,
    }


def _incremental(world: World, truth: Truth) -> dict[str, Any]:
    origin = world.orders.arrivals.origin
    chosen = (origin >= 0) & world.orders.counted
    return {
        "orders": truth.orders,
        "orders_expected": round(truth.orders_expected, 3),
        "orders_elsewhere": round(truth.orders_elsewhere, 3),
        "share_of_orders": round(truth.orders / max(int(world.orders.counted.sum()), 1), 6),
        "net_revenue": _exact(int(world.orders.net_e4[chosen].sum())),
        "gross_margin": round(truth.gross_margin, 2),
        "new_customers": int((world.orders.is_new & chosen).sum()),
    }


def _costs(world: World) -> dict[str, Any]:
    costs = world.costs
    kinds = ("fee", "product", "shipping", "rights", "other", "overhead")
    return {
        "total": money(costs.total),
        **{kind: money(int(getattr(costs, kind).sum())) for kind in kinds},
        "ads": money(costs.ads),
        "hours": money(costs.hours * costs.hour_cost),
        "tools": money(costs.tools),
    }


def _traces(world: World) -> dict[str, int]:
    traces, counted = world.orders.traces, world.orders.counted
    code, link = traces.code >= 0, traces.link >= 0
    named = traces.survey_creator >= 0
    caused = world.orders.arrivals.origin >= 0

    def count(chosen: Any) -> int:
        return int((chosen & counted).sum())

    return {
        "orders_with_code": count(code),
        "orders_with_link": count(link),
        "orders_with_code_and_link": count(code & link),
        "orders_naming_a_creator": count(named),
        "survey_answers": count(traces.answer >= 0),
        "incremental_with_code": count(code & caused),
        "incremental_with_link": count(link & caused),
        "incremental_named": count(named & caused),
        "incremental_untraced": count(caused & ~code & ~link & ~named),
        "code_from_coupon_sites": count(traces.is_coupon),
        "code_from_fans": count(traces.is_fan),
        "seen_by_analytics": count(traces.is_seen_by_analytics),
    }


def _leaked_codes(world: World) -> list[dict[str, Any]]:
    traces, counted = world.orders.traces, world.orders.counted
    return [
        {
            "code": world.cast.creators.code[c],
            "creator": world.cast.creators.handles[c],
            "leaks_from": world.day(int(traces.leaks_from[c])).isoformat(),
            "orders": int((counted & traces.is_coupon & (traces.code == c)).sum()),
            "orders_with_code": int((counted & (traces.code == c)).sum()),
        }
        for c in np.flatnonzero(traces.leaks_from >= 0)
        if traces.leaks_from[c] < world.parameters.scale.n_days
    ]


def _creators(world: World, truth: Truth) -> list[dict[str, Any]]:
    creators, traces, counted = world.cast.creators, world.orders.traces, world.orders.counted
    caused = (world.orders.arrivals.origin >= 0) & counted
    owner = np.where(caused, world.cast.posts.creator[world.orders.arrivals.origin], -1)
    net = np.bincount(owner[caused], weights=world.orders.net_e4[caused], minlength=len(creators)).astype(np.int64)
    cost = creator_cost_cents(world)
    codes = np.bincount(traces.code[counted & (traces.code >= 0)], minlength=len(creators))
    links = np.bincount(traces.link[counted & (traces.link >= 0)], minlength=len(creators))
    return [
        {
            "creator": handle,
            "tier": TIERS[creators.tier[c]],
            "collaboration_type": COLLABORATION_TYPES[creators.collaboration[c]],
            "orders": int(truth.creator_orders[c]),
            "orders_expected": round(float(truth.creator_orders_expected[c]), 4),
            "net_revenue": _exact(int(net[c])),
            "gross_margin": round(float(truth.creator_margin[c]), 2),
            "cost": money(int(cost[c])),
            "roi": round(float(truth.creator_roi[c]), 6),
            "orders_with_code": int(codes[c]),
            "orders_with_link": int(links[c]),
            "code_capture": round(float(traces.code_capture[c]), 6),
            "link_capture": round(float(traces.link_capture[c]), 6),
        }
        for c, handle in enumerate(creators.handles)
    ]


def _campaigns(world: World, truth: Truth) -> list[dict[str, Any]]:
    n = len(world.cast.campaigns)
    campaign = world.cast.posts.campaign
    orders = np.bincount(campaign, weights=truth.post_orders, minlength=n)
    margin = np.bincount(campaign, weights=truth.post_margin, minlength=n)
    cost = campaign_cost_cents(world)
    return [
        {
            "campaign": name,
            "orders": int(orders[i]),
            "gross_margin": round(float(margin[i]), 2),
            "cost": money(int(cost[i])),
        }
        for i, name in enumerate(world.cast.campaigns.names)
    ]


def _posts(world: World, truth: Truth) -> list[dict[str, Any]]:
    posts, paid = world.cast.posts, world.sparks.paid_by_day.sum(axis=1)
    ads = world.ad_cents_by_post
    gained = world.attention.organic_by_day.sum(axis=1)
    return [
        {
            "post_id": str(posts.post_id[p]),
            "creator": world.cast.creators.handles[posts.creator[p]],
            "campaign": world.cast.campaigns.names[posts.campaign[p]],
            "orders": int(truth.post_orders[p]),
            "orders_expected": round(float(truth.post_orders_expected[p]), 4),
            "views_organic_final": int(world.attention.final_organic[p]),
            "views_organic": int(gained[p]),
            "views_paid": int(paid[p]),
            "ad_spend": money(int(ads[p])),
        }
        for p in range(len(posts))
    ]


def _days(world: World) -> list[dict[str, Any]]:
    caused = world.incremental_by_post_day.sum(axis=0)
    orders = world.orders_by_day
    rate = world.demand.baseline
    return [
        {
            "day": day.isoformat(),
            "orders": int(orders[d]),
            "incremental": int(caused[d]),
            "baseline_expected": round(float(rate[d]), 4),
        }
        for d, day in enumerate(world.days)
    ]
