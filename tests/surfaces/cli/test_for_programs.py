"""What a program that calls Upshot relies on: JSON alone on standard output, one shape of error, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from upshot.surfaces.cli.app import run
from upshot.surfaces.cli.failure import wants_json

CAMPAIGNS = "campaign,objective,starts_on,ends_on,currency\n[Promo] :star: Été,sales,2026-06-01,2026-06-30,EUR\n"


@pytest.fixture
def home(tmp_path, capsys) -> list[str]:
    sheet = tmp_path / "campaigns.csv"
    sheet.write_text(CAMPAIGNS, encoding="utf-8")
    place = ["--home", str(tmp_path / "h")]
    assert run(["import", str(sheet), *place]) == 0
    capsys.readouterr()
    return place


@pytest.mark.parametrize(
    "command",
    [
        ["init", "Brand"],
        ["import", "list.csv", "--as", "list"],
        ["sheet", "creators", "--out", "creators.csv"],
        ["verdict"],
        ["verdict", "--out", "report.json"],
        ["verdict", "--why", "observed.orders"],
        ["kpi"],
        ["kpi", "views", "--by", "creator"],
        ["simulate", "--case", "list"],
        ["export", "all.zip"],
    ],
)
def test_with_format_json_standard_output_is_one_json_document(home, tmp_path, capsys, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    assert run([*command, *home, "--format", "json"]) == 0
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("command", "code", "exit_code"),
    [
        (["nonsense"], "usage_unknown_command", 2),
        (["verdict", "--campain", "x"], "usage_unknown_option", 2),
        (["init"], "usage_missing", 2),
        (["verdict", "more"], "usage_extra", 2),
        (["serve", "--port", "x"], "usage_bad_value", 2),
        (["verdict", "--campaign", "Nowhere"], "unknown_campaign", 2),
        (["import", "x.csv", "--as", "nonsense"], "unknown_kind", 2),
        (["kpi", "views", "--from", "yesterday"], "invalid_day", 2),
    ],
)
def test_every_error_has_the_same_shape_in_json_and_is_a_sentence_in_both_languages(
    home, capsys, command, code, exit_code
):
    said = set()
    for language in ("en", "fr"):
        assert run([*command, *home, "--format", "json", "--lang", language]) == exit_code
        error = json.loads(capsys.readouterr().out)["error"]
        assert (error["code"], error["message"].count("{")) == (code, 0)
        said.add(error["message"])
    assert len(said) == 2


@pytest.mark.parametrize(("language", "valid"), [("en", "1 or more"), ("fr", "1 ou plus")])
def test_a_number_below_the_smallest_one_is_told_where_numbers_begin(capsys, language, valid):
    assert run(["prove", "--worlds", "0", "--lang", language]) == 2
    assert valid in capsys.readouterr().err


def test_lists_of_names_stay_lists_in_json(home, capsys):
    assert run(["verdict", "--campaign", "Promo", *home, "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["facts"]["nearest"] == ["[Promo] :star: Été"]


def test_a_brand_called_json_does_not_switch_the_format():
    assert not wants_json(["init", "json"])
    assert wants_json(["init", "x", "--format", "json"])


def test_a_wrong_kind_is_said_once_and_not_for_every_file(home, tmp_path, capsys):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("order_id,date,total\n1,2026-01-13,10\n")
    assert (
        run(["import", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--as", "order", *home, "--lang", "en"]) == 2
    )
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("orders, shopify_orders")) == ("", 1)


def test_names_with_brackets_and_colons_are_printed_as_they_are(home, capsys):
    assert run(["verdict", "--campaign", "[Promo] :star: Été", *home]) == 0
    assert "[Promo] :star: Été" in capsys.readouterr().out


def test_a_workspace_made_by_a_question_asked_too_early_does_not_hide_the_brand(tmp_path, capsys):
    place = ["--home", str(tmp_path / "h")]
    assert run(["verdict", *place]) == 0
    assert run(["init", "Zoé", *place]) == 0
    capsys.readouterr()
    assert run(["verdict", *place, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["workspace"] == "Zoé"


def test_a_demo_without_server_prints_one_json_document(tmp_path, capsys, monkeypatch):
    from upshot.surfaces.cli.commands import demo

    monkeypatch.setattr(demo, "CASE", "tiny_brand")
    assert run(["demo", "--no-serve", "--home", str(tmp_path / "h"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"]["is_demo"] is True
    assert Path(tmp_path / "h" / "inbox" / "demo-tiny_brand-1").is_dir()


def test_an_interruption_is_said_and_is_exit_code_130(home, capsys, monkeypatch):
    from upshot.wiring import House

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(House, "open", interrupted)
    assert run(["verdict", *home, "--lang", "fr"]) == 130
    assert "Interrompu" in capsys.readouterr().err


def test_a_file_that_was_imported_before_says_how_to_read_it_again(home, tmp_path, capsys):
    assert run(["import", str(tmp_path / "campaigns.csv"), *home, "--account", "other", "--lang", "en"]) == 0
    assert "--force" in capsys.readouterr().out


def test_a_mapping_that_is_not_there_is_wrong_use(home, tmp_path, capsys):
    sheet = str(tmp_path / "campaigns.csv")
    assert run(["import", sheet, "--mapping", str(tmp_path / "gone.yaml"), *home, "--lang", "en"]) == 2
    assert "gone.yaml" in capsys.readouterr().err


def test_why_answers_for_a_group_of_figures_as_its_help_says(home, capsys):
    assert run(["verdict", "--why", "cost", *home, "--format", "json"]) == 0
    assert [why["figure"] for why in json.loads(capsys.readouterr().out)] == ["cost.total", "cost.lines.amount"]
