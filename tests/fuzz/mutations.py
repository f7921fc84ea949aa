"""Ways in which files really break, and ways in which they never should: each takes bytes and gives bytes."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import xlsxwriter

Mutation = Callable[[bytes, Random], bytes]
NASTY = (
    *(
        "",
        " ",
        "\x00",
        "-",
        "--",
        "NaN",
        "Infinity",
        "-inf",
        "1e999",
        "1E+18",
        "9" * 400,
        "-1",
        "0",
        "1,234",
        "1.234,56",
    ),
    *(
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@lea",
        "'",
        '"',
        "\u202e",
        "\ufeff",
        "💥",
        "١٢٣",
        "½",
        "²",
        "0x10",
        "1_000",
        "12,5 %",
    ),
    *("02/30/2026", "99/99/9999", "0000-00-00", "2026-02-30", "9999-12-31", "10000-01-01", "2026-03-29 02:30:00 +9999"),
    *(
        "February 30",
        "29 février",
        "31 tháng 13",
        "1e5",
        "true",
        "null",
        "None",
        "NULL",
        "[]",
        "{}",
        "a;b;c",
        "\\",
        "\t",
    ),
    *(
        "https://www.tiktok.com/@/video/",
        "https://vm.tiktok.com/x",
        "99999999999999999999",
        "\udc80"[:0],
        "1772393671000",
    ),
)


def truncate(content: bytes, random: Random) -> bytes:
    """Cut the file anywhere."""
    return content[: random.randrange(len(content) + 1)]


def flip_bytes(content: bytes, random: Random) -> bytes:
    """Change a few bytes."""
    broken = bytearray(content)
    for _ in range(random.randint(1, 8)):
        if broken:
            broken[random.randrange(len(broken))] = random.randrange(256)
    return bytes(broken)


def insert_bytes(content: bytes, random: Random) -> bytes:
    """Put NULs, quotes, line ends or noise somewhere."""
    piece = random.choice(
        [b"\x00", b'"', b"\r", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xef\xbb\xbf", random.randbytes(20)]
    )
    at = random.randrange(len(content) + 1)
    return content[:at] + piece * random.randint(1, 5) + content[at:]


def reencode(content: bytes, random: Random) -> bytes:
    """Save in another encoding, with the wrong mark or none."""
    encoding = random.choice(["utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "utf-32", "cp500"])
    mark = random.choice([b"", b"", b"\xff\xfe", b"\xef\xbb\xbf"])
    return mark + content.decode("utf-8", "replace").encode(encoding, "replace")


def change_delimiter(content: bytes, random: Random) -> bytes:
    """Write commas as something else, or the other way round."""
    old, new = random.sample([b",", b";", b"\t", b"|", b":", b" "], 2)
    return content.replace(old, new)


def change_header(content: bytes, random: Random) -> bytes:
    """Drop, repeat, rename, blank or shuffle headers."""
    head, _, rest = content.partition(b"\n")
    cells = head.split(b",")
    at = random.randrange(len(cells))
    act = random.randrange(6)
    if act == 0:
        cells.pop(at)
    elif act == 1:
        cells.insert(at, random.choice(cells))
    elif act == 2:
        cells[at] = random.choice([b"", b"?", b"__line", b"__ragged", cells[at].upper(), b"x" * 300])
    elif act == 3:
        random.shuffle(cells)
    elif act == 4:
        cells += [b"extra"] * random.randint(1, 200)
    else:
        cells = [b"" for _ in cells]
    return b",".join(cells) + b"\n" + rest


def change_cells(content: bytes, random: Random) -> bytes:
    """Replace cells below the header by nasty ones."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8", "replace"))))
    except csv.Error:
        return content
    for row in rows[1:]:
        for at in range(len(row)):
            if random.random() < 0.25:
                row[at] = random.choice(NASTY)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def giant_cell(content: bytes, random: Random) -> bytes:
    """One cell of 70 thousand characters, with or without line ends in it."""
    cell = random.choice([b"x" * 70_000, b'"' + b"y\n" * 30_000 + b'"', b"9" * 70_000])
    at = random.choice([0, len(content)])
    return content[:at] + b"," + cell + content[at:]


def repeat_rows(content: bytes, random: Random) -> bytes:
    """The same rows many times, ragged, or the header again in the middle."""
    head, _, rest = content.partition(b"\n")
    return b"\n".join([head, *(random.choice([rest, rest + b",,,", head, b""]) for _ in range(random.randint(2, 30)))])


def as_workbook(content: bytes, random: Random) -> bytes:
    """The table as XLSX, cells as numbers, dates, booleans, formulas, errors or text at random."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    text = content.decode("utf-8", "replace").replace("\x00", "")
    for row, cells in enumerate(line.split(",") for line in text.splitlines()[:100]):
        for column, cell in enumerate(cells):
            act = random.randrange(8) if row else 7
            if act == 0:
                page.write_number(row, column, random.choice([1.5, -3, 1e18, 7612345678901234567, 0]))
            elif act == 1:
                page.write_datetime(row, column, datetime(2026, 3, 2, 10, tzinfo=UTC).replace(tzinfo=None), dated)
            elif act == 2:
                page.write_boolean(row, column, random.random() < 0.5)
            elif act == 3:
                page.write_formula(row, column, "=1/0", None, random.choice([0, "#DIV/0!", "#N/A"]))
            elif act != 4:
                page.write_string(row, column, cell[:30_000])
    book.close()
    return file.getvalue()


def as_zip(content: bytes, random: Random) -> bytes:
    """In a zip, perhaps in a zip in a zip …, with clutter and odd names beside it."""
    for _ in range(random.randint(1, 5)):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
            archive.writestr(
                random.choice(["a.csv", "../../etc/x.csv", " ", "Overview_2026-02-27_1772236800_lea.zip"]), content
            )
            if random.random() < 0.5:
                archive.writestr("__MACOSX/._a.csv", b"\x00\x05")
            if random.random() < 0.3:
                archive.writestr("notes.pdf", b"%PDF-1.4 nothing")
        content = file.getvalue()
    return content


def as_gzip(content: bytes, random: Random) -> bytes:
    """Compressed, sometimes cut short."""
    packed = gzip.compress(content, mtime=0)
    return packed if random.random() < 0.6 else packed[: random.randrange(len(packed))]


def as_json(content: bytes, random: Random) -> bytes:
    """Something that begins like JSON."""
    opening = random.choice([b"[", b"{", b'{"a":', b"[[[[[[", b'{"dimensions": 3, "metrics": []}\n', b"[1, 2, null]\n"])
    return opening + random.choice([content, b"", b"}" * 50, b"[" * 5000])


MUTATIONS: tuple[Mutation, ...] = (
    *(truncate, flip_bytes, insert_bytes, reencode, change_delimiter, change_header, change_cells, giant_cell),
    *(repeat_rows, as_workbook, as_zip, as_gzip, as_json),
)
