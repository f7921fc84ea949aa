"""Alembic migrations, run by `records.connecting.migrate`; one file per version in `versions/`."""
