"""The document from candidates and a question; nothing here reads a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from upshot.decisions.creators.shortlist.asking import ShortlistTerms
from upshot.decisions.creators.shortlist.candidates import Array, Candidates
from upshot.decisions.creators.shortlist.choosing import Choice, make_choice
from upshot.decisions.creators.shortlist.explaining import (
    MOST_EDGES,
    bindings,
    chosen_reasons,
    conflicts,
    edge_cost,
    edge_costs,
    expected_values,
    not_chosen,
)
from upshot.decisions.creators.shortlist.limits import sieve
from upshot.decisions.creators.shortlist.model import Chosen, LeftOut, Objective, Shortlist, ShortlistAnswer, Totals
from upshot.decisions.creators.shortlist.reaching import interval_of, pareto_of, reach_of
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.model import Interval, Phrase


@dataclass(frozen=True)
class ShortlistHead:
    """Where the candidates come from."""

    workspace: str
    is_demo: bool
    as_of: datetime
    data_version: str
    seed: int
    level: float
    currency: str
    hurdle_rate: float


def build_shortlist(
    candidates: Candidates, terms: ShortlistTerms, head: ShortlistHead, notes: tuple[Phrase, ...] = ()
) -> Shortlist | InsufficientEvidence:
    """The best choice for a budget, as a document.

    Returns
    -------
    Shortlist; with the answer `conflict` where no choice keeps all limits. InsufficientEvidence
    `shortlist_no_candidates` where everybody was left out

    Raises
    ------
    InvalidInput, UnknownName : see `ShortlistTerms.checked`, `limits.sieve` and `choosing.make_choice`
    """
    terms = terms.checked()
    kept, left_out = sieve(candidates, terms)
    if not kept.n:
        why = max(left_out, key=lambda line: line.n).reason.code if left_out else "shortlist_out_none"
        facts = (("n", str(candidates.n)), ("why", why))
        return InsufficientEvidence("shortlist_no_candidates", _help(left_out), facts)
    hurdle = head.hurdle_rate if terms.hurdle_rate is None else terms.hurdle_rate
    choice = make_choice(kept, terms, hurdle_rate=hurdle)
    return _document(choice, head, left_out, (*notes, *_notes(choice)))


def _help(left_out: tuple[LeftOut, ...]) -> tuple[str, ...]:
    """What would make candidates of those left out."""
    helps = {
        "shortlist_out_no_price": "shortlist_help_prices",
        "shortlist_out_no_views": "shortlist_help_posts",
        "shortlist_out_no_engagements": "shortlist_help_posts",
        "shortlist_out_no_margin": "shortlist_help_margin",
        "shortlist_out_no_reach": "shortlist_help_audience",
        "shortlist_out_match_unknown": "shortlist_help_audience",
    }
    codes = [helps[line.reason.code] for line in left_out if line.reason.code in helps]
    return tuple(dict.fromkeys(codes)) or ("shortlist_help_wider",)


def _document(
    choice: Choice, head: ShortlistHead, left_out: tuple[LeftOut, ...], notes: tuple[Phrase, ...]
) -> Shortlist:
    found, terms = choice.found, choice.terms
    answer = ShortlistAnswer.CONFLICT
    if found is not None:
        answer = ShortlistAnswer.CHOSEN if len(found.chosen) else ShortlistAnswer.NOTHING_PAYS
    chosen = found.chosen if found is not None else np.zeros(0, dtype=np.int64)
    return Shortlist(
        workspace=head.workspace, is_demo=head.is_demo, as_of=head.as_of, data_version=head.data_version,
        seed=head.seed, level=head.level, currency=head.currency, objective=terms.objective, tail=terms.tail,
        posts_each=terms.posts_each, budget=float(terms.budget), hurdle_rate=choice.hurdle_rate, answer=answer,
        n_candidates=choice.candidates.n,
        value=None if found is None else found.value,
        bound=None if found is None else found.bound,
        gap=None if found is None else found.gap,
        totals=totals_of(choice, head.level),
        chosen=_chosen(choice, head.level),
        not_chosen=() if found is None else not_chosen(choice),
        left_out=left_out,
        binds=() if found is None else bindings(choice),
        conflicts=conflicts(choice),
        reach=reach_of(choice, head.level),
        pareto=pareto_of(choice.candidates, chosen, head.level),
        notes=notes,
    )  # fmt: skip


def _chosen(choice: Choice, level: float) -> tuple[Chosen, ...]:
    """Those who are in, the most valuable first."""
    found, candidates = choice.found, choice.candidates
    if found is None:
        return ()
    values, edges = expected_values(choice), edge_costs(choice)
    order = found.chosen[np.argsort(-values[found.chosen], kind="stable")]
    cost, lines = candidates.all_in, []
    for number, place in enumerate(order):
        engaged = candidates.engagements[:, place]
        lines.append(
            Chosen(
                creator=candidates.creators[place],
                tier=candidates.tiers[place],
                country=candidates.countries[place],
                category=candidates.categories[place],
                cost=float(cost[place]),
                hours=float(candidates.hours[place]),
                hours_cost=float(candidates.hours[place] * candidates.hour_cost),
                price_source=candidates.price_source[place],
                views=_interval(candidates.views[:, place], level),
                engagements=_interval(engaged, level),
                margin=_interval(candidates.margin[:, place], level),
                engagements_per_euro=_interval(engaged / cost[place], level) if cost[place] > 0 else None,
                reach_in_target=_mean(candidates.reach[:, place]),
                match=_mean(candidates.match[place : place + 1]),
                share_of_budget=float(cost[place] / float(choice.terms.budget)),
                up_to_cost=edge_cost(choice, edges, int(place)) if number < MOST_EDGES else None,
                reasons=chosen_reasons(choice, int(place)),
            )
        )
    return tuple(lines)


def totals_of(choice: Choice, level: float) -> Totals | None:
    """The choice as a whole, sums draw by draw."""
    found, candidates = choice.found, choice.candidates
    if found is None:
        return None
    places = found.chosen
    cost, hours = float(candidates.all_in[places].sum()), float(candidates.hours[places].sum())
    views, engaged, margin = (
        table[:, places].sum(axis=1) if len(places) else np.full(len(table), np.nan)
        for table in (candidates.views, candidates.engagements, candidates.margin)
    )
    net = margin - (1 + choice.hurdle_rate) * cost
    return Totals(
        creators=len(places), cost=cost, hours=hours, hours_cost=hours * candidates.hour_cost,
        views=_interval(views, level), engagements=_interval(engaged, level), margin=_interval(margin, level),
        net_margin=_interval(net, level), p_pays=float((net > 0).mean()) if np.isfinite(net).all() else None,
        engagements_per_euro=_interval(engaged / cost, level) if cost > 0 else None,
    )  # fmt: skip


def _interval(draws: Array, level: float) -> Interval | None:
    return interval_of(draws, level) if np.isfinite(draws).all() else None


def _mean(values: Array) -> float | None:
    return float(values.mean()) if np.isfinite(values).all() else None


def _notes(choice: Choice) -> tuple[Phrase, ...]:
    """What the answer assumes."""
    terms = choice.terms
    notes = [Phrase(code="shortlist_note_followers")]
    old = sum(source == "creator" for source in choice.candidates.price_source)
    if old:
        facts = {"n": str(old), "all": str(choice.candidates.n)}
        notes.append(Phrase(code="shortlist_note_old_prices", facts=facts))
    if terms.tail < 1:
        notes.append(Phrase(code="shortlist_note_risk", facts={"share": f"{100 * terms.tail:.0f}"}))
    if terms.objective is Objective.REACH and terms.posts_each > 1:
        notes.append(Phrase(code="shortlist_note_first_post"))
    if terms.objective is Objective.ENGAGEMENTS_PER_EURO:
        notes.append(Phrase(code="shortlist_note_ratio", facts={"n": str(terms.least_creators)}))
    if terms.universe is not None and not terms.overlaps:
        notes.append(Phrase(code="shortlist_note_independent"))
    return tuple(notes)
