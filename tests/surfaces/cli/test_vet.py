"""`upshot vet` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from upshot.surfaces.cli.app import run as upshot

CREATORS = "creator,followers,country,category\nlea,52000,FR,beauty\nmax,9000,FR,food\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vet")
    sheet = folder / "creators.csv"
    sheet.write_text(CREATORS, encoding="utf-8")
    assert upshot(["--home", str(folder / "home"), "import", str(sheet), "--quiet"]) == 0
    return folder / "home"


def run(home: Path, *words: str, language: str = "en") -> int:
    return upshot(["--home", str(home), "--lang", language, "vet", *words])


def test_a_creator_known_from_a_sheet_alone_gets_a_card_of_reasons(home, capsys):
    assert run(home, "@lea", "--quote", "800") == 0
    said = capsys.readouterr().out
    assert "52,000 followers" in said
    assert "No post of lea has a reading." in said
    assert "Asked: €800.00 for one post" in said


def test_json_is_one_object_for_one_and_a_list_for_several(home, capsys):
    assert run(home, "lea", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["creator"] == "lea"
    assert run(home, "lea", "max", "--format", "json") == 0
    assert [one["creator"] for one in json.loads(capsys.readouterr().out)] == ["lea", "max"]


def test_side_by_side_in_french(home, capsys):
    assert run(home, "--compare", "lea", "max", language="fr") == 0
    said = capsys.readouterr().out
    assert "Côte à côte" in said
    assert said.index("@lea") < said.index("@max")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nobody"], "unknown_creator"),
        (["lea", "--quote", "abc"], "vet_amount_unreadable"),
        (["lea", "max", "--quote", "800"], "vet_quote_without_name"),
        (["lea", "--quote", "max=800"], "vet_quote_for_nobody"),
        (["lea", "--margin", "900..100"], "vet_margin_unreadable"),
        (["lea", "--quote", "0"], "price_fee_not_positive"),
        (["lea", "--posts", "0"], "price_posts_out_of_range"),
        (["lea", "--quote", "10", "--currency", "USD"], "missing_exchange_rate"),
        (["--compare", "lea", "@LEA"], "vet_compare_needs_two"),
        (["lea", "--out", "card.docx"], "unknown_report_format"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(home, capsys, words, code):
    assert run(home, *words, "--format", "json", language="fr") == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == code
    assert error["message"]


def test_the_card_is_written_at_once(home, tmp_path, capsys):
    assert run(home, "lea", "--out", str(tmp_path / "card.html")) == 0
    assert "@lea" in (tmp_path / "card.html").read_text(encoding="utf-8")
    assert "card.html" in capsys.readouterr().out.replace("\n", "")
