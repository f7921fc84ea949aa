"""`upshot spark candidates|prove`: which posts to boost; and how right that is where the truth is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.spark.candidates import CandidateList
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "candidates": "Which posts to boost, best first, each with its reasons; and which cannot be ranked yet.",
            "creator": "Only posts of this creator. Repeat for several.",
            "limit": "How many posts to describe.",
            "explore": "Share of the list kept for middling posts drawn by lot, 0 to 0.5.",
            "seed": "Seed of that lot.",
            "brief": "The table only, without reasons.",
            "prove": "Choose posts and divide budgets in simulated brands whose truth is known, beside what people do.",
            "worlds": "Simulated brands.",
            "what": "candidates, plan or both.",
        },
        "fr": {
            "candidates": "Quelles publications booster, la meilleure d'abord, avec ses raisons ; et lesquelles ne "
            "peuvent pas encore être classées.",
            "creator": "Seulement les publications de ce créateur. Répéter pour plusieurs.",
            "limit": "Combien de publications décrire.",
            "explore": "Part de la liste gardée pour des publications moyennes tirées au sort, de 0 à 0,5.",
            "seed": "Graine de ce tirage.",
            "brief": "Le tableau seul, sans les raisons.",
            "prove": "Choisit des publications et répartit des budgets chez des marques simulées dont on sait la "
            "vérité, à côté de ce que font les gens.",
            "worlds": "Marques simulées.",
            "what": "candidates, plan ou both.",
        },
    }
)
MOST_LISTED = 1_000


def candidates(
    context: typer.Context,
    creator: Annotated[list[str] | None, typer.Option("--creator", help=H["creator"])] = None,
    limit: Annotated[int, typer.Option("--limit", help=H["limit"])] = 10,
    explore: Annotated[float, typer.Option("--explore", help=H["explore"])] = 0.1,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
    brief: Annotated[bool, typer.Option("--brief", help=H["brief"])] = False,
) -> None:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.spark.candidates import rank_candidates

    options: Options = context.obj
    if not 1 <= limit <= MOST_LISTED:
        raise InvalidInput("spark_limit_not_positive", seen=limit)
    if not 0 <= explore <= 0.5:
        raise InvalidInput("spark_share_out_of_range", seen=explore)
    names = frozenset(name.removeprefix("@").lower() for name in creator) if creator else None
    found = rank_candidates(
        options.open_workspace(), now=now(), seed=seed, limit=limit, exploration_share=explore, creators=names
    )
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    _print(options, found, is_brief=brief)


def _print(options: Options, found: CandidateList, *, is_brief: bool) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_candidates import (
        candidate_lines,
        candidate_table,
        not_ranked_table,
        signal_table,
    )

    words, console = options.words, options.console
    console.print(words.text("candidates_intro", ranked=found.n_ranked, posts=found.n_posts))
    console.print()
    if not found.candidates:
        console.print(words.text("candidates_none"))
    print_table(console, candidate_table(found, words))
    for one in found.candidates if not is_brief else ():
        console.print(f"{one.rank}. {one.post_id} @{one.creator}", style="bold")
        for line in candidate_lines(one, words):
            console.print(f"   – {line}")
    if not is_brief:
        console.print()
        print_table(console, signal_table(found, words))
    print_table(console, not_ranked_table(found, words))
    for phrase in found.notes:
        console.print(words.phrase(phrase), style="dim")


def say_nothing(options: Options, found: InsufficientEvidence) -> int:
    """Print why there is no answer; exit code 1."""
    from upshot.surfaces.presentation.spark_plan import nothing_lines

    if options.is_json:
        facts = dict(found.facts)
        options.print_json({"reason": found.reason, "what_would_help": list(found.what_would_help), "facts": facts})
    else:
        for line in nothing_lines(found, options.words):
            options.console.print(line)
    return 1


def prove(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help=H["what"])] = "both",
    worlds: Annotated[int, typer.Option("--worlds", help=H["worlds"], min=1)] = 200,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
) -> None:
    if what not in {"candidates", "plan", "both"}:
        raise typer.BadParameter(f"{what!r} (candidates | plan | both)", param_hint="WHAT")
    options: Options = context.obj
    document: dict[str, object] = {}
    if what != "plan":
        document |= _prove_candidates(options, worlds, seed)
    if what != "candidates":
        document |= _prove_plan(options, worlds, seed)
    if options.is_json:
        options.print_json(document)


def _prove_candidates(options: Options, worlds: int, seed: int) -> dict[str, object]:
    from dataclasses import asdict

    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.cli.prove_spark import prove_candidates
    from upshot.surfaces.presentation.spark_candidates import choice_table

    tables = prove_candidates(worlds, seed, _progress(options))
    if not options.is_json:
        for case, table in tables.items():
            print_table(options.console, choice_table(table, case, options.words))
        options.console.print(options.words.text("candidates_prove_note"))
    return {f"candidates_{case}": asdict(table) for case, table in tables.items()}


def _prove_plan(options: Options, worlds: int, seed: int) -> dict[str, object]:
    from dataclasses import asdict

    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.cli.prove_spark import prove_plan
    from upshot.surfaces.presentation.spark_plan import policy_table

    table = prove_plan(worlds, seed, _progress(options))
    if not options.is_json:
        print_table(options.console, policy_table(table, options.words))
        options.console.print(options.words.text("plan_prove_note"))
    return {"plan": asdict(table)}


def _progress(options: Options) -> Callable[[str, int, int], None]:
    from rich.console import Console

    aside = Console(stderr=True)

    def tell(case: str, done: int, total: int) -> None:
        if not options.is_quiet and not options.is_json and (done % 25 == 0 or done == total):
            aside.print(f"{case}: {done}/{total}", style="dim")

    return tell


COMMANDS = {"candidates": (H["candidates"], candidates), "prove": (H["prove"], prove)}
