"""A kept fit answers the same question again, to the digit, and is never trusted when it is not what it should be."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decisions.incrementality.small_world import small_world
from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality import estimate as estimating
from upshot.decisions.incrementality import shelf as shelving
from upshot.decisions.incrementality.fingerprint import fit_key, model_version, sources_of
from upshot.decisions.incrementality.model import LiftTest
from upshot.decisions.incrementality.shelf import FitShelf, is_kin

HISTORY = small_world(9, n_days=100, n_creators=3, posts_each=3.0).history


@pytest.fixture(scope="module")
def drawn():
    """The one fit of this file, as it was drawn."""
    return estimating.estimate_incremental(HISTORY)


@pytest.fixture(scope="module")
def first(tmp_path_factory, drawn):
    """A shelf with that fit, and what it gave."""
    shelf = FitShelf(tmp_path_factory.mktemp("fits"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelving, "estimate_incremental", lambda *_args, **_options: drawn)
        return shelf, shelf.estimate(HISTORY)


@pytest.fixture
def copied(first, tmp_path):
    """The same shelf for a test that spoils it."""
    for file in first[0].folder.glob("fit-*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return FitShelf(tmp_path)


@pytest.fixture
def no_fit(monkeypatch):
    """A world in which fitting again is noticed."""

    def refuse(*_args, **_options):
        pytest.fail("fitted again")

    monkeypatch.setattr(shelving, "estimate_incremental", refuse)


@pytest.fixture
def counted(monkeypatch, first):
    """Fits that were asked for, answered at once with the first one."""
    asked = []

    def answer(history, **options):
        asked.append(options)
        return replace(first[1], history=history)

    monkeypatch.setattr(shelving, "estimate_incremental", answer)
    return asked


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return one == other


@pytest.mark.usefixtures("no_fit")
def test_the_same_question_gets_the_same_answer_to_the_digit_without_a_fit(first):
    shelf, estimate = first
    assert same(shelf.estimate(HISTORY), estimate)


def test_what_is_kept_differs_from_what_was_drawn_by_single_precision_only(first, drawn):
    assert np.allclose(first[1].orders_draws, drawn.orders_draws, rtol=1e-6)
    assert np.allclose(first[1].baseline_draws, drawn.baseline_draws, rtol=1e-6)
    assert np.allclose(first[1].state.matrix, drawn.state.matrix, rtol=1e-6)


LATER = HISTORY.days[10]
CHANGES = {
    "an order more": {"orders": HISTORY.orders + np.eye(len(HISTORY.days))[3]},
    "a view elsewhere": {"views": HISTORY.views + np.where(HISTORY.views > 0, 1e-9, 0)},
    "a paid view": {"views_paid": HISTORY.views_paid * (1 + 1e-12) + 1e-12},
    "another name of a post": {"post_ids": ("x", *HISTORY.post_ids[1:])},
    "another name of a creator": {"creators": ("x", *HISTORY.creators[1:])},
    "a signal less": {"tracked_orders": {"code": HISTORY.tracked_orders["code"]}},
    "a signal under another name": {
        "tracked_orders": {"link" if n == "code" else n + "x": v for n, v in HISTORY.tracked_orders.items()}
    },
    "unknown where there was none": {
        "tracked_orders": {n: np.where(v == 0, np.nan, v) for n, v in HISTORY.tracked_orders.items()}
    },
    "a lift test": {"lift_tests": (LiftTest("t", LATER, LATER, (), 3.0, 1.0),)},
    "a day later": {"days": tuple(day + timedelta(days=1) for day in HISTORY.days)},
    "no events": {"events": None, "event_names": ()},
    "tiers": {"creator_tiers": ("nano",) * 3},
    "collaborations": {"creator_collaborations": ("nano",) * 3},
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_other_history_is_another_question(change):
    assert fit_key(replace(HISTORY, **CHANGES[change]), seed=1) != fit_key(HISTORY, seed=1)


def test_seed_and_code_of_the_model_are_part_of_the_question(monkeypatch):
    here = fit_key(HISTORY, seed=1)
    assert fit_key(HISTORY, seed=2) != here
    monkeypatch.setattr("upshot.decisions.incrementality.fingerprint.model_version", lambda: "other")
    assert fit_key(HISTORY, seed=1) != here


def test_the_models_version_covers_every_module_that_makes_the_draws():
    covered = sources_of("upshot.decisions.incrementality.estimate")
    room = Path(estimating.__file__).parent / "response"
    engines = {"numpyro_engine", "numpyro_model"}  # an extra, compared with and not used for the answer
    own = {file.stem for file in room.glob("*.py")} - {"__init__"} - engines
    assert {f"upshot.decisions.incrementality.response.{name}" for name in own} <= covered
    assert {"upshot.stats.hmc", "upshot.stats.laplace", "upshot.stats.adstock"} <= covered
    assert len(model_version()) == 16


def test_a_refusal_is_given_again_and_not_kept(tmp_path):
    answer = FitShelf(tmp_path / "fits").estimate(replace(HISTORY, orders=HISTORY.orders * 0))
    assert isinstance(answer, InsufficientEvidence)
    assert not list(tmp_path.rglob("*.npz"))


def kept_file(shelf):
    (file,) = shelf.folder.glob("fit-*.npz")
    return file


@settings(max_examples=25)
@given(place=st.floats(0, 1), flip=st.integers(1, 255))
def test_a_spoilt_byte_is_noticed_or_harmless(first, place, flip):
    shelf, estimate = first
    file = kept_file(shelf)
    content = bytearray(file.read_bytes())
    content[int(place * (len(content) - 1))] ^= flip
    spoilt = FitShelf(file.parent / "spoilt")
    spoilt.folder.mkdir(exist_ok=True)
    (spoilt.folder / file.name).write_bytes(content)
    found = spoilt._kept(file.stem.removeprefix("fit-"), HISTORY)
    assert found is None or same(found, estimate)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"\x80\x04N.", b"not a fit"])
def test_a_foreign_file_is_fitted_anew_and_replaced(copied, counted, content):
    kept_file(copied).write_bytes(content)
    copied.estimate(HISTORY)
    copied.estimate(HISTORY)
    assert len(counted) == 1


def test_a_fit_under_another_ones_name_is_not_taken_for_it(copied, counted):
    other = replace(HISTORY, orders=HISTORY.orders + 1)
    kept_file(copied).rename(copied.folder / f"fit-{fit_key(other, seed=1)}.npz")
    copied.estimate(other)
    assert len(counted) == 1


def test_a_file_that_would_run_code_when_unpickled_is_not_unpickled(copied, counted, tmp_path):
    ran = tmp_path / "ran"

    class Bomb:
        def __reduce__(self):
            return (Path.touch, (ran,))

    np.savez(kept_file(copied).with_suffix(""), page=np.array([Bomb()], dtype=object))
    copied.estimate(HISTORY)
    assert not ran.exists()
    assert len(counted) == 1


def longer(history, days):
    """The history with some days more, on which little happened."""
    wide = lambda rows: np.hstack([rows, np.repeat(rows[:, -7:-6], days, axis=1)])  # noqa: E731
    return replace(
        history,
        days=tuple(history.days[0] + timedelta(days=i) for i in range(len(history.days) + days)),
        orders=np.append(history.orders, history.orders[-days - 7 : -7]),
        views=wide(history.views),
        views_paid=wide(history.views_paid),
        events=wide(history.events),
        tracked_orders={name: wide(rows) for name, rows in history.tracked_orders.items()},
    )


def test_new_days_begin_where_the_kept_fit_ended(copied, counted, first):
    copied.estimate(longer(HISTORY, 7))
    assert counted[0]["state"].labels == first[1].state.labels


def test_another_brand_begins_cold_even_when_its_posts_have_the_same_names(copied, counted):
    other = small_world(8, n_days=100, n_creators=3, posts_each=3.0).history
    assert set(other.post_ids) & set(HISTORY.post_ids)
    copied.estimate(other)
    assert counted[0]["state"] is None


def test_another_model_begins_cold_as_its_parameters_may_mean_something_else(copied, counted, monkeypatch):
    monkeypatch.setattr(shelving, "model_version", lambda: "other")
    copied.estimate(longer(HISTORY, 7))
    assert counted[0]["state"] is None


def test_a_restated_week_is_still_the_same_brand_and_a_moved_calendar_is_not():
    restated = replace(HISTORY, orders=np.append(HISTORY.orders[:-7], HISTORY.orders[-7:] + 2))
    kept = (HISTORY.days[0], HISTORY.orders, HISTORY.post_ids)
    assert is_kin(restated, *kept)
    assert not is_kin(replace(HISTORY, days=tuple(day + timedelta(days=1) for day in HISTORY.days)), *kept)
    assert not is_kin(replace(HISTORY, post_ids=tuple(f"new{i}" for i in range(len(HISTORY.post_ids)))), *kept)


def test_a_shelf_that_many_share_never_begins_warm(copied, counted):
    FitShelf(copied.folder, is_shared=True).estimate(longer(HISTORY, 7))
    assert counted[0]["state"] is None


def test_fresh_means_fitted_again_from_scratch_and_kept(copied, counted):
    copied.estimate(HISTORY, is_fresh=True)
    assert [options["state"] for options in counted] == [None]
    copied.estimate(HISTORY)
    assert len(counted) == 1


def test_a_warm_fit_that_did_not_settle_is_made_again_cold(copied, monkeypatch, first):
    began = []

    def answer(history, *, state=None, **_options):
        began.append(state is not None)
        caveats = ("fit_not_settled",) if state is not None else ()
        return replace(first[1], history=history, caveats=caveats)

    monkeypatch.setattr(shelving, "estimate_incremental", answer)
    assert copied.estimate(longer(HISTORY, 7)).caveats == ()
    assert began == [True, False]


def test_only_the_latest_fits_are_kept(copied, counted, monkeypatch):
    monkeypatch.setattr(shelving, "KEPT_FITS", 3)
    for n in range(5):
        copied.estimate(replace(HISTORY, orders=HISTORY.orders + 1 + n))
    assert len(list(copied.folder.glob("fit-*"))) == 3
    copied.estimate(replace(HISTORY, orders=HISTORY.orders + 5))  # the last one is still there
    assert len(counted) == 5


def test_where_nothing_can_be_written_there_is_an_answer_all_the_same(tmp_path, counted):
    (tmp_path / "file").write_text("in the way")
    found = FitShelf(tmp_path / "file" / "fits").estimate(HISTORY)
    assert found.orders_draws.shape[1] == len(HISTORY.post_ids)
    assert len(counted) == 1


ASK = """
import sys
from pathlib import Path
from tests.decisions.incrementality.test_shelf import HISTORY
from upshot.decisions.incrementality.shelf import FitShelf
found = FitShelf(Path(sys.argv[1])).estimate(HISTORY)
print(found.orders_draws.sum(), file=open(sys.argv[2], "w"))
"""


@pytest.mark.slow
def test_two_processes_that_ask_at_once_fit_once(tmp_path, first):
    """Both print the same total, and the second one read what the first wrote: the file was put in place once."""
    fits = tmp_path / "fits"
    asking = [subprocess.Popen([sys.executable, "-c", ASK, str(fits), str(tmp_path / f"said{n}")]) for n in range(2)]
    assert [process.wait(240) for process in asking] == [0, 0]
    said = {(tmp_path / f"said{n}").read_text() for n in range(2)}
    assert said == {f"{first[1].orders_draws.sum()}\n"}
    assert len(list(fits.glob("fit-*"))) == 1
    assert not list(fits.glob("*.part"))
