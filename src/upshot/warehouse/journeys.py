"""Cut touches into journeys inside the engine: bounded memory, whatever their number; the rest spills to a folder.

Three passes: people (`journey_people`), narrow rows in buckets of persons (`journey_spool`), each bucket sorted and cut
(`journey_cutting`). A full disk or a broken file is a `WarehouseError` that names the place.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import duckdb

from upshot.warehouse.engine import workbench
from upshot.warehouse.faults import naming_faults
from upshot.warehouse.journey_cutting import cut_bucket, prepare
from upshot.warehouse.journey_facts import HEAVY_SHOWN, TOP_PATHS, Cut, Facts, PathCount, Rules, take_in, text
from upshot.warehouse.journey_files import BEFORE, JOURNEYS, STEPS, write_states
from upshot.warehouse.journey_people import find_people
from upshot.warehouse.journey_spool import FIRST_US, ROWS_PER_BUCKET, write_spool

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.99)


def write_journeys(facts: Facts, rules: Rules, folder: Path) -> Cut:
    """Write states, steps and journeys to `folder`, which exists and is empty; return what was counted.

    Raises
    ------
    WarehouseError : disk_full, home_read_only, lake_corrupt
    """
    aside = folder / "spill"
    with naming_faults(folder, table="touch"), workbench(aside) as bench:
        try:
            for part in (aside, folder / STEPS, folder / JOURNEYS):
                part.mkdir()
            take_in(bench, facts)
            numbers = Counter(
                find_people(
                    bench,
                    currency=facts.currency,
                    now_us=rules.now_us,
                    first_us=FIRST_US,
                    tolerance_us=rules.tolerance_us,
                )
            )
            spool = aside / "spool"
            n_buckets, names, kinds, set_aside = write_spool(
                bench, rules, spool, paid_media=facts.paid_media, rows_per_bucket=ROWS_PER_BUCKET
            )
            write_states(bench, list(names), folder)
            prepare(bench)
            offset = 0
            for bucket in range(n_buckets):
                counted = cut_bucket(bench, rules, bucket, n_buckets, spool=spool, folder=folder, offset=offset)
                offset = counted.pop("last")
                numbers.update(counted)
                shutil.rmtree(spool / f"bucket={bucket}", ignore_errors=True)
            return _told(bench, folder, names, kinds, set_aside, numbers)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _told(
    bench: duckdb.DuckDBPyConnection,
    folder: Path,
    names: tuple[str, ...],
    kinds: dict[str, int],
    set_aside: dict[str, int],
    numbers: Counter[str],
) -> Cut:
    n_heavy, touches_of_heavy = bench.execute("SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM heavy").fetchall()[0]
    aside = dict(set_aside)
    if touches_of_heavy:
        aside["heavy_visitor"] = touches_of_heavy
    for counted, rule in (("repeats", "repeat"), ("other_campaign", "other_campaign")):
        if n := numbers.pop(counted):
            aside[rule] = n
    numbers["heavy_visitors"] = n_heavy
    numbers["states"] = len(names)
    journeys = f"read_parquet({text(f'{folder / JOURNEYS}/*.parquet')})"
    states = ", ".join((*reversed(BEFORE), "state"))
    paths = bench.execute(
        f"SELECT list_filter([{states}], lambda state: state > 0) AS path, sum(n)::BIGINT, sum(n_conversions)::BIGINT, "
        f"sum(cents)::BIGINT FROM paths GROUP BY {states} ORDER BY 3 DESC, 2 DESC, path LIMIT {TOP_PATHS}"
    ).fetchall()
    return Cut(
        kinds,
        aside,
        dict(numbers),
        _heavy(bench) if n_heavy else (),
        {
            "all": _quantiles(bench, f"SELECT n_steps AS value FROM {journeys}"),
            "converted": _quantiles(bench, f"SELECT n_steps AS value FROM {journeys} WHERE n_conversions = 1"),
        },
        _quantiles(
            bench,
            "SELECT (epoch_us(converted_at) - epoch_us(began_at)) / 86400e6 AS value "
            f"FROM {journeys} WHERE n_conversions = 1",
        ),
        tuple(PathCount(tuple(names[state - 1] for state in path), *counts) for path, *counts in paths),
    )


_HEAVY = f"""
SELECT substr(min(visitor_key), 1, 12), any_value(n)
FROM heavy JOIN (SELECT DISTINCT t.visitor_key, hash(coalesce(m.customer_key, t.visitor_key)) AS person
                 FROM the_touch t LEFT JOIN moved m USING (visitor_key)) USING (person)
GROUP BY person ORDER BY 2 DESC, 1 LIMIT {HEAVY_SHOWN}
"""


def _heavy(bench: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    """The visitors with the most touches of those set aside: the first digits of their keys, and how many."""
    return tuple((str(key), int(n)) for key, n in bench.execute(_HEAVY).fetchall())


def _quantiles(bench: duckdb.DuckDBPyConnection, sql: str) -> tuple[tuple[float, float], ...]:
    """(share, value) pairs; none where there is nothing to share."""
    found = bench.execute(f"SELECT quantile_disc(value, {list(SHARES)}) FROM ({sql})").fetchall()[0][0]
    return tuple(zip(SHARES, map(float, found), strict=True)) if found else ()
