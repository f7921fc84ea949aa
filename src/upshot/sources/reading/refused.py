"""A member of an archive that cannot be read: it keeps its place in the report and does not stop the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from upshot.errors import SourceRefused


@dataclass(frozen=True)
class RefusedDocument:
    """A document whose reading raises `refusal`."""

    name: str
    refusal: SourceRefused
    form: str = "refused"
    sheet_names: tuple[str, ...] = ()

    @property
    def head(self) -> list[list[str]]:
        """Raise the refusal: whoever insists on a kind (`--as`) asks for the head first."""
        raise self.refusal

    def text_batches(self, header_row: int) -> Iterator[pa.RecordBatch]:  # noqa: ARG002
        """Raise the refusal."""
        raise self.refusal
