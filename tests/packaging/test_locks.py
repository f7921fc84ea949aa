"""The lock files: every file hashed, no address of any index, nothing of the machine that made them."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.packaging.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
SPARK_LOCKS = ("requirements-spark.lock", "requirements-spark-cluster.lock")


def _name(requirement: str) -> str:
    """The package's name in the one spelling that every index knows it by."""
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>~!; \[]", requirement, maxsplit=1)[0]).lower()


def _entries(name: str) -> dict[str, str]:
    """Package → its whole entry, continuation lines included."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {_name(line): line for line in lines}


def _wanted() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [_name(line) for line in project["project"]["dependencies"]]
    dev = [_name(line) for line in project["dependency-groups"]["dev"]]
    return {"requirements.lock": names, "requirements-dev.lock": names + dev}


@pytest.mark.parametrize("name", [*LOCKS, *SPARK_LOCKS])
def test_every_locked_package_has_one_version_and_hashes(name: str) -> None:
    entries = _entries(name)
    assert len(entries) > (20 if name in LOCKS else 0)
    for package, entry in entries.items():
        assert re.match(r"^[a-z0-9._-]+==[^\s;]+", entry), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), package


@pytest.mark.parametrize("name", [*LOCKS, *SPARK_LOCKS])
def test_a_lock_file_names_no_address_and_no_folder(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    addresses = ("://", "--index", "--find-links", "--trusted-host", "file:", "@ ")
    for forbidden in (*addresses, "/home/", "/root/", str(ROOT)):
        assert forbidden not in text, forbidden


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_of_the_project_is_locked(name: str) -> None:
    assert [package for package in _wanted()[name] if package not in _entries(name)] == []


def test_the_lock_for_developers_holds_the_other_one_unchanged() -> None:
    users, developers = (_entries(name) for name in LOCKS)
    assert {package: developers.get(package) for package in users} == users


def test_the_client_of_spark_brings_no_other_version_of_what_is_there() -> None:
    developers, client = _entries("requirements-dev.lock"), _entries("requirements-spark.lock")
    shared = sorted(set(client) & set(developers))
    assert "pyarrow" in shared
    assert {package: client[package] for package in shared} == {package: developers[package] for package in shared}
    assert list(_entries("requirements-spark-cluster.lock")) == ["pyspark"]
