"""How a proof is run: sizes of brands, a pool of processes, and a file that outlives a killed run.

`pool.py` runs tasks, `ledger.py` keeps outcomes as JSON lines, `effort.py` measures a fit, `sizes.py` reads `--scale`.
"""
