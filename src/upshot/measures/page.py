"""The KPI page of the documentation, written from the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from upshot.measures.catalogue import KPIS, kpis_for
from upshot.measures.dimensions import Dimension
from upshot.measures.facts import FACTS
from upshot.measures.kpi import Basis, Kpi, Objective
from upshot.measures.query import over_time

INTRODUCTION = """# The KPIs

*This page is written from the catalogue (`src/upshot/measures/catalogue/`); a test keeps it up to date.*

A KPI is two sums and a scale. Upshot keeps both sums and divides last, so that a month is the ratio of its sums and
never the mean of its days. Five rules hold everywhere:

- **Null is not zero.** A counter that was not supplied stays empty, and the cell says why. A row in which one side of
  a ratio is missing counts on neither side.
- **Zero below the line is not infinity.** Cost without a lead reads "undefined, at least the cost".
- **Distinct people never add.** Reach exists for an ad on a day, or for a total that the platform computed for the
  whole period. Anything else is refused.
- **One denominator per comparison.** Engagement over views and engagement over followers are different KPIs; asking
  for both in one table is refused. So is a benchmark of another platform.
- **Observed, attributed and modelled never mix.** Attributed KPIs carry the rule. Modelled ones (`roi`, `iroas` …)
  are not computed here: `upshot verdict` gives them, with an interval.

Counters of posts are lifetime totals. Without time, a post counts with its latest reading (posts published in the
period). By day, week or month, the counters are differences between readings, dated on the later reading.

All-in cost and credits come from the ledgers (`docs/attribution.md`, `docs/costs.md`); orders reach a creator only
through them. Amounts are in the workspace's currency.

What this page cannot do: clicks on the link of a TikTok profile are in no export, so that `ctr_bio` is named and
refused; mentions are counted in captions and hashtags of posts that were imported, not in comments or elsewhere.
"""


def render_kpi_page(say: Callable[[str], str]) -> str:
    """The page, with `say` turning wording codes into sentences."""
    parts = [INTRODUCTION]
    for objective in Objective:
        ids = ", ".join(f"[`{kpi.id}`](#{kpi.id})" for kpi in kpis_for(objective))
        parts.append(f"**{say(f'kpi_objective_{objective.value}')}**: {ids}\n")
    parts.extend(_entry(kpi, say) for kpi in KPIS.values())
    return "\n".join(parts)


def dimensions_of(kpi: Kpi) -> tuple[Dimension, ...]:
    """What a KPI can be broken down by; ledgers add time when their rows have a day."""
    facts = set(kpi.facts)
    carried = frozenset(Dimension) if facts else frozenset[Dimension]()
    for name in facts:
        carried &= frozenset(FACTS["post_gain" if name == "post" and _has_gains(kpi) else name].keys)
    return tuple(dimension for dimension in Dimension if dimension in carried)


def _has_gains(kpi: Kpi) -> bool:
    return over_time(kpi, [Dimension.DAY]) != kpi


def _entry(kpi: Kpi, say: Callable[[str], str]) -> str:
    lines = [f"## {kpi.id}", "", f"**{say(kpi.label)}.** {say(kpi.question)}", ""]
    if kpi.basis is Basis.MODELLED:
        lines.append("- Formula: not a sum of rows; see `upshot verdict`")
    elif kpi.numerator is None:
        lines.append("- Formula: no source in this version")
    else:
        lines.append(f"- Formula: `{kpi.formula}` (from {', '.join(f'`{name}`' for name in kpi.facts)})")
        lines.append(f"- By: {', '.join(dimension.value for dimension in dimensions_of(kpi)) or '–'}")
        if kpi.needs:
            lines.append(f"- Only by: {' + '.join(sorted(kpi.needs))}")
    lines.append(
        f"- {say(f'kpi_unit_{kpi.unit.value}')} · {say(f'kpi_basis_{kpi.basis.value}')} · "
        f"{say(f'kpi_roll_up_{kpi.roll_up.value}')} · version {kpi.version}"
    )
    if kpi.aliases:
        lines.append(f"- Also called: {', '.join(f'`{alias}`' for alias in kpi.aliases)}")
    lines.append(f"- Source: {kpi.source}")
    return "\n".join(lines) + "\n"
