"""A file's way in: detect its kind, read it, keep the raw bytes, load facts and records, report.

The one room that stands on both the lake and the records. Start with `importing.py`.
"""
