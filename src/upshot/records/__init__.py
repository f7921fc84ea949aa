"""Floor 2: what people decide and must not lose, in SQLite or PostgreSQL, with migrations.

Start with `store.py`.
"""
