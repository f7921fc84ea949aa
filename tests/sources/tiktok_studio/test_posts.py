"""Content, the Business Suite's videos, and the Business API's post insights."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.sources.tiktok_studio.export_rows import rows
from upshot.errors import SourceRefused

HEADER = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
BORN = datetime(2026, 2, 1, 21, 16, 43, tzinfo=UTC)
POST = str(int(BORN.timestamp()) << 32 | 12345)
LINK = f"https://www.tiktok.com/@Lea.Cuisine/video/{POST}?lang=en"


def test_the_id_gives_the_instant_of_publication_and_the_year_of_reading(read):
    batches = read(HEADER + f"February 28,Soup #Recipe,{LINK},February 1,3,0,0,11564\n")
    (post,), (reading,) = rows(batches, "post"), rows(batches, "post_reading")
    assert (post["published_at"], post["creator"], post["hashtags"]) == (BORN, "lea.cuisine", ["recipe"])
    assert (reading["read_at"], reading["views"]) == (datetime(2026, 2, 28, tzinfo=UTC), 11_564)


def test_file_rows_are_counted_once_though_they_feed_two_tables(read):
    batches = read(HEADER + f"February 28,a,{LINK},February 1,3,0,0,11564\n")
    assert sum(batch.rows_read for batch in batches) == 1


def test_a_post_that_is_repeated_is_one_reading(read):
    line = f"February 28,a,{LINK},February 1,3,0,0,11564\n"
    batches = read(HEADER + line + line)
    assert (len(rows(batches, "post")), len(rows(batches, "post_reading"))) == (1, 1)


def test_a_post_time_that_the_id_contradicts_is_refused(read):
    batches = read(HEADER + f"February 28,a,{LINK},March 20,3,0,0,11564\n")
    assert [reject.valid for batch in batches for reject in batch.rejects] == ["post_time_of_id"]


def test_a_reading_that_fits_two_years_is_refused_until_the_period_is_told(read):
    old = datetime(2024, 2, 1, tzinfo=UTC)
    link = f"https://www.tiktok.com/@lea/video/{int(old.timestamp()) << 32}"
    text = HEADER + f"February 28,a,{link},February 1,3,0,0,11564\n"
    with pytest.raises(SourceRefused, match="studio_year_ambiguous"):
        read(text)
    told = read(text, period=(date(2025, 1, 1), date(2025, 3, 1)))
    assert rows(told, "post_reading")[0]["read_at"] == datetime(2025, 2, 28, tzinfo=UTC)


def test_a_short_link_hides_the_post_and_is_refused_for_that(read):
    batches = read(HEADER + "February 28,a,https://vm.tiktok.com/ZM123/,February 1,3,0,0,11564\n")
    assert [reject.valid for batch in batches for reject in batch.rejects] == ["post_link_full"]


def test_the_business_suite_says_no_day_of_reading_so_the_user_must(read):
    header = "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites"
    text = f"{header}\na,{LINK},2026/02/01 21:16:40,100,5,1,0,7\n"
    with pytest.raises(SourceRefused, match="studio_read_day_unknown"):
        read(text)
    (reading,) = rows(read(text, period=(date(2026, 1, 1), date(2026, 3, 1))), "post_reading")
    assert (reading["read_at"], reading["saves"]) == (datetime(2026, 3, 1, tzinfo=UTC), 7)


def test_insights_without_a_post_id_are_refused_for_that_reason(read):
    header = "create_time,business_username,likes,comments,shares,video_views,reach,full_video_watched_rate"
    cells = f"{int(BORN.timestamp())},lea,5,1,0,100,90,0.19"
    with pytest.raises(SourceRefused, match="studio_posts_without_id"):
        read(f"{header}\n{cells}\n")
    batches = read(f"item_id,{header}\n{POST},{cells}\n", period=(date(2026, 1, 1), date(2026, 3, 1)))
    (post,), (reading,) = rows(batches, "post"), rows(batches, "post_reading")
    assert (post["creator"], post["published_at"]) == ("lea", BORN)
    assert (reading["reach"], reading["full_video_watched_rate"]) == (90, 0.19)


@pytest.mark.shared_data
def test_real_content_files_repeat_posts_and_agree_with_their_ids(read, shared_data):
    batches = []
    for path in sorted((shared_data / "tiktok_studio" / "creator_a_en").glob("Content*.csv")):
        batches += read(path.read_bytes())
    readings = {(row["post_id"], row["read_at"]) for row in rows(batches, "post_reading")}
    assert sum(batch.rows_read for batch in batches) == 43
    assert (len(readings), sum(batch.rejected for batch in batches)) == (29, 0)
