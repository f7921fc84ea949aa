"""Rank the tests that are feasible by what they add to the decisions on the budget, less what they cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.decisions.budget import BudgetGround, BudgetTerms, Worked, read_ground, work_out
from upshot.decisions.budget.making import named_terms
from upshot.decisions.budget.views import Array
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.verdict.case import Material, open_case
from upshot.decisions.verdict.formulas import interval
from upshot.decisions.verdict.model import Phrase, Scope
from upshot.decisions.worth.feasible import TestOption, post_tests, series_tests, signal_tests
from upshot.decisions.worth.model import TestWorth, WorthReport
from upshot.errors import InvalidInput
from upshot.stats.value_of_information import (
    Division,
    value_of_perfect_information,
    value_of_sample_information,
)

DECISION_DAYS = 365
MOST_LISTED = 12
MOST_NOT_WORTH = 6
LEAST_VALUE = 1e-4  # of the budget: below it a value is Monte-Carlo noise
N_MOVES = 3
N_SUBJECTS = 30  # creators whose own tests are valued: those about whom the decision is most open
SETTLED = 1e-9  # sd of what a test would read, below which there is nothing to learn


def make_worth(
    material: Material, terms: BudgetTerms, *, decision_days: int = DECISION_DAYS
) -> WorthReport | InsufficientEvidence:
    """What each feasible test is worth for the division of this budget.

    Parameters
    ----------
    terms : the budget question; its time is how often the money is divided
    decision_days : for how long what is learned is used; decisions before a test ends do not profit from it

    Returns
    -------
    WorthReport; InsufficientEvidence where the budget itself cannot be answered, or too few draws would be left
    after any outcome to say what a test is worth
    """
    if not 1 <= decision_days <= 3650:
        raise InvalidInput("worth_days_out_of_range", seen=decision_days)
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
    tests, notes = series_tests(material.data, estimate, ground)
    desk = Desk.of(worked)
    own = [*post_tests(ground, worked.budget, desk.price_of_money, terms.days)]
    own += signal_tests(ground, _has_signal(ground), terms.days)
    subjects = desk.most_open(N_SUBJECTS)
    tests += [test for test in own if test.creators[0] in subjects]
    valued, unreliable = desk.value(tests, decision_days=decision_days, seed=material.seed)
    if tests and not valued:
        return InsufficientEvidence("worth_too_few_draws", ("run_lift_test",), (("tests", str(unreliable)),))
    if unreliable:
        notes.append(Phrase(code="worth_note_unreliable", facts={"n": str(unreliable)}))
    data = material.data
    best = sorted((test for test in valued if test.net > 0), key=lambda test: -test.net)
    rest = sorted((test for test in valued if test.net <= 0), key=lambda test: -test.value)
    return WorthReport(
        workspace=data.name,
        is_demo=data.is_demo,
        as_of=material.now,
        data_version=data.data_version(),
        seed=material.seed,
        currency=material.terms.currency,
        budget=worked.budget,
        horizon_days=terms.days,
        decision_days=decision_days,
        ceiling=value_of_perfect_information(desk.division) * decision_days / terms.days,
        margin_now=interval(desk.net_now(), material.terms.level),
        tests=_one_each(best)[:MOST_LISTED],
        not_worth=_one_each(rest)[:MOST_NOT_WORTH],
        notes=(*notes, Phrase(code="worth_note_method")),
    )


@dataclass(frozen=True)
class Desk:
    """The division that tests are valued for: posts of everybody, boosts of posts that are out, today's caps."""

    division: Division
    names: tuple[str, ...]  # (n,) the creator behind each column
    horizon_days: int
    price_of_money: float  # margin that a euro brings elsewhere

    @classmethod
    def of(cls, worked: Worked) -> Desk:
        """The columns of a budget that can be bought by themselves (ads on posts to come hang on the posts)."""
        portfolio, ground = worked.columns.portfolio, worked.ground
        kept = np.flatnonzero(portfolio.follows < 0)
        offers, posts = worked.columns.offer[kept], worked.columns.old_post[kept]
        names = tuple(
            ground.offers[offer].creator if offer >= 0 else ground.posts[post].creator
            for offer, post in zip(offers.tolist(), posts.tolist(), strict=True)
        )
        ads = worked.terms.step * sum(offer.ads_now for offer in ground.offers)
        asked = 1 + worked.hurdle_rate
        division = Division(
            portfolio.price[kept], portfolio.margin[:, kept], portfolio.high[kept], worked.budget, asked,
            np.flatnonzero(offers < 0), ads,
        )  # fmt: skip
        last = float(portfolio.margin.mean(axis=0) @ worked.found.last) if worked.found.next_.any() else 0.0
        return cls(division, names, worked.terms.days, max(last, asked))

    def most_open(self, n: int) -> frozenset[str]:
        """The `n` creators about whom knowing everything would change most, money costing what it brings elsewhere."""
        division = self.division
        net = (division.margin - self.price_of_money * division.price) * division.high
        open_ = np.maximum(net, 0.0).mean(axis=0) - np.maximum(net.mean(axis=0), 0.0)
        by_name: dict[str, float] = {}
        for name, value in zip(self.names, open_.tolist(), strict=True):
            by_name[name] = by_name.get(name, 0.0) + value
        return frozenset(sorted(by_name, key=lambda name: -by_name[name])[:n])

    def net_now(self) -> Array:
        """(n_draws,) net margin of the best division without any test."""
        margin = self.division.margin
        spend = self.division.spend(margin.mean(axis=0)[None])
        return self.division.worth(np.broadcast_to(spend, margin.shape), margin)

    def value(self, tests: list[TestOption], *, decision_days: int, seed: int) -> tuple[list[TestWorth], int]:
        """Every test with its value, and how many were left out because too few draws carried them."""
        found, unreliable = [], 0
        for test in tests:
            if not np.isfinite(test.standard_error) or float(test.measured.std()) < SETTLED:
                continue
            sample = value_of_sample_information(self.division, test.measured, test.standard_error, seed=seed)
            if not sample.is_reliable:
                unreliable += 1
                continue
            times = max(decision_days - test.days, 0) / self.horizon_days
            value = sample.value * times if sample.value > LEAST_VALUE * self.division.budget else 0.0
            now, after = _spreads(test)
            found.append(
                TestWorth(
                    kind=test.kind,
                    creators=test.creators,
                    units=test.units,
                    days=test.days,
                    outlay=test.outlay,
                    cost=test.cost,
                    value=value,
                    value_error=sample.error * times,
                    net=value - test.cost,
                    p_change=sample.p_change,
                    spread_now=now,
                    spread_after=after,
                    moves=self._moves(sample.moved),
                    command=test.command,
                )
            )
        return found, unreliable

    def _moves(self, moved: Array) -> tuple[str, ...]:
        """Whose money moves most, largest first."""
        by_name: dict[str, float] = {}
        for name, money in zip(self.names, moved.tolist(), strict=True):
            by_name[name] = by_name.get(name, 0.0) + money
        most = sorted(by_name, key=lambda name: -by_name[name])[:N_MOVES]
        return tuple(name for name in most if by_name[name] > LEAST_VALUE * self.division.budget)


def _spreads(test: TestOption) -> tuple[float, float]:
    """Relative sd of what is measured, now and expected after; a log effect's sd is relative as it stands."""
    sd = float(test.measured.std())
    after = 1 / np.sqrt(1 / sd**2 + 1 / test.standard_error**2)
    level = 1.0 if test.kind in {"more_posts", "signal"} else max(abs(float(test.measured.mean())), 1e-9)
    return sd / level, float(after) / level


def _one_each(tests: list[TestWorth]) -> tuple[TestWorth, ...]:
    """The best size of each test on each subject."""
    seen: dict[tuple[str, tuple[str, ...]], TestWorth] = {}
    for test in tests:
        seen.setdefault((test.kind.value, test.creators), test)
    return tuple(seen.values())


def _has_signal(ground: BudgetGround) -> Array:
    """(n_creators,) whether any code, link or survey counts the creator's orders."""
    seen = np.zeros(len(ground.creators), bool)
    for share in ground.response.capture.values():
        seen |= np.isfinite(share).any(axis=0)
    return seen.astype(np.float64)
