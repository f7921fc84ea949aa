"""The fit of the creator response model: effective samples a second beside others, growth with size, memory.

    python -m benchmarks.creator_response compare --pymc PYTHON --meridian PYTHON --numpyro PYTHON
    python -m benchmarks.creator_response scaling

Each PYTHON is the interpreter of an environment that has that program (`pymc-marketing`, `google-meridian`,
`upshot[bayes]`); one that is not named is left out. Every fit is a fresh process, one after another. Effective sizes
and R-hat are worked out here, for all programs by the same code, from the draws they hand over.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import load, machine
from benchmarks.measuring import ROOT, CommandError, run, slope

RESULTS = ROOT / "benchmarks" / "results"
FITS = ROOT / "benchmarks" / "fits"
SEED = 1
SIZE = (60, 250, 548)  # creators, posts, days: of the targets
BY_CREATORS = tuple((n, 4 * n, 548) for n in (10, 30, 60, 125, 250, 500))
BY_DAYS = tuple((60, 250, n) for n in (90, 180, 365, 730, 1_100))


def main(arguments: list[str]) -> None:
    """Run what was asked for, print a table, keep the JSON."""
    options = _options(arguments)
    parts = {"compare": compare, "scaling": scaling}
    with tempfile.TemporaryDirectory() as folder:
        found = parts[options.part](options, Path(options.folder or folder))
    now = datetime.now(UTC)
    told = {"part": options.part, "at": now.isoformat(timespec="minutes"), "machine": machine(), "runs": found}
    path = RESULTS / f"{now:%Y-%m-%d-%H%M}-creator-response-{options.part}.json"
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(path)


def compare(options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """The same brand to every program that is there."""
    size = tuple(options.size)
    arrays = folder / "arrays.npz"
    run(["-m", "benchmarks.creator_worlds", arrays, *map(str, size), str(SEED)])
    mmm = [str(options.chains), str(options.tune), str(options.draws)]
    out = folder / "out.npz"
    ours = [FITS / "upshot_fit.py", out, *map(str, size), str(SEED)]
    programs = [
        ("upshot", sys.executable, [*ours, "2", "upshot", "warm"]),
        ("upshot, one process", sys.executable, [*ours, "1", "upshot", "cold"]),
        ("upshot by numpyro", options.numpyro, [*ours, "1", "numpyro", "cold"]),
        ("pymc-marketing, default sampler", options.pymc, [FITS / "pymc_marketing_fit.py", arrays, out, *mmm, "pymc"]),
        ("pymc-marketing by nutpie", options.nutpie, [FITS / "pymc_marketing_fit.py", arrays, out, *mmm, "nutpie"]),
        ("meridian", options.meridian, [FITS / "meridian_fit.py", arrays, out, *mmm]),
    ]
    chosen = [each for each in programs if each[1] and (not options.only or each[0] in options.only)]
    return [_one(name, size, python, command, out) for name, python, command in chosen]


def scaling(options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """Our fit from 10 to 500 creators and from 90 to 1,100 days, in one process."""
    found: list[dict[str, Any]] = []
    out = folder / "out.npz"
    for along, sizes in (("creators", BY_CREATORS), ("days", BY_DAYS)):
        kept = [size for size in sizes if size[0] <= options.most and size[2] <= options.longest]
        runs = []
        for size in kept:
            command = [FITS / "upshot_fit.py", out, *map(str, size), str(SEED), "1", "upshot", "cold"]
            runs.append(_one(along, size, sys.executable, command, out))
        good = [
            (each["size"][0 if along == "creators" else 2], each["seconds"]["fit"])
            for each in runs
            if "seconds" in each
        ]
        if len(good) > 1:
            at = [float(n) for n, _ in good]
            slopes = {kind: slope(at, [fit[k] for _, fit in good]) for k, kind in enumerate(("wall", "cpu"))}
            print(f"slope along {along}: wall {slopes['wall']:.2f}, CPU {slopes['cpu']:.2f}")
            runs.append({"name": f"slope along {along}", **slopes})
        found += runs
    return found


def _one(name: str, size: tuple[int, ...], python: str, command: list[Any], out: Path) -> dict[str, Any]:
    """One fit in a fresh process; a program that fails is reported as failed."""
    before = load()
    try:
        process = run(command, python=python)
    except CommandError as error:
        print(f"{name}: failed\n{error}")
        return {"name": name, "size": size, "failed": str(error)[-500:]}
    told = {"name": name, "size": size, "load": [before, load()], **json.loads(run([FITS / "reading.py", out]).output)}
    told |= {"whole": {"wall": process.wall_s, "cpu": process.cpu_s, "peak_mib": process.peak_mib}}
    ess, (wall, cpu) = told["ess"], told["seconds"]["fit"]
    told["ess_per_s"] = {key: {"wall": value / wall, "cpu": value / cpu} for key, value in ess.items()}
    rates = ", ".join(
        f"{key} {rate['wall']:.2f} ({rate['cpu']:.2f} a CPU s)" for key, rate in told["ess_per_s"].items()
    )
    print(
        f"{name} {size}: fit {wall:.0f} s (CPU {cpu:.0f}), peak {process.peak_mib:,.0f} MiB, ESS/s {rates}", flush=True
    )
    return told


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.creator_response", description=__doc__)
    parser.add_argument("part", choices=("compare", "scaling"))
    for program in ("pymc", "nutpie", "meridian", "numpyro"):
        parser.add_argument(f"--{program}", metavar="PYTHON", help=f"interpreter of the environment for {program}")
    parser.add_argument("--size", type=int, nargs=3, default=SIZE, metavar=("CREATORS", "POSTS", "DAYS"))
    parser.add_argument("--chains", type=int, default=4, help="of the mix models")
    parser.add_argument("--tune", type=int, default=1_000)
    parser.add_argument("--draws", type=int, default=1_000)
    parser.add_argument("--only", nargs="*", help="these programs alone")
    parser.add_argument("--most", type=int, default=500, help="largest number of creators in `scaling`")
    parser.add_argument("--longest", type=int, default=1_100, help="most days in `scaling`")
    parser.add_argument("--folder", help="where arrays and draws go; a temporary one unless named")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
