"""Floor 2: the facts. Load once, keep history, check; the only room that knows an engine.

Start with `lake.py`.
"""
