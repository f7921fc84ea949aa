"""Experiments in the browser: every kind from form to reading, refusals beside the cell, walls, both languages."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

import upshot
from tests.decisions.experiments.regions import FIRST, region_counts, series_of, with_lift, write_long
from upshot.decisions.experiments.kept import TestKind
from upshot.records.experiments import ExperimentBook
from upshot.surfaces.web.pages.experiments.browser_words import BrowserWords
from upshot.surfaces.web.pages.experiments.fields import PLAN_FIELDS, READ_FIELDS, Answers
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.wiring import House

HERE = "/w/default/experiments"
START = FIRST + timedelta(days=168)  # of tests by region: 24 weeks of past


@pytest.fixture
def regions(tmp_path: Path) -> tuple[Path, np.ndarray]:
    """A file with 24 weeks of 20 regions, and the counts of six weeks more."""
    values = region_counts(np.random.default_rng(3), n_regions=20, n_days=210, mean=60.0, wander=0.005, own=0.02)
    series = series_of(values)
    return write_long(tmp_path / "before.csv", series.until(START - timedelta(days=1))), values


def plan(client: TestClient, file: Path | None = None, **said: str) -> str:
    """Send the form of a plan; the address of the draft."""
    files = {"file": (file.name, file.read_bytes())} if file else {"file": ("", b"")}
    answer = client.post(HERE, data=said, files=files)
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.text)[-2000:]
    return answer.headers["location"]


def act(client: TestClient, address: str, what: str, *, file: Path | None = None, status: int = 303, **said: str):
    files = {"file": (file.name, file.read_bytes())} if file else {"file": ("", b"")}
    answer = client.post(f"{address}/{what}", data=said, files=files)
    assert answer.status_code == status, re.sub(r"<[^>]+>", " ", answer.text)[-2000:]
    return answer


def context(client: TestClient, address: str) -> dict:
    return client.get(address, params={"format": "json"}).json()


def filled(client: TestClient, address: str) -> dict[str, str]:
    """The form of the reading, as it stands before anybody wrote in it."""
    page = context(client, address)
    return {cell["name"]: cell["value"] for cell in (*page["cells"], *page["more"]) if cell["input"] != "file"}


def text_of(client: TestClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.text))


# --- every kind, from its form to its reading ----------------------------------------------------------------------


def test_an_ab_test_is_sized_run_and_read_with_every_table(empty: TestClient, tmp_path: Path):
    address = plan(empty, kind="ab", name="Hook", subject="content", baseline="2%", effects="20% 50%", per_day="3000",
                   unit_cost="0,5", most_days="14", starts_on="2026-03-02")  # fmt: skip
    page = context(empty, address)
    assert page["options"]["rows"][0][2] == "3,826"  # 2 % → 3 %: methods §5.15
    assert len(page["refused"]["rows"]) == 1  # 42,218 people take 15 days
    act(empty, address, "design", design="0")
    page = context(empty, address)
    assert (page["status"], page["days"]) == ("to_read", ["2026-03-02", "2026-03-08"])
    file = tmp_path / "ab.csv"
    file.write_text("arm,n,conversions\ncontrol,5000,100\nvideo,5000,160\n")
    act(empty, address, "read", file=file, **filled(empty, address))
    page = context(empty, address)
    assert page["reading"]["answer"] == "lift"
    assert [table["name"] for table in page["reading"]["tables"]] == ["arms", "differences", "sequential"]
    assert [chart["name"] for chart in page["reading"]["charts"]] == ["readings"]
    said = text_of(empty, address)
    assert "people reached the arms as planned" in said  # sample ratio
    assert "P(best)" in said


def test_a_mismatch_of_the_arms_is_never_offered_to_the_verdict(empty: TestClient, tmp_path: Path):
    address = plan(empty, kind="ab", name="Hook", baseline="2%")
    act(empty, address, "design", design="0")
    file = tmp_path / "ab.csv"
    file.write_text("arm,n,conversions\ncontrol,10000,200\nvideo,9000,300\n")
    act(empty, address, "read", file=file, **filled(empty, address))
    page = context(empty, address)
    assert (page["reading"]["answer"], page["can_be_used"]) == ("stopped", False)


def test_a_split_test_warns_of_divergent_delivery(empty: TestClient, tmp_path: Path):
    address = plan(empty, kind="split_test", name="Two hooks", baseline="1%")
    act(empty, address, "design", design="0")
    file = tmp_path / "split.csv"
    file.write_text("arm,age,reach,conversions\nA,18-24,8000,80\nA,35-44,2000,80\nB,18-24,2000,20\nB,35-44,8000,320\n")
    asked = filled(empty, address) | {"n_column": "reach", "control": "A", "audience": "age"}
    act(empty, address, "read", file=file, **asked)
    said = text_of(empty, address)
    assert "delivery still looks for those who respond" in said
    assert "reached other people than the control" in said


def test_organic_posts_are_drawn_and_their_own_sheet_can_be_read(empty: TestClient, tmp_path: Path):
    address = plan(empty, kind="posts", name="Duets", posts="20 60", creators="lea\n@tom\nzoe", subject="content")
    act(empty, address, "design", design=str(len(context(empty, address)["options"]["rows"]) - 1))
    sheet = empty.get(f"{address}/sheet.csv").text.lstrip("\ufeff").splitlines()
    assert sheet[0] == "block,creator,order,arm,post_url,views,age_days"
    rng = np.random.default_rng(1)
    rows = [line.split(",") for line in sheet[1:]]
    for row in rows:
        row[5] = str(int(np.exp(rng.normal(9 + 1.2 * (row[3] == "treatment"), 0.5))))
        row[6] = "60"
    file = tmp_path / "posts.csv"
    file.write_text("\n".join([sheet[0], *(",".join(row) for row in rows)]))
    act(empty, address, "read", file=file, **filled(empty, address))
    page = context(empty, address)
    assert page["reading"]["answer"] == "lift"
    assert page["can_be_used"] is False  # views calibrate nothing


def test_a_brand_lift_is_read_with_silence_and_its_price_and_never_enters_the_verdict(empty: TestClient, tmp_path):
    address = plan(empty, kind="brand_lift", name="Recall", baseline="30%", effects="3pt", response_rate="15%",
                   answer_cost="1.5")  # fmt: skip
    assert context(empty, address)["options"]["rows"][0][2] == "2,964"  # methods §5.11
    act(empty, address, "design", design="0")
    file = tmp_path / "lift.csv"
    file.write_text(
        "question,group,asked,answered,positive\nrecall,exposed,2000,1000,390\nrecall,control,2000,1000,300\n"
    )
    asked = filled(empty, address) | {"cost": "50 000", "reach": "1000000", "is_randomised": "1"}
    act(empty, address, "read", file=file, **asked)
    page, said = context(empty, address), text_of(empty, address)
    assert (page["reading"]["answer"], page["can_be_used"]) == ("lift", False)
    assert "0.56" in said  # 50,000 ÷ (0.09 × 1,000,000)
    assert "never enters ROI" in said


def geo_plan(client: TestClient, file: Path) -> str:
    address = plan(client, file, kind="geo", name="Regions", source="file", plausible="30%", weeks="4",
                   order_cost="12", cooldown_days="7", starts_on=START.isoformat())  # fmt: skip
    act(client, address, "design", design="0")
    return address


def with_a_test(values: np.ndarray, treated: list[str], lift: float, path: Path) -> Path:
    rows = [int(name[1:]) for name in treated]
    return write_long(path, series_of(with_lift(np.random.default_rng(5), values, rows, 168, lift)))


def test_a_geo_test_is_planned_run_and_read_with_its_charts(empty: TestClient, regions, tmp_path: Path):
    before, values = regions
    address = geo_plan(empty, before)
    page, asked = context(empty, address), filled(empty, address)
    assert len(page["steps"]) == 4  # before, test, cool-down, reading
    assert asked["test_from"] == START.isoformat()
    assert asked["test_to"] == (START + timedelta(days=27)).isoformat()
    file = with_a_test(values, asked["treated"].split("\n"), 0.5, tmp_path / "after.csv")
    act(empty, address, "read", file=file, **asked)
    page = context(empty, address)
    assert page["reading"]["answer"] == "lift"
    assert [chart["name"] for chart in page["reading"]["charts"]] == ["counterfactual", "placebo", "readings"]
    drawn = empty.get(address).text
    assert drawn.count('<div class="wide" role="img"') == 3
    assert page["can_be_used"] is True


def test_launches_are_planned_and_read(empty: TestClient, regions, tmp_path: Path):
    before, values = regions
    address = plan(empty, before, kind="launches", name="Cities", source="file", plausible="30%", weeks_after="4",
                   starts_on=START.isoformat())  # fmt: skip
    places = [row[1] for row in context(empty, address)["options"]["rows"]]
    act(empty, address, "design", design=str(places.index("2")))
    asked = filled(empty, address)
    launches = dict(line.split(" = ") for line in asked["launches"].split("\n"))
    assert len(set(launches.values())) == 2
    planted = values
    for region, day in launches.items():
        start = (date.fromisoformat(day) - FIRST).days
        planted = with_lift(np.random.default_rng(5), planted, [int(region[1:])], start, 0.4)
    file = write_long(tmp_path / "after.csv", series_of(planted))
    act(empty, address, "read", file=file, **asked)
    page = context(empty, address)
    assert page["reading"]["answer"] == "lift"
    assert page["reading"]["charts"][0]["name"] == "event"


def test_an_on_off_test_keeps_its_drawn_order_and_is_read(empty: TestClient, tmp_path: Path):
    rng = np.random.default_rng(2)
    counts = rng.poisson(80, (1, 400)).astype(float)
    before = write_long(tmp_path / "shop.csv", series_of(counts[:, :280]))
    address = plan(empty, before, kind="on_off", name="Weeks", source="file", plausible="30%", weeks="12",
                   starts_on=(FIRST + timedelta(days=280)).isoformat())  # fmt: skip
    act(empty, address, "design", design="0")
    page, asked = context(empty, address), filled(empty, address)
    assert len(page["sheet"]["rows"]) == 12
    for line in asked["on"].split("\n"):
        first, last = (date.fromisoformat(text) for text in line.split(":"))
        counts[0, (first - FIRST).days : (last - FIRST).days + 1] *= 1.4
    file = write_long(tmp_path / "all.csv", series_of(counts))
    act(empty, address, "read", file=file, **asked)
    page = context(empty, address)
    assert page["reading"]["answer"] == "lift"
    assert page["reading"]["charts"][0]["name"] == "blocks"
    assert "12 blocks in the order below" in page["steps"][1]["what"]


# --- used in the verdict -------------------------------------------------------------------------------------------


def test_a_reading_becomes_one_lift_test_and_nothing_else_may_be_done_with_it(
    empty: TestClient, empty_house: House, regions, tmp_path: Path
):
    before, values = regions
    address = geo_plan(empty, before)
    asked = filled(empty, address)
    file = with_a_test(values, asked["treated"].split("\n"), 0.5, tmp_path / "after.csv")
    act(empty, address, "read", file=file, **asked)
    act(empty, address, "use", lift_name="Spring regions")
    (row,) = empty_house.workspace().rows("lift_test")
    assert (row["name"], row["kind"], row["starts_on"]) == ("Spring regions", "geo", START)
    assert row["standard_error"] > 0
    again = act(empty, address, "use", lift_name="Other", status=422)
    assert "already" in html.unescape(again.text)
    act(empty, address, "read", file=file, status=400, **asked)
    assert len(empty_house.workspace().rows("lift_test")) == 1


def test_a_lift_test_that_is_there_is_not_overwritten(empty: TestClient, empty_house: House, regions, tmp_path: Path):
    before, values = regions
    row = {"name": "Regions", "kind": "geo", "creators": []}
    empty_house.records.put_row("default", "lift_test", row, who="t", now=datetime(2026, 3, 1, tzinfo=UTC))
    address = geo_plan(empty, before)
    asked = filled(empty, address)
    act(
        empty, address, "read", file=with_a_test(values, asked["treated"].split("\n"), 0.5, tmp_path / "a.csv"), **asked
    )
    refused = act(empty, address, "use", lift_name="Regions", status=422)
    assert "another name" in refused.text
    assert empty_house.workspace().rows("lift_test")[0]["incremental_orders"] is None


def test_only_a_hold_out_with_its_days_can_be_used_of_a_test_of_people(
    empty: TestClient, empty_house: House, tmp_path: Path
):
    address = plan(empty, kind="ab", name="Hold-out", baseline="2%")
    act(empty, address, "design", design="0")
    file = tmp_path / "hold_out.csv"
    file.write_text("arm,n,orders\ncontrol,20000,400\nexposed,20000,520\n")
    act(empty, address, "read", file=file, **filled(empty, address))
    days = {"first": "2026-03-01", "last": "2026-03-28"}
    assert "hold-out" in act(empty, address, "use", lift_name="H", status=422, **days).text
    assert "First and last day" in act(empty, address, "use", lift_name="H", is_hold_out="1", status=422).text
    act(empty, address, "use", lift_name="H", is_hold_out="1", people="100000", **days)
    (row,) = empty_house.workspace().rows("lift_test")
    assert row["incremental_orders"] == pytest.approx(600)  # 0.6 points of 100,000


def test_revenue_calibrates_nothing(empty: TestClient, regions, tmp_path: Path):
    before, values = regions
    address = geo_plan(empty, before)
    asked = filled(empty, address) | {"metric": "revenue"}
    file = with_a_test(values, asked["treated"].split("\n"), 0.5, tmp_path / "after.csv")
    act(empty, address, "read", file=file, **asked)
    assert context(empty, address)["can_be_used"] is False
    assert "only orders can" in act(empty, address, "use", lift_name="X", status=422).text


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "ab", "name": "", "baseline": "2%"}, "name"),
        ({"kind": "ab", "name": "x", "baseline": "lots"}, "baseline"),
        ({"kind": "ab", "name": "x", "baseline": "2%", "effects": "big"}, "effects"),
        ({"kind": "ab", "name": "x", "baseline": "2%", "n_arms": "1"}, "n_arms"),
        ({"kind": "ab", "name": "x", "baseline": "2%", "per_day": "-3"}, "per_day"),
        ({"kind": "geo", "name": "x", "source": "file"}, "file"),
        ({"kind": "geo", "name": "x", "source": "file", "starts_on": "2026-02-30"}, "starts_on"),
        ({"kind": "posts", "name": "x", "posts": "many", "creators": "lea"}, "posts"),
        ({"kind": "on_off", "name": "x" * 5000}, "name"),
    ],
)
def test_a_cell_that_cannot_be_used_says_so_beside_itself(empty: TestClient, said, field, language):
    answer = empty.post(HERE, data=said, files={"file": ("", b"")}, headers={"accept-language": language})
    assert answer.status_code == 422
    assert f'id="cell-{field}-error"' in answer.text
    assert 'role="alert"' in answer.text
    assert "xf_" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_form_says_as_a_whole_stands_above_it_without_a_command_line(empty: TestClient, language: str):
    for said in (
        {"kind": "ab", "name": "x", "baseline": "200%"},
        {"kind": "ab", "name": "x", "baseline": "2%", "level": "10%"},
        {"kind": "posts", "name": "x", "posts": "2", "creators": "lea"},
        {"kind": "geo", "name": "x", "source": "region"},  # no order names a region
        {"kind": "on_off", "name": "x"},  # no orders
    ):
        answer = empty.post(HERE, data=said, files={"file": ("", b"")}, headers={"accept-language": language})
        alert = html.unescape(re.search(r'role="alert">(.*?)</(?:p|section)>', answer.text, re.DOTALL)[1])
        assert answer.status_code == 422
        assert len(alert) > 40
        assert "--" not in alert


def test_too_few_regions_are_explained_and_nothing_is_kept(empty: TestClient, tmp_path: Path):
    few = write_long(tmp_path / "few.csv", series_of(region_counts(np.random.default_rng(1), n_regions=4)))
    files = {"file": (few.name, few.read_bytes())}
    answer = empty.post(HERE, data={"kind": "geo", "name": "x", "source": "file"}, files=files)
    assert answer.status_code == 422
    assert "Regions that sell often enough: 4" in answer.text
    assert context(empty, HERE)["experiments"]["total"] == 0


def test_a_file_that_is_no_table_is_refused_and_not_kept(empty: TestClient, empty_house: House, tmp_path: Path):
    address = plan(empty, kind="ab", name="Hook", baseline="2%")
    act(empty, address, "design", design="0")
    bad = tmp_path / "x.csv"
    bad.write_bytes(b"")
    refused = act(empty, address, "read", file=bad, status=422, **filled(empty, address))
    assert 'role="alert"' in refused.text
    assert list((empty_house.home / "inbox").glob("upload-*")) == []
    assert context(empty, address)["reading"] is None


@pytest.mark.parametrize("design", ["99", "-1", "x", ""])
def test_a_design_that_is_not_there_cannot_be_chosen(empty: TestClient, design: str):
    address = plan(empty, kind="ab", name="Hook", baseline="2%")
    act(empty, address, "design", design=design, status=400)
    assert context(empty, address)["chosen"] is None


def test_an_unknown_experiment_is_a_404_in_both_languages(empty: TestClient):
    for language in LANGUAGES:
        answer = empty.get(f"{HERE}/nothing", headers={"accept-language": language})
        assert answer.status_code == 404
        assert 'role="alert"' in answer.text


def test_a_draft_has_no_run_sheet_and_can_be_deleted(empty: TestClient):
    address = plan(empty, kind="ab", name="Hook", baseline="2%")
    assert empty.get(f"{address}/sheet.csv").status_code == 400
    act(empty, address, "delete")
    assert context(empty, HERE)["experiments"]["total"] == 0


# --- walls, words, escapes -----------------------------------------------------------------------------------------


def test_another_workspace_finds_nothing_of_it(empty: TestClient, empty_house: House):
    address = plan(empty, kind="ab", name="Secret hook", baseline="2%")
    empty_house.create_workspace("other")
    there = address.replace("/default/", "/other/")
    assert empty.get(there).status_code == 404
    for what in ("design", "read", "use", "delete"):
        act(empty, there, what, status=404, design="0")
    assert "Secret hook" not in empty.get("/w/other/experiments").text
    assert len(ExperimentBook(empty_house.records, "default").all()) == 1


def test_names_are_shown_as_text_and_a_spreadsheet_takes_no_cell_for_a_formula(empty: TestClient):
    address = plan(empty, kind="posts", name="<b>x</b>", posts="20", creators="=cmd()\n@tom")
    act(empty, address, "design", design="0")
    assert "<b>x</b>" not in empty.get(address).text
    assert "'=cmd()" in empty.get(f"{address}/sheet.csv").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_choice_has_its_words(language: str):
    words = Words(language)
    for fields in (*PLAN_FIELDS.values(), *READ_FIELDS.values()):
        for field in fields:
            assert words.has(f"xf_{field.name}"), field.name
            assert [c for c in field.choices if not words.has(f"xc_{c or 'none'}")] == []
    for kind in TestKind:
        needed = [f"xk_{kind}", f"xk_{kind}_about", f"xr_{kind}"]
        needed += [] if kind.is_of_series else [f"xs_prepare_{kind}", f"xs_run_{kind}", f"xs_read_{kind}"]
        assert [code for code in needed if not words.has(code)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_an_experiment_tells_a_browser_to_type_a_command(language: str):
    folder = Path(upshot.__file__).parent / "surfaces" / "wording" / language
    spoken = BrowserWords(language)._spoken
    for name in ("experiments.ftl", "geo_tests.ftl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            said = spoken(line)
            assert "upshot experiment" not in said, line
            assert re.search(r"(?<![\w-])--[a-z]", said) is None or "--test" in line or "--help" in line, said


def test_numbers_are_read_as_people_type_them():
    fields = PLAN_FIELDS[TestKind.AB]
    said = Answers({"name": "x", "baseline": "2,5 %", "per_day": "12\u202f000", "effects": "0.4pt 20%;  30 %"}, fields)
    assert said.share("baseline") == pytest.approx(0.025)
    assert said.number("per_day") == 12_000
    assert said.effects("effects", is_share=True) == ((0.004, False), (0.2, True), (0.3, True))
