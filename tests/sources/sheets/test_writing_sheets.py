"""The empty sheets that `upshot sheet NAME` writes."""

from __future__ import annotations

import csv
import io

import pytest

from tests.sources.sheets.sheet_rows import refused, rows
from upshot.errors import InvalidInput, UnknownName
from upshot.settings import SETTINGS
from upshot.sources.sheets import harmless, sheets, write_sheet
from upshot.sources.sheets.setting_values import setting_value
from upshot.vocabulary.tables import TABLES

EVERY = [(name, language, form) for name in sheets() for language in ("en", "fr") for form in ("csv", "xlsx")]


@pytest.mark.parametrize(("name", "language", "form"), EVERY)
def test_an_empty_sheet_left_as_it_is_imports_as_nothing(read, name, language, form):
    batches = read(write_sheet(name, language, form=form), f"{name}.{form}")
    assert [(batch.rows.num_rows, batch.rows_read, batch.rejected) for batch in batches] == [(0, 0, 0)] * len(batches)


@pytest.mark.parametrize("name", list(sheets()))
def test_the_example_of_every_sheet_is_a_row_that_the_import_accepts(read, name):
    text = write_sheet(name, "en").decode("utf-8-sig").replace("[example] ", "")
    batches = read(text, f"{name}.csv")
    examples = len(SETTINGS) if name == "settings" else 1
    assert (batches[0].rows.num_rows, refused(batches)) == (examples, [])


def test_a_filled_sheet_with_the_help_left_in_imports_the_filled_rows_only(read):
    text = write_sheet("marketing", "fr").decode("utf-8-sig") + "2026-03-02;tv;100;;\r\n"
    assert [row["channel"] for row in rows(read(text), "marketing_day")] == ["tv"]


def test_help_without_its_mark_is_still_no_data(read):
    text = write_sheet("campaigns", "en").decode("utf-8-sig").replace("[help] ", "")
    assert [batch.rows_read for batch in read(text)] == [0]


@pytest.mark.parametrize("name", list(sheets()))
def test_headers_are_columns_of_the_tables_that_the_sheet_fills(read, name):
    elsewhere = {"post_url", "answered_at", "order_id", "read_on", "author"}
    fills = {batch.table for batch in read(write_sheet(name))}
    known = {column for table in fills for column in TABLES[table].column_names} | elsewhere
    assert set(sheets()[name].column_names) <= known


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_spreadsheet_evaluates_a_cell(cell):
    assert harmless(cell) == "'" + cell


def test_plain_numbers_and_words_are_written_as_they_are():
    assert [harmless(cell) for cell in ("-4", "-4.5", "lea", "", "1-2")] == ["-4", "-4.5", "lea", "", "1-2"]


def test_the_guarding_apostrophe_is_taken_off_again(read):
    text = "name,kind,starts_on\n'=SUM(A1),press,2026-01-07\n'@lea,press,2026-01-08\n"
    assert [row["name"] for row in rows(read(text), "calendar")] == ["=SUM(A1)", "@lea"]


def test_no_written_cell_begins_with_a_sign_that_is_evaluated():
    for name, language, form in EVERY:
        if form == "csv":
            text = write_sheet(name, language).decode("utf-8-sig")
            cells = [cell for row in csv.reader(io.StringIO(text), delimiter=",;"[language == "fr"]) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_an_unknown_sheet_names_the_ten():
    with pytest.raises(UnknownName) as error:
        write_sheet("orders")
    assert error.value.facts["nearest"] == list(sheets())
    with pytest.raises(InvalidInput, match="unknown_sheet_form"):
        write_sheet("creators", form="pdf")


def test_the_settings_sheet_lists_every_setting():
    rows = list(csv.reader(io.StringIO(write_sheet("settings", "fr").decode("utf-8-sig")), delimiter=";"))
    named = {row[0].removeprefix("[exemple] ") for row in rows[2:]}
    assert named == set(SETTINGS)


@pytest.mark.parametrize(("value", "kept"), [("Glow Sérum, brindelune", "Glow Sérum; brindelune"), ("lune", "lune")])
def test_the_words_of_a_brand_are_its_own_and_may_hold_spaces(value, kept):
    assert setting_value("brand_terms", value) == (kept, "text")
