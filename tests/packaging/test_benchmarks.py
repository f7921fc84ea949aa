"""The benchmarks run: every section, at a toy size; how long anything takes is nobody's test."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.__main__ import TOY, sections
from benchmarks.files import ensure
from benchmarks.measuring import CommandError, percentile, run, slope
from benchmarks.report import Section, check


def test_the_slope_is_the_exponent_of_growth() -> None:
    sizes = [1e5, 1e6, 1e7]
    assert slope(sizes, [0.5, 5.0, 50.0]) == pytest.approx(1.0)
    assert slope(sizes, [1.0, 100.0, 10_000.0]) == pytest.approx(2.0)


def test_a_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5) == 3.0
    assert percentile([float(value) for value in range(1, 101)], 0.95) == 95.0


def test_a_command_that_fails_is_never_timed() -> None:
    with pytest.raises(CommandError, match="no such thing"):
        run(["-c", "raise SystemExit('no such thing')"])


def test_memory_and_cpu_are_those_of_the_child() -> None:
    """In a small process of its own: Linux counts the size of whoever starts a child into the child's peak."""
    measure = (
        "from benchmarks.measuring import run; m = run(['-c', 'b = bytearray(200_000_000); sum(range(3_000_000))'])"
    )
    told = run(["-c", f"{measure}; print(m.peak_mib, m.cpu_s, m.wall_s)"]).output
    peak_mib, cpu_s, wall_s = map(float, told.split())
    assert 190 < peak_mib < 400
    assert 0 < cpu_s <= wall_s * 1.5


def test_a_missed_target_is_called_missed() -> None:
    assert check("wall", 3.2, 3.0, "×").startswith("**missed**")
    assert check("wall", 2.9, 3.0, "×").startswith("met")
    assert "| a | b |" in Section("t", ("a", "b")).markdown()


def test_the_files_have_the_rows_they_are_asked_for(tmp_path: Path) -> None:
    lines = ensure("ads", 1_000, tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1_001
    assert len(lines[0].split(",")) == 26


@pytest.mark.slow
def test_import_and_start_up_are_measured_at_toy_size(tmp_path: Path) -> None:
    start, imports = sections(["start", "import"], TOY, tmp_path)
    assert [row[0] for row in start.rows] == ["python -c pass", "upshot --help", "upshot --version"]
    assert [row[:1] + row[3:4] for row in imports.rows] == [
        ("ads", "DuckDB"), ("ads", "Upshot"), ("shopify", "DuckDB"), ("shopify", "Upshot"),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_page_is_measured_in_the_process_and_through_a_server(tmp_path: Path) -> None:
    _, page = sections(["page"], TOY, tmp_path)
    assert {row[:2] for row in page.rows} >= {("ASGI", "verdict"), ("uvicorn", "verdict")}
