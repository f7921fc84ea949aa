"""What stands beside the ROI, in words: brand lift, sentiment, customer value, and earned media value by formula."""

from __future__ import annotations

from dataclasses import dataclass

from upshot.decisions.verdict.model import ComparedValue, Emv, Verdict
from upshot.surfaces.wording import MISSING, Words


@dataclass(frozen=True)
class BelowRow:
    """One quantity: its name, its value with its interval or why there is none, and what would help."""

    label: str
    value: str | None
    why_null: str | None
    help: tuple[str, ...] = ()


def below_line(verdict: Verdict, words: Words) -> tuple[BelowRow, ...]:
    """Every quantity beside the ROI; one that was not measured says so."""
    below = verdict.below_line
    compared = {"brand_lift": below.brand_lift, "sentiment": below.sentiment, "ltv_uplift": below.ltv_uplift}
    rows = [_compared(name, value, verdict.currency, words) for name, value in compared.items()]
    return (*rows, *(_emv(emv, words) for emv in below.emv))


def _compared(name: str, found: ComparedValue, currency: str, words: Words) -> BelowRow:
    help_ = tuple(words.phrase(phrase) for phrase in found.what_would_help)
    label = words.text(f"below_{name}")
    if found.value is None:
        return BelowRow(label, None, words.phrase(found.why_null) if found.why_null else MISSING, help_)

    def show(value: float) -> str:
        if found.unit == "rate":
            return words.percent(value)
        is_money = found.unit is not None and found.unit.startswith("currency")
        return words.money(value, currency) if is_money else words.number(value, digits=2)

    value = show(found.value)
    if found.interval is not None:
        value += f" ({show(found.interval.low)} … {show(found.interval.high)})"
    return BelowRow(label, value, None, help_)


def _emv(found: Emv, words: Words) -> BelowRow:
    formula = f"emv_{found.formula}"
    label = words.text("below_emv_by", formula=words.text(formula) if words.has(formula) else found.formula)
    if found.value is None:
        return BelowRow(label, None, words.phrase(found.why_null) if found.why_null else MISSING)
    return BelowRow(label, words.money(found.value, found.currency, cents=False), None)
