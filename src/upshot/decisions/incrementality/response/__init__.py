"""The creator response model: what it is given, its density, its fit. Start with `docs/method.md`, then `density.py`."""
