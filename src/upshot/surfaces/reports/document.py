"""A document to hand to somebody: a title, a few lines, tables and notes; as one HTML file or as a PDF."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Final

from upshot.surfaces.presentation.tables import TextTable

DOCUMENT_ENDINGS: Final = (".html", ".pdf")


@dataclass(frozen=True)
class Document:
    """Everything a document says, as text in the reader's language.

    `tone` colours the status line: good, bad or plain. `lines` stand under it; tables without rows are left out.
    """

    language: str
    title: str
    status: str | None
    tone: str
    demo: str | None
    lines: tuple[str, ...]
    tables: tuple[TextTable, ...]
    notes_title: str
    notes: tuple[str, ...]
    generated: str


def render_document(document: Document, ending: str) -> bytes:
    """The document as `.html` or `.pdf`."""
    return _html(document).encode() if ending == ".html" else _pdf(document)


def _html(document: Document) -> str:
    from upshot.surfaces.reports.page import environment  # noqa: PLC0415 (a PDF needs no templates)

    return environment().get_template("document.html").render(d=document)


def _pdf(document: Document) -> bytes:
    import typst  # noqa: PLC0415 (each format brings its own library)

    content = json.dumps(asdict(document), ensure_ascii=False)
    with resources.as_file(resources.files(__package__)) as folder:
        return bytes(
            typst.compile(
                str(folder / "document.typ"),
                root=str(folder),
                font_paths=[str(folder / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"content": content},
            )
        )
