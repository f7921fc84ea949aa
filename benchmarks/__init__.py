"""Benchmarks, side by side in one run: `python -m benchmarks --help`. Never run by the tests, except at a toy size."""
