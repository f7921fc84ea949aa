"""What TikTok gives an account's owner as files: Studio's analytics and the Business Suite's exports.

Nothing here guesses a year, a handle or the day of an export: where a file does not say, the user is asked. Start with
`source.py` for the kinds, `localised_days.py` and `year_placement.py` for the dates.
"""

from upshot.sources.tiktok_studio.source import SOURCES

__all__ = ["SOURCES"]
