"""Simulated brands with known truth, which write the same export files that real platforms write.

Only the command line, the benchmarks and the tests use this room. The equations are in `docs/worlds.md`; start
reading at `world.py`.
"""

from upshot.worlds.cases import CASES, Case, Parameters, Scale
from upshot.worlds.history import HistoryLiftTest, WorldHistory, history_of, simulate_history
from upshot.worlds.journeys import first_click_orders
from upshot.worlds.truth import Truth, true_effects, truth_document
from upshot.worlds.world import World, simulate_world
from upshot.worlds.writing import write_world

__all__ = [
    "CASES",
    "Case",
    "HistoryLiftTest",
    "Parameters",
    "Scale",
    "Truth",
    "World",
    "WorldHistory",
    "first_click_orders",
    "history_of",
    "simulate_history",
    "simulate_world",
    "true_effects",
    "truth_document",
    "write_world",
]
