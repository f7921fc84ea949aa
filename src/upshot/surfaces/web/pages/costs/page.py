"""The cost ledger, line by line, to the cent."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from upshot.decisions.verdict.model import CostLine, Verdict
from upshot.surfaces.presentation import TextTable, cost_table
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.view import Slice, View, paginate


class CostsContext(Context):
    """The lines and what they sum to."""

    verdict: Verdict = Field(description="The verdict the ledger belongs to.")
    lines: Slice[CostLine] = Field(description="One page of lines.")
    by_creator: TextTable = Field(description="A row per creator, a column per kind; both ways sum to the total.")
    by_kind: tuple[tuple[str, Decimal], ...] = Field(description="Sum per kind of cost, largest first.")


def build(view: View) -> CostsContext:
    verdict = view.verdict()
    sums: dict[str, Decimal] = {}
    for line in verdict.cost.lines:
        sums[line.kind] = sums.get(line.kind, Decimal(0)) + line.amount
    by_kind = tuple(sorted(sums.items(), key=lambda item: -item[1]))
    lines = paginate(verdict.cost.lines, view.page_number())
    by_creator = cost_table(verdict, view.words)
    return CostsContext(verdict=verdict, lines=lines, by_creator=by_creator, by_kind=by_kind)


COSTS = Page("costs", "/costs", "costs", build)
