"""PyMC-Marketing's mix model, every creator a channel, by its default sampler (PyMC's NUTS) or another of its own."""

import json
import sys

from phases import Phases

CARRYOVER_DAYS = 28


def main(data_path, out_path, n_chains, n_tune, n_draws, sampler):
    seconds = Phases()
    with seconds("import"):
        import numpy as np
        import pandas as pd
        from pymc_marketing.mmm import GeometricAdstock, LogisticSaturation
        from pymc_marketing.mmm.multidimensional import MMM
    given = np.load(data_path, allow_pickle=False)
    frame, channels, controls = table(given, np, pd)
    orders = pd.Series(given["orders"], name="y")
    model = MMM(
        date_column="day",
        channel_columns=channels,
        control_columns=controls,
        adstock=GeometricAdstock(l_max=CARRYOVER_DAYS),
        saturation=LogisticSaturation(),
        yearly_seasonality=2,
    )
    with seconds("build"):
        model.build_model(frame, orders)
        model.add_original_scale_contribution_variable(var=["channel_contribution"])
    with seconds("compile"):  # the sampler does it again, from the compiler's cache
        model.model.logp_dlogp_function(ravel_inputs=True)
    with seconds("fit"):
        found = model.fit(
            frame, orders, chains=n_chains, tune=n_tune, draws=n_draws, cores=2, random_seed=1, progressbar=False,
            nuts_sampler=sampler,
        )  # fmt: skip
    by_creator = found.posterior["channel_contribution_original_scale"].sum("date")
    by_creator = by_creator.transpose("chain", "draw", "channel").to_numpy()
    extra = {"divergences": int(found.sample_stats["diverging"].sum())}
    if "n_steps" in found.sample_stats:
        extra["steps_per_draw"] = float(found.sample_stats["n_steps"].mean())
    draws = np.concatenate([by_creator.sum(axis=-1, keepdims=True), by_creator], axis=-1)
    np.savez(out_path, draws=draws, seconds=json.dumps(seconds), extra=json.dumps(extra))


def table(given, np, pd):
    """A row per day: effective views of every creator; trend, weekday, events and log spend of other media."""
    n_days = len(given["orders"])
    channels = [f"creator_{c}" for c in range(len(given["pressure"]))]
    frame = pd.DataFrame(given["pressure"].T, columns=channels)
    frame["day"] = pd.date_range(str(given["first_day"]), periods=n_days)
    controls = {"trend": np.arange(n_days) / n_days}
    controls |= {f"weekday_{k}": (frame["day"].dt.day_of_week == k).astype(float).to_numpy() for k in range(1, 7)}
    controls |= {f"event_{k}": row for k, row in enumerate(given["events"])}
    controls |= {f"media_{k}": np.log1p(row) / np.log1p(row).max() for k, row in enumerate(given["other_media"])}
    return frame.assign(**controls), channels, list(controls)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]), sys.argv[6])
