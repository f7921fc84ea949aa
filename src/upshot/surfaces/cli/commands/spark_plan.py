"""`upshot spark plan|advise`: a budget over posts, and what to do tomorrow with the boosts that run."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.spark_candidates import say_nothing
from upshot.surfaces.cli.commands.spark_options import help_of, now, parse_amount, parse_day

if TYPE_CHECKING:
    from upshot.decisions.spark.plan import SparkPlan
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "plan": "Divide a budget over posts. For instance: upshot spark plan --budget 3000 --objective sales.",
            "budget": "The most that may be spent in all, in the workspace's currency.",
            "objective": "What it is for: sales, traffic, awareness, engagement, followers or leads.",
            "goal": "TikTok's optimisation goal (default: the first that serves the objective).",
            "days": "Days the flights run.",
            "start": "First day (default: tomorrow).",
            "format": "Ad format, a name of the registry; see the docs, page Spark plan.",
            "campaign": "The campaign it belongs to.",
            "post": "This post and no other. Repeat for several.",
            "country": "Country to target (ISO code; default: the setting target_countries). Repeat for several.",
            "audience": "Whom it is for, in your words; printed on the plan.",
            "post_cap": "The most for one post, share of the budget.",
            "creator_cap": "The most for one creator, share of the budget.",
            "explore": "Share of the budget spread evenly, to keep learning.",
            "least": "Margin that one more euro must bring, else it stays unspent.",
            "approve": "Your name: approve exactly this plan.",
            "out": "Write the plan as JSON.",
            "launch": "Write the flights for upshot spark sheet (JSON).",
            "advise": "What to do tomorrow with each running boost: raise, keep, lower, pause or stop, and why.",
            "budget_day": "The most for tomorrow, all boosts together (default: what yesterday spent).",
            "step": "Largest change of one boost in a day, above 0 to 0.3.",
            "seed": "Seed of every random draw.",
        },
        "fr": {
            "plan": "Répartit un budget sur des publications. Par exemple : upshot spark plan --budget 3000 "
            "--objective sales.",
            "budget": "Le plus qu'on puisse dépenser en tout, dans la devise de l'espace.",
            "objective": "À quoi il sert : sales, traffic, awareness, engagement, followers ou leads.",
            "goal": "Le but d'optimisation de TikTok (par défaut : le premier qui sert l'objectif).",
            "days": "Jours de diffusion.",
            "start": "Premier jour (par défaut : demain).",
            "format": "Format publicitaire, un nom du registre ; voir la documentation, page du plan Spark.",
            "campaign": "La campagne dont il fait partie.",
            "post": "Cette publication et aucune autre. Répéter pour plusieurs.",
            "country": "Pays visé (code ISO ; par défaut : le réglage target_countries). Répéter pour plusieurs.",
            "audience": "À qui il s'adresse, dans vos mots ; imprimé sur le plan.",
            "post_cap": "Le plus pour une publication, part du budget.",
            "creator_cap": "Le plus pour un créateur, part du budget.",
            "explore": "Part du budget répartie également, pour continuer d'apprendre.",
            "least": "Marge que doit rapporter un euro de plus, sinon il n'est pas dépensé.",
            "approve": "Votre nom : approuve exactement ce plan.",
            "out": "Écrit le plan en JSON.",
            "launch": "Écrit les diffusions pour upshot spark sheet (JSON).",
            "advise": "Que faire demain de chaque boost en cours : augmenter, garder, réduire, suspendre ou arrêter, "
            "et pourquoi.",
            "budget_day": "Le plus pour demain, tous boosts ensemble (par défaut : la dépense d'hier).",
            "step": "Plus grand changement d'un boost en un jour, au-dessus de 0 jusqu'à 0,3.",
            "seed": "Graine de tous les tirages.",
        },
    }
)
Seed = Annotated[int, typer.Option("--seed", help=H["seed"], min=0)]


def plan(
    context: typer.Context,
    budget: Annotated[str, typer.Option("--budget", help=H["budget"])],
    objective: Annotated[str, typer.Option("--objective", help=H["objective"])] = "",
    goal: Annotated[str | None, typer.Option("--goal", help=H["goal"])] = None,
    days: Annotated[int, typer.Option("--days", help=H["days"])] = 14,
    start: Annotated[str | None, typer.Option("--from", help=H["start"])] = None,
    ad_format: Annotated[str, typer.Option("--ad-format", help=H["format"])] = "in_feed_spark",
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    post: Annotated[list[str] | None, typer.Option("--post", help=H["post"])] = None,
    country: Annotated[list[str] | None, typer.Option("--country", help=H["country"])] = None,
    audience: Annotated[str | None, typer.Option("--audience", help=H["audience"])] = None,
    post_cap: Annotated[float, typer.Option("--post-cap", help=H["post_cap"])] = 0.6,
    creator_cap: Annotated[float, typer.Option("--creator-cap", help=H["creator_cap"])] = 0.8,
    explore: Annotated[float, typer.Option("--explore", help=H["explore"])] = 0.1,
    least: Annotated[float, typer.Option("--least-return", help=H["least"])] = 1.0,
    approve: Annotated[str | None, typer.Option("--approve", help=H["approve"])] = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    launch: Annotated[Path | None, typer.Option("--launch", help=H["launch"], readable=False)] = None,
    seed: Seed = 1,
) -> None:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.spark.plan import Limits, PlanTerms, Targeting, make_plan
    from upshot.decisions.spark.plan.approving import approve_plan, with_approval
    from upshot.measures.terms import read_terms

    options: Options = context.obj
    workspace = options.open_workspace()
    moment = now()
    limits = Limits(0.25, explore, post_cap, creator_cap, least)
    countries = tuple(country or read_terms(workspace).target_countries)
    terms = PlanTerms(
        budget=parse_amount(budget, "--budget") or Decimal(0),
        starts_on=parse_day(start, "--from") or moment.date() + timedelta(days=1),
        days=days,
        objective=objective or _objective_of(workspace, campaign),
        goal=goal,
        ad_format=ad_format,
        campaign=campaign,
        posts=tuple(_post_id(text) for text in post or ()),
        targeting=Targeting(countries=tuple(code.upper() for code in countries), audience=audience),
        limits=limits,
    )
    found = make_plan(
        workspace, terms, rights=workspace.spark_book().list(), verdict=workspace.known_verdict(), now=moment, seed=seed
    )
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if approve is not None:
        found = approve_plan(workspace.records, workspace.name, found, who=approve, now=moment)
    else:
        found = with_approval(workspace.records, workspace.name, found)
    _print_plan(options, found)
    _write(options, workspace, found, out, launch)


def _print_plan(options: Options, found: SparkPlan) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_plan import flight_table, plan_headline, plan_lines, plan_total_table

    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    words, console = options.words, options.console
    answer, *rest = plan_headline(found, words)
    console.print(answer, style="bold")
    for line in rest:
        console.print(line)
    console.print()
    print_table(console, flight_table(found, words))
    print_table(console, plan_total_table(found, words))
    for line in plan_lines(found, words):
        console.print(f"– {line}")


def _write(options: Options, workspace: Workspace, found: SparkPlan, out: Path | None, launch: Path | None) -> None:
    from upshot.decisions.spark.plan.launching import as_launch_plan
    from upshot.decisions.spark.plan.rights import rights_of
    from upshot.measures.terms import zone_of
    from upshot.surfaces.reports.writing import write_file

    if out is not None:
        write_file(out, f"{found.model_dump_json(indent=2)}\n".encode())
        if not options.is_json:
            options.say("plan_written", file=str(out))
    if launch is not None:
        zone = zone_of(workspace, "ad_time_zone")
        rights = rights_of(workspace, workspace.spark_book().list(), now=now(), zone=zone)
        document = as_launch_plan(found, rights, time_zone=zone.key)
        if document is not None:
            write_file(launch, f"{document.model_dump_json(indent=2, exclude_none=True)}\n".encode())
            if not options.is_json:
                options.say("plan_launch_written", file=str(launch))


def _objective_of(workspace: Workspace, campaign: str | None) -> str:
    """The campaign's own objective; nothing without one."""
    rows = {str(row["campaign"]).casefold(): row.get("objective") for row in workspace.rows("campaign")}
    return str(rows.get((campaign or "").casefold()) or "")


def _post_id(text: str) -> str:
    from upshot.vocabulary.tiktok_links import post_id_of

    return post_id_of(text) or text.strip()


def advise(
    context: typer.Context,
    budget: Annotated[str | None, typer.Option("--budget-per-day", help=H["budget_day"])] = None,
    step: Annotated[float, typer.Option("--step", help=H["step"])] = 0.25,
    explore: Annotated[float, typer.Option("--explore", help=H["explore"])] = 0.1,
    seed: Seed = 1,
) -> None:
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.decisions.spark.advice import AdviceTerms, advise_boosts
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_plan import advice_intro, advice_lines, advice_table

    options: Options = context.obj
    workspace = options.open_workspace()
    terms = AdviceTerms(parse_amount(budget, "--budget-per-day"), step, explore)
    found = advise_boosts(
        workspace, terms, rights=workspace.spark_book().list(), verdict=workspace.known_verdict(), now=now(), seed=seed
    )
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    words, console = options.words, options.console
    console.print(advice_intro(found, words))
    print_table(console, advice_table(found, words))
    for line in advice_lines(found, words):
        console.print(f"– {line}")


COMMANDS = {"plan": (H["plan"], plan), "advise": (H["advise"], advise)}
