"""The plan as a document: lines, intervals out of the same draws, what binds, what was not extrapolated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from upshot.decisions.budget.allocating import Allocation, allocate
from upshot.decisions.budget.asking import BudgetTerms
from upshot.decisions.budget.binding import bindings, line_reasons, plan_notes
from upshot.decisions.budget.columns import Columns, lay_out
from upshot.decisions.budget.ground import BudgetGround
from upshot.decisions.budget.model import BudgetAnswer, BudgetPlan, Change, CreatorShare, PostBoost, Price
from upshot.decisions.budget.prices import ViewPrice
from upshot.decisions.budget.today import Today, pace_of
from upshot.decisions.budget.views import Array
from upshot.decisions.verdict.formulas import interval
from upshot.decisions.verdict.model import Interval, Phrase

LIKELY = 0.75  # below it, today's division is called about as good
SMALL_SHARE = 0.02  # of the budget: less than that is no money left, but a remainder
NOTHING = 1e-9


@dataclass(frozen=True)
class PlanHead:
    """What the document says of where it comes from."""

    workspace: str
    is_demo: bool
    data_version: str
    seed: int
    level: float
    currency: str
    evidence_grade: str
    method: str
    now: datetime


@dataclass(frozen=True)
class Worked:
    """Everything that the document is made of."""

    ground: BudgetGround
    terms: BudgetTerms
    budget: float
    hurdle_rate: float
    columns: Columns
    found: Allocation
    today: Today
    level: float

    @property
    def spend(self) -> Array:
        """(n,) money per column."""
        return self.columns.portfolio.price * self.found.units

    @property
    def margin(self) -> Array:
        """(n_draws,) expected margin of the plan."""
        return np.asarray(self.columns.portfolio.margin @ self.found.units)


def work_out(ground: BudgetGround, terms: BudgetTerms, *, hurdle_rate: float, level: float) -> Worked:
    """Solve the question.

    Raises
    ------
    InvalidInput : budget_infeasible, budget_not_positive, …
    UnknownName : budget_unknown_limit
    """
    terms.checked()
    today = pace_of(ground)
    budget = float(terms.amount) if terms.amount is not None else today.cost
    columns = lay_out(ground, terms, budget, hurdle_rate)
    found = allocate(columns, budget, terms, hurdle_rate)
    return Worked(ground, terms, budget, hurdle_rate, columns, found, today, level)


def build_plan(worked: Worked, head: PlanHead, notes: tuple[Phrase, ...] = ()) -> BudgetPlan:
    """The document."""
    ground, level, budget = worked.ground, worked.level, worked.budget
    planned, asked = float(worked.spend.sum()), 1 + worked.hurdle_rate
    scale = worked.today.scale(budget, worked.terms.step)
    margin, today_margin = worked.margin, worked.today.margin(ground, scale)
    today_spend = scale * worked.today.cost
    net, today_net = margin - asked * planned, today_margin - asked * today_spend
    gain = net - today_net
    p_better = float((gain > NOTHING).mean())
    portfolio = worked.columns.portfolio
    last, more = (portfolio.margin @ units for units in (worked.found.last, worked.found.next_))
    has_last, has_next = worked.found.last.any(), worked.found.next_.any()
    view = ground.view_price
    return BudgetPlan(
        workspace=head.workspace,
        is_demo=head.is_demo,
        as_of=head.now,
        data_version=head.data_version,
        seed=head.seed,
        level=level,
        currency=head.currency,
        evidence_grade=head.evidence_grade,
        method=head.method,
        starts_on=worked.terms.starts_on,
        ends_on=worked.terms.ends_on,
        budget=budget,
        planned=planned,
        unspent=max(budget - planned, 0.0),
        hurdle_rate=worked.hurdle_rate,
        tail=worked.terms.tail,
        answer=_answer(worked, planned, p_better),
        creators=_shares(worked),
        boosts=_boosts(worked),
        margin=interval(margin, level),
        net=interval(net, level),
        p_pays=float((net > NOTHING).mean()) if planned > 0 else 0.0,
        today_spend=today_spend,
        today_margin=interval(today_margin, level),
        gain=interval(gain, level),
        p_better=p_better,
        margin_of_last_euro=interval(last, level) if has_last else None,
        p_last_pays=float((last > asked).mean()) if has_last else None,
        margin_of_next_euro=interval(more, level) if has_next else None,
        view_price=None if view is None else _per_thousand(view),
        binds=bindings(worked.columns, worked.ground, worked.found, worked.terms, worked.hurdle_rate, budget),
        notes=(*plan_notes(ground, worked.terms, worked.columns, worked.found), *notes),
    )  # fmt: skip


def _per_thousand(view: ViewPrice) -> Interval:
    return Interval(median=1000 * view.mean, low=1000 * view.low, high=1000 * view.high)


def _answer(worked: Worked, planned: float, p_better: float) -> BudgetAnswer:
    if planned <= NOTHING:
        return BudgetAnswer.HOLD
    if worked.budget - planned > SMALL_SHARE * worked.budget and not worked.found.next_.any():
        return BudgetAnswer.SPEND_LESS
    return BudgetAnswer.REALLOCATE if p_better >= LIKELY else BudgetAnswer.KEEP


def _shares(worked: Worked) -> tuple[CreatorShare, ...]:
    """A line per offer, the largest spend first, then by what a euro brings."""
    columns, ground = worked.columns, worked.ground
    per_euro = columns.portfolio.margin[:, : len(ground.offers)] / columns.portfolio.price[: len(ground.offers)]
    typical = ground.views.typical(ground.offer_creators)
    on_posts = columns.is_boost & (columns.offer >= 0)
    boosts = np.bincount(columns.offer[on_posts], worked.spend[on_posts], minlength=len(ground.offers))
    lines = []
    for place, offer in enumerate(ground.offers):
        mine = columns.offer == place
        units = worked.found.units
        posts = round(float(units[place]))
        planned = columns.portfolio.margin[:, mine] @ units[mine]
        spend_posts = posts * offer.price.median
        lines.append(
            CreatorShare(
                creator=offer.creator,
                tier=ground.tiers[ground.offer_creators[place]],
                collaboration_type=offer.collaboration_type,
                posts_now=offer.posts_now,
                posts=posts,
                price=Price(**{**vars(offer.price), "source": offer.price.source.value}),
                spend_posts=spend_posts,
                spend_boosts=float(boosts[place]),
                spend_now=offer.posts_now * offer.price.median + offer.ads_now,
                views_per_post=float(typical[place]),
                margin_per_euro=interval(per_euro[:, place], worked.level),
                p_pays=float(columns.p_pays[place]),
                margin=interval(planned, worked.level) if posts else None,
                change=_change(posts, offer.posts_now, is_explored=bool(worked.found.explored[place])),
                reasons=line_reasons(columns, ground, worked.found, worked.terms, place),
            )
        )
    order = sorted(
        lines, key=lambda line: (-(line.spend_posts + line.spend_boosts), -line.margin_per_euro.median, line.creator)
    )
    return tuple(order)


def _change(posts: int, now: float, *, is_explored: bool) -> Change:
    if is_explored and posts:
        return Change.EXPLORE
    if not posts:
        return Change.STOP if now > NOTHING else Change.NONE
    if posts > now + 0.5:
        return Change.MORE
    return Change.LESS if posts < now - 0.5 else Change.SAME


def _boosts(worked: Worked) -> tuple[PostBoost, ...]:
    """Posts that are out and get money, the largest sum first."""
    columns, ground = worked.columns, worked.ground
    per_view = ground.view_price.mean if ground.view_price else np.inf
    found = []
    for place, post in enumerate(ground.posts):
        mine = columns.old_post == place
        units = worked.found.units[mine]
        spend = float(units.sum())
        if spend <= 0.005:
            continue
        margin = columns.portfolio.margin[:, mine] @ units
        is_full = bool((units >= columns.portfolio.high[mine] - 1e-6).all())
        reasons = (Phrase(code="budget_reason_views_seen"),) if is_full else ()
        found.append(
            PostBoost(
                post_id=post.post_id,
                creator=post.creator,
                spend=spend,
                views_paid=spend / per_view,
                margin=interval(margin, worked.level),
                p_pays=float((margin > (1 + worked.hurdle_rate) * spend).mean()),
                reasons=reasons,
            )
        )
    return tuple(sorted(found, key=lambda boost: (-boost.spend, boost.post_id)))
