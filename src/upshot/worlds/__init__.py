"""Simulated brands with known truth, which write the same export files that real platforms write.

Only the command line, the benchmarks and the tests use this room. The equations are in `docs/worlds.md`.
"""
