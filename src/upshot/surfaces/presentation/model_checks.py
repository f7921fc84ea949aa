"""What stands beside the answer, in plain words: how the fit went, what was learned, what was checked, what if."""

from __future__ import annotations

from upshot.decisions.verdict.model import AlternativeLine, CheckLine, LearnedLine, Verdict
from upshot.surfaces.presentation.model import labelled, without_empty
from upshot.surfaces.presentation.tables import TextTable, decimal, decimals, interval
from upshot.surfaces.wording import MISSING, Words

LEAST_TOLD = 0.005
SIGNAL_CHECKS = ("tracked_total", "tracked_largest")


def fit_lines(verdict: Verdict, words: Words, *, is_short: bool = False) -> list[str]:
    """How the fit went, and how probable it is that nothing was brought unless that is out of the question.

    Empty where no fit tells.
    """
    found = verdict.diagnostics
    if not {"r_hat_max", "ess_bulk_min", "divergences", "n_draws"} <= found.keys():
        return []
    lines = [
        words.text(
            "how_fit_short" if is_short else "how_fit",
            draws=words.number(found["n_draws"]),
            ess=words.number(found["ess_bulk_min"]),
            r_hat=words.number(found["r_hat_max"], digits=3),
            divergences=words.number(found["divergences"]),
        )
    ]
    if found.get("p_no_effect", 0.0) >= LEAST_TOLD and "p_no_effect_before" in found:  # a kept verdict may be older
        before, after = words.percent(found["p_no_effect_before"], digits=0), words.percent(found["p_no_effect"])
        lines.append(words.text("how_no_effect", before=before, after=after))
    return lines


def check_line(verdict: Verdict, words: Words) -> str:
    """How many checks deserve a look."""
    alarms = sum(check.is_alarming for check in verdict.checks)
    if not verdict.checks:
        return words.text("how_no_checks")
    if not alarms:
        return words.text("how_checks_fine", n=len(verdict.checks))
    return words.text("how_checks_alarm", n=alarms, of=len(verdict.checks))


def inseparable_lines(verdict: Verdict, words: Words) -> list[str]:
    """A sentence per group of creators whom the data cannot tell apart, with what they cost and caused together."""
    return [
        words.text(
            "how_inseparable",
            creators=", ".join(group.creators),
            orders=interval(words, group.incremental.orders if group.incremental else None),
            cost=words.money(group.cost, verdict.currency),
            roi=interval(words, group.roi, is_rate=True),
        )
        for group in verdict.by_inseparable
    ]


def learned_name(line: LearnedLine, words: Words) -> str:
    """The quantity in words; one that nobody named yet keeps its code."""
    code = f"model_learned_{line.name}"
    return words.text(code) if words.has(code) else plain_name(line.name)


def learned_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per quantity: before and after the data, and the part that is prior."""
    labels = ("label_quantity", "how_label_before_data", "how_label_after_data", "how_label_prior_share")
    rows = tuple(
        (
            learned_name(line, words),
            interval(words, line.prior, is_rate=True),
            interval(words, line.posterior, is_rate=True),
            words.percent(line.prior_share, digits=0),
        )
        for line in verdict.learned
    )
    return TextTable("learned", words.text("table_learned"), labelled(words, *labels), rows)


def check_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per check: what was seen, what the model expects, and how to read it; those to look at first."""
    labels = ("how_label_check", "label_kind", "how_label_observed_value", "how_label_expected_value")
    columns = labelled(words, *labels, "how_label_p_value", "how_label_reading", text=(0, 1, 5))
    rows = tuple(_check_row(check, words) for check in sorted(verdict.checks, key=lambda check: not check.is_alarming))
    return TextTable("checks", words.text("table_checks"), columns, rows)


def _check_row(check: CheckLine, words: Words) -> tuple[str, ...]:
    digits = 0 if max(abs(check.observed), abs(check.expected.high)) >= 100 else 2
    return (
        check_name(check.name, words),
        words.text(f"model_kind_{check.kind}"),
        decimal(words, check.observed, digits=digits),
        decimals(words, check.expected, digits=digits),
        MISSING if check.p_value is None else words.number(check.p_value, digits=3),
        words.text("model_check_alarm" if check.is_alarming else "model_check_ok"),
    )


def check_name(name: str, words: Words) -> str:
    """A check in words; one of a signal names it, one that nobody named yet keeps its code."""
    for kind in SIGNAL_CHECKS:
        if name.startswith(f"{kind}_"):
            return words.text(f"model_check_{kind}", signal=_subject(name.removeprefix(f"{kind}_"), words))
    code = f"model_check_{name}"
    return words.text(code) if words.has(code) else plain_name(name)


def alternative_table(verdict: Verdict, words: Words) -> TextTable:
    """One row per assumption: the programme's orders under it, and how far that is from the answer."""
    labels = ("how_label_assumption", "label_orders_incremental", "how_label_change", "how_label_why")
    rows = tuple(_alternative_row(line, words) for line in verdict.alternatives)
    columns = labelled(words, *labels, text=(0, 3))
    return without_empty(TextTable("alternatives", words.text("table_alternatives"), columns, rows))


def _alternative_row(line: AlternativeLine, words: Words) -> tuple[str, ...]:
    return (
        alternative_name(line, words),
        interval(words, line.orders),
        decimal(words, line.change_in_sd, digits=1),
        "" if line.is_reliable else words.text("model_unreliable"),
    )


def alternative_name(line: AlternativeLine, words: Words) -> str:
    """The assumption in words."""
    code = f"model_{line.name}"
    if not words.has(code):
        return plain_name(f"{line.name} {line.subject}".strip())
    return words.text(code, subject=_subject(line.subject, words))


def _subject(name: str, words: Words) -> str:
    code = f"model_subject_{name}"
    return words.text(code) if words.has(code) else plain_name(name)


def plain_name(name: str) -> str:
    """A code without its underscores."""
    return name.replace("_", " ")
