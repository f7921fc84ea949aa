"""`upshot link add|list|show|retire|qr`: the tracked links of creators' bios and briefs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.spark_options import Who, actor_of, help_of, now

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.vocabulary.tracked_links import TrackedLink
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "link": "Tracked links for creators' bios and briefs: short, tagged by one rule, with a QR code.",
            "add": "Make a link. Its tags are filled from campaign, creator and platform; its orders count for the "
            "creator.",
            "destination": "Where visitors go: an https address of your shop.",
            "campaign": "The campaign, as recorded.",
            "creator": "The creator's handle.",
            "platform": "Where the link stands: the platform; becomes utm_source.",
            "place": "Where on it: bio, brief, comment, live, story, ad or other.",
            "post": "The post it belongs to: its link or its id.",
            "code": "A code of your own, 3 to 40 small letters, digits and dashes (default: 7 random signs).",
            "source": "utm_source instead of the platform.",
            "medium": "utm_medium instead of creator.",
            "utm_campaign": "utm_campaign instead of the campaign's name.",
            "content": "utm_content instead of the creator's tag.",
            "note": "A note for yourself.",
            "list": "All links with the clicks of people, the newest first.",
            "show": "One link: where it leads, its tags, the creator's discount code, its clicks.",
            "which": "The link: its code, or its address.",
            "retire": "End a link. Its clicks stay; visitors read that it has ended, or go where you say.",
            "to": "Where visitors go from now on (https).",
            "qr": "The QR code of a link, for packaging, stands and slides.",
            "out": "Write it: .svg or .png (default: draw it in the terminal).",
        },
        "fr": {
            "link": "Des liens suivis pour les bios et les briefs des créateurs : courts, étiquetés selon une seule "
            "règle, avec un QR code.",
            "add": "Crée un lien. Ses étiquettes viennent de la campagne, du créateur et de la plateforme ; ses "
            "commandes comptent pour le créateur.",
            "destination": "Où vont les visiteurs : une adresse https de votre boutique.",
            "campaign": "La campagne, telle qu'enregistrée.",
            "creator": "Le pseudo du créateur.",
            "platform": "Où se trouve le lien : la plateforme ; devient utm_source.",
            "place": "À quel endroit : bio, brief, comment, live, story, ad ou other.",
            "post": "La publication à laquelle il appartient : son lien ou son identifiant.",
            "code": "Un code à vous, 3 à 40 minuscules, chiffres et tirets (par défaut : 7 signes tirés au sort).",
            "source": "utm_source à la place de la plateforme.",
            "medium": "utm_medium à la place de creator.",
            "utm_campaign": "utm_campaign à la place du nom de la campagne.",
            "content": "utm_content à la place de l'étiquette du créateur.",
            "note": "Une note pour vous.",
            "list": "Tous les liens avec les clics de personnes, les plus récents d'abord.",
            "show": "Un lien : où il mène, ses étiquettes, le code promo du créateur, ses clics.",
            "which": "Le lien : son code, ou son adresse.",
            "retire": "Met fin à un lien. Ses clics restent ; les visiteurs lisent qu'il a pris fin, ou vont où vous "
            "dites.",
            "to": "Où vont désormais les visiteurs (https).",
            "qr": "Le QR code d'un lien, pour l'emballage, un stand ou une diapositive.",
            "out": "L'écrire : .svg ou .png (par défaut : le dessiner dans le terminal).",
        },
    }
)
link = typer.Typer(help=H["link"], no_args_is_help=True, rich_markup_mode=None)
Which = Annotated[str, typer.Argument(help=H["which"])]


@link.command(help=H["add"])
def add(
    context: typer.Context,
    destination: Annotated[str, typer.Argument(help=H["destination"])],
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    creator: Annotated[str | None, typer.Option("--creator", help=H["creator"])] = None,
    platform: Annotated[str, typer.Option("--platform", help=H["platform"])] = "tiktok",
    place: Annotated[str, typer.Option("--place", help=H["place"])] = "bio",
    post: Annotated[str | None, typer.Option("--post", help=H["post"])] = None,
    code: Annotated[str | None, typer.Option("--code", help=H["code"])] = None,
    utm_source: Annotated[str, typer.Option("--utm-source", help=H["source"])] = "",
    utm_medium: Annotated[str, typer.Option("--utm-medium", help=H["medium"])] = "",
    utm_campaign: Annotated[str, typer.Option("--utm-campaign", help=H["utm_campaign"])] = "",
    utm_content: Annotated[str, typer.Option("--utm-content", help=H["content"])] = "",
    note: Annotated[str, typer.Option("--note", help=H["note"])] = "",
    who: Who = None,
) -> None:
    from upshot.records.links import LinkAsked

    options: Options = context.obj
    workspace = options.open_workspace()
    utm = {
        "utm_source": utm_source,
        "utm_medium": utm_medium,
        "utm_campaign": utm_campaign,
        "utm_content": utm_content,
    }
    asked = LinkAsked(destination, campaign, creator, platform, place, post, code, utm, note)
    made = workspace.link_book().add(asked, actor=actor_of(who), now=now())
    _print_link(options, workspace, made, is_new=True)


@link.command("list", help=H["list"])
def list_(context: typer.Context) -> None:
    from upshot.surfaces.cli.layout import print_blocks
    from upshot.surfaces.presentation.links import link_lines, link_table

    options: Options = context.obj
    workspace = options.open_workspace()
    lines = link_lines(workspace)
    if options.is_json:
        options.print_json([line.document() for line in lines])
    elif not lines:
        options.console.print(options.words.text("links_none"))
    else:
        print_blocks(options.console, link_table(lines, options.words))


@link.command(help=H["show"])
def show(context: typer.Context, which: Which) -> None:
    options: Options = context.obj
    workspace = options.open_workspace()
    _print_link(options, workspace, workspace.link_book().get(which))


@link.command(help=H["retire"])
def retire(
    context: typer.Context,
    which: Which,
    to: Annotated[str | None, typer.Option("--to", help=H["to"])] = None,
    who: Who = None,
) -> None:
    options: Options = context.obj
    done = options.open_workspace().link_book().retire(which, actor=actor_of(who), now=now(), fallback=to)
    options.say("link_retired_now" if done.fallback is None else "link_retired_to", link=done.code, to=done.fallback)


@link.command(help=H["qr"])
def qr(
    context: typer.Context,
    which: Which,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
) -> None:
    from upshot.surfaces.public_links import tracked_address
    from upshot.surfaces.qr import qr_image, qr_text
    from upshot.surfaces.reports.writing import write_file

    options: Options = context.obj
    workspace = options.open_workspace()
    address = tracked_address(workspace, workspace.link_book().get(which).code)
    if out is None:
        print(qr_text(address))
        print(address)
        return
    write_file(out, qr_image(address, out.suffix))
    options.say("cli_report_written", file=str(out))


def _print_link(options: Options, workspace: Workspace, made: TrackedLink, *, is_new: bool = False) -> None:
    """All there is to know of one link."""
    from upshot.surfaces.presentation.links import link_details, link_lines

    (line,) = link_lines(workspace, codes={made.code})
    if options.is_json:
        options.print_json(line.document())
        return
    words, console = options.words, options.console
    print(line.address)  # bare: an address that a terminal folds cannot be copied
    for label, text in link_details(line, words):
        console.print(words.labelled(label, text))
    if is_new and line.is_loopback:
        console.print(words.text("links_no_public_address"), style="yellow")
    if is_new and made.creator and not line.has_deal:
        console.print(words.text("links_no_deal", creator=made.creator, campaign=made.campaign or "–"), style="yellow")
