"""The commands as a person at a terminal meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from upshot.decisions.verdict.model import Verdict
from upshot.surfaces.cli.app import app, run
from upshot.surfaces.cli.help_texts import HELP
from upshot.surfaces.cli.options import hoist
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write_world(simulate_world("tiny_brand", 1), folder / "brand")
    return folder / "brand"


@pytest.fixture(scope="session")
def home(world, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("home") / "home"
    assert run(["import", str(world / "exports"), "--home", str(place), "--quiet"]) == 0
    return place


def answer(capsys, *arguments: str) -> dict:
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_options_may_stand_anywhere_before_the_double_dash():
    assert hoist(["verdict", "--lang", "fr", "--campaign", "x", "-v"]) == [
        "--lang",
        "fr",
        "-v",
        "verdict",
        "--campaign",
        "x",
    ]
    assert hoist(["sheet", "--", "--home"]) == ["sheet", "--", "--home"]


def test_every_command_and_option_is_explained_in_both_languages():
    assert HELP["en"].keys() == HELP["fr"].keys()
    assert all(command.help for command in app.registered_commands)


def test_help_loads_nothing_heavy():
    code = "import sys; from upshot.surfaces.cli.app import run; run(['--help']); print(sorted(m for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in (
        "numpy",
        "pyarrow",
        "duckdb",
        "scipy",
        "sqlalchemy",
        "starlette",
        "pydantic",
        "babel",
        "rich.table",
        "jinja2",
    ):
        assert f"'{heavy}'" not in loaded


def test_a_second_import_of_the_same_files_changes_nothing(world, home, capsys):
    report = answer(capsys, "import", str(world / "exports"), "--home", str(home))
    assert {file["status"] for file in report["files"]} == {"already_imported"}


def test_the_verdict_of_a_simulated_brand_fits_the_published_schema(home, capsys):
    verdict = answer(capsys, "verdict", "--home", str(home))
    schema = json.loads((Path(__file__).parents[3] / "docs/schema/verdict-1.json").read_text())
    jsonschema.validate(verdict, schema)
    assert Verdict.model_validate(verdict).workspace == "default"


def test_the_cost_lines_sum_to_the_total_to_the_cent(home, capsys):
    cost = answer(capsys, "verdict", "--home", str(home))["cost"]
    assert sum(Decimal(line["amount"]) for line in cost["lines"]) == Decimal(cost["total"])


def test_the_printed_roi_can_be_recomputed_by_hand_from_the_printed_ledger(home, capsys):
    assert run(["verdict", "--home", str(home), "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    verdict = answer(capsys, "verdict", "--home", str(home))
    total, margin = Decimal(verdict["cost"]["total"]), Decimal(str(verdict["incremental"]["gross_margin"]["low"]))
    roi = (margin.quantize(Decimal("0.01")) - total) / total
    assert f"({margin:,.2f} − {total:,.2f}) ÷ {total:,.2f} = {roi * 100:.1f}%" in printed.replace("\n", " ")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", [["verdict"], ["check"], ["kpi"], ["kpi", "views", "--by", "creator"]])
def test_every_reading_command_speaks_both_languages(home, capsys, command, language):
    assert run([*command, "--home", str(home), "--lang", language]) in {0, 1}
    shown = capsys.readouterr()
    assert shown.out.strip()
    assert "Traceback" not in shown.err


def test_a_mixed_denominator_is_refused_with_the_reason(home, capsys):
    assert run(["kpi", "er_views_lcs", "er_followers_lcs", "--home", str(home), "--lang", "en"]) == 2
    assert "followers" in capsys.readouterr().err


def test_an_unknown_campaign_names_the_nearest(home, capsys):
    assert run(["verdict", "--campaign", "Nowhere", "--home", str(home), "--lang", "en"]) == 2
    assert "Nowhere" in capsys.readouterr().err


def test_an_unknown_kind_of_file_is_refused_by_name_and_the_rest_loads(tmp_path, capsys):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    assert run(["import", str(tmp_path / "notes.csv"), "--home", str(tmp_path / "h"), "--lang", "en"]) == 2
    assert "notes.csv" in capsys.readouterr().out


def test_a_dry_run_leaves_no_fact_behind(world, tmp_path):
    home = tmp_path / "h"
    assert run(["init", "Brand", "--home", str(home)]) == 0
    assert run(["import", str(world / "exports"), "--dry-run", "--home", str(home)]) == 0
    assert [path for path in home.rglob("*") if path.suffix in {".parquet", ".zst"}] == []


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx", "json"])
def test_a_report_is_written_whole(home, tmp_path, ending):
    out = tmp_path / f"report.{ending}"
    assert run(["verdict", "--home", str(home), "--out", str(out), "--lang", "fr"]) == 0
    begins = {"html": b"<!doctype html>", "pdf": b"%PDF", "xlsx": b"PK", "json": b"{"}
    assert out.read_bytes().startswith(begins[ending])
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_the_html_report_needs_nothing_from_outside(home, tmp_path):
    out = tmp_path / "report.html"
    assert run(["verdict", "--home", str(home), "--out", str(out)]) == 0
    page = out.read_text()
    assert "<script" not in page
    assert 'src="http' not in page
    assert "url(" not in page.replace("url(#", "")


def test_the_workbook_reconciles_to_the_order_file_to_the_cent(world, home, tmp_path, capsys):
    out = tmp_path / "report.xlsx"
    assert run(["verdict", "--home", str(home), "--out", str(out), "--lang", "en"]) == 0
    truth = json.loads((world / "truth" / "truth.json").read_text())
    book = openpyxl.load_workbook(out)
    rows = [row for row in book["Orders by day"].iter_rows(min_row=2, values_only=True) if row[0] is not None]
    assert round(sum(Decimal(str(row[2])) for row in rows), 2) == round(Decimal(truth["orders"]["net_revenue"]), 2)
    capsys.readouterr()
    verdict = answer(capsys, "verdict", "--home", str(home))
    credits_ = [row for row in book["Credited orders"].iter_rows(min_row=2, values_only=True) if row[3] == "last_touch"]
    last_touch = next(rule for rule in verdict["attributed"] if rule["rule"] == "last_touch")
    assert round(sum(Decimal(str(row[9])) for row in credits_), 2) == Decimal(last_touch["net_revenue"])


def test_a_cell_that_looks_like_a_formula_stays_text_in_the_workbook(home, tmp_path):
    out = tmp_path / "report.xlsx"
    assert run(["verdict", "--home", str(home), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert all(str(formula).startswith("=SUM(") for formula in formulas)


def test_why_explains_a_figure(home, capsys):
    assert run(["verdict", "--why", "cost.total", "--home", str(home), "--lang", "en"]) == 0
    assert "cost_total" in capsys.readouterr().out


def test_an_exported_home_gives_the_same_verdict_elsewhere(home, tmp_path):
    archive = tmp_path / "all.zip"
    assert run(["export", str(archive), "--home", str(home)]) == 0
    assert run(["restore", str(archive), "--home", str(tmp_path / "copy")]) == 0
    here, there = (House.open(place).workspace().verdict(now=NOW) for place in (home, tmp_path / "copy"))
    assert here == there


def test_the_sheets_can_be_written_and_imported_empty(tmp_path, capsys):
    out = tmp_path / "creators.csv"
    assert run(["sheet", "creators", "--out", str(out), "--lang", "fr"]) == 0
    assert run(["import", str(out), "--home", str(tmp_path / "h")]) == 0
    assert run(["sheet", "nonsense", "--lang", "en"]) == 2
    assert "creators" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said_so(tmp_path, capsys):
    assert run(["import", str(tmp_path / "gone.csv"), "--home", str(tmp_path / "h"), "--lang", "en"]) in {2, 3}
    shown = capsys.readouterr()
    assert "gone.csv" in shown.out + shown.err
    assert "Traceback" not in shown.err
