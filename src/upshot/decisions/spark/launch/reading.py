"""A plan of flights from a file: YAML or JSON, refused field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from upshot.decisions.spark.launch.model import Flight, LaunchPlan
from upshot.errors import InvalidInput

LARGEST_FILE = 500_000  # bytes
DEEPEST = 40  # brackets inside one another; a plan needs three, and a parser takes minutes over thousands


def read_launch_plan(path: Path) -> LaunchPlan:
    """Read a plan file.

    Raises
    ------
    InvalidInput : launch_plan_unreadable, launch_plan_field (which field, what was seen, which fields exist)
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidInput("launch_plan_unreadable", file=path.name, seen=f"> {LARGEST_FILE} B")
        text = path.read_text(encoding="utf-8-sig")
        if _depth(text) > DEEPEST:
            raise InvalidInput("launch_plan_unreadable", file=path.name, seen=f"> {DEEPEST} [ {{")
        content = yaml.load(text, Loader=_Strict)  # noqa: S506 (a safe loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise InvalidInput("launch_plan_unreadable", file=path.name, seen=str(error).splitlines()[0][:200]) from error
    return parse_launch_plan(content, file=path.name)


def _depth(text: str) -> int:
    """How many opening brackets are open at most, read without understanding."""
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(0, depth - 1)
    return deepest


class _Strict(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can unfold to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("*alias")
        return super().compose_node(parent, index)


# A post id is text: YAML would make a number of it, exact in Python but not in JSON readers.
_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:int"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_launch_plan(content: Any, *, file: str) -> LaunchPlan:
    """A plan from plain data; the first fault is named."""
    if not isinstance(content, dict):
        raise InvalidInput("launch_plan_unreadable", file=file, seen=type(content).__name__)
    try:
        return LaunchPlan.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = " › ".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"]) or "flights"
        known = Flight.model_fields if "flights" in fault["loc"] else LaunchPlan.model_fields
        seen = repr(fault.get("input"))[:120] if fault["type"] != "missing" else "∅"
        raise InvalidInput(
            "launch_plan_field", file=file, field=place, seen=seen, why=fault["msg"][:200], fields=", ".join(known)
        ) from error
