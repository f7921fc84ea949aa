"""Opening files: what arrives as a table, with which lines, and what is refused by name."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upshot.errors import SourceRefused
from upshot.sources.reading import open_documents
from upshot.sources.reading.sniffing import delimiter_of


def _rows(path: Path, header_row: int = 0) -> list[dict]:
    (document,) = open_documents(path)
    return pa.Table.from_batches(document.text_batches(header_row)).to_pylist()


def _read_all(path: Path) -> None:
    for document in open_documents(path):
        list(document.text_batches(0))


def _write(tmp_path: Path, content: bytes, name: str = "export.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_lines_are_physical_lines_even_behind_quoted_newlines_blank_and_ragged_rows(tmp_path):
    content = b'# a comment\n\na,b,c\n1,2,3\n\n"x\ny",2,3\n1,2\n1,2,3,4\n7,"8\n9",q\nTotal\nend,1,2\n'
    rows = _rows(_write(tmp_path, content), header_row=2)
    lines = {row["a"]: row["__line"] for row in rows}
    assert lines == {"1": 9, "x\ny": 6, "7": 10, "Total": 12, "end": 13}
    assert [row["__line"] for row in rows] == [4, 6, 8, 9, 10, 12, 13]
    assert [row["__line"] for row in rows if row["__ragged"]] == [8, 9, 12]


@pytest.mark.parametrize("mark", ["-", "--", "N/A", "NaN", "NAN", "undefined", "null", "", "   ", "\u00a0", "-\t"])
def test_a_missing_mark_is_null(tmp_path, mark):
    assert _rows(_write(tmp_path, f"a,b\n1,{mark}\n".encode()))[0]["b"] is None


def test_cells_lose_the_blanks_around_them_and_nothing_inside(tmp_path):
    (row,) = _rows(_write(tmp_path, "a,b,c\n 1\t,\u00a0x y\u202f,\ufeffNA\n".encode()))
    assert (row["a"], row["b"], row["c"]) == ("1", "x y", "NA")  # NA is Namibia, not missing


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_gives_the_same_cells(tmp_path, encoding):
    content = "Coût;Âge\n1 234,56 €;été\n".encode(encoding)
    (row,) = _rows(_write(tmp_path, content))
    assert (row["Coût"], row["Âge"]) == ("1 234,56 €", "été")


def test_a_windows_1252_cell_after_a_megabyte_of_ascii_is_still_read(tmp_path):
    content = b"a,b\n" + b"1,plain text here\n" * 70_000 + b"2,caf\xe9\n"
    assert _rows(_write(tmp_path, content))[-1]["b"] == "café"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_cells_hold_the_others(delimiter):
    lines = [delimiter.join(["day", "caption", "cost"])] + [
        delimiter.join(["2025-01-01", '"a,b;c|d"', "12.5"]) for _ in range(5)
    ]
    assert delimiter_of("\n".join(lines)) == delimiter


def test_decimal_commas_do_not_win_over_semicolons():
    assert delimiter_of("Date;Coût;CPM\n2025-01-01;12,50;3,10\n2025-01-02;1,50;3,20\n") == ";"


def test_a_spare_delimiter_at_the_end_of_every_row_is_no_error(tmp_path):
    rows = _rows(_write(tmp_path, b"a,b\n1,2,\n3,4,\n"))
    assert [(row["a"], row["b"], row["__ragged"]) for row in rows] == [("1", "2", False), ("3", "4", False)]


def test_repeated_headers_are_numbered(tmp_path):
    (row,) = _rows(_write(tmp_path, b"a,a,a\n1,2,3\n"))
    assert (row["a"], row["a.1"], row["a.2"]) == ("1", "2", "3")


def test_a_header_with_a_line_break_is_one_header(tmp_path):
    (document,) = open_documents(_write(tmp_path, b'"Video\nviews",b\n1,2\n'))
    assert document.head[0] == ["Video\nviews", "b"]
    assert next(document.text_batches(0)).to_pylist()[0]["__line"] == 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,;"\n é1'), max_size=6).map(str.strip), min_size=3, max_size=3)
        .filter(any)
        .filter(lambda row: not {"-", "--"} & set(row)),
        min_size=1,
        max_size=30,
    )
)
@example(table=[["", ";;", "1\n;;1"], ["", ";;", "1\n;;"]])  # other delimiters inside quotes, as regular as a table
def test_whatever_python_writes_comes_back_with_its_line(tmp_path_factory, table):
    import csv

    path = tmp_path_factory.mktemp("any") / "any.csv"
    lines = []
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["x", "y", "z"])
        for row in table:
            stream.flush()
            lines.append(path.read_text(encoding="utf-8").count("\n") + 1)
            writer.writerow(row)
    got = _rows(path)
    assert [[row[name] or "" for name in "xyz"] for row in got] == table
    assert [row["__line"] for row in got] == lines


def _workbook(path: Path, *, sheets: dict[str, list[list]], first_row: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number + first_row, 0, row)
            if name == "hidden":
                sheet.hide()
    return path


def test_each_visible_sheet_is_a_document_and_blank_first_rows_keep_their_numbers(tmp_path):
    path = _workbook(
        tmp_path / "r.xlsx", sheets={"data": [["day", "n"], ["2025-01-01", 3]], "hidden": [["q"]]}, first_row=2
    )
    (document,) = open_documents(path)
    assert document.head == [[], [], ["day", "n"], ["2025-01-01", "3"]]
    assert next(document.text_batches(2)).to_pylist() == [
        {"day": "2025-01-01", "n": "3", "__line": 4, "__ragged": False}
    ]


def test_an_id_that_a_spreadsheet_kept_as_a_number_shows_that_it_is_damaged(tmp_path):
    path = _workbook(tmp_path / "r.xlsx", sheets={"data": [["id"], [1712345678901234567]]})
    (document,) = open_documents(path)
    assert document.head[1] == ["1.71235E+18"]


def test_json_lines_flatten_with_dots_and_keep_long_ids_whole(tmp_path):
    record = {"metrics": {"spend": "20.000"}, "dimensions": {"ad_id": 1714125049901106999}}
    path = _write(tmp_path, (json.dumps(record) + "\n" + json.dumps(record)).encode(), "r.txt")
    assert _rows(path)[1] == {
        "metrics.spend": "20.000",
        "dimensions.ad_id": "1714125049901106999",
        "__line": 2,
        "__ragged": False,
    }


def test_an_api_answer_is_the_list_inside_it(tmp_path):
    path = _write(tmp_path, json.dumps({"code": 0, "data": {"list": [{"a": 1}, {"a": 2}]}}).encode())
    assert [row["a"] for row in _rows(path)] == ["1", "2"]


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_gives_its_members_by_name_through_nested_archives(tmp_path):
    inner = _zip({"deep.csv": b"a,b\n1,2\n"})
    content = _zip(
        {"Overview.csv": b"a,b\n1,2\n", "__MACOSX/._x": b"x", "in.zip": inner, "g.csv.gz": gzip.compress(b"a;b\n1;2\n")}
    )
    names = [document.name for document in open_documents(_write(tmp_path, content, "a.zip"))]
    assert names == ["a.zip!Overview.csv", "a.zip!in.zip!deep.csv", "a.zip!g.csv"]


def test_a_bad_member_keeps_its_place_and_its_neighbours_import(tmp_path):
    content = _zip({"photo.pdf": b"%PDF-1.4", "x.csv": b"a,b\n1,2\n"})
    bad, good = open_documents(_write(tmp_path, content, "a.zip"))
    with pytest.raises(SourceRefused, match="file_not_a_table"):
        list(bad.text_batches(0))
    assert good.head == [["a", "b"], ["1", "2"]]


def _encrypted() -> bytes:
    content = bytearray(_zip({"a.csv": b"a,b\n1,2\n"}))
    content[6] |= 1
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {  # made when asked for: two of them hold 80 MB and more
    "nothing": (lambda: b"", "file_empty"),
    "blank lines": (lambda: b"\n \n", "file_empty"),
    "PDF": (lambda: b"%PDF-1.7 ...", "file_not_a_table"),
    "HTML": (lambda: b"  <!DOCTYPE html><html><table>", "file_not_a_table"),
    "HTML in UTF-16": (lambda: b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "file_not_a_table"),
    "every byte": (lambda: bytes(range(256)) * 40, "file_not_a_table"),
    "PNG": (lambda: b"\x89PNG\r\n\x1a\n", "file_not_a_table"),
    "Parquet": (lambda: b"PAR1....", "parquet_broken"),
    "cut zip": (lambda: _zip({"a.csv": b"a,b\n" + b"1,2\n" * 999})[:80], "archive_damaged"),
    "cut gzip": (lambda: gzip.compress(b"a,b\n" + b"1,2\n" * 9999)[:60], "archive_damaged"),
    "empty zip": (lambda: _zip({}), "archive_without_files"),
    "encrypted zip": (_encrypted, "archive_encrypted"),
    "zip bomb": (lambda: _zip({"a.csv": b"0" * (90 << 20)}), "archive_bomb"),
    "gzip bomb": (lambda: gzip.compress(b"1,2\n" * (20 << 20)), "archive_bomb"),
    "head of an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", "spreadsheet_broken"),
    "cut JSON": (lambda: b'{"a": 1}\n{"a": ', "json_broken"),
    "JSON of numbers": (lambda: b"[1, 2, 3]", "json_without_records"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_holds_no_table_is_refused_by_name(tmp_path, name):
    make, code = UNREADABLE[name]
    path = _write(tmp_path, make())
    with pytest.raises(SourceRefused) as refusal:
        _read_all(path)
    assert refusal.value.code == code
    assert refusal.value.facts["file"].startswith("export.csv")


def test_a_quote_that_never_closes_is_refused_with_its_line(tmp_path):
    content = b'a,b\n1,2\n3,"open\n' + b"4,5\n" * 3_000_000
    with pytest.raises(SourceRefused, match="csv_broken"):
        _rows(_write(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceRefused, match="file_missing"):
        list(open_documents(tmp_path / "nowhere.csv"))
