"""What a creator's fee buys: CPM on expected views, the user's own deals, dated tables, the most worth paying.

Start in `model.py`; `judging.py` works it out, `deals.py` reads what was paid and asked before.
"""

from upshot.decisions.creators.price.deals import Deal, deals_of, quotes_of
from upshot.decisions.creators.price.judging import Asked, fee_ceiling, judge_price
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

__all__ = [
    "Asked",
    "CpmEffective",
    "Deal",
    "ExpectedViews",
    "FeeCeiling",
    "MarginEstimate",
    "MarketPrice",
    "Price",
    "PriceAmongDeals",
    "Quote",
    "deals_of",
    "fee_ceiling",
    "judge_price",
    "quotes_of",
]
