"""Tables that look like readings and are none: recognised so that the refusal can say why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upshot.errors import SourceRefused
from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.fields import header_key
from upshot.sources.refusing import shortened

_HEAD_ROWS = 20


@dataclass(frozen=True)
class RefusedTable:
    """A kind of table that is refused by name; fulfils `sources.base.FileSource`.

    `code` is the wording code of the reason; `is_one` looks at the head and the place of its header.
    """

    kind: str
    label: str
    code: str
    signature: tuple[str, ...]
    is_one: Callable[[list[list[str]], int], bool]
    tables: tuple[str, ...] = ()

    def detect(self, document: Document) -> Detection:
        """Less sure than any source that can read the file."""
        for number in range(min(_HEAD_ROWS, len(document.head))):
            if self.is_one(document.head, number):
                return Detection(0.52, self.label, number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:  # noqa: ARG002
        """Refuse with the reason."""
        header = document.head[self.detect(document).header_row] if document.head else []
        raise SourceRefused(self.code, file=document.name, seen=[shortened(cell) for cell in header if cell][:20])


def _holds_hashtags(head: list[list[str]], number: int) -> bool:
    keys = {header_key(cell) for cell in head[number]}
    return not keys.isdisjoint({"hashtag", "hashtag name"}) and not keys.isdisjoint({"views", "video views"})


SOURCES: tuple[RefusedTable, ...] = (
    RefusedTable(
        "hashtag_views",
        "Views of hashtags",
        "readings_of_hashtags",
        ("hashtag", "day", "views"),
        _holds_hashtags,
    ),
)
