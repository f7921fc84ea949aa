"""One measured act of attribution in a process of its own: `python -m benchmarks.attribution_child ACT FOLDER`.

ACT: scan (plain DuckDB counting transitions), markov, markov2, markov_blocks (with intervals), shapley, set_rates,
rules. Prints seconds of clock and CPU without imports, and what came out.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    act, folder = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(scan(folder) if act == "scan" else ours(act, folder)))


def scan(folder: Path) -> dict[str, Any]:
    """What any engine must do: read two integers of every touch and count the pairs; default settings."""
    import duckdb

    connection = duckdb.connect()
    connection.sql("SELECT 1 AS one").to_arrow_table()
    start, cpu = time.perf_counter(), time.process_time()
    steps = f"read_parquet('{folder}/store/steps/*.parquet')"
    found = connection.sql(f"SELECT before, state, count(*) AS n FROM {steps} GROUP BY before, state").to_arrow_table()
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "rows": found.num_rows}


def ours(act: str, folder: Path) -> dict[str, Any]:
    """One model from the store on disk to credits that sum to the conversions."""
    from upshot.decisions.journeys.models import Terms, attribute
    from upshot.decisions.journeys.models_counts import RULES, Model
    from upshot.decisions.journeys.models_report import AttributionReport
    from upshot.decisions.journeys.store import JourneyStore

    models = {"shapley": (Model.SHAPLEY,), "set_rates": (Model.SHAPLEY_SET_RATES,), "rules": RULES}
    order = 2 if act == "markov2" else 1
    terms = Terms(models.get(act, (Model.MARKOV,)), order, n_draws=None if act == "markov_blocks" else 0)
    _warm()
    start, cpu = time.perf_counter(), time.process_time()
    found = attribute(JourneyStore(folder / "store", has_times=False), terms)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    assert isinstance(found, AttributionReport)
    first = found.lines[0]
    credited = {name: float(credit.conversions) for name, credit in first.credits.items()}
    return {"seconds": seconds, "cpu": cpu, "conversions": found.conversions, "first": first.name, "credited": credited}


def _warm() -> None:
    """Import what the first answer imports: nobody's imports are in the seconds."""
    import narwhals as nw

    from upshot.warehouse.engine import lazily

    lazily("SELECT 1 AS one").with_columns(two=nw.col("one") + 1).collect("pyarrow")


if __name__ == "__main__":
    main()
