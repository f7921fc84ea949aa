"""Experiments that settle what a model can only estimate: planned before they run, read after.

Unit-level tests (A/B, TikTok split tests, organic posts in blocks) and brand lift read a file or the workspace's
survey; geo and on/off tests read daily series. The shared result is in `model.py`; start there.
"""
