"""`upshot verdict`: the answer first, then why, then the ledger it can be recomputed from."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from upshot.decisions.verdict.model import Verdict, Why
from upshot.errors import InvalidInput, UnknownName
from upshot.surfaces.presentation import (
    TextTable,
    alternative_table,
    attribution_table,
    below_line_table,
    check_line,
    check_table,
    cost_table,
    creator_table,
    fit_lines,
    headline,
    inseparable_lines,
    learned_table,
    loyalty_table,
    notes,
    result_table,
    roi_by_hand,
)
from upshot.surfaces.wording import Words

if TYPE_CHECKING:
    from rich.console import Console

    from upshot.surfaces.cli.options import Options

REPORT_ENDINGS = (".html", ".pdf", ".xlsx", ".json")
ANSWER_STYLE = {"profitable": "bold green", "not_profitable": "bold red", "insufficient_evidence": "bold yellow"}


def run_verdict(
    options: Options,
    *,
    campaign: str | None,
    creator: str | None,
    out: Path | None,
    why: str | None,
    seed: int,
    is_fresh: bool = False,
) -> int:
    """Print the verdict, explain one of its figures, or write it as a report."""
    if out is not None and out.suffix not in REPORT_ENDINGS:
        raise InvalidInput("unknown_report_format", file=str(out), valid=", ".join(REPORT_ENDINGS))
    workspace = options.open_workspace()
    verdict = workspace.verdict(campaign=campaign, creator=creator, seed=seed, is_fresh=is_fresh)
    if out is not None:
        from upshot.surfaces.reports import write_report

        write_report(workspace, verdict, out, language=options.language)
        options.say("cli_report_written", file=str(out))
    elif why is not None:
        print_why(options, verdict, why)
    elif options.is_json:
        print(verdict.model_dump_json(indent=2))
    else:
        print_verdict(options.console, options.words, verdict)
        if options.is_verbose:
            print_model(options.console, options.words, verdict)
    return 0


def print_verdict(console: Console, words: Words, verdict: Verdict) -> None:
    """The whole verdict as text."""
    first = headline(verdict, words)
    if first.demo:
        console.print(first.demo, style="reverse")
    console.print(f"\n{first.title}", style="bold")
    console.print(first.answer.upper(), style=ANSWER_STYLE[verdict.verdict])
    for line in [first.roi or "", *(f"  • {reason}" for reason in first.reasons)]:
        console.print(line)
    for help_ in first.what_would_help:
        console.print(f"  → {help_}")
    console.print()
    print_table(console, cost_table(verdict, words))
    print_table(console, result_table(verdict, words))
    by_hand = roi_by_hand(verdict, words)
    if by_hand:
        console.print("\n".join([words.text("roi_by_hand"), *(f"  {line}" for line in by_hand)]) + "\n")
    print_table(console, attribution_table(verdict, words))
    print_table(console, creator_table(verdict, words))
    for line in inseparable_lines(verdict, words):
        console.print(line + "\n")
    print_table(console, below_line_table(verdict, words))
    print_table(console, loyalty_table(verdict, words))
    for note in notes(verdict, words):
        console.print(f"  – {note}", style="dim")


def print_model(console: Console, words: Words, verdict: Verdict) -> None:
    """How the verdict knows, in short: how the fit went, what was learned, what the checks found."""
    fit = fit_lines(verdict, words, is_short=True)
    if not fit:
        return
    console.print(f"\n{words.text('how_title')}", style="bold")
    for line in (*fit, check_line(verdict, words)):
        console.print(f"  {line}")
    console.print()
    for build in (learned_table, check_table, alternative_table):
        print_table(console, build(verdict, words))


def print_table(console: Console, table: TextTable) -> None:
    """Lay a table out for the terminal; an empty one is left out."""
    from upshot.surfaces.cli.layout import print_blocks

    print_blocks(console, table)


def print_why(options: Options, verdict: Verdict, figure: str) -> None:
    """Formula, inputs and rows behind one figure, or behind all figures of a group such as `roi`."""
    asked = [why for why in verdict.why if why.figure == figure or why.figure.startswith(f"{figure}.")]
    if not asked:
        known = [why.figure for why in verdict.why]
        raise UnknownName(
            "unknown_figure", name=figure, nearest=get_close_matches(figure, known, n=3, cutoff=0.3) or known
        )
    if options.is_json:
        documents = [why.model_dump(mode="json") for why in asked]
        options.print_json(documents[0] if len(documents) == 1 else documents)
        return
    for why in asked:
        _print_one_why(options, why)


def _print_one_why(options: Options, why: Why) -> None:
    words, console = options.words, options.console
    console.print(f"{why.figure}  {why.definition} v{why.version}", style="bold")
    console.print(f"  {why.formula}")
    for row in why.inputs:
        console.print(f"  {row.name} = {row.value}   ({row.source})")
    for rows in why.rows:
        console.print(words.text("why_rows", rows=rows), style="dim")
