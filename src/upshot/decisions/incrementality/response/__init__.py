"""The creator response model: what it is given, its density, its fit. Read `docs/method.md`, then `density.py`."""
