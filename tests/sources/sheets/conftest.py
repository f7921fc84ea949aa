"""A sheet as text, read as the import reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from upshot.sources.base import Batch, ReadContext
from upshot.sources.catalogue import detect_kind
from upshot.sources.reading import open_documents

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@pytest.fixture(name="read")
def read_sheet_text(tmp_path: Path) -> Callable[..., list[Batch]]:
    """Write the text, then detect and read it; keywords go into the context."""

    def read_text(text: str | bytes, name: str = "sheet.csv", **told: Any) -> list[Batch]:
        path = tmp_path / "file"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        batches: list[Batch] = []
        for document in open_documents(path, name=name):
            source, _ = detect_kind(document)
            batches += source.read(document, ReadContext(**{"now": NOW, **told}))
        return batches

    return read_text
