"""The page of all commands, written from the commands themselves: `python -m upshot.surfaces.cli.reference`.

`UPSHOT_LANG=en python -m upshot.surfaces.cli.reference > docs/commands.md` brings the page up to date; a test holds it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from upshot.surfaces.cli.app import app

_HEAD = """# Commands

<!-- Written by `python -m upshot.surfaces.cli.reference`; do not edit by hand. -->

Every command is `upshot …` (in a clone: `./upshot …`). Each has `--help`, in English and in French (`--lang fr`).
"""
_EXIT_CODES = """## Exit codes

| code | meaning |
|---|---|
| 0 | done |
| 1 | the answer is no: `check` found a problem |
| 2 | wrong use, or a file was refused |
| 3 | something failed: the home is busy or damaged, a source did not answer, or a fault of Upshot |
| 130 | interrupted |
"""
_ANYWHERE = "These may stand before or behind the command's own words."


def commands_page() -> str:
    """The whole page as Markdown, in the language that the process was started in."""
    group = typer.main.get_command(app)
    commands: dict[str, Any] = dict(_leaves(group))
    parts = [_HEAD, _listed(commands), "## Options of every command\n", f"{_ANYWHERE}\n", _options(group)]
    for name, command in commands.items():
        parts += [f"## `{name}`\n", f"{command.help}\n", f"```\n{_usage(name, command)}\n```\n", _options(command)]
    return "\n".join(part for part in [*parts, _EXIT_CODES] if part)


def _leaves(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups (`experiment read ab`) too."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _listed(commands: dict[str, Any]) -> str:
    rows = [f"| [`{name}`](#{name.replace(' ', '-')}) | {_cell(command.help)} |" for name, command in commands.items()]
    return "\n".join(["| command | what it does |", "|---|---|", *rows, ""])


def _usage(name: str, command: Any) -> str:
    arguments = [_argument(param) for param in command.params if not _is_option(param)]
    return " ".join(["upshot", name, *arguments, "[OPTIONS]" if any(map(_is_option, command.params)) else ""]).rstrip()


def _argument(param: Any) -> str:
    word = param.name.upper() + ("…" if param.nargs == -1 else "")
    return word if param.required else f"[{word}]"


def _options(command: Any) -> str:
    rows = [_row(param) for param in command.params if param.name != "help"]
    return "\n".join(["| word | meaning |", "|---|---|", *rows, ""]) if rows else ""


def _row(param: Any) -> str:
    names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts)) if _is_option(param) else ""
    notes = [_cell(param.help or "")]
    if _is_option(param) and param.default not in (None, False, True, ()):
        notes.append(f"Default: `{param.default}`.")
    if param.envvar:
        notes.append(f"Also as `{param.envvar}`.")
    if getattr(param, "multiple", False):
        notes.append("May be given several times.")
    return f"| {names or '`' + _argument(param) + '`'} | {' '.join(notes)} |"


def _is_option(param: Any) -> bool:
    return bool(param.opts) and str(param.opts[0]).startswith("-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(commands_page())
