"""Floor 3: what a number means. A KPI is two sums and a scale; a query is KPI × dimension × period.

Written once as narwhals expressions, so that the same code runs on DuckDB, Polars and Spark. Start with `kpi.py`.
"""
