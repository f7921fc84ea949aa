"""Columns by declaration: headers matched, bad cells kept as rejects, rows refused or kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from upshot.errors import InvalidInput, SourceRefused
from upshot.sources.base import ReadContext
from upshot.sources.catalogue import detect_kind
from upshot.sources.fields import Field, header_key, match_headers, read_document
from upshot.sources.parsing import DAY, MONEY, TEXT, WHOLE
from upshot.sources.reading import open_documents
from upshot.surfaces.wording import LANGUAGES, Words
from upshot.vocabulary.tables import MARKETING_DAY

CONTEXT = ReadContext(now=datetime(2026, 1, 1, tzinfo=UTC), currency="EUR")
FIELDS = (
    Field("channel", ("Channel", "Canal"), TEXT, required=True),
    Field("day", ("Day", "Jour"), DAY, required=True),
    Field("spend", ("Cost", "Coût"), MONEY),
    Field("impressions", ("Impressions",), WHOLE, keep_row=True),
)


def _document(tmp_path, text):
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    (document,) = open_documents(path)
    return document


def _batch(tmp_path, text):
    (batch,) = read_document(MARKETING_DAY, FIELDS, _document(tmp_path, text), 0, CONTEXT)
    return batch


@pytest.mark.parametrize("header", ["coût", "COUT", "\ufeffCoût ", "Cou\u0302t", "Coût\u00a0(EUR)", "Coût\n(EUR)"])
def test_case_accents_blanks_and_a_currency_in_brackets_do_not_hide_a_header(header):
    header_map = match_headers(FIELDS, ["Canal", "Jour", header], CONTEXT)
    assert header_map.columns["spend"] == header


def test_the_users_word_wins_over_the_known_one():
    context = ReadContext(now=CONTEXT.now, header_aliases={"Net": "spend"})
    assert match_headers(FIELDS, ["Canal", "Jour", "Coût", "net"], context).columns["spend"] == "net"


def test_the_preferred_header_wins_where_two_are_there():
    assert match_headers(FIELDS, ["Canal", "Channel", "Day"], CONTEXT).columns["channel"] == "Channel"


def test_unknown_headers_are_listed_with_the_nearest_known_one():
    header_map = match_headers(FIELDS, ["Canal", "Jour", "Impresions", "Notes"], CONTEXT)
    assert header_map.unknown == ("Impresions", "Notes")
    assert header_map.nearest == {"Impresions": "Impressions"}


def test_a_missing_column_is_named_with_what_was_seen():
    with pytest.raises(InvalidInput) as refusal:
        match_headers(FIELDS, ["Channell", "Day"], CONTEXT, file="f.csv")
    facts = refusal.value.facts
    assert (refusal.value.code, facts["missing"], facts["nearest"]) == ("columns_missing", ["Channel"], ["Channell"])


def test_bad_cells_are_rejects_with_line_header_seen_and_valid(tmp_path):
    rows = ("tv;2025-01-01;1,50;7", '"t\nv";soon;2,50;1', "radio;2025-01-02;dear;1", ";2025-01-03;1,50;1")
    text = "\n".join(("Canal;Jour;Coût;Impressions", *rows))
    batch = _batch(tmp_path, text)
    assert [(reject.line, reject.column, reject.seen, reject.valid) for reject in batch.rejects] == [
        (3, "Jour", "soon", "day"),
        (5, "Coût", "dear", "amount"),
        (6, "Canal", "", "filled_cell"),
    ]
    assert (batch.rows_read, batch.rejected, batch.rows.num_rows) == (4, 3, 1)
    assert batch.rows.schema == MARKETING_DAY.arrow_schema()


def test_a_cell_that_may_be_lost_leaves_its_row(tmp_path):
    batch = _batch(tmp_path, "Canal,Jour,Impressions\ntv,2025-01-01,many\n")
    assert (batch.rejected, len(batch.rejects), batch.rows.column("impressions").to_pylist()) == (0, 1, [None])


def test_a_cut_last_line_is_refused(tmp_path):
    batch = _batch(tmp_path, "Canal,Jour,Impressions\ntv,2025-01-01,5\ntv,2025-0")
    assert [(reject.line, reject.valid) for reject in batch.rejects] == [(3, "as_many_cells_as_headers")]


def test_the_order_of_day_and_month_is_learnt_from_any_row_of_a_large_file(tmp_path):
    early = "tv and a long name to fill the block,05/01/2025,1\n" * 150_000
    batches = list(
        read_document(
            MARKETING_DAY, FIELDS, _document(tmp_path, f"Canal,Jour,Impressions\n{early}tv,25/01/2025,1\n"), 0, CONTEXT
        )
    )
    assert len(batches) > 1
    assert str(batches[0].rows.column("day")[0]) == "2025-01-05"


def test_days_that_always_read_both_ways_are_a_question_to_the_user(tmp_path):
    with pytest.raises(InvalidInput) as refusal:
        _batch(tmp_path, "Canal,Jour\ntv,05/01/2025\n")
    assert refusal.value.facts == {"file": "f.csv", "column": "Jour", "seen": "05/01/2025"}


def test_an_unknown_file_is_answered_with_its_header_and_the_nearest_kind(tmp_path):
    with pytest.raises(SourceRefused) as refusal:
        detect_kind(_document(tmp_path, "Campaign name,Cost,Frobs\na,1,2\n"))
    facts = refusal.value.facts
    assert (refusal.value.code, facts["nearest"]) == ("unknown_file_kind", "tiktok_ads_report")
    assert "Impressions" in facts["missing"]
    for language in LANGUAGES:
        assert "Frobs" in Words(language).error(refusal.value)


def test_a_header_key_keeps_what_tells_headers_apart():
    assert header_key("Clicks (all)") != header_key("Clicks (destination)")
    assert header_key("Video views at 25%") != header_key("Video views at 50%")
