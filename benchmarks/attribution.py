"""Attribution beside the packages that others use and beside the bare scan: `python -m benchmarks.attribution`.

Every figure is a process of its own. The others get their journeys as a data frame in memory (raw: a row per journey,
and grouped: a row per distinct path with counts); reading the file is not counted for them. Ours begins with Parquet
files on disk. Nobody's imports are counted. What was measured is kept in `--folder` and not measured again: a run that
was broken off goes on; `--again` starts anew.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import load
from benchmarks.measuring import CommandError, run, slope
from benchmarks.report import Section, check, now, save, whole

SIZES = (100_000, 1_000_000, 10_000_000)
STATES = (8, 20, 200, 2_000)
GROWTH_TOUCHES = (100_000, 1_000_000, 10_000_000, 100_000_000)
GROWTH_STATES = 20
MOST_MIB, MOST_BY_SCAN, LEAST_BY_PEER, MOST_SLOPE = 2_048.0, 3.0, 5.0, 1.05
PEERS = ("channelattribution", "mam")


@dataclass(frozen=True)
class Act:
    """One thing that is timed: ours by its act, a peer's by package, model and file."""

    label: str
    act: str
    peer: str | None = None
    model: str = ""
    file: str = "grouped.parquet"
    more: tuple[str, ...] = ()


SCAN = Act("DuckDB scan", "scan")
OURS = {
    "markov": Act("Upshot Markov 1", "markov"),
    "markov2": Act("Upshot Markov 2", "markov2"),
    "shapley": Act("Upshot Shapley, sum game", "shapley"),
    "set_rates": Act("Upshot Shapley, rates of sets", "set_rates"),
    "rules": Act("Upshot rules", "rules"),
    "markov_blocks": Act("Upshot Markov 1 with intervals", "markov_blocks"),
}
THEIRS = {
    "markov": (
        Act("ChannelAttribution Markov 1, raw", "ca_raw", PEERS[0], "markov", "paths.parquet"),
        Act("ChannelAttribution Markov 1, grouped", "ca_grouped", PEERS[0], "markov"),
        Act("MAM Markov, grouped", "mam_markov", PEERS[1], "markov"),
    ),
    "markov2": (Act("ChannelAttribution Markov 2, grouped", "ca_2", PEERS[0], "markov", more=("--order", "2")),),
    "set_rates": (
        Act("MAM Shapley, sets cut to 4, grouped", "mam_shapley", PEERS[1], "shapley"),
        Act("MAM Shapley, whole sets, grouped", "mam_shapley_0", PEERS[1], "shapley", more=("--size", "0")),
    ),
}
COMPARED = {"shapley": "set_rates"}  # the sum game is what MAM has no model for: its Shapley stands in


class Ledger:
    """What was measured, one JSON line each, so that a run can go on where it stopped."""

    def __init__(self, path: Path, *, is_again: bool) -> None:
        self.path = path
        if is_again:
            path.unlink(missing_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        self.kept: dict[str, dict[str, Any]] = {each["key"]: each for each in map(json.loads, lines)}

    def measure(self, key: str, arguments: list[str], asked: argparse.Namespace, *, python: str) -> dict[str, Any]:
        """Run one process, or take what is kept; `error` says why there is no figure."""
        if key not in self.kept:
            limits = [f"--data={asked.most_gib * 2**30}", "timeout", str(asked.most_seconds), python]
            found: dict[str, Any] = {"key": key, "load": load()}
            try:
                done = run([*limits, *arguments], python="prlimit")
                answer = json.loads([line for line in done.output.splitlines() if line.startswith("{")][-1])
                found |= {name: answer.get(name) for name in ("seconds", "cpu", "credited", "rows")}
                found["peak_mib"] = done.peak_mib
            except (CommandError, IndexError) as error:
                said = str(error)
                found["error"] = f"> {asked.most_seconds} s" if "ended with 124" in said else "failed: " + said[-200:]
            self.kept[key] = found
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(found) + "\n")
        print(f"{key}: {_seconds(self.kept[key])} s", file=sys.stderr, flush=True)
        return self.kept[key]


def main() -> None:
    asked = _asked()
    started, before = now(), load()
    asked.folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(asked.folder / "measured.jsonl", is_again=asked.again)
    sections = []
    if "table" in asked.parts:
        sections += list(tables(asked, ledger))
    if "growth" in asked.parts:
        sections.append(growth(asked, ledger))
    text = whole(sections, load_before=before, started=started, command="python -m benchmarks.attribution")
    print(text)
    if asked.save:
        print(f"written to {save(text, 'attribution', started)}")


def tables(asked: argparse.Namespace, ledger: Ledger) -> Iterable[Section]:
    """One section per model: ours, the fastest peer, the scan, and the ratios."""
    sections = {name: _section(name) for name in asked.models}
    for n_journeys in asked.sizes:
        for n_states in asked.states:
            folder = asked.folder / f"{n_journeys}-{n_states}"
            has_peers = asked.peers is not None
            _make(folder, n_journeys, n_states, has_paths=has_peers)
            scan = _best(ledger, SCAN, folder, asked)
            measured = {name: _best(ledger, OURS[name], folder, asked) for name in asked.models}
            theirs = {
                each.label: _best(ledger, each, folder, asked)
                for name in dict.fromkeys(COMPARED.get(name, name) for name in asked.models)
                for each in THEIRS.get(name, ())
                if has_peers and each.act not in asked.skip
            }
            for name, section in sections.items():
                rivals = {each.label: theirs.get(each.label) for each in THEIRS.get(COMPARED.get(name, name), ())}
                _row(section, (n_journeys, n_states), measured[name], rivals, scan)
            if not asked.keep:
                shutil.rmtree(folder)
    return sections.values()


def growth(asked: argparse.Namespace, ledger: Ledger) -> Section:
    """Seconds of CPU against touches, on logarithms: 1 is linear."""
    section = Section(f"Growth, {GROWTH_STATES} states", ("touches", "act", "seconds", "CPU s", "peak MiB"))
    seen: dict[str, list[tuple[int, float]]] = {}
    for n_touches in asked.touches:
        folder = asked.folder / f"growth-{n_touches}"
        _make(folder, n_touches // 4, GROWTH_STATES, has_paths=False)
        for name in ("scan", "markov", "shapley"):
            act = SCAN if name == "scan" else OURS[name]
            found = _best(ledger, act, folder, asked)
            section.add(f"{n_touches:,}", act.label, _seconds(found), _cpu(found), _peak(found))
            if "error" not in found:
                seen.setdefault(name, []).append((n_touches, found["cpu"]))
        if not asked.keep:
            shutil.rmtree(folder)
    for name, points in seen.items():
        if len(points) > 1:
            section.checks.append(check(f"slope of {name}", slope(*zip(*points, strict=True)), MOST_SLOPE, ""))
    return section


def _section(name: str) -> Section:
    rivals = tuple(each.label for each in THEIRS.get(COMPARED.get(name, name), ()))
    columns = (
        "journeys",
        "states",
        OURS[name].label,
        "CPU s",
        "peak MiB",
        *rivals,
        "fastest peer ÷ ours",
        "scan",
        "ours ÷ scan",
    )
    note = "Seconds of the clock; in brackets, the peak of memory of the peers. Ratios of the clock, then of CPU."
    return Section(OURS[name].label, columns, note)


def _row(
    section: Section, size: tuple[int, int], ours: dict[str, Any], rivals: dict[str, Any], scan: dict[str, Any]
) -> None:
    done = [each for each in rivals.values() if each is not None and "error" not in each]
    cells = [f"{_seconds(each)} ({_peak(each)})" if each is not None else "–" for each in rivals.values()]
    by_peer = by_scan = "–"
    where = f"{size[0]:,} journeys, {size[1]:,} states"
    if "error" not in ours:
        if done:
            factors = [min(each[unit] for each in done) / ours[unit] for unit in ("seconds", "cpu")]
            by_peer = f"{factors[0]:.1f} · {factors[1]:.1f}"
            if size[0] >= SIZES[1]:
                met = "met" if factors[0] >= LEAST_BY_PEER else "**missed**"
                section.checks.append(
                    f"{met}: {where}: {factors[0]:.1f} times as fast as the fastest peer (target {LEAST_BY_PEER:.0f})"
                )
        elif rivals and all(each is not None for each in rivals.values()):
            by_peer = "no peer ended"
        if "error" not in scan:
            by_scan = f"{ours['seconds'] / scan['seconds']:.1f} · {ours['cpu'] / scan['cpu']:.1f}"
            if size[0] >= SIZES[1]:
                section.checks.append(
                    check(f"{where}: by the scan", ours["seconds"] / scan["seconds"], MOST_BY_SCAN, "")
                )
        section.checks.append(check(f"{where}: memory", ours["peak_mib"], MOST_MIB, " MiB"))
    section.add(
        f"{size[0]:,}", size[1], _seconds(ours), _cpu(ours), _peak(ours), *cells, by_peer, _seconds(scan), by_scan
    )  # fmt: skip


def _best(ledger: Ledger, act: Act, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """The fastest of the rounds: on a shared machine the least disturbed one."""
    rounds = 1 if act.peer is not None else asked.rounds
    found = []
    for number in range(rounds):
        key = f"{folder.name}/{act.act}" + (f"/{number}" if number else "")
        if act.peer is None:
            arguments, python = ["-m", "benchmarks.attribution_child", act.act, str(folder)], sys.executable
        else:
            script = str(Path(__file__).with_name("attribution_peers.py"))
            arguments, python = [script, act.peer, act.model, str(folder / act.file), *act.more], asked.peers
        found.append(ledger.measure(key, arguments, asked, python=python))
        if "error" in found[-1]:
            break
    done = [each for each in found if "error" not in each]
    return min(done, key=lambda each: each["seconds"]) if done else found[-1]


def _make(folder: Path, n_journeys: int, n_states: int, *, has_paths: bool) -> None:
    """The journeys, in a process of its own: this one stays small."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.attribution_journeys import write_journeys; "
        "write_journeys(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), has_paths=sys.argv[4] == 'True')"
    )
    run(["-c", code, str(folder), str(n_journeys), str(n_states), str(has_paths)])


def _seconds(found: dict[str, Any]) -> str:
    return found.get("error", "")[:40] if "error" in found else f"{found['seconds']:.2f}"


def _cpu(found: dict[str, Any]) -> str:
    return "–" if "error" in found else f"{found['cpu']:.2f}"


def _peak(found: dict[str, Any]) -> str:
    return "–" if "error" in found else f"{found['peak_mib']:,.0f} MiB"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="Python that has ChannelAttribution and MAM; none: only ours")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("TMPDIR", "/tmp")) / "upshot-attribution")
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, help="journeys")
    parser.add_argument("--states", type=int, nargs="+", default=STATES)
    parser.add_argument("--touches", type=float, nargs="+", default=GROWTH_TOUCHES, help="of the growth section")
    parser.add_argument(
        "--models", nargs="+", choices=list(OURS), default=["markov", "markov2", "shapley", "set_rates"]
    )
    parser.add_argument("--skip", nargs="*", default=(), help="peers' acts to leave out, such as ca_raw")
    parser.add_argument("--parts", nargs="+", choices=("table", "growth"), default=("table", "growth"))
    parser.add_argument("--rounds", type=int, default=3, help="of ours and of the scan; the fastest counts")
    parser.add_argument("--most-seconds", type=int, default=600, help="after which a process is ended")
    parser.add_argument("--most-gib", type=int, default=12, help="memory after which a process is refused more")
    parser.add_argument("--keep", action="store_true", help="keep the journeys on disk")
    parser.add_argument("--again", action="store_true", help="measure everything anew")
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    asked = parser.parse_args()
    asked.sizes, asked.touches = (tuple(int(each) for each in given) for given in (asked.sizes, asked.touches))
    return asked


if __name__ == "__main__":
    main()
