"""Read from a workspace's material what an allocation rests on, and work it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from upshot.decisions.budget.asking import BudgetTerms
from upshot.decisions.budget.building import PlanHead, build_plan, work_out
from upshot.decisions.budget.ground import BudgetGround, Offer, OldPost
from upshot.decisions.budget.model import BudgetPlan
from upshot.decisions.budget.prices import Key, price_of, price_posts, price_views
from upshot.decisions.budget.views import Array, learn_views
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import IncrementalEstimate
from upshot.decisions.verdict.case import Case, Material, open_case
from upshot.decisions.verdict.model import Phrase, Scope
from upshot.decisions.verdict.prices import PaidPrices

BOOSTABLE_DAYS = 180  # a post older than that is no candidate for ads
FORECAST_LEVEL = 0.9


def make_budget(material: Material, terms: BudgetTerms) -> BudgetPlan | InsufficientEvidence:
    """The best use of a budget, as a document.

    Parameters
    ----------
    material : of the workspace, with its estimate
    terms : what was asked; without an amount, what as many days cost so far

    Returns
    -------
    BudgetPlan; InsufficientEvidence without an estimate, a margin, or a price of anything

    Raises
    ------
    InvalidInput, UnknownName : see `BudgetTerms.checked` and `work_out`
    """
    terms = named_terms(terms.checked(), material)
    case = open_case(material, Scope(kind="all"))
    ground = read_ground(case, terms, material.prices)
    if isinstance(ground, InsufficientEvidence):
        return ground
    if terms.amount is None and not any(offer.posts_now > 0 for offer in ground.offers):
        return InsufficientEvidence("budget_no_pace", ("budget_help_amount",))
    estimate = material.estimate
    assert not isinstance(estimate, InsufficientEvidence)
    hurdle = material.terms.hurdle_rate if terms.hurdle_rate is None else terms.hurdle_rate
    worked = work_out(ground, terms, hurdle_rate=hurdle, level=material.terms.level)
    data = material.data
    head = PlanHead(
        data.name, data.is_demo, data.data_version(), material.seed, material.terms.level, material.terms.currency,
        estimate.evidence_grade, estimate.method, material.now,
    )  # fmt: skip
    return build_plan(worked, head, _left_out(case, ground, terms))


def read_ground(case: Case, terms: BudgetTerms, prices: PaidPrices) -> BudgetGround | InsufficientEvidence:
    """The arrays of an allocation for the workspace of `case` (its scope is everything)."""
    estimate, history = case.estimate, case.history
    if isinstance(estimate, InsufficientEvidence):
        return estimate
    if history is None or estimate.response is None or case.unit is None:
        return InsufficientEvidence("budget_no_response", ("import_post_readings",))
    if case.terms.gross_margin_rate is None:
        return InsufficientEvidence("reason_no_gross_margin_rate", ("help_set_gross_margin_rate",))
    tiers = history.creator_tiers or (None,) * len(history.creators)
    n_draws = len(estimate.response.concavity)
    organic, paid = _final_views(case, estimate)
    most = np.zeros(len(history.creators))
    np.maximum.at(most, history.post_creator, organic + paid)
    views = learn_views(organic, history.post_creator, tiers, n_draws=n_draws, seed=case.seed)
    if views is None:
        return InsufficientEvidence("no_post_views", ("import_post_readings",))
    offers = _offers(case, terms, dict(zip(history.creators, tiers, strict=True)))
    if not offers:
        return InsufficientEvidence("budget_no_prices", ("budget_help_prices",))
    unit = np.asarray(case.unit.draws, dtype=np.float64) * float(case.terms.gross_margin_rate)
    return BudgetGround(
        response=estimate.response,
        order_margin=unit,
        creators=history.creators,
        tiers=tiers,
        usual_types=history.creator_collaborations or (None,) * len(history.creators),
        views=views,
        most_views=most,
        offers=offers,
        posts=_old_posts(case, terms, organic, paid),
        view_price=price_views(prices, float(paid.max(initial=0.0))),
    )


def named_terms(terms: BudgetTerms, material: Material) -> BudgetTerms:
    """The terms with creators as they are spelt in the records."""
    programme = material.programme
    creators = tuple(dict.fromkeys(programme.creator_named(name).handle for name in terms.creators))
    prices = {programme.creator_named(name).handle: price for name, price in terms.prices.items()}
    return replace(terms, creators=creators, prices=prices)


def _final_views(case: Case, estimate: IncrementalEstimate) -> tuple[Array, Array]:
    """(n_posts,) organic views over a life (as forecast where still growing) and paid views so far."""
    history = estimate.history
    paid = history.views_paid.sum(axis=1)
    organic = np.maximum(history.views.sum(axis=1) - paid, 0.0)
    brand = case.growth.maturity.as_of(case.now)
    median = brand.model.forecast(level=FORECAST_LEVEL).median if brand.place else np.zeros(0)
    for row, post_id in enumerate(history.post_ids):
        place = brand.place.get(post_id)
        if place is not None:
            organic[row] = max(organic[row], float(median[place]))
    return organic, paid


def _offers(case: Case, terms: BudgetTerms, tiers: Mapping[str, str | None]) -> tuple[Offer, ...]:
    """Everybody who posted or was agreed with, in the types there were; who has no price is left out."""
    history = case.history
    assert history is not None
    horizon = terms.days / max(len(history.days), 1)
    known = set(history.creators)
    posts: Counter[Key] = Counter()
    for post in case.posts:
        if post.creator in known:
            posts[post.creator, post.collaboration_type or "other"] += 1
    for item in case.programme.collaborations:
        posts.setdefault((item.creator, item.collaboration_type), 0)
    ads: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in case.costs.lines:
        if line.kind == "ads" and line.creator:
            ads[line.creator] += line.amount
    of_creator: Counter[str] = Counter()
    for (creator, _), n in posts.items():
        of_creator[creator] += n
    paid, offers = price_posts(case.costs, case.programme), []
    for key in sorted(posts):
        creator, kind = key
        price = price_of(key, paid, tiers, terms.prices)
        if price is None or creator not in known or (terms.creators and creator not in terms.creators):
            continue
        share = posts[key] / of_creator[creator] if of_creator[creator] else 0.0
        offers.append(Offer(creator, kind, price, posts[key] * horizon, float(ads[creator]) * share * horizon))
    return tuple(offers)


def _old_posts(case: Case, terms: BudgetTerms, organic: Array, paid: Array) -> tuple[OldPost, ...]:
    """Posts of the last months."""
    history = case.history
    assert history is not None
    oldest = case.now - timedelta(days=BOOSTABLE_DAYS)
    young = {post.post_id for post in case.posts if post.published_at and post.published_at >= oldest}
    found = []
    for row, post_id in enumerate(history.post_ids):
        creator = history.creators[history.post_creator[row]]
        if post_id in young and organic[row] > 0 and (not terms.creators or creator in terms.creators):
            found.append(OldPost(post_id, creator, row, float(organic[row]), float(paid[row])))
    return tuple(found)


def _left_out(case: Case, ground: BudgetGround, terms: BudgetTerms) -> tuple[Phrase, ...]:
    """Creators of the programme that no money was planned for because nothing is known of them."""
    if terms.creators or case.history is None:
        return ()
    there = {offer.creator for offer in ground.offers}
    missing = [creator for creator in case.history.creators if creator not in there]
    if not missing:
        return ()
    facts = {"n": str(len(missing)), "creators": ", ".join(f"@{name}" for name in missing[:5])}
    return (Phrase(code="budget_note_no_price", facts=facts),)
