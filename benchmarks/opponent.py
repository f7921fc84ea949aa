"""DuckDB's own import, types sniffed, written as Parquet: `python -m benchmarks.opponent FILE PARQUET`."""

from __future__ import annotations

import sys

import duckdb


def quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"


if __name__ == "__main__":
    source, target = map(quoted, sys.argv[1:3])
    duckdb.connect().execute(f"COPY (FROM read_csv({source})) TO {target} (FORMAT parquet)")
