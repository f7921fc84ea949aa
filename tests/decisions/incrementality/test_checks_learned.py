"""What the data taught, and creators whom they cannot tell apart."""

from dataclasses import replace

import numpy as np
import pytest

from tests.decisions.incrementality.checked_world import fitted, history_of
from upshot.decisions.incrementality.checks import check_model
from upshot.decisions.incrementality.checks.groups import find_groups
from upshot.decisions.incrementality.checks.learned import learned, what_was_learned
from upshot.decisions.incrementality.response.data import response_data
from upshot.decisions.incrementality.response.fit import fit_response
from upshot.decisions.incrementality.response.prior_draws import draw_prior

SOURCES = ("code", "link", "survey")


@pytest.fixture(scope="module")
def prior():
    return draw_prior(fitted()[0].density, np.random.default_rng(0), 500)


def test_what_was_not_learned_is_all_prior_and_half_the_width_is_a_quarter():
    draws = np.random.default_rng(1).normal(-2, 1, 50_000)
    assert learned("x", draws, draws).prior_share == 1
    assert learned("x", draws, -2 + (draws + 2) / 2).prior_share == pytest.approx(0.25)
    assert learned("x", draws, draws * 3).prior_share == 1


def test_bounds_are_on_the_scale_of_the_quantity_not_of_its_logarithm():
    draws = np.log(np.random.default_rng(1).uniform(0.1, 0.3, 50_000))
    assert learned("x", draws, draws).posterior == pytest.approx((0.11, 0.2, 0.29), abs=0.003)


def test_prior_draws_are_those_of_the_layout(prior):
    density = fitted()[0].density
    mean, sd = density.at.priors.normal_of(density.at["log_paid_worth"])
    drawn = prior[density.at["log_paid_worth"]][0]
    assert drawn.mean() == pytest.approx(mean, abs=4 * sd / np.sqrt(len(drawn)))
    assert drawn.std() == pytest.approx(sd, rel=0.12)
    assert prior.shape[0] == density.at.size


def test_prior_creators_stand_around_the_mean_of_all_by_the_sds_that_were_drawn(prior):
    at, data = fitted()[0].density.at, fitted()[0].density.data
    tier = (np.exp(prior[at["log_tier_sd"]]) * prior[at["tier"]])[data.tier]
    kind = (np.exp(prior[at["log_collaboration_sd"]]) * prior[at["collaboration"]])[data.collaboration]
    z = (prior[at["creator"]] - prior[at["effect_mean"]] - tier - kind) / np.exp(prior[at["log_creator_sd"]])
    assert z.mean() == pytest.approx(0, abs=0.08)
    assert z.std() == pytest.approx(1, abs=0.06)


def test_a_year_of_orders_and_codes_teaches_the_total(prior):
    fit, x = fitted()
    found = {item.name: item for item in what_was_learned(fit.density, x, prior)}
    assert found["share_of_orders"].prior_share < 0.3
    assert found["share_of_orders"].prior[0] < found["share_of_orders"].posterior[1] < found["share_of_orders"].prior[2]
    assert {f"capture_{name}" for name in SOURCES} < found.keys()


def test_without_paid_views_nothing_is_said_of_their_worth(prior):
    fit, x = fitted()
    unpaid = replace(fit.density.data, paid=fit.density.data.paid * 0)
    density = type(fit.density)(unpaid)
    assert "paid_view_worth" not in {item.name for item in what_was_learned(density, x, prior)}


def test_the_same_fit_draws_and_seed_give_the_same_checks():
    fit, x = fitted()
    assert check_model(fit, x, seed=3) == check_model(fit, x, seed=3)


def together(with_codes: bool):
    """Four creators who post on the same days, videos that grow alike."""
    history = history_of("base", 5)
    chosen = np.flatnonzero(history.views.sum(axis=1) > 2_000)[:3]
    creators = history.creators[:4]
    size = np.array([1.0, 1.3, 0.8, 1.1])
    views = np.concatenate([history.views[chosen] * factor for factor in size])
    signals = {}
    if with_codes:
        rng, growth = np.random.default_rng(1), history.views[chosen].sum(axis=0) / history.views[chosen].sum()
        for name, n_seen in (("code", 300), ("link", 200), ("survey", 300)):
            rows = np.outer(np.array([0.4, 0.1, 0.35, 0.15]), growth * n_seen)
            signals[name] = rng.poisson(rows).astype(float)
    return replace(
        history,
        views=views,
        views_paid=views * 0,
        post_ids=tuple(map(str, range(len(views)))),
        post_creator=np.repeat(np.arange(4), len(chosen)),
        creators=creators,
        tracked_orders=signals,
        creator_tiers=(),
        creator_collaborations=(),
        regions=(),
        orders_by_region=None,
        creator_regions=None,
    )


@pytest.mark.parametrize("with_codes", [pytest.param(False, marks=pytest.mark.slow), True])
def test_creators_who_always_post_together_are_a_group_unless_codes_tell_them_apart(with_codes):
    fit = fit_response(response_data(together(with_codes)), seed=1)
    x = np.ascontiguousarray(fit.flat.T)
    groups = find_groups(fit.density, x, draw_prior(fit.density, np.random.default_rng(0), 500))
    assert groups == (() if with_codes else (fit.density.data.history.creators,))


def test_creators_who_post_on_days_of_their_own_are_no_group(prior):
    fit, x = fitted()
    assert find_groups(fit.density, x, prior) == ()
