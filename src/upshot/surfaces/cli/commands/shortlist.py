"""`upshot shortlist`: whom to choose for a budget, why, who nearly was, and what holds the choice back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle
from upshot.surfaces.cli.commands.spark_candidates import say_nothing
from upshot.surfaces.cli.commands.spark_options import help_of, now, parse_amount

if TYPE_CHECKING:
    from upshot.decisions.creators.shortlist import Objective, Shortlist
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "shortlist": "Whom to choose for a budget, why, who nearly was, and what holds the choice back.",
            "budget": "The most that may be spent, hours included.",
            "objective": "margin, reach, views, engagements or engagements_per_euro.",
            "tier": "Only this tier: nano, micro, macro, mega. Repeat for several.",
            "country": "Only this country, as in FR. Repeat for several.",
            "category": "Only this category. Repeat for several.",
            "max_creators": "At most so many creators.",
            "min_creators": "At least so many creators.",
            "min_match": "Audience match below which nobody is considered, for instance 40%.",
            "max_share": "At most this share of the budget for one creator.",
            "cap": "At most: tier:macro=2 (creators) or country:FR=40% (of the budget). Repeat for several.",
            "hours": "Management hours per creator; each costs what the setting hour_cost says.",
            "max_hours": "At most so many hours in all.",
            "posts": "Posts asked of each creator.",
            "price": "What one post costs as quoted: lea=800. Repeat for several.",
            "must": "This creator is taken. Repeat for several.",
            "never": "This creator is not taken. Repeat for several.",
            "apart": "Of these one at most: lea,max. Repeat for several groups.",
            "risk": "Share of the worst draws that counts: 100% expectation, 20% careful.",
            "universe": "People of the target who could be reached at all.",
            "overlap": "What two audiences share: lea+max=12000 or lea+max=30%:of_smaller. Repeat for several.",
            "hurdle": "ROI asked for, for instance 10% (default: the setting).",
            "out": "Write it: .xlsx, .html, .pdf or .json.",
            "seed": "Seed of every random draw.",
        },
        "fr": {
            "shortlist": "Qui choisir pour un budget, pourquoi, qui a failli l'être, et ce qui limite le choix.",
            "budget": "Le plus qu'on puisse dépenser, heures comprises.",
            "objective": "margin, reach, views, engagements ou engagements_per_euro.",
            "tier": "Seulement cette taille : nano, micro, macro, mega. Répéter pour plusieurs.",
            "country": "Seulement ce pays, par exemple FR. Répéter pour plusieurs.",
            "category": "Seulement cette catégorie. Répéter pour plusieurs.",
            "max_creators": "Au plus ce nombre de créateurs.",
            "min_creators": "Au moins ce nombre de créateurs.",
            "min_match": "Adéquation d'audience sous laquelle personne n'est considéré, par exemple 40%.",
            "max_share": "Au plus cette part du budget pour un créateur.",
            "cap": "Au plus : tier:macro=2 (créateurs) ou country:FR=40% (du budget). Répéter pour plusieurs.",
            "hours": "Heures de gestion par créateur ; chacune coûte ce que dit le réglage hour_cost.",
            "max_hours": "Au plus ce nombre d'heures en tout.",
            "posts": "Publications demandées à chaque créateur.",
            "price": "Ce que coûte une publication d'après un devis : lea=800. Répéter pour plusieurs.",
            "must": "Ce créateur est imposé. Répéter pour plusieurs.",
            "never": "Ce créateur est exclu. Répéter pour plusieurs.",
            "apart": "Un seul au plus parmi eux : lea,max. Répéter pour plusieurs groupes.",
            "risk": "Part des pires tirages qui compte : 100% l'espérance, 20% prudent.",
            "universe": "Personnes de la cible que l'on pourrait toucher en tout.",
            "overlap": "Ce que deux audiences partagent : lea+max=12000 ou lea+max=30%:of_smaller. Répétable.",
            "hurdle": "ROI demandé, par exemple 10% (par défaut : le réglage).",
            "out": "L'écrit : .xlsx, .html, .pdf ou .json.",
            "seed": "Graine de tous les tirages.",
        },
    }
)
ENDINGS = (".xlsx", ".html", ".pdf", ".json")
Many = list[str] | None


def shortlist(
    context: typer.Context,
    budget: Annotated[str, typer.Option("--budget", help=H["budget"])],
    objective: Annotated[str, typer.Option("--objective", help=H["objective"])] = "margin",
    tier: Annotated[Many, typer.Option("--tier", help=H["tier"])] = None,
    country: Annotated[Many, typer.Option("--country", help=H["country"])] = None,
    category: Annotated[Many, typer.Option("--category", help=H["category"])] = None,
    max_creators: Annotated[int | None, typer.Option("--max-creators", help=H["max_creators"])] = None,
    min_creators: Annotated[int, typer.Option("--min-creators", help=H["min_creators"])] = 0,
    min_match: Annotated[str | None, typer.Option("--min-match", help=H["min_match"])] = None,
    max_share: Annotated[str, typer.Option("--max-share", help=H["max_share"])] = "100%",
    cap: Annotated[Many, typer.Option("--cap", help=H["cap"])] = None,
    hours: Annotated[float, typer.Option("--hours", help=H["hours"])] = 0.0,
    max_hours: Annotated[float | None, typer.Option("--max-hours", help=H["max_hours"])] = None,
    posts: Annotated[int, typer.Option("--posts", help=H["posts"])] = 1,
    price: Annotated[Many, typer.Option("--price", help=H["price"])] = None,
    must: Annotated[Many, typer.Option("--must", help=H["must"])] = None,
    never: Annotated[Many, typer.Option("--never", help=H["never"])] = None,
    apart: Annotated[Many, typer.Option("--apart", help=H["apart"])] = None,
    risk: Annotated[str, typer.Option("--risk", help=H["risk"])] = "100%",
    universe: Annotated[str | None, typer.Option("--universe", help=H["universe"])] = None,
    overlap: Annotated[Many, typer.Option("--overlap", help=H["overlap"])] = None,
    hurdle: Annotated[str | None, typer.Option("--hurdle", help=H["hurdle"])] = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
) -> None:
    from upshot.decisions.budget import parse_price
    from upshot.decisions.creators.shortlist import ShortlistTerms, make_shortlist, parse_cap, parse_overlap
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.surfaces.cli.commands.experiment import parse_share

    options: Options = context.obj
    if out is not None and out.suffix not in ENDINGS:
        raise InvalidInput("shortlist_format", seen=out.name, valid=", ".join(ENDINGS))
    people = parse_amount(universe, "--universe")
    terms = ShortlistTerms(
        budget=parse_amount(budget, "--budget") or Decimal(0),
        objective=objective_named(objective),
        tiers=tuple(name.strip().casefold() for name in tier or ()),
        countries=tuple(name.strip().upper() for name in country or ()),
        categories=tuple(name.strip() for name in category or ()),
        posts_each=posts,
        most_creators=max_creators,
        least_creators=min_creators,
        least_match=None if min_match is None else parse_share(min_match, "--min-match"),
        most_share=parse_share(max_share, "--max-share"),
        caps=tuple(parse_cap(text) for text in cap or ()),
        most_hours=max_hours,
        hours_each=hours,
        must=tuple(typed_handle(name) for name in must or ()),
        never=tuple(typed_handle(name) for name in never or ()),
        apart=tuple(tuple(typed_handle(name) for name in group.split(",") if name.strip()) for group in apart or ()),
        prices=dict(parse_price(text) for text in price or ()),
        tail=parse_share(risk, "--risk"),
        universe=None if people is None else float(people),
        overlaps=tuple(parse_overlap(text) for text in overlap or ()),
        hurdle_rate=None if hurdle is None else parse_share(hurdle, "--hurdle"),
    ).checked()
    workspace = options.open_workspace()
    found = make_shortlist(workspace, terms, now=now(), seed=seed, material=lambda: workspace.material(seed=seed))
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if out is not None:
        _write(options, found, out)
    _print(options, found)
    if not found.chosen:
        raise typer.Exit(1)


def objective_named(text: str) -> Objective:
    """One of the objectives.

    Raises
    ------
    UnknownName : shortlist_unknown_objective
    """
    from upshot.decisions.creators.shortlist import Objective
    from upshot.errors import UnknownName

    try:
        return Objective(text.strip().casefold().replace("-", "_"))
    except ValueError:
        known = [each.value for each in Objective]
        raise UnknownName("shortlist_unknown_objective", seen=text[:40], nearest=known) from None


def _print(options: Options, found: Shortlist) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import creator_shortlist as show

    if options.is_json:
        print(found.model_dump_json(indent=2))
        return
    words, console = options.words, options.console
    answer, *rest = show.shortlist_headline(found, words)
    console.print(answer, style="bold")
    for line in (*rest, *(f"→ {line}" for line in show.conflict_lines(found, words)), *show.reach_lines(found, words)):
        console.print(line)
    tables = [
        show.totals_table(found, words), show.chosen_table(found, words), show.not_chosen_table(found, words),
        show.pareto_table(found, words, is_tiers=True), show.pareto_table(found, words, is_tiers=False),
    ]  # fmt: skip
    for table in tables:
        if table.rows:
            console.print()
            print_table(console, table)
    for line in show.binding_lines(found, words):
        console.print(f"▸ {line}")
    notes = [*show.left_out_lines(found, words), words.text("shortlist_pareto_note"), *show.note_lines(found, words)]
    for line in notes:
        console.print(f"– {line}")


def _write(options: Options, found: Shortlist, out: Path) -> None:
    from upshot.surfaces.reports.shortlist_documents import render_shortlist
    from upshot.surfaces.reports.writing import write_file

    write_file(out, render_shortlist(found, out.suffix, options.words))
    if not options.is_json:
        options.say("shortlist_written", file=str(out))
