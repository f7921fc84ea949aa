"""`upshot verdict`: the answer first, then why, then the ledger it can be recomputed from."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from upshot.decisions.verdict.model import Cost, CostLine, Interval, RuleCredit, Value, Verdict
from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.wording import MISSING, Words

if TYPE_CHECKING:
    from rich.console import Console

    from upshot.surfaces.cli.options import Options

REPORT_ENDINGS = (".html", ".pdf", ".xlsx", ".json")
ANSWER_STYLE = {"profitable": "bold green", "not_profitable": "bold red", "insufficient_evidence": "bold yellow"}


def run_verdict(
    options: Options, *, campaign: str | None, creator: str | None, out: Path | None, why: str | None, seed: int
) -> int:
    """Print the verdict, explain one of its figures, or write it as a report."""
    if out is not None and out.suffix not in REPORT_ENDINGS:
        raise InvalidInput("unknown_report_format", file=str(out), valid=", ".join(REPORT_ENDINGS))
    verdict = options.open_workspace().verdict(campaign=campaign, creator=creator, seed=seed)
    if out is not None:
        from upshot.surfaces.reports import write_report

        write_report(verdict, out, language=options.language)
        options.console.print(options.words.text("cli_report_written", file=str(out)))
    elif why is not None:
        print_why(options, verdict, why)
    elif options.is_json:
        print(verdict.model_dump_json(indent=2))
    else:
        print_verdict(options.console, options.words, verdict)
    return 0


def print_verdict(console: Console, words: Words, verdict: Verdict) -> None:
    """The whole verdict as text."""
    _print_answer(console, words, verdict)
    console.print(_cost_table(words, verdict))
    console.print(_result_table(words, verdict))
    _print_roi_by_hand(console, words, verdict)
    if verdict.attributed:
        console.print(_attribution_table(words, verdict))
    if verdict.creators:
        console.print(_creator_table(words, verdict))
    _print_leaks(console, words, verdict)
    _print_notes(console, words, verdict)


def print_why(options: Options, verdict: Verdict, figure: str) -> None:
    """Formula, inputs and rows behind one figure."""
    from difflib import get_close_matches

    known = {why.figure: why for why in verdict.why}
    if figure not in known:
        nearest = get_close_matches(figure, known, n=3, cutoff=0.3) or sorted(known)
        raise UnknownName("unknown_figure", name=figure, nearest=", ".join(nearest))
    why, words, console = known[figure], options.words, options.console
    if options.is_json:
        print(why.model_dump_json(indent=2))
        return
    console.print(f"[bold]{why.figure}[/bold]  {why.definition} v{why.version}")
    console.print(f"  {why.formula}")
    for row in why.inputs:
        console.print(f"  {row.name} = {row.value}   [dim]{row.source}[/dim]")
    for rows in why.rows:
        console.print(words.text("cli_why_rows", rows=rows), style="dim")


def interval(words: Words, value: Interval | None, *, currency: str | None = None) -> str:
    """`median (low … high)`, in money when a currency is given."""
    if value is None:
        return MISSING
    bounds = (value.median, value.low, value.high)
    shown = [words.money(bound, currency, cents=False) if currency else words.number(bound) for bound in bounds]
    return f"{shown[0]} ({shown[1]} … {shown[2]})"


def _print_answer(console: Console, words: Words, verdict: Verdict) -> None:
    scope = words.text(f"scope_{verdict.scope.kind}", name=verdict.scope.name or "")
    if verdict.is_demo:
        console.print(words.text("demo_banner"), style="reverse")
    days = f"{words.day(verdict.period.starts_on)} – {words.day(verdict.period.ends_on)}"
    console.print(f"\n[bold]{verdict.workspace}[/bold] · {scope} · {days}")
    console.print(words.text(f"answer_{verdict.verdict}").upper(), style=ANSWER_STYLE[verdict.verdict])
    if verdict.roi is not None:
        roi = verdict.roi
        console.print(
            words.text(
                "cli_roi_line",
                median=words.percent(roi.median, digits=0),
                low=words.percent(roi.low, digits=0),
                high=words.percent(roi.high, digits=0),
                level=words.percent(verdict.level, digits=0),
                probability=words.percent(roi.p_above_hurdle, digits=0),
                hurdle=words.percent(roi.hurdle_rate, digits=0),
            )
        )
    for reason in verdict.reasons:
        console.print(f"  • {words.phrase(reason)}")
    for help_ in verdict.what_would_help:
        console.print(f"  → {words.phrase(help_)}")
    console.print()


def _cost_table(words: Words, verdict: Verdict) -> Table:
    """The cost ledger, one row per creator and one column per kind of cost; both ways sum to the total."""
    cost: Cost = verdict.cost
    kinds = list(dict.fromkeys(line.kind for line in cost.lines))
    table = Table(title=words.text("cli_cost_title", currency=verdict.currency), title_justify="left")
    table.add_column(words.text("label_creator"))
    for kind in kinds:
        table.add_column(words.text(f"cost_{kind}"), justify="right")
    table.add_column(words.text("label_total"), justify="right")
    by_owner: defaultdict[str, list[CostLine]] = defaultdict(list)
    for line in cost.lines:
        by_owner[line.creator or words.text("label_programme")].append(line)
    for owner, lines in sorted(by_owner.items()):
        table.add_row(owner, *_amounts(words, lines, kinds))
    table.add_section()
    table.add_row(words.text("label_total"), *_amounts(words, cost.lines, kinds), style="bold")
    return table


def _amounts(words: Words, lines: tuple[CostLine, ...] | list[CostLine], kinds: list[str]) -> list[str]:
    sums = [sum((line.amount for line in lines if line.kind == kind), Decimal(0)) for kind in kinds]
    cells = [words.number(amount, digits=2) if amount else MISSING for amount in sums]
    return [*cells, words.number(sum(sums, Decimal(0)), digits=2)]


def _result_table(words: Words, verdict: Verdict) -> Table:
    """What was observed and what was caused, never in one column."""
    table = Table(title=words.text("cli_result_title"), title_justify="left")
    for label in ("label_quantity", "evidence_observed", "evidence_modelled"):
        table.add_column(words.text(label), justify="left" if label == "label_quantity" else "right")
    seen, caused = verdict.observed, verdict.incremental
    table.add_row(
        words.text("label_orders"), words.number(seen.orders), interval(words, caused.orders if caused else None)
    )
    table.add_row(
        words.text("label_net_revenue"),
        words.money(seen.net_revenue, verdict.currency),
        interval(words, caused.net_revenue if caused else None, currency=verdict.currency),
    )
    margin = interval(words, caused.gross_margin if caused else None, currency=verdict.currency)
    table.add_row(words.text("label_gross_margin"), MISSING, margin)
    for name in ("roas_ads", "roas_all_in", "margin_roas", "iroas", "break_even_orders"):
        value: Value = getattr(verdict, name)
        shown = words.number(value.value, digits=2) if value.value is not None else MISSING
        is_modelled = value.evidence == "modelled"
        label = words.text(f"figure_{name}") + (f" ({value.basis})" if value.basis else "")
        table.add_row(label, MISSING if is_modelled else shown, shown if is_modelled else MISSING)
    return table


def _print_roi_by_hand(console: Console, words: Words, verdict: Verdict) -> None:
    """ROI = (margin − cost) ÷ cost, with the numbers of the tables above filled in."""
    if verdict.roi is None or verdict.incremental is None:
        return
    console.print(words.text("cli_roi_by_hand"))
    total = words.number(verdict.cost.total, digits=2)
    for name in ("low", "median", "high"):
        margin = words.number(getattr(verdict.incremental.gross_margin, name), digits=2)
        roi = words.percent(getattr(verdict.roi, name))
        console.print(f"  {words.text(f'label_{name}'):<8} ({margin} − {total}) ÷ {total} = {roi}")
    console.print()


def _attribution_table(words: Words, verdict: Verdict) -> Table:
    table = Table(title=words.text("cli_attribution_title"), title_justify="left")
    table.add_column(words.text("label_rule"))
    table.add_column(words.text("label_orders"), justify="right")
    table.add_column(words.text("label_net_revenue"), justify="right")
    rules: tuple[RuleCredit, ...] = verdict.attributed
    for rule in rules:
        revenue = words.money(rule.net_revenue, verdict.currency)
        table.add_row(words.text(f"rule_{rule.rule}"), words.number(rule.orders, digits=2), revenue)
    return table


def _creator_table(words: Words, verdict: Verdict) -> Table:
    table = Table(title=words.text("cli_creators_title"), title_justify="left")
    columns = ("label_creator", "label_tier", "label_posts", "label_cost", "label_orders_observed")
    for label in (*columns, "label_orders_incremental", "label_roi", "label_advice"):
        table.add_column(words.text(label), justify="left" if label.endswith(("creator", "advice")) else "right")
    for line in verdict.creators:
        roi = MISSING
        if line.roi is not None:
            low, high = words.percent(line.roi.low, digits=0), words.percent(line.roi.high, digits=0)
            roi = f"{words.percent(line.roi.median, digits=0)} ({low} … {high})"
        table.add_row(
            line.creator,
            words.text(f"tier_{line.tier}") if line.tier else MISSING,
            words.number(line.posts),
            words.money(line.cost, verdict.currency),
            words.number(line.observed.orders),
            interval(words, line.incremental.orders if line.incremental else None),
            roi,
            words.phrase(line.advice),
        )
    return table


def _print_leaks(console: Console, words: Words, verdict: Verdict) -> None:
    for leak in verdict.leaks:
        reasons = "; ".join(words.phrase(reason) for reason in leak.reasons)
        facts = {"code": leak.code, "creator": leak.creator, "orders": leak.orders, "n": leak.suspicious_orders}
        console.print("⚠ " + words.text("cli_leak_line", **facts, reasons=reasons))


def _print_notes(console: Console, words: Words, verdict: Verdict) -> None:
    if verdict.incremental is not None:
        method, grade = words.text(f"method_{verdict.incremental.method}"), verdict.incremental.evidence_grade
        console.print(words.text("cli_method_line", method=method, grade=words.text(f"grade_{grade}")))
    for caveat in verdict.caveats:
        console.print(f"  – {words.phrase(caveat)}", style="dim")
    console.print(
        words.text(
            "cli_footer", version=verdict.upshot_version, seed=str(verdict.seed), data_version=verdict.data_version
        ),
        style="dim",
    )
