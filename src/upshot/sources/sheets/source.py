"""Recognise Upshot's own sheets by their headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from upshot.errors import SourceChanged
from upshot.sources.base import Batch, Detection, Document, FileSource, ReadContext
from upshot.sources.fields import header_key
from upshot.sources.sheets.reading import TABLES_OF, read_sheet
from upshot.sources.sheets.spec import Sheet, sheets

_HEAD_ROWS = 20


@dataclass(frozen=True)
class SheetSource:
    """One of the sheets; fulfils `sources.base.FileSource`."""

    sheet: Sheet

    @property
    def kind(self) -> str:
        """For instance `creators_sheet`."""
        return f"{self.sheet.name}_sheet"

    @property
    def label(self) -> str:
        """For instance `Upshot sheet: creators`."""
        return f"Upshot sheet: {self.sheet.name}"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it fills."""
        return TABLES_OF[self.sheet.name]

    @property
    def signature(self) -> tuple[str, ...]:
        """The headers that make it."""
        return self.sheet.column_names

    def detect(self, document: Document) -> Detection:
        """The more of the sheet's headers, the surer; a header row that is mostly foreign is not ours."""
        known = {header_key(name) for name in self.sheet.column_names}
        required = {header_key(name) for name in self.sheet.required}
        for number, cells in enumerate(document.head[:_HEAD_ROWS]):
            seen = {header_key(cell) for cell in cells if cell.strip()}
            ours = seen & known
            if not required <= seen or len(ours) < 2 or len(ours) * 2 < len(seen):
                continue
            is_mostly_ours = len(ours) * 3 > len(seen) * 2
            confidence = (0.72 if is_mostly_ours else 0.55) + 0.18 * len(ours) / len(known)
            confidence += 0.07 if len(ours) == len(known) or self._is_named(document) else 0.0
            return Detection(confidence, f"{len(ours)} of the {len(known)} headers of {self.sheet.name}", number)
        return Detection(0.0)

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the document into batches."""
        detection = self.detect(document)
        if not detection.confidence and not document.head:
            raise SourceChanged(
                "sheet_headers_missing",
                file=document.name,
                sheet=self.sheet.name,
                expected=list(self.signature),
                seen=[],
            )
        yield from read_sheet(self.sheet, document, detection.header_row, context)

    def _is_named(self, document: Document) -> bool:
        last = document.name.split("!")[-1]
        return self.sheet.name in {last.casefold(), PurePath(last).stem.casefold()}


SOURCES: tuple[FileSource, ...] = tuple(SheetSource(sheet) for sheet in sheets().values())
