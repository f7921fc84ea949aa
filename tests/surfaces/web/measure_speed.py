"""Server time of the verdict page for a large brand: `python -m tests.surfaces.web.measure_speed`.

The verdict is the tests' sample scaled up to 200 creators, 5,000 posts and three years of days that sum to a million
orders; it is in memory, as it is after the first look. What is measured is everything else: looking up the state of
the data, the context, the charts, the numbers in words, the template and the answer.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal

from tests.surfaces.sample import sample_verdict
from tests.surfaces.web.house import client_of
from upshot.decisions.verdict import model as m
from upshot.wiring import House, Workspace

CREATORS, POSTS, DAYS, ORDERS, ROUNDS = 200, 5_000, 1_095, 1_000_000, 60
PAGES = ("/", "/creators", "/posts", "/costs", "/why/roi")


def large_verdict() -> m.Verdict:
    """The sample, scaled up."""
    small = sample_verdict()
    creators = tuple(
        small.creators[n % 2].model_copy(update={"creator": f"creator_{n:03}", "cost": Decimal(900 + n)})
        for n in range(CREATORS)
    )
    posts = tuple(
        small.posts[n % 3].model_copy(
            update={"post_id": f"7{n:018}", "creator": f"creator_{n % CREATORS:03}", "views_now": n * 37}
        )
        for n in range(POSTS)
    )
    lines = tuple(
        small.cost.lines[n % 4].model_copy(update={"creator": f"creator_{n % CREATORS:03}"}) for n in range(2_000)
    )
    first, point = date(2023, 1, 1), small.timeline[0]
    timeline = tuple(
        point.model_copy(update={"day": first + timedelta(days=n), "orders": ORDERS // DAYS}) for n in range(DAYS)
    )
    credit = small.attributed[0].by_creator[0]
    rules = tuple(
        small.attributed[0].model_copy(
            update={
                "rule": rule,
                "by_creator": tuple(credit.model_copy(update={"creator": line.creator}) for line in creators),
            }
        )
        for rule in ("first_touch", "last_touch", "linear", "time_decay", "position", "code_first", "survey_first")
    )
    cost = m.Cost(total=sum((line.amount for line in lines), Decimal(0)), lines=lines)
    changes = {"creators": creators, "posts": posts, "timeline": timeline, "attributed": rules, "cost": cost}
    return small.model_copy(update=changes)


def main() -> None:
    """Print per page, warm: wall time (median, 95th percentile; other processes weigh on it) and CPU time."""
    verdict = large_verdict()
    Workspace.known_verdict = lambda *_args, **_more: verdict  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as home, House.open(home) as house, client_of(house) as client:
        house.workspace()
        for path in PAGES:
            client.get("/w/default" + path)
            times = []
            worked = time.process_time()
            for _ in range(ROUNDS):
                start = time.perf_counter()
                answer = client.get("/w/default" + path)
                times.append(1000 * (time.perf_counter() - start))
            assert answer.status_code == 200
            cpu = 1000 * (time.process_time() - worked) / ROUNDS
            p95 = statistics.quantiles(times, n=20)[-1]
            size = len(answer.content) / 1024
            wall = f"wall median {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms"
            print(f"{path:10} {wall}   CPU {cpu:5.1f} ms   {size:4.0f} KiB")  # noqa: T201


if __name__ == "__main__":
    main()
