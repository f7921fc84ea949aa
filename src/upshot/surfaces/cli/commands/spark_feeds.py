"""`upshot spark calendar|alerts`: what must not be missed, to calendars, webhooks and mailboxes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upshot.surfaces.cli.commands.spark_options import help_of, now

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options

H = help_of(
    {
        "en": {
            "calendar": "The ends of rights and flights as an iCalendar file, with reminders 14, 7 and 2 days before.",
            "out": "File to write, for instance rights.ics; without it, standard output.",
            "alerts": "Say once what is due: renewals, endings, contradictions. By webhook and e-mail where set up.",
            "dry_run": "Show what is due, send and write nothing.",
        },
        "fr": {
            "calendar": "Les fins des droits et des diffusions en fichier iCalendar, avec rappels à 14, 7 et 2 jours.",
            "out": "Fichier à écrire, par exemple droits.ics ; sans lui, la sortie standard.",
            "alerts": "Dit une fois ce qui est dû : renouvellements, fins, contradictions. Par webhook et courriel "
            "s'ils sont réglés.",
            "dry_run": "Montre ce qui est dû, n'envoie et n'écrit rien.",
        },
    }
)


def calendar(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help=H["out"], readable=False)] = None,
) -> None:
    from upshot.decisions.spark.rights.ledger import read_ledger
    from upshot.surfaces.presentation.spark_calendar import rights_calendar

    options: Options = context.obj
    workspace = options.open_workspace()
    ledger = read_ledger(workspace, workspace.spark_book(), now=now())
    feed = rights_calendar(ledger, workspace.name, options.words)
    if out is None:
        print(feed.decode(), end="")
        return
    out.write_bytes(feed)
    options.say("cli_report_written", file=str(out))


def alerts(
    context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run", help=H["dry_run"])] = False
) -> None:
    from upshot.decisions.spark.rights.alerts import due_alerts
    from upshot.decisions.spark.rights.ledger import read_ledger, settle
    from upshot.surfaces.alerts.sending import send_alerts
    from upshot.surfaces.alerts.settings import read_alert_settings

    options: Options = context.obj
    workspace = options.open_workspace()
    book, instant = workspace.spark_book(), now()
    ledger = read_ledger(workspace, book, now=instant)
    due = due_alerts(ledger)
    settings = read_alert_settings(workspace.house.home, workspace.name)
    sent: tuple[Any, ...] = ()
    if not dry_run:
        settle(book, ledger)
        sent = send_alerts(due, book, settings, words=options.words, zone=ledger.zone.key, now=instant)
    _print_alerts(options, due, sent, ledger.zone.key, settings.ways)
    failed = next((one.error for one in sent if one.error is not None), None)
    if failed is not None:
        raise failed


def _print_alerts(options: Options, due: Any, sent: Any, zone: str, ways: tuple[str, ...]) -> None:
    from upshot.surfaces.presentation.spark_alerts import alert_document, alert_sentence

    words = options.words
    if options.is_json:
        done = [{"way": one.way, "sent": len(one.alerts), "failed": one.error is not None} for one in sent]
        options.print_json({"due": [alert_document(alert, words, zone) for alert in due], "sent": done, "ways": ways})
        return
    console = options.console
    for alert in due:
        console.print(f"  • {alert_sentence(alert, words, zone)}")
    if not due:
        console.print(words.text("spark_nothing_due"))
    for one in sent:
        if one.error is None:
            console.print(words.text(f"spark_sent_{one.way}", n=len(one.alerts)), style="dim")
    if not ways:
        console.print(words.text("spark_alerts_not_set_up"), style="dim")


COMMANDS = {"calendar": (H["calendar"], calendar), "alerts": (H["alerts"], alerts)}
