"""TikTok's advertising reports: what becomes a row of `ad_day`, what a total, what is refused."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter

from upshot.errors import InvalidInput, SourceRefused, UnknownName
from upshot.registries.ad_report_headers import ad_report_headers
from upshot.sources.base import Batch, ReadContext
from upshot.sources.catalogue import SOURCES, detect_kind, source_named
from upshot.sources.fields import header_key
from upshot.sources.reading import open_documents
from upshot.sources.tiktok_ads.periods import cell_span, span_in
from upshot.vocabulary.tables import TABLES

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _batches(path: Path, kind: str | None = None, **context) -> list[Batch]:
    batches = []
    for document in open_documents(path):
        source = source_named(kind) if kind else detect_kind(document)[0]
        batches += source.read(document, ReadContext(now=NOW, **context))
    return batches


def _rows(batches: list[Batch], table: str) -> list[dict]:
    return [row for batch in batches if batch.table == table for row in batch.rows.to_pylist()]


def _csv(tmp_path: Path, text: str, name: str = "report.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8-sig")
    return path


HEADER = "Campaign name,Campaign ID,Ad group ID,Ad ID,By Day,Currency,Cost,Impressions,Reach,Clicks (destination)"
TWO_DAYS = f"""{HEADER}
Été,17,18,1900000000000000001,2025-09-01,EUR,"1,234.50","12,345","10,000",12
Été,17,18,1900000000000000001,2025-09-02,EUR,0.50,-,--,N/A
Total of 2 results,-,-,-,-,-,1235.00,12345,-,12
"""


def test_an_ad_manager_export_becomes_one_row_per_ad_and_day(tmp_path):
    first, second = _rows(_batches(_csv(tmp_path, TWO_DAYS), account_id="acc"), "ad_day")
    assert (first["account_id"], first["ad_id"], first["day"]) == ("acc", "1900000000000000001", date(2025, 9, 1))
    assert (first["spend"], first["impressions"], first["reach"]) == (Decimal("1234.5000"), 12345, 10000)
    assert (second["spend"], second["impressions"], second["clicks_destination"]) == (Decimal("0.5000"), None, None)


def test_a_totals_row_that_agrees_leaves_no_trace(tmp_path):
    batches = _batches(_csv(tmp_path, TWO_DAYS))
    assert sum(batch.rows_read for batch in batches) == 2
    assert [batch.rejects for batch in batches if batch.rejects] == []


def test_a_totals_row_that_disagrees_is_reported_and_rejects_nothing(tmp_path):
    batches = _batches(_csv(tmp_path, TWO_DAYS.replace("1235.00,12345", "1235.00,99999")))
    (warning,) = [reject for batch in batches for reject in batch.rejects]
    assert (warning.line, warning.column, warning.valid) == (4, "Impressions", "sum_of_rows")
    assert "99999" in warning.seen
    assert sum(batch.rejected for batch in batches) == 0


@pytest.mark.parametrize(
    "total",
    [
        *("Total of 2 results", "Total de 2 résultats", "Total de 2 resultados", "Gesamt", "Totaux", "Grand total", ""),
        *("total", "Summe von 2 Ergebnissen"),
    ],
)
def test_a_totals_row_is_known_in_every_language(tmp_path, total):
    batches = _batches(_csv(tmp_path, TWO_DAYS.replace("Total of 2 results", total)))
    assert len(_rows(batches, "ad_day")) == 2


def test_a_campaign_that_is_called_total_is_a_campaign(tmp_path):
    text = TWO_DAYS.replace("Été,17", "Total,17")
    assert len(_rows(_batches(_csv(tmp_path, text)), "ad_day")) == 2


def test_parts_of_an_ads_day_add_up_and_reach_does_not(tmp_path):
    text = (
        "Ad ID,By Day,Age,Gender,Cost,Impressions,Reach,2-second video views\n"
        "19,2025-09-01,18-24,FEMALE,1.10,100,90,7\n19,2025-09-01,25-34,FEMALE,2.20,50,40,-\n"
        "19,2025-09-02,18-24,MALE,3.00,10,9,1\n"
    )
    first, second = _rows(_batches(_csv(tmp_path, text)), "ad_day")
    assert (first["spend"], first["impressions"], first["reach"]) == (Decimal("3.3000"), 150, None)
    assert first["video_views_2s"] == 7
    assert second["reach"] == 9


def test_hours_add_up_to_their_day(tmp_path):
    text = "ad_id,stat_time_hour,spend,impressions\n19,2025-09-01 10:00:00,1.5,3\n19,2025-09-01 11:00:00,2.5,4\n"
    (row,) = _rows(_batches(_csv(tmp_path, text)), "ad_day")
    assert (row["day"], row["spend"], row["impressions"]) == (date(2025, 9, 1), Decimal("4.0000"), 7)


def test_an_unexplained_repetition_of_an_ads_day_is_refused_rather_than_counted_twice(tmp_path):
    line = "Été,17,18,19,2025-09-01,EUR,1.00,10,9,1\n"
    with pytest.raises(InvalidInput) as refusal:
        _batches(_csv(tmp_path, f"{HEADER}\n{line}{line}"))
    assert (refusal.value.code, refusal.value.facts["repeated"]) == ("ad_day_repeated", 1)


def test_an_ad_without_a_day_takes_the_period_of_the_file_name(tmp_path):
    text = "Ad ID,Ad name,Cost,Impressions,Paid likes\n19,Spark,10.00,100,5\n"
    (row,) = _rows(_batches(_csv(tmp_path, text, "Report_2025-09-01 to 2025-09-30.csv")), "ad_total")
    assert (row["level"], row["entity_id"], row["entity_name"]) == ("ad", "19", "Spark")
    assert (row["starts_on"], row["ends_on"]) == (date(2025, 9, 1), date(2025, 9, 30))


def test_a_total_without_any_period_is_refused_and_the_users_period_wins(tmp_path):
    path = _csv(tmp_path, "Campaign name,Cost,Impressions,Paid likes\nÉté,10.00,100,5\n")
    with pytest.raises(InvalidInput, match="period_missing"):
        _batches(path)
    (row,) = _rows(_batches(path, period=(date(2025, 1, 1), date(2025, 1, 31))), "ad_total")
    assert (row["level"], row["entity_id"], row["ends_on"]) == ("campaign", "Été", date(2025, 1, 31))


@pytest.mark.parametrize(
    ("header", "level"),
    [("Campaign ID", "campaign"), ("Ad group ID,Campaign ID", "ad_group"), ("Account name", "account")],
)
def test_a_report_above_the_ad_is_a_total_of_its_level(tmp_path, header, level):
    names = ",".join("x" for _ in header.split(","))
    text = f"By Day,{header},Cost,Impressions,Paid likes\n2025-09-01,{names},1,2,3\n"
    (row,) = _rows(_batches(_csv(tmp_path, text)), "ad_total")
    assert (row["level"], row["entity_id"], row["starts_on"], row["ends_on"]) == (level, "x", *[date(2025, 9, 1)] * 2)


FRENCH = """Campagne;ID de l'annonce;Par jour;Coût;Impressions;Couverture;Clics (destination);Vues de vidéo à 25 %
Été;1900000000000000001;13/09/2025;1\u202f234,56\u00a0€;12\u00a0345;-;12;1\u202f000
Total de 1 résultats;;;1\u202f234,56\u00a0€;12\u00a0345;;12;1\u202f000
"""
SPANISH = """Campaña;ID del anuncio;Por día;Coste;Impresiones;Clics (destino);Visualizaciones de vídeo al 25 %
Été;1900000000000000001;13/09/2025;1.234,56 €;12.345;12;1.000
"""
PORTUGUESE = """Campanha;ID do anúncio;Por dia;Custo;Impressões;Cliques (destino);Visualizações de vídeo em 25%
Été;1900000000000000001;13/09/2025;€ 1.234,56;12.345;12;1.000
"""
GERMAN = """Kampagnenname;Anzeigen-ID;Nach Tag;Kosten;Impressionen;Klicks (Ziel);Videoaufrufe bei 25 %
Été;1900000000000000001;13.09.2025;1.234,56 €;12.345;12;1.000
"""
OLDER = """Campaign Name,AD ID,Date,Spend (EUR),Impression,Clicks (Destination),Video Views At 25%
Été,1900000000000000001,2025-09-13,"1,234.56","12,345",12,"1,000"
"""


@pytest.mark.parametrize("text", [FRENCH, SPANISH, PORTUGUESE, GERMAN, OLDER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_same_day_in_five_languages_is_the_same_row(tmp_path, text, encoding):
    path = tmp_path / "r.csv"
    path.write_bytes(text.replace("\u202f", "\u00a0").encode(encoding))
    (row,) = _rows(_batches(path), "ad_day")
    assert (row["campaign_name"], row["ad_id"], row["day"]) == ("Été", "1900000000000000001", date(2025, 9, 13))
    assert (row["spend"], row["currency"], row["impressions"]) == (Decimal("1234.5600"), "EUR", 12345)
    assert (row["clicks_destination"], row["video_views_p25"]) == (12, 1000)


def test_headers_that_nobody_knows_are_mapped_by_the_user(tmp_path):
    text = "kenmerk,dag,uitgaven,vertoningen\n19,2025-09-01,1.50,3\n"
    path = _csv(tmp_path, text)
    aliases = {"kenmerk": "ad_id", "Dag": "day", "uitgaven": "spend", "vertoningen": "impressions"}
    (row,) = _rows(_batches(path, "tiktok_ads_report", header_aliases=aliases), "ad_day")
    assert (row["ad_id"], row["spend"]) == ("19", Decimal("1.5000"))
    with pytest.raises(InvalidInput, match="ads_columns_missing"):
        _batches(path, "tiktok_ads_report")


def test_a_damaged_id_costs_its_row_and_a_bad_count_only_its_cell(tmp_path):
    text = f"{HEADER}\nA,17,18,1.71E+15,2025-09-01,EUR,1,1,1,1\nA,17,18,19,2025-09-01,EUR,2,many,1,1\n"
    batches = _batches(_csv(tmp_path, text))
    (row,) = _rows(batches, "ad_day")
    assert (row["ad_id"], row["impressions"], row["spend"]) == ("19", None, Decimal("2.0000"))
    rejects = [(reject.line, reject.column, reject.seen, reject.valid) for reject in batches[0].rejects]
    assert rejects == [(2, "Ad ID", "1.71E+15", "whole_id"), (3, "Impressions", "many", "whole_number")]
    assert batches[0].rejected == 1


def test_two_ads_of_one_name_stay_apart_where_no_id_was_exported(tmp_path):
    rows = ("A,Ad 1,2025-09-01,1,1", "B,Ad 1,2025-09-01,2,2", "B,Ad 2,2025-09-01,4,4")
    text = "\n".join(("Campaign name,Ad name,By Day,Cost,Impressions", *rows))
    rows = _rows(_batches(_csv(tmp_path, text)), "ad_day")
    assert {row["ad_id"]: row["spend"] for row in rows} == {
        "A / Ad 1": Decimal("1.0000"),
        "B / Ad 1": Decimal("2.0000"),
        "Ad 2": Decimal("4.0000"),
    }


def test_the_post_of_a_spark_ad_and_shop_purchases_are_kept(tmp_path):
    header = "Ad ID,By Day,TikTok post ID,Cost,Impressions,Purchases (Shop),Gross revenue (Shop)"
    text = f"{header}\n19,2025-09-01,73,1,1,4,80.5\n"
    (row,) = _rows(_batches(_csv(tmp_path, text)), "ad_day")
    assert (row["post_id"], row["purchases"], row["purchase_value"]) == ("73", 4, Decimal("80.5000"))


def test_the_data_sheet_of_a_workbook_imports_and_a_pivot_is_refused(tmp_path):
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        data, pivot = book.add_worksheet("data"), book.add_worksheet("pivot")
        data.write_row(1, 0, ["Ad ID", "By Day", "Cost", "Impressions"])
        data.write_row(2, 0, ["1900000000000000001", datetime(2025, 9, 1), 12.5, 100])
        pivot.write_row(0, 0, ["Row labels", "Sum of Cost"])
    first, second = open_documents(path)
    source, detection = detect_kind(first)
    (batch,) = source.read(first, ReadContext(now=NOW))
    assert (detection.header_row, batch.rows.to_pylist()[0]["spend"]) == (1, Decimal("12.5000"))
    with pytest.raises(SourceRefused, match="unknown_file_kind"):
        detect_kind(second)


@pytest.mark.shared_data
def test_real_api_records_import_by_their_own_level(shared_data):
    """Values read by hand in the file: airbyte's expected records of October 2021 (reach 31,579 over eight days)."""
    path = shared_data / "tiktok_ads" / "marketing_api_report_records.jsonl"
    batches = _batches(path, account_id="acc")
    rows = _rows(batches, "ad_total")
    first = next(row for row in rows if row["entity_id"] == "1714125049901106" and row["starts_on"].day == 20)
    assert (first["level"], first["entity_name"]) == ("ad_group", "Ad Group20211020010107")
    assert (first["campaign_id"], first["campaign_name"]) == ("1714125042508817", "Website Traffic20211020010104")
    assert (first["spend"], first["impressions"], first["clicks_destination"]) == (Decimal("20.0000"), 3765, 53)
    assert (first["reach"], first["video_views"], first["video_views_2s"], first["likes_paid"]) == (3134, 3344, 408, 36)
    assert sorted(row["level"] for row in rows) == ["ad_group"] * 4 + ["campaign"] * 4
    assert (sum(batch.rows_read for batch in batches), sum(batch.rejected for batch in batches)) == (11, 3)
    whole_life = _batches(path, account_id="acc", period=(date(2021, 10, 19), date(2021, 10, 28)))
    assert len(_rows(whole_life, "ad_total")) == 11


@pytest.mark.shared_data
def test_every_real_advertising_file_imports_or_is_refused_by_name(shared_data):
    outcome = {}
    for path in sorted((shared_data / "tiktok_ads").glob("*/*.csv")):
        try:
            batches = _batches(path)
            outcome[path.name] = sum(batch.rows_read for batch in batches)
        except SourceRefused as refusal:
            outcome[path.name] = refusal.code
    assert outcome == {
        "tiktok_ad_history_data.csv": "ads_table_without_figures",
        "tiktok_ad_report_hourly_data.csv": 4,
        "tiktok_adgroup_history_data.csv": "ads_table_without_figures",
        "tiktok_adgroup_report_hourly_data.csv": 4,
        "tiktok_advertiser_data.csv": "ads_table_without_figures",
        "tiktok_campaign_country_report_data.csv": 11,
        "tiktok_campaign_history_data.csv": "ads_table_without_figures",
        "tiktok_campaign_report_hourly_data.csv": 4,
        "Business.csv": "unknown_file_kind",
        "Facebook.csv": "unknown_file_kind",
        "Google.csv": "unknown_file_kind",
        "TikTok.csv": 1329,
    }


@pytest.mark.shared_data
def test_the_claimed_revenue_of_the_simulated_set_keeps_its_sum(shared_data):
    import csv

    path = shared_data / "tiktok_ads" / "marketing_intel_2024" / "TikTok.csv"
    with path.open() as stream:
        expected = sum(Decimal(row["attributed_revenue"]) for row in csv.DictReader(stream))
    assert sum(row["purchase_value"] for row in _rows(_batches(path), "ad_total")) == expected


def test_a_period_is_found_in_the_usual_file_names():
    span = (date(2025, 9, 1), date(2025, 9, 30))
    names = (
        "Ads_2025-09-01 to 2025-09-30.csv",
        "x_20250901-20250930.xlsx",
        "r 2025-09-01_2025-09-30",
        "2025.09.01 – 2025.09.30",
    )
    assert [span_in(name) for name in names] == [span] * 4
    assert span_in("report-20250930-20250901") is None
    assert cell_span("2025-02", is_week=False) == (date(2025, 2, 1), date(2025, 2, 28))
    assert cell_span("2025-09-01 - 2025-09-07", is_week=True) == (date(2025, 9, 1), date(2025, 9, 7))


def test_every_known_header_has_one_meaning_a_source_and_a_date():
    meanings: dict[str, set[str]] = {}
    for row in ad_report_headers():
        meanings.setdefault(header_key(row.header), set()).add(row.metric)
        assert row.source
        assert row.seen_on.year >= 2026
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}
    assert {row.confidence for row in ad_report_headers() if row.language == "fr"} == {"C", "D"}


def test_kinds_are_unique_and_a_misspelt_one_is_answered_with_the_nearest():
    kinds = [source.kind for source in SOURCES]
    assert len(set(kinds)) == len(kinds)
    assert all(table in TABLES for source in SOURCES for table in source.tables)
    with pytest.raises(UnknownName) as refusal:
        source_named("tiktok_ad_report")
    assert "tiktok_ads_report" in refusal.value.facts["nearest"]


def test_the_order_of_rows_does_not_matter(tmp_path):
    lines = [f"A,{age},19,2025-09-0{day},{day}.5{age},1{age}" for day in (1, 2, 3) for age in (1, 2)]
    header = "Campaign name,Age,Ad ID,By Day,Cost,Impressions\n"
    forward = _rows(_batches(_csv(tmp_path, header + "\n".join(lines))), "ad_day")
    backward = _rows(_batches(_csv(tmp_path, header + "\n".join(reversed(lines)))), "ad_day")
    assert forward == sorted(backward, key=lambda row: row["day"])


def test_ten_thousand_ads_by_age_across_batches_keep_their_sum(tmp_path):
    out = io.StringIO()
    out.write("Ad ID,By Day,Age,Cost,Impressions,Clicks (all)\n")
    for age in ("18-24", "25-34", "35-44"):
        for ad in range(60_000):
            out.write(f"{10**18 + ad},2025-09-01,{age},0.01,1,0\n")
    batches = _batches(_csv(tmp_path, out.getvalue()))
    table = pa.concat_tables([batch.rows for batch in batches])
    assert table.num_rows == 60_000
    assert set(table.column("impressions").to_pylist()) == {3}
    assert sum(batch.rows_read for batch in batches) == 180_000
