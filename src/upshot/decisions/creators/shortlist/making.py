"""Read the candidates of a workspace and answer the question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import numpy as np

from upshot.decisions.budget import BudgetTerms, read_ground
from upshot.decisions.costs import build_cost_ledger
from upshot.decisions.creators.panel import Array, CreatorPanel
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.creators.shortlist.asking import ShortlistTerms
from upshot.decisions.creators.shortlist.audiences import audiences, people_per_view
from upshot.decisions.creators.shortlist.building import ShortlistHead, build_shortlist
from upshot.decisions.creators.shortlist.candidates import Candidates
from upshot.decisions.creators.shortlist.costing import cost_of, paid_before, standing_quotes
from upshot.decisions.creators.shortlist.expecting import N_DRAWS, expect
from upshot.decisions.creators.shortlist.model import Objective, Shortlist
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material, open_case
from upshot.decisions.verdict.model import Phrase, Scope
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms
from upshot.registries.tiers import tier_of


def make_shortlist(
    data: WorkspaceData,
    terms: ShortlistTerms,
    *,
    now: datetime,
    seed: int = 1,
    material: Callable[[], Material] | None = None,
) -> Shortlist | InsufficientEvidence:
    """Whom to choose for a budget, as a document.

    Parameters
    ----------
    material : gives the workspace's fitted estimate; asked only where the objective is margin, for it may take a fit

    Raises
    ------
    InvalidInput, UnknownName : see `build_shortlist`
    """
    terms = terms.checked()
    settings = read_terms(data)
    panel = read_panel(data, now=now)
    if not panel.creators:
        return InsufficientEvidence("shortlist_no_roster", ("shortlist_help_roster",))
    candidates, notes = read_candidates(data, panel, terms, now=now, seed=seed)
    if terms.objective is Objective.MARGIN and material is not None:
        margin, more = expected_margin(material(), panel, terms)
        candidates = replace(candidates, margin=margin)
        notes = (*notes, *more)
    head = ShortlistHead(
        data.name, data.is_demo, now, data.data_version(), seed, settings.level, settings.currency,
        settings.hurdle_rate,
    )  # fmt: skip
    return build_shortlist(candidates, terms, head, notes)


def read_candidates(
    data: WorkspaceData, panel: CreatorPanel, terms: ShortlistTerms, *, now: datetime, seed: int
) -> tuple[Candidates, tuple[Phrase, ...]]:
    """Everybody on the roster, with what is known; margin is filled in by whoever has an estimate."""
    settings, programme = read_terms(data), read_programme(data, read_terms(data).zone)
    today = now.astimezone(settings.zone).date()
    names = tuple(row.creator for row in panel.creators)
    ledger = build_cost_ledger(data, as_of=today, terms=settings, programme=programme)
    paid = paid_before(ledger, programme)
    cost, source = cost_of(names, terms.posts_each, terms.prices, standing_quotes(data, today), paid)
    expected = expect(panel, terms.posts_each, seed=seed)
    match, in_target, notes = audiences(data, names, now=now)
    ratio, more = people_per_view(data, panel, now=now)
    n = len(names)
    found = Candidates(
        creators=names,
        tiers=tuple(tier_of(row.followers) for row in panel.creators),
        countries=tuple(row.country for row in panel.creators),
        categories=tuple(row.category for row in panel.creators),
        cost=cost,
        price_source=source,
        hours=np.full(n, terms.hours_each),
        hour_cost=float(settings.hour_cost),
        views=expected.views,
        engagements=expected.engagements,
        margin=np.full((N_DRAWS, n), np.nan),
        reach=expected.views_of_one * ratio * in_target,
        match=match,
        n_posts=expected.n_posts,
    )
    return found, (*notes, *more)


def expected_margin(material: Material, panel: CreatorPanel, terms: ShortlistTerms) -> tuple[Array, tuple[Phrase, ...]]:
    """(n_draws, n_creators) incremental margin of the posts asked of each, from the creator response model.

    NaN for creators whose effect nobody saw, and for all without an estimate; a note says why.
    """
    n = len(panel.creators)
    unknown = np.full((N_DRAWS, n), np.nan)
    day = material.now.date()
    ground = read_ground(open_case(material, Scope(kind="all")), BudgetTerms(day, day), material.prices)
    if isinstance(ground, InsufficientEvidence):
        return unknown, (Phrase(code="shortlist_note_no_margin"),)
    table = ground.next_post_margin()
    rows = np.linspace(0, len(table) - 1, N_DRAWS).astype(int)
    best: dict[str, tuple[float, int]] = {}
    for place, offer in enumerate(ground.offers):  # the type a creator did most
        if offer.creator not in best or offer.posts_now > best[offer.creator][0]:
            best[offer.creator] = offer.posts_now, place
    for creator, (_, place) in best.items():
        if creator in panel.place:
            unknown[:, panel.place[creator]] = table[rows, place] * terms.posts_each
    return unknown, ()
