"""The verdict as a workbook: real numbers, totals as formulas, and the orders that they reconcile to.

Text is always written as text: a cell that begins with `=` in somebody's file must not be evaluated in ours.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from upshot.decisions.attribution import build_attribution
from upshot.decisions.verdict.model import Interval, Roi, Verdict
from upshot.surfaces.presentation import headline, loyalty_table, notes, why_table
from upshot.surfaces.reports.workbook_model import add_model_sheets
from upshot.surfaces.wording import Words

if TYPE_CHECKING:
    from upshot.wiring import Workspace

MOST_ROWS = 1_000_000  # a sheet holds 1,048,576
Cells = Sequence[Any]


class _Book:
    """A workbook with our formats."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
        self.book = xlsxwriter.Workbook(self.buffer, options)
        self.head = self.book.add_format({"bold": True, "bottom": 1})
        self.bold = self.book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
        self.title = self.book.add_format({"bold": True, "font_size": 16})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.money = self.book.add_format({"num_format": "#,##0.00"})
        self.rate = self.book.add_format({"num_format": "0.0%"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Cells], *, sums: Sequence[int] = ()) -> None:
        """One table; the columns in `sums` get a total that the spreadsheet computes itself."""
        sheet = self.book.add_worksheet(name[:31])
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column, self.head)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(columns) - 1, 0), 16)
        totals = dict.fromkeys(sums, Decimal(0))
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                self.write(sheet, last, at, cell)
            for at in sums:
                totals[at] += Decimal(str(row[at] or 0))
        for at, total in totals.items():
            letter = xl_col_to_name(at)
            sheet.write_formula(last + 1, at, f"=SUM({letter}2:{letter}{last + 1})", self.bold, float(total))

    def write(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        """One cell by its type; missing stays empty."""
        if cell is None:
            return
        if isinstance(cell, Decimal):
            sheet.write_number(row, column, float(cell), self.money)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), self.day)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime.combine(cell, datetime.min.time()), self.day)
        else:
            sheet.write_string(row, column, str(cell))

    def close(self) -> bytes:
        """The file."""
        self.book.close()
        return self.buffer.getvalue()


def render_xlsx(workspace: Workspace, verdict: Verdict, words: Words) -> bytes:
    """The workbook as bytes."""
    book = _Book()
    _summary(book, verdict, words)
    _cost(book, verdict, words)
    _creators(book, verdict, words)
    _posts(book, verdict, words)
    _orders(book, workspace, words)
    _credits(book, workspace, verdict, words)
    add_model_sheets(book, verdict, words)
    cohorts = loyalty_table(verdict, words)
    if cohorts.rows:
        book.sheet(words.text("sheet_loyalty"), [column.label for column in cohorts.columns], cohorts.rows)
    table = why_table(verdict, words)
    book.sheet(words.text("sheet_why"), [column.label for column in table.columns], table.rows)
    sources = (
        (s.name, s.kind, s.rows, s.period and s.period.starts_on, s.period and s.period.ends_on, s.imported_at)
        for s in verdict.sources
    )
    labels = ("label_file", "label_kind", "label_rows", "label_first_day", "label_last_day", "label_imported")
    book.sheet(words.text("sheet_sources"), [words.text(label) for label in labels], sources)
    return book.close()


def _summary(book: _Book, verdict: Verdict, words: Words) -> None:
    first, sheet = headline(verdict, words), book.book.add_worksheet(words.text("sheet_summary")[:31])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 4, 18)
    lines = [first.demo, first.title, first.answer, first.roi, *first.reasons, *first.what_would_help]
    row = 0
    for line in filter(None, lines):
        sheet.write_string(row, 0, line, book.title if line == first.answer else None)
        row += 1
    row += 1
    labels = ("label_quantity", "label_median", "label_low", "label_high", "label_evidence")
    for at, label in enumerate(labels):
        sheet.write_string(row, at, words.text(label), book.head)
    for name, value, kind in _figures(verdict, words):
        row += 1
        sheet.write_string(row, 0, name)
        cells = (value.median, value.low, value.high) if isinstance(value, Interval | Roi) else (value,)
        for at, cell in enumerate(cells, start=1):
            if isinstance(value, Roi):
                sheet.write_number(row, at, cell, book.rate)
            else:
                book.write(sheet, row, at, cell)
        sheet.write_string(row, 4, words.text(f"evidence_{kind}"))
    row = _below_line(book, sheet, row + 2, verdict, words)
    row += 2
    for note in notes(verdict, words):
        sheet.merge_range(row, 0, row, 4, "")
        sheet.write_string(row, 0, note, book.wrap)
        row += 1


def _below_line(book: _Book, sheet: Any, row: int, verdict: Verdict, words: Words) -> int:
    """What never enters ROI, under its own heading; numbers stay numbers, and their currency stands beside them."""
    below = verdict.below_line
    sheet.write_string(row, 0, words.text("table_below_line"), book.head)
    for at, label in enumerate(("label_low", "label_high", "label_currency"), start=2):
        sheet.write_string(row, at, words.text(label), book.head)
    uplift = below.ltv_uplift
    name = words.text("below_ltv_uplift")
    if uplift.horizon_days is not None:
        name = words.text("below_ltv_uplift_after", days=uplift.horizon_days)
    bounds = (uplift.interval.low, uplift.interval.high) if uplift.interval else (None, None)
    lines: list[tuple[str, Any, Any, Any, str]] = [(name, uplift.value, *bounds, verdict.currency)]
    lines += [(words.text(f"below_emv_{e.formula}"), e.value, e.low, e.high, e.currency) for e in below.emv]
    for name, value, low, high, currency in lines:
        row += 1
        sheet.write_string(row, 0, name)
        for at, cell in enumerate((value, low, high), start=1):
            if cell is not None:
                sheet.write_number(row, at, cell, book.money)
        sheet.write_string(row, 4, currency)
    return row


def _figures(verdict: Verdict, words: Words) -> list[tuple[str, Any, str]]:
    """Name, value and kind of evidence; a missing value stays an empty cell."""
    caused = verdict.incremental
    rows: list[tuple[str, Any, str]] = [
        (words.text("label_cost"), verdict.cost.total, "observed"),
        (words.text("label_orders_observed"), verdict.observed.orders, "observed"),
        (words.text("label_net_revenue"), verdict.observed.net_revenue, "observed"),
        (words.text("label_orders_incremental"), caused.orders if caused else None, "modelled"),
        (words.text("label_net_revenue"), caused.net_revenue if caused else None, "modelled"),
        (words.text("label_gross_margin"), caused.gross_margin if caused else None, "modelled"),
        (words.text("label_roi"), verdict.roi, "modelled"),
    ]
    for name in ("roas_ads", "roas_all_in", "margin_roas", "iroas", "break_even_orders"):
        value = getattr(verdict, name)
        rows.append((words.text(f"figure_{name}"), value.interval or value.value, str(value.evidence)))
    return rows


def _cost(book: _Book, verdict: Verdict, words: Words) -> None:
    labels = ("label_kind", "label_creator", "label_campaign", "label_description", "label_billed", "label_currency")
    rows = (
        (
            words.text(f"cost_{line.kind}"),
            line.creator,
            line.campaign,
            words.phrase(line.description),
            line.billed,
            line.billed_currency,
            line.amount,
            line.source,
        )
        for line in verdict.cost.lines
    )
    columns = [words.text(label) for label in (*labels, "label_amount", "label_source")]
    book.sheet(words.text("sheet_cost"), columns, rows, sums=(6,))


def _creators(book: _Book, verdict: Verdict, words: Words) -> None:
    labels = ("label_creator", "label_tier", "label_posts", "label_views_now", "label_cost", "label_orders_observed")
    bounds = ("label_low", "label_median", "label_high")
    columns = [words.text(label) for label in (*labels, "label_net_revenue")]
    columns += [f"{words.text('label_orders_incremental')}: {words.text(bound)}" for bound in bounds]
    columns += [f"{words.text('label_roi')}: {words.text(bound)}" for bound in bounds] + [words.text("label_advice")]
    rows = (
        (
            line.creator,
            words.text(f"tier_{line.tier}") if line.tier else None,
            line.posts,
            line.views,
            line.cost,
            line.observed.orders,
            line.observed.net_revenue,
            *_bounds(line.incremental.orders if line.incremental else None),
            *_bounds(line.roi),
            words.phrase(line.advice),
        )
        for line in verdict.creators
    )
    book.sheet(words.text("sheet_creators"), columns, rows)


def _posts(book: _Book, verdict: Verdict, words: Words) -> None:
    labels = ("label_post", "label_creator", "label_campaign", "label_published", "label_views_now")
    bounds = ("label_low", "label_median", "label_high")
    columns = [words.text(label) for label in labels]
    columns += [f"{words.text('label_views_final')}: {words.text(bound)}" for bound in bounds]
    columns += [words.text("label_maturity")]
    columns += [f"{words.text('label_orders_incremental')}: {words.text(bound)}" for bound in bounds]
    columns += [words.text("label_cost"), *(f"{words.text('label_roi')}: {words.text(bound)}" for bound in bounds)]
    columns += [words.text("how_label_p_above")]
    columns += [f"{words.text('figure_iroas')}: {words.text(bound)}" for bound in bounds]
    rows = (
        (
            post.post_id,
            post.creator,
            post.campaign,
            post.published_at,
            post.views_now,
            *_bounds(post.views_final),
            post.maturity.share if post.maturity else None,
            *_bounds(post.incremental_orders),
            post.cost,
            *_bounds(post.roi),
            post.roi.p_above_hurdle if post.roi else None,
            *_bounds(post.iroas),
        )
        for post in verdict.posts
    )
    book.sheet(words.text("sheet_posts"), columns, rows)


def _bounds(value: Interval | Roi | None) -> tuple[float | None, ...]:
    return (value.low, value.median, value.high) if value else (None, None, None)


def _orders(book: _Book, workspace: Workspace, words: Words) -> None:
    """Every counted order of the shop by day: its sums are those of the order file."""
    table = workspace.query(["orders", "net_revenue"], by=["day"])
    rows = ((row.keys[0], row.cells[0].numerator, row.cells[1].numerator) for row in table.rows)
    labels = ("dimension_day", "label_orders", "label_net_revenue")
    book.sheet(words.text("sheet_orders"), [words.text(label) for label in labels], rows, sums=(1, 2))


def _credits(book: _Book, workspace: Workspace, verdict: Verdict, words: Words) -> None:
    """Every credit of every rule, order by order, so that each rule's total can be summed from its rows."""
    ledger = build_attribution(workspace, now=verdict.as_of)
    scoped = ledger.within(verdict.scope, starts_on=verdict.period.starts_on, ends_on=verdict.period.ends_on)
    table = scoped.credit_table().slice(0, MOST_ROWS)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    book.sheet(words.text("sheet_credits"), table.column_names, rows)
