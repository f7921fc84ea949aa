"""Attribution by the packages that others use, run by the Python of an environment that has them.

    PYTHON -m … is not needed: PYTHON benchmarks/attribution_peers.py PACKAGE MODEL FILE [--order K] [--size N]

FILE is a CSV or Parquet file with path ("a > b > c"), conversions, value, lost; one JSON object is printed: seconds of
reading and of the model (clock and CPU, imports in neither), version, credits by channel. Nothing of Upshot is imported
here, and no package of theirs by Upshot.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import time
from importlib import metadata
from typing import Any

SEPARATOR = " > "


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("package", choices=("channelattribution", "mam"))
    parser.add_argument("model", choices=("markov", "heuristic", "shapley", "transitions"))
    parser.add_argument("file")
    parser.add_argument("--order", type=int, default=1)
    parser.add_argument("--size", type=int, default=4, help="MAM's cut of a set; 0 keeps sets whole")
    parser.add_argument("--simulations", type=float, default=1e5)
    parser.add_argument("--precision", type=float, default=0.05, help="ChannelAttribution's conv_par")
    parser.add_argument("--most-steps", type=int, help="ChannelAttribution's max_step; its own choice if not given")
    asked = parser.parse_args()
    run = _channel_attribution if asked.package == "channelattribution" else _mam
    print(json.dumps(run(asked)))


def _read(file: str) -> Any:
    import pandas as pd

    return pd.read_parquet(file) if file.endswith(".parquet") else pd.read_csv(file)


def _channel_attribution(asked: argparse.Namespace) -> dict[str, Any]:
    noise = io.StringIO()
    with contextlib.redirect_stdout(noise):
        import ChannelAttribution as peer  # noqa: N813 (their module's name)

        start = time.perf_counter()
        data = _read(asked.file)
        read, cpu = time.perf_counter(), time.process_time()
        more: dict[str, Any] = {}
        if asked.model == "heuristic":
            found = peer.heuristic_models(data, "path", "conversions", var_value="value", sep=">", flg_pro=False)
        elif asked.model == "transitions":
            answer = peer.transition_matrix(
                data, "path", "conversions", var_null="lost", order=asked.order, sep=">", flg_pro=False
            )
            more = {"channels": answer["channels"].to_dict("list")}
            found = answer["transition_matrix"]
        else:
            answer = peer.markov_model(
                data, "path", "conversions", var_value="value", var_null="lost", order=asked.order, sep=">",
                max_step=asked.most_steps, nsim_start=asked.simulations, conv_par=asked.precision,
                out_more=True, verbose=False, flg_pro=False,
            )  # fmt: skip
            found = answer["result"]
            more = {"removal_effects": answer["removal_effects"].to_dict("list")}
        end, cpu = time.perf_counter(), time.process_time() - cpu
    return _answer("ChannelAttribution", found.to_dict("list"), read - start, (end - read, cpu), more)


def _mam(asked: argparse.Namespace) -> dict[str, Any]:
    import pandas as pd
    from mam import MAM

    start = time.perf_counter()
    data = _read(asked.file)
    # One row for the converting, one for the lost journeys of each path, as its grouped format wants them.
    won = data[data["conversions"] > 0].assign(converted=True, occurrences=lambda t: t["conversions"])
    lost = data[data["lost"] > 0].assign(converted=False, occurrences=lambda t: t["lost"], value=0.0)
    grouped = pd.concat([won, lost])[["path", "converted", "occurrences", "value"]]
    grouped["path"] = grouped["path"].str.replace(r"\s*>\s*", SEPARATOR, regex=True)
    read, cpu = time.perf_counter(), time.process_time()
    mam = MAM(
        grouped, format_type="grouped_journey", channels_colname="path", journey_with_conv_colname="converted",
        occurrences_colname="occurrences", path_separator=SEPARATOR,
        conversion_value_colname=None if asked.model == "shapley" else "value",
    )  # fmt: skip
    more: dict[str, Any] = {}
    if asked.model == "markov":
        answer = mam.run_markov()
        more = {"removal_effects": answer.metadata["removal_effect"].reset_index().to_dict("list")}
    elif asked.model == "shapley":
        answer = mam.run_shapley(max_size=asked.size or None)
    else:
        raise SystemExit("MAM's rules are not measured here")
    found = answer.to_dict()
    ran = (time.perf_counter() - read, time.process_time() - cpu)
    return _answer("marketing-attribution-models", found, read - start, ran, more)


def _answer(
    package: str, credited: Any, read_s: float, ran: tuple[float, float], more: dict[str, Any]
) -> dict[str, Any]:
    return {
        "package": package,
        "version": metadata.version(package),
        "python": sys.version.split()[0],
        "read_s": read_s,
        "seconds": ran[0],
        "cpu": ran[1],
        "credits": credited,
        **more,
    }


if __name__ == "__main__":
    main()
