"""The cut of the engine beside the rules in plain Python, over hundreds of visitors who do anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from tests.decisions.brand import order
from tests.journeys.cuts import cut

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = 3600.0


def journeys_of(touches: list[tuple[float, str]], orders: list[float], rules: dict[str, float]) -> list[str]:
    """Paths of one visitor, as the docs word the rules; times in seconds. `touches` and `orders` share no instant."""
    events = sorted(
        [(at, 0, name, at) for at, name in touches] + [(at + rules["tolerance"], 1, "", at) for at in orders]
    )
    paths: list[list[str]] = [[]]
    for place, (_, is_order, name, at) in enumerate(events):
        after = next((one[3] for one in events[place:] if one[1]), None)
        before = events[place - 1] if place else None
        is_new = before is None or bool(before[1]) or at - before[3] > rules["idle"]
        if not is_new and after is not None:  # the window of the next order begins between the two
            is_new = before[3] < after - rules["window"] <= at
        if is_new:
            paths.append([])
        elif not is_order and before[2] == name and at - before[3] <= rules["repeat"]:
            continue
        paths[-1].append("!" if is_order else name)
    found = [" > ".join(path).replace(" > !", " !") for path in paths]
    return [path for path in found if path and path != "!"]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(
            {"window": 720 * HOUR, "idle": 720 * HOUR, "repeat": HOUR / 2, "tolerance": 300.0}, marks=pytest.mark.slow
        ),
        {"window": 48 * HOUR, "idle": 24 * HOUR, "repeat": 5 * HOUR, "tolerance": 3600.0},
        pytest.param(
            {"window": 24 * HOUR, "idle": 240 * HOUR, "repeat": 0.0, "tolerance": 0.0}, marks=pytest.mark.slow
        ),
    ],
    ids=["usual", "short", "narrow window"],
)
def test_the_engine_cuts_as_the_rules_say(rules):
    luck = Random(7)
    rows, orders, expected = [], [], []
    for visitor in range(250):
        span = luck.choice([2, 100, 2000]) * HOUR
        instants = luck.sample(range(int(span)), luck.randint(1, 12))  # seconds, none twice
        touches, bought = [], []
        for at in instants:
            if luck.random() < 0.2:
                bought.append(float(at))
            else:
                touches.append((float(at), luck.choice("abc")))
        expected += journeys_of(touches, bought, rules)
        moments = {at: (START + timedelta(seconds=at)).isoformat() for at in instants}
        common = {"account_id": "site", "visitor_key": f"v{visitor}"}
        rows += [common | {"touched_at": moments[int(at)], "kind": "click", "channel": name} for at, name in touches]
        orders += [
            order(len(orders) + place, ordered_at=moments[int(at)], customer_key=f"v{visitor}")
            for place, at in enumerate(bought, start=1)
        ]
    luck.shuffle(rows)
    found = cut(
        rows,
        orders,
        attribution_window_days=int(rules["window"] // (24 * HOUR)),
        journey_idle_days=rules["idle"] / (24 * HOUR),
        journey_repeat_minutes=rules["repeat"] / 60,
        journey_clock_tolerance_minutes=rules["tolerance"] / 60,
    )
    assert found.paths == sorted(expected)
    assert found.report.conversions == len(orders)
    before = {(0, 0)} | {(a["state"], b["before"]) for a, b in pairwise(found.steps()) if b["position"] > 1}
    assert all(state == told for state, told in before)
