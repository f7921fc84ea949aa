"""Regret of the next budget on simulated brands: Upshot, code counts, last click, views, equal, random, as until now.

python -m benchmarks.budget --worlds 12 --keep results.jsonl

Every world is fitted as a brand would be; results are kept as they come, and the same line goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from upshot.decisions.budget import BudgetGround, BudgetTerms, Offer
from upshot.decisions.budget.prices import PostPrice, PriceSource
from upshot.decisions.budget.proof import DivisionScore, RegretTable, score_division, tabulate_regret
from upshot.decisions.budget.views import learn_views
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.estimate import estimate_incremental
from upshot.decisions.incrementality.model import IncrementalEstimate, LiftTest, ProgrammeHistory
from upshot.decisions.proof.peers import credit_by_peers
from upshot.worlds.cases import Scale
from upshot.worlds.history import history_of
from upshot.worlds.next_posts import next_post_orders
from upshot.worlds.truth import true_effects
from upshot.worlds.world import World, simulate_world

FIRST_DAY = date(2026, 10, 1)


def main() -> None:
    """Fit worlds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=12)
    parser.add_argument("--first-seed", type=int, default=9001)
    parser.add_argument("--case", default="base")
    parser.add_argument("--creators", type=int, default=24)
    parser.add_argument("--posts", type=int, default=100)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    scale = Scale(n_creators=asked.creators, n_posts=asked.posts, n_days=asked.days)
    known: dict[int, DivisionScore] = {}
    if asked.keep and asked.keep.exists():
        rows = [json.loads(line) for line in asked.keep.read_text(encoding="utf-8").splitlines()]
        known = {row.pop("seed"): DivisionScore(**row) for row in rows}
    for seed in range(asked.first_seed, asked.first_seed + asked.worlds):
        if seed in known:
            continue
        score = score_world(simulate_world(asked.case, seed, scale=scale), seed)
        if score is None:
            print(f"world {seed}: no estimate")
            continue
        known[seed] = score
        if asked.keep:
            with asked.keep.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"seed": seed, **asdict(score)}) + "\n")
        print(f"world {seed}: lost {1 - score.margin['upshot'] / score.margin['oracle']:.3f}", flush=True)
    print_table(tabulate_regret(list(known.values())))


def score_world(world: World, seed: int) -> DivisionScore | None:
    """One world, fitted and divided; None where the model refuses."""
    told, truth = history_of(world), true_effects(world)
    lifts = tuple(LiftTest(**vars(test)) for test in told.lift_tests)
    history = ProgrammeHistory(**{**vars(told), "lift_tests": lifts})
    estimate = estimate_incremental(history, seed=seed)
    if isinstance(estimate, InsufficientEvidence):
        return None
    unit = truth.gross_margin / max(truth.orders, 1)
    ground = ground_of(world, estimate, unit)
    n_posts = np.bincount(history.post_creator, minlength=len(history.creators))
    credit = credit_by_peers(history, seed=seed)
    believed = {
        name: orders * unit / np.maximum(n_posts, 1) for name, orders in credit.items() if name != "random"
    }  # fmt: skip
    days = len(history.days)
    terms = BudgetTerms(FIRST_DAY, FIRST_DAY + timedelta(days=days - 1))
    return score_division(ground, terms, next_post_orders(world) * unit, believed, seed=seed)


def ground_of(world: World, estimate: IncrementalEstimate, unit: float) -> BudgetGround:
    """Posts only, at what they cost in this world, as often as they came."""
    history, response = estimate.history, estimate.response
    assert response is not None
    owner = world.cast.collaborations.creator
    cost = np.bincount(owner, world.costs.by_collaboration, minlength=len(history.creators)) / 100
    n_posts = np.bincount(history.post_creator, minlength=len(history.creators))
    organic = world.attention.final_organic.astype(np.float64)
    views = learn_views(
        organic, history.post_creator, history.creator_tiers, n_draws=len(response.concavity), seed=estimate.seed
    )
    assert views is not None
    most = np.zeros(len(history.creators))
    np.maximum.at(most, history.post_creator, organic)
    offers = []
    for creator, name in enumerate(history.creators):
        price = cost[creator] / max(n_posts[creator], 1)
        kind = history.creator_collaborations[creator] or "other"
        offers.append(Offer(name, kind, PostPrice(price, price, price, PriceSource.OWN, 1), float(n_posts[creator])))
    return BudgetGround(
        response, np.full(len(response.concavity), unit), history.creators, history.creator_tiers,
        history.creator_collaborations, views, most, tuple(offers),
    )  # fmt: skip


def print_table(table: RegretTable) -> None:
    """As Markdown."""
    print(
        f"\n{table.n_worlds} worlds\n\n| way of dividing | lost margin | lost net per euro | spent |\n|---|---|---|---|"
    )

    def show(value: object) -> str:
        mean, low, high = (getattr(value, name) for name in ("mean", "low", "high"))
        return f"{mean:.3f}" + ("" if low is None else f" ({low:.3f} … {high:.3f})")

    for row in table.rows:
        print(f"| {row.name} | {show(row.regret)} | {show(row.net_regret)} | {show(row.spent)} |")
    print(f"\ngain: promised {show(table.promised)}, kept {show(table.kept)}, interval held {show(table.coverage)}")


if __name__ == "__main__":
    main()
