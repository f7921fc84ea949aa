"""The command group `upshot spark …`: a list of names, each loaded from its module when it is asked for.

To add a command: put `(module, name)` into `SPARK_COMMANDS`. The module, beside this one, has `COMMANDS`, which maps
the name to its help text in the chosen language and to the function with its typer options.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import ItemsView, Iterator, ValuesView
from typing import Any

import typer
from typer.core import TyperGroup

from upshot.surfaces.cli.help_texts import chosen_language

SPARK_COMMANDS: list[tuple[str, str]] = [
    ("spark_rights", "rights"),
    ("spark_rights", "add"),
    ("spark_gates", "gates"),
    ("spark_codes", "import"),
    ("spark_codes", "reveal"),
    ("spark_rights", "mark"),
    ("spark_rights", "revoke"),
    ("spark_rights", "renew"),
    ("spark_rights", "request"),
    ("spark_feeds", "calendar"),
    ("spark_feeds", "alerts"),
    ("spark_codes", "rotate-keys"),
    ("spark_candidates", "candidates"),
    ("spark_plan", "plan"),
    ("spark_plan", "advise"),
    ("spark_candidates", "prove"),
    ("spark_effect", "effect"),
    ("spark_sheet", "sheet"),
    ("spark_backtest", "backtest"),
]
_HELP = {
    "en": "The Spark desk: rights to run creators' posts as ads, their codes, and the money that hangs on them.",
    "fr": "L'atelier Spark : les droits de diffuser en publicité les publications des créateurs, leurs codes, "
    "et l'argent qui en dépend.",
}


class _Commands(dict[str, Any]):
    """The commands by name; a module is imported when one of its commands is first looked at."""

    def __init__(self) -> None:
        super().__init__({name: None for _, name in SPARK_COMMANDS})

    def __getitem__(self, name: str) -> Any:
        if super().__getitem__(name) is None:
            super().__setitem__(name, _load(name))
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 (dict.get would hand out what is not loaded)

    def __iter__(self) -> Iterator[str]:
        return iter([name for _, name in SPARK_COMMANDS])

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        return {name: self[name] for name in self}.items()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        return {name: self[name] for name in self}.values()


def _load(name: str) -> Any:
    module = next(module for module, known in SPARK_COMMANDS if known == name)
    help_text, function = importlib.import_module(f"upshot.surfaces.cli.commands.{module}").COMMANDS[name]
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, help=help_text)(function)
    return typer.main.get_command(single)


class _SparkGroup(TyperGroup):
    """The group; its commands come from `SPARK_COMMANDS`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.commands = _Commands()


spark = typer.Typer(
    cls=_SparkGroup,
    help=_HELP.get(chosen_language(sys.argv, dict(os.environ)), _HELP["en"]),
    no_args_is_help=True,
    rich_markup_mode=None,
)
