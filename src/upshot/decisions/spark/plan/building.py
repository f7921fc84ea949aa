"""From candidates, response and limits to a plan of flights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.candidates import Candidate, CandidateList, Standing
from upshot.decisions.spark.plan.binding import flight_binds, plan_binds, plan_warnings
from upshot.decisions.spark.plan.model import Flight, PlanAnswer, SparkPlan, Targeting
from upshot.decisions.spark.plan.policy import PRIOR_SHAPE, Limits, day_bounds, divide
from upshot.decisions.spark.plan.response import Response
from upshot.decisions.spark.plan.rights import PostRight, Rights
from upshot.decisions.verdict.model import Interval, Phrase
from upshot.errors import InvalidInput
from upshot.registries.ad_formats import ad_formats
from upshot.registries.spark_goals import goals_for, objectives, spark_goals
from upshot.stats.thompson import EXPONENTS, Bounds, ResponseDraws

Array = NDArray[np.float64]

CENT = Decimal("0.01")
N_DRAWS = 2_000
LIKELY, UNLIKELY = 0.8, 0.2  # probability of a gain above which the plan says boost, below which it says do not
MOST_POSTS = 8
LEAST_POSTS, LEAST_CREATORS = 2, 2
NOTHING = 0.01  # money a day below which a post is not in the plan


@dataclass(frozen=True)
class PlanTerms:
    """What was asked.

    Attributes
    ----------
    budget : the most for the whole time, in the workspace's currency
    starts_on, days : the flights' time; a right that ends earlier shortens its flight
    objective, goal : the brand's word, TikTok's optimisation goal (None: the first that serves the objective)
    ad_format : a name of the registry `ad_formats`
    posts : these posts and no others; empty = the best candidates
    """

    budget: Decimal
    starts_on: date
    days: int
    objective: str
    goal: str | None = None
    ad_format: str = "in_feed_spark"
    campaign: str | None = None
    posts: tuple[str, ...] = ()
    targeting: Targeting = field(default_factory=lambda: Targeting(countries=()))
    limits: Limits = field(default_factory=Limits)

    def checked(self) -> PlanTerms:
        """Itself.

        Raises
        ------
        InvalidInput : spark_budget_not_positive, spark_days_out_of_range, spark_objective_unknown, spark_goal_mismatch,
            spark_format_unknown, spark_limit_out_of_range
        """
        if self.budget <= 0:
            raise InvalidInput("spark_budget_not_positive", seen=str(self.budget))
        if not 1 <= self.days <= 365:
            raise InvalidInput("spark_days_out_of_range", seen=self.days)
        goals = goals_for(self.objective)
        if not goals:
            raise InvalidInput("spark_objective_unknown", seen=self.objective or "–", allowed=", ".join(objectives()))
        if self.goal is not None and self.goal not in goals:
            facts = {"seen": self.goal, "objective": self.objective, "allowed": ", ".join(goals)}
            raise InvalidInput("spark_goal_mismatch", **facts)
        if self.ad_format not in ad_formats():
            raise InvalidInput("spark_format_unknown", seen=self.ad_format, allowed=", ".join(ad_formats()))
        self.limits.checked()
        return self


@dataclass(frozen=True)
class PlanGround:
    """What a plan rests on beside the candidates."""

    response: Response
    margin_per_order: Decimal
    rights: Rights
    currency: str
    level: float
    now: datetime


def build_plan(found: CandidateList, terms: PlanTerms, ground: PlanGround) -> SparkPlan | InsufficientEvidence:
    """Divide the budget over the candidates.

    Returns
    -------
    SparkPlan; InsufficientEvidence when no candidate is left that may be boosted in the asked time
    """
    terms.checked()
    arms = chosen_arms(found, terms, ground.rights)
    if not arms:
        facts = (("candidates", str(len(found.candidates))), ("starts", terms.starts_on.isoformat()))
        return InsufficientEvidence("spark_plan_no_post", ("spark_help_post_readings", "spark_help_renew"), facts)
    budget_per_day = float(terms.budget) / terms.days
    reference = ground.response.reference_spend or budget_per_day / len(arms)
    draws = arm_draws(arms, ground.response, reference, found.seed)
    at_the_middle = arm_draws(arms, replace(ground.response, sd_log=0.0), reference, found.seed)  # no lottery ticket
    creator = np.unique([arm.creator for arm in arms], return_inverse=True)[1].astype(np.int64)
    limits = terms.limits if len(set(creator.tolist())) > 1 else _alone(terms.limits)
    floors = np.full(len(arms), limits.exploration_share * budget_per_day / len(arms))
    bounds = day_bounds(budget_per_day, creator, limits, None, floors)
    spend = divide(draws, np.ones(len(arms)), budget_per_day, bounds, limits, judged_by=at_the_middle)
    spend = np.where(spend >= NOTHING, spend, 0.0)
    return _Assembly(found, terms, ground, arms, draws, spend, bounds, reference).plan()


def chosen_arms(found: CandidateList, terms: PlanTerms, rights: Rights) -> list[Candidate]:
    """The posts to divide over: those asked for, else the best, at least two creators where there are two.

    A weak post is left out unless it is asked for; a post whose right has ended before the start is left out.
    """
    open_posts = [one for one in found.candidates if not _has_ended(rights.get(one.post_id), terms.starts_on)]
    if terms.posts:
        return [one for one in open_posts if one.post_id in terms.posts]
    able = [one for one in open_posts if one.standing is not Standing.WEAK or one.is_exploration]
    chosen = [one for one in able if not one.is_exploration][: MOST_POSTS - 1]
    chosen += [one for one in able if one.is_exploration][:1]
    if len({one.creator for one in chosen}) < LEAST_CREATORS:
        other = next((one for one in able if one.creator not in {known.creator for known in chosen}), None)
        chosen += [other] if other else []
    return chosen


def arm_draws(arms: Sequence[Candidate], response: Response, reference: float, seed: int) -> ResponseDraws:
    """Draws of margin a day: a common level of the brand, and what each post's score and chance add.

    A post's own scatter is that of the gamma prior (methods §5.15): what organic signals cannot tell.
    """
    rng = np.random.default_rng([seed, 5_15])
    common = response.sd_log * rng.standard_normal((N_DRAWS, 1))
    middle = np.array([arm.score.median for arm in arms])
    sd = np.array([(arm.score.high - arm.score.low) / 2.563 for arm in arms])
    own = middle + sd * rng.standard_normal((N_DRAWS, len(arms)))
    luck = rng.gamma(4 * PRIOR_SHAPE, 1 / (4 * PRIOR_SHAPE), (N_DRAWS, len(arms)))
    exponent = EXPONENTS[rng.integers(0, len(EXPONENTS), (N_DRAWS, len(arms)))]
    at_reference = response.median * reference * np.exp(common + own) * luck
    return ResponseDraws(at_reference / reference**exponent, exponent)


def _has_ended(right: PostRight | None, starts_on: date) -> bool:
    return right is not None and right.is_granted and right.ends_on is not None and right.ends_on < starts_on


def _alone(limits: Limits) -> Limits:
    """With one creator, a cap per creator would only leave money unspent."""
    return Limits(limits.max_step, limits.exploration_share, limits.most_per_arm, 1.0, limits.least_return)


@dataclass(frozen=True)
class _Assembly:
    """Everything that the document is made of."""

    found: CandidateList
    terms: PlanTerms
    ground: PlanGround
    arms: list[Candidate]
    draws: ResponseDraws
    spend: Array
    bounds: Bounds
    reference: float

    def plan(self) -> SparkPlan:
        """The document."""
        terms, ground = self.terms, self.ground
        flights = tuple(self._flight(place) for place in np.argsort(-self.spend) if self.spend[place] > 0)
        days = self._days()
        margin = (self.draws.events(self.spend) * days).sum(axis=1)
        planned = sum((flight.budget for flight in flights), Decimal(0))
        gain = margin - float(planned)
        p_gain = float((gain > 0).mean()) if flights else 0.0
        even = np.full(len(self.arms), float(terms.budget) / terms.days / len(self.arms))
        even_gain = (self.draws.events(even) * days).sum(axis=1) - float((even * days).sum())
        row = next(row for row in spark_goals() if row.objective == terms.objective)
        goal = terms.goal or row.goals[0]
        row = next(r for r in spark_goals() if r.objective == terms.objective and goal in r.goals)
        response = ground.response
        spread = np.exp(self._reach() * response.sd_log)
        return SparkPlan(
            workspace=self.found.workspace,
            is_demo=self.found.is_demo,
            as_of=ground.now,
            data_version=self.found.data_version,
            seed=self.found.seed,
            level=ground.level,
            currency=ground.currency,
            campaign=terms.campaign,
            objective=terms.objective,
            objective_type=row.objective_type,
            optimization_goal=goal,
            targeting=terms.targeting,
            starts_on=terms.starts_on,
            ends_on=terms.starts_on + timedelta(days=terms.days - 1),
            budget=terms.budget,
            planned=planned,
            unspent=terms.budget - planned,
            answer=_answer(p_gain),
            response_evidence=response.evidence,
            return_at_reference=Interval(
                median=response.median, low=response.median / spread, high=response.median * spread
            ),
            reference_spend=Decimal(str(self.reference)).quantize(CENT),
            margin_per_order=ground.margin_per_order.quantize(CENT),
            flights=flights,
            margin=self._interval(margin),
            gain=self._interval(gain),
            p_gain=p_gain,
            gain_over_equal_split=self._interval(gain - even_gain),
            limits={name: float(value) for name, value in vars(terms.limits).items()},
            binds=plan_binds(self.spend, self.bounds, float(terms.budget) / terms.days, terms.limits),
            warnings=plan_warnings(flights, terms.ad_format, terms.days, ground, self._below_minimum(flights)),
            notes=(
                Phrase(code=f"plan_note_response_{response.evidence.value}", facts={"posts": str(response.n_posts)}),
                Phrase(code="plan_note_approval"),
            ),
        )

    def _days(self) -> Array:
        """(n_arms,) days each flight runs."""
        return np.array([float((self._last_day(arm) - self.terms.starts_on).days + 1) for arm in self.arms])

    def _last_day(self, arm: Candidate) -> date:
        asked = self.terms.starts_on + timedelta(days=self.terms.days - 1)
        right = self.ground.rights.get(arm.post_id)
        return min(asked, right.ends_on) if right is not None and right.is_granted and right.ends_on else asked

    def _flight(self, place: int) -> Flight:
        arm, terms = self.arms[place], self.terms
        per_day = Decimal(str(self.spend[place])).quantize(CENT, ROUND_DOWN)
        last = self._last_day(arm)
        n_days = (last - terms.starts_on).days + 1
        margin = self.draws.events(self.spend)[:, place] * n_days
        gain = margin - float(per_day) * n_days
        right = self.ground.rights.get(arm.post_id)
        asked_end = terms.starts_on + timedelta(days=terms.days - 1)
        return Flight(
            post_id=arm.post_id,
            creator=arm.creator,
            url=arm.url,
            caption=arm.caption,
            ad_format=terms.ad_format,
            starts_on=terms.starts_on,
            ends_on=last,
            budget_per_day=per_day,
            budget=per_day * n_days,
            is_exploration=arm.is_exploration,
            score=arm.score,
            margin=self._interval(margin),
            gain=self._interval(gain),
            p_gain=float((gain > 0).mean()),
            marginal_return=self._interval(self.draws.marginal(np.maximum(self.spend, NOTHING))[:, place]),
            right_ends_on=right.ends_on if right else None,
            has_right=bool(right and right.is_granted),
            binds=flight_binds(place, self.spend, self.bounds, is_cut=last < asked_end, right=right),
            warnings=self._flight_warnings(arm, right, last),
        )

    def _flight_warnings(self, arm: Candidate, right: PostRight | None, last: date) -> tuple[Phrase, ...]:
        found = [phrase for phrase in arm.warnings if phrase.code != "candidate_note_boosted"]
        if right is None or not right.is_granted:
            needed = (last - self.ground.now.date()).days + 1 + 7
            days = next((d for d in (7, 30, 60, 365) if d >= needed), 365)
            found.append(Phrase(code="plan_warning_no_right", facts={"days": str(days)}))
        elif right.ends_on is None:
            found.append(Phrase(code="plan_warning_right_unknown"))
        return tuple(found)

    def _below_minimum(self, flights: tuple[Flight, ...]) -> int:
        least = ad_formats()[self.terms.ad_format].least_per_day_usd
        return sum(flight.budget_per_day < least for flight in flights) if least else 0

    def _reach(self) -> float:
        return float(ndtri(0.5 + self.ground.level / 2))

    def _interval(self, values: Array) -> Interval:
        tail = (1 - self.ground.level) / 2
        low, median, high = np.quantile(values, (tail, 0.5, 1 - tail))
        return Interval(median=float(median), low=float(low), high=float(high))


def _answer(p_gain: float) -> PlanAnswer:
    if p_gain >= LIKELY:
        return PlanAnswer.BOOST
    return PlanAnswer.DO_NOT_BOOST if p_gain <= UNLIKELY else PlanAnswer.TEST_ONLY
