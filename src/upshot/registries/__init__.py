"""Dated facts from outside, as data: tiers, export headers, benchmarks, coupon sites, growth of views, media value.

What never lives here: a rule of ours. One YAML file per registry and one module beside it that says what a row is;
`load.py` is the one way in, and a row without source and date does not load.
"""
