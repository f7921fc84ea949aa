"""`upshot spark candidates|plan|advise|prove` as a person at a terminal meets them."""

from __future__ import annotations

import json
import re

import pytest

from tests.surfaces.web.house import simulated_files
from upshot.surfaces.cli.app import run
from upshot.wiring import House


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("home")
    with House.open(folder) as house:
        house.create_workspace("brand").import_paths([simulated_files(tmp_path_factory.mktemp("world"))])
    return str(folder)


def told(capsys, *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == code
    return capsys.readouterr().out


def plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


@pytest.mark.parametrize(("language", "reason"), [("en", "nearly certain"), ("fr", "presque sûr")])
def test_candidates_come_with_their_reasons_in_the_readers_language(home, capsys, language, reason):
    assert reason in plain(told(capsys, "--home", home, "--lang", language, "spark", "candidates", "--limit", "3"))


def test_candidates_as_json_are_in_the_order_of_their_bound(home, capsys):
    found = json.loads(told(capsys, "--home", home, "spark", "candidates", "--format", "json", "--explore", "0"))
    bounds = [one["score"]["low"] for one in found["candidates"]]
    assert bounds == sorted(bounds, reverse=True)
    assert found["n_ranked"] + found["n_not_ranked"] == found["n_posts"]


def test_a_plan_is_written_approved_and_taken_by_the_launch_sheet(home, capsys, tmp_path):
    out, launch = tmp_path / "plan.json", tmp_path / "flights.json"
    asked = ("--home", home, "--lang", "en", "spark", "plan", "--budget", "1500", "--objective", "sales")
    assert "Not approved" in plain(told(capsys, *asked))
    assert "Approved by Ana" in plain(
        told(capsys, *asked, "--approve", "Ana", "--out", str(out), "--launch", str(launch))
    )
    plan = json.loads(out.read_text())
    assert plan["approval"]["who"] == "Ana"
    assert "Approved by Ana" in plain(told(capsys, *asked))
    assert len(json.loads(launch.read_text())["flights"]) == len(plan["flights"])
    from upshot.decisions.spark.launch.reading import read_launch_plan

    assert read_launch_plan(launch).currency == plan["currency"]


def test_a_boost_without_an_objective_is_refused_with_the_valid_ones(home, capsys):
    assert run(["--home", home, "--lang", "fr", "spark", "plan", "--budget", "1500"]) == 2
    assert "sales" in capsys.readouterr().err


def test_advice_names_what_to_do_and_changes_nothing(home, capsys):
    found = json.loads(told(capsys, "--home", home, "spark", "advise", "--format", "json"))
    assert {line["act"] for line in found["lines"]} <= {"raise", "keep", "lower", "pause", "stop"}
    assert all(line["reasons"] for line in found["lines"])
    assert found["notes"][-1]["code"] == "advice_note_approval"


def test_an_empty_workspace_is_told_what_would_help(tmp_path, capsys):
    assert "post_metrics" in told(capsys, "--home", str(tmp_path), "--lang", "en", "spark", "candidates", code=1)
    assert "gross_margin_rate" in told(
        capsys,
        "--home",
        str(tmp_path),
        "--lang",
        "en",
        "spark",
        "plan",
        "--budget",
        "9",
        "--objective",
        "sales",
        code=1,
    )
    assert json.loads(told(capsys, "--home", str(tmp_path), "spark", "advise", "--format", "json", code=1))["reason"]


def test_the_proof_is_a_table_and_a_document(capsys):
    document = json.loads(told(capsys, "spark", "prove", "candidates", "--worlds", "3", "--format", "json"))
    assert document["candidates_all_signals"]["n_worlds"] == 3
    assert "equal split" in plain(told(capsys, "--lang", "en", "--quiet", "spark", "prove", "plan", "--worlds", "2"))
