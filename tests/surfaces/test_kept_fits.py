"""A home keeps its fits: the same data are fitted once, `--fresh` fits again, and erasing leaves nothing of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from upshot.decisions.incrementality import shelf as shelving
from upshot.surfaces.cli.app import run
from upshot.wiring import House
from upshot.worlds import simulate_world, write_world


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brand")
    write_world(simulate_world("tiny_brand", 1), folder / "brand")
    assert run(["import", str(folder / "brand" / "exports"), "--home", str(folder / "home"), "--quiet"]) == 0
    return folder / "home"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How each fit began (True = warm); the homes of this file have shelves of their own."""
    seen: list[bool] = []

    def estimate(history, *, seed=1, state=None, n_workers=1):
        seen.append(state is not None)
        return shared(history, seed=seed)

    shared_shelf = shelving.FitShelf.shared()

    def shared(history, *, seed):
        with pytest.MonkeyPatch.context() as real:
            real.setattr(shelving, "estimate_incremental", really)
            return shared_shelf.estimate(history, seed=seed)

    really = shelving.estimate_incremental
    monkeypatch.delenv("UPSHOT_FITS")
    monkeypatch.setattr(shelving, "estimate_incremental", estimate)
    return seen


def kept(home: Path) -> list[Path]:
    return sorted((home / "cache").rglob("fit-*.npz"))


def forget_verdicts(home: Path) -> None:
    for file in (home / "cache").rglob("verdict-*"):
        file.unlink()


def test_one_fit_serves_every_scope_and_every_process(home: Path, begun: list[bool]):
    for creator in (None, "biscotsine", None):
        forget_verdicts(home)
        with House.open(home) as house:
            house.workspace().verdict(creator=creator)
    assert begun == [False]
    assert len(kept(home)) == 1


def test_fresh_fits_again_and_what_it_finds_stays(home: Path, begun: list[bool], capsys: pytest.CaptureFixture[str]):
    line = ["verdict", "--home", str(home), "--lang", "fr"]
    assert run([*line, "--fresh"]) == 0
    assert begun == [False]
    said = capsys.readouterr().out
    assert run(line) == 0
    assert begun == [False]
    assert capsys.readouterr().out == said


def test_fresh_forgets_the_verdicts_that_rest_on_the_fit_before(home: Path, begun: list[bool]):
    with House.open(home) as house:
        workspace = house.workspace()
        workspace.verdict(creator="biscotsine")
        workspace.verdict(is_fresh=True)
        assert workspace.known_verdict() is not None
        assert workspace.known_verdict(creator="biscotsine") is None
    assert begun[-1] is False


def test_after_a_correction_the_next_fit_begins_where_the_last_one_ended(home: Path, begun: list[bool]):
    with House.open(home) as house:
        workspace = house.workspace()
        workspace.verdict()
        day = {"name": "Fair", "kind": "press", "starts_on": "2026-07-05", "ends_on": "2026-07-07"}
        file = home.parent / "calendar.csv"
        file.write_text(",".join([*day, "country"]) + "\n" + ",".join([*day.values(), ""]) + "\n")
        workspace.import_paths([file])
        workspace.verdict()
    assert begun[-1] is True


def test_erasing_a_creator_leaves_no_fit_that_names_them(home: Path, begun: list[bool]):
    with House.open(home) as house:
        workspace = house.workspace()
        workspace.verdict()
        assert kept(home)
        workspace.erase(creator="biscotsine")
    assert kept(home) == []
    assert begun is not None
