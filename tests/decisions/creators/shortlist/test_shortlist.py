"""The shortlist: who is chosen and why, who nearly was, what binds, what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from upshot.decisions.creators.shortlist import (
    Candidates,
    Objective,
    Overlap,
    ShortlistAnswer,
    ShortlistHead,
    ShortlistTerms,
    build_shortlist,
    parse_cap,
    parse_overlap,
)
from upshot.decisions.evidence import InsufficientEvidence
from upshot.errors import InvalidInput, UnknownName
from upshot.stats.unique_reach import OverlapKind

HEAD = ShortlistHead("brand", False, datetime(2026, 11, 1, tzinfo=UTC), "v1", 1, 0.9, "EUR", 0.0)
TIERS = ("nano", "micro", "macro", "mega")


def roster(seed: int = 1, n: int = 14) -> Candidates:
    rng = np.random.default_rng(seed)
    tier = np.arange(n) % 3
    typical = np.exp(rng.normal(8.5 + tier, 0.6))
    views = typical * np.exp(rng.normal(0, 0.4, (200, n)))
    return Candidates(
        creators=tuple(f"c{place}" for place in range(n)),
        tiers=tuple(TIERS[each] for each in tier),
        countries=tuple("FR" if place % 2 else "BE" for place in range(n)),
        categories=("beauty",) * n,
        cost=np.round(typical * 0.03 * np.exp(rng.normal(0, 0.4, n)) + 50),
        price_source=("quote",) * n,
        hours=np.full(n, 2.0),
        hour_cost=30.0,
        views=views,
        engagements=views * rng.uniform(0.02, 0.12, n),
        margin=views * 0.05 * np.exp(rng.normal(0, 0.5, n)),
        reach=views * 0.8,
        match=rng.uniform(0.3, 0.9, n),
        n_posts=np.full(n, 9),
    )


def ask(budget: float = 3_000, **more) -> ShortlistTerms:
    return ShortlistTerms(Decimal(str(budget)), **{"objective": Objective.VIEWS, **more})


def names(found) -> set[str]:
    return {line.creator for line in found.chosen}


@cache
def plain(objective: Objective):
    """The choice without any further term."""
    return build_shortlist(roster(), ask(objective=objective), HEAD)


def best_views(candidates: Candidates, budget: float, *, most: int = 99) -> float:
    """By trial of every set."""
    value, cost = candidates.views.mean(axis=0), candidates.all_in
    sets = (set_ for size in range(min(candidates.n, most) + 1) for set_ in combinations(range(candidates.n), size))
    return max(value[list(set_)].sum() for set_ in sets if cost[list(set_)].sum() <= budget)


def test_the_choice_is_the_best_of_all_sets_and_its_cost_includes_the_hours():
    candidates = roster(n=12)
    found = build_shortlist(candidates, ask(), HEAD)
    assert found.value == pytest.approx(best_views(candidates, 3_000), rel=1e-3)
    assert found.totals.cost <= 3_000
    assert found.totals.hours_cost == 60 * found.totals.creators
    assert found.totals.cost == pytest.approx(sum(line.cost for line in found.chosen))


def test_relaxing_the_named_limit_by_its_step_brings_the_gain_that_is_printed():
    candidates = roster(3)
    found = build_shortlist(candidates, ask(2_500), HEAD)
    (budget,) = found.binds
    assert budget.limit == "budget"
    assert budget.price > 0
    more = best_views(candidates, 2_500 + budget.step)
    assert budget.gain == pytest.approx(more - best_views(candidates, 2_500), rel=1e-3, abs=1)


@pytest.mark.parametrize(
    "term",
    [
        {"most_creators": 3},
        {"caps": (parse_cap("tier:macro=1"),)},
        {"caps": (parse_cap("country:fr=20%"),)},
        {"most_hours": 6.0},
        {"most_share": 0.1},
        {"least_match": 0.6},
        {"tiers": ("nano",)},
        {"countries": ("FR",)},
        {"never": ("c5",)},
        {"apart": (("c0", "c1", "c5"),)},
        {"tail": 0.1, "objective": Objective.MARGIN},
    ],
)
def test_every_option_changes_something(term):
    objective = term.get("objective", Objective.VIEWS)
    after = build_shortlist(roster(), ask(**{"objective": objective, **term}), HEAD)
    assert names(after) != names(plain(objective))


def test_limits_are_kept():
    caps = (parse_cap("tier:macro=1"), parse_cap("country:FR=30%"))
    found = build_shortlist(roster(), ask(5_000, caps=caps, most_hours=8.0, apart=(("c0", "c1"),)), HEAD)
    assert sum(line.tier == "macro" for line in found.chosen) <= 1
    assert sum(line.cost for line in found.chosen if line.country == "FR") <= 1_500
    assert found.totals.hours <= 8
    assert len(names(found) & {"c0", "c1"}) <= 1


def test_ten_times_the_cost_per_view_puts_the_large_behind_the_small():
    candidates = roster()
    is_macro = np.array([tier == "macro" for tier in candidates.tiers])
    dear = replace(candidates, cost=np.where(is_macro, candidates.cost * 10, candidates.cost))
    found = build_shortlist(dear, ask(), HEAD)
    assert not any(line.tier == "macro" for line in found.chosen)


def test_macro_can_lose_the_pareto_view():
    candidates = roster()
    is_macro = np.array([tier == "macro" for tier in candidates.tiers])
    weak = replace(
        candidates,
        views=np.where(is_macro, candidates.views * 0.05, candidates.views),
        engagements=np.where(is_macro, candidates.engagements * 0.01, candidates.engagements),
    )
    tiers = {point.name: point for point in build_shortlist(weak, ask(), HEAD).pareto if point.is_tier}
    assert tiers["macro"].p_on_front == 0
    assert max(point.p_on_front for point in tiers.values()) == 1


def test_who_is_not_chosen_would_be_at_the_cost_that_is_told():
    candidates = roster(2)
    found = build_shortlist(candidates, ask(), HEAD)
    nearly = next(line for line in found.not_chosen if line.at_cost is not None)
    place = candidates.creators.index(nearly.creator)
    cheaper = candidates.cost.copy()
    cheaper[place] -= nearly.cost - nearly.at_cost
    assert nearly.creator in names(build_shortlist(replace(candidates, cost=cheaper), ask(), HEAD))


def test_creators_without_a_price_are_named_and_not_guessed():
    candidates = roster()
    cost = candidates.cost.copy()
    cost[[1, 4]] = np.nan
    found = build_shortlist(replace(candidates, cost=cost), ask(), HEAD)
    (left,) = found.left_out
    assert (left.reason.code, left.n, left.creators) == ("shortlist_out_no_price", 2, ("c1", "c4"))
    assert not names(found) & {"c1", "c4"}


def test_nobody_to_choose_from_says_what_would_help():
    found = build_shortlist(replace(roster(), cost=np.full(14, np.nan)), ask(), HEAD)
    assert isinstance(found, InsufficientEvidence)
    assert (found.reason, found.what_would_help) == ("shortlist_no_candidates", ("shortlist_help_prices",))


def test_when_nobody_pays_nobody_is_chosen():
    poor = replace(roster(), margin=roster().margin * 1e-3)
    found = build_shortlist(poor, ask(objective=Objective.MARGIN), HEAD)
    assert (found.answer, found.chosen, found.value) == (ShortlistAnswer.NOTHING_PAYS, (), 0)


def test_limits_that_exclude_each_other_are_named_with_what_would_do():
    found = build_shortlist(roster(), ask(400, least_creators=6), HEAD)
    assert found.answer is ShortlistAnswer.CONFLICT
    budget, number = found.conflicts
    assert (budget.limit, number.limit) == ("budget", "creators")
    enough = build_shortlist(roster(), ask(budget.enough + 1, least_creators=6), HEAD)
    assert (enough.answer, enough.totals.creators) == (ShortlistAnswer.CHOSEN, 6)


def test_reach_counts_people_once_and_its_cost_is_that_of_the_hand_calculation():
    found = build_shortlist(roster(), ask(objective=Objective.REACH, universe=200_000), HEAD)
    sizes = np.array([line.reach_in_target for line in found.chosen])
    by_hand = 200_000 * (1 - np.prod(1 - sizes / 200_000))
    assert found.reach.estimate == pytest.approx(by_hand)
    assert found.reach.cost_per_person == pytest.approx(found.totals.cost / by_hand)
    assert found.reach.low <= found.reach.estimate <= found.reach.high < found.reach.naive * 1.0001
    assert found.value == pytest.approx(by_hand)


def test_a_known_overlap_lowers_the_reach():
    terms = ask(objective=Objective.REACH, universe=2_000_000, must=("c2", "c5"))
    before = build_shortlist(roster(), terms, HEAD).reach
    shared = Overlap("c2", "c5", 0.9, OverlapKind.OF_SMALLER)
    after = build_shortlist(roster(), replace(terms, overlaps=(shared,)), HEAD).reach
    assert after.n_known_pairs == 1
    assert after.estimate < before.estimate
    assert after.high < before.high


def test_the_best_engagements_per_euro_needs_a_floor_and_says_so():
    found = build_shortlist(roster(), ask(objective=Objective.ENGAGEMENTS_PER_EURO), HEAD)
    assert found.totals.creators == 3
    assert "shortlist_note_ratio" in {note.code for note in found.notes}
    assert found.value == pytest.approx(
        roster().engagements.mean(axis=0)[[int(line.creator[1:]) for line in found.chosen]].sum() / found.totals.cost
    )


def test_the_same_question_gives_the_same_document():
    assert build_shortlist(roster(), ask(), HEAD).digest == plain(Objective.VIEWS).digest


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"budget": 0}, "shortlist_budget"),
        ({"tail": 0.0}, "shortlist_term_out_of_range"),
        ({"objective": Objective.REACH}, "shortlist_no_universe"),
        ({"objective": Objective.ENGAGEMENTS_PER_EURO, "tail": 0.2}, "shortlist_risk_not_for"),
        ({"must": ("c1",), "never": ("c1",)}, "shortlist_must_and_never"),
        ({"most_creators": 1, "least_creators": 2}, "shortlist_most_below_least"),
        ({"must": ("c1", "c2"), "apart": (("c1", "c2"),)}, "shortlist_apart_must"),
    ],
)
def test_a_question_that_cannot_be_is_refused(term, code):
    with pytest.raises(InvalidInput, match=code):
        build_shortlist(roster(), ask(**term), HEAD)


def test_a_name_that_nobody_bears_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="shortlist_unknown_creator"):
        build_shortlist(roster(), ask(must=("c99",)), HEAD)
    with pytest.raises(UnknownName, match="shortlist_unknown_group"):
        build_shortlist(roster(), ask(tiers=("macros",)), HEAD)


@pytest.mark.parametrize("text", ["macro=2", "tier:macro", "tier:=2", "tier:macro=1.5", "tier:macro=120%", "x:y=1", ""])
def test_a_cap_that_cannot_be_read_is_refused(text):
    with pytest.raises(InvalidInput, match="shortlist_cap_unreadable"):
        parse_cap(text)


def test_an_overlap_is_read_with_its_definition():
    assert parse_overlap("@Lea + max = 30 %:of_smaller") == Overlap("lea", "max", 0.3, OverlapKind.OF_SMALLER)
    assert parse_overlap("lea+max=12000") == Overlap("lea", "max", 12_000, OverlapKind.COUNT)
    for text in ("lea=3", "lea+max=30%", "lea+max=x", "lea+max=30%:other"):
        with pytest.raises(InvalidInput, match="shortlist_overlap_unreadable"):
            parse_overlap(text)
