"""What was wrong with the command line itself, as an error with words: the parser speaks English only."""

from __future__ import annotations

import re
from difflib import get_close_matches

from upshot.errors import InvalidInput, UnknownName, UpshotError

_COMMAND = re.compile(r"^No such command '(?P<word>.*)'")
_EXTRA = re.compile(r"^Got unexpected extra argument\(s\) \((?P<word>.*)\)$")
_LEAST = re.compile(r"greater than or equal to (?P<n>[0-9]+)$")
_CHOICES = re.compile(r"\((?P<word>[\w-]+(?: \| [\w-]+)+)\)")


def wrong_use(error: Exception) -> UpshotError | None:
    """The parser's complaint as an error of ours; None where it only wants to show the help."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return None
    command = context.command_path if context is not None else "upshot"
    message = str(getattr(error, "message", error))
    if found := _COMMAND.search(message):
        near = get_close_matches(found["word"], getattr(context.command, "commands", {}) if context else {}, n=2)
        return UnknownName("usage_unknown_command", name=found["word"], nearest=near)
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        return UnknownName("usage_unknown_option", name=_name_of(error), command=command, nearest=near)
    return _misused(error, kind, command, message)


def _misused(error: Exception, kind: str, command: str, message: str) -> InvalidInput:
    """A known command or option, used in a way that it does not understand."""
    if kind == "MissingParameter":
        return InvalidInput("usage_missing", name=_name_of(error), command=command)
    if kind == "BadOptionUsage":
        return InvalidInput("usage_option_without_value", name=_name_of(error), command=command)
    if kind == "BadParameter":
        return InvalidInput("usage_bad_value", name=_name_of(error), command=command, valid=_valid(message))
    if found := _EXTRA.search(message):
        return InvalidInput("usage_extra", name=found["word"], command=command)
    return InvalidInput("usage_other", command=command, said=message)


def _valid(message: str) -> str:
    """What the option would have understood: its words, its smallest number, or the kind of value."""
    if choices := _CHOICES.search(message):
        return choices["word"]
    if least := _LEAST.search(message):
        return {"0": "whole_number_from_zero", "1": "whole_number_from_one"}.get(least["n"], "whole_number")
    return "whole_number" if "equal to" in message or "integer" in message else "text"


def _name_of(error: Exception) -> str:
    """The option or argument as it is typed."""
    hint, parameter = getattr(error, "param_hint", None), getattr(error, "param", None)
    if parameter is None:
        return str(hint or getattr(error, "option_name", "?"))
    is_option = parameter.param_type_name == "option"
    return str(parameter.opts[0] if is_option else parameter.name.upper())
