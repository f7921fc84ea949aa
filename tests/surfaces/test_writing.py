"""A file that somebody asked for is there whole, or not at all."""

from __future__ import annotations

import os

import pytest

from upshot.errors import InvalidInput
from upshot.surfaces.reports.writing import write_file
from upshot.surfaces.wording import Words


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path):
    out = tmp_path / "plan.json"
    out.write_text("a much longer text than the new one")
    write_file(out, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"plan.json": b"new"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_folder_that_is_not_there_is_named_with_the_file_that_was_asked_for(tmp_path, language):
    out = tmp_path / "nowhere" / "plan.json"
    with pytest.raises(InvalidInput, match="file_not_written") as refused:
        write_file(out, b"new")
    assert str(out) in Words(language).error(refused.value)


def test_a_link_and_a_device_stay_what_they_are(tmp_path):
    behind, link, pipe = tmp_path / "behind.json", tmp_path / "link.json", tmp_path / "pipe"
    link.symlink_to(behind)
    write_file(link, b"new")
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"said")
    assert (link.is_symlink(), behind.read_bytes(), os.read(end, 9)) == (True, b"new", b"said")
    os.close(end)
