"""`./upshot` before anything is installed: what it refuses, what it says, what it does not do twice."""

from __future__ import annotations

import importlib.abc
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.conftest import ROOT


class _Missing(importlib.abc.MetaPathFinder):
    """Debian without python3-venv: the module cannot be imported."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "ensurepip":
            raise ImportError(name)


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The launcher's names, with its environment in a folder of the test's own."""
    monkeypatch.setenv("UPSHOT_VENV", str(tmp_path / "venv"))
    return runpy.run_path(str(ROOT / "upshot"), run_name="launcher")


def _said(refuse: Any, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        refuse()
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_a_missing_venv_module_is_answered_with_the_system_package(
    launcher: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "ensurepip", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Missing(), *sys.meta_path])
    message = _said(launcher["check_python"], capsys)
    assert "apt-get install python3-venv" in message
    assert f"python{sys.version_info[0]}.{sys.version_info[1]}-venv" in message
    assert "Traceback" not in message


def test_an_old_python_is_refused_with_what_was_seen_and_what_is_valid(
    launcher: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    message = _said(launcher["check_python"], capsys)
    assert "this is Python 3.9.2" in message
    assert "3.11 or newer" in message


def test_this_python_is_good_enough(launcher: dict[str, Any]) -> None:
    launcher["check_python"]()


def _lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.lock"
    lock.write_text("nothing==1\n", encoding="utf-8")
    return lock


def _stamped(launcher: dict[str, Any], lock: Path) -> Path:
    python: Path = launcher["PYTHON"]
    python.parent.mkdir(parents=True)
    python.touch()
    stamp: Path = launcher["VENV"] / f".upshot-{lock.stem}-{launcher['fingerprint'](lock)}"
    stamp.touch()
    return stamp


def _calls(launcher: dict[str, Any], monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[list[str]]:
    calls: list[list[str]] = []

    class Done:
        returncode = code

    def run(command: list[str], **_: Any) -> Done:
        calls.append(command)
        if "venv" in command:
            launcher["VENV"].mkdir(parents=True, exist_ok=True)
        return Done()

    monkeypatch.setattr(launcher["subprocess"], "run", run)
    return calls


def test_nothing_is_installed_where_the_stamp_matches_the_lock(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = _lock(tmp_path)
    _stamped(launcher, lock)
    calls = _calls(launcher, monkeypatch)
    launcher["install"](lock)
    assert calls == []


def test_a_changed_lock_is_installed_with_hashes_and_without_building(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = _lock(tmp_path)
    stamp = _stamped(launcher, lock)
    (launcher["VENV"] / f".upshot-python-{sys.version_info[0]}.{sys.version_info[1]}").touch()
    lock.write_text("nothing==2\n", encoding="utf-8")
    calls = _calls(launcher, monkeypatch)
    launcher["install"](lock)
    ((*_, last),) = calls
    assert last == str(lock)
    assert {"--require-hashes", "--only-binary", ":all:", "--no-deps"} <= set(calls[0])
    assert len(list(stamp.parent.glob(".upshot-requirements-*"))) == 2


def test_an_environment_of_another_python_is_made_anew(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = _lock(tmp_path)
    stale = _stamped(launcher, lock)
    stale.rename(stale.with_name(".upshot-requirements-of-another-python"))
    calls = _calls(launcher, monkeypatch)
    launcher["install"](lock)
    assert calls[0][1:3] == ["-m", "venv"]
    assert not (stale.parent / ".upshot-requirements-of-another-python").exists()


def test_a_failed_install_leaves_no_stamp_and_says_what_to_do(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = _lock(tmp_path)
    _calls(launcher, monkeypatch, code=1)
    message = _said(lambda: launcher["install"](lock), capsys)
    assert "run the same command again" in message
    assert not list(launcher["VENV"].glob(".upshot-requirements-*"))


def test_spark_comes_where_java_is_in_two_places_by_hash_and_once(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stamped(launcher, _lock(tmp_path))
    calls = _calls(launcher, monkeypatch)
    monkeypatch.setattr(launcher["shutil"], "which", lambda _: None)
    launcher["install_spark"]()
    assert calls == []
    monkeypatch.setattr(launcher["shutil"], "which", lambda name: f"/usr/bin/{name}")
    launcher["install_spark"]()
    launcher["install_spark"]()
    assert [Path(call[-1]).name for call in calls] == ["requirements-spark.lock", "requirements-spark-cluster.lock"]
    assert all("--require-hashes" in call for call in calls)
    assert calls[1][calls[1].index("--target") + 1] == str(tmp_path / "venv" / "spark")


def test_a_spark_that_cannot_be_installed_is_told_and_stops_nothing(
    launcher: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _stamped(launcher, _lock(tmp_path))
    monkeypatch.setattr(launcher["shutil"], "which", lambda name: f"/usr/bin/{name}")
    calls = _calls(launcher, monkeypatch, code=1)
    launcher["install_spark"]()
    assert "will be skipped" in capsys.readouterr().err
    launcher["install_spark"]()
    assert len(calls) == 2  # no stamp: the next run tries again


def test_commands_run_with_bytecode_and_one_blas_thread(
    launcher: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    environment = launcher["environment"]()
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert environment["OPENBLAS_NUM_THREADS"] == "1"
    assert environment["PYTHONPATH"].startswith(str(ROOT / "src"))


def test_the_launcher_needs_the_standard_library_only() -> None:
    lines = (ROOT / "upshot").read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in lines if line.strip().startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names)
    assert (ROOT / "upshot").stat().st_mode & 0o111
