"""The options that every command takes, wherever they stand on the line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from upshot.surfaces.wording import Words
    from upshot.wiring import House, Workspace

WITH_VALUE = ("--home", "--workspace", "--lang", "--format")
WITHOUT_VALUE = ("-v", "--verbose", "--quiet")


def hoist(arguments: list[str]) -> list[str]:
    """Move the options that every command takes to the front, so that they may stand anywhere before `--`."""
    front: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        if argument == "--":
            rest += arguments[position:]
            break
        if argument in WITH_VALUE:
            front += arguments[position : position + 2]
            position += 2
            continue
        is_global = argument in WITHOUT_VALUE or argument.split("=")[0] in WITH_VALUE
        (front if is_global else rest).append(argument)
        position += 1
    return front + rest


@dataclass(frozen=True)
class Options:
    """What the line said before the command's own words."""

    home: Path | None
    workspace: str | None
    language: str
    is_json: bool
    is_verbose: bool
    is_quiet: bool

    @property
    def words(self) -> Words:
        """The catalogue of the chosen language."""
        from upshot.surfaces.wording import Words

        return Words(self.language)

    @property
    def console(self) -> Console:
        """Where text for people goes; wide enough for tables when it is not a terminal."""
        from rich.console import Console

        plain = {"highlight": False, "markup": False, "emoji": False}  # a name may hold [brackets] or :colons:
        console = Console(**plain)  # type: ignore[arg-type]
        if console.is_terminal or os.environ.get("COLUMNS", "").isdigit():
            return console
        return Console(width=140, **plain)  # type: ignore[arg-type]

    def open_house(self) -> House:
        """Open (or make) the home."""
        from upshot.wiring import House, n_cores

        house = House.open(self.home)
        house.fit_workers = n_cores()
        return house

    def open_workspace(self) -> Workspace:
        """Open the workspace the line names, or the only one."""
        return self.open_house().workspace(self.workspace)

    def print_json(self, value: object) -> None:
        """Print one JSON document."""
        import json

        print(json.dumps(value, ensure_ascii=False, indent=2, default=str))

    def say(self, code: str, **facts: object) -> None:
        """Say what was done: a sentence for people, its facts for programs."""
        if self.is_json:
            self.print_json(facts)
        else:
            self.console.print(self.words.text(code, **facts))
