"""`upshot spark effect` and `upshot spark sheet` as a person meets them, with the codes where they belong."""

from __future__ import annotations

import io
import json
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from tests.decisions.spark.launch.plans import CODE
from upshot.surfaces.cli.app import run
from upshot.vocabulary.spark_rights import DayWindow, Evidence, EvidenceKind, RightState, SparkRight
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write_world(simulate_world("tiny_brand", 3), folder)
    place = tmp_path_factory.mktemp("home") / "home"
    assert run(["import", str(folder / "exports"), "--home", str(place), "--quiet"]) == 0
    return place


@pytest.fixture(scope="module")
def boosted(home) -> str:
    with House.open(home) as house:
        return next(row["creator"] for row in house.workspace().rows("spark_ad"))


def plan_file(folder: Path, *, creator: str = "maya", identity: str = "AUTH_CODE") -> Path:
    first = (NOW + timedelta(days=2)).date()
    path = folder / "plan.json"
    flight = {
        "name": "Winter", "post_id": "7500000000000000001", "creator": creator, "objective": "followers", "budget": 50,
        "budget_per": "day", "starts_on": first.isoformat(), "ends_on": (first + timedelta(days=5)).isoformat(),
        "countries": ["FR"], "identity_type": identity,
    }  # fmt: skip
    path.write_text(json.dumps({"name": "Winter", "currency": "EUR", "flights": [flight]}))
    return path


@pytest.fixture
def authorised(tmp_path) -> Path:
    """A home whose ledger holds one authorised right with its code."""
    place = tmp_path / "home"
    with House.open(place) as house:
        book = house.workspace().spark_book()
        window = DayWindow(date(2026, 1, 1), NOW.date() + timedelta(days=300))
        right = book.add(SparkRight(right_id="", creator="maya", post_id="7500000000000000001", contract=window),
                         actor="ann", now=NOW)  # fmt: skip
        book.put_code(right.right_id, CODE, actor="ann", now=NOW, starts_at=NOW, days=365)
        book.record_event(right.right_id, RightState.AUTHORISED, actor="ann", at=NOW,
                          evidence=Evidence(EvidenceKind.ATTESTATION, "seen in Ads Manager"))  # fmt: skip
    return place


@pytest.mark.parametrize(("language", "said"), [("en", "Not identifiable"), ("fr", "Impossible à établir")])
def test_the_effect_is_told_in_each_language(home, capsys, language, said):
    assert run(["spark", "effect", "--home", str(home), "--lang", language]) == 0
    assert said in capsys.readouterr().out


def test_the_effect_as_json_says_why_there_is_no_difference(home, capsys):
    assert run(["spark", "effect", "--home", str(home), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["difference"]["reason"]["code"] == "spark_no_plain_ads"
    assert found["boosts"]


def test_a_home_without_boosts_says_so_and_answers_no(tmp_path, capsys):
    assert run(["spark", "effect", "--home", str(tmp_path / "h")]) == 1
    assert "spark_ads" in capsys.readouterr().out


def test_the_creators_report_is_written_as_html_pdf_and_json_without_the_spend(home, boosted, tmp_path, capsys):
    for ending in (".html", ".pdf", ".json"):
        assert run(["spark", "effect", "--home", str(home), "--creator", boosted, "--out", str(tmp_path / f"r{ending}"),
                    "--lang", "en"]) == 0  # fmt: skip
    pages = pypdf.PdfReader(io.BytesIO((tmp_path / "r.pdf").read_bytes())).pages
    assert "What you earned" in "".join(page.extract_text() for page in pages)
    report = json.loads((tmp_path / "r.json").read_text())
    assert all(boost["spend"] is None for boost in report["boosts"])
    assert "http-equiv" in (tmp_path / "r.html").read_text()


def test_a_report_needs_a_creator_and_a_known_ending(home, tmp_path, capsys):
    assert run(["spark", "effect", "--home", str(home), "--out", str(tmp_path / "r.pdf"), "--lang", "en"]) == 2
    assert "--creator" in capsys.readouterr().err
    assert run(["spark", "effect", "--home", str(home), "--creator", "x", "--out", str(tmp_path / "r.docx")]) == 2


def test_a_launch_without_a_right_is_not_ready(tmp_path, capsys):
    place = str(tmp_path / "home")
    assert run(["spark", "sheet", str(plan_file(tmp_path)), "--home", place, "--lang", "en"]) == 1
    assert "Do not launch yet" in capsys.readouterr().out
    assert run(["spark", "sheet", str(plan_file(tmp_path)), "--home", place, "--payload", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["is_ready"] is False


def test_a_ready_launch_is_printed_and_written(authorised, tmp_path, capsys):
    plan = str(plan_file(tmp_path))
    assert run(["spark", "sheet", plan, "--home", str(authorised), "--lang", "fr"]) == 0
    assert "Rien ne s'oppose" in capsys.readouterr().out
    assert run(["spark", "sheet", plan, "--home", str(authorised), "--out", str(tmp_path / "s.pdf")]) == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


def test_a_code_leaves_only_into_a_file_with_a_reason_and_an_audit_line(authorised, tmp_path, capsys):
    plan, out = str(plan_file(tmp_path)), tmp_path / "payload.json"
    home = ["--home", str(authorised)]
    assert run(["spark", "sheet", plan, "--payload", *home, "--format", "json"]) == 0
    assert CODE not in capsys.readouterr().out
    assert run(["spark", "sheet", plan, "--with-codes", "for the agency", *home]) == 2  # not on the screen
    assert run(["spark", "sheet", plan, "--with-codes", " ", "--out", str(out), *home]) == 2  # not without a reason
    assert not out.exists()
    asked = ["--with-codes", "for the agency", "--actor", "ann", "--out", str(out)]
    assert run(["spark", "sheet", plan, *asked, *home, "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert CODE not in said.out + said.err
    assert json.loads(out.read_text())["calls"][0]["body"]["auth_code"] == CODE
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with House.open(authorised) as house:
        lines = [line for line in house.records.audit_events("default") if line.act == "reveal_spark_code"]
    assert [(line.who, line.detail["why"]) for line in lines] == [("ann", "for the agency")]


def test_a_wrong_plan_names_its_field(tmp_path, capsys):
    path = tmp_path / "plan.yaml"
    path.write_text("name: x\ncurrency: EUR\nflights: [{}]\n")
    assert run(["spark", "sheet", str(path), "--home", str(tmp_path / "h"), "--lang", "en"]) == 2
    assert "post_id" in capsys.readouterr().err
    assert run(["spark", "sheet", str(tmp_path / "absent.yaml"), "--home", str(tmp_path / "h"), "--lang", "fr"]) == 2
    assert "absent.yaml" in capsys.readouterr().err
