"""Codes in bulk, as sheets and as messages, with everything that goes wrong in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tests.doubles import MemoryWorkspace
from upshot.decisions.spark.rights.code_rows import rows_of_file, rows_of_text
from upshot.decisions.spark.rights.importing import RowOutcome, import_codes
from upshot.errors import SourceRefused
from upshot.measures.programme import read_programme
from upshot.records.code_vault import CodeVault
from upshot.records.spark_book import SparkBook
from upshot.records.store import Records
from upshot.vocabulary.spark_rights import Evidence, EvidenceKind, RightState, SparkRight

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
UTC_ZONE = ZoneInfo("Europe/Paris")
SHEET = Evidence(EvidenceKind.IMPORT, "", "codes.csv")


def code(n: int) -> str:
    return f"#{n:04d}k2/Zz+9aWnB4LxR0tYvC3mE5sD8fG1hU6iOpPkA="


def link(n: int, creator: str = "lea") -> str:
    return f"https://www.tiktok.com/@{creator}/video/73000000000000000{n:02d}?is_from_webapp=1"


@pytest.fixture
def book(tmp_path: Path) -> SparkBook:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    records.create_workspace("brand")
    return SparkBook(records, "brand", CodeVault(tmp_path / "keys"))


def load(book: SparkBook, rows, **more):
    world = MemoryWorkspace({"post": [{"post_id": "7300000000000000050", "creator": "ines"}]},
                            {"creator": [{"creator": "ines"}, {"creator": "tom"}]})  # fmt: skip
    programme = read_programme(world, UTC_ZONE)
    return import_codes(rows, book, programme, actor="ana", now=NOW, zone=UTC_ZONE, evidence=SHEET, **more)


def outcomes(done) -> list[str]:
    return [row.outcome.value for row in done.rows]


def test_a_sheet_fills_waiting_rights_and_drafts_missing_ones(book):
    book.add(SparkRight("", "lea", "7300000000000000001"), actor="ana", now=NOW)
    text = (
        f"Lien de la vidéo;Créateur;Code Spark;Durée\n{link(1)};@lea;{code(1)};30 jours\n{link(2)};lea;{code(2)};60\n"
    )
    assert outcomes(load(book, rows_of_text(text))) == ["taken", "drafted"]
    assert [(r.post_id[-2:], r.state, r.code.days) for r in book.list()] == [
        ("01", RightState.CODE_RECEIVED, 30), ("02", RightState.CODE_RECEIVED, 60)
    ]  # fmt: skip


def test_the_same_sheet_again_changes_nothing(book):
    rows = rows_of_text(f"post,code\n{link(1)},{code(1)}\n")
    load(book, rows)
    before = book.events()
    assert outcomes(load(book, rows)) == ["same"]
    assert book.events() == before


def test_every_bad_row_is_named_and_the_good_one_is_taken(book):
    owner = book.add(SparkRight("", "zoe", "7300000000000000040"), actor="ana", now=NOW)
    book.put_code(owner.right_id, code(40), actor="ana", now=NOW)
    bad = [
        (f"{link(1)},{code(1)},,", "drafted"),
        (f"{link(2)},#é!,,", "malformed"),
        (f"{link(3)},{code(3)},12,", "bad_days"),
        (f"{link(4)},{code(4)},30,32/13/2026", "bad_date"),
        (f"{link(5)},{code(40)},,", "used"),
        (f"{link(6)},{code(6)},,", "repeated"),
        (f"{link(7)},{code(6)},,", "repeated"),
        ("7300000000000000099," + code(8) + ",,", "unknown_post"),
        (f"https://vm.tiktok.com/ZMabc/,{code(9)},,", "short_link"),
        (f",{code(10)},,", "no_post"),
        (f"{link(11)},,,", "no_code"),
        (f"https://www.tiktok.com/@tom/video/7300000000000000050,{code(12)},,", "drafted"),
        (f"{link(1)},{code(13)},,", "repeated"),
    ]
    text = "\n".join(["post_url,code,days,authorised_until", *(row for row, _ in bad)])
    done = load(book, rows_of_text(text))
    assert outcomes(done) == [outcome for _, outcome in bad]
    assert [row.line for row in done.rows] == list(range(2, 2 + len(bad)))
    assert {right.creator for right in book.list()} == {"zoe", "lea", "ines"}


def test_messages_are_read_link_first_code_first_and_on_one_line():
    first = rows_of_text(f"Salut ! {link(1)}\nle code :\n{code(1)}\n(valable 60 jours)\n\n{link(2)}\n{code(2)} 30 days")
    assert [(row.post[-25:-20], row.code, row.days) for row in first] == [
        (link(1)[-25:-20], code(1), "60"), (link(2)[-25:-20], code(2), "30")
    ]  # fmt: skip
    second = rows_of_text(f"{code(3)}\npour {link(3)}\n{code(4)}\npour {link(4)}")
    assert [(row.code, row.post) for row in second] == [(code(3), link(3)), (code(4), link(4))]
    third = rows_of_text(f"{link(5)} {code(5)}\n@tom {code(6)}")
    assert [(row.code, row.creator) for row in third] == [(code(5), "lea"), (code(6), "tom")]


def test_a_link_without_a_code_is_named_and_not_lost():
    rows = rows_of_text(f"{link(1)}\n{link(2)}\n{code(2)}\n")
    assert [(row.line, bool(row.code)) for row in rows] == [(1, False), (3, True)]


def test_a_lone_code_goes_to_the_only_right_that_waits_for_its_creator(book):
    right = book.add(SparkRight("", "tom", "7300000000000000060"), actor="ana", now=NOW)
    done = load(book, rows_of_text(f"@tom {code(1)}"))
    assert [(row.outcome, row.right_id) for row in done.rows] == [(RowOutcome.TAKEN, right.right_id)]


def test_a_code_for_somebody_elses_post_is_refused(book):
    done = load(book, rows_of_text(f"post,creator,code\n7300000000000000050,tom,{code(1)}"))
    assert [(row.outcome.value, dict(row.facts)) for row in done.rows] == [("other_creator", {"known": "ines"})]


def test_the_old_code_does_not_renew_a_right(book):
    load(book, rows_of_text(f"post,code\n{link(1)},{code(1)}"))
    (older,) = book.list()
    seen = Evidence(EvidenceKind.ATTESTATION)
    book.record_event(older.right_id, RightState.AUTHORISED, actor="ana", at=NOW, evidence=seen)
    book.add(SparkRight("", "lea", older.post_id, replaces=older.right_id), actor="ana", now=NOW)
    assert outcomes(load(book, rows_of_text(f"post,code\n{link(1)},{code(1)}"))) == ["old_code"]
    assert outcomes(load(book, rows_of_text(f"post,code\n{link(1)},{code(2)}"))) == ["taken"]


def test_a_dry_run_writes_nothing(book):
    assert outcomes(load(book, rows_of_text(f"post,code\n{link(1)},{code(1)}"), is_dry_run=True)) == ["drafted"]
    assert book.list() == ()


def test_a_spreadsheet_with_a_title_above_its_header(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Spark codes, May"])
    workbook.active.append([])
    workbook.active.append(["Video URL", "Spark code", "Expires"])
    workbook.active.append([link(1), code(1), "2026-06-30"])
    workbook.save(tmp_path / "codes.xlsx")
    (row,) = rows_of_file(tmp_path / "codes.xlsx")
    assert (row.line, row.post, row.code, row.ends_at) == (4, link(1), code(1), "2026-06-30")


def test_a_windows_file_with_semicolons(tmp_path):
    (tmp_path / "codes.csv").write_bytes(f"Créateur;Lien;Code\r\nlea;{link(1)};{code(1)}\r\n".encode("cp1252"))
    (row,) = rows_of_file(tmp_path / "codes.csv")
    assert (row.creator, row.code) == ("lea", code(1))


def test_a_ragged_sheet_never_quotes_a_code_in_its_complaint(tmp_path):
    (tmp_path / "codes.csv").write_text(f'post,code\n{link(1)},{code(1)},x,y\n"{link(2)},{code(2)}\n')
    rows = rows_of_file(tmp_path / "codes.csv")
    assert code(1) in {row.code for row in rows}
    assert code(1) not in repr(rows)


def test_a_picture_is_refused(tmp_path):
    (tmp_path / "codes.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(SourceRefused):
        rows_of_file(tmp_path / "codes.png")


def test_a_day_without_a_time_counts_from_its_beginning(book):
    load(book, rows_of_text(f"post,code,expires\n{link(1)},{code(1)},30/06/2026"))
    assert book.list()[0].code.end == datetime(2026, 6, 29, 22, tzinfo=UTC)
