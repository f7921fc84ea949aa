"""The price part of the creator card."""

from __future__ import annotations

from collections.abc import Iterable

from upshot.decisions.creators.price import MarketPrice, Price, PriceAmongDeals
from upshot.decisions.creators.vetting import Vetting
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.creator_words import (
    CardSection,
    evidence_line,
    help_lines,
    label,
    range_of,
    size_of,
    text_columns,
)
from upshot.surfaces.presentation.tables import TextTable
from upshot.surfaces.wording import MISSING, Words

MARKET = {
    "card_col_source": False, "card_col_read": False, "card_col_market": False, "card_col_size": False,
    "card_col_kind": False, "card_col_value": True,
}  # fmt: skip
RIGHTS = {"card_col_days": True, "card_col_share": True, "card_col_source": False}


def price_sections(vetting: Vetting, words: Words) -> tuple[CardSection, ...]:
    """What the fee buys, then the tables, which are context."""
    price = vetting.price
    return (
        CardSection(
            "price",
            words.text("card_section_price"),
            tuple(price_lines(price, words)),
            (),
            tuple(words.phrase(caveat) for caveat in price.caveats),
        ),
        CardSection(
            "market", words.text("card_section_market"), (), (market_table(price, words),), _spread(price, words)
        ),
        CardSection("rights", words.text("card_section_rights"), (), (rights_table(price, words),)),
    )


def price_lines(price: Price, words: Words) -> list[str]:
    """The price in sentences; parts that cannot be said give their reason, each once."""
    said = [
        *_quote(price, words),
        *_views(price, words),
        *_cpm(price, words),
        *_among(price, words),
        *_ceiling(price, words),
    ]
    parts = (price.quote, price.expected_views, price.cpm_effective, price.among_deals, price.fee_ceiling)
    absent = list(dict.fromkeys(part for part in parts if isinstance(part, InsufficientEvidence)))
    helps = dict.fromkeys(line for part in absent for line in help_lines(part, words))
    return [*said, *dict.fromkeys(evidence_line(part, words) for part in absent), *helps]


def _quote(price: Price, words: Words) -> list[str]:
    quote = price.quote
    if isinstance(quote, InsufficientEvidence):
        return []
    rights = words.text("card_price_rights", days=quote.rights_days) if quote.rights_days else ""
    fee = words.money(float(quote.billed), quote.billed_currency)
    return [words.text("card_price_quote", fee=fee, n=quote.n_posts, rights=rights)]


def _views(price: Price, words: Words) -> list[str]:
    views = price.expected_views
    if isinstance(views, InsufficientEvidence):
        return []
    middle, low, high, typical = (
        words.number(b) for b in (views.together.value, views.together.low, views.together.high, views.typical.value)
    )
    return [words.text("card_price_views", n=views.n_next, middle=middle, low=low, high=high, typical=typical)]


def _cpm(price: Price, words: Words) -> list[str]:
    cpm = price.cpm_effective
    if isinstance(cpm, InsufficientEvidence):
        return []
    value, low, high = (words.money(b, price.currency) for b in (cpm.value, cpm.low, cpm.high))
    return [words.text("card_price_cpm", cpm=value, low=low, high=high)]


def _among(price: Price, words: Words) -> list[str]:
    found = price.among_deals
    if not isinstance(found, PriceAmongDeals):
        return []
    least, most, median = (words.money(b, price.currency) for b in (found.lowest, found.highest, found.median))
    value, low, high = (
        words.number((b or 0.0) * 100) for b in (found.percentile.value, found.percentile.low, found.percentile.high)
    )
    line = words.text(
        f"card_price_among_{found.basis}",
        n=found.n_deals, percentile=value, low=low, high=high, least=least, most=most, median=median,
    )  # fmt: skip
    return [f"{line} {words.text('card_price_own_deals', n=found.own_deals)}" if found.own_deals else line]


def _ceiling(price: Price, words: Words) -> list[str]:
    found = price.fee_ceiling
    if isinstance(found, InsufficientEvidence):
        return []
    value, low, high, margin, costs = (
        words.money(b, price.currency, cents=False)
        for b in (found.value, found.low, found.high, found.margin.value, found.other_costs)
    )
    roi = words.percent(found.required_roi, digits=0)
    line = words.text("card_price_ceiling", value=value, low=low, high=high, margin=margin, roi=roi, costs=costs)
    if found.margin.source == "forecast":
        bounds = (words.money(b, price.currency, cents=False) for b in (found.margin.low, found.margin.high))
        line = f"{line} {words.text('card_price_margin_forecast', **dict(zip(('low', 'high'), bounds, strict=True)))}"
    if found.is_quote_below is None:
        return [line]
    return [f"{line} {words.text('card_price_below' if found.is_quote_below else 'card_price_above')}"]


def market_table(price: Price, words: Words) -> TextTable:
    """The dated tables, those of the creator's country first."""
    rows = tuple(
        (
            row.source,
            words.day(row.dated),
            label(f"card_base_{row.market}", words, row.market),
            size_of(row, words),
            words.text(f"card_kind_{row.kind}"),
            range_of(row.low, row.high, row.currency or "ratio", words),
        )
        for row in price.market
    )
    return TextTable("market", words.text("card_section_market"), text_columns(words, MARKET), rows)


def rights_table(price: Price, words: Words) -> TextTable:
    """What the right to advertise is said to add, by its days."""
    return TextTable(
        "rights",
        words.text("card_section_rights"),
        text_columns(words, RIGHTS),
        tuple(_rights_rows(price.rights, words)),
    )


def _rights_rows(rows: Iterable[MarketPrice], words: Words) -> Iterable[tuple[str, ...]]:
    for row in sorted(rows, key=lambda one: (one.days or 0, one.low)):
        days = MISSING if row.days is None else words.text("basis_days", n=row.days)
        yield days, range_of(row.low, row.high, "rate", words), row.source


def _spread(price: Price, words: Words) -> tuple[str, ...]:
    if price.market_spread is None:
        return ()
    return (words.text("card_price_spread", factor=words.number(price.market_spread)),)
