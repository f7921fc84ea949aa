"""Codes that travel without their creator: the evidence, counted, never an accusation.

Per code, an order is odd when it was referred by a coupon site, when no tagged click of the creator came with it and
it was placed outside the creator's countries, or when no click came with it and the creator's latest post was too long
ago (or yet to come). One odd order proves nothing: a reason is given only where the code's share of odd orders is
beyond what the brand's other codes show (binomial, p < 0.001) and at least five orders are odd. Coupon referrers need
no comparison: three orders that make 2 % of the code's are enough. `sudden_share.py` adds rises without a post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from upshot.decisions.attribution.ledger import AttributionLedger
from upshot.decisions.attribution.rules import DAY, TouchKind
from upshot.decisions.attribution.sudden_share import ALARM_LEVEL, FEWEST_DAYS, Rise, find_rise
from upshot.decisions.verdict.model import LeakSignal, Phrase
from upshot.measures.programme import Programme
from upshot.registries.coupon_sites import coupon_site_of

FEWEST_ODD = 5
FEWEST_REFERRED = 3
LOWEST_REFERRED_SHARE = 0.02
P_VALUE = 0.001
LOWEST_BACKGROUND = 0.05  # with no other code to compare with, one order in twenty is taken as ordinary
POST_LIVES_DAYS = 45  # views mature over 30-60 days; orders later than this are not carried by the post
BURST_DAYS = 14  # days after a post in which a rise is the post's own doing

Booleans = NDArray[np.bool_]
Days = NDArray[np.datetime64]
ShopOrders = Callable[[Days], NDArray[np.float64] | None]


@dataclass(frozen=True)
class CodeUse:
    """All code touches of the workspace, one row per order × code; shapes (n_uses,)."""

    label: NDArray[np.int64]
    creator: NDArray[np.int64]
    order: NDArray[np.int64]
    day: NDArray[np.datetime64]
    is_referred: Booleans  # by a coupon site
    is_elsewhere: Booleans  # without click, outside the creator's countries
    is_stale: Booleans  # without click, before any post or long after the latest


def every_day_alike(_: Days) -> None:
    """No count of the shop's orders: a code's orders are then compared with the calendar alone."""


def find_leaks(
    ledger: AttributionLedger, programme: Programme, *, shop_orders: ShopOrders = every_day_alike
) -> tuple[LeakSignal, ...]:
    """Signals for every code of the ledger's scope that shows at least one reason, most suspicious orders first.

    `shop_orders` gives all orders of the shop on given days, so that a season that lifts everything is no signal.
    """
    use = read_code_use(ledger, programme)
    in_scope = set(np.unique(ledger.touches.label[ledger.touches.kind == TouchKind.CODE]).tolist())
    signals = []
    for label, creator in sorted(set(zip(use.label.tolist(), use.creator.tolist(), strict=True))):
        if label not in in_scope:
            continue
        mine = (use.label == label) & (use.creator == creator)
        found = list(_reasons(use, mine, ledger, creator, shop_orders))
        if found:
            odd = np.unique(np.concatenate([orders for _, orders in found]))
            signals.append(
                LeakSignal(
                    code=ledger.reading.codes[label],
                    creator=ledger.reading.names.creators[creator],
                    orders=int(mine.sum()),
                    suspicious_orders=len(odd),
                    reasons=tuple(phrase for phrase, _ in found),
                )
            )
    return tuple(sorted(signals, key=lambda signal: (-signal.suspicious_orders, signal.code, signal.creator)))


def read_code_use(ledger: AttributionLedger, programme: Programme) -> CodeUse:
    """Every use of a creator's code, with what is odd about it."""
    touches, reading = ledger.reading.touches, ledger.reading
    codes = touches.keep(touches.kind == TouchKind.CODE)
    rows = reading.orders.rows
    hosts = rows["referrer"].combine_chunks().dictionary_encode()
    from_coupons = np.array([coupon_site_of(host) is not None for host in hosts.dictionary.to_pylist()] + [False])
    host = hosts.indices.fill_null(len(from_coupons) - 1).to_numpy(zero_copy_only=False)
    links = touches.kind == TouchKind.LINK
    clicked = np.isin(_pair(codes.order, codes.creator), _pair(touches.order[links], touches.creator[links]))
    return CodeUse(
        codes.label,
        codes.creator,
        codes.order,
        reading.orders.day[codes.order],
        is_referred=from_coupons[host[codes.order]],
        is_elsewhere=~clicked & _is_elsewhere(ledger, programme, codes.order, codes.creator),
        is_stale=~clicked & _is_stale(ledger, codes.order, codes.creator),
    )


def _is_elsewhere(
    ledger: AttributionLedger, programme: Programme, order: NDArray[np.int64], creator: NDArray[np.int64]
) -> Booleans:
    """Orders from a country that is neither the creator's nor one the brand aims at; unknown countries are not odd."""
    countries = ledger.reading.orders.rows["country"].combine_chunks().dictionary_encode()
    names = [*countries.dictionary.to_pylist(), None]
    country = countries.indices.fill_null(len(names) - 1).to_numpy(zero_copy_only=False)[order]
    home = {
        i: {programme.creators[handle].country, *ledger.terms.target_countries, None}
        for i, handle in enumerate(ledger.reading.names.creators)
    }
    ordinary = np.array(
        [[programme.creators[handle].country is None or name in home[i] for name in names]
         for i, handle in enumerate(ledger.reading.names.creators)], dtype=bool,
    ).reshape(-1, len(names))  # fmt: skip
    return np.asarray(~ordinary[creator, country])


def _is_stale(ledger: AttributionLedger, order: NDArray[np.int64], creator: NDArray[np.int64]) -> Booleans:
    """Orders before the creator's first post, or more than a post's life after the latest; no posts known: not odd."""
    at = ledger.reading.orders.at[order]
    any_campaign = np.full(len(order), -1, dtype=np.int64)
    post, published = ledger.reading.posts.latest(creator, any_campaign, at)
    n_creators = len(ledger.reading.names.creators)
    has_posts = np.array([len(ledger.reading.posts.published(who)) > 0 for who in range(n_creators)], dtype=bool)
    return has_posts[creator] & ((post < 0) | (at - published > POST_LIVES_DAYS * DAY))


def _reasons(
    use: CodeUse, mine: Booleans, ledger: AttributionLedger, creator: int, shop: ShopOrders
) -> Iterator[tuple[Phrase, NDArray[np.int64]]]:
    """Each reason that holds for one code, with the orders it rests on."""
    n_uses = int(mine.sum())
    referred = mine & use.is_referred
    if referred.sum() >= FEWEST_REFERRED and referred.sum() >= LOWEST_REFERRED_SHARE * n_uses:
        yield Phrase(code="leak_coupon_referrer", facts=_counts(referred, n_uses)), use.order[referred]
    for code, is_odd in (("leak_elsewhere", use.is_elsewhere), ("leak_without_post", use.is_stale)):
        odd = mine & is_odd
        background = _background(is_odd[~mine])
        if odd.sum() >= FEWEST_ODD and binom.sf(odd.sum() - 1, n_uses, background) < P_VALUE:
            facts = _counts(odd, n_uses) | {"usual_share": f"{background * 100:.0f}"}
            yield Phrase(code=code, facts=facts), use.order[odd]
    yield from _sudden(use, mine, ledger, creator, shop)


def _background(is_odd_elsewhere: Booleans) -> float:
    """Share of odd orders among the other codes' orders, one odd order in twenty added as a floor."""
    return max(LOWEST_BACKGROUND, (int(is_odd_elsewhere.sum()) + 1) / (len(is_odd_elsewhere) + 20))


def _sudden(
    use: CodeUse, mine: Booleans, ledger: AttributionLedger, creator: int, shop: ShopOrders
) -> Iterator[tuple[Phrase, NDArray[np.int64]]]:
    """A rise within a stretch of days without a recent post; the clearest one where there are several."""
    stretches = _quiet_stretches(use.day[mine].min(), ledger, creator)
    best: tuple[Rise, Days] | None = None
    for days in stretches:
        counts = np.bincount((use.day[mine & _within(use.day, days)] - days[0]).astype(np.int64), minlength=len(days))
        rise = find_rise(counts, shop(days), alarm_level=ALARM_LEVEL / len(stretches))
        if rise is not None and (best is None or rise.orders - rise.expected > best[0].orders - best[0].expected):
            best = rise, days
    if best is None:
        return
    rise, days = best
    facts = {
        "since": str(days[rise.starts]),
        "orders": str(rise.orders),
        "expected": f"{rise.expected:.1f}",
        "p_value": f"{rise.p_value:.3f}",
    }
    yield Phrase(code="leak_sudden_share", facts=facts), use.order[mine & _within(use.day, days[rise.starts :])]


def _quiet_stretches(first: np.datetime64, ledger: AttributionLedger, creator: int) -> list[Days]:
    """Runs of days, from the code's first use on, that are not just after one of the creator's posts."""
    days = np.arange(first, ledger.reading.orders.day.max() + np.timedelta64(1, "D"))
    posted = ledger.reading.posts.published(creator).astype("datetime64[us]").astype("datetime64[D]")
    age = (days[:, None] - posted[None, :]).astype(np.int64)
    is_quiet = ~((age >= 0) & (age < BURST_DAYS)).any(axis=1)
    edges = np.flatnonzero(np.diff(is_quiet.astype(np.int8), prepend=0, append=0))
    runs = [days[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [run for run in runs if len(run) >= FEWEST_DAYS]


def _within(day: Days, days: Days) -> Booleans:
    return np.asarray((day >= days[0]) & (day <= days[-1]))


def _counts(odd: Booleans, n_uses: int) -> dict[str, str]:
    return {"orders": str(int(odd.sum())), "of": str(n_uses), "share": f"{odd.sum() / n_uses * 100:.0f}"}


def _pair(order: NDArray[np.int64], creator: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order and creator as one number."""
    return order * 1_000_000 + creator
