"""The user's own deals and quotes, in the workspace's currency, with what the posts of each deal really had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from upshot.decisions.creators.engagement.posts import MATURE_DAYS, post_values
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.creators.price.model import Quote
from upshot.vocabulary.entities import Collaboration
from upshot.vocabulary.money import Exchange

QUOTE_TABLE = "quote"


@dataclass(frozen=True)
class Deal:
    """One collaboration with a fee: what a post cost, and what a thousand organic views cost.

    `views` is None unless every post of the deal is known, a week old, and its organic views can be told.
    """

    creator: str
    campaign: str
    starts_on: date | None
    fee: float
    n_posts: int
    views: float | None

    @property
    def fee_per_post(self) -> float:
        """Fee ÷ posts."""
        return self.fee / self.n_posts

    @property
    def cpm(self) -> float | None:
        """Fee per 1,000 organic views; None where views are unknown."""
        return None if not self.views else self.fee / self.views * 1_000


def deals_of(
    collaborations: Sequence[Collaboration], panel: CreatorPanel, exchange: Exchange
) -> tuple[tuple[Deal, ...], int]:
    """Deals with a fee above 0 and at least one post; and how many were left out for want of an exchange rate.

    A fee of 0 is a gift, not a price; it is no deal here.
    """
    values = post_values(panel, "views")
    usable = values.counts & ~panel.is_boosted & (panel.age_days >= MATURE_DAYS)
    views = dict(zip(panel.post_id, np.where(usable, values.top, np.nan), strict=True))
    found, without_rate = [], 0
    for item in collaborations:
        if not item.fee or item.fee <= 0 or not item.post_ids:
            continue
        if not exchange.has(item.currency):
            without_rate += 1
            continue
        fee = float(item.fee * exchange.rate(item.currency))
        total = sum(float(views.get(post_id, np.nan)) for post_id in item.post_ids)
        known = total if np.isfinite(total) else None
        found.append(Deal(item.creator, item.campaign, item.starts_on, fee, len(item.post_ids), known))
    return tuple(found), without_rate


def quotes_of(rows: Sequence[Mapping[str, Any]], creator: str, exchange: Exchange, *, today: date) -> tuple[Quote, ...]:
    """The creator's quotes, the latest first; those in a currency without a rate are left out."""
    own = [row for row in rows if row["creator"] == creator and row.get("fee") is not None]
    readable = [row for row in own if exchange.has(row.get("currency"))]
    ordered = sorted(readable, key=lambda row: row.get("quoted_on") or date.min, reverse=True)
    return tuple(_quote(row, exchange, today) for row in ordered)


def _quote(row: Mapping[str, Any], exchange: Exchange, today: date) -> Quote:
    fee, currency = Decimal(str(row["fee"])), row.get("currency") or exchange.currency
    until = row.get("valid_until")
    return Quote(
        fee=float(fee * exchange.rate(currency)),
        n_posts=int(row.get("posts") or 1),
        billed=f"{fee:.2f}",
        billed_currency=currency,
        quoted_on=row.get("quoted_on"),
        rights_days=row.get("rights_days"),
        valid_until=until,
        source=QUOTE_TABLE,
        is_expired=until is not None and until < today,
    )
