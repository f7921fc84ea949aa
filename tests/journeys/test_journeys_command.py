"""`upshot journeys` as a person at a terminal meets it."""

from __future__ import annotations

import json
import re

import pytest

from upshot.surfaces.cli.app import run
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> str:
    folder, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    write_world(simulate_world("tiny_brand", 3), files, has_touches=True)
    names = ("creators", "campaigns", "collaborations", "orders_export", "touches")
    with House.open(folder) as house:
        house.create_workspace("brand").import_paths([files / "exports" / f"{name}.csv" for name in names])
    return str(folder)


def told(capfd, home: str, *arguments: str, code: int = 0) -> str:
    capfd.readouterr()
    assert run(["--home", home, *arguments]) == code
    found = capfd.readouterr()
    return re.sub(r"[\s\u00a0\u202f]+", " ", found.out + (found.err if code else ""))


def answer(capfd, home: str, *arguments: str) -> dict:
    return json.loads(told(capfd, home, "journeys", "--format", "json", *arguments))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("Journeys, by creators", "Visits and tagged landings", "set aside: the same again", "Only an experiment"),
        ),
        (
            "fr",
            ("Parcours, par créateur", "arrivées par lien balisé", "écartés : le même contact", "Seule une expérience"),
        ),
    ],
)
def test_the_report_comes_in_the_readers_language(home, capfd, language, said):
    out = told(capfd, home, "--lang", language, "journeys")
    assert [words for words in said if words not in out] == []
    assert "{" not in out


def test_json_is_the_report_and_every_option_changes_something(home, capfd):
    plain = answer(capfd, home)
    assert plain["steps"] + sum(plain["set_aside"].values()) == plain["touches"]
    assert any(state.startswith("@") for path in plain["top_paths"] for state in path["states"])
    assert answer(capfd, home, "--by", "channel")["top_paths"] != plain["top_paths"]
    with House.open(home) as house:
        campaign = house.workspace().rows("campaign")[0]["campaign"]
    of_campaign = answer(capfd, home, "--campaign", campaign.upper())
    assert 0 < of_campaign["journeys"] < plain["journeys"]
    assert of_campaign["conversions"] == plain["conversions"]
    assert campaign in told(capfd, home, "journeys", "--campaign", campaign)


def test_a_file_of_paths_needs_no_workspace(tmp_path, capfd):
    (tmp_path / "paths.csv").write_text("path,total_conversions,total_conversion_value,total_null\na > b,3,30,1\n")
    found = answer(capfd, str(tmp_path / "home"), "--paths", str(tmp_path / "paths.csv"))
    assert (found["journeys"], found["value"], found["top_paths"][0]["states"]) == (4, "30.00", ["a", "b"])
    assert "états" in told(
        capfd, str(tmp_path / "home"), "--lang", "fr", "journeys", "--paths", str(tmp_path / "paths.csv")
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--by", "chanel"), 2, "channel"),
        (("--campaign", "nothing like it"), 2, "nothing like it"),
        (("--paths", "/nowhere/paths.csv"), 3, "paths.csv"),
    ],
)
def test_wrong_use_is_answered_in_words(home, capfd, arguments, code, said):
    for language in ("en", "fr"):
        out = told(capfd, home, "--lang", language, "journeys", *arguments, code=code)
        assert said in out
        assert "Traceback" not in out


def test_an_empty_home_says_what_would_help(tmp_path, capfd):
    assert "upshot import" in told(capfd, str(tmp_path), "journeys", code=1)
