"""Visits before the last: known of consenting visitors only, never before the creator's first post."""

from __future__ import annotations

import numpy as np

from upshot.worlds import first_click_orders, simulate_world
from upshot.worlds.journeys import WINDOW_DAYS, earlier_visits, first_click_creator
from upshot.worlds.traces import first_post_day


def test_journeys_are_the_same_every_time_and_change_nothing_else(base):
    again = simulate_world("base", 1)
    assert np.array_equal(first_click_creator(again), first_click_creator(base))
    assert np.array_equal(again.orders.traces.link, base.orders.traces.link)


def test_only_visitors_who_consented_have_earlier_visits(base):
    assert base.orders.traces.is_seen_by_analytics[earlier_visits(base).order].all()


def test_no_visit_comes_by_a_creator_who_has_not_posted_yet(base):
    visits = earlier_visits(base)
    by_creator = visits.creator >= 0
    day = base.orders.arrivals.day[visits.order] - visits.days_before
    assert np.all(day[by_creator] >= first_post_day(base.cast)[visits.creator[by_creator]])
    assert visits.days_before.max() <= WINDOW_DAYS


def test_first_click_and_last_click_are_different_answers(base):
    first, last = first_click_creator(base), base.orders.traces.link
    by_creator = (first >= 0) | (last >= 0)
    assert 0.3 < np.mean(first[by_creator] != last[by_creator]) < 0.9


def test_an_order_without_earlier_visits_is_credited_to_its_own_session(base):
    alone = np.setdiff1d(np.arange(len(base.orders)), earlier_visits(base).order)
    assert np.array_equal(first_click_creator(base)[alone], base.orders.traces.link[alone])


def test_first_click_sees_a_part_of_what_creators_cause(base):
    caused = base.incremental_by_post_day.sum()
    assert 0.1 < first_click_orders(base).sum() / caused < 0.6


def test_where_creators_sell_nothing_their_links_are_still_clicked_first(world_of):
    assert first_click_orders(world_of("no_effect")).sum() > 0


def test_the_oldest_known_visit_is_the_first_one(base):
    visits, first = earlier_visits(base), first_click_creator(base)
    order = int(np.bincount(visits.order).argmax())
    own = visits.order == order
    assert first[order] == visits.creator[own][np.argmax(visits.days_before[own])]
