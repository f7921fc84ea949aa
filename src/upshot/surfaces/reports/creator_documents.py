"""The creator card to hand over or print: one HTML file, a PDF, a workbook with real numbers."""

from __future__ import annotations

from collections.abc import Sequence

from upshot.decisions.creators.vetting import Vetting
from upshot.surfaces.presentation.creator_card import Card, creator_card
from upshot.surfaces.presentation.creator_compare import compare_table
from upshot.surfaces.presentation.creator_frames import external_rows, figure_rows, peer_rows
from upshot.surfaces.presentation.creator_words import CardSection, lines_table
from upshot.surfaces.presentation.tables import TextTable
from upshot.surfaces.reports.document import Document, render_document
from upshot.surfaces.wording import Words


def render_vetting(found: Sequence[Vetting], ending: str, words: Words, *, is_side_by_side: bool = False) -> bytes:
    """The cards as `.html`, `.pdf` or `.xlsx`; several creators stand one after another, or side by side."""
    if ending == ".xlsx":
        return render_vetting_workbook(found, words)
    return render_document(vetting_document(found, words, is_side_by_side=is_side_by_side), ending)


def vetting_document(found: Sequence[Vetting], words: Words, *, is_side_by_side: bool = False) -> Document:
    """The cards as a document; of several, every table names its creator."""
    cards = [creator_card(one, words) for one in found]
    several = len(cards) > 1
    tables: list[TextTable] = [compare_table(found, words)] if several else []
    notes: list[str] = [words.text("card_compare_note")] if several else []
    for card in cards if not is_side_by_side else []:
        prefix = f"{card.title} · " if several else ""
        tables += [_titled(table, prefix) for section in card.sections for table in _tables(section, words)]
        notes += [prefix + note for section in card.sections for note in section.notes]
    first = cards[0]
    return Document(
        language=words.language,
        title=", ".join(card.title for card in cards),
        status=None,
        tone="plain",
        demo=first.demo,
        lines=tuple(_intro(cards, words, several=several)),
        tables=tuple(tables),
        notes_title=words.text("report_notes_title"),
        notes=(*dict.fromkeys(notes), first.run),
        generated=words.text("report_generated", at=words.instant(found[0].as_of)),
    )


def _intro(cards: Sequence[Card], words: Words, *, several: bool) -> list[str]:
    return [words.labelled(card.title, line) if several else line for card in cards for line in card.lines]


def _tables(section: CardSection, words: Words) -> list[TextTable]:
    """The sentences of a section as its first table, then its tables."""
    said = [lines_table(section, words)] if section.lines else []
    return [*said, *(table for table in section.tables if table.rows)]


def _titled(table: TextTable, prefix: str) -> TextTable:
    return TextTable(table.name, prefix + table.title, table.columns, table.rows, table.total)


def render_vetting_workbook(found: Sequence[Vetting], words: Words) -> bytes:
    """A workbook: the cards' sentences, then figures, peers and published values as numbers."""
    from upshot.surfaces.reports.workbook import _Book  # noqa: PLC0415 (brings the library of workbooks)

    book = _Book()
    said = [
        (vetting.creator, section.title, line)
        for vetting in found
        for section in creator_card(vetting, words).sections
        for line in (*section.lines, *section.notes)
    ]
    book.sheet(words.text("card_sheet_card"), ("creator", "section", "text"), said)
    for title, rows in (
        ("card_sheet_figures", figure_rows(found)),
        ("card_sheet_peers", peer_rows(found)),
        ("card_sheet_market", external_rows(found)),
    ):
        if rows:
            book.sheet(words.text(title), list(rows[0]), [tuple(row.values()) for row in rows])
    return book.close()
