"""The price of one creator: what the fee buys in views, and how that compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upshot.decisions.creators.engagement.model import Estimate, ViewsFigure
from upshot.decisions.creators.price.deals import Deal
from upshot.decisions.creators.price.model import (
    CpmEffective,
    ExpectedViews,
    FeeCeiling,
    MarginEstimate,
    MarketPrice,
    Price,
    PriceAmongDeals,
    Quote,
)
from upshot.decisions.creators.profile.peers import percentile_among
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.registries.creator_prices import CreatorPrice, creator_prices
from upshot.stats.log_scale import LogScale

LEAST_DEALS = 3  # below, there is nothing to be a percentile of
MOST_POSTS = 200


@dataclass(frozen=True)
class Asked:
    """What is asked of a price: the quote, and what it must earn.

    Attributes
    ----------
    margin : incremental gross margin expected of the collaboration; None where nobody can say
    required_roi : ROI that the collaboration must reach, 0 = break even
    other_costs : product, shipping, rights, hours …: all-in cost without the fee
    market : country whose tables come first, ISO 3166 alpha-2
    """

    quote: Quote | None = None
    margin: MarginEstimate | None = None
    required_roi: float = 0.0
    other_costs: float = 0.0
    market: str | None = None
    n_posts: int = 1  # where there is no quote


def judge_price(
    creator: str,
    views: ViewsFigure | InsufficientEvidence,
    *,
    asked: Asked,
    deals: Sequence[Deal],
    followers: int | None,
    currency: str,
    level: float = 0.9,
    seed: int = 1,
) -> Price:
    """Judge a quote, or without one say what there is to judge it by.

    Parameters
    ----------
    views : of the typical post, from `measure_engagement`
    deals : the user's own, from `deals_of`; all creators
    followers : for the tables by size

    Raises
    ------
    InvalidInput : price_fee_not_positive, price_posts_out_of_range, price_roi_out_of_range
    """
    quote = asked.quote
    _check(asked)
    n_next = quote.n_posts if quote else asked.n_posts
    expected = views if isinstance(views, InsufficientEvidence) else expected_views(views, n_next, seed=seed)
    no_quote = InsufficientEvidence("price_no_quote", ("help_enter_quote",), (("creator", creator),))
    market = _market(followers, asked.market)
    return Price(
        creator=creator,
        currency=currency,
        quote=quote or no_quote,
        expected_views=expected,
        cpm_effective=no_quote if quote is None else _cpm(quote, expected),
        among_deals=no_quote if quote is None else _among_deals(creator, quote, expected, deals, level),
        market=market,
        market_spread=_spread(market),
        fee_ceiling=_ceiling(asked),
        rights=tuple(_shown(row) for row in creator_prices() if row.kind == "rights_share"),
        caveats=_caveats(quote, market, asked.market),
    )


def _check(asked: Asked) -> None:
    if asked.quote is not None and not 0 < asked.quote.fee < 1e9:
        raise InvalidInput("price_fee_not_positive", seen=asked.quote.billed)
    n_posts = asked.quote.n_posts if asked.quote else asked.n_posts
    if not 1 <= n_posts <= MOST_POSTS:
        raise InvalidInput("price_posts_out_of_range", seen=n_posts, highest=MOST_POSTS)
    if not -1 < asked.required_roi <= 100:
        raise InvalidInput("price_roi_out_of_range", seen=asked.required_roi)


def expected_views(views: ViewsFigure, n_next: int, *, seed: int) -> ExpectedViews:
    """Views of the typical post, and of the next `n_next` together (log-scale predictive)."""
    fitted = LogScale(views.median.value, views.scatter, views.freedom, views.n_posts)
    half = views.level / 2
    low, middle, high = fitted.sum_quantiles(n_next, (0.5 - half, 0.5, 0.5 + half), seed=seed)
    return ExpectedViews(views.median, Estimate(middle, low, high), n_next, views.n_posts, views.level)


def _cpm(quote: Quote, expected: ExpectedViews | InsufficientEvidence) -> CpmEffective | InsufficientEvidence:
    """Fee ÷ expected views × 1,000; the interval is moved to hold it where many posts are bound to have a hit."""
    if isinstance(expected, InsufficientEvidence):
        return expected
    value = quote.fee / (quote.n_posts * expected.typical.value) * 1_000
    best, worst = (quote.fee / total * 1_000 for total in (expected.together.high, expected.together.low))
    return CpmEffective(value, min(best, value), max(worst, value), expected.level)


def _among_deals(
    creator: str,
    quote: Quote,
    expected: ExpectedViews | InsufficientEvidence,
    deals: Sequence[Deal],
    level: float,
) -> PriceAmongDeals | InsufficientEvidence:
    """Among deals by CPM where enough have views and this creator's are known, by fee per post otherwise."""
    cpms = [(deal, paid) for deal in deals if (paid := deal.cpm) is not None]
    cpm = _cpm(quote, expected)
    if isinstance(cpm, CpmEffective) and len(cpms) >= LEAST_DEALS:
        estimate, basis, found = Estimate(cpm.value, cpm.low, cpm.high), "cpm", cpms
    else:
        per_post = quote.fee / quote.n_posts
        estimate, basis = Estimate(per_post, per_post, per_post), "fee_per_post"
        found = [(deal, deal.fee_per_post) for deal in deals]
    if len(found) < LEAST_DEALS:
        facts = (("n", str(len(found))), ("least", str(LEAST_DEALS)))
        return InsufficientEvidence("price_too_few_deals", ("help_enter_deals",), facts)
    values = np.array([value for _, value in found])
    return PriceAmongDeals(
        basis=basis,
        percentile=percentile_among(values, estimate, level=level),
        n_deals=len(values),
        median=float(np.median(values)),
        lowest=float(values.min()),
        highest=float(values.max()),
        own_deals=sum(deal.creator == creator for deal, _ in found),
    )


def fee_ceiling(
    margin: MarginEstimate, *, required_roi: float, other_costs: float, fee: float | None = None
) -> FeeCeiling:
    """The fee at which (margin − fee − other costs) ÷ (fee + other costs) is just `required_roi`.

    Below 0, no fee is worth it: that is shown as it is.

    Source
    ------
    methods §5.8.
    """
    value, low, high = (part / (1 + required_roi) - other_costs for part in (margin.value, margin.low, margin.high))
    return FeeCeiling(value, low, high, required_roi, other_costs, margin, None if fee is None else fee <= value)


def _ceiling(asked: Asked) -> FeeCeiling | InsufficientEvidence:
    if asked.margin is None:
        return InsufficientEvidence("fee_ceiling_no_margin", ("help_margin_from_verdict", "help_margin_by_hand"))
    fee = asked.quote.fee if asked.quote else None
    return fee_ceiling(asked.margin, required_roi=asked.required_roi, other_costs=asked.other_costs, fee=fee)


def _market(followers: int | None, market: str | None) -> tuple[MarketPrice, ...]:
    """Tables that cover a creator of this size, those of the asked country first, the newest first."""
    rows = [row for row in creator_prices() if row.kind != "rights_share" and row.covers(followers)]
    return tuple(_shown(row) for row in sorted(rows, key=lambda r: (r.market == market, r.dated), reverse=True))


def _shown(row: CreatorPrice) -> MarketPrice:
    return MarketPrice(
        row.kind, row.market, row.currency, row.said_tier or row.tier, row.days, row.low, row.high, row.median,
        row.statistic, row.source, row.dated, row.followers_from, row.followers_below,
    )  # fmt: skip


def _spread(market: Sequence[MarketPrice]) -> float | None:
    """Highest ÷ lowest fee in the currency with most rows; a bound of 0 (product only) and open ends do not count."""
    by_currency: dict[str, list[MarketPrice]] = {}
    for row in market:
        if row.kind in {"fee", "expectation"} and row.currency:
            by_currency.setdefault(row.currency, []).append(row)
    widest = max(by_currency.values(), key=len, default=[])
    ends = [end for row in widest for end in (row.low, row.high) if end]
    return max(ends) / min(ends) if len(widest) > 1 else None


def _caveats(quote: Quote | None, market: Sequence[MarketPrice], country: str | None) -> tuple[Phrase, ...]:
    found = []
    if quote is not None and quote.is_expired and quote.valid_until is not None:
        found.append(Phrase(code="caveat_quote_expired", facts={"day": quote.valid_until.isoformat()}))
    if country is not None and all(row.market != country for row in market):
        found.append(Phrase(code="caveat_no_table_for_country", facts={"country": country}))
    return tuple(found)
