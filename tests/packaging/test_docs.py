"""The documentation site: every page has its place, every link leads somewhere, written pages are current."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.conftest import ROOT
from upshot.sources.catalogue import SOURCES

DOCS = ROOT / "docs"
_LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def _pages(nav: list[Any]) -> Iterator[str]:
    for entry in nav:
        if isinstance(entry, str):
            yield entry
        else:
            for value in entry.values():
                yield from _pages(value) if isinstance(value, list) else [value]


def _nav() -> list[str]:
    settings = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    return list(_pages(settings["project"]["nav"]))


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as Python-Markdown makes them."""
    text = _FENCE.sub(lambda found: found[0].strip("`"), page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower() for heading in headings)
    return {re.sub(r"[-\s]+", "-", heading) for heading in plain}


def test_every_page_of_the_navigation_exists_once() -> None:
    assert [page for page in _nav() if not (DOCS / page).is_file()] == []
    assert len(set(_nav())) == len(_nav())


def test_every_page_has_its_place_in_the_navigation() -> None:
    assert {path.name for path in DOCS.glob("*.md")} <= set(_nav())


def test_every_decision_is_listed_with_its_own_title() -> None:
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    for record in sorted((DOCS / "decisions").glob("0*.md")):
        number, title = re.match(r"# (\d{4}) — (.+)\n", record.read_text(encoding="utf-8")).groups()
        assert f"| [{number}]({record.name}) | {title} |" in index


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md"), key=str), ids=lambda page: page.name)
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    for target in (a or b for a, b in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{page.name} → {target}"
        if anchor and found.suffix == ".md":
            assert anchor in _anchors(found), f"{page.name} → {target}"


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    environment = os.environ | {"UPSHOT_LANG": "en", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "upshot.surfaces.cli.reference"]
    written = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == written


def test_every_kind_of_file_stands_in_the_page_on_imports() -> None:
    page = (DOCS / "imports.md").read_text(encoding="utf-8")
    assert [source.kind for source in SOURCES if f"| `{source.kind}` | {source.label} |" not in page] == []


def test_the_site_builds_offline_without_a_complaint(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    zensical = Path(sys.executable).with_name("zensical")
    done = subprocess.run([zensical, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    built = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("index.html")}
    assert len(built) >= len(_nav()) - 1
    assert not re.search(r'(?:src|href)="https?://(?!127)[^"]*\.(?:js|css|woff2?)"', _text_of(tmp_path / "site"))


def _text_of(site: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


@pytest.mark.slow
def test_the_verdict_on_the_first_page_is_the_one_that_the_demo_prints(tmp_path: Path) -> None:
    environment = os.environ | {"UPSHOT_LANG": "en", "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "110"}
    command = [sys.executable, "-m", "upshot", "--home", str(tmp_path / "home"), "demo", "--no-serve"]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    shown = re.search(r"```\nDEMO.*?```", (DOCS / "index.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    told = {" ".join(line.split()) for line in printed.splitlines()}
    assert [line for line in shown[0].strip("`").splitlines() if " ".join(line.split()) not in told | {""}] == []
