"""Every word exists in both languages, and every code that can be raised has words."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

import upshot
from upshot import errors
from upshot.surfaces.wording import LANGUAGES, Words

SOURCES = sorted(Path(upshot.__file__).parent.rglob("*.py"))
ERROR_CLASSES = {name for name, value in vars(errors).items() if isinstance(value, type)}


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def _messages(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in resources.files("upshot.surfaces.wording").joinpath(language).iterdir():
        if not file.name.endswith(".ftl"):
            continue
        for entry in parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{language}/{file.name}: {entry.content[:80]}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def test_both_languages_know_the_same_messages_with_the_same_variables():
    assert _messages("en") == _messages("fr")


def test_french_is_not_english():
    english, french = (Words(language) for language in LANGUAGES)
    same = [
        code
        for code in ("answer_profitable", "web_question", "disk_full")
        if english.text(code, file="") == french.text(code, file="")
    ]
    assert same == []


def _raised_codes() -> set[str]:
    codes: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERROR_CLASSES:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    codes.add(first.value)
    return codes


def test_every_error_that_is_raised_has_words():
    known = _messages("en")
    assert sorted(code for code in _raised_codes() if code not in known) == []


def test_no_error_is_raised_without_words_for_its_facts():
    """Each variable of a message is among the facts given where its error is raised (spread facts are let pass)."""
    known = _messages("en")
    missing = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERROR_CLASSES):
                continue
            if not node.args or not isinstance(node.args[0], ast.Constant) or any(k.arg is None for k in node.keywords):
                continue
            lacking = known.get(node.args[0].value, set()) - {keyword.arg for keyword in node.keywords}
            if lacking:
                missing.append((path.name, node.lineno, node.args[0].value, lacking))
    assert missing == []


@pytest.mark.parametrize(("language", "expected"), [("en", "€1,234.50"), ("fr", "1\u202f234,50\xa0€")])
def test_money_is_written_as_the_language_writes_it(language, expected):
    assert Words(language).money(Decimal("1234.5"), "EUR") == expected


def test_a_loss_too_small_to_show_is_not_minus_nothing():
    assert Words("en").percent(-0.004, digits=0) == "0%"
    assert Words("fr").percent(-0.0004) == "0,0\xa0%"
    assert Words("en").percent(-0.006, digits=0) == "-1%"


def test_facts_take_the_readers_decimal_mark_and_date():
    class Told:
        code, facts = "reason_roi_above_hurdle", {"low": "10.7", "high": "39.4", "hurdle": "0", "level": "90"}

    assert "10,7" in Words("fr").phrase(Told())
    assert "10.7" in Words("en").phrase(Told())


def test_templates_ask_only_for_messages_that_exist():
    known = _messages("en")
    pages = Path(upshot.__file__).parent / "surfaces"
    asked = {
        code
        for page in pages.rglob("*.html")
        for code in re.findall(r"\bt\(\s*[\"'](\w+)[\"']\s*[,)]", page.read_text())
    }
    assert sorted(asked - known.keys()) == []
