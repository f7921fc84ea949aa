"""A small generator of programmes with known truth: the equations of the probe, nothing shared with the estimator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from upshot.decisions.incrementality.model import LiftTest, ProgrammeHistory


@dataclass(frozen=True)
class SmallWorld:
    history: ProgrammeHistory
    truth_creators: np.ndarray  # incremental orders inside the history
    truth_posts: np.ndarray
    base: np.ndarray  # (n_days,) expected orders without the programme
    effect: np.ndarray  # (n_creators, n_days) expected orders that the creators bring

    @property
    def truth_total(self) -> float:
        return float(self.truth_creators.sum())


def small_world(
    seed: int,
    *,
    n_days: int = 365,
    n_creators: int = 24,
    posts_each: float = 4.5,
    orders_a_day: float = 120.0,
    lift_share: float = 0.12,
    with_signals: bool = True,
    with_lift_test: bool = False,
    leaking: int = 0,
) -> SmallWorld:
    rng = np.random.default_rng(seed)
    t = np.arange(n_days)
    creator, start = [], []
    for c in range(n_creators):
        for _ in range(1 + rng.poisson(posts_each - 1)):
            creator.append(c)
            start.append(rng.integers(35, n_days - 10))
    creator, start = np.array(creator), np.array(start)
    n_posts = len(creator)
    level = rng.normal(np.log(60_000), 0.9, n_creators)
    final = np.exp(level[creator] + rng.normal(0, 0.42 * np.log(10), n_posts))
    age = t[None] + 1.0 - start[:, None]
    tau = 15.8 * np.exp(rng.normal(0, 0.3, n_posts))[:, None]
    grown = np.where(
        age > 0, 0.3 * (1 - np.exp(-np.maximum(age, 0) / 0.4)) + 0.7 * (1 - np.exp(-np.maximum(age, 0) / tau)), 0
    )
    organic = np.diff(final[:, None] * grown, axis=1, prepend=0)
    boosted = rng.random(n_posts) < 0.25
    paid = np.where(boosted[:, None] & (age > 3) & (age <= 17), rng.lognormal(np.log(4_000), 0.8, n_posts)[:, None], 0)

    theta = rng.normal(0, 0.6, n_creators)
    amount = np.exp(theta[creator] + rng.normal(0, 0.35, n_posts))
    effective = np.cumsum(organic + 0.6 * paid, axis=1) / 50_000
    pulse = amount[:, None] * np.diff(effective**0.87, axis=1, prepend=0)
    kernel = 0.3 * 0.4 ** np.arange(40) * 0.6 + 0.3 * 0.65 ** np.arange(40) * 0.35 + 0.08 * 0.92 ** np.arange(40) * 0.2
    kernel[0] += 0.25
    kernel /= kernel.sum()
    effect = np.array([np.convolve(row, kernel)[:n_days] for row in pulse])
    base = orders_a_day * np.exp(
        0.1 * np.sin(2 * np.pi * (t + rng.integers(365)) / 365.25)
        + np.interp(
            t,
            np.arange(0, n_days + 28, 28),
            np.cumsum(rng.normal(0, 0.03, n_days // 28 + 2))[: len(np.arange(0, n_days + 28, 28))],
        )
        + rng.normal(0, 0.1, 7)[t % 7]
    )
    events = np.zeros((2, n_days))
    for row in events:
        for _ in range(max(1, n_days // 180)):
            first = rng.integers(0, n_days - 7)
            row[first : first + 5] = 1
    base *= np.exp(events.T @ np.array([0.25, 0.15]))
    if lift_share > 0:
        effect *= lift_share / (1 - lift_share) * base.sum() / effect.sum()
    else:
        effect *= 0.0
    mean = base + effect.sum(0)
    shock = np.zeros(n_days)
    for day in range(1, n_days):
        shock[day] = 0.4 * shock[day - 1] + rng.normal(0, 0.06 * np.sqrt(1 - 0.16))
    orders = rng.poisson(mean * np.exp(shock - 0.0018)).astype(float)

    per_creator = np.zeros((n_creators, n_days))
    np.add.at(per_creator, creator, effect)
    tracked = _signals(rng, per_creator, base, leaking, orders_a_day) if with_signals else {}
    day0 = date(2025, 1, 1)
    tests = ()
    if with_lift_test:
        first = n_days // 2
        truth = effect[:, first : first + 60].sum()
        tests = (
            LiftTest(
                "t",
                day0 + timedelta(first),
                day0 + timedelta(first + 59),
                (),
                truth * (1 + 0.2 * rng.normal()),
                0.2 * truth,
            ),
        )
    history = ProgrammeHistory(
        days=tuple(day0 + timedelta(int(i)) for i in t),
        orders=orders,
        views=organic + paid,
        views_paid=paid,
        post_ids=tuple(f"p{i}" for i in range(n_posts)),
        post_creator=creator.astype(np.int64),
        creators=tuple(f"c{i}" for i in range(n_creators)),
        tracked_orders=tracked,
        events=events,
        event_names=("sale", "fair"),
        lift_tests=tests,
    )
    return SmallWorld(history, per_creator.sum(1), effect.sum(1), base, per_creator)


def _signals(rng, per_creator, base, leaking, orders_a_day):
    """Codes, links and survey see a share of each creator's orders; some codes leak from a day on."""
    n_creators, n_days = per_creator.shape
    active = np.cumsum(per_creator, axis=1) > 0
    tracked = {}
    for name, centre, sd in (("code", 0.3, 0.5), ("link", 0.15, 0.5), ("survey", 0.2, 0.3)):
        rate = np.clip(centre * np.exp(rng.normal(0, sd, n_creators)), 0, 0.9)
        leak = 1.0e-4 * np.exp(rng.normal(0, 1.0, n_creators))
        tracked[name] = rng.poisson(rate[:, None] * per_creator + leak[:, None] * base * active).astype(float)
    for c in range(leaking):
        first = rng.integers(n_days // 3, n_days - 40)
        tracked["code"][c, first:] += rng.poisson(orders_a_day * 0.02, n_days - first)
    return tracked
