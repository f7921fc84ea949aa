"""What the names of TikTok's zips say."""

from __future__ import annotations

from datetime import date

import pytest

from upshot.sources.tiktok_studio.export_name import ExportName, read_export_name

PERIOD = (date(2025, 2, 28), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Overview_2025-02-28_1772236800_lea_c.zip!Overview.csv", ExportName("lea_c", PERIOD)),
        ("Overview_2025-02-28_1772236800000_lea.c (1).zip", ExportName("lea.c", PERIOD)),
        ("Overview_2025-02-28_1772236800_lea.xlsx", ExportName("lea", PERIOD)),
        ("Content_lea.zip!Content.csv", ExportName("lea", None)),
        ("Followers_lea.zip!FollowerGender.csv", ExportName("lea", None)),
        ("Overview_final.csv", ExportName(None, None)),
        ("Overview.csv", ExportName(None, None)),
        ("Overview_2026-13-45_99_lea.csv", ExportName(None, None)),
    ],
)
def test_the_name_gives_the_handle_and_the_period(name, found):
    assert read_export_name(name) == found
