"""Whatever is dropped in, the answer is rows or an error that a person can read: never a traceback."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import CORPUS
from tests.fuzz.mutations import MUTATIONS
from upshot.errors import UpshotError
from upshot.sources.base import Document, FileSource, ReadContext
from upshot.sources.catalogue import SOURCES, detect_kind
from upshot.sources.reading import open_documents
from upshot.surfaces.wording import Words
from upshot.vocabulary.tables import TABLES

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
TOLD = ReadContext(
    now=NOW,
    account_id="lea",
    currency="EUR",
    time_zone="Europe/Paris",
    day_first=True,
    period=(date(2026, 2, 1), date(2026, 5, 1)),
    hash_key=b"key",
)
UNTOLD = ReadContext(now=NOW)
EXAMPLES = int(os.environ.get("UPSHOT_FUZZ_EXAMPLES", settings().max_examples * 6 // 5))  # every day 36, else 120
fuzz = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check_reading(source: FileSource, document: Document, context: ReadContext) -> None:
    """Read it all; what comes out fits its table, and what is refused is worded in both languages."""
    try:
        for batch in source.read(document, context):
            assert batch.rows.schema == TABLES[batch.table].arrow_schema(), batch.table
            assert 0 <= batch.rejected <= batch.rows_read
            for reject in batch.rejects:
                assert reject.line >= 1
                assert all(Words(language).has(f"valid_{reject.valid}") for language in ("en", "fr")), reject
    except UpshotError as error:
        check_words(error)


def check_words(error: UpshotError) -> None:
    """The error has its sentence in both languages."""
    for language in ("en", "fr"):
        assert len(Words(language).error(error)) > 40


def check_file(path: Path, name: str, forced: FileSource | None) -> None:
    """Open, recognise and read; then once more as the kind that somebody insists on."""
    try:
        for document in open_documents(path, name=name):
            if forced is not None:
                check_reading(forced, document, TOLD)
            try:
                source, _ = detect_kind(document)
            except UpshotError as error:
                check_words(error)
                continue
            check_reading(source, document, TOLD)
            check_reading(source, document, UNTOLD)
    except UpshotError as error:
        check_words(error)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_the_corpus_holds_a_file_of_every_kind_and_it_is_recognised(source, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(CORPUS[source.kind])
    (document,) = open_documents(path, name="file.csv")
    assert detect_kind(document)[0].kind == source.kind
    check_reading(source, document, TOLD)


@pytest.mark.parametrize("source", [source for source in SOURCES if source.tables], ids=lambda source: source.kind)
def test_the_corpus_holds_rows_so_that_breaking_it_means_something(source, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(CORPUS[source.kind])
    (document,) = open_documents(path, name="file.csv")
    assert sum(batch.rows.num_rows for batch in source.read(document, TOLD)) > 0


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_every_kind_has_a_name_in_both_languages(source):
    assert [Words(language).has(f"kind_{source.kind}") for language in ("en", "fr")] == [True, True]


@fuzz
@given(
    kind=st.sampled_from(sorted(CORPUS)),
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    seed=st.integers(0, 2**32),
    forced=st.sampled_from([None, *SOURCES]),
)
def test_a_broken_export_gives_rows_or_a_worded_error(tmp_path, kind, mutations, seed, forced):
    random, content = Random(seed), CORPUS[kind]
    for mutate in mutations:
        content = mutate(content, random)
    path = tmp_path / "broken"
    path.write_bytes(content)
    check_file(
        path, random.choice(["export.csv", "Overview_2026-02-27_1772236800_lea.zip", "x.xlsx", "é!b.zip"]), forced
    )


@fuzz
@given(content=st.binary(max_size=3000), forced=st.sampled_from([None, *SOURCES]))
def test_noise_gives_a_worded_error(tmp_path, content, forced):
    path = tmp_path / "noise"
    path.write_bytes(content)
    check_file(path, "noise.csv", forced)


@fuzz
@given(
    kind=st.sampled_from(sorted(CORPUS)),
    cells=st.lists(st.lists(st.text(max_size=12), max_size=14), max_size=6),
    forced=st.sampled_from([None, *SOURCES]),
)
def test_any_text_under_a_true_header_gives_rows_or_rejects(tmp_path, kind, cells, forced):
    header = CORPUS[kind].split(b"\n")[0]
    delimiter = b";" if header.count(b";") > header.count(b",") else b","
    lines = [delimiter.join(cell.encode("utf-8", "replace") for cell in row) for row in cells]
    path = tmp_path / "text"
    path.write_bytes(b"\n".join([header, *lines]))
    check_file(path, "export.csv", forced)
