"""Alerts on their way out: by signed webhook and by e-mail, each once.

Start with `sending.py`.
"""
