"""`upshot budget` and `upshot experiment worth` as a person at a terminal meets them."""

from __future__ import annotations

import json
import re

import pytest

from tests.decisions.budget.material import GuessShelf, guessed_material
from tests.surfaces.web.house import simulated_files
from upshot.surfaces.cli.app import run
from upshot.wiring import House, Workspace


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("home")
    with House.open(folder) as house:
        house.create_workspace("brand").import_paths([simulated_files(tmp_path_factory.mktemp("world"))])
    return str(folder)


@pytest.fixture(autouse=True)
def _guess(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    def material(self: Workspace, *, seed: int = 1, **_: object):
        return guessed_material(self, now=datetime.now(UTC), seed=seed, shelf=GuessShelf(effect=3.0, sd=0.5))

    monkeypatch.setattr(Workspace, "material", material)


def told(capfd, home: str, *arguments: str, code: int = 0) -> str:
    capfd.readouterr()
    assert run(["--home", home, *arguments]) == code
    found = capfd.readouterr()
    return re.sub(r"[\s\u00a0\u202f]+", " ", found.out + (found.err if code else ""))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What binds|Posts of|The budget"), ("fr", "Publications de|Le budget")]
)
def test_the_answer_comes_in_the_readers_language(home, capfd, language, said):
    out = told(capfd, home, "--lang", language, "budget", "--step", "1.5")
    assert re.search(said, out)
    assert re.search("The last euro|Le dernier euro|No euro|Aucun euro", out)


def test_json_is_one_document_and_sums_up(home, capfd, tmp_path):
    file = tmp_path / "plan.json"
    plan = json.loads(told(capfd, home, "budget", "--amount", "2500", "--format", "json", "--out", str(file)))
    spent = sum(line["spend_posts"] + line["spend_boosts"] for line in plan["creators"])
    assert spent + sum(boost["spend"] for boost in plan["boosts"]) == pytest.approx(plan["planned"])
    assert plan["planned"] <= 2500 + 1e-6
    assert json.loads(file.read_text())["digest" if "digest" in plan else "budget"] == plan["budget"]


@pytest.mark.slow
def test_every_option_changes_something(home, capfd):
    def answer(*more: str) -> dict:
        return json.loads(told(capfd, home, "budget", "--format", "json", *more))

    plain = answer()
    paid = max(plain["creators"], key=lambda line: line["spend_posts"])["creator"]
    for more in (
        ("--amount", "900"), ("--from", "2027-01-01"), ("--to", "2027-06-30"), ("--creator", paid),
        ("--cap", f"{paid}=1"), ("--floor", "boosts=1%") if plain["boosts"] else ("--step", "1"),
        ("--price", f"{paid}=123"), ("--risk", "5%"), ("--explore", "40%"), ("--step", "3"), ("--chance", "95%"),
        ("--hurdle", "150%"), ("--seed", "2"),
    ):  # fmt: skip
        other = answer(*more)
        assert {**other, "as_of": ""} != {**plain, "as_of": ""}, more


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--amount", "-5"), "-5"),
        (("--cap", "lea"), "name=amount"),
        (("--cap", "nobody=5"), "nearest"),
        (("--price", "lea=20%"), "creator=amount"),
        (("--from", "2026-10-10", "--to", "2026-10-01"), "--from"),
        (("--step", "50"), "--step"),
        (("--floor", "boosts=900%"), "name=amount"),
    ],
)
def test_bad_questions_are_answered_with_what_is_valid(home, capfd, arguments, said):
    assert said in told(capfd, home, "--lang", "en", "budget", *arguments, code=2)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_worth_names_its_ceiling(home, capfd, language):
    out = told(capfd, home, "--lang", language, "experiment", "worth")
    assert ("Knowing everything" if language == "en" else "Tout savoir") in out
    document = json.loads(told(capfd, home, "experiment", "worth", "--format", "json"))
    assert document["ceiling"] >= 0


def test_an_empty_brand_is_told_what_would_help(tmp_path, capfd):
    assert "→" in told(capfd, str(tmp_path), "--lang", "en", "budget", code=1)
