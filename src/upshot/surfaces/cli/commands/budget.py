"""`upshot budget`: where the next money goes, what it is expected to bring, and what the last euro earns."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.spark_candidates import say_nothing
from upshot.surfaces.cli.commands.spark_options import help_of, now, parse_amount, parse_day

if TYPE_CHECKING:
    from upshot.decisions.budget import BudgetPlan, BudgetTerms, Limit
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "budget": "Where the next euro goes. Divides a budget over creators and ads, or says to hold it.",
            "amount": "The most that may be spent (default: what as many days cost so far).",
            "start": "First day (default: tomorrow).",
            "end": "Last day (default: 90 days in all).",
            "creator": "Only this creator. Repeat for several.",
            "cap": "At most: lea=3000, type:live=20% or boosts=1000. Repeat for several.",
            "floor": "At least, written like --cap. Repeat for several.",
            "price": "What a post costs as quoted: lea=800. Repeat for several.",
            "risk": "Share of the worst draws that counts: 100% expectation, 20% careful.",
            "explore": "Share of the budget for creators who may turn out to be among the best.",
            "step": "The most of anything, as a multiple of the pace so far.",
            "chance": "Probability with which the next euro must clear the hurdle, else it stays unspent.",
            "hurdle": "ROI asked for, for instance 10% (default: the setting).",
            "out": "Write the plan as JSON.",
            "seed": "Seed of every random draw.",
            "worth": "Which test would change where the money goes, what it costs and what it is worth.",
            "decision_days": "For how many days what is learned is used.",
        },
        "fr": {
            "budget": "Où va l'euro suivant. Répartit un budget sur créateurs et publicités, ou dit de le garder.",
            "amount": "Le plus qu'on puisse dépenser (par défaut : ce qu'autant de jours ont coûté jusqu'ici).",
            "start": "Premier jour (par défaut : demain).",
            "end": "Dernier jour (par défaut : 90 jours en tout).",
            "creator": "Seulement ce créateur. Répéter pour plusieurs.",
            "cap": "Au plus : lea=3000, type:live=20% ou boosts=1000. Répéter pour plusieurs.",
            "floor": "Au moins, écrit comme --cap. Répéter pour plusieurs.",
            "price": "Ce que coûte une publication d'après un devis : lea=800. Répéter pour plusieurs.",
            "risk": "Part des pires tirages qui compte : 100% l'espérance, 20% prudent.",
            "explore": "Part du budget pour des créateurs qui pourraient se révéler parmi les meilleurs.",
            "step": "Le plus de quoi que ce soit, en multiple du rythme actuel.",
            "chance": "Probabilité avec laquelle l'euro suivant doit atteindre le seuil, sinon il n'est pas dépensé.",
            "hurdle": "ROI demandé, par exemple 10% (par défaut : le réglage).",
            "out": "Écrit le plan en JSON.",
            "seed": "Graine de tous les tirages.",
            "worth": "Quel test changerait où va l'argent, ce qu'il coûte et ce qu'il vaut.",
            "decision_days": "Pendant combien de jours ce qu'on apprend sert.",
        },
    }
)
HORIZON_DAYS = 90

Amount = Annotated[str | None, typer.Option("--amount", help=H["amount"])]
Start = Annotated[str | None, typer.Option("--from", help=H["start"])]
End = Annotated[str | None, typer.Option("--to", help=H["end"])]
Creators = Annotated[list[str] | None, typer.Option("--creator", help=H["creator"])]
Prices = Annotated[list[str] | None, typer.Option("--price", help=H["price"])]
Hurdle = Annotated[str | None, typer.Option("--hurdle", help=H["hurdle"])]
Seed = Annotated[int, typer.Option("--seed", help=H["seed"], min=0)]


def budget(
    context: typer.Context,
    amount: Amount = None,
    start: Start = None,
    end: End = None,
    creator: Creators = None,
    cap: Annotated[list[str] | None, typer.Option("--cap", help=H["cap"])] = None,
    floor: Annotated[list[str] | None, typer.Option("--floor", help=H["floor"])] = None,
    price: Prices = None,
    risk: Annotated[str, typer.Option("--risk", help=H["risk"])] = "100%",
    explore: Annotated[str, typer.Option("--explore", help=H["explore"])] = "0%",
    step: Annotated[float, typer.Option("--step", help=H["step"])] = 2.0,
    chance: Annotated[str, typer.Option("--chance", help=H["chance"])] = "50%",
    hurdle: Hurdle = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Seed = 1,
) -> None:
    from upshot.decisions.budget import make_budget
    from upshot.decisions.evidence import InsufficientEvidence
    from upshot.surfaces.cli.commands.experiment import parse_share
    from upshot.surfaces.reports.writing import write_file

    options: Options = context.obj
    terms = terms_of(
        amount, start, end, creator or [], price or [], hurdle, caps=cap or [], floors=floor or [],
        tail=parse_share(risk, "--risk"), exploration=parse_share(explore, "--explore"), step=step,
        chance=parse_share(chance, "--chance"),
    )  # fmt: skip
    found = make_budget(options.open_workspace().material(seed=seed), terms)
    if isinstance(found, InsufficientEvidence):
        raise typer.Exit(say_nothing(options, found))
    if out is not None:
        write_file(out, f"{found.model_dump_json(indent=2)}\n".encode())
    _print(options, found)
    if out is not None and not options.is_json:
        options.say("budget_written", file=str(out))


def terms_of(
    amount: str | None, start: str | None, end: str | None, creators: list[str], prices: list[str],
    hurdle: str | None, *, caps: list[str] | None = None, floors: list[str] | None = None, tail: float = 1.0,
    exploration: float = 0.0, step: float = 2.0, chance: float = 0.5,
) -> BudgetTerms:  # fmt: skip
    """The question as typed.

    Raises
    ------
    InvalidInput : an amount, a day, a share or a limit that cannot be read, or a value outside its range
    """
    from upshot.decisions.budget import BudgetTerms, parse_price
    from upshot.surfaces.cli.commands.experiment import parse_share

    starts_on = parse_day(start, "--from") or now().date() + timedelta(days=1)
    ends_on = parse_day(end, "--to") or starts_on + timedelta(days=HORIZON_DAYS - 1)
    return BudgetTerms(
        starts_on, ends_on, parse_amount(amount, "--amount"), tuple(creators), _limits(caps or []),
        _limits(floors or []), dict(parse_price(text) for text in prices), step, exploration, tail, chance,
        None if hurdle is None else parse_share(hurdle, "--hurdle"),
    ).checked()  # fmt: skip


def _limits(texts: list[str]) -> dict[str, Limit]:
    from upshot.decisions.budget import parse_limit

    return dict(parse_limit(text) for text in texts)


def _print(options: Options, plan: BudgetPlan) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation import budget as show

    if options.is_json:
        print(plan.model_dump_json(indent=2))
        return
    words, console = options.words, options.console
    answer, *rest = show.budget_headline(plan, words)
    console.print(answer, style="bold")
    for line in rest:
        console.print(line)
    console.print()
    for table in (
        show.creators_table(plan, words), show.types_table(plan, words), show.old_boosts_table(plan, words),
        show.budget_total_table(plan, words),
    ):  # fmt: skip
        print_table(console, table)
    for line in (*show.binding_lines(plan, words), *show.note_lines(plan, words)):
        console.print(f"– {line}")
