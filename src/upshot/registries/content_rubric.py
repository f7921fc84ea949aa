"""The rubric by which people rate a creator's videos: versioned questions with an anchor in words for every mark."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from upshot.errors import InvalidInput, UnknownName
from upshot.registries.load import DatedFact, read_registry

MARKS = (1, 2, 3, 4, 5)
Spoken = dict[Literal["en", "fr"], str]


class RubricItem(DatedFact):
    """One question of a version of a rubric. `rating` is the group it belongs to; groups are never blended."""

    rubric: str
    version: int = Field(ge=1)
    rating: Literal["craft", "nativeness", "brand"]
    item: str
    question: Spoken
    anchors: dict[Literal[1, 2, 3, 4, 5], Spoken]
    example: Spoken

    @model_validator(mode="after")
    def _is_whole(self) -> RubricItem:
        if set(self.anchors) != set(MARKS) or any(set(said) != {"en", "fr"} for said in self.anchors.values()):
            msg = f"{self.item} lacks an anchor for one of {MARKS} in one of the languages"
            raise ValueError(msg)
        return self


@cache
def _items() -> tuple[RubricItem, ...]:
    return read_registry("content_rubric", RubricItem)


def rubric(name: str = "tiktok", version: int | None = None) -> tuple[RubricItem, ...]:
    """The items of a rubric, of its newest version unless one is named.

    Raises
    ------
    UnknownName : unknown_rubric
    """
    own = [item for item in _items() if item.rubric == name]
    wanted = version or max((item.version for item in own), default=0)
    found = tuple(item for item in own if item.version == wanted)
    if not found:
        known = sorted({f"{item.rubric} {item.version}" for item in _items()})
        raise UnknownName("unknown_rubric", seen=f"{name} {version or ''}".strip(), nearest=known)
    return found


def checked_marks(marks: dict[str, int], items: tuple[RubricItem, ...]) -> dict[str, int]:
    """The marks of one viewing: known items, whole marks 1–5, at least one.

    Raises
    ------
    InvalidInput : rubric_item (an item the rubric does not have), rubric_mark (no whole mark 1–5), rubric_empty
    """
    known = [item.item for item in items]
    for item, mark in marks.items():
        if item not in known:
            raise InvalidInput("rubric_item", seen=item, valid=", ".join(known))
        if isinstance(mark, bool) or mark not in MARKS:
            raise InvalidInput("rubric_mark", item=item, seen=mark, valid="1–5")
    if not marks:
        raise InvalidInput("rubric_empty", valid=", ".join(known))
    return {item: marks[item] for item in known if item in marks}
