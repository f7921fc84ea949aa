"""The verdict: cost, what was observed, attributed and caused, whether it was worth it, and what next.

`model.py` is the published shape; `judge.py` builds it. Every surface renders this one object.
"""
