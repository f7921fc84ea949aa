"""Everything a verdict is made from, gathered once: terms, programme, ledgers, history, draws."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.attribution import AttributionLedger, build_attribution
from upshot.decisions.below_line.customers import Customers, read_customers
from upshot.decisions.costs import CostLedger, build_cost_ledger
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.estimate import estimate_incremental
from upshot.decisions.incrementality.history import build_history
from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.incrementality.post_views import PostGrowth, read_growth
from upshot.decisions.incrementality.shelf import FitShelf
from upshot.decisions.verdict.formulas import Floats, gross_margin
from upshot.decisions.verdict.model import Period, Scope
from upshot.decisions.verdict.pooling import prior_shares
from upshot.decisions.verdict.prices import PaidPrices, read_paid_prices
from upshot.decisions.verdict.shop import ShopDays, UnitRevenue, read_shop_days, tracked_days, unit_revenue
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import Programme, read_programme
from upshot.measures.terms import Terms, read_terms
from upshot.vocabulary.entities import Campaign, Post


@dataclass(frozen=True)
class Material:
    """What every scope's verdict shares: read and fitted once, cut as often as somebody asks."""

    data: WorkspaceData
    now: datetime
    seed: int
    terms: Terms
    programme: Programme
    attribution: AttributionLedger  # all touches
    shop: ShopDays
    growth: PostGrowth
    history: ProgrammeHistory | InsufficientEvidence
    estimate: IncrementalEstimate | InsufficientEvidence

    @cached_property
    def customers(self) -> Customers:
        """Who was won when, and came back; read once, for the figures below the line."""
        return read_customers(self.data, self.terms, self.attribution, now=self.now)

    @cached_property
    def prices(self) -> PaidPrices:
        """What paid views cost lately; read once."""
        today = self.now.astimezone(self.terms.zone).date()
        return read_paid_prices(self.data, self.programme, self.terms, until=today)

    @cached_property
    def prior_shares(self) -> dict[str, float]:
        """Creator → the part of his or her place beside the others that is prior; without an estimate nothing."""
        return prior_shares(self.estimate)


@dataclass(frozen=True)
class Case:
    """The material of one verdict."""

    data: WorkspaceData
    scope: Scope
    now: datetime
    seed: int
    terms: Terms
    programme: Programme
    campaign: Campaign | None
    period: Period
    hurdle_rate: float
    costs: CostLedger
    attribution: AttributionLedger  # cut to the scope and period
    shop: ShopDays  # the whole shop, all days
    growth: PostGrowth  # readings, paid views and growth curve of all posts
    history: ProgrammeHistory | None
    estimate: IncrementalEstimate | InsufficientEvidence
    unit: UnitRevenue | None
    posts: tuple[Post, ...]  # the scope's posts

    @property
    def today(self) -> date:
        """The day of the verdict in the workspace's zone."""
        return self.now.astimezone(self.terms.zone).date()

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        """Creator → rows of the history that are the creator's posts in the scope."""
        rows: dict[str, list[int]] = defaultdict(list)
        creator = {post.post_id: post.creator for post in self.posts}
        for row, post_id in enumerate(self.history.post_ids if self.history else ()):
            if post_id in creator:
                rows[creator[post_id]].append(row)
        return rows

    def post_rows(self, creator: str | None = None) -> NDArray[np.int64]:
        """Rows of the history that are the scope's posts, of one creator or of all."""
        chosen = self._rows_of.values() if creator is None else [self._rows_of.get(creator, [])]
        return np.array(sorted(row for rows in chosen for row in rows), dtype=np.int64)

    def orders_draws(self, rows: NDArray[np.int64]) -> Floats | None:
        """(n_draws,) incremental orders of those posts; None without an estimate or without posts in it."""
        if isinstance(self.estimate, InsufficientEvidence) or not len(rows):
            return None
        return np.asarray(self.estimate.orders_draws[:, rows].sum(axis=1))

    def revenue_draws(self, orders: Floats | None) -> Floats | None:
        """(n_draws,) net revenue of those orders; None without an order value."""
        return None if orders is None or self.unit is None else np.asarray(orders * self.unit.draws)

    def margin_draws(self, orders: Floats | None) -> Floats | None:
        """(n_draws,) gross margin of those orders; None without a margin rate or an order value."""
        if orders is None or self.unit is None or self.terms.gross_margin_rate is None:
            return None
        return gross_margin(orders, self.unit.draws, self.terms.gross_margin_rate)


def gather(
    data: WorkspaceData,
    *,
    now: datetime,
    seed: int,
    shelf: FitShelf | None = None,
    n_workers: int = 1,
    is_fresh: bool = False,
) -> Material:
    """Read the workspace as it was at `now` and fit the model; the slow part of a verdict.

    Parameters
    ----------
    shelf : where fits are kept; None = nowhere, unless all homes share one
    n_workers : processes that a fit may use
    is_fresh : fit from scratch, whatever is kept

    Raises
    ------
    InvalidInput : `now` without a time zone
    SettingsError : a setting or an exchange rate is missing or invalid
    """
    if now.tzinfo is None:
        raise InvalidInput("instant_without_zone", seen=now.isoformat())
    now = now.astimezone(UTC)
    terms = read_terms(data)
    programme = read_programme(data, terms.zone)
    growth = read_growth(data, programme, now=now)
    history = build_history(data, growth=growth, now=now)
    estimate: IncrementalEstimate | InsufficientEvidence
    if isinstance(history, InsufficientEvidence):
        estimate = history
    elif (kept := shelf or FitShelf.shared()) is not None:
        estimate = kept.estimate(history, seed=seed, n_workers=n_workers, is_fresh=is_fresh)
    else:
        estimate = estimate_incremental(history, seed=seed, n_workers=n_workers)
    attribution = build_attribution(data, now=now, terms=terms, programme=programme)
    shop = read_shop_days(data, terms, now=now)
    return Material(data, now, seed, terms, programme, attribution, shop, growth, history, estimate)


def open_case(material: Material, scope: Scope) -> Case:
    """Cut the material to a scope.

    Raises
    ------
    UnknownName : no such campaign or creator
    SettingsError : an exchange rate is missing
    """
    programme, terms, shop, now = material.programme, material.terms, material.shop, material.now
    scope = _named(scope, programme)
    campaign = programme.campaigns[scope.name or ""] if scope.kind == "campaign" else None
    today = now.astimezone(terms.zone).date()
    costs = build_cost_ledger(material.data, scope=scope, as_of=today, terms=terms, programme=programme)
    posts = tuple(post for post in programme.posts if _is_in(post, scope) and (post.published_at or now) <= now)
    period = _period(scope, programme, posts, shop, today, terms)
    hurdle = campaign.hurdle_rate if campaign and campaign.hurdle_rate is not None else terms.hurdle_rate
    return Case(
        material.data,
        scope,
        now,
        material.seed,
        terms,
        programme,
        campaign,
        period,
        float(hurdle),
        costs,
        material.attribution.within(scope, starts_on=period.starts_on, ends_on=period.ends_on),
        shop,
        material.growth,
        None if isinstance(material.history, InsufficientEvidence) else material.history,
        material.estimate,
        _unit(material.estimate, material.attribution, shop, period, material.seed),
        posts,
    )


def _unit(
    estimate: IncrementalEstimate | InsufficientEvidence,
    attribution: AttributionLedger,
    shop: ShopDays,
    period: Period,
    seed: int,
) -> UnitRevenue | None:
    tracked = tracked_days(attribution)
    programme_orders = None if isinstance(estimate, InsufficientEvidence) else estimate.orders_draws.sum(axis=1)
    return unit_revenue(
        shop.between(period.starts_on, period.ends_on),
        tracked.between(period.starts_on, period.ends_on),
        programme_orders,
        n_tracked_ever=float(tracked.orders.sum()),
        seed=seed,
    )


def _named(scope: Scope, programme: Programme) -> Scope:
    """The scope with its name as it is spelt in the records."""
    if scope.kind == "campaign":
        return Scope(kind="campaign", name=programme.campaign_named(scope.name or "").name)
    if scope.kind == "creator":
        return Scope(kind="creator", name=programme.creator_named(scope.name or "").handle)
    return Scope(kind="all")


def _is_in(post: Post, scope: Scope) -> bool:
    if scope.kind == "campaign":
        return post.campaign == scope.name
    return scope.kind == "all" or post.creator == scope.name


def _period(
    scope: Scope, programme: Programme, posts: tuple[Post, ...], shop: ShopDays, today: date, terms: Terms
) -> Period:
    """The days counted: from the first collaboration or post, to the read-out or the last day with orders.

    A campaign ends on its read-out day; without one, on its last day plus the attribution window.
    """
    in_scope = [
        c for c in programme.collaborations
        if scope.kind == "all" or scope.name == (c.campaign if scope.kind == "campaign" else c.creator)
    ]  # fmt: skip
    begun = [c.starts_on for c in in_scope if c.starts_on and c.starts_on <= today]
    begun += [post.published_at.astimezone(terms.zone).date() for post in posts if post.published_at]
    last = min(today, shop.last or today)
    campaign = programme.campaigns[scope.name or ""] if scope.kind == "campaign" else None
    if campaign and campaign.starts_on:
        begun = [campaign.starts_on]
    if campaign and (campaign.read_out_on or campaign.ends_on):
        window = timedelta(days=terms.attribution_window_days)
        last = min(last, campaign.read_out_on or (campaign.ends_on or last) + window)
    starts_on = min(begun, default=shop.days[0].item() if len(shop.days) else last)
    return Period(starts_on=starts_on, ends_on=max(starts_on, last))
