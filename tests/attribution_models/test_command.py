"""`upshot attribution` as a person at a terminal meets it, and `home.attribution` as one in a notebook does."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import upshot
from tests.attribution_models.paths import DATA
from upshot.surfaces.cli.app import run
from upshot.wiring import House

PATHS = str(DATA / "paths.csv")


def told(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capfd.readouterr()
    assert run([*arguments]) == code
    found = capfd.readouterr()
    return re.sub(r"[\s\u00a0\u202f]+", " ", found.out + (found.err if code else ""))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Attribution, by state", "Conversions credited", "Credit is not cause", "solved exactly")),
        (
            "fr",
            ("Attribution, par état", "Conversions créditées", "Un crédit n'est pas une cause", "résolu exactement"),
        ),
    ],
)
def test_the_models_stand_side_by_side_in_the_readers_language(
    capfd: pytest.CaptureFixture[str], language: str, said: tuple[str, ...]
) -> None:
    out = told(capfd, "--lang", language, "attribution", "--paths", PATHS, "--draws", "20")

    assert [words for words in said if words not in out] == []
    assert "{" not in out


def test_json_keeps_every_cent(capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("--format", "json", "attribution", "--paths", PATHS, "--draws", "0")
    found = json.loads(told(capfd, *arguments, "--model", "markov", "--order", "2"))

    revenue = sum(Decimal(line["credits"]["markov"]["revenue"]) for line in found["lines"])
    assert revenue == Decimal(found["revenue"]) == Decimal("16870.24")
    assert found["solution"]["order"] == 2
    assert found["models"] == ["markov"]


def test_a_table_is_written_for_spreadsheets(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        file = tmp_path / f"credits.{ending}"
        told(capfd, "attribution", "--paths", PATHS, "--draws", "0", "--model", "linear", "--out", str(file))

    with (tmp_path / "credits.csv").open(encoding="utf-8-sig") as text:
        rows = list(csv.DictReader(text))
    assert sum(Decimal(row["conversions"]) for row in rows) == 350
    sheet = CalamineWorkbook.from_path(str(tmp_path / "credits.xlsx")).get_sheet_by_name("credits").to_python()
    assert len(sheet) == 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--model", "markow"), "no attribution model “markow”"),
        (("--order", "9"), "Valid orders are 1 to 4"),
        (("--out", "credits.pdf"), "Valid endings are .xlsx and .csv"),
        (("--out", "/nowhere/credits.csv"), "could not be written"),
    ],
)
def test_a_wrong_question_is_refused_with_what_is_valid(
    capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in told(capfd, "attribution", "--paths", PATHS, "--draws", "0", *arguments, code=2)


def test_where_nobody_bought_there_is_no_answer(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "lost.csv"
    file.write_text("path,total_conversions,total_null\na > b,0,5\n", encoding="utf-8")

    assert "none ended in a conversion" in told(capfd, "attribution", "--paths", str(file), code=1)


def test_a_notebook_gets_a_frame_of_the_workspaces_journeys(tmp_path: Path) -> None:
    file = tmp_path / "touches.csv"
    rows = [f"v{n},2026-03-0{day}T10:00:00Z,{channel},{int(day == 3)}" for n in range(9)
            for day, channel in ((1, "search"), (2, "tiktok"), (3, "e-mail"))]  # fmt: skip
    file.write_text("\n".join(["visitor,timestamp,channel,conversion", *rows]) + "\n", encoding="utf-8")
    with House.open(tmp_path / "home") as house:
        house.create_workspace("brand").import_paths([file])
    with upshot.open(tmp_path / "home") as home:
        found = home.attribution(by="channel", models=("last_touch",), n_draws=0)

        assert {row["channel"]: float(row["conversions"]) for row in found.to_frame().to_pylist()} == {
            "e-mail": 9.0, "search": 0.0, "tiktok": 0.0,
        }  # fmt: skip
