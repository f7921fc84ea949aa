"""`upshot experiment` as a person at a terminal meets it."""

import json

import pytest

from upshot.surfaces.cli.app import run
from upshot.wiring import House


@pytest.fixture
def sums(tmp_path):
    path = tmp_path / "landing.csv"
    path.write_text("arm,n,conversions\ncontrol,5000,100\nvideo,5000,160\n")
    return str(path)


def told(capsys, *arguments, code=0) -> str:
    assert run(list(arguments)) == code
    return capsys.readouterr().out


def test_a_plan_in_words_and_in_json(capsys):
    asked = ("experiment", "plan", "ab", "--baseline", "2%", "--effect", "0,4pt", "--per-day", "3000")
    assert "21,109" in told(capsys, *asked)
    plan = json.loads(told(capsys, *asked, "--format", "json"))
    assert plan["options"][0]["n_per_arm"] == 21_109
    assert plan["options"][0]["duration_days"] == 15


def test_a_brand_lift_plan(capsys):
    assert "1,681" in told(capsys, "experiment", "plan", "brand-lift", "--baseline", "30%", "--effect", "4pt")


def test_posts_are_planned_by_simulation(capsys):
    assert "%" in told(capsys, "experiment", "plan", "ab", "--baseline", "0", "--posts", "20", "--level", "90%")


def test_a_test_is_read_in_words_and_in_json(sums, capsys):
    assert "a treatment is above the control" in told(capsys, "experiment", "read", "ab", sums)
    verdict = json.loads(told(capsys, "experiment", "read", "ab", sums, "--format", "json"))
    assert verdict["answer"] == "lift"
    assert verdict["estimates"][0]["estimate"] == pytest.approx(0.012)
    assert verdict["arms"][1]["p_best"] > 0.99


def test_a_planned_split_can_be_given(sums, capsys):
    stopped = told(capsys, "experiment", "read", "ab", sums, "--split", "control=9", "--split", "video=1", code=1)
    assert "Not read" in stopped


def test_too_little_is_exit_code_one(tmp_path, capsys):
    path = tmp_path / "small.csv"
    path.write_text("arm,n,conversions\ncontrol,5,1\nb,5,2\n")
    found = json.loads(told(capsys, "experiment", "read", "ab", str(path), "--format", "json", code=1))
    assert found["answer"] == "insufficient_evidence"
    assert found["reason"]["code"] == "experiment_too_few_units"


def test_brand_lift_is_read_from_a_file_or_the_workspace(tmp_path, capsys):
    path = tmp_path / "lift.csv"
    path.write_text("group,answered,positive\nexposed,1000,390\ncontrol,1000,300\n")
    asked = ("experiment", "read", "brand-lift", str(path), "--asked", "exposed=2000", "--asked", "control=2000")
    assert "Answers" in told(capsys, *asked, "--cost", "1000", "--reach", "50000")
    empty = ("experiment", "read", "brand-lift", "--home", str(tmp_path / "home"))
    assert "no answer that names a group" in told(capsys, *empty, code=1)


def test_a_survey_that_was_imported_is_read(tmp_path, capsys):
    rows = [f"r{n},Do you know us?,{'yes' if n % 5 < (3 if n % 2 else 2) else 'no'},{'exposed' if n % 2 else 'control'}"
            for n in range(400)]  # fmt: skip
    (tmp_path / "survey.csv").write_text("\n".join(["respondent,question,answer,group", *rows]) + "\n")
    home = ("--home", str(tmp_path / "home"), "--quiet")
    told(capsys, "import", str(tmp_path / "survey.csv"), *home)
    verdict = json.loads(told(capsys, "experiment", "read", "brand-lift", *home, "--format", "json"))
    assert verdict["answer"] == "lift"
    assert verdict["estimates"][0]["estimate"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    "wrong",
    [
        ("plan", "ab", "--baseline", "two", "--effect", "1pt"),
        ("plan", "ab", "--baseline", "2%", "--effect", "much"),
        ("plan", "ab", "--baseline", "x", "--sd", "3"),
        ("read", "ab", "none.csv"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_line_is_answered_in_words(wrong, language, capsys):
    assert run(["experiment", *wrong, "--lang", language]) in {2, 3}
    assert len(capsys.readouterr().err) > 60


def test_a_hold_out_calibrates_the_next_verdict(sums, tmp_path, capsys):
    asked = ("experiment", "read", "ab", sums, "--home", str(tmp_path / "home"), "--save-hold-out", "spring")
    assert run([*asked]) == 2
    assert "--test" in capsys.readouterr().err
    told(capsys, *asked, "--test", "2026-03-01", "2026-03-28", "--reach", "50000", "--creator", "@Mia")
    with House.open(tmp_path / "home") as house:
        (row,) = house.workspace().rows("lift_test")
    assert row["incremental_orders"] == pytest.approx(50_000 * 0.012)
    assert row["standard_error"] == pytest.approx(50_000 * 0.0032, rel=0.05)
    assert row["creators"] == ["mia"]
