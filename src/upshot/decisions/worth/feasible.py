"""The tests that can be run, what each would measure in every draw, with which error, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from upshot.decisions.budget import BudgetGround
from upshot.decisions.budget.views import Array
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.geo_model import GeoKind
from upshot.decisions.experiments.geo_plan import GeoWish, plan_geo_test
from upshot.decisions.experiments.model import DesignOption
from upshot.decisions.experiments.on_off_test import OnOffWish, plan_on_off_test
from upshot.decisions.experiments.region_series import read_region_orders, read_shop_orders
from upshot.decisions.incrementality.model import IncrementalEstimate
from upshot.decisions.verdict.model import Phrase
from upshot.decisions.worth.model import Test
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData

POST_COUNTS = (2, 4)
LARGEST_OUTLAY = 0.25  # of the budget: a test that takes more of it is no test
POST_NOISE = 0.5  # ln; error of one post's effect as the model reads it, where the creator's own posts do not say
T4_VARIANCE = 2.0  # of a Student-t(4)
SIGNAL_CAPTURE = {"code": 0.30, "link": 0.15}  # typical shares seen, where the brand has no such signal yet
CAPTURE_SD = 0.6  # ln; how well the share of a creator nobody has measured is known
LEVEL, POWER = 0.9, 0.8
WEEK = 7
MOST_ON_OFF_CREATORS = 3


@dataclass(frozen=True)
class TestOption:
    """One test: `measured` (n_draws,) what it would read, with its `standard_error` in the same unit."""

    __test__ = False

    kind: Test
    creators: tuple[str, ...]
    units: int
    days: int
    measured: Array
    standard_error: float
    outlay: float
    cost: float
    command: str | None = None


def post_tests(ground: BudgetGround, budget: float, price_of_money: float, horizon_days: int) -> Iterator[TestOption]:
    """A few more posts of one creator: the model reads them, each with the error of one post.

    Only what takes no more than a quarter of the budget. The posts bring what posts bring, so that the test costs only
    what the same money would bring elsewhere beyond it.
    """
    margins = ground.next_post_margin().mean(axis=0)
    noise = _post_noise(ground)
    for place, offer in enumerate(ground.offers):
        creator = int(ground.offer_creators[place])
        for n in POST_COUNTS:
            outlay = n * offer.price.median
            if outlay > LARGEST_OUTLAY * budget:
                continue
            yield TestOption(
                Test.MORE_POSTS,
                (offer.creator,),
                n,
                horizon_days,
                ground.response.creators[:, creator],
                float(noise[creator] / np.sqrt(n)),
                outlay,
                max(outlay * price_of_money - n * float(margins[place]), 0.0),
            )


def signal_tests(ground: BudgetGround, has_signal: Array, horizon_days: int) -> Iterator[TestOption]:
    """A code or a tagged link for a creator who has none: a count in proportion to what the posts bring.

    Parameters
    ----------
    has_signal : (n_creators,) whether any signal is there already
    """
    name = next((kind for kind in SIGNAL_CAPTURE if kind in ground.response.capture), "code")
    seen = ground.response.capture.get(name)
    known = np.isfinite(seen).any() if seen is not None else False
    share = float(np.nanmedian(seen)) if seen is not None and known else SIGNAL_CAPTURE[name]
    orders = ground.next_post_margin() / ground.order_margin[:, None]
    post_sd = float(np.median(ground.response.post_sd))
    for place, offer in enumerate(ground.offers):
        creator = int(ground.offer_creators[place])
        if has_signal[creator]:
            continue
        n = max(1, round(offer.posts_now))
        count = max(float(np.median(orders[:, place])) * n * share, 1e-9)
        error = np.sqrt(1 / count + CAPTURE_SD**2 + T4_VARIANCE * post_sd**2 / n)
        level = ground.response.creators[:, creator]
        yield TestOption(Test.SIGNAL, (offer.creator,), n, horizon_days, level, float(error), 0.0, 0.0)


def series_tests(
    data: WorkspaceData, estimate: IncrementalEstimate, ground: BudgetGround
) -> tuple[list[TestOption], list[Phrase]]:
    """On/off tests of the programme and of its largest creators, geo tests of ads; and why there are none."""
    per_day = estimate.orders_draws.sum(axis=1) / len(estimate.history.days)
    baseline = float(np.median(estimate.baseline_draws.sum(axis=1))) / len(estimate.history.days)
    if baseline <= 0:
        return [], []
    margin = float(ground.order_margin.mean())
    found, notes = _on_off(data, estimate, per_day, baseline, margin)
    geo, geo_notes = _geo(data, estimate, ground, baseline, margin)
    return found + geo, notes + geo_notes


def error_of(option: DesignOption, orders: float) -> float:
    """Standard error in orders of a design that finds `effect_rel` of `orders` with its power, two-sided."""
    normal = NormalDist()
    reach = normal.inv_cdf(0.5 + LEVEL / 2) + normal.inv_cdf(option.power)
    return float(option.effect_rel or np.inf) * orders / reach


def _on_off(
    data: WorkspaceData, estimate: IncrementalEstimate, per_day: Array, baseline: float, margin: float
) -> tuple[list[TestOption], list[Phrase]]:
    """Posts are moved into the weeks "on": the whole pace of the test falls into half of its weeks."""
    try:
        series = read_shop_orders(data)
    except InvalidInput as error:
        return [], [Phrase(code="worth_no_on_off", facts={"why": error.code})]
    plausible = float(2 * np.quantile(per_day, 0.95) / baseline)
    wish = OnOffWish(plausible_lift=min(max(plausible, 0.02), 10.0), power=POWER, level=LEVEL, unit_cost=margin)
    plan = plan_on_off_test(series, wish)
    if isinstance(plan, InsufficientEvidence) or not plan.options:
        facts = {"lift_pct": f"{100 * plausible:.1f}"}
        return [], [Phrase(code="worth_on_off_not_feasible", facts=facts)]
    owners, found = estimate.history.post_creator, []
    totals = np.stack(
        [estimate.orders_draws[:, owners == c].sum(axis=1) for c in range(len(estimate.history.creators))], axis=1
    )
    largest = np.argsort(-totals.std(axis=0))[:MOST_ON_OFF_CREATORS]
    subjects: list[tuple[tuple[str, ...], Array]] = [((), per_day)]
    subjects += [((estimate.history.creators[c],), totals[:, c] / len(estimate.history.days)) for c in largest]
    for option in plan.options:
        days = option.duration_days or 0
        for creators, rate in subjects:
            moved = rate * days
            found.append(
                TestOption(
                    Test.ON_OFF, creators, days // WEEK, days, moved, error_of(option, option.expected_orders),
                    0.0, 0.25 * margin * float(np.median(moved)), "upshot experiment plan on-off",
                )
            )  # fmt: skip
    return found, []


def _geo(
    data: WorkspaceData, estimate: IncrementalEstimate, ground: BudgetGround, baseline: float, margin: float
) -> tuple[list[TestOption], list[Phrase]]:
    """Ads stopped in some regions; posts cannot be shown in some regions only, ads can."""
    response, history = ground.response, estimate.history
    paid = history.views_paid.sum(axis=1)
    if not paid.any():
        return [], []
    try:
        series = read_region_orders(data)
    except InvalidInput as error:
        return [], [Phrase(code="worth_no_geo", facts={"why": error.code})]
    total = history.views.sum(axis=1)
    worth, power = response.paid_worth[:, None], response.concavity[:, None]
    organic = np.maximum(total - paid, 0.0) / response.views_unit
    added = np.exp(response.posts) * ((organic + worth * paid / response.views_unit) ** power - organic**power)
    running = (history.views_paid.sum(axis=0) > 0).sum()
    per_day = np.nan_to_num(added, nan=0.0).sum(axis=1) / max(float(running), 1.0)
    plausible = float(2 * np.quantile(per_day, 0.95) / baseline)
    wish = GeoWish(
        kind=GeoKind.GO_DARK, plausible_lift=min(max(plausible, 0.005), 10.0), power=POWER, level=LEVEL,
        unit_cost=margin,
    )  # fmt: skip
    plan = plan_geo_test(series, wish)
    if isinstance(plan, InsufficientEvidence) or not plan.options:
        return [], [Phrase(code="worth_geo_not_feasible", facts={"lift_pct": f"{100 * plausible:.1f}"})]
    found = []
    for option in plan.options:
        days = option.duration_days or 0
        moved = per_day * days * option.share_of_orders
        found.append(
            TestOption(
                Test.GEO, (), days // WEEK, days, moved, error_of(option, option.expected_orders), 0.0,
                margin * float(np.median(moved)), "upshot experiment plan geo --kind go_dark",
            )
        )  # fmt: skip
    return found, []


def _post_noise(ground: BudgetGround) -> Array:
    """(n_creators,) error of one post as a measurement of its creator's level: post luck, and what the data leave open.

    What the data leave open of a post is the spread of its effect given its creator; the median over the creator's
    posts, or over all.
    """
    response = ground.response
    luck = T4_VARIANCE * float(np.median(response.post_sd)) ** 2
    open_ = np.full(len(ground.creators), np.nan)
    by_creator: dict[str, list[float]] = {}
    for post in ground.posts:
        creator = ground.creators.index(post.creator)
        gap = response.posts[:, post.row] - response.creators[:, creator]
        if np.isfinite(gap).all():
            by_creator.setdefault(post.creator, []).append(float(gap.var()))
    for name, values in by_creator.items():
        open_[ground.creators.index(name)] = float(np.median(values))
    usual = float(np.nanmedian(open_)) if np.isfinite(open_).any() else POST_NOISE**2
    noise: Array = np.sqrt(luck + np.where(np.isfinite(open_), open_, usual))
    return noise
