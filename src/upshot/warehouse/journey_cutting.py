"""Cut one bucket of persons into journeys: one sort, then a stream.

A journey ends at an order, after `idle_us` of silence, and where the window of the next order begins: touches too old
for the order that follows are a journey that did not convert. A state repeated within `repeat_us` is one touch; so is
an order's landing within a day of the visit it tells again.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from upshot.warehouse.journey_facts import Rules, number, text
from upshot.warehouse.journey_files import BEFORE, JOURNEY_COLUMNS, JOURNEYS, ROW_GROUP, STEP_COLUMNS, STEPS

ORDER_RANK = 9  # behind every touch of the same instant
LANDING_US = 86_400_000_000  # shops do not say when the landing of an order was: sessions last a day at most
LONGEST_LISTED = len(BEFORE) + 1  # touches of a path that may be listed among the most frequent ones

_NO_TOUCHES = (
    "SELECT NULL::UBIGINT AS person, 0 AS sort_us, 0 AS at_us, 1 AS rank, 1 AS state, false AS is_landing, "
    "true AS is_ours WHERE false"
)
_EVENTS = """
CREATE OR REPLACE TEMP TABLE events AS
SELECT person, sort_us, at_us, rank, state, is_landing, is_ours, NULL::BIGINT AS order_no FROM ({touches})
UNION ALL
SELECT person, sort_us, at_us, {order_rank}, 0, FALSE, FALSE, order_no FROM orders WHERE person % {n_buckets} = {bucket}
"""
_HEAVY = """
INSERT INTO heavy SELECT person, count(*) AS n FROM events WHERE order_no IS NULL GROUP BY person HAVING n > {most}
"""
# Only who ordered has an order ahead; all others are spared the window that looks for it.
_NEXT = """
CREATE OR REPLACE TEMP TABLE ahead AS
SELECT *, min(CASE WHEN order_no IS NOT NULL THEN at_us END) OVER (
           PARTITION BY person ORDER BY sort_us, rank, state, order_no
           ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_us
FROM events SEMI JOIN (SELECT person FROM events WHERE order_no IS NOT NULL) USING (person)
"""
_ORDERED = """
CREATE OR REPLACE TEMP TABLE ordered AS
FROM (SELECT *, NULL::BIGINT AS next_us FROM events
        ANTI JOIN (SELECT person FROM events WHERE order_no IS NOT NULL) USING (person)
      UNION ALL FROM ahead)
WHERE person NOT IN (SELECT person FROM heavy)
ORDER BY person, sort_us, rank, state, order_no
"""
# From here on the rows are in order: windows without partition only look back, and stream.
_MARKED = """
CREATE OR REPLACE TEMP TABLE marked AS
SELECT person, state, is_ours, order_no, least(at_us, next_us) AS at_us, is_break,
       NOT is_break AND order_no IS NULL AND state = last_state
           AND at_us - last_us <= CASE WHEN is_landing THEN {landing_us} ELSE {repeat_us} END AS is_repeat
FROM (SELECT *, last_person IS DISTINCT FROM person OR last_state = 0 OR at_us - last_us > {idle_us}
             OR (coalesce(next_us - at_us, 9223372036854775807) > {window_us})
                <> (coalesce(next_us - last_us, 9223372036854775807) > {window_us}) AS is_break
      FROM (SELECT *, lag(person) OVER () AS last_person, lag(at_us) OVER () AS last_us,
                   lag(state) OVER () AS last_state FROM ordered))
"""
_STEPPED = """
CREATE OR REPLACE TEMP TABLE stepped AS
SELECT journey, state, is_ours, order_no, at_us,
       (row - max(CASE WHEN is_break THEN row END) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) + 1)::INTEGER
           AS position, {before}
FROM (SELECT *, {offset} + sum(is_break::INTEGER) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS journey,
             row_number() OVER () AS row, {lags}
      FROM marked WHERE NOT is_repeat)
"""
_JOURNEYS = """
CREATE OR REPLACE TEMP TABLE cut AS
SELECT s.* EXCLUDE (states), list_sort(list_distinct(states)) AS touched, o.units, o.cents, o.ref, o.at_us AS order_us
FROM (SELECT journey, count(*) FILTER (order_no IS NULL) AS n_steps, max(order_no) AS order_no,
             max(CASE WHEN position = 1 THEN state END) AS first_state, min(at_us) AS began_us,
             max(CASE WHEN order_no IS NULL THEN at_us END) AS last_us,
             list(state) FILTER (order_no IS NULL) AS states
      FROM stepped GROUP BY journey HAVING bool_or(is_ours)) s
LEFT JOIN orders o USING (order_no) WHERE n_steps > 0
"""
_STEPS = """
CREATE OR REPLACE TEMP TABLE steps AS
SELECT s.journey, s.position, s.state, {before}, s.position = c.n_steps AS is_last, s.at_us, c.last_us
FROM stepped s JOIN cut c USING (journey) WHERE s.order_no IS NULL
"""
_STEP_ROWS = """
SELECT journey, position, state, {names}, is_last, make_timestamptz(at_us) AS touched_at,
       (last_us - at_us) // 1000000 AS seconds_to_last
FROM steps ORDER BY journey, position
"""
_JOURNEY_ROWS = """
SELECT c.journey, n_steps, coalesce(units, 0) AS n_conversions, coalesce(cents, 0) AS value_cents, first_state,
       s.state AS last_state, make_timestamptz(began_us) AS began_at,
       make_timestamptz(coalesce(order_us, last_us)) AS ended_at,
       CASE WHEN units = 1 THEN make_timestamptz(order_us) END AS converted_at, ref AS order_ref, touched
FROM cut c JOIN (SELECT journey, state FROM steps WHERE is_last) s USING (journey) ORDER BY c.journey
"""
# A short path stands on the row of its last touch: the states before it, and its own.
_PATHS = """
INSERT INTO paths
SELECT {earliest_first}, s.state, count(*), sum(coalesce(units, 0)), sum(coalesce(cents, 0))
FROM (FROM steps WHERE is_last AND position <= {longest}) s JOIN cut USING (journey) GROUP BY ALL
"""


def prepare(bench: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that fill from bucket to bucket."""
    bench.execute("CREATE TEMP TABLE heavy (person UBIGINT, n BIGINT)")
    states = ", ".join(f"{name} INTEGER" for name in (*reversed(BEFORE), "state"))
    bench.execute(f"CREATE TEMP TABLE paths ({states}, n BIGINT, n_conversions BIGINT, cents BIGINT)")


def cut_bucket(
    bench: duckdb.DuckDBPyConnection,
    rules: Rules,
    bucket: int,
    n_buckets: int,
    *,
    spool: Path,
    folder: Path,
    offset: int,
) -> dict[str, int]:
    """Write the journeys of one bucket, numbered from `offset` + 1; return what was counted.

    Counts: repeats (touches told within the repeat window), other_campaign (touches of journeys that are not asked
    for), visitors, journeys, converted, cents, still_open (journeys
    that may yet convert), last (the highest journey number used).
    """
    files = spool / f"bucket={bucket}"
    touches = (
        f"SELECT * FROM read_parquet({text(f'{files}/*.parquet')}, hive_partitioning=false) "
        "JOIN states USING (name) WHERE reason IS NULL"
        if files.is_dir()
        else _NO_TOUCHES
    )
    bench.execute(_EVENTS.format(touches=touches, order_rank=ORDER_RANK, n_buckets=n_buckets, bucket=bucket))
    bench.execute(_HEAVY.format(most=rules.most_touches))
    bench.execute(_NEXT)
    bench.execute(_ORDERED)
    bench.execute(
        _MARKED.format(
            repeat_us=rules.repeat_us,
            landing_us=max(rules.repeat_us, LANDING_US),
            idle_us=rules.idle_us,
            window_us=rules.window_us,
        )
    )
    lags = ", ".join(f"lag(state, {k}) OVER () AS lag_{k}" for k in range(1, len(BEFORE) + 1))
    before = ", ".join(f"lag_{k} AS {name}" for k, name in enumerate(BEFORE, start=1))
    bench.execute(_STEPPED.format(offset=offset, lags=lags, before=before))
    bench.execute(_JOURNEYS)
    before = ", ".join(
        f"CASE WHEN s.position > {k} THEN s.{name} ELSE 0 END AS {name}" for k, name in enumerate(BEFORE, start=1)
    )
    bench.execute(_STEPS.format(before=before))
    _copy(bench, _STEP_ROWS.format(names=", ".join(BEFORE)), folder / STEPS / f"part-{bucket}.parquet", STEP_COLUMNS)
    _copy(bench, _JOURNEY_ROWS, folder / JOURNEYS / f"part-{bucket}.parquet", JOURNEY_COLUMNS)
    bench.execute(_PATHS.format(earliest_first=", ".join(reversed(BEFORE)), longest=LONGEST_LISTED))
    open_us = rules.now_us - min(rules.window_us, rules.idle_us)
    journeys, steps, converted, cents, still_open = bench.execute(
        "SELECT count(*), coalesce(sum(n_steps), 0)::BIGINT, coalesce(sum(units), 0)::BIGINT, "
        f"coalesce(sum(cents), 0)::BIGINT, count(*) FILTER (order_no IS NULL AND last_us >= {open_us}) FROM cut"
    ).fetchall()[0]
    return {
        "repeats": number(bench, "SELECT count(*) FROM marked WHERE is_repeat"),
        "other_campaign": number(bench, "SELECT count(*) FROM stepped WHERE order_no IS NULL") - steps,
        "visitors": number(bench, "SELECT count(DISTINCT person) FROM marked WHERE order_no IS NULL"),
        "journeys": journeys,
        "steps": steps,
        "converted": converted,
        "cents": cents,
        "still_open": still_open,
        "last": offset + number(bench, "SELECT count(*) FROM marked WHERE is_break"),
    }


def _copy(bench: duckdb.DuckDBPyConnection, sql: str, file: Path, columns: dict[str, str]) -> None:
    cast = ", ".join(f"{name}::{kind} AS {name}" for name, kind in columns.items())
    bench.execute(
        f"COPY (SELECT {cast} FROM ({sql})) TO {text(str(file))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )
