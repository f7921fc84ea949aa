"""Why the plan is not better than it is, line by line and as a whole, and what it does not know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from upshot.decisions.budget.allocating import Allocation
from upshot.decisions.budget.asking import BOOSTS, TYPE, BudgetTerms
from upshot.decisions.budget.columns import Columns
from upshot.decisions.budget.ground import BudgetGround
from upshot.decisions.budget.model import Binding
from upshot.decisions.budget.prices import PriceSource
from upshot.decisions.verdict.model import Phrase
from upshot.stats.portfolio import best_purchase

FEW_POSTS = 3
MOST_BINDINGS = 6
_DUST = 1e-6


def line_reasons(
    columns: Columns, ground: BudgetGround, found: Allocation, terms: BudgetTerms, place: int
) -> tuple[Phrase, ...]:
    """Why one creator gets what he gets."""
    offer, portfolio = ground.offers[place], columns.portfolio
    posts, reasons = found.units[place], []
    p_pays = f"{100 * columns.p_pays[place]:.0f}"
    if found.explored[place]:
        reasons.append(Phrase(code="budget_reason_explore", facts={"p": p_pays}))
    elif posts < 0.5 and not columns.is_open[place]:
        reasons.append(Phrase(code="budget_reason_does_not_pay", facts={"p": p_pays}))
    elif posts < 0.5:
        mean = portfolio.margin.mean(axis=0)
        is_marginal = mean[place] / portfolio.price[place] >= 0.999 * float(mean @ found.last) > 0
        code = "budget_reason_does_not_fit" if is_marginal else "budget_reason_others_pay_more"
        reasons.append(Phrase(code=code))
    elif posts >= portfolio.high[place] - _DUST:
        facts = {"posts": f"{portfolio.high[place]:.0f}", "step": f"{terms.step:g}"}
        reasons.append(Phrase(code="budget_reason_step", facts=facts))
    if offer.price.source not in {PriceSource.OWN, PriceSource.GIVEN}:
        reasons.append(Phrase(code=f"budget_reason_price_{offer.price.source.value}"))
    n_posts = int(ground.views.n_posts[ground.offer_creators[place]])
    if n_posts < FEW_POSTS:
        reasons.append(Phrase(code="budget_reason_few_posts", facts={"posts": str(n_posts)}))
    return tuple(reasons)


def bindings(
    columns: Columns, ground: BudgetGround, found: Allocation, terms: BudgetTerms, hurdle_rate: float, budget: float
) -> tuple[Binding, ...]:
    """What one unit more of each limit would add to the expected net margin, the largest first.

    The budget by the next euro; caps and floors by solving again with a hundredth more room; posts per creator by what
    one more post would bring beyond what its price earns elsewhere.
    """
    portfolio, asked = columns.opened(), 1 + hurdle_rate
    mean = portfolio.margin.mean(axis=0)
    next_euro = float(mean @ found.next_)
    spends_all = bool(found.next_.any())
    own = []
    if spends_all:
        own.append(Binding(sentence=Phrase(code="budget_bind_budget"), worth=next_euro - asked))
    own += _group_bindings(columns, terms, asked, budget)
    elsewhere = max(float(mean @ found.last), asked) if spends_all else asked
    at_top = np.flatnonzero(columns.is_post & columns.is_open & (found.units >= portfolio.high - _DUST))
    for place in at_top:
        worth = float(mean[place] - elsewhere * portfolio.price[place])
        if worth > _DUST:
            facts = {"creator": ground.offers[place].creator, "posts": f"{portfolio.high[place]:.0f}"}
            own.append(Binding(sentence=Phrase(code="budget_bind_posts", facts=facts), worth=worth))
    first, rest = own[:1] if spends_all else [], own[1:] if spends_all else own
    return (*first, *sorted(rest, key=lambda item: -item.worth)[:MOST_BINDINGS])


def _group_bindings(columns: Columns, terms: BudgetTerms, asked: float, budget: float) -> list[Binding]:
    """Caps that hold money back and floors that tie it down; worth per euro of room."""
    portfolio = columns.opened()

    def value(groups: tuple[object, ...]) -> float:
        changed = replace(portfolio, groups=groups)  # type: ignore[arg-type]
        units = best_purchase(changed, budget, least_return=asked, tail=terms.tail, divisible=True)
        return float((portfolio.margin.mean(axis=0) - asked * portfolio.price) @ units)

    base, found = value(portfolio.groups), []
    for place, (name, group) in enumerate(zip(columns.group_names, portfolio.groups, strict=True)):
        room = max(0.01 * (group.high if np.isfinite(group.high) else group.low), 1.0)
        for code, wider, is_there in (
            ("cap", replace(group, high=group.high + room), np.isfinite(group.high)),
            ("floor", replace(group, low=max(group.low - room, 0.0)), group.low > 0),
        ):
            if not is_there:
                continue
            groups = (*portfolio.groups[:place], wider, *portfolio.groups[place + 1 :])
            worth = (value(groups) - base) / (room if code == "cap" else min(room, group.low))
            if worth > 1e-4:
                kind, plain = _named(name, code, terms)
                found.append(Binding(sentence=Phrase(code=kind, facts={"name": plain}), worth=worth))
    return found


def _named(name: str, code: str, terms: BudgetTerms) -> tuple[str, str]:
    if name == BOOSTS and name not in (terms.caps if code == "cap" else terms.floors):
        return "budget_bind_boosts_step", f"{terms.step:g}"
    kind = "boosts" if name == BOOSTS else "type" if name.startswith(TYPE) else "creator"
    return f"budget_bind_{code}_{kind}", name.removeprefix(TYPE)


def plan_notes(ground: BudgetGround, terms: BudgetTerms, columns: Columns, found: Allocation) -> tuple[Phrase, ...]:
    """What is assumed and what is not extrapolated."""
    notes = [
        Phrase(code="budget_note_average"),
        Phrase(code="budget_note_step", facts={"step": f"{terms.step:g}"}),
        Phrase(code="budget_note_views", facts={"views": f"{ground.views.most:.0f}"}),
    ]
    if ground.view_price is None:
        notes.append(Phrase(code="budget_note_no_ads"))
    else:
        facts = {"views": f"{ground.view_price.most_views:.0f}", "posts": str(ground.view_price.n_posts)}
        notes.append(Phrase(code="budget_note_boosts", facts=facts))
    if terms.tail < 1:
        notes.append(Phrase(code="budget_note_risk", facts={"share": f"{100 * terms.tail:.0f}"}))
    if terms.exploration_share > 0 and not found.explored.any():
        cheapest = float(columns.portfolio.price[columns.is_post].min())
        facts = {"share": f"{100 * terms.exploration_share:.0f}", "cheapest": f"{cheapest:.0f}"}
        notes.append(Phrase(code="budget_note_nothing_to_explore", facts=facts))
    return tuple(notes)
