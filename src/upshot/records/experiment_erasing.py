"""Take a creator's handle out of kept experiments: the figures of a test stay, who took part does not."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from upshot.records.schema import EXPERIMENT

ERASED = "erased"
PARTS = ("name", "creators", "asked", "plan", "reading_asked", "reading")


def erase_from_experiments(connection: sa.Connection, workspace: str, handle: str) -> int:
    """Replace the handle wherever it stands as a word, with or without @; return the experiments that named it."""
    word = re.compile(rf"(?<![\w.])@?{re.escape(handle)}(?!\w|\.\w)", re.IGNORECASE)
    changed = 0
    wanted = sa.select(EXPERIMENT).where(EXPERIMENT.c.workspace == workspace)
    for row in connection.execute(wanted).mappings().all():
        new = {name: value for name in PARTS if (value := _without(word, row[name])) != row[name]}
        if new:
            same = (EXPERIMENT.c.workspace == workspace, EXPERIMENT.c.id == row["id"])
            connection.execute(sa.update(EXPERIMENT).where(*same).values(**new))
            changed += 1
    return changed


def _without(word: re.Pattern[str], value: Any) -> Any:
    """A JSON value whose texts, names of regions and arms included, no longer hold the word."""
    if isinstance(value, str):
        return word.sub(ERASED, value)
    if isinstance(value, list):
        return [_without(word, item) for item in value]
    if isinstance(value, dict):
        return {word.sub(ERASED, name): _without(word, item) for name, item in value.items()}
    return value
