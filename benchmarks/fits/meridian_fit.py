"""Meridian's national model, every creator a media channel, by its own sampler (NUTS of TensorFlow Probability)."""

import json
import os
import sys

from phases import Phases

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
MONTH = 28
CARRYOVER_DAYS = 28


def main(data_path, out_path, n_chains, n_adapt, n_keep):
    seconds = Phases()
    with seconds("import"):
        import numpy as np
        from meridian.analysis.analyzer import Analyzer
        from meridian.data.nd_array_input_data_builder import NDArrayInputDataBuilder
        from meridian.model.model import Meridian
        from meridian.model.spec import ModelSpec
    given = np.load(data_path, allow_pickle=False)
    n_days, n_creators = given["orders"].size, len(given["pressure"])
    days = np.datetime64(str(given["first_day"])) + np.arange(n_days)
    weekday = (days.view("int64") - 4) % 7
    controls = [(weekday == k).astype(float) for k in range(1, 7)]
    controls += list(given["events"]) + [np.log1p(row) for row in given["other_media"]]
    media = given["pressure"].T[None]
    builder = NDArrayInputDataBuilder(kpi_type="non_revenue")
    builder.time_coords = builder.media_time_coords = [str(day) for day in days]
    builder.geos = ["national_geo"]
    builder.with_kpi(given["orders"][None]).with_media(media, media, [f"creator_{c}" for c in range(n_creators)])
    builder.with_controls(np.array(controls).T[None], [f"control_{k}" for k in range(len(controls))])
    with seconds("build"):
        model = Meridian(builder.build(), ModelSpec(max_lag=CARRYOVER_DAYS, knots=max(2, n_days // MONTH)))
    for name, n, kept in (("compile", 1, 1), ("fit", n_adapt, n_keep)):  # the second compiles again inside
        with seconds(name):
            model.sample_posterior(n_chains=n_chains, n_adapt=n, n_burnin=n, n_keep=kept, seed=1)
    analyzer = Analyzer(model_context=model.model_context, inference_data=model.inference_data)
    by_creator = np.asarray(analyzer.incremental_outcome(use_kpi=True))
    draws = np.concatenate([by_creator.sum(axis=-1, keepdims=True), by_creator], axis=-1)
    np.savez(out_path, draws=draws, seconds=json.dumps(seconds), extra=json.dumps({}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
