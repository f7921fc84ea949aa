"""Orders by region: what is read, how the split is modelled, and what it teaches about creators and the total."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from tests.decisions.incrementality.small_world import small_world
from tests.decisions.incrementality.test_creator_response import codes
from tests.decisions.incrementality.test_programme_history import FIRST, order, workspace
from tests.fits import fitted
from upshot.decisions.incrementality import build_history
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.density import ResponseDensity
from upshot.decisions.incrementality.response.layout import Layout
from upshot.decisions.incrementality.response.regions import grouped
from upshot.decisions.incrementality.response.start import labels, starting_point
from upshot.decisions.proof.scoring import creator_draws

COUNTRIES = ("FR", "BE", "CH")
USUAL = np.array([0.75, 0.15, 0.10])


def with_regions(world, *, usual=USUAL, names=COUNTRIES, home_share=0.85, seed=1):
    """The world's history with its orders' regions: usual buyers by `usual`, creator c's mostly in region c mod n."""
    rng = np.random.default_rng(seed)
    history, n = world.history, len(names)
    homes = np.eye(n)[np.arange(len(history.creators)) % n]
    buyers = home_share * homes + (1 - home_share) * np.asarray(usual)
    expected = np.outer(usual, world.base) + buyers.T @ world.effect
    shares = expected / expected.sum(axis=0)
    counts = np.array([rng.multinomial(int(n_day), p) for n_day, p in zip(history.orders, shares.T, strict=True)]).T
    return replace(history, regions=names, orders_by_region=counts.astype(float), creator_regions=homes)


@cache
def tiny(seed=3, **more):
    return small_world(seed, n_days=100, n_creators=4, posts_each=3.0, **more)


def late(history):
    """The second region orders nothing in the first 60 days; all it had is the first one's."""
    orders = history.orders_by_region.copy()
    orders[0, :60] += orders[1, :60]
    orders[1, :60] = 0.0
    return replace(history, orders_by_region=orders)


def unknown(history):
    """Nobody knows where the first creator's audience lives, and half of the orders have no region."""
    known = history.creator_regions.copy()
    known[0] = np.nan
    return replace(history, creator_regions=known, orders_by_region=np.floor(history.orders_by_region / 2))


HISTORIES = {
    "three countries": lambda: with_regions(tiny()),
    "two countries": lambda: with_regions(tiny(), names=("FR", "BE"), usual=np.array([0.8, 0.2])),
    "without signals": lambda: with_regions(tiny(with_signals=False)),
    "a region that appears late": lambda: late(with_regions(tiny())),
    "unknown regions and audiences": lambda: unknown(with_regions(tiny())),
    "nothing known of any audience": lambda: replace(with_regions(tiny()), creator_regions=None),
    "weeks, because days are few orders": lambda: with_regions(tiny(orders_a_day=3.0), usual=np.array([0.4, 0.3, 0.3])),
}


# --- the density ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HISTORIES)
def test_the_gradient_is_that_of_the_density_with_regions(name):
    density = ResponseDensity(response_data(HISTORIES[name]()))
    assert density.split is not None
    rng = np.random.default_rng(7)
    point = starting_point(density) + 0.3 * rng.standard_normal(density.at.size)
    gradient = density(point[:, None])[1][:, 0]
    steps = 1e-5 * np.eye(density.at.size)
    differences = (density(point[:, None] + steps)[0] - density(point[:, None] - steps)[0]) / 2e-5
    error = np.abs(gradient - differences) / np.maximum(1.0, np.abs(differences))
    assert {
        block: error[place].max() for block, place in density.at.places.items() if np.any(error[place] > 1e-4)
    } == {}


@pytest.mark.parametrize("change", ["one region", "a handful abroad", "nobody wrote it", "no field"])
def test_a_brand_of_one_region_is_the_same_to_the_last_bit(change):
    plain = tiny().history
    one = plain.orders[None]
    abroad = np.stack([one[0] - (np.arange(100) == 5), np.arange(100.0) == 5])
    history = {
        "one region": replace(plain, regions=("FR",), orders_by_region=one),
        "a handful abroad": replace(plain, regions=("FR", "BE"), orders_by_region=abroad),
        "nobody wrote it": replace(plain, regions=("FR", "BE"), orders_by_region=np.zeros((2, 100))),
        "no field": replace(plain),
    }[change]
    before, after = (ResponseDensity(response_data(each)) for each in (plain, history))
    points = starting_point(before)[:, None] + 0.2 * np.random.default_rng(2).standard_normal((before.at.size, 3))
    assert after.split is None
    assert np.array_equal(starting_point(after), starting_point(before))
    for ours, theirs in zip(after(points), before(points), strict=True):
        assert np.array_equal(ours, theirs)


def test_the_total_keeps_its_likelihood_the_split_is_one_more_term():
    history = with_regions(tiny())
    density = ResponseDensity(response_data(history))
    x = starting_point(density)[:, None] + 0.2 * np.random.default_rng(2).standard_normal((density.at.size, 3))
    swapped = replace(history, orders_by_region=history.orders_by_region[:, ::-1])  # another split, the same data else
    other = ResponseDensity(replace(density.data, regions=response_data(swapped).regions))
    splits = [each.split(x, *inputs(each, x), np.zeros_like(x))[0] for each in (density, other)]
    assert np.ptp(splits[0] - splits[1]) > 1
    assert density(x)[0] - splits[0] == pytest.approx(other(x)[0] - splits[1])


def inputs(density, x):
    return np.add.reduceat(density.baseline(x), density.data.grid.starts), density.effects(x).by_cell


def test_the_split_of_a_week_sums_to_its_orders_and_mixes_to_one():
    density = ResponseDensity(response_data(with_regions(tiny())))
    x = starting_point(density)[:, None] + 0.3 * np.random.default_rng(2).standard_normal((density.at.size, 2))
    weekly_base, by_cell = inputs(density, x)
    mix = density.split.mix(x)
    expected = density.split.expected(mix, weekly_base, by_cell)
    assert mix.buyers.sum(axis=1) == pytest.approx(1.0)
    assert mix.baseline.sum(axis=1) == pytest.approx(1.0)
    caused = by_cell.sum(axis=0)
    assert expected.sum(axis=(0, 1)) == pytest.approx(weekly_base.sum(axis=0) + caused)


# --- which regions ----------------------------------------------------------------------------------------------------


def test_small_regions_are_put_together_as_other():
    data = response_data(
        with_regions(
            small_world(3, n_days=100, n_creators=4),
            names=tuple(f"r{i:02}" for i in range(30)),
            usual=np.full(30, 1 / 30),
        )
    )
    assert len(data.regions) == 6
    assert data.regions.names[-1] == "other"
    assert data.regions.counts.sum() == data.history.orders.sum()


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([8_000, 1_500, 300, 200], [0, 1, 2, 2]),  # nine tenths belong to the first two
        ([300, 8_000, 1_700], [2, 0, 1]),
        ([9_500, 500], [0, 1]),
        ([9_900, 100], None),  # two in a hundred, at least
        ([300, 90], None),  # a hundred orders, at least
        ([5_000], None),
        ([], None),
        ([0, 0], None),
    ],
)
def test_the_largest_regions_are_kept_until_nine_tenths_are_theirs(totals, expected):
    group = grouped(np.array(totals, dtype=float))
    assert (None if group is None else group.tolist()) == expected


def test_parameters_are_known_by_creator_and_regions_when_the_history_grows():
    history = with_regions(tiny())
    shorter = replace(
        history,
        **{name: getattr(history, name)[..., :93] for name in ("orders", "views", "views_paid", "events")},
        days=history.days[:93],
        orders_by_region=history.orders_by_region[:, :93],
        tracked_orders={name: rows[:, :93] for name, rows in history.tracked_orders.items()},
    )
    named = lambda data: labels(data, Layout.of(data))  # noqa: E731
    before, after = named(response_data(shorter)), named(response_data(history))
    assert len(set(after)) == len(after)
    assert {"home/c0/FR+BE+CH/0", "region_mix/FR+BE+CH/1", "log_region_size/0"} <= set(before) & set(after)


# --- reading ----------------------------------------------------------------------------------------------------------


def sold(*places, column="country"):
    """A day's orders, three hundred for each of `places`."""
    rows = (order(f"{n}-{place}", day=n % 60, **{column: place}) for place in places for n in range(300))
    return {"order": list(rows)}


def test_orders_are_read_by_country_and_those_of_no_country_are_in_none():
    history = build_history(workspace(sold("FR", "be ", None)))
    assert history.regions == ("BE", "FR")
    assert history.orders_by_region.sum(axis=1).tolist() == [300, 300]
    assert history.orders_by_region[0, 0] == 5
    assert (history.orders.sum(), history.orders_without_region) == (900, 300)


def test_where_all_orders_are_from_one_country_its_provinces_are_read():
    facts = {"order": [{**row, "country": "FR"} for row in sold("Bretagne", "Alsace", column="region")["order"]]}
    history = build_history(workspace(facts))
    assert history.regions == ("ALSACE", "BRETAGNE")
    assert np.isnan(history.creator_regions).all()  # a country says nothing of a province


def test_one_region_is_no_region():
    history = build_history(workspace(sold("FR")))
    assert (history.regions, history.orders_by_region, history.creator_regions) == ((), None, None)


def test_an_audience_is_the_last_one_read_else_the_creators_country_else_unknown():
    people = [{"creator": "lina", "country": "FR"}, {"creator": "tom", "country": "Belgique"}]
    said = [("lina", 50, "BE", 0.6), ("lina", 50, "FR", 0.2), ("lina", 50, "US", 0.2), ("lina", 9, "FR", 1.0)]
    audiences = [
        {"creator": who, "read_at": FIRST + timedelta(days=day), "dimension": "country", "bucket": where,
         "share": share, "provenance": "screenshot"}
        for who, day, where, share in said
    ]  # fmt: skip
    read = lambda facts, people, **more: build_history(  # noqa: E731
        workspace(facts, {"creator": people}), **more
    ).creator_regions.tolist()
    facts = {**sold("FR", "BE"), "audience_reading": audiences}
    assert np.allclose(read(facts, people), [[0.75, 0.25], [1.0, 0.0]])  # nobody orders from the US
    assert read(facts, people, now=FIRST + timedelta(days=45))[0] == [0.0, 1.0]
    unknown = build_history(workspace(sold("FR", "BE"), {"creator": [{"creator": "lina", "country": "US"}]}))
    assert np.isnan(unknown.creator_regions).all()


def test_a_reader_is_told_when_many_orders_have_no_region():
    told = lambda history: "orders_without_region" in codes(history)  # noqa: E731
    assert told(unknown(with_regions(tiny())))
    assert not told(with_regions(tiny()))
    assert not told(tiny().history)  # nothing is read off regions there


# --- what it teaches --------------------------------------------------------------------------------------------------


def without_regions(history):
    return replace(history, regions=(), orders_by_region=None, creator_regions=None)


def width(draws):
    return np.subtract(*np.quantile(draws, (0.95, 0.05), axis=0))


def test_creators_whose_buyers_live_apart_are_told_apart_by_where_orders_come_from():
    """No codes, links or answers: views and the days alone, and then the split over three countries too."""
    world = tiny(with_signals=False)
    split = fitted(with_regions(world))
    alone = fitted(without_regions(with_regions(world)))
    error = [np.abs(np.median(creator_draws(e), axis=0) - world.truth_creators).sum() for e in (split, alone)]
    assert error[0] < 0.85 * error[1]
    assert width(creator_draws(split)).sum() < 0.85 * width(creator_draws(alone)).sum()
    assert {"home_share"} == {one.name for one in split.checks.learned} - {one.name for one in alone.checks.learned}


@pytest.mark.slow
def test_the_total_is_known_better_where_creators_sell_abroad():
    """Six brands, two of three creators abroad: intervals of the total are narrower by a tenth, and no less right."""
    held, widths = [], []
    for seed in range(6):
        world = small_world(40 + seed, n_days=240, n_creators=8, posts_each=4.0)
        history = with_regions(world, usual=np.array([0.85, 0.10, 0.05]), seed=seed)
        draws = [fitted(each).orders_draws.sum(axis=1) for each in (history, without_regions(history))]
        bounds = [np.quantile(each, (0.05, 0.95)) for each in draws]
        held.append([low <= world.truth_total <= high for low, high in bounds])
        widths.append(width(draws[0]) / width(draws[1]))
    split, alone = np.sum(held, axis=0)
    assert split >= max(alone, 4)
    assert np.mean(widths) < 0.9
