"""Why each number of the model: the equation, the values it was filled with, and where its draws come from."""

from __future__ import annotations

from collections.abc import Iterator

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import IncrementalEstimate
from upshot.decisions.verdict.case import Case
from upshot.decisions.verdict.model import Input, Why
from upshot.decisions.verdict.prices import LATELY_DAYS, PaidPrices
from upshot.decisions.verdict.why import interval_text, plain, why

HISTORY = ("order, post_reading, ad_day, marketing_day, calendar: the whole history",)
POSTS = ("post_reading, ad_day: the posts' views",)


def explain_model(case: Case, prices: PaidPrices) -> Iterator[Why]:
    """A why for every part of "how we know"; nothing without an estimate."""
    estimate = case.estimate
    if isinstance(estimate, InsufficientEvidence):
        return
    fit = fit_inputs(estimate, case.terms.level)
    yield why(
        "decomposition",
        "expected orders a day = baseline (level, trend, season, weekday, events, other media) + increment (Σ of the "
        "posts' effects, spread over days by the growth of their views and by how long people wait), draw by draw",
        fit,
        "incremental_orders",
        HISTORY,
    )
    yield why(
        "by_tier",
        "Σ of the incremental orders of the posts of the tier's creators, draw by draw; the tiers' draws sum to the "
        "total; cost = Σ cost of these creators",
        [],
        "roi",
        ("posts.incremental_orders, creators.cost",),
    )
    yield why(
        "by_collaboration_type",
        "the same by the collaboration that covers each post; the cost of a creator who works in several ways is split "
        "in proportion to what was agreed for each",
        [],
        "roi",
        ("posts.incremental_orders, creators.cost, collaborations sheet",),
    )
    yield why(
        "creators.prior_share",
        "posterior variance of the creator's distance from mean, tier and type ÷ variance between creators, at most 1",
        [],
        "prior_share",
        ("incremental: draws of the estimate",),
    )
    yield why(
        "learned",
        "prior_share = posterior variance ÷ prior variance of the logarithm, at most 1",
        [],
        "prior_share",
        HISTORY,
    )
    yield why(
        "checks",
        "the model, fitted, makes histories of its own (predictive) and is asked for effects where nothing ran "
        "(placebo); p = share of its histories at least as extreme as what happened, two-sided",
        fit,
        "model_checks",
        HISTORY,
    )
    if estimate.response is not None:
        yield from _of_views(fit, prices)


def _of_views(fit: list[Input], prices: PaidPrices) -> Iterator[Why]:
    yield why(
        "response_curves",
        "orders of a typical post of the creator over its whole life = exp(log effect) × (effective views ÷ "
        "views_unit)^γ; effective views = organic + ρ × paid; by boost: that with the paid views minus that without",
        fit,
        "incremental_orders",
        POSTS,
    )
    yield why(
        "by_boost",
        "added orders = the post's orders × (1 - (organic ÷ (organic + ρ × paid))^γ), draw by draw; "
        "roi = (added margin - ad spend) ÷ ad spend",
        fit,
        "roi",
        POSTS,
    )
    price = prices.workspace.price
    shown = "none" if price is None else plain(price)
    yield why(
        "next_euro",
        "margin of one more unit of money = γ × ρ × exp(log effect) × (effective views ÷ views_unit)^(γ-1) ÷ "
        "views_unit × 1000 ÷ cost per thousand paid views × net revenue per order × gross_margin_rate; organic views "
        "as forecast",
        [
            *fit,
            Input(name="cost_per_thousand", value=shown, source=f"ad_day: the last {LATELY_DAYS} days with ads"),
        ],
        "roi",
        ("ad_day, post_reading",),
    )


def fit_inputs(estimate: IncrementalEstimate, level: float) -> list[Input]:
    """γ and ρ as they were found, and how the fit went."""
    inputs = []
    if estimate.response is not None:
        found = estimate.response
        inputs = [
            Input(name="γ", value=interval_text(found.concavity, level), source="concavity of views: draws"),
            Input(name="ρ", value=interval_text(found.paid_worth, level), source="a paid view in organic ones: draws"),
            Input(name="views_unit", value=plain(found.views_unit), source="effective views"),
        ]
    named = ((name, estimate.diagnostics.get(name)) for name in ("r_hat_max", "ess_bulk_min", "divergences"))
    inputs += [
        Input(name=name, value=f"{value:.4g}", source="diagnostics") for name, value in named if value is not None
    ]
    return inputs
