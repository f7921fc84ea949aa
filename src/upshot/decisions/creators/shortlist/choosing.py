"""The choice itself: the objective as an aim, the limits as rows, the best that keeps them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from upshot.decisions.creators.shortlist.asking import ShortlistTerms
from upshot.decisions.creators.shortlist.candidates import Array, Candidates
from upshot.decisions.creators.shortlist.limits import BUDGET, limits_of, rivals_of
from upshot.decisions.creators.shortlist.model import Objective
from upshot.errors import InvalidInput
from upshot.stats.selection import Aim, Limit, Saturating, Selected, Selection, Total, WorstDraws, select
from upshot.stats.selection_conflict import Breach, explain_conflict
from upshot.stats.selection_ratio import select_ratio

FEWEST_FOR_RATIO = 3  # without a floor the best ratio is a single creator's
_FREE = 1e-6  # money: nobody costs nothing, so that a ratio exists


@dataclass(frozen=True)
class Choice:
    """What was asked of whom, and the answer; `conflict` instead where no choice keeps all limits."""

    candidates: Candidates
    terms: ShortlistTerms
    selection: Selection
    found: Selected | None
    conflict: tuple[Breach, ...]
    hurdle_rate: float

    @property
    def limits(self) -> tuple[Limit, ...]:
        """In the order of `found.prices`."""
        return self.selection.limits

    def again(self, limits: tuple[Limit, ...]) -> Selected | None:
        """The same question with other limits."""
        try:
            return _solve(self.candidates, self.terms, replace(self.selection, limits=limits))
        except InvalidInput:
            return None

    def takes_at(self, place: int, cost: float) -> bool:
        """Whether a candidate is chosen at another all-in cost, everything else as it is."""
        changed = self.candidates.cost.copy()
        changed[place] += cost - self.candidates.all_in[place]
        candidates = replace(self.candidates, cost=changed)
        aim = aim_of(candidates, self.terms, self.hurdle_rate)
        limits = limits_of(candidates, self.terms)
        try:
            found = _solve(candidates, self.terms, replace(self.selection, aim=aim, limits=limits))
        except InvalidInput:
            return False
        return place in found.chosen

    def cost_slope(self) -> Array:
        """(n,) by how much what a candidate brings beyond what it uses falls with a euro more of its cost."""
        assert self.found is not None
        slope = np.zeros(self.candidates.n)
        prices = self.found.prices
        if self.terms.objective is Objective.ENGAGEMENTS_PER_EURO:
            prices = prices * self.candidates.all_in[self.found.chosen].sum()
            slope += self.found.value
        if self.terms.objective is Objective.MARGIN:
            slope += 1 + self.hurdle_rate
        for limit, price in zip(self.limits, prices, strict=True):
            if limit.name == BUDGET:
                slope += price
            elif limit.name in {cap.key for cap in self.terms.caps if cap.share is not None}:
                slope += price * (limit.weights > 0)
        return slope


def make_choice(candidates: Candidates, terms: ShortlistTerms, *, hurdle_rate: float) -> Choice:
    """Choose among candidates who may all be chosen (`limits.sieve`).

    Raises
    ------
    InvalidInput : shortlist_apart_must (two who must be taken exclude each other)
    """
    if terms.objective is Objective.ENGAGEMENTS_PER_EURO and terms.least_creators < 1:
        most = terms.most_creators or FEWEST_FOR_RATIO
        terms = replace(terms, least_creators=min(FEWEST_FOR_RATIO, most, max(candidates.n, 1)))
    forced = np.isin(candidates.creators, terms.must)
    rivals = rivals_of(candidates, terms)
    for group in rivals:
        if forced[group].sum() > 1:
            names = [candidates.creators[place] for place in group if forced[place]]
            raise InvalidInput("shortlist_apart_must", creators=names)
    aim = aim_of(candidates, terms, hurdle_rate)
    selection = Selection(aim, limits_of(candidates, terms), rivals, forced, np.zeros(candidates.n, bool))
    try:
        found = _solve(candidates, terms, selection)
    except InvalidInput as error:
        if error.code != "selection_infeasible":
            raise
        return Choice(candidates, terms, selection, None, explain_conflict(selection), hurdle_rate)
    return Choice(candidates, terms, selection, found, (), hurdle_rate)


def _solve(candidates: Candidates, terms: ShortlistTerms, selection: Selection) -> Selected:
    if terms.objective is not Objective.ENGAGEMENTS_PER_EURO:
        return select(selection)
    cost = np.maximum(candidates.all_in, _FREE)
    cheapest = np.sort(cost)[: max(terms.least_creators, 1)].sum()
    return select_ratio(selection, candidates.engagements.mean(axis=0), cost, least_bottom=float(cheapest))


def aim_of(candidates: Candidates, terms: ShortlistTerms, hurdle_rate: float) -> Aim:
    """The objective: expectation, the worst draws, or people counted once."""
    if terms.objective is Objective.REACH:
        assert terms.universe is not None
        share = np.minimum(candidates.reach.mean(axis=0) / terms.universe, 1 - 1e-9)
        return Saturating(np.array([terms.universe]), -np.log1p(-share)[None])
    draws = objective_draws(candidates, terms, hurdle_rate)
    return Total(draws.mean(axis=0)) if terms.tail >= 1 else WorstDraws(draws, terms.tail)


def objective_draws(candidates: Candidates, terms: ShortlistTerms, hurdle_rate: float) -> Array:
    """(n_draws, n) of what is added up: net margin, views or engagements."""
    if terms.objective is Objective.MARGIN:
        net: Array = candidates.margin - (1 + hurdle_rate) * candidates.all_in
        return net
    return candidates.views if terms.objective is Objective.VIEWS else candidates.engagements
