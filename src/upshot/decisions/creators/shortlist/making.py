"""Read the candidates of a workspace and answer the question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from upshot.decisions.costs import build_cost_ledger
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.creators.reading import read_panel
from upshot.decisions.creators.shortlist.asking import ShortlistTerms
from upshot.decisions.creators.shortlist.audiences import audiences
from upshot.decisions.creators.shortlist.building import ShortlistHead, build_shortlist
from upshot.decisions.creators.shortlist.candidates import Candidates
from upshot.decisions.creators.shortlist.costing import cost_of, paid_before, standing_quotes
from upshot.decisions.creators.shortlist.expecting import Expected, expect, expected_margin
from upshot.decisions.creators.shortlist.model import Objective, Shortlist
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material
from upshot.decisions.verdict.model import Phrase
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import read_programme
from upshot.measures.terms import read_terms
from upshot.registries.tiers import tier_of


@dataclass(frozen=True)
class ShortlistGround:
    """What a choice is made from: read once, asked as often as somebody moves the budget."""

    candidates: Candidates
    head: ShortlistHead
    notes: tuple[Phrase, ...]


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
    ground = read_shortlist_ground(data, terms, now=now, seed=seed, material=material)
    if isinstance(ground, InsufficientEvidence):
        return ground
    return build_shortlist(ground.candidates, terms, ground.head, ground.notes)


def read_shortlist_ground(
    data: WorkspaceData,
    terms: ShortlistTerms,
    *,
    now: datetime,
    seed: int = 1,
    material: Callable[[], Material] | None = None,
) -> ShortlistGround | InsufficientEvidence:
    """The candidates. Of the terms only posts, hours, prices and whether margin is asked for are read."""
    terms = terms.checked()
    settings = read_terms(data)
    panel = read_panel(data, now=now)
    if not panel.creators:
        return InsufficientEvidence("shortlist_no_roster", ("shortlist_help_roster",))
    expected = expect(data, panel, terms.posts_each, now=now, seed=seed)
    candidates, notes = read_candidates(data, panel, expected, terms, now=now)
    if terms.objective is Objective.MARGIN and material is not None:
        margin, more = expected_margin(material(), panel, expected, seed=seed)
        candidates = replace(candidates, margin=margin)
        notes = (*notes, *more)
    head = ShortlistHead(
        data.name, data.is_demo, now, data.data_version(), seed, settings.level, settings.currency,
        settings.hurdle_rate,
    )  # fmt: skip
    return ShortlistGround(candidates, head, notes)


def read_candidates(
    data: WorkspaceData, panel: CreatorPanel, expected: Expected, terms: ShortlistTerms, *, now: datetime
) -> tuple[Candidates, tuple[Phrase, ...]]:
    """Everybody on the roster, with what is known; margin is filled in by whoever has an estimate."""
    settings, programme = read_terms(data), read_programme(data, read_terms(data).zone)
    today = now.astimezone(settings.zone).date()
    names = tuple(row.creator for row in panel.creators)
    ledger = build_cost_ledger(data, as_of=today, terms=settings, programme=programme)
    paid = paid_before(ledger, programme)
    cost, source = cost_of(names, terms.posts_each, terms.prices, standing_quotes(data, today), paid)
    match, in_target, notes = audiences(data, names, now=now)
    if not expected.is_reach_seen:
        notes = (*notes, Phrase(code="shortlist_note_reach_prior"))
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
        margin=np.full(expected.views.shape, np.nan),
        reach=expected.reach * in_target,
        match=match,
        n_posts=expected.n_posts,
    )
    return found, (*notes, Phrase(code="shortlist_note_luck"))
