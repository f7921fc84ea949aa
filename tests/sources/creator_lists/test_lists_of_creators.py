"""Lists of creators: figures that stay whoever's they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.sources.sheets.sheet_rows import refused, rows
from upshot.errors import SourceRefused
from upshot.sources.base import Batch, ReadContext
from upshot.sources.catalogue import detect_kind
from upshot.sources.creator_lists.words import figure_of
from upshot.sources.reading import open_documents

MAY = (date(2026, 5, 1), date(2026, 5, 31))
TOP = "Rank,Tiktoker name,Tiktok name,followers,views(avg),views(avg)\n"


def figures(batches: list[Batch], creator: str = "lea") -> dict[str, Any]:
    """Metric → value or words of one creator."""
    found = (row for row in rows(batches, "creator_figure") if row["creator"] == creator)
    return {row["metric"]: row["value"] if row["said"] is None else row["said"] for row in found}


@pytest.mark.parametrize(
    ("header", "metric", "statistic", "denominator"),
    [
        ("Views avg.", "views", "mean", "post"),
        ("views(avg).1", "views", "mean", "post"),
        ("\nFollowers", "followers", "latest", "creator"),
        ("Subscribers count", "followers", "latest", "creator"),
        ("Nombre moyen de vues", None, None, None),
        ("Vues moyenne", "views", "mean", "post"),
        ("total_comments", "comments", "total", "creator"),
        ("Eng. (Auth.)", "authentic_engagement", "unspecified", "unspecified"),
        ("ER by views %", "engagement_rate", "unspecified", "views"),
        ("median views/follower", "views", "median", "followers"),
        ("Likes", "likes", "unspecified", "unspecified"),
        ("Followers growth", None, None, None),
    ],
)
def test_a_header_says_the_figure_word_by_word(header, metric, statistic, denominator):
    found = figure_of(header)
    said = (found.metric, found.statistic, found.denominator) if found else (None, None, None)
    assert said == (metric, statistic, denominator)


def test_the_exact_one_of_two_columns_of_a_figure_is_taken(read):
    batches = read(TOP + "4,lea,Léa 🍳,4.4M,19.8M,19812345\n", period=MAY)
    assert figures(batches) == {"rank": 4, "followers": 4_400_000, "views": 19_812_345}


def test_two_columns_of_a_figure_that_disagree_are_refused_by_name(read):
    batches = read(TOP + "4,lea,Léa,4.4M,19.8M,1980000\n", period=MAY)
    assert (2, "views(avg)", "19.8M", "figures_agree") in refused(batches)
    assert "views" not in figures(batches)


def test_handles_are_told_from_names_by_the_cells_whatever_the_headers_say(read):
    lines = "Léa Cuisine,lea,1M,2M\nMax & Co 🚀,max,2M,3M\n"
    batches = read("name,instagram name,followers,views avg\n" + lines, period=MAY)
    assert {row["creator"] for row in rows(batches, "creator_figure")} == {"lea", "max"}


def test_instagram_stays_instagram_and_its_country_is_the_audiences(read):
    header = "Instagram name,Name,Subscribers,Audience country,Engagement average\n"
    batches = read(header + "lea,Léa C,1.5M,India,62K\n", period=MAY)
    assert {row["platform"] for row in rows(batches, "creator_figure")} == {"instagram"}
    assert figures(batches) == {"followers": 1_500_000, "audience_country": "IN", "engagement": 62_000}


def test_a_list_that_says_no_platform_is_taken_for_tiktoks_and_that_is_noted(read):
    batches = read("Username,Country,Followers,Engagement\n@lea,U.S.A,78.9m,16.60%\n", period=MAY)
    assert figures(batches) == {"followers": 78_900_000, "engagement_rate": pytest.approx(0.166), "country": "US"}
    assert [reject[3] for reject in refused(batches)] == ["platform_presumed"]


def test_a_list_of_two_platforms_is_refused(read):
    with pytest.raises(SourceRefused, match="list_of_two_platforms"):
        read("handle,TikTok followers,Instagram followers,views avg\nlea,1M,2M,3\n", period=MAY)


def test_followers_as_people_write_them_are_right_or_refused_with_row_and_column(read):
    text = 'tiktoker;followers;views avg\nlea;"1,2 M";2,5K\nmax;about 3 million;1K\n'
    batches = read(text, period=MAY)
    assert figures(batches) == {"followers": 1_200_000, "views": 2_500}
    assert refused(batches) == [(3, "followers", "about 3 million", "figure")]


def test_a_creator_named_twice_with_other_figures_is_refused_by_name(read):
    batches = read("tiktoker,followers,views avg\nlea,1M,2M\nmax,5,5\nlea,1M,3M\nmax,5,5\n", period=MAY)
    assert refused(batches) == [(4, "tiktoker", "lea", "creator_once")]
    assert figures(batches)["views"] == 2_000_000


def test_a_ragged_row_and_an_emoji_for_a_handle_are_refused_by_line(read):
    batches = read("tiktoker,followers,views avg\nlea,1M,2M\nmax,5\n🍳🍳,1M,2M\nzoe,1,1\n", period=MAY)
    assert [(line, valid) for line, _, _, valid in refused(batches)] == [(3, "as_many_cells_as_headers"), (4, "handle")]


@pytest.mark.parametrize(
    ("name", "read_on", "period", "note"),
    [
        ("top_2022-11-05.csv", date(2022, 11, 5), None, "figure_day_from_name"),
        ("top_2022-11.csv", date(2022, 11, 30), "2022-11", "figure_day_from_name"),
        ("top_undated-2022.csv", None, "2022", "figure_day_unknown"),
        ("top1000.csv", None, None, "figure_day_unknown"),
    ],
)
def test_the_day_of_a_list_comes_from_its_name_or_stays_unknown(read, name, read_on, period, note):
    batches = read("tiktoker,followers,views avg\nlea,1M,2M\n", name=name)
    (found,) = {(row["read_on"], row["period"]) for row in rows(batches, "creator_figure")}
    assert found == (read_on, period)
    assert [reject[3] for reject in refused(batches)] == [note]


def test_a_report_says_its_vendor_day_and_period_itself(read):
    header = "handle,platform,vendor,date,period,engagement rate,avg views\n"
    batches = read(
        header + "lea,TikTok,HypeTool,2026-05-03,last 30 days,4.6,12000\nlea,YouTube,HypeTool,2026-05-03,,2,1\n"
    )
    found = rows(batches, "creator_figure")
    (rate,) = (row for row in found if row["metric"] == "engagement_rate" and row["platform"] == "tiktok")
    assert (rate["value"], rate["provenance"], rate["read_on"]) == (pytest.approx(0.046), "HypeTool", date(2026, 5, 3))
    assert (rate["period"], rate["unit"], rate["denominator"]) == ("last 30 days", "rate", "unspecified")


LISTS = (
    *(f"top1000_{when}.csv" for when in ("2022-06", "2022-09", "2022-11", "2022-12", "undated-2022")),
    "instagram_top1000_2022-09.csv", "instagram_top1000_2022-12.csv", "top250_country_2020.csv",
    "vn_food_creators_2025-03.csv.gz",
)  # fmt: skip


@pytest.mark.shared_data
@pytest.mark.parametrize("name", LISTS)
def test_the_public_lists_are_read_without_a_hand_edit(shared_data, name):
    (document,) = open_documents(shared_data / "tiktok_posts" / name)
    source, _ = detect_kind(document)
    batches = list(source.read(document, ReadContext(now=datetime(2026, 6, 30, tzinfo=UTC))))
    read, said = sum(batch.rows_read for batch in batches), rows(batches, "creator_figure")
    assert source.kind == "creator_list"
    assert {row["platform"] for row in said} == {"instagram" if "instagram" in name else "tiktok"}
    assert len({row["creator"] for row in said if row["metric"] == "followers"}) > 0.93 * read
    assert {valid for _, _, _, valid in refused(batches)} <= {
        "creator_once", "figure_day_from_name", "figure_day_unknown", "platform_presumed",
    }  # fmt: skip
