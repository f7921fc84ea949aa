"""`upshot experiment worth`: which test would change where the money goes, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.budget import Amount, Creators, End, H, Hurdle, Prices, Seed, Start, terms_of
from upshot.surfaces.cli.commands.spark_candidates import say_nothing

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options


def worth(
    context: typer.Context,
    amount: Amount = None,
    start: Start = None,
    end: End = None,
    creator: Creators = None,
    price: Prices = None,
    hurdle: Hurdle = None,
    decision_days: Annotated[int, typer.Option("--decision-days", help=H["decision_days"])] = 365,
    seed: Seed = 1,
) -> None:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.worth import make_worth
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import budget as show

    options: Options = context.obj
    terms = terms_of(amount, start, end, creator or [], price or [], hurdle)
    found = make_worth(options.open_workspace().material(seed=seed), terms, decision_days=decision_days)
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    words, console = options.words, options.console
    answer, *rest = show.worth_headline(found, words)
    console.print(answer, style="bold")
    for line in rest:
        console.print(line)
    console.print()
    print_table(console, show.worth_table(found, words))
    print_table(console, show.worth_table(found, words, is_worth=False))
    for line in show.note_lines(found, words):
        console.print(f"– {line}")
