"""A verdict in words and tables, ready to be laid out: the terminal, the PDF and the HTML report say the same.

Everything here is text in the reader's language; only layout is left to do. Start with `tables.py`.
"""

from upshot.surfaces.presentation.answer import Headline, headline, notes
from upshot.surfaces.presentation.below_line import below_line_table, loyalty_table
from upshot.surfaces.presentation.imports import import_problems, import_table, is_complete, kind_label
from upshot.surfaces.presentation.tables import (
    Column,
    TextTable,
    attribution_by_creator_table,
    attribution_table,
    cost_table,
    creator_table,
    funnel_table,
    interval,
    ledger_table,
    post_table,
    result_table,
    roi_by_hand,
    source_table,
    why_table,
)

__all__ = [
    "Column",
    "Headline",
    "TextTable",
    "attribution_by_creator_table",
    "attribution_table",
    "below_line_table",
    "cost_table",
    "creator_table",
    "funnel_table",
    "headline",
    "import_problems",
    "import_table",
    "interval",
    "is_complete",
    "kind_label",
    "ledger_table",
    "loyalty_table",
    "notes",
    "post_table",
    "result_table",
    "roi_by_hand",
    "source_table",
    "why_table",
]
