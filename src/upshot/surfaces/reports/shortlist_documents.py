"""The shortlist to hand over: one HTML file, a PDF, a workbook with real numbers, or the document as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from upshot.decisions.creators.shortlist.model import Shortlist
from upshot.surfaces.presentation import creator_shortlist as show
from upshot.surfaces.reports.document import Document, render_document
from upshot.surfaces.wording import Words


def render_shortlist(found: Shortlist, ending: str, words: Words) -> bytes:
    """The shortlist as bytes; `ending` is .json, .html, .pdf or .xlsx."""
    if ending == ".json":
        return found.model_dump_json(indent=2).encode()
    if ending == ".xlsx":
        return _workbook(found, words)
    return render_document(shortlist_document(found, words), ending)


def shortlist_document(found: Shortlist, words: Words) -> Document:
    """The shortlist in order of reading."""
    status, *rest = show.shortlist_headline(found, words)
    tables = (
        show.totals_table(found, words),
        show.chosen_table(found, words),
        show.not_chosen_table(found, words),
        show.pareto_table(found, words, is_tiers=True),
        show.pareto_table(found, words, is_tiers=False),
    )
    return Document(
        language=words.language,
        title=words.text("shortlist_title"),
        status=status,
        tone="good" if found.chosen else "bad",
        demo=words.text("demo_banner") if found.is_demo else None,
        lines=(
            *rest,
            *show.conflict_lines(found, words),
            *show.reach_lines(found, words),
            *show.binding_lines(found, words),
        ),
        tables=tables,
        notes_title=words.text("shortlist_notes_title"),
        notes=(
            words.text("shortlist_pareto_note"), *show.left_out_lines(found, words), *show.note_lines(found, words),
        ),
        generated=words.text("report_generated", at=words.instant(found.as_of)),
    )  # fmt: skip


def _workbook(found: Shortlist, words: Words) -> bytes:
    from upshot.surfaces.reports.workbook import _Book  # noqa: PLC0415 (brings the library of workbooks)

    book = _Book()
    document = shortlist_document(found, words)
    said = [(line,) for line in (document.status or "", *document.lines, *document.notes)]
    book.sheet(words.text("shortlist_title"), (words.text("shortlist_title"),), said)
    for name, parts in (
        ("shortlist_col_chosen", found.chosen),
        ("shortlist_table_not_chosen", found.not_chosen),
        ("shortlist_binds_title", found.binds),
        ("shortlist_chart_title", found.pareto),
    ):
        _sheet(book, words.text(name), [part.model_dump() for part in parts], words)
    return book.close()


def _sheet(book: Any, title: str, rows: list[dict[str, Any]], words: Words) -> None:
    """Rows of a document with nested values as columns of their own and reasons in words."""
    flat = [dict(_cells(row, words)) for row in rows]
    if flat:
        names = list(dict.fromkeys(name for row in flat for name in row))
        book.sheet(title, names, [tuple(row.get(name) for name in names) for row in flat])


def _cells(row: dict[str, Any], words: Words, prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if name == "reasons":
            yield prefix + name, words.pauses(words.text(part["code"], **_numbers(part["facts"])) for part in value)
        elif name == "sentence":
            continue
        elif isinstance(value, dict):
            yield from _cells(value, words, f"{prefix}{name}_")
        else:
            yield prefix + name, value


def _numbers(facts: dict[str, str]) -> dict[str, Any]:
    return {name: int(value) if value.isdigit() else value for name, value in facts.items()}
