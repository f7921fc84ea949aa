"""`upshot vet`: the creator card; several creators side by side; a quote judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle
from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.console import Console

    from upshot.decisions.creators.price import MarginEstimate, Quote
    from upshot.decisions.creators.vetting import Vetting
    from upshot.surfaces.cli.options import Options
    from upshot.surfaces.presentation.creator_card import Card
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "vet": "Whom do we hire? A creator's figures, peers and price, each with its source, date and interval.",
            "handles": "Handles, with or without @, or links to profiles.",
            "compare": "Side by side instead of card by card.",
            "quote": "What the creator asks for all posts, 800; with several creators lea=800. Repeat for each.",
            "posts": "How many posts the quote is for.",
            "currency": "Currency of the quote (default: the workspace's).",
            "margin": "Incremental gross margin you expect: 1500, 900..2400 or 900..1500..2400 (low, middle, high).",
            "kind": "Kind of posts to forecast, sponsored_video: gives the reach and, without --margin, the margin.",
            "roi": "ROI required for the highest fee worth paying (default: the setting hurdle_rate).",
            "other_costs": "All-in cost without the fee: product, shipping, rights, hours.",
            "market": "Country whose price tables come first, FR (default: the creator's).",
            "campaign": "The campaign whose target audience counts (default: that of the settings).",
            "out": "Write the card instead: .html, .pdf, .xlsx or .json.",
            "seed": "Seed of every random draw: same data, same seed, same answer.",
        },
        "fr": {
            "vet": "Qui engager ? Chiffres, pairs et prix d'un créateur, chacun avec source, date et intervalle.",
            "handles": "Pseudos, avec ou sans @, ou liens vers des profils.",
            "compare": "Côte à côte au lieu d'une fiche après l'autre.",
            "quote": "Ce que le créateur demande pour toutes les publications, 800 ; à plusieurs lea=800. Répéter.",
            "posts": "Nombre de publications que couvre le devis.",
            "currency": "Devise du devis (par défaut : celle de l'espace de travail).",
            "margin": "Marge brute incrémentale attendue : 1500, 900..2400 ou 900..1500..2400 (bas, milieu, haut).",
            "kind": "Type de collaboration à prévoir, sponsored_video : donne la portée et, sans --margin, la marge.",
            "roi": "ROI exigé pour le cachet maximal (par défaut : le réglage hurdle_rate).",
            "other_costs": "Coût complet hors cachet : produit, envoi, droits, heures.",
            "market": "Pays dont les grilles de prix viennent en premier, FR (par défaut : celui du créateur).",
            "campaign": "La campagne dont l'audience visée compte (par défaut : celle des réglages).",
            "out": "Écrire plutôt la fiche : .html, .pdf, .xlsx ou .json.",
            "seed": "Graine de tous les tirages : mêmes données, même graine, même réponse.",
        },
    }
)
ENDINGS = (".html", ".pdf", ".xlsx", ".json")


def vet(
    context: typer.Context,
    handles: Annotated[list[str], typer.Argument(help=H["handles"])],
    compare: Annotated[bool, typer.Option("--compare", help=H["compare"])] = False,
    quote: Annotated[list[str] | None, typer.Option("--quote", help=H["quote"])] = None,
    posts: Annotated[int, typer.Option("--posts", help=H["posts"])] = 1,
    currency: Annotated[str | None, typer.Option("--currency", help=H["currency"])] = None,
    margin: Annotated[str | None, typer.Option("--margin", help=H["margin"])] = None,
    kind: Annotated[str | None, typer.Option("--forecast", help=H["kind"])] = None,
    roi: Annotated[str | None, typer.Option("--roi", help=H["roi"])] = None,
    other_costs: Annotated[str | None, typer.Option("--other-costs", help=H["other_costs"])] = None,
    market: Annotated[str | None, typer.Option("--market", help=H["market"])] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help=H["seed"], min=0)] = 1,
) -> None:
    from upshot.decisions.creators.reading import read_panel
    from upshot.decisions.creators.vetting import VettingTerms, expecting, read_vetting
    from upshot.surfaces.cli.commands.experiment import parse_share

    options: Options = context.obj
    if out is not None and out.suffix not in ENDINGS:
        raise InvalidInput("unknown_report_format", file=out.name, valid=", ".join(ENDINGS))
    names = list(dict.fromkeys(typed_handle(handle) for handle in handles))
    if compare and len(names) < 2:
        raise InvalidInput("vet_compare_needs_two", n=len(names))
    workspace = options.open_workspace()
    asked = VettingTerms(
        quotes=_quotes(quote or [], names, posts, currency, workspace),
        margin=_margin(margin),
        required_roi=None if roi is None else parse_share(roi, "--roi"),
        other_costs=float(_amount(other_costs, "--other-costs")) if other_costs else 0.0,
        market=market.upper() if market else None,
        n_posts=posts,
        campaign=campaign,
    ).with_book(workspace.vetting_book())
    instant = now()
    panel = read_panel(workspace, now=instant)
    if kind is not None:
        model = partial(workspace.material, seed=seed)
        asked = expecting(asked, kind, workspace, panel, handles, material=model)
    found = read_vetting(workspace, handles, now=instant, asked=asked, seed=seed, panel=panel)
    if out is not None:
        _write(options, found, out, is_side_by_side=compare)
    elif options.is_json:
        print(vetting_json(found))
    elif compare:
        _print_side_by_side(options, found)
    else:
        _print_cards(options, found)


def vetting_json(found: Sequence[Vetting]) -> str:
    """One object for one creator, a list for several."""
    from pydantic import TypeAdapter

    from upshot.decisions.creators.vetting import Vetting

    if len(found) == 1:
        return TypeAdapter(Vetting).dump_json(found[0], indent=2).decode()
    return TypeAdapter(list[Vetting]).dump_json(list(found), indent=2).decode()


def _margin(text: str | None) -> MarginEstimate | None:
    from upshot.decisions.creators.price import MarginEstimate

    found = None if text is None else MarginEstimate.typed(text)
    if text is not None and found is None:
        raise InvalidInput("vet_margin_unreadable", seen=text)
    return found


def _quotes(
    texts: Sequence[str], names: Sequence[str], n_posts: int, currency: str | None, workspace: Workspace
) -> Mapping[str, Quote]:
    """Quotes as typed, by handle, in the workspace's currency."""
    from upshot.decisions.creators.price import Quote
    from upshot.measures.terms import exchange

    rates = exchange(workspace, [currency])
    unit = (currency or rates.currency).upper()
    rate = rates.rate(unit)
    found = {}
    for text in texts:
        name, amount = _named_amount(text, names)
        fee = float(amount * rate)
        found[name] = Quote(fee, n_posts, f"{amount:.2f}", unit, None, None, None, "typed")
    return found


def _named_amount(text: str, names: Sequence[str]) -> tuple[str, Decimal]:
    name, mark, amount = text.rpartition("=")
    handle = typed_handle(name)
    if not mark and len(names) > 1:
        raise InvalidInput("vet_quote_without_name", seen=text, n=len(names), example=names[0])
    if mark and handle not in names:
        raise InvalidInput("vet_quote_for_nobody", seen=name, valid=", ".join(names))
    return (handle if mark else names[0]), _amount(amount, "--quote")


def _amount(text: str, option: str) -> Decimal:
    from upshot.surfaces.cli.commands.spark_options import parse_amount

    try:
        found = parse_amount(text, option)
    except InvalidInput:
        found = None
    if found is None:
        raise InvalidInput("vet_amount_unreadable", option=option, seen=text)
    return found


def _print_cards(options: Options, found: Sequence[Vetting]) -> None:
    from upshot.surfaces.presentation.creator_card import creator_card

    for vetting in found:
        print_card(options.console, creator_card(vetting, options.words))


def print_card(console: Console, card: Card) -> None:
    """A card as text: each part's sentences, tables and notes."""
    from upshot.surfaces.cli.commands.verdict import print_table

    if card.demo:
        console.print(card.demo, style="reverse")
    console.print(f"\n{card.title}", style="bold")
    for line in card.lines:
        console.print(line)
    for section in card.sections:
        console.print()
        has_table = any(table.rows for table in section.tables)
        if not has_table or section.lines:
            console.print(section.title, style="bold")
        for line in section.lines:
            console.print(f"  {line}" if line.startswith("→") else f"  • {line}")
        for table in section.tables:
            print_table(console, table)
        for note in section.notes:
            console.print(f"  – {note}", style="dim")
    console.print(f"\n{card.run}", style="dim")


def _print_side_by_side(options: Options, found: Sequence[Vetting]) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.creator_compare import compare_table

    words, console = options.words, options.console
    if found[0].is_demo:
        console.print(words.text("demo_banner"), style="reverse")
    console.print()
    print_table(console, compare_table(found, words))
    console.print(f"  – {words.text('card_compare_note')}", style="dim")


def _write(options: Options, found: Sequence[Vetting], out: Path, *, is_side_by_side: bool) -> None:
    from upshot.surfaces.reports.creator_documents import render_vetting
    from upshot.surfaces.reports.writing import write_file

    if out.suffix == ".json":
        content = vetting_json(found).encode()
    else:
        content = render_vetting(found, out.suffix, options.words, is_side_by_side=is_side_by_side)
    write_file(out, content)
    options.say("cli_report_written", file=str(out))
