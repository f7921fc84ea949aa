"""Sentences as people read them: typography, plurals of days, what is valid in words."""

from __future__ import annotations

from datetime import date

import pytest

from upshot.decisions.reconciliation import Finding
from upshot.decisions.reconciliation.model import Severity
from upshot.errors import SourceRefused, UnknownName
from upshot.intake.report import FileReport, ImportReport, Status
from upshot.sources.base import Reject
from upshot.surfaces.presentation.checks import finding_words
from upshot.surfaces.presentation.imports import import_problems, import_table
from upshot.surfaces.wording import LANGUAGES, Words

NOW = "2026-11-22T00:57:47+00:00"


def test_french_puts_no_break_spaces_where_a_line_must_not_break():
    words = Words("fr")
    assert words.text("unknown_figure", name="x", nearest="y").endswith("Les plus proches\u00a0: y.")
    assert words.text("kpi_views_question").endswith("lues\u202f?")
    assert "«\u00a0x\u00a0»" in words.text("invalid_day", seen="x")
    assert "90\u00a0%" in words.text("help_wait_for_maturity", day="x", share="12")


def test_english_writes_no_space_before_the_per_cent_sign():
    assert " 12%" in Words("en").text("help_wait_for_maturity", day="x", share="12")
    assert "100%" in Words("en").text("valid_share")


@pytest.mark.parametrize(("language", "expected"), [("en", "Low: 5%"), ("fr", "Low\u00a0: 5%")])
def test_a_label_takes_the_colon_of_its_language(language, expected):
    assert Words(language).labelled("Low", "5%") == expected


def test_a_period_of_one_day_is_one_day():
    words = Words("en")
    assert words.period(date(2026, 3, 1), date(2026, 3, 1)) == "1 Mar 2026"
    assert words.period(date(2026, 3, 1), date(2026, 3, 2)) == "1 Mar 2026 – 2 Mar 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_refused_for_its_rows_says_in_words_what_is_valid(language):
    facts = {"file": "a.csv", "rejected": 6, "rows": 8, "line": 2, "column": "fee", "seen": "x", "valid": "amount"}
    words = Words(language)
    said = words.error(SourceRefused("too_many_rejects", **facts))
    assert words.text("valid_amount") in said
    assert "6" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_that_comes_near_is_said_and_not_left_blank(language):
    said = Words(language).error(UnknownName("unknown_creator", seen="lea", nearest=[]))
    assert ": ." not in said
    assert "\u00a0: ." not in said


def test_a_problem_names_its_file_once_and_an_empty_cell_as_empty():
    reject = Reject(5, "creator", "", "filled_cell")
    error = SourceRefused("file_empty", file="b.csv")
    files = (
        FileReport(name="a.csv", status=Status.LOADED, rejected=1, rejects=(reject,)),
        FileReport(name="b.csv", status=Status.REFUSED, error=error),
    )
    first, second = import_problems(ImportReport(files), Words("en"))
    assert "saw an empty cell" in first
    assert second.count("b.csv") == 1


@pytest.mark.parametrize(("language", "said"), [("en", "no rows"), ("fr", "aucune ligne")])
def test_a_file_without_rows_is_not_called_loaded(language, said):
    report = ImportReport((FileReport(name="a.csv", status=Status.LOADED, kind="shopify_orders"),))
    (row,) = import_table(report, Words(language)).rows
    assert said in row[-1]


def test_the_data_check_writes_days_amounts_and_sources_as_the_reader_does():
    facts = {"source": "tiktok_ads_report", "table": "ad_day", "last": "2026-03-03", "days": 264}
    finding = Finding(code="check_stale", severity=Severity.WARNING, facts=facts)
    seen, _ = finding_words(finding, Words("fr"))
    assert "Rapport TikTok Ads Manager" in seen
    assert "3 mars 2026" in seen
    assert Words("fr").facts({"spend": "3716.18"}) == {"spend": "3\u202f716,18"}


def test_an_instant_is_written_in_words_and_its_zone_named():
    said = Words("en").text("import_waiting", **Words("en").facts({"who": "x", "pid": "1", "since": NOW}))
    assert "22 Nov 2026 00:57 UTC" in said
