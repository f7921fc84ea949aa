"""`upshot collect`: the collector; what it counted; filing what it wrote down."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "collect": "The collector: tracked links (/r/…) and shops' webhooks (/hook/…), apart from the web app.",
            "act": "serve (default), status (what was taken, lost and refused) or file (load what waits).",
            "port": "The port; 0 takes a free one.",
            "host": "The address to listen on; behind a reverse proxy keep 127.0.0.1.",
            "country": "The header in which your proxy or CDN writes the visitor's country, CF-IPCountry for instance.",
            "cookie": "Give visitors a first-party cookie, so that two clicks of one person can be told; most "
            "countries of Europe ask for consent first.",
            "every": "Minutes between two filings into the lake.",
            "days": "How many days `status` looks back.",
        },
        "fr": {
            "collect": "Le collecteur : les liens suivis (/r/…) et les webhooks des boutiques (/hook/…), à part de "
            "l'application web.",
            "act": "serve (par défaut), status (ce qui a été pris, perdu et refusé) ou file (charger ce qui attend).",
            "port": "Le port ; 0 en prend un libre.",
            "host": "L'adresse d'écoute ; derrière un proxy inverse, gardez 127.0.0.1.",
            "country": "L'en-tête où votre proxy ou CDN écrit le pays du visiteur, par exemple CF-IPCountry.",
            "cookie": "Donner aux visiteurs un cookie propriétaire, pour reconnaître deux clics d'une personne ; en "
            "Europe il faut presque partout un consentement.",
            "every": "Minutes entre deux chargements dans l'entrepôt.",
            "days": "Combien de jours `status` remonte.",
        },
    }
)
ACTS = ("serve", "status", "file")


def collect(
    context: typer.Context,
    act: Annotated[str, typer.Argument(help=H["act"])] = "serve",
    port: Annotated[int, typer.Option("--port", help=H["port"], min=0, max=65535)] = 8723,
    host: Annotated[str, typer.Option("--host", help=H["host"])] = "127.0.0.1",
    country_header: Annotated[
        str | None, typer.Option("--country-header", envvar="UPSHOT_COUNTRY_HEADER", help=H["country"])
    ] = None,
    visitor_cookie: Annotated[
        bool, typer.Option("--visitor-cookie", envvar="UPSHOT_VISITOR_COOKIE", help=H["cookie"])
    ] = False,
    file_every: Annotated[int, typer.Option("--file-every", help=H["every"], min=1, max=1440)] = 15,
    days: Annotated[int, typer.Option("--days", help=H["days"], min=1, max=400)] = 7,
) -> None:
    options: Options = context.obj
    if act not in ACTS:
        raise InvalidInput("usage_bad_value", name="ACT", command="upshot collect", valid=" | ".join(ACTS))
    if act == "serve":
        _serve(options, host, port, country_header, file_every, has_cookie=visitor_cookie)
    elif act == "status":
        _status(options, days)
    else:
        _file(options)


def _serve(
    options: Options, host: str, port: int, country_header: str | None, file_every: int, *, has_cookie: bool
) -> None:
    from upshot.surfaces.collector.redirect import Terms
    from upshot.surfaces.collector.serving import serve_collector

    if country_header is not None and not _is_header(country_header):
        raise InvalidInput("collector_header", seen=country_header[:60])
    house = options.open_house()
    serve_collector(
        house,
        host=host,
        port=port,
        terms=Terms(country_header=country_header, has_cookie=has_cookie),
        file_every_s=file_every * 60.0,
        on_ready=lambda address: options.console.print(options.words.text("collector_serving", address=address)),
    )


def _is_header(name: str) -> bool:
    return 0 < len(name) <= 60 and name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _status(options: Options, days: int) -> None:
    from upshot.intake.filing import read_waiting
    from upshot.records.tallies import tallies
    from upshot.surfaces.cli.layout import print_blocks
    from upshot.surfaces.presentation.links import spool_words, tally_table

    house = options.open_house()
    found = tallies(house.records, options.workspace, since=(now() - timedelta(days=days - 1)).date())
    _, state = read_waiting(house.home)
    if options.is_json:
        options.print_json({"counts": [asdict(one) for one in found], "spool": asdict(state)})
        return
    print_blocks(options.console, tally_table(found, options.words, days=days))
    if not found:
        options.console.print(options.words.text("collector_no_counts", days=days))
    options.console.print(spool_words(state, options.words))


def _file(options: Options) -> None:
    from upshot.intake.filing import ask_to_close

    house = options.open_house()
    if not options.is_quiet:  # the collector's own call: it has closed what is due
        ask_to_close(house.home)
    done = house.file_spool()
    if options.is_json:
        options.print_json(asdict(done))
        return
    words, console = options.words, options.console
    if options.is_quiet:
        return
    console.print(words.text("collector_filed", clicks=done.clicks, orders=done.orders))
    for code, n in (("collector_filed_torn", done.torn), ("collector_filed_orphaned", done.orphaned)):
        if n:
            console.print(words.text(code, n=n))
    if done.refused:
        console.print(words.text("collector_filed_refused", n=done.refused), style="yellow")
    if done.busy:
        console.print(words.text("collector_filed_busy", names=", ".join(sorted(set(done.busy)))), style="yellow")
