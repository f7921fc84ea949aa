"""Readings of posts and creators that other tools wrote."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.sheets.sheet_rows import refused, rows
from upshot.errors import SourceRefused
from upshot.sources.base import ReadContext
from upshot.sources.catalogue import detect_kind
from upshot.sources.reading import open_documents

BORN = datetime(2025, 3, 2, 13, 33, 7, tzinfo=UTC)
POST = str(int(BORN.timestamp()) << 32 | 77)


def parquet(**columns: Any) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


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


def test_a_panel_that_goes_on_to_its_end_was_read_no_earlier_than_the_minute_after_it(read):
    lines = [f"{(int(BORN.timestamp()) - n * 3600) << 32 | n},lea,{100 + n}" for n in range(150)]
    batches = read("id,user_name,n_plays\n" + "\n".join(lines))
    assert {row["read_at"] for row in rows(batches, "post_reading")} == {datetime(2025, 3, 2, 13, 34, tzinfo=UTC)}
    assert refused(batches) == [(1, "read_at", "2025-03-02 13:34 UTC", "read_at_assumed")]
    assert sum(batch.rejected for batch in batches) == 0


def test_posts_that_end_long_before_each_other_do_not_show_when_they_were_read(read):
    lines = [f"{(int(BORN.timestamp()) - n * 86_400) << 32 | n},lea,{100 + n}" for n in range(150)]
    with pytest.raises(SourceRefused, match="readings_without_time"):
        read("id,user_name,n_plays\n" + "\n".join(lines))


def test_a_post_without_its_number_is_named_by_its_creator_and_second(read):
    text = "author.uniqueId,createTime,stats.playCount,collectTime\nlea,2025-03-02T13:33:07Z,5,2025-03-05\n"
    (reading,) = rows(read(text), "post_reading")
    assert reading["post_id"] == f"lea@{int(BORN.timestamp())}"


def test_a_day_names_no_post(read):
    header = "author.uniqueId,createTime,stats.playCount,collectTime"
    batches = read(f"{header}\nlea,2025-03-02T13:33:07Z,5,2025-03-05\nlea,2025-03-02T00:00:00Z,5,2025-03-05\n")
    assert refused(batches) == [(3, "post_id", "", "post_id_or_second")]


def test_more_likes_than_views_are_kept_and_noted_when_rare(read):
    lines = "\n".join(f"{int(POST) + n},lea,100,{50 if n else 101},2025-03-05" for n in range(40))
    batches = read(f"id,handle,playCount,diggCount,collectTime\n{lines}\n")
    assert len(rows(batches, "post_reading")) == 40
    assert refused(batches) == [(2, "likes", "101 > 100", "likes_within_views_kept")]


def test_a_file_whose_likes_and_views_are_swapped_is_refused_with_the_numbers(read):
    lines = "\n".join(f"{int(POST) + n},lea,{5 if n % 2 else 300},100,2025-03-05" for n in range(10))
    with pytest.raises(SourceRefused, match="likes_above_views") as refusal:
        read(f"id,handle,playCount,diggCount,collectTime\n{lines}\n")
    assert (refusal.value.facts["rows"], refusal.value.facts["of"]) == (5, 10)


def test_hidden_likes_are_unknown_and_their_row_is_kept(read):
    batches = read(f"id,handle,playCount,diggCount,collectTime\n{POST},lea,100,-1,2025-03-05\n")
    assert [row["likes"] for row in rows(batches, "post_reading")] == [None]
    assert refused(batches) == [(2, "diggCount", "-1", "whole_number_from_zero")]


def test_ids_of_another_network_are_no_posts_of_tiktok(read):
    with pytest.raises(SourceRefused, match="unknown_file_kind"):
        read("id,username,like_count,views,fetched_at\n17912345678901234,lea,5,100,2025-03-05\n")


def test_the_account_beside_a_post_is_a_reading_of_its_creator_once_a_day(read):
    header = "id,user_name,n_plays,n_followers,n_total_likes,n_total_vids,read_at"
    lines = "\n".join(f"{int(POST) + n},lea,9,1000,500,21,2025-03-05T10:00:0{n}Z" for n in range(3))
    (account,) = rows(read(f"{header}\n{lines}\n"), "creator_reading")
    assert (account["followers"], account["likes"], account["posts"]) == (1000, 500, 21)


def test_tiktoks_flag_of_paid_posts_is_kept_and_a_missing_flag_is_unknown(read):
    lines = "\n".join(f"{int(POST) + n},lea,9,{flag},2025-03-05" for n, flag in enumerate(("True", "False", "")))
    posts = rows(read(f"id,handle,playCount,isAd,collectTime\n{lines}\n"), "post")
    assert [post["is_paid_partnership"] for post in posts] == [True, False, None]


@pytest.mark.parametrize(
    ("cell", "tags"),
    [("['Soup', 'fyp']", ["fyp", "soup"]), ("#soup #fyp", ["fyp", "soup"]), ("soup fyp", ["fyp", "soup"])],
)
def test_hashtags_are_read_however_they_are_listed(read, cell, tags):
    (post,) = rows(read(f'id,handle,playCount,hashtags,collectTime\n{POST},lea,9,"{cell}",2025-03-05\n'), "post")
    assert post["hashtags"] == tags


def test_nested_records_are_read_like_flat_ones(read):
    record = {
        "id": POST, "createTime": int(BORN.timestamp()), "playCount": 7, "text": "call 06 12 34 56 78",
        "authorMeta": {"name": "lea", "fans": 12}, "hashtags": [{"name": "Soup"}], "scrapedAt": "2025-03-05T00:00:00Z",
    }  # fmt: skip
    batches = read(json.dumps(record) + "\n" + json.dumps(record | {"id": str(int(POST) + 1)}) + "\n")
    post = rows(batches, "post")[0]
    assert (post["creator"], post["published_at"], post["hashtags"]) == ("lea", BORN, ["soup"])
    assert post["caption"] == "call [phone]"
    assert rows(batches, "creator_reading")[0]["followers"] == 12


def test_a_parquet_file_is_read_as_text_with_large_floats_whole(read):
    content = parquet(
        **{
            "video.id": [POST, str(int(POST) + 1)],
            "author": [{"uniqueId": "lea"}, {"uniqueId": "max"}],
            "statsV2.playCount": [10_600_000.0, None],
            "collectTime": [datetime(2025, 3, 19, 9, 58, 18, tzinfo=UTC)] * 2,
        }
    )
    found = rows(read(content, name="posts.parquet"), "post_reading")
    assert [row["views"] for row in found] == [10_600_000, None]
    assert found[0]["read_at"] == datetime(2025, 3, 19, 9, 58, 18, tzinfo=UTC)


def test_a_damaged_parquet_file_is_refused_by_name(read):
    with pytest.raises(SourceRefused, match="parquet_broken"):
        read(parquet(id=[POST])[:-20], name="posts.parquet")


def test_followers_at_a_moment_are_creator_readings(read):
    header = "handle,snapshot_date,followerCount,followingCount,heartCount,videoCount"
    (row,) = rows(read(f"{header}\nlea,2025-02-12,2900000,95,81800000,367\n"), "creator_reading")
    assert (row["creator"], row["followers"], row["posts"]) == ("lea", 2_900_000, 367)


def test_posts_without_counters_are_posts_without_readings(read):
    batches = read(f"video_item_id,handle,video_name\n{POST},lea,Soup #fyp\n")
    assert [row["caption"] for row in rows(batches, "post")] == ["Soup #fyp"]
    assert rows(batches, "post_reading") == []


PANELS = {
    "tiktok_posts/famous_2020_posts.csv.gz": (20_000, 800),
    "tiktok_posts/trending_2020-12.jsonl.gz": (400, 0),
    "tiktok_posts/vn_food_posts_2025-03.parquet": (15_000, 40),
    "tiktok_posts/vn_food_top_posts_2025-03.parquet": (7_000, 100),
    "tiktok_posts/vn_raw_posts_2025-03.csv.gz": (1_500, 40),
    "tiktok_snapshots/trending_creator_videos_daily_2025.csv.gz": (40_000, 0),
    "tiktok_snapshots/vn_post_snapshots_2025.csv.gz": (4_000, 60),
}


@pytest.mark.shared_data
@pytest.mark.parametrize("name", PANELS)
def test_the_public_panels_are_read_without_a_word_from_anybody(shared_data, name):
    least_readings, least_accounts = PANELS[name]
    (document,) = open_documents(shared_data / name)
    source, _ = detect_kind(document)
    batches = list(source.read(document, ReadContext(now=datetime(2026, 6, 30, tzinfo=UTC))))
    written = {table: sum(b.rows.num_rows for b in batches if b.table == table) for table in source.tables}
    assert sum(batch.rejected for batch in batches) == 0
    assert written["post_reading"] > least_readings
    assert written["creator_reading"] >= least_accounts
