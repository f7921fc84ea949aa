"""TikTok's advertising reports: Ads Manager exports, Marketing API records, and the tables of connectors.

Rows of ads by day become `ad_day`; everything above the ad, or without a day, becomes `ad_total`. Start with
`source.py`; the header words live in `registries/ad_report_headers.yaml`.
"""

from upshot.sources.tiktok_ads.source import SOURCES

__all__ = ["SOURCES"]
