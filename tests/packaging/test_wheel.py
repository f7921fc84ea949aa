"""What a person installs is what stands in the tree: code, words, templates, vendored assets and their licences."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

SOURCES = ROOT / "src"
MANIFESTS = (
    "src/upshot/surfaces/web/vendor/manifest.json",
    "src/upshot/surfaces/reports/fonts/manifest.json",
    "tests/browser/vendor/manifest.json",
)


def _in_tree() -> set[str]:
    files = (path for path in (SOURCES / "upshot").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(SOURCES).as_posix() for path in files}


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in _names(wheel) if ".dist-info/" not in name}
    assert inside == _in_tree()
    endings = {Path(name).suffix for name in inside}
    assert {".yaml", ".ftl", ".html", ".css", ".js", ".woff2", ".ttf", ".typ", ".json", ".svg", ".mako"} <= endings
    assert any("migrations/versions/v0001" in name for name in inside)


def test_the_wheel_carries_its_licence_its_notice_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {name.partition("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert archive.read(f"{info}/licenses/NOTICE") == (ROOT / "NOTICE").read_bytes()
        assert "upshot = upshot.__main__:main" in archive.read(f"{info}/entry_points.txt").decode()
        metadata = archive.read(f"{info}/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: Apache-2.0" in metadata


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_vendored_files_are_what_their_manifest_says_with_their_licence_beside_them(manifest: str) -> None:
    path = ROOT / manifest
    entries = json.loads(path.read_text(encoding="utf-8"))
    for entry in entries:
        assert hashlib.sha256((path.parent / entry["file"]).read_bytes()).hexdigest() == entry["sha256"], entry["file"]
        assert (path.parent / entry["licence_file"]).stat().st_size > 200, entry["file"]
        assert entry["package"]
        assert entry["version"]
        assert entry["licence"]
    told = {entry["file"] for entry in entries} | {entry["licence_file"] for entry in entries} | {path.name}
    assert {file.name for file in path.parent.iterdir() if "LICENSE-3RD" not in file.name} == told


def test_every_vendored_package_stands_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").casefold()
    for word in ("htmx", "pico", "inter"):
        assert word in notice


@pytest.mark.slow
def test_an_installed_wheel_runs_the_demo_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    python = _installed(wheel, tmp_path / "venv")
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "UPSHOT_HOME"}}
    clean |= {"OPENBLAS_NUM_THREADS": "1", "COLUMNS": "120"}

    def upshot(*arguments: str) -> str:
        command = [str(python.with_name("upshot")), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = [str(python), "-c", "import upshot; print(upshot.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout
    assert found.startswith(str(tmp_path / "venv"))
    assert upshot("--version").startswith("upshot ")
    told = json.loads(upshot("--home", str(tmp_path / "home"), "--format", "json", "demo", "--no-serve"))
    assert told["verdict"]["verdict"] in {"profitable", "not_profitable", "insufficient_evidence"}
    assert all(file["status"] == "loaded" for file in told["import"]["files"])


def _installed(wheel: Path, venv: Path) -> Path:
    """A fresh environment with the wheel alone in it; its dependencies are those of the environment we run in."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    assert shutil.which("upshot", path=str(venv / "bin"))
    return python
