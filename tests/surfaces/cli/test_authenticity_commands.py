"""`upshot authenticity prove|reply` as a person meets them, in both languages, and without a word of accusation."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tests.decisions.creators.authenticity.crowd import small_proof
from upshot.surfaces.cli.app import run
from upshot.surfaces.presentation.authenticity_proof import proof_markdown
from upshot.surfaces.reports.authenticity_proof_page import render_authenticity_proof
from upshot.surfaces.wording import Words

ACCUSING = ("fraud", "fake", "cheat", "scam", "suspicious", "guilt", "trich", "escroc", "faux ", "suspect", "menteur")


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    assert run(["init", "acme", "--home", str(place)]) == 0
    return str(place)


def test_an_empty_home_proves_nothing_and_says_what_is_needed(home, capsys):
    assert run(["authenticity", "prove", "--home", home, "--lang", "en"]) == 1
    assert "the proof needs 30" in capsys.readouterr().out


def test_an_answer_is_kept_and_shown_in_french(home, capsys):
    assert run(["authenticity", "reply", "@Lea", "--who", "Léa", "--text", "J'étais à la télé.", "--home", home]) == 0
    capsys.readouterr()
    assert run(["authenticity", "reply", "lea", "--home", home, "--lang", "fr"]) == 0
    assert "Léa\xa0: J'étais à la télé." in capsys.readouterr().out


def test_answers_come_as_json_for_programs(home, capsys):
    assert run(["authenticity", "reply", "lea", "--home", home, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_an_answer_without_a_name_is_refused_with_the_line_that_works(home, capsys):
    assert run(["authenticity", "reply", "lea", "--text", "no", "--home", home, "--lang", "en"]) == 2
    assert "--who NAME" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_refused_before_any_work(home, capsys):
    assert run(["authenticity", "prove", "--out", "/nowhere/x.html", "--home", home, "--lang", "en"]) == 2
    assert run(["authenticity", "prove", "--out", "x.pdf", "--home", home, "--lang", "en"]) == 2


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "fr"])
def test_pages_hold_every_scheme_in_both_languages(language):
    found = small_proof()
    words = Words(language)
    page, text = render_authenticity_proof(found, words), proof_markdown(found, words)
    for scheme in {row.scheme for row in found.cells}:
        assert words.text(f"authenticity_scheme_{scheme}") in text
    assert page.count("<tr>") > 20


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_word_accuses(language):
    said = resources.files("upshot.surfaces.wording").joinpath(language, "authenticity.ftl").read_text("utf-8")
    told = " ".join(line.split("=", 1)[1].lower() for line in said.splitlines() if "=" in line)
    assert [word for word in ACCUSING if word in told] == []
