"""`upshot hook add|list|retire`: the doors through which shops tell of orders."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.surfaces.cli.commands.spark_options import Who, actor_of, help_of, now

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "hook": "Webhooks: orders of Shopify, WooCommerce or any shop, signed, as they happen.",
            "add": "Open a webhook, or give it a new secret. The secret is kept encrypted.",
            "name": "The last part of its address, /hook/<name>.",
            "kind": "What calls: shopify, woocommerce or orders (any shop that signs as docs/links.md says).",
            "secret_in": "Read the shop's secret from standard input (Shopify gives one; otherwise one is made and "
            "shown once).",
            "account": "The shop's account in Upshot (default: as for its exports).",
            "list": "The webhooks of this workspace.",
            "retire": "Close a webhook.",
        },
        "fr": {
            "hook": "Webhooks : les commandes de Shopify, WooCommerce ou toute boutique, signées, au fil de l'eau.",
            "add": "Ouvre un webhook, ou lui donne un nouveau secret. Le secret est gardé chiffré.",
            "name": "La dernière partie de son adresse, /hook/<nom>.",
            "kind": "Qui appelle : shopify, woocommerce ou orders (toute boutique qui signe comme le dit "
            "docs/links.md).",
            "secret_in": "Lire le secret de la boutique sur l'entrée standard (Shopify en donne un ; sinon il en est "
            "créé un, montré une seule fois).",
            "account": "Le compte de la boutique dans Upshot (par défaut : comme pour ses exports).",
            "list": "Les webhooks de cet espace de travail.",
            "retire": "Ferme un webhook.",
        },
    }
)
hook = typer.Typer(help=H["hook"], no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help=H["name"])]


@hook.command(help=H["add"])
def add(
    context: typer.Context,
    name: Name,
    kind: Annotated[str, typer.Option("--kind", help=H["kind"])],
    secret_stdin: Annotated[bool, typer.Option("--secret-stdin", help=H["secret_in"])] = False,
    account: Annotated[str | None, typer.Option("--account", help=H["account"])] = None,
    who: Who = None,
) -> None:
    from upshot.surfaces.public_links import hook_address

    options: Options = context.obj
    workspace = options.open_workspace()
    told = sys.stdin.readline().strip() if secret_stdin else None
    made = workspace.house.hook_book().add(
        name,
        workspace=workspace.name,
        kind=kind,
        secret=told,
        account_id=account,
        actor=actor_of(who),
        now=now(),
    )
    address = hook_address(workspace, made.name)
    if options.is_json:
        options.print_json({"name": made.name, "address": address, "secret": None if told else made.secret})
        return
    options.console.print(options.words.text(f"hook_added_{made.kind}", address=address))
    if told is None:
        options.console.print(options.words.text("hook_secret_once"))
        print(made.secret)


@hook.command("list", help=H["list"])
def list_(context: typer.Context) -> None:
    from upshot.surfaces.cli.layout import print_blocks
    from upshot.surfaces.presentation.links import hook_table
    from upshot.surfaces.public_links import hook_address

    options: Options = context.obj
    workspace = options.open_workspace()
    found = workspace.house.hook_book().list(workspace.name)
    addresses = {one.name: hook_address(workspace, one.name) for one in found}
    if options.is_json:
        options.print_json(
            [
                {"name": one.name, "kind": one.kind, "account": one.account_id, "address": addresses[one.name],
                 "created_at": one.created_at, "retired_at": one.retired_at}
                for one in found
            ]
        )  # fmt: skip
    elif not found:
        options.console.print(options.words.text("hooks_none"))
    else:
        print_blocks(options.console, hook_table(found, addresses, options.words))


@hook.command(help=H["retire"])
def retire(context: typer.Context, name: Name, who: Who = None) -> None:
    options: Options = context.obj
    workspace = options.open_workspace()
    workspace.house.hook_book().retire(name, workspace=workspace.name, actor=actor_of(who), now=now())
    options.say("hook_retired", name=name)
