"""The shortlist of a workspace: candidates out of posts and quotes; and the document on every surface."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from tests.decisions.creators.shortlist.test_shortlist import HEAD, ask, roster
from tests.doubles import MemoryWorkspace

from upshot.decisions.creators.shortlist import (
    Objective,
    Shortlist,
    ShortlistTerms,
    build_shortlist,
    make_shortlist,
    read_shortlist_ground,
)
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.schemas import json_schema, schema_text
from upshot.surfaces.charts import draw_svg
from upshot.surfaces.charts.draw import PAPER
from upshot.surfaces.charts.shortlist_specs import pareto_chart
from upshot.surfaces.presentation import creator_shortlist as show
from upshot.surfaces.reports.shortlist_documents import render_shortlist
from upshot.surfaces.wording import Words

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
VIEWS = {"lea": 20_000, "max": 4_000, "nina": 50_000, "zoe": 9_000}


def workspace(**settings: str) -> MemoryWorkspace:
    """Four creators with eight posts each, one with followers only; quotes for three of them."""
    rng = np.random.default_rng(5)
    posts: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []
    for creator, typical in VIEWS.items():
        for _ in range(8):
            number = f"{7300000000000000000 + len(posts)}"
            views = int(typical * np.exp(rng.normal(0, 0.5)))
            day = NOW - timedelta(days=30 + 5 * len(posts))
            posts.append({"post_id": number, "creator": creator, "published_at": day})
            counters = {"likes": views // 20, "comments": views // 300, "shares": views // 200, "saves": 5}
            readings.append({"post_id": number, "read_at": NOW, "views": views, **counters})
    creators = [{"creator": name, "country": "FR", "followers": 30_000} for name in VIEWS]
    creators.append({"creator": "famous", "country": "FR", "followers": 9_000_000})
    quotes = [
        {"creator": creator, "quoted_on": "2026-06-01", "collaboration_type": "sponsored_video", "posts": 2, "fee": fee,
         "currency": "EUR", "valid_until": until}
        for creator, fee, until in (
            ("lea", 800, "2026-12-31"), ("max", 300, None), ("famous", 9_000, None), ("zoe", 500, "2026-06-15"),
        )
    ]  # fmt: skip
    facts = {"post": posts, "post_reading": readings}
    return MemoryWorkspace(facts, {"creator": creators, "quote": quotes}, settings={"hour_cost": "40"} | settings)


def terms(**more: Any) -> ShortlistTerms:
    return ShortlistTerms(Decimal(2_000), objective=Objective.VIEWS, **more)


def test_a_standing_quote_is_the_price_of_its_posts_and_hours_come_on_top():
    ground = read_shortlist_ground(workspace(), terms(posts_each=3, hours_each=2), now=NOW)
    place = ground.candidates.creators.index("lea")
    assert ground.candidates.cost[place] == 1_200
    assert ground.candidates.all_in[place] == 1_280
    assert ground.candidates.price_source[place] == "quote"


def test_an_expired_quote_is_no_price_and_a_typed_one_is():
    found = make_shortlist(workspace(), terms(prices={"nina": Decimal(900)}), now=NOW)
    without = {name: line.reason.code for line in found.left_out for name in line.creators}
    assert without == {"famous": "shortlist_out_no_views", "zoe": "shortlist_out_no_price"}
    assert {line.creator for line in found.chosen} == {"lea", "max", "nina"}


def test_followers_alone_bring_nobody_in_and_move_nothing_for_others():
    plain = workspace()
    larger = workspace()
    for row in larger._records["creator"]:
        row["followers"] = row["followers"] * 10 if row["creator"] == "famous" else row["followers"]
    answers = [make_shortlist(each, terms(), now=NOW) for each in (plain, larger)]
    assert [line.creator for line in answers[0].chosen] == [line.creator for line in answers[1].chosen]
    assert "famous" not in {line.creator for answer in answers for line in answer.chosen}


def test_views_expected_of_a_creator_are_of_the_size_of_those_seen():
    ground = read_shortlist_ground(workspace(), terms(), now=NOW)
    middle = dict(zip(ground.candidates.creators, np.median(ground.candidates.views, axis=0), strict=True))
    for creator, typical in VIEWS.items():
        assert typical / 3 < middle[creator] < typical * 3


def test_an_empty_workspace_says_what_would_help():
    found = make_shortlist(MemoryWorkspace(), terms(), now=NOW)
    assert isinstance(found, InsufficientEvidence)
    assert found.what_would_help == ("shortlist_help_roster",)


def test_margin_without_an_estimate_names_what_is_missing():
    found = make_shortlist(workspace(), ShortlistTerms(Decimal(2_000)), now=NOW)
    assert found.reason == "shortlist_no_candidates"
    assert "shortlist_help_margin" in found.what_would_help


@pytest.fixture(scope="module")
def documents() -> list[Shortlist]:
    return [
        build_shortlist(roster(), ask(objective=Objective.REACH, universe=200_000), HEAD),
        build_shortlist(roster(), ask(400, least_creators=6), HEAD),
        build_shortlist(roster(), ask(objective=Objective.MARGIN, most_creators=2), HEAD),
    ]


def test_the_published_schema_is_up_to_date_and_documents_keep_it(documents):
    published = Path(__file__).parents[4] / "docs" / "schema" / "shortlist-1.json"
    remedy = "python -m upshot.decisions.schemas shortlist > docs/schema/shortlist-1.json"
    assert published.read_text(encoding="utf-8") == schema_text("shortlist"), remedy
    for found in documents:
        jsonschema.validate(json.loads(found.model_dump_json()), json_schema("shortlist"))
        assert Shortlist.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_document_can_be_said_drawn_and_written(documents, language):
    words = Words(language)
    for found in documents:
        assert show.shortlist_headline(found, words)
        assert bool(show.conflict_lines(found, words)) == (found.answer == "conflict")
    reach = " ".join(show.reach_lines(documents[0], words))
    assert words.number(documents[0].reach.estimate) in reach
    assert render_shortlist(documents[0], ".html", words).startswith(b"<!doctype html>")
    assert render_shortlist(documents[2], ".xlsx", words).startswith(b"PK")


def test_the_chart_is_drawn(documents):
    words, language = Words("fr"), "fr"
    assert draw_svg(pareto_chart(documents[0], words), PAPER, language=language, width=600).startswith("<svg")


def test_the_sentence_on_the_limit_says_what_one_more_creator_is_worth(documents):
    (line,) = [line for line in show.binding_lines(documents[2], Words("en")) if "creator allowed" in line]
    number = next(item for item in documents[2].binds if item.limit == "creators")
    assert Words("en").money(number.price, "EUR", cents=number.price < 100) in line
