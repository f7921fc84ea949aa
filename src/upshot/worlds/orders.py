"""The orders themselves, one by one but as arrays: who causes each, what is in it, what it costs, what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from scipy import stats

from upshot.worlds import brand
from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast
from upshot.worlds.demand import Demand
from upshot.worlds.streams import Bools, Floats, Ints, stream
from upshot.worlds.traces import Traces, leave_traces

STATUSES = ("paid", "pending", "partially_refunded", "refunded", "voided")
PAID, PENDING, PARTLY_REFUNDED, REFUNDED, VOIDED = range(5)
FREE_SHIPPING_FROM_CENTS = 4_900
SHIPPING_CENTS = 490
WELCOME_PERCENT = 10
HOURS = np.array(
    [0.9, 0.5, 0.3, 0.2, 0.2, 0.3, 0.8, 1.8, 3.0, 4.0, 4.8, 5.2, 6.0, 5.4, 4.8, 4.6, 4.7, 5.2, 6.0, 7.2, 9.0, 9.8, 7.8,
     4.0]
)  # fmt: skip


@dataclass(frozen=True)
class Arrivals:
    """One entry per order, in time order.

    `origin` is the post that caused it (−1: none), `exposed` the post whose traces it may carry: the same, except
    where creators cause nothing and buyers use their codes all the same.
    """

    day: Ints
    second: Ints  # from local midnight
    origin: Ints
    exposed: Ints

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Orders:
    """n_orders orders in time order; money in cents, VAT included unless the name says otherwise."""

    arrivals: Arrivals
    traces: Traces
    number: Ints  # the #1001 that people see
    order_id: Ints
    ordered_at: Ints  # Unix seconds
    utc_offset: Ints  # seconds, of the shop's zone at that instant
    status: Ints  # index into STATUSES
    paid_after: Ints  # seconds from the order to its payment; −1 = never paid
    cancelled_after: Ints  # −1 = not cancelled
    refunded_after: Ints  # −1 = never refunded (by the day of the export)
    country: Ints  # index into brand.COUNTRIES
    customer: Ints
    is_new: Bools
    accepts_marketing: Bools
    welcome: Bools  # used the brand's own welcome code
    line_order: Ints  # (n_lines,) index of the order
    line_product: Ints
    line_quantity: Ints
    line_price_cents: Ints
    gross_cents: Ints
    discount_cents: Ints
    shipping_cents: Ints
    tax_cents: Ints
    total_cents: Ints
    refunded_cents: Ints

    def __len__(self) -> int:
        return len(self.number)

    @property
    def counted(self) -> Bools:
        """Orders that count: all but the voided ones."""
        return np.asarray(self.status != VOIDED)

    @property
    def net_e4(self) -> Ints:
        """Net revenue per order in ten-thousandths of a euro; see `net_revenue_e4`."""
        return net_revenue_e4(self.total_cents, self.tax_cents, self.shipping_cents, self.refunded_cents)


def net_revenue_e4(total: Ints, tax: Ints, shipping: Ints, refunded: Ints) -> Ints:
    """What the merchandise brought, in ten-thousandths of a euro, from cents.

    Total − tax − shipping − refunded × (1 − tax ÷ total), and a refund never takes it below nothing: the meaning of
    `order.net_revenue` in `vocabulary.tables`, in whole numbers, so that sums can be compared exactly.
    """
    before = 100 * (total - tax - shipping)
    tax_given_back = np.round(100 * refunded * tax / np.maximum(total, 1)).astype(np.int64)
    after = before - (100 * refunded - tax_given_back)
    return np.where(refunded > 0, np.maximum(after, np.minimum(before, 0)), before)


def arrive(parameters: Parameters, seed: int, demand: Demand) -> Arrivals:
    """Draw the number of orders per day, Poisson around their rates, and a time of day for each.

    Counts come from one uniform number per day, or per post and day, through the Poisson quantile function: where a
    case leaves a rate alone, its count stays the same.
    """
    rng = stream(seed, "arrivals")
    n_days = parameters.scale.n_days
    baseline = stats.poisson.ppf(rng.random(n_days), demand.baseline).astype(np.int64)
    luck = rng.random(demand.plain.shape)
    rate = demand.effect if parameters.effect_multiplier else demand.plain
    caused = np.zeros(rate.shape, dtype=np.int64)
    some = luck > np.exp(-rate)  # the rest is zero: skip the slow quantile function
    caused[some] = stats.poisson.ppf(luck[some], rate[some]).astype(np.int64)
    post, day = np.nonzero(caused)
    exposed = np.repeat(post, caused[post, day])
    exposed_day = np.repeat(day, caused[post, day])
    if parameters.effect_multiplier:
        days = np.concatenate([np.repeat(np.arange(n_days), baseline), exposed_day])
        origin = np.concatenate([np.full(int(baseline.sum()), -1), exposed])
        seen = origin
    else:
        days = np.repeat(np.arange(n_days), baseline)
        seen = _exposed_buyers(baseline, exposed, exposed_day)
        origin = np.full(len(days), -1)
    second = _times_of_day(rng, len(days))
    order = np.lexsort((second, days))
    return Arrivals(days[order], second[order], origin[order].astype(np.int64), seen[order].astype(np.int64))


def _exposed_buyers(baseline: Ints, exposed: Ints, exposed_day: Ints) -> Ints:
    """Let each day's first baseline buyers be the ones who saw the posts; more viewers than buyers are dropped."""
    seen = np.full(int(baseline.sum()), -1)
    start = np.cumsum(baseline) - baseline
    order = np.argsort(exposed_day, kind="stable")
    day = exposed_day[order]
    rank = np.arange(len(day)) - np.searchsorted(day, day)
    kept = rank < baseline[day]
    seen[(start[day] + rank)[kept]] = exposed[order][kept]
    return seen


def _times_of_day(rng: np.random.Generator, n: int) -> Ints:
    edges = np.concatenate([[0.0], np.cumsum(HOURS) / HOURS.sum()])
    seconds = np.interp(rng.random(n), edges, np.arange(25) * 3600.0)
    return np.asarray(np.clip(seconds, 0, 86_399), dtype=np.int64)


def place_orders(
    parameters: Parameters, seed: int, cast: Cast, demand: Demand, arrivals: Arrivals, paid_share: Floats
) -> Orders:
    """Fill every order: traces, basket, customer, country, payment and refund."""
    n = len(arrivals)
    traces = leave_traces(parameters, seed, cast, arrivals.day, arrivals.exposed, paid_share)
    people = stream(seed, "customers")
    is_new = people.random(n) < np.where(arrivals.exposed >= 0, 0.78, 0.44)
    customer = _customers(people, is_new)
    country = _countries(stream(seed, "countries"), cast, arrivals.origin, traces)
    accepts = people.random(n) < 0.38
    welcome = (people.random(n) < 0.12) & is_new & (traces.code < 0)
    line_order, product, quantity = _baskets(stream(seed, "baskets"), n)
    listed = np.array([item.price_cents for item in brand.PRODUCTS])[product]
    price = np.round(listed * (1 - demand.price_cut[arrivals.day[line_order]])).astype(np.int64)
    gross = np.bincount(line_order, weights=price * quantity, minlength=n).astype(np.int64)
    percent = np.where(traces.code >= 0, cast.creators.code_percent[traces.code], np.where(welcome, WELCOME_PERCENT, 0))
    discount = np.round(gross * percent / 100).astype(np.int64)
    merchandise = gross - discount
    shipping = np.where(merchandise >= FREE_SHIPPING_FROM_CENTS, 0, SHIPPING_CENTS)
    total = merchandise + shipping
    vat = np.asarray(brand.VAT_BY_COUNTRY)[country]
    tax = np.round(total * vat / (1 + vat)).astype(np.int64)
    fate = _fates(parameters, seed, arrivals, line_order, price, quantity, percent, total)
    ordered_at, offset = _instants(parameters, arrivals)
    return Orders(
        arrivals=arrivals,
        traces=traces,
        number=1001 + np.arange(n),
        order_id=6_600_000_000_000 + np.cumsum(stream(seed, "ids").integers(20_000, 90_000, n)),
        ordered_at=ordered_at,
        utc_offset=offset,
        status=fate[0],
        paid_after=fate[1],
        cancelled_after=fate[2],
        refunded_after=fate[3],
        country=country,
        customer=customer,
        is_new=is_new,
        accepts_marketing=accepts,
        welcome=welcome,
        line_order=line_order,
        line_product=product,
        line_quantity=quantity,
        line_price_cents=price,
        gross_cents=gross,
        discount_cents=discount,
        shipping_cents=shipping,
        tax_cents=tax,
        total_cents=total,
        refunded_cents=fate[4],
    )


def _customers(rng: np.random.Generator, is_new: Bools) -> Ints:
    """A number per customer: new ones count up; returning ones are old customers or earlier new ones."""
    n = len(is_new)
    old = max(n, 50)
    known = old + np.cumsum(is_new) - is_new
    returning = np.floor(rng.random(n) * known).astype(np.int64)
    return np.where(is_new, known, returning)


def _countries(rng: np.random.Generator, cast: Cast, origin: Ints, traces: Traces) -> Ints:
    """Baseline buyers are mostly French, a creator's live mostly where the creator does, coupon sites' everywhere."""
    n = len(origin)
    usual = np.searchsorted(np.cumsum((0.79, 0.11, 0.02, 0.03, 0.03, 0.01, 0.01)), rng.random(n)).clip(0, 6)
    own = np.array([brand.COUNTRIES.index(country) for country in cast.creators.country])
    home = own[cast.posts.creator[origin]]
    country = np.where((origin >= 0) & (rng.random(n) < 0.86), home, usual)
    abroad = np.searchsorted(np.cumsum((0.30, 0.10, 0.02, 0.22, 0.20, 0.10, 0.06)), rng.random(n)).clip(0, 6)
    return np.asarray(np.where(traces.is_coupon, abroad, country), dtype=np.int64)


def _baskets(rng: np.random.Generator, n: int) -> tuple[Ints, Ints, Ints]:
    """One to four lines; the sum of their prices is close to log-normal."""
    lines = np.searchsorted(np.cumsum((0.43, 0.34, 0.17)), rng.random(n)) + 1
    line_order = np.repeat(np.arange(n), lines)
    popularity = np.cumsum([item.popularity for item in brand.PRODUCTS])
    product = np.searchsorted(popularity / popularity[-1], rng.random(len(line_order)))
    quantity = np.where(rng.random(len(line_order)) < 0.12, 2, 1)
    return line_order, product.astype(np.int64), quantity


def _fates(
    parameters: Parameters,
    seed: int,
    arrivals: Arrivals,
    line_order: Ints,
    price: Ints,
    quantity: Ints,
    percent: Ints,
    total: Ints,
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Status, seconds to payment, to cancellation, to refund, and refunded cents, as the export's day knows them."""
    rng = stream(seed, "fates")
    n = len(arrivals)
    kind, size, late, wait = rng.random(n), rng.random(n), rng.gamma(3.0, 3.2, n), rng.random(n)
    rate = rng.uniform(*parameters.refund_rate)
    voided, pending = kind < 0.008, (kind >= 0.008) & (kind < 0.02)
    refunded_after = ((2.0 + late) * 86_400).astype(np.int64)
    end = parameters.scale.n_days * 86_400 + 6 * 3600
    age = end - (arrivals.day * 86_400 + arrivals.second)
    refunded = (kind > 1 - rate) & (refunded_after < age)
    several = np.bincount(line_order, minlength=n) > 1
    partly = refunded & several & (size < 0.6)
    first_line = np.searchsorted(line_order, np.arange(n))
    merchandise = (price * quantity)[first_line]
    part = merchandise - np.round(merchandise * percent / 100).astype(np.int64)
    cents = np.where(partly, part, np.where(refunded, total, 0))
    status = np.select([voided, pending, partly, refunded], [VOIDED, PENDING, PARTLY_REFUNDED, REFUNDED], PAID)
    paid_after = np.where(wait < 0.97, (20 + 100 * wait).astype(np.int64), 86_400 + (wait * 40_000).astype(np.int64))
    paid_after = np.where(voided | pending, -1, np.minimum(paid_after, np.maximum(age - 1, 0)))
    cancelled_after = np.where(voided, (3_600 + 80_000 * wait).astype(np.int64), -1)
    return status.astype(np.int64), paid_after, cancelled_after, np.where(refunded, refunded_after, -1), cents


def _instants(parameters: Parameters, arrivals: Arrivals) -> tuple[Ints, Ints]:
    """Unix seconds and UTC offset of each order; the hour that a clock change skips moves on by one."""
    zone = ZoneInfo(brand.TIME_ZONE)
    noons = [
        datetime.combine(parameters.first_day + timedelta(days=day - 1), time(12), tzinfo=zone)
        for day in range(parameters.scale.n_days + 1)
    ]
    offsets = np.array([int(noon.utcoffset().total_seconds()) for noon in noons])  # type: ignore[union-attr]
    before, after = offsets[arrivals.day], offsets[arrivals.day + 1]
    second, offset = clock_second(arrivals.second, before, after)
    midnight = int(datetime.combine(parameters.first_day, time(), tzinfo=UTC).timestamp())
    return midnight + arrivals.day * 86_400 + second - offset, offset


def clock_second(second: Ints, before: Ints, after: Ints) -> tuple[Ints, Ints]:
    """Local second and offset on a day whose offset goes from `before` to `after` at two in the morning."""
    skipped = (after > before) & (second >= 7_200) & (second < 10_800)
    return np.where(skipped, second + 3_600, second), np.where(second < 7_200, before, after)
