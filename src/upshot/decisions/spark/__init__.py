"""The Spark desk: which posts may run as ads, until when, what is at stake, which to choose, what they added.

Start with `rights/model.py`.
"""
