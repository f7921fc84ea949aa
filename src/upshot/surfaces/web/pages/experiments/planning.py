"""From a filled form to a plan: what each kind of test is asked, and which of its designs fit what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_plan import Effect, PlanQuestion, plan_ab_test, plan_brand_lift, plan_posts
from upshot.decisions.experiments.event_plan import LaunchWish, plan_launches
from upshot.decisions.experiments.feasible import Limits, within_limits
from upshot.decisions.experiments.geo_model import GeoKind, RefusedDesign
from upshot.decisions.experiments.geo_plan import GeoWish, plan_geo_test
from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.model import ExperimentPlan
from upshot.decisions.experiments.on_off_test import OnOffWish, plan_on_off_test
from upshot.decisions.experiments.posts_draw import draw_posts
from upshot.decisions.experiments.region_series import (
    RegionSeries,
    read_region_file,
    read_region_orders,
    read_shop_orders,
)
from upshot.surfaces.web.pages.experiments.fields import Answers
from upshot.wiring import Workspace

Planned = tuple[ExperimentPlan, tuple[RefusedDesign, ...]] | InsufficientEvidence
SEED = 1
_LEVEL = {TestKind.AB: 0.95}


def plan_of(kind: TestKind, answers: Answers, workspace: Workspace, file: Path | None) -> Planned:
    """The plan that a filled form asks for, and the designs that are not offered; or why there is none.

    Raises
    ------
    InvalidInput, UnknownName, SourceRefused : what the form or its file says cannot be
    """
    return _PLANNERS[kind](kind, answers, workspace, file)


def series_of(answers: Answers, workspace: Workspace, file: Path | None) -> RegionSeries:
    """The daily orders that the form names: the workspace's, or those of its file."""
    source = answers.text("source") or "shop"
    if source == "file":
        if file is None:
            raise answers.refuse("file", "experiment_file", "–")
        series = read_region_file(file, metric=answers.text("metric"))
    elif source == "shop":
        series = read_shop_orders(workspace)
    else:
        by: Literal["region", "country"] = "country" if source == "country" else "region"
        series = read_region_orders(workspace, by=by)
    excluded = answers.names("excluded")
    return series.without(excluded) if excluded else series


def level_of(kind: TestKind, answers: Answers) -> float:
    """The confidence asked for, or the one usual for this kind of test."""
    return answers.share("level", _LEVEL.get(kind, 0.9)) or 0.0


def _people(kind: TestKind, answers: Answers, _workspace: Workspace, _file: Path | None) -> Planned:
    sd = answers.number("sd")
    is_share = sd is None
    baseline = answers.share("baseline") if is_share else answers.number("baseline")
    question = PlanQuestion(
        baseline=baseline or 0.0,
        sd=sd,
        effects=tuple(Effect(*effect) for effect in answers.effects("effects", is_share=is_share)),
        n_per_arm=answers.whole("n_per_arm", least=2),
        n_arms=answers.whole("n_arms", least=2, most=12) or 2,
        n_metrics=answers.whole("n_metrics", least=1, most=50) or 1,
        units_per_day=answers.number("per_day", least=0.001),
        unit_cost=answers.number("unit_cost", least=0),
        explained_share=answers.share("explained", 0.0) or 0.0,
        power=answers.share("power", 0.8) or 0.0,
        level=level_of(kind, answers),
        seed=SEED,
        is_split_test=kind is TestKind.SPLIT_TEST,
    )
    return within_limits(plan_ab_test(question), _limits(answers))


def _limits(answers: Answers) -> Limits:
    return Limits(most_days=answers.whole("most_days"), budget=answers.number("budget"))


def _posts(kind: TestKind, answers: Answers, _workspace: Workspace, _file: Path | None) -> Planned:
    sizes = answers.wholes("posts", least=2, most=2_000)
    if not sizes:
        raise answers.refuse("posts", "experiment_wholes")
    for size in sizes:
        draw_posts(answers.names("creators"), size, seed=SEED)  # whoever cannot be drawn is said before anything runs
    spread = answers.number("sd_log10", least=0.01)
    told = {} if spread is None else {"sd_log10": spread}
    power = answers.share("power", 0.8) or 0.0
    return plan_posts(sizes, power=power, level=level_of(kind, answers), seed=SEED, **told), ()


def _brand_lift(kind: TestKind, answers: Answers, _workspace: Workspace, _file: Path | None) -> Planned:
    question = PlanQuestion(
        baseline=answers.share("baseline") or 0.0,
        effects=tuple(Effect(*effect) for effect in answers.effects("effects", is_share=True)),
        n_per_arm=answers.whole("n_per_arm", least=2),
        n_metrics=answers.whole("n_metrics", least=1, most=20) or 1,
        power=answers.share("power", 0.8) or 0.0,
        level=level_of(kind, answers),
        seed=SEED,
    )
    rate, cost = answers.share("response_rate"), answers.number("answer_cost", least=0)
    plan = plan_brand_lift(question, response_rate=rate, answer_cost=cost)
    return within_limits(plan, Limits(budget=answers.number("budget")))


def _geo(kind: TestKind, answers: Answers, workspace: Workspace, file: Path | None) -> Planned:
    cost = answers.number("order_cost", least=0)
    cooldown = answers.whole("cooldown_days", most=180)
    wish = GeoWish(
        kind=GeoKind(answers.text("geo_kind") or GeoKind.HEAVY_UP),
        plausible_lift=answers.share("plausible", GeoWish.plausible_lift) or 0.0,
        power=answers.share("power", 0.8) or 0.0,
        level=level_of(kind, answers),
        weeks=answers.wholes("weeks", most=52) or GeoWish.weeks,
        cooldown_days=GeoWish.cooldown_days if cooldown is None else cooldown,
        starts_on=answers.day("starts_on"),
        unit_cost=cost,
        currency=workspace.setting("currency") if cost is not None else None,
        seed=SEED,
    )
    found = plan_geo_test(series_of(answers, workspace, file), wish)
    return found if isinstance(found, InsufficientEvidence) else (found, ())


def _on_off(kind: TestKind, answers: Answers, workspace: Workspace, file: Path | None) -> Planned:
    cost = answers.number("order_cost", least=0)
    washout = answers.whole("washout_days", most=27)
    wish = OnOffWish(
        plausible_lift=answers.share("plausible", OnOffWish.plausible_lift) or 0.0,
        power=answers.share("power", 0.8) or 0.0,
        level=level_of(kind, answers),
        weeks=answers.wholes("weeks", least=2, most=104) or OnOffWish.weeks,
        washout_days=OnOffWish.washout_days if washout is None else washout,
        starts_on=answers.day("starts_on"),
        unit_cost=cost,
        currency=workspace.setting("currency") if cost is not None else None,
        seed=SEED,
    )
    found = plan_on_off_test(series_of(answers, workspace, file), wish)
    return found if isinstance(found, InsufficientEvidence) else (found, ())


def _launches(kind: TestKind, answers: Answers, workspace: Workspace, file: Path | None) -> Planned:
    cost = answers.number("order_cost", least=0)
    wish = LaunchWish(
        plausible_lift=answers.share("plausible", LaunchWish.plausible_lift) or 0.0,
        power=answers.share("power", 0.8) or 0.0,
        level=level_of(kind, answers),
        weeks_after=answers.wholes("weeks_after", most=104) or LaunchWish.weeks_after,
        starts_on=answers.day("starts_on"),
        unit_cost=cost,
        currency=workspace.setting("currency") if cost is not None else None,
        seed=SEED,
    )
    found = plan_launches(series_of(answers, workspace, file), wish)
    return found if isinstance(found, InsufficientEvidence) else (found, ())


_PLANNERS: Mapping[TestKind, Callable[[TestKind, Answers, Workspace, Path | None], Planned]] = {
    TestKind.AB: _people,
    TestKind.SPLIT_TEST: _people,
    TestKind.POSTS: _posts,
    TestKind.BRAND_LIFT: _brand_lift,
    TestKind.GEO: _geo,
    TestKind.ON_OFF: _on_off,
    TestKind.LAUNCHES: _launches,
}
