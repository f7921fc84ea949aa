"""Readings of posts and creators that other tools wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.sources.sheets.sheet_rows import refused, rows
from upshot.errors import SourceRefused

BORN = datetime(2025, 3, 2, 13, 33, 7, tzinfo=UTC)
POST = str(int(BORN.timestamp()) << 32 | 77)


def test_a_panel_with_id_counters_and_moment_gives_posts_and_readings(read):
    header = "id,handle,createTime,playCount,diggCount,collectCount,snapshot_time"
    batches = read(f"{header}\n{POST},lea,2025-03-02T13:33:07Z,1800,90,7,2025-03-05T12:25:23Z\n")
    (post,), (reading,) = rows(batches, "post"), rows(batches, "post_reading")
    assert (post["creator"], post["published_at"]) == ("lea", BORN)
    assert (reading["views"], reading["likes"], reading["saves"], reading["comments"]) == (1800, 90, 7, None)
    assert reading["read_at"] == datetime(2025, 3, 5, 12, 25, 23, tzinfo=UTC)


def test_a_day_and_a_time_in_two_columns_are_one_moment_in_the_told_zone(read):
    text = f"crawl_date,crawl_time,handle,video_item_id,video_play_count\n2025-10-01,21:30:09,lea,{POST},5\n"
    (reading,) = rows(read(text, time_zone="Asia/Kuala_Lumpur"), "post_reading")
    assert reading["read_at"] == datetime(2025, 10, 1, 13, 30, 9, tzinfo=UTC)


def test_counters_without_a_moment_are_refused_until_the_day_is_told(read):
    text = f"id,user_name,n_plays,n_likes\n{POST},lea,100,5\n"
    with pytest.raises(SourceRefused, match="readings_without_time"):
        read(text)
    (reading,) = rows(read(text, period=(date(2025, 11, 1), date(2025, 11, 30))), "post_reading")
    assert reading["read_at"] == datetime(2025, 11, 30, tzinfo=UTC)


def test_likes_above_views_are_refused_as_swapped(read):
    text = f"id,handle,playCount,diggCount,collectTime\n{POST},lea,5,100,2025-03-05\n"
    assert refused(read(text))[0][3] == "likes_within_views"


def test_ids_of_another_network_are_no_posts_of_tiktok(read):
    with pytest.raises(SourceRefused, match="unknown_file_kind"):
        read("id,username,like_count,views,fetched_at\n17912345678901234,lea,5,100,2025-03-05\n")


def test_averages_of_top_creators_belong_to_no_post_and_are_refused(read):
    with pytest.raises(SourceRefused, match="readings_are_averages"):
        read("Tiktoker name,Tiktok name,Subscribers count,Views avg.,Likes avg\nmax,Max,1.3M,1.9M,225.3K\n")


def test_followers_at_a_moment_are_creator_readings(read):
    header = "handle,snapshot_date,followerCount,followingCount,heartCount,videoCount"
    (row,) = rows(read(f"{header}\nlea,2025-02-12,2900000,95,81800000,367\n"), "creator_reading")
    assert (row["creator"], row["followers"], row["posts"]) == ("lea", 2_900_000, 367)
