"""The creator card in words: what is printed, written and shown in a notebook."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.decisions.creators.vetted_brand import NOW, brand
from upshot.decisions.creators.price import MarginEstimate
from upshot.decisions.creators.vetting import VettingTerms, read_vetting
from upshot.records.creator_replies import CreatorReply
from upshot.surfaces.notebook_creators import ShownVetting
from upshot.surfaces.presentation.creator_card import creator_card
from upshot.surfaces.presentation.creator_compare import compare_table
from upshot.surfaces.reports.creator_documents import render_vetting
from upshot.surfaces.wording import LANGUAGES, Words

MARGIN = MarginEstimate(1_500, 900, 2_400, "typed")


@pytest.fixture(scope="module")
def vetted():
    return read_vetting(brand(), ["lea", "peer05"], now=NOW, asked=VettingTerms(margin=MARGIN))


def text_of(card):
    lines = [*card.lines, *(line for section in card.sections for line in (*section.lines, *section.notes))]
    cells = [cell for section in card.sections for table in section.tables for row in table.rows for cell in row]
    return "\n".join([*lines, *cells])


def section(card, name):
    return next(one for one in card.sections if one.name == name)


def test_the_band_of_the_brief_is_never_shown_without_its_warning(vetted):
    assert "without saying over what" in "\n".join(creator_card(vetted[0], Words("en")).lines)
    assert "sans dire rapporté à quoi" in "\n".join(creator_card(vetted[0], Words("fr")).lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_said_in_both_languages(vetted, language):
    card = creator_card(vetted[0], Words(language))
    assert {"figures", "peers", "external", "price", "market", "rights"} <= {one.name for one in card.sections}
    assert "None" not in text_of(card)


def test_two_vendors_who_disagree_are_a_range_and_said_to(vetted):
    rows = section(creator_card(vetted[0], Words("en")), "figures").tables[0].rows
    assert ("5.0% – 9.0%", "sources disagree") in {(row[3], row[6]) for row in rows}


def test_the_price_says_views_cost_deals_and_ceiling(vetted):
    said = "\n".join(section(creator_card(vetted[0], Words("en")), "price").lines)
    for part in (
        "Asked: €900.00 for 2 posts, with 30 days",
        "per 1,000 views",
        "your own 5 deals",
        "€1,500 (€900 … €2,400)",
    ):
        assert part in said


def test_one_reason_for_several_figures_is_said_once(vetted):
    said = section(creator_card(vetted[0], Words("en")), "unsaid").lines
    assert len(said) == len(set(said))


def test_side_by_side_followers_stand_last(vetted):
    table = compare_table(vetted, Words("en"))
    assert [column.label for column in table.columns[1:]] == ["@lea", "@peer05"]
    assert table.rows[-1][0] == "Followers"


@pytest.mark.parametrize(("ending", "begins"), [(".html", b"<!doctype html>"), (".pdf", b"%PDF"), (".xlsx", b"PK")])
def test_the_card_is_written_in_every_format(vetted, ending, begins):
    assert render_vetting(vetted, ending, Words("fr")).startswith(begins)


def test_the_workbook_holds_numbers_and_not_their_texts(vetted):
    book = zipfile.ZipFile(io.BytesIO(render_vetting(vetted, ".xlsx", Words("en"))))
    figures = book.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>40000</v>" in figures


def test_a_notebook_has_frames_a_chart_and_the_card(vetted):
    shown = ShownVetting.of(vetted[0])
    frame = shown.to_frame()
    assert {"metric", "denominator", "value", "low", "high", "read_on", "age_days"} <= set(frame.column_names)
    assert shown.to_frame("peers").num_rows == 3
    assert shown.plot().svg.startswith("<svg")
    assert "@lea" in shown._repr_html_()


def test_a_name_with_markup_is_text_in_the_card():
    data = brand(lea={"category": "<b>beauty</b>"})
    found = read_vetting(data, ["lea"], now=NOW)
    assert "<b>beauty" not in render_vetting(found, ".html", Words("en")).decode()


def test_too_little_evidence_on_the_numbers_is_not_a_score_and_the_creator_may_reply(vetted):
    words = Words("en")
    open_question = replace(vetted[0].authenticity, outcome="insufficient_evidence")
    found = section(creator_card(replace(vetted[0], authenticity=open_question), words), "authenticity")
    assert words.text("authenticity_insufficient_evidence") in found.lines
    assert not any("of 100" in line for line in found.lines)
    reply = CreatorReply(vetted[0].creator, datetime(2026, 11, 2, tzinfo=UTC), "Lea", "We ran a giveaway that week.")
    answered = section(creator_card(replace(vetted[0], replies=(reply,)), words), "reply")
    assert "We ran a giveaway that week." in answered.lines[0]
