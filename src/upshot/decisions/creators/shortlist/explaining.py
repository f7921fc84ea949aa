"""Why: of each who is chosen, of those who nearly were, and of the choice as a whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from upshot.decisions.creators.shortlist.candidates import Array
from upshot.decisions.creators.shortlist.choosing import Choice, aim_of
from upshot.decisions.creators.shortlist.limits import BUDGET, HOURS, NUMBER, is_money
from upshot.decisions.creators.shortlist.model import Binding, Conflict, NotChosen, Objective
from upshot.decisions.verdict.model import Phrase
from upshot.stats.selection import Limit, Saturating, Total, WorstDraws
from upshot.stats.selection_conflict import Breach

FEW_POSTS = 3
MOST_NOT_CHOSEN = 10
MOST_EDGES = 4  # of those, and of the chosen, how many have the cost at which that turns
MOST_AGAIN = 3_000  # candidates up to which the choice is made again with more of each limit
BUDGET_STEP = 0.05
EDGE_SHARES = (0.99, 0.6)  # of the way to the cost that prices tell
_DUST = 1e-7


def expected_values(choice: Choice) -> Array:
    """(n,) of the objective, each alone."""
    aim = aim_of(choice.candidates, choice.terms, choice.hurdle_rate)
    if isinstance(aim, Total):
        return aim.value
    if isinstance(aim, WorstDraws):
        return np.asarray(aim.draws.mean(axis=0))
    assert isinstance(aim, Saturating)
    people: Array = choice.candidates.reach.mean(axis=0)
    return people


def edge_cost(choice: Choice, edges: Array, place: int) -> float | None:
    """A cost on the way to that of `edge_costs` at which choosing again bears it out: creators come whole.

    Of more than `MOST_AGAIN` candidates it is believed: what a single one moves is then next to nothing.
    """
    assert choice.found is not None
    edge, is_in = float(edges[place]), place in choice.found.chosen
    cost = float(choice.candidates.all_in[place])
    if choice.terms.objective is Objective.ENGAGEMENTS_PER_EURO:  # every solve of a ratio is several
        return None
    if not np.isfinite(edge) or (edge <= cost if is_in else edge >= cost):
        return None
    start = cost if is_in else 0.0
    for share in EDGE_SHARES:
        asked = start + share * (edge - start)
        if choice.candidates.n > MOST_AGAIN or choice.takes_at(place, asked):
            return asked
    return None


def edge_costs(choice: Choice) -> Array:
    """(n,) all-in cost at which a candidate would just be chosen, at the prices of the limits; NaN = not told."""
    assert choice.found is not None
    slope, cost = choice.cost_slope(), choice.candidates.all_in
    with np.errstate(divide="ignore", invalid="ignore"):
        edge = cost + np.where(slope > _DUST, choice.found.reduced / slope, np.nan)
    return np.where(edge > 0, edge, np.nan)


def chosen_reasons(choice: Choice, place: int) -> tuple[Phrase, ...]:
    """Why one is in, and what the figures rest on."""
    assert choice.found is not None
    candidates, terms = choice.candidates, choice.terms
    reasons = []
    if candidates.creators[place] in terms.must:
        reasons.append(Phrase(code="shortlist_why_must"))
    elif choice.found.reduced[place] <= _DUST:
        reasons.append(Phrase(code="shortlist_why_fits"))
    else:
        rank = _rank(choice, place)
        reasons.append(Phrase(code="shortlist_why_per_euro", facts={"rank": str(rank), "n": str(candidates.n)}))
    return (*reasons, *grounds(choice, place))


def grounds(choice: Choice, place: int) -> tuple[Phrase, ...]:
    """What is thin about the figures of one candidate."""
    candidates, found = choice.candidates, []
    posts = int(candidates.n_posts[place])
    if posts < FEW_POSTS:
        found.append(Phrase(code="shortlist_why_few_posts", facts={"posts": str(posts)}))
    return tuple(found)


def _rank(choice: Choice, place: int) -> int:
    """Place by objective per euro; margin counts before its cost."""
    value = expected_values(choice)
    if choice.terms.objective is Objective.MARGIN:
        value = value + (1 + choice.hurdle_rate) * choice.candidates.all_in
    rate = value / np.maximum(choice.candidates.all_in, 1e-6)
    return int((rate > rate[place] * (1 + 1e-12)).sum()) + 1


def not_chosen(choice: Choice) -> tuple[NotChosen, ...]:
    """Those nearest to being chosen, and what would bring them in."""
    found, candidates = choice.found, choice.candidates
    assert found is not None
    outside = np.setdiff1d(np.arange(candidates.n), found.chosen)
    order = outside[np.argsort(-found.reduced[outside], kind="stable")][:MOST_NOT_CHOSEN]
    values, edges = expected_values(choice), edge_costs(choice)
    lines = []
    for number, place in enumerate(order):
        rival = _rival(choice, int(place))
        cost, is_near = float(candidates.all_in[place]), found.reduced[place] > -_DUST
        if rival is not None:
            reason = Phrase(code="shortlist_not_rival", facts={"creator": rival})
        elif choice.terms.objective is Objective.MARGIN and values[place] <= 0:
            reason = Phrase(code="shortlist_not_pays")
        elif cost > float(choice.terms.budget):
            reason = Phrase(code="shortlist_not_budget")
        else:
            reason = Phrase(code="shortlist_not_fits" if is_near else "shortlist_not_others")
        lines.append(
            NotChosen(
                creator=candidates.creators[place],
                tier=candidates.tiers[place],
                cost=cost,
                value=float(values[place]),
                at_cost=None if rival is not None or number >= MOST_EDGES else edge_cost(choice, edges, int(place)),
                reasons=(reason, *grounds(choice, int(place))),
            )
        )
    return tuple(lines)


def _rival(choice: Choice, place: int) -> str | None:
    """The chosen one that excludes this candidate."""
    assert choice.found is not None
    for group in choice.selection.rivals:
        if place in group:
            taken = np.intersect1d(group, choice.found.chosen)
            if len(taken):
                return choice.candidates.creators[int(taken[0])]
    return None


def bindings(choice: Choice) -> tuple[Binding, ...]:
    """The limits that have a price, the one whose step adds most first."""
    assert choice.found is not None
    lines = []
    for place, (limit, price) in enumerate(zip(choice.limits, choice.found.prices, strict=True)):
        size = max(abs(choice.found.value), 1e-9)
        scale = max(abs(limit.high) if np.isfinite(limit.high) else abs(limit.low), 1.0)
        if abs(price) * scale > _DUST * size:
            lines.append(_binding(choice, place, limit, float(price)))
    return tuple(sorted(lines, key=lambda line: -(line.price * line.step)))


def _binding(choice: Choice, place: int, limit: Limit, price: float) -> Binding:
    assert choice.found is not None
    is_ceiling, step = price > 0, _step(choice, limit)
    wider = replace(limit, high=limit.high + step) if is_ceiling else replace(limit, low=limit.low - step)
    gain = None
    if choice.candidates.n <= MOST_AGAIN:
        again = choice.again((*choice.limits[:place], wider, *choice.limits[place + 1 :]))
        gain = None if again is None else max(again.value - choice.found.value, 0.0)
    bound = limit.high if is_ceiling else limit.low
    return Binding(
        limit=limit.name, is_ceiling=is_ceiling, bound=bound, used=float(choice.found.used[place]), price=abs(price),
        step=step, gain=gain, sentence=sentence(choice, limit.name, is_ceiling=is_ceiling),
    )  # fmt: skip


def _step(choice: Choice, limit: Limit) -> float:
    """One more creator or hour; of money, a twentieth of the limit."""
    if not is_money(choice.terms, limit.name):
        return 1.0
    return BUDGET_STEP * (limit.high if limit.high > 0 else float(choice.terms.budget))


def sentence(choice: Choice, name: str, *, is_ceiling: bool) -> Phrase:
    """Which limit that is, in words."""
    if name == BUDGET:
        return Phrase(code="shortlist_limit_budget")
    if name == HOURS:
        return Phrase(code="shortlist_limit_hours")
    if name == NUMBER:
        return Phrase(code="shortlist_limit_most" if is_ceiling else "shortlist_limit_least")
    cap = next(cap for cap in choice.terms.caps if cap.key == name)
    code = f"shortlist_limit_{cap.dimension}_{'creators' if cap.creators is not None else 'share'}"
    return Phrase(code=code, facts={"name": cap.name})


def conflicts(choice: Choice) -> tuple[Conflict, ...]:
    """The limits that exclude each other, with what would do."""

    def line(breach: Breach) -> Conflict:
        said = sentence(choice, breach.name, is_ceiling=breach.is_ceiling)
        return Conflict(
            limit=breach.name, is_ceiling=breach.is_ceiling, bound=breach.bound, enough=breach.enough, sentence=said
        )

    return tuple(line(breach) for breach in choice.conflict)
