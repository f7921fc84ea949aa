"""Do customers won through creators come back more than others? Cohorts beside a matched baseline.

The cohort: new customers whose first order is credited to the scope by last touch. The baseline: customers won in the
same month, from the same country, with a first order of similar value, and no creator trace on it. Both are watched for
the same number of days, and only customers who could be watched that long count: nobody's future is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.attribution import AttributionLedger, Rule
from upshot.decisions.below_line.customers import DAY, Bools, Customers, Integers
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import CohortHorizon, ComparedValue, Evidence, Interval, Loyalty, Phrase
from upshot.measures.terms import Terms
from upshot.stats.ltv import MeanDifference, matching_weights, mean_difference

HORIZONS_DAYS = (30, 60, 90, 180, 365)
BAND_FACTOR = 1.5  # first orders of one band differ by less than this factor
N_BANDS = 64  # enough for 1 cent to 10⁹
FEWEST_CUSTOMERS = 50  # matched, on each side
FEWEST_RETURNED = 5  # customers who came back, on each side: with fewer the bootstrap does not know the spread
HEADLINE_SHARE = 0.5  # of the matched cohort must have been watched for the headline's horizon
BASIS = "last_touch, matched on month, country and first-order value"
UNIT = "currency_per_customer"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cohort:
    """Who is compared: cohort and baseline customers, and the stratum in which each may be matched."""

    chosen: Integers  # index into `Customers`
    is_acquired: Bools
    stratum: Integers


def judge_loyalty(
    customers: Customers, attribution: AttributionLedger, terms: Terms, *, seed: int
) -> tuple[ComparedValue, Loyalty | None]:
    """What a customer won through creators brings later, more than a matched one: net margin per customer.

    Parameters
    ----------
    customers : of the whole shop
    attribution : the ledger cut to the scope and its period
    terms : `gross_margin_rate` turns revenue into margin, `level` is that of the intervals

    Returns
    -------
    the headline, null with its reason where the evidence is thin; and the table by horizon, or None without a cohort
    """
    if not len(customers):
        reason = "null_no_customer_keys" if customers.n_without_key >= customers.n_orders else "null_no_new_customers"
        return _nothing(InsufficientEvidence(reason, ("help_customer_keys",))), None
    cohort = _cohort(customers, attribution)
    n_acquired = int(cohort.is_acquired.sum())
    if not n_acquired:
        return _nothing(InsufficientEvidence("null_no_acquired", ("help_give_codes",))), None
    matched = int(np.sum(matching_weights(cohort.stratum, cohort.is_acquired)[cohort.is_acquired] > 0))
    horizons = _horizons(customers, cohort, terms, seed)
    loyalty = Loyalty(acquired=n_acquired, matched=matched, horizons=horizons)
    caveats = _caveats(customers, loyalty)
    if not horizons:
        return _nothing(_too_few(customers, cohort), caveats), loyalty
    watched = [line for line in horizons if line.customers >= HEADLINE_SHARE * matched]
    headline = (watched or list(horizons[:1]))[-1]
    uplift = headline.margin_uplift
    if uplift is None or headline.margin_per_customer is None or headline.baseline_margin_per_customer is None:
        return _nothing(InsufficientEvidence("reason_no_gross_margin_rate", ("help_set_gross_margin_rate",))), loyalty
    found = ComparedValue(
        value=headline.margin_per_customer - headline.baseline_margin_per_customer,
        evidence=Evidence.MODELLED,
        basis=BASIS,
        unit=UNIT,
        interval=uplift,
        n=headline.customers,
        n_control=headline.baseline_customers,
        horizon_days=headline.horizon_days,
        caveats=caveats,
    )
    return found, loyalty


def _cohort(customers: Customers, attribution: AttributionLedger) -> Cohort:
    """Customers of the scope and untraced ones; those whom another creator brought stand on neither side."""
    credits_ = attribution.credits(Rule.LAST_TOUCH).orders
    credited = np.zeros(len(attribution.reading.orders) + 1, dtype=bool)  # one more, for "no touch" at -1
    credited[attribution.reading.touches.order[attribution.is_chosen & (credits_ > 0)]] = True
    is_acquired = credited[customers.touched]
    is_baseline = customers.touched < 0
    chosen = np.flatnonzero(is_acquired | is_baseline)
    value = np.maximum(customers.value_cents[chosen], 1).astype(np.float64)
    band = np.minimum(np.log(value) / np.log(BAND_FACTOR), N_BANDS - 1).astype(np.int64)
    month = customers.day[chosen].astype("datetime64[M]").astype(np.int64)
    month = month - month.min() if len(month) else month
    n_countries = int(customers.country.max(initial=0)) + 1
    stratum = (month * n_countries + customers.country[chosen]) * N_BANDS + band
    return Cohort(chosen, is_acquired[chosen], stratum)


def _horizons(customers: Customers, cohort: Cohort, terms: Terms, seed: int) -> tuple[CohortHorizon, ...]:
    """One line per horizon at which both sides are large enough, the shortest first."""
    lines = []
    for days in HORIZONS_DAYS:
        line = _horizon(customers, cohort, terms, days, [seed, 0xB0, days])
        if line is not None:
            lines.append(line)
    return tuple(lines)


def _horizon(customers: Customers, cohort: Cohort, terms: Terms, days: int, seed: list[int]) -> CohortHorizon | None:
    is_watched = customers.observed[cohort.chosen] >= days * DAY
    chosen, is_acquired = cohort.chosen[is_watched], cohort.is_acquired[is_watched]
    weights = matching_weights(cohort.stratum[is_watched], is_acquired)
    repeats, n = customers.repeats, len(customers)
    is_within = repeats.age <= days * DAY
    orders = np.bincount(repeats.customer[is_within], minlength=n)[chosen].astype(np.float64)
    came_back = (orders > 0).astype(np.float64)
    sides = [(weights > 0) & is_acquired, (weights > 0) & ~is_acquired]
    if min(int(side.sum()) for side in sides) < FEWEST_CUSTOMERS:
        return None
    if min(int(came_back[side].sum()) for side in sides) < FEWEST_RETURNED:
        return None
    rate = mean_difference(came_back, is_acquired, weights, level=terms.level, seed=seed)
    margin = None
    if terms.gross_margin_rate is not None:
        untraced = is_within & ~repeats.is_traced
        cents = np.bincount(repeats.customer[untraced], weights=repeats.cents[untraced].astype(np.float64), minlength=n)
        amounts = cents[chosen] / 100 * float(terms.gross_margin_rate)
        margin = mean_difference(amounts, is_acquired, weights, level=terms.level, seed=seed)
    return CohortHorizon(
        horizon_days=days,
        customers=int(sides[0].sum()),
        baseline_customers=int(sides[1].sum()),
        repeat_rate=rate.treated,
        baseline_repeat_rate=rate.baseline,
        repeat_rate_uplift=_interval(rate),
        orders_per_customer=float(np.average(orders[sides[0]])),
        baseline_orders_per_customer=float(np.average(orders[sides[1]], weights=weights[sides[1]])),
        margin_per_customer=margin.treated if margin else None,
        baseline_margin_per_customer=margin.baseline if margin else None,
        margin_uplift=_interval(margin) if margin else None,
    )


def _interval(found: MeanDifference) -> Interval:
    return Interval(median=found.median, low=found.low, high=found.high)


def _too_few(customers: Customers, cohort: Cohort) -> InsufficientEvidence:
    """How many there are at the shortest horizon, and how many it takes."""
    days = HORIZONS_DAYS[0]
    is_watched = customers.observed[cohort.chosen] >= days * DAY
    is_acquired = cohort.is_acquired[is_watched]
    is_matched = matching_weights(cohort.stratum[is_watched], is_acquired) > 0
    facts = (
        ("n", str(int(np.sum(is_matched & is_acquired)))),
        ("baseline", str(int(np.sum(is_matched & ~is_acquired)))),
        ("least", str(FEWEST_CUSTOMERS)),
        ("returned", str(FEWEST_RETURNED)),
        ("days", str(days)),
    )
    return InsufficientEvidence("null_few_customers", ("help_older_orders", "help_give_codes"), facts)


def _caveats(customers: Customers, loyalty: Loyalty) -> tuple[Phrase, ...]:
    found = [Phrase(code="caveat_loyalty_selection")]
    if loyalty.matched < loyalty.acquired:
        facts = {"n": str(loyalty.acquired - loyalty.matched), "of": str(loyalty.acquired)}
        found.append(Phrase(code="caveat_loyalty_unmatched", facts=facts))
    if customers.n_washed_in:
        found.append(Phrase(code="caveat_loyalty_wash_in", facts={"n": str(customers.n_washed_in)}))
    if customers.n_without_key:
        facts = {"n": str(customers.n_without_key), "of": str(customers.n_orders)}
        found.append(Phrase(code="caveat_loyalty_without_key", facts=facts))
    return tuple(found)


def _nothing(why: InsufficientEvidence, caveats: tuple[Phrase, ...] = ()) -> ComparedValue:
    return ComparedValue(
        value=None,
        why_null=Phrase(code=why.reason, facts=dict(why.facts)),
        evidence=Evidence.MODELLED,
        unit=UNIT,
        caveats=caveats,
        what_would_help=tuple(Phrase(code=code) for code in why.what_would_help),
    )
