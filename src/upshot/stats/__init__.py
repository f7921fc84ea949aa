"""The workshop: pure mathematics. Arrays in, results out; no tables, no network, no money."""
