"""`upshot prove` as a person at a terminal meets it: kept results, killed runs, pages, brands like mine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fits import answered
from upshot.decisions.incrementality import estimate_incremental
from upshot.decisions.proof import Outcome, tabulate
from upshot.surfaces.charts.proof_specs import compared_chart, coverage_by_case_chart
from upshot.surfaces.cli import prove
from upshot.surfaces.cli.app import run
from upshot.surfaces.cli.prove import Task, prove_world
from upshot.surfaces.cli.proving.ledger import Ledger, Question
from upshot.surfaces.cli.proving.pool import WorkerDiedError, run_tasks
from upshot.surfaces.cli.proving.sizes import size_of
from upshot.surfaces.presentation.proof import proof_tables
from upshot.surfaces.wording import Words
from upshot.wiring import House
from upshot.worlds import Scale, simulate_world, write_world

SIZE = "creators=4,posts=8,days=80,orders=30,campaigns=2"
TINY = Scale(n_creators=4, n_posts=8, n_days=80, orders_per_day=30.0, n_campaigns=2)
LINE = ["prove", "--case", "base", "--worlds", "2", "--scale", SIZE, "--workers", "1", "--quiet"]


@pytest.fixture(autouse=True)
def each_world_is_fitted_once(monkeypatch):
    """Here it is tested what becomes of estimates; that the proof makes its own is in `test_proof_runner`."""
    monkeypatch.setattr(prove, "estimate_incremental", answered)


@pytest.fixture(scope="module")
def proved(tmp_path_factory):
    """What one run of `LINE` kept."""
    file = tmp_path_factory.mktemp("proved") / "proof.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prove, "estimate_incremental", answered)
        assert run([*LINE, "--keep", str(file)]) == 0
    return file


@pytest.fixture
def kept(proved, tmp_path):
    """A copy of it that a test may spoil."""
    return Path(shutil.copy(proved, tmp_path / "proof.jsonl"))


def scores(path):
    """The file's outcomes without their effort, which no two runs share."""
    return {(one.case, one.seed): one.score for one in Ledger.read(path).outcomes}


@pytest.mark.slow
def test_a_proof_prints_coverage_errors_and_the_simple_ways(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert run(LINE) == 0
    said = capsys.readouterr().out
    for word in ("Creators", "Budget regret", "Last click", "Mix model", "docs/proof.md"):
        assert word in said
    assert max(map(len, said.splitlines())) <= 100


def test_in_french_every_word_is_french(kept, capsys):
    assert run([*LINE, "--keep", str(kept), "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "Dernier clic" in said
    assert "Last click" not in said


def test_a_program_gets_every_figure_with_its_bounds(kept, capsys):
    assert run([*LINE, "--keep", str(kept), "--format", "json"]) == 0
    row = json.loads(capsys.readouterr().out)["rows"][0]
    assert row["n_worlds"] == 2
    assert set(row["coverage"][2]["posts"]) == {"mean", "low", "high", "n"}
    assert row["methods"][0]["name"] == "upshot"


def test_kept_results_are_not_fitted_again(kept, capsys):
    before = kept.read_bytes()
    assert run([*LINE, "--keep", str(kept)]) == 0
    assert kept.read_bytes() == before
    assert run([*LINE[:4], "3", *LINE[5:], "--keep", str(kept)]) == 0
    assert kept.read_bytes().startswith(before)
    assert len(scores(kept)) == 3


def test_half_a_line_left_by_a_kill_is_fitted_again(kept):
    whole = scores(kept)
    kept.write_bytes(kept.read_bytes()[:-300])
    assert len(scores(kept)) == 1
    assert run([*LINE, "--keep", str(kept)]) == 0
    assert scores(kept) == whole


def test_a_world_that_broke_is_tried_again(tmp_path):
    kept = tmp_path / "proof.jsonl"
    Ledger.open(kept, Question(SIZE)).add(Outcome("base", 1, None, failure="MemoryError"))
    assert run([*LINE, "--keep", str(kept)]) == 0
    assert scores(kept)["base", 1] is not None


def test_results_of_another_question_or_method_never_mix(tmp_path, capsys):
    kept = tmp_path / "proof.jsonl"
    ledger = Ledger.open(kept, Question("tiny"))
    ledger.add(Outcome("base", 1, "another_method", refusal=None))
    assert run([*LINE, "--keep", str(kept)]) == 2
    assert "another question" in capsys.readouterr().err
    assert (
        run(["prove", "--case", "base", "--worlds", "2", "--scale", "tiny", "--workers", "1", "--keep", str(kept)]) == 2
    )
    assert "another_method" in capsys.readouterr().err


def test_a_file_of_somebody_else_is_left_alone(tmp_path, capsys):
    mine = tmp_path / "notes.txt"
    mine.write_text("my notes\n")
    assert run([*LINE, "--keep", str(mine)]) == 2
    assert "not a file of kept results" in capsys.readouterr().err
    assert mine.read_text() == "my notes\n"


@pytest.mark.parametrize(("ending", "sign"), [("html", "<svg"), ("md", "| base |"), ("json", '"rows"')])
def test_one_line_makes_a_page_of_what_was_kept(kept, tmp_path, capsys, ending, sign):
    page = tmp_path / f"proof.{ending}"
    assert run(["prove", "--read", "--keep", str(kept), "--out", str(page)]) == 0
    assert sign in page.read_text()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--out", "proof.pdf"], "proof.pdf"),
        (["--read"], "--read"),
        (["--scale", "huge"], "tiny, small, target"),
        (["--scale", "creators=1"], "n_creators"),
        (["--scale", "creators=4.5,posts=10"], "4.5"),
        (["--case", "leaky_code"], "leaky_codes"),
        (["--like-mine"], "--like-mine"),
        (["--keep", "no/such/folder/proof.jsonl"], "does not exist"),
        (["--out", "no/such/folder/proof.html"], "Nothing was fitted"),
        (["--keep", "."], "it is a folder"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(capsys, more, word):
    assert run([*LINE, *more]) == 2
    assert word in capsys.readouterr().err


def test_brands_like_mine_have_my_size(capsys):
    assert run(["prove", "--like-mine", "--scale", "tiny"]) == 2
    assert "your own size" in capsys.readouterr().err


def test_kept_results_of_one_case_can_be_shown_alone(tmp_path, capsys):
    kept = tmp_path / "proof.jsonl"
    ledger = Ledger.open(kept, Question("tiny"))
    for case in ("base", "halo"):
        ledger.add(Outcome(case, 1, None, refusal="few"))
    assert run(["prove", "--read", "--keep", str(kept), "--case", "halo", "--format", "json"]) == 0
    assert [row["case"] for row in json.loads(capsys.readouterr().out)["rows"]] == ["halo"]


@pytest.mark.slow
def test_a_process_that_dies_is_told_apart_from_a_world_that_fails():
    with pytest.raises(WorkerDiedError, match="proof_worker_died"):
        list(run_tasks(_end, [Task("base", 1), Task("base", 2)], workers=2))


def _end(task):
    os._exit(9)


@pytest.mark.slow
def test_a_killed_run_of_several_processes_goes_on_where_it_stopped_and_leaves_none_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(prove, "estimate_incremental", estimate_incremental)  # compared to the last digit below
    kept = tmp_path / "proof.jsonl"
    line = [sys.executable, "-m", "upshot", "prove", "--case", "base", "--worlds", "400", "--scale", SIZE,
            "--workers", "2", "--keep", str(kept), "--quiet"]  # fmt: skip
    process = subprocess.Popen(line, env=os.environ | {"PYTHONPATH": "src"}, start_new_session=True)
    until = time.monotonic() + 200
    while time.monotonic() < until and not (kept.exists() and kept.read_bytes().count(b"\n") >= 3):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 2 <= len(scores(kept)) < 400
    until = time.monotonic() + 15
    while time.monotonic() < until and _is_group_alive(process.pid):
        time.sleep(0.2)
    assert not _is_group_alive(process.pid)
    finished = scores(kept)
    case, seed = next(iter(finished))
    assert finished[case, seed] == prove_world(Task(case, seed, TINY)).score  # several processes find what one finds
    assert run([*LINE[:4], str(len(finished)), *LINE[5:], "--keep", str(kept)]) == 0
    assert finished.items() <= scores(kept).items()


def _is_group_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def brand(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brand")
    write_world(simulate_world("tiny_brand", 3), folder / "files")
    with House.open(folder / "home") as house:
        house.create_workspace("brand").import_paths([folder / "files" / "exports"])
    return folder / "home"


@pytest.mark.slow
def test_brands_like_mine_are_drawn_from_my_own_estimate(brand, tmp_path, capsys):
    line = ["--home", str(brand), "prove", "--like-mine", "--worlds", "3", "--workers", "1", "--quiet"]
    kept = ["--keep", str(tmp_path / "mine.jsonl")]
    assert run([*line, *kept, "--format", "json"]) == 0
    row = json.loads(capsys.readouterr().out)["rows"][0]
    assert (row["case"], row["n_worlds"], row["n_failed"]) == ("own_brand", 3, 0)
    assert row["methods"][0]["budget_regret"]["mean"] is not None  # the costs were read
    assert run([*line, *kept]) == 0
    assert "brands like yours" in capsys.readouterr().out


def test_without_an_estimate_there_are_no_brands_like_mine(tmp_path, capsys):
    assert run(["--home", str(tmp_path), "prove", "--like-mine", "--worlds", "2"]) == 1
    said = capsys.readouterr().out
    assert "no estimate of this brand" in said
    assert "→" in said


def test_a_size_may_be_named_or_spelt_out():
    assert size_of("case") is None
    assert size_of("target").n_creators == 60
    assert size_of(SIZE) == TINY


def test_a_method_that_a_case_lacks_is_missing_not_zero():
    refused = tabulate([Outcome("base", 1, None, refusal="few")])
    words = Words("en")
    assert all(cell in {"base", "1 (−1)", "–", "0"} for table in proof_tables(refused, words) for cell in table.rows[0])
    assert coverage_by_case_chart(refused, words) is None
    assert compared_chart(refused, "error_ratio", words) is None
