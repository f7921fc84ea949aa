"""Real servers that tests start for themselves: PostgreSQL, and a Spark cluster. One of each per test run."""
