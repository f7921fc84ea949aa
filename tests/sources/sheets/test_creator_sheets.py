"""The sheets about creators: figures, audiences, comments, quotes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.sources.sheets.sheet_rows import refused, rows

FIGURES = "creator;metric;value;denominator;statistic;period;read_on;provenance\n"
AUDIENCE = "creator;read_on;dimension;bucket;share;provenance\n"
LINK = "https://www.tiktok.com/@lea/video/7612345678901234567"
COMMENTS = "post_url;comment_id;author;text;created_at;likes;reply_to\n"
QUOTES = "creator;quoted_on;collaboration_type;posts;fee;currency;rights_days;valid_until\n"


@pytest.mark.parametrize(
    ("metric", "cell", "value", "unit"),
    [
        ("followers", "1,2 M", 1_200_000, "count"),
        ("Followers", "221.7K", 221_700, "count"),
        ("engagement rate", "4,6 %", 0.046, "rate"),
        ("engagement_rate", "0.046", 0.046, "rate"),
        ("er_followers", "415 %", 4.15, "rate"),
        ("price", "850 EUR", 850, "EUR"),
        ("vendor_score", "88", 88, "count"),
    ],
)
def test_a_figure_is_read_in_its_unit(read, metric, cell, value, unit):
    (row,) = rows(read(FIGURES + f"lea;{metric};{cell};;;;2026-04-04;HypeTool\n"), "creator_figure")
    assert (row["value"], row["unit"]) == (pytest.approx(value), unit)
    assert (row["platform"], row["provenance"], row["read_on"]) == ("tiktok", "HypeTool", date(2026, 4, 4))


def test_a_country_is_said_in_words(read):
    (row,) = rows(read(FIGURES + "lea;country;Belgique;;;;2026-04-04;media kit\n"), "creator_figure")
    assert (row["value"], row["said"], row["unit"]) == (None, "BE", "words")


@pytest.mark.parametrize(
    ("line", "column", "valid"),
    [
        ("lea;engagement_rate;4.6;;;;2026-04-04;x", "value", "share"),
        ("lea;followers;many;;;;2026-04-04;x", "value", "figure"),
        ("lea;followers;-3;;;;2026-04-04;x", "value", "figure"),
        ("lea;???;3;;;;2026-04-04;x", "metric", "snake_word"),
        ("lea;views;3;per cow;;;2026-04-04;x", "denominator", "denominator"),
        ("lea;views;3;;;;2026-04-04;", "provenance", "filled_cell"),
    ],
)
def test_a_figure_that_says_nothing_sure_is_refused(read, line, column, valid):
    assert [(r[0], r[1], r[3]) for r in refused(read(FIGURES + line + "\n"))] == [(2, column, valid)]


def test_buckets_of_an_audience_have_one_spelling(read):
    lines = (
        "lea;2026-04-04;pays;France;62 %;kit\nlea;2026-04-04;âge;18 – 24;0,3;kit\nlea;2026-04-04;genre;Femmes;0,7;kit\n"
    )
    found = rows(read(AUDIENCE + lines), "audience_reading")
    assert [(row["dimension"], row["bucket"]) for row in found] == [
        ("country", "FR"), ("age", "18-24"), ("gender", "female"),
    ]  # fmt: skip
    assert found[0]["read_at"] == datetime(2026, 4, 4, tzinfo=UTC)


def test_shares_that_add_up_to_more_than_everybody_are_refused(read):
    lines = "lea;2026-04-04;country;FR;0.8;kit\nlea;2026-04-04;country;BE;0.4;kit\nlea;2026-04-04;age;18-24;1;kit\n"
    assert [(r[0], r[3]) for r in refused(read(AUDIENCE + lines))] == [(2, "share_sum"), (3, "share_sum")]


def test_of_a_comment_the_author_is_kept_as_a_keyed_hash_only(read):
    text = COMMENTS + f"{LINK};76123;@Max.Mange;hey @zoe call 06 12 34 56 78;2026-03-02 08:10;12;\n"
    (row,) = rows(read(text, hash_key=b"secret"), "comment")
    assert (row["post_id"], row["text"], row["likes"]) == ("7612345678901234567", "hey @… call [phone]", 12)
    assert len(row["author_key"]) == 64
    assert (
        row["author_key"]
        == rows(read(text.replace("@Max.Mange", "max.mange"), hash_key=b"secret"), "comment")[0]["author_key"]
    )


def test_without_a_key_no_author_is_kept_at_all(read):
    (row,) = rows(read(COMMENTS + f"{LINK};76123;max;yum;;;\n"), "comment")
    assert row["author_key"] is None


def test_comments_without_numbers_get_the_same_ones_at_every_import(read):
    lines = (
        f"{LINK};;max;yum;2026-03-02 08:10;;\n{LINK};;zoe;yum;2026-03-02 08:10;;\n{LINK};;;yum;;;\n{LINK};;;yum;;;\n"
    )
    first, again = (rows(read(COMMENTS + lines, hash_key=b"k"), "comment") for _ in range(2))
    assert len({row["comment_id"] for row in first}) == 4  # two unknown people may say the same
    assert [row["comment_id"] for row in first] == [row["comment_id"] for row in again]


def test_a_quote_is_a_fee_for_a_number_of_posts(read):
    (row,) = rows(read(QUOTES + "@lea;04/04/2026;vidéo;2;1 700,00 €;EUR;30;31/05/2026\n"), "quote")
    assert (row["posts"], row["fee"], row["rights_days"]) == (2, Decimal("1700.00"), 30)


def test_an_offer_that_ends_before_it_was_made_or_is_for_no_post_is_refused(read):
    lines = "lea;2026-04-04;live;2;9;EUR;;2026-04-01\nlea;2026-04-05;live;0;9;EUR;;\n"
    assert [(r[0], r[1]) for r in refused(read(QUOTES + lines))] == [(2, "valid_until"), (3, "posts")]


def test_creators_may_list_the_handles_they_had(read):
    text = 'creator,followers,former_handles\nlea.paris,"1,2 M",@lea; lea.cuisine\nmax,about 3,\n'
    batches = read(text)
    (row,) = rows(batches, "creator")
    assert (row["followers"], row["former_handles"]) == (1_200_000, ["lea", "lea.cuisine"])
    assert refused(batches) == [(3, "followers", "about 3", "whole_number_from_zero")]
