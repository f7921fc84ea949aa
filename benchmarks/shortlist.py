"""A million candidates under ten limits: time, memory, distance to the best; beside HiGHS alone and lazy greedy.

Every solver runs in a process of its own on the same made-up roster. `HiGHS alone` gets the whole program at once, as
long as the time given to it lasts. `lazy greedy` is the classic answer for reach (Minoux 1978), with costs and limits.
Generic submodular libraries know a number of elements and no other limit: with `--apricot PYTHON` (an interpreter that
has apricot-select) that question is put to apricot too.
"""

from __future__ import annotations

import argparse
import heapq
import json
import resource
import sys
import time
from collections.abc import Sequence

import numpy as np

from benchmarks.machine import load
from benchmarks.measuring import CommandError, run
from benchmarks.report import Section, now, save, whole

SIZES = (1_000, 10_000, 100_000, 1_000_000)
AIMS = ("margin", "reach")
CPU_S = 120  # no solver gets more
MOST_FOR_EXACT = 10_000  # at 100,000 it had no answer after 120 s of CPU
PEOPLE = 20e6
MOST = 200
MOST_FOR_APRICOT = 10_000


def roster(n: int, seed: int = 1):
    """Candidates, ten limits, rivals: a made-up market of four tiers and twelve countries."""
    from upshot.stats.selection import Limit

    rng = np.random.default_rng(seed)
    tier, country = rng.choice(4, n, p=[0.6, 0.3, 0.09, 0.01]), rng.integers(0, 12, n)
    views = np.exp(rng.normal(8 + 1.3 * tier, 1.0))
    cost = views * 0.02 * np.exp(rng.normal(0, 0.5, n)) + 60
    margin = views * 0.05 * np.exp(rng.normal(0, 0.7, n))
    hours, budget = rng.gamma(2, 1.5, n), 500e3 * min(1.0, n / 20_000)
    limits = [
        Limit("budget", cost, high=budget),
        Limit("hours", hours, high=600 * budget / 500e3),
        Limit("creators", np.ones(n), low=5, high=400 * budget / 500e3 + 5),
    ]
    limits += [Limit(f"tier {t}", cost * (tier == t), high=0.4 * budget) for t in range(4)]
    limits += [Limit(f"country {c}", cost * (country == c), high=0.2 * budget) for c in range(3)]
    rivals = list(np.array_split(rng.permutation(n)[: n // 5], max(n // 20, 1)))
    return margin - cost, np.minimum(0.7 * views, 0.5 * PEOPLE), tuple(limits), rivals


def aim_of(name: str, net, reach):
    from upshot.stats.selection import Saturating, Total

    return Total(net) if name == "margin" else Saturating(np.array([PEOPLE]), -np.log1p(-reach / PEOPLE)[None])


def ours(name: str, n: int) -> dict:
    """Our solver, its bound and how long it took."""
    from upshot.stats.selection import Selection, select

    net, reach, limits, rivals = roster(n)
    selection = Selection(aim_of(name, net, reach), limits, rivals)
    start = time.process_time()
    found = select(selection)
    seconds = time.process_time() - start
    return {"value": found.value, "bound": found.bound, "cpu": seconds, "chosen": len(found.chosen)}


def exact(name: str, n: int) -> dict:
    """HiGHS on the whole program at once; for reach on its one cell, where the most pressure is the most reach."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    net, reach, limits, rivals = roster(n)
    value = net if name == "margin" else -np.log1p(-reach / PEOPLE)
    lengths = [len(each) for each in rivals]
    where = (np.repeat(np.arange(len(rivals)), lengths), np.concatenate(rivals))
    sets = sparse.csr_array((np.ones(len(where[0])), where), shape=(len(rivals), n))
    rows = sparse.csr_array(np.array([limit.weights for limit in limits]))
    start = time.process_time()
    found = milp(
        -value,
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(rows, [limit.low for limit in limits], [limit.high for limit in limits]),
            LinearConstraint(sets, -np.inf, 1),
        ],
        options={"time_limit": 0.8 * CPU_S, "mip_rel_gap": 1e-4},
    )
    seconds = time.process_time() - start
    if found.x is None:
        return {"value": None, "bound": None, "cpu": seconds, "chosen": 0}
    best, bound = -found.fun, -found.mip_dual_bound
    if name == "reach":
        best, bound = PEOPLE * -np.expm1(-best), PEOPLE * -np.expm1(-bound)
    return {"value": best, "bound": bound, "cpu": seconds, "chosen": int((found.x > 0.5).sum())}


def greedy(name: str, n: int) -> dict:
    """Lazy greedy by gain for the budget it uses, skipping whoever breaks a limit; no bound."""
    net, reach, limits, rivals = roster(n)
    weights = np.array([limit.weights for limit in limits])
    high = np.array([limit.high for limit in limits])
    gain = net if name == "margin" else reach
    cost = weights[0]
    start = time.process_time()
    group = np.full(n, -1)
    for number, members in enumerate(rivals):
        group[members] = number
    order = np.flatnonzero(gain > 0)
    heap = list(zip((-gain[order] / cost[order]).tolist(), order.tolist(), strict=True))
    heapq.heapify(heap)
    used, untouched, total, chosen, busy = np.zeros(len(limits)), 1.0, 0.0, 0, set()
    while heap:
        _, place = heapq.heappop(heap)
        if group[place] in busy or (used + weights[:, place] > high).any():
            continue
        if name == "reach":
            now = -gain[place] * untouched / cost[place]
            if heap and now > heap[0][0]:
                heapq.heappush(heap, (now, place))
                continue
            untouched *= 1 - gain[place] / PEOPLE
        total += gain[place]
        used += weights[:, place]
        chosen += 1
        busy |= {group[place]} - {-1}
    value = total if name == "margin" else PEOPLE * (1 - untouched)
    return {"value": float(value), "bound": None, "cpu": time.process_time() - start, "chosen": chosen}


SOLVERS = {"Upshot": ours, "HiGHS alone": exact, "lazy greedy": greedy}


def cells(n: int, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """People of twelve countries, and the pressure that each of n creators puts on each: mostly on their own."""
    rng = np.random.default_rng(seed)
    people = np.sort(rng.uniform(1e6, 3e7, 12))[::-1]
    reach = np.minimum(np.exp(rng.normal(9.5, 1.2, n)), 3e5)
    share = rng.dirichlet(np.full(12, 0.15), n).T
    return people, -np.log1p(-np.minimum(reach * share / people[:, None], 0.5))


def ours_by_number(_name: str, n: int) -> dict:
    """At most MOST creators, twelve countries: the question that a generic submodular library can be asked."""
    from upshot.stats.selection import Limit, Saturating, Selection, select

    people, pressure = cells(n)
    start = time.process_time()
    found = select(Selection(Saturating(people, pressure), (Limit("creators", np.ones(n), high=MOST),)))
    return {"value": found.value, "bound": found.bound, "cpu": time.process_time() - start, "chosen": len(found.chosen)}


def apricot_by_number(_name: str, n: int) -> dict:
    """apricot's lazy greedy on the same; runs under an interpreter that has it."""
    from apricot import CustomSelection

    people, pressure = cells(n)
    table = pressure.T.copy()

    def reach(rows: np.ndarray) -> float:
        return float(people @ -np.expm1(-np.atleast_2d(rows).sum(axis=0)))

    start = time.process_time()
    found = CustomSelection(MOST, reach, optimizer="lazy", verbose=False).fit(table)
    seconds = time.process_time() - start
    return {"value": reach(table[found.ranking]), "bound": None, "cpu": seconds, "chosen": MOST}


BY_NUMBER = {"Upshot": ours_by_number, "apricot, lazy": apricot_by_number}


def shortlist(sizes: Sequence[int] = SIZES) -> Section:
    """Every solver at every size, each in its own process."""
    section = Section(
        "Shortlist: candidates under ten limits",
        ("aim", "candidates", "solver", "CPU s", "÷ Upshot", "peak MiB", "chosen", "own gap", "of the best bound"),
        "Own gap: distance to the bound that the solver itself printed. Of the best bound: value ÷ the lowest bound of "
        f"all solvers. No answer: none within {CPU_S} s of CPU and {0.8 * CPU_S:.0f} s of clock, or not asked (HiGHS "
        f"alone beyond {MOST_FOR_EXACT:,} candidates). Peak memory is of the process, roster included.",
    )
    for name in AIMS:
        for n in sizes:
            _fill(section, name, n, {solver: _measured(solver, name, n) for solver in SOLVERS})
    return section


def against_apricot(python: str, sizes: Sequence[int]) -> Section:
    """Reach in twelve countries with a number of creators, beside a generic submodular library."""
    section = Section(
        f"Reach in twelve countries, at most {MOST} creators",
        ("aim", "candidates", "solver", "CPU s", "÷ Upshot", "peak MiB", "chosen", "own gap", "of the best bound"),
    )
    for n in sizes:
        found = {
            "Upshot": _measured("Upshot", "number", n),
            "apricot, lazy": _measured("apricot, lazy", "number", n, python),
        }
        _fill(section, "number", n, found)
    return section


def _measured(solver: str, name: str, n: int, python: str = sys.executable) -> dict | None:
    if solver == "HiGHS alone" and n > MOST_FOR_EXACT:
        return None
    try:
        done = run(["-m", "benchmarks.shortlist", "--one", solver, name, str(n)], python=python)
    except CommandError as error:
        print(error, file=sys.stderr)
        return None
    return {**json.loads(done.output.strip().splitlines()[-1]), "peak": done.peak_mib}


def _fill(section: Section, name: str, n: int, found: dict) -> None:
    bounds = [each["bound"] for each in found.values() if each and each["bound"] is not None]
    for solver, own in found.items():
        if own is None or own["value"] is None:
            seconds = "–" if own is None else f"{own['cpu']:.1f}"
            section.add(name, f"{n:,}", solver, seconds, "–", "–", "–", "–", "no answer")
            continue
        us = found["Upshot"]
        gap = "–" if own["bound"] is None else f"{max(own['bound'] - own['value'], 0) / own['bound']:.3%}"
        ratio = "–" if us is None else f"{own['cpu'] / us['cpu']:.2f}"
        best = f"{own['value'] / min(bounds):.5f}" if bounds else "–"
        section.add(name, f"{n:,}", solver, f"{own['cpu']:.2f}", ratio, f"{own['peak']:.0f}", own["chosen"], gap, best)


def main(arguments: list[str]) -> int:
    """One solver on one roster, or the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shortlist")
    parser.add_argument("--one", nargs=3, metavar=("SOLVER", "AIM", "N"))
    parser.add_argument("--apricot", metavar="PYTHON", help="an interpreter that has apricot-select")
    parser.add_argument("--no-save", action="store_true", help="print only")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    asked = parser.parse_args(arguments)
    if asked.one:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
        solver, name, n = asked.one
        print(json.dumps((BY_NUMBER if name == "number" else SOLVERS)[solver](name, int(n))))
        return 0
    started, before = now(), load()
    done = [shortlist(asked.sizes)]
    if asked.apricot:
        done.append(against_apricot(asked.apricot, [n for n in asked.sizes if n <= MOST_FOR_APRICOT]))
    text = whole(done, load_before=before, started=started, command="python -m benchmarks.shortlist")
    print(text)
    if not asked.no_save:
        print(f"kept in {save(text, 'shortlist', started).name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
