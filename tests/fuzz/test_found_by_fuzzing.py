"""Files that once broke an importer, each by name."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.fuzz.corpus import CORPUS
from tests.fuzz.test_every_importer import check_file
from upshot.errors import SourceRefused
from upshot.sources.catalogue import SOURCES
from upshot.sources.reading import open_documents


def code_of(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(SourceRefused) as refusal:
        list(open_documents(path, name="file"))
    return refusal.value.code


def zipped(content=CORPUS["visits"]):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", content)
    return bytearray(file.getvalue())


def test_a_zip_of_a_future_version_is_refused_by_name(tmp_path):
    content = zipped()
    at = content.index(b"PK\x01\x02")
    content[at + 6] = 99  # version needed to extract
    assert code_of(tmp_path, bytes(content)) == "archive_method_unknown"


def test_a_member_with_strong_encryption_or_an_unknown_method_keeps_its_place_with_a_refusal(tmp_path):
    for offset, value in ((8, 0x40), (10, 77)):  # flag bit 6; compression method
        content = zipped()
        for mark, shift in ((b"PK\x01\x02", 0), (b"PK\x03\x04", -2)):
            content[content.index(mark) + offset + shift] = value
        path = tmp_path / "file.zip"
        path.write_bytes(bytes(content))
        check_file(path, "file.zip", SOURCES[0])


def test_json_nested_five_thousand_deep_is_no_traceback(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"[" * 5000)
    check_file(path, "file.json", SOURCES[0])


def test_half_a_character_is_an_empty_file(tmp_path):
    assert code_of(tmp_path, b"\xc2") == "file_empty"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_a_cell_of_eighty_thousand_characters_under_a_forced_kind_still_has_its_sentence(tmp_path, source):
    path = tmp_path / "file"
    path.write_bytes(b'a,"' + b"y " * 40_000 + b'"\n1,2\n')
    check_file(path, "file.csv", source)
