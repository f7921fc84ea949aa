"""The history in memory is what the files say."""

from __future__ import annotations

from collections import Counter

import numpy as np

from upshot.decisions.incrementality.model import LiftTest, ProgrammeHistory
from upshot.worlds import simulate_history

from .test_files import rows_of


def test_a_history_has_the_fields_of_a_programme_history(base):
    history, truth = simulate_history("base", 1)
    fields = vars(history) | {"lift_tests": tuple(LiftTest(**vars(test)) for test in history.lift_tests)}
    programme = ProgrammeHistory(**fields)
    assert programme.views.shape == (100, 365) == programme.views_paid.shape
    assert programme.orders.sum() == base.orders.counted.sum()
    assert truth.post_orders.shape == (100,)


def test_tracked_orders_are_those_of_the_order_file(written):
    history, _ = simulate_history("base", 1)
    rows = rows_of(written / "exports" / "orders_export.csv")
    used = Counter(row["Discount Code"] for row in rows if row["Total"] and row["Financial Status"] != "voided")
    agreed = {row["creator"]: row["codes"] for row in rows_of(written / "exports" / "collaborations.csv")}
    for c, handle in enumerate(history.creators):
        assert history.tracked_orders["code"][c].sum() == used[agreed[handle]]


def test_unlogged_promotions_are_no_events_of_the_history():
    names = {case: simulate_history(case, 1)[0].event_names for case in ("base", "unlogged_promo")}
    assert names["base"] == names["unlogged_promo"]


def test_every_event_runs_at_least_a_day_inside_the_history():
    history, _ = simulate_history("base", 1)
    assert np.all(history.events.sum(axis=1) >= 1)
    assert len(history.event_names) == len(history.events)
