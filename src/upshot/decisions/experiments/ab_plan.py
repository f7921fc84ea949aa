"""Plan a test before it runs: how many people, how long, what it costs; and by simulation where posts are few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, expm1, log

import numpy as np

from upshot.decisions.experiments import ab_words as words
from upshot.decisions.experiments.ab_test import check_level
from upshot.decisions.experiments.model import DesignOption, ExperimentKind, ExperimentPlan
from upshot.decisions.verdict.model import Phrase
from upshot.errors import InvalidInput
from upshot.stats.blocked import simulated_power_in_blocks
from upshot.stats.power import (
    mde_means,
    mde_shares,
    n_per_arm_means,
    n_per_arm_shares,
    power_shares,
    simulated_power_shares,
)

SHORTEST_DAYS = 7  # a week: every weekday once (and TikTok's minimum for a split test)
USUAL_LIFTS = (0.1, 0.2, 0.3, 0.5)
USUAL_BRAND_LIFTS = (0.01, 0.02, 0.03, 0.04)
POST_SD_LOG10 = 0.46  # sd of log10 views within a creator: a collected panel of 2025, median creator
POSTS_PER_BLOCK = 2
LARGEST_POST_EFFECT = 20.0  # as a factor; beyond it no design is worth offering


@dataclass(frozen=True)
class Effect:
    """A difference worth finding: absolute in the metric's unit, or relative to the baseline."""

    size: float
    is_relative: bool


@dataclass(frozen=True)
class PlanQuestion:
    """What is known before a test.

    Parameters
    ----------
    baseline : share of the control (0–1), or its average when `sd` is given
    sd : standard deviation between units, for an average
    effects : none: a few usual ones
    n_per_arm : instead of effects: the units that can be had
    n_arms, n_metrics : all of them may decide, so alpha is divided (Bonferroni)
    explained_share : R² of a pre-period covariate
    """

    baseline: float
    sd: float | None = None
    effects: tuple[Effect, ...] = ()
    n_per_arm: int | None = None
    n_arms: int = 2
    n_metrics: int = 1
    units_per_day: float | None = None
    unit_cost: float | None = None
    explained_share: float = 0.0
    power: float = 0.8
    level: float = 0.95
    seed: int = 1
    is_split_test: bool = False


def plan_ab_test(question: PlanQuestion) -> ExperimentPlan:
    """Sizes for the wanted effects, or the smallest effect that the units at hand show.

    Raises
    ------
    InvalidInput : experiment_level, test_baseline, test_shares_out_of_range, test_effect_out_of_range
    """
    _check(question)
    options = tuple(_options(question))
    n_tests = (question.n_arms - 1) * question.n_metrics
    caveats = [Phrase(code="plan_whole_weeks"), Phrase(code="plan_fixed_or_sequential")]
    if question.is_split_test:
        caveats.append(Phrase(code="plan_split_test"))
    return ExperimentPlan(
        kind=ExperimentKind.AB,
        method="method_plan_shares" if question.sd is None else "method_plan_means",
        level=question.level,
        options=options,
        assumptions=(_assumption(question, n_tests),),
        caveats=tuple(caveats),
        what_would_help=() if options else (Phrase(code="plan_nothing_feasible"),),
    )


def plan_posts(
    n_posts: tuple[int, ...], *, power: float = 0.8, level: float = 0.9, sd_log10: float = POST_SD_LOG10, seed: int = 1
) -> ExperimentPlan:
    """What a test of organic posts in blocks of two can see, by simulation of its permutation test."""
    check_level(level)
    if any(n < 2 * POSTS_PER_BLOCK for n in n_posts) or sd_log10 <= 0:
        raise InvalidInput("test_posts_too_few", seen=min(n_posts), needed=2 * POSTS_PER_BLOCK)
    options = []
    for n in n_posts:
        effect = _smallest_post_effect(
            n // POSTS_PER_BLOCK, sd_log10 * log(10), power=power, alpha=1 - level, seed=seed
        )
        if effect is not None:
            options.append(DesignOption(name="design_posts", effect_abs=None, effect_rel=expm1(effect), power=power,
                                        n_per_arm=n // 2, n_total=n))  # fmt: skip
    facts = {"sd": f"{sd_log10:.2f}", "factor": f"{10**sd_log10:.1f}", "level": f"{round(100 * level, 1):g}"}
    return ExperimentPlan(
        kind=ExperimentKind.AB,
        method="method_plan_posts",
        level=level,
        options=tuple(options),
        assumptions=(Phrase(code="plan_assumes_posts", facts=facts),),
        caveats=(Phrase(code="caveat_blocks_need_lot"),),
        what_would_help=() if options else (Phrase(code="experiment_more_blocks"),),
    )


def plan_brand_lift(
    question: PlanQuestion, *, response_rate: float | None = None, answer_cost: float | None = None
) -> ExperimentPlan:
    """Answers per group for the wanted lifts (absolute, 0–1), and how many people must be asked for them."""
    _check(question)
    if response_rate is not None and not 0 < response_rate <= 1:
        raise InvalidInput("test_response_rate", seen=response_rate)
    if not question.effects and question.n_per_arm is None:
        fitting = tuple(Effect(size, False) for size in USUAL_BRAND_LIFTS if question.baseline + size < 1)
        question = PlanQuestion(**{**vars(question), "effects": fitting})
    priced = PlanQuestion(**{**vars(question), "unit_cost": answer_cost})
    options = []
    for option in _options(priced):
        asked = ceil((option.n_per_arm or 0) / response_rate) if response_rate else None
        facts = option.facts | ({"asked_per_group": str(asked)} if asked else {})
        options.append(option.model_copy(update={"facts": facts}))
    return ExperimentPlan(
        kind=ExperimentKind.BRAND_LIFT,
        method="method_plan_shares",
        level=question.level,
        options=tuple(options),
        assumptions=(_assumption(question, question.n_metrics),),
        caveats=(Phrase(code="plan_holdout"), Phrase(code="plan_same_question")),
        what_would_help=() if options else (Phrase(code="plan_nothing_feasible"),),
    )


def _check(question: PlanQuestion) -> None:
    check_level(question.level)
    if not 0.5 <= question.power < 1:
        raise InvalidInput("test_power", seen=question.power)
    if question.sd is None and not 0 < question.baseline < 1:
        raise InvalidInput("test_baseline", seen=question.baseline)


def _assumption(question: PlanQuestion, n_tests: int) -> Phrase:
    """The error rates that the sizes stand for."""
    facts = {name: f"{round(100 * getattr(question, name), 1):g}" for name in ("level", "power")}
    if n_tests == 1:
        return Phrase(code="plan_assumes_one", facts=facts)
    return Phrase(code="plan_assumes_many", facts={**facts, "n": str(n_tests)})


def _options(question: PlanQuestion) -> Iterator[DesignOption]:
    alpha = (1 - question.level) / ((question.n_arms - 1) * question.n_metrics)
    if question.n_per_arm is not None:
        found = _smallest_effect(question, question.n_per_arm, alpha)
        if found is not None:
            yield _option(question, found, question.n_per_arm, alpha)
    effects = question.effects or (() if question.n_per_arm else tuple(Effect(lift, True) for lift in USUAL_LIFTS))
    for effect in effects:
        size = effect.size * question.baseline if effect.is_relative else effect.size
        if question.sd is None:
            if not question.effects and question.baseline + size >= 1:
                continue  # a usual lift that this baseline leaves no room for
            n = n_per_arm_shares(question.baseline, question.baseline + size, alpha=alpha, power=question.power)
            n = ceil(n * (1 - question.explained_share))
        else:
            n = n_per_arm_means(size, sd=question.sd, alpha=alpha, power=question.power,
                                explained_share=question.explained_share)  # fmt: skip
        yield _option(question, size, n, alpha)


def _smallest_effect(question: PlanQuestion, n: int, alpha: float) -> float | None:
    effective = n / (1 - question.explained_share)
    if question.sd is None:
        return mde_shares(question.baseline, effective, alpha=alpha, power=question.power)
    return mde_means(effective, sd=question.sd, alpha=alpha, power=question.power)


def _option(question: PlanQuestion, size: float, n: int, alpha: float) -> DesignOption:
    total = n * question.n_arms
    days = None
    if question.units_per_day:
        days = max(ceil(total / question.units_per_day), SHORTEST_DAYS)
    facts = {}
    power = question.power
    if question.sd is None and not question.explained_share:
        rng = np.random.default_rng(question.seed)
        simulated = simulated_power_shares(question.baseline, question.baseline + size, n, alpha=alpha, rng=rng)
        facts["simulated_power"] = words.percent(simulated)
        power = power_shares(question.baseline, question.baseline + size, n, alpha=alpha)
    return DesignOption(
        name="design_arms",
        effect_abs=size,
        effect_rel=size / question.baseline if question.baseline > 0 else None,
        power=power,
        n_per_arm=n,
        n_total=total,
        duration_days=days,
        cost=None if question.unit_cost is None else total * question.unit_cost,
        facts=facts,
    )


def _smallest_post_effect(n_blocks: int, sd: float, *, power: float, alpha: float, seed: int) -> float | None:
    """The smallest log effect found with `power`, by bisection on the same random numbers."""

    def found(effect: float) -> float:
        return simulated_power_in_blocks(effect, n_blocks=n_blocks, units_per_block=POSTS_PER_BLOCK, sd_within=sd,
                                         alpha=alpha, rng=np.random.default_rng(seed))  # fmt: skip

    low, high = 0.0, log(LARGEST_POST_EFFECT)
    if found(high) < power:
        return None
    for _ in range(9):
        middle = (low + high) / 2
        low, high = (low, middle) if found(middle) >= power else (middle, high)
    return high
