"""The sheets as data: `sheets.yaml` read into columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from upshot.errors import UnknownName
from upshot.registries import load

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class SheetColumn:
    """One column: what it may hold (`kind` names a parser of `cells.py`), help by language, an invented example."""

    name: str
    kind: str
    required: bool
    example: str
    help: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns in the order in which they are written."""

    name: str
    columns: tuple[SheetColumn, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Headers, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> frozenset[str]:
        """Headers without which a file is not this sheet."""
        return frozenset(column.name for column in self.columns if column.required)


def read_yaml(name: str) -> dict[str, Any]:
    """One of the data files of this package."""
    found: dict[str, Any] = load.read_yaml("upshot.sources.sheets", name)
    return found


@cache
def sheets() -> Mapping[str, Sheet]:
    """Every sheet, by name."""
    return {
        name: Sheet(
            name,
            tuple(
                SheetColumn(
                    column,
                    facts["kind"],
                    bool(facts.get("required", False)),
                    str(facts["example"]),
                    {language: facts[language] for language in LANGUAGES},
                )
                for column, facts in columns.items()
            ),
        )
        for name, columns in read_yaml("sheets.yaml").items()
    }


def sheet_named(name: str) -> Sheet:
    """The sheet called `name`; UnknownName with all of them when there is none."""
    found = sheets().get(name.strip().lower())
    if found is None:
        raise UnknownName("unknown_sheet", name=name, nearest=list(sheets()))
    return found
