"""A verdict in words and tables, ready to be laid out: the terminal, the PDF and the HTML report say the same.

Everything here is text in the reader's language; only layout is left to do. Start with `tables.py`.
"""

from upshot.surfaces.presentation.answer import Headline, headline, notes
from upshot.surfaces.presentation.below_line import below_line_table, loyalty_table
from upshot.surfaces.presentation.imports import import_problems, import_table, is_complete, kind_label
from upshot.surfaces.presentation.model import (
    boost_table,
    collaboration_table,
    creator_estimate_table,
    decomposition_table,
    next_euro_table,
    response_table,
    tier_table,
)
from upshot.surfaces.presentation.model_checks import (
    alternative_table,
    check_line,
    check_table,
    fit_lines,
    inseparable_lines,
    learned_table,
)
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
    ratio_text,
    result_table,
    roi_by_hand,
    source_table,
    why_table,
)

__all__ = [
    "Column",
    "Headline",
    "TextTable",
    "alternative_table",
    "attribution_by_creator_table",
    "attribution_table",
    "below_line_table",
    "boost_table",
    "check_line",
    "check_table",
    "collaboration_table",
    "cost_table",
    "creator_estimate_table",
    "creator_table",
    "decomposition_table",
    "fit_lines",
    "funnel_table",
    "headline",
    "import_problems",
    "import_table",
    "inseparable_lines",
    "interval",
    "is_complete",
    "kind_label",
    "learned_table",
    "ledger_table",
    "loyalty_table",
    "next_euro_table",
    "notes",
    "post_table",
    "ratio_text",
    "response_table",
    "result_table",
    "roi_by_hand",
    "source_table",
    "tier_table",
    "why_table",
]
