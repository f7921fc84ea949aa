"""`upshot spark rights|add|mark|revoke|renew|request`: the rights themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.commands.spark_options import (
    Right,
    Who,
    Why,
    actor_of,
    attested,
    help_of,
    now,
    parse_amount,
    parse_day,
)

if TYPE_CHECKING:
    from upshot.surfaces.cli.options import Options
    from upshot.vocabulary.spark_rights import SparkRight
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "rights": "What each right lets run, what stops when, and how many euros a day and in total hang on it.",
            "rights_one": "One right with its windows and its history; without it, all.",
            "all": "Rights that ended are shown too.",
            "add": "Draft a right for a post. For instance: upshot spark add LINK --flight-until 2026-06-30 "
            "--budget 900.",
            "post": "Link or id of the post.",
            "creator": "The creator's handle, where the link does not tell.",
            "campaign": "The campaign the ads belong to.",
            "use": "What the post may be used for.",
            "contract_from": "First day of the rights in the contract.",
            "contract_until": "Last day of the rights in the contract.",
            "flight_from": "First day the ads run.",
            "flight_until": "Last day the ads run.",
            "zone": "Time zone of the ad account's days (default: the setting ad_time_zone, else time_zone).",
            "budget": "What the whole flight is planned to spend.",
            "currency": "Currency of budget and fee (default: the workspace's).",
            "fee": "What the right alone costs.",
            "territory": "Where it may run.",
            "ad": "An ad id that runs on this right. Repeat for several.",
            "mark": "Note what happened to a right: authorised, live, post_unavailable … on TikTok's word or yours.",
            "state": "The new state.",
            "platform": "TikTok itself says so (its answer, Ads Manager); otherwise it is kept as your word.",
            "until": "Last instant of the code as TikTok shows it, UTC: 2026-06-30T08:00 (a day = its beginning).",
            "reference": "Where it can be looked up: a link, a file, a message.",
            "revoke": "Note that consent was taken back; open links close.",
            "renew": "Draft the right that takes over from one which ends.",
            "renew_until": "New last day of the flight.",
            "contract_new": "New last day of the rights in the contract.",
            "request": "Make the private link on which the creator gives the code. It is shown once.",
            "days": "Validity asked for: 7, 30, 60 or 365 (default: the flight plus a week).",
            "creator_lang": "Language of the page: en or fr.",
            "link_days": "Days the link works.",
            "offer": "What the page tells, as name=text: brand, product, why, where, pay, topics. Repeat for several.",
            "withdraw": "Withdraw the open link of the right instead.",
            "reason": "Why the gates that take a written reason (age of the post, number of posts) may stand open; "
            "it is kept.",
        },
        "fr": {
            "rights": "Ce que chaque droit permet, ce qui s'arrête et quand, et combien d'euros par jour et en tout en "
            "dépendent.",
            "rights_one": "Un droit avec ses fenêtres et son historique ; sans lui, tous.",
            "all": "Montre aussi les droits terminés.",
            "add": "Prépare un droit pour une publication. Par exemple : upshot spark add LIEN --flight-until "
            "2026-06-30 --budget 900.",
            "post": "Lien ou identifiant de la publication.",
            "creator": "Le compte du créateur, si le lien ne le dit pas.",
            "campaign": "La campagne dont font partie les publicités.",
            "use": "Ce pour quoi la publication peut servir.",
            "contract_from": "Premier jour des droits au contrat.",
            "contract_until": "Dernier jour des droits au contrat.",
            "flight_from": "Premier jour de diffusion.",
            "flight_until": "Dernier jour de diffusion.",
            "zone": "Fuseau des jours du compte publicitaire (par défaut : le réglage ad_time_zone, sinon time_zone).",
            "budget": "Dépense prévue pour toute la diffusion.",
            "currency": "Devise du budget et du prix (par défaut : celle de l'espace).",
            "fee": "Ce que coûte le droit seul.",
            "territory": "Où il vaut.",
            "ad": "L'identifiant d'une publicité qui use de ce droit. Répéter pour plusieurs.",
            "mark": "Note ce qui est arrivé à un droit : authorised, live, post_unavailable… selon TikTok ou vous.",
            "state": "Le nouvel état.",
            "platform": "TikTok lui-même le dit (sa réponse, Ads Manager) ; sinon c'est gardé comme votre parole.",
            "until": "Dernier instant du code tel que TikTok le montre, UTC : 2026-06-30T08:00 (un jour = son début).",
            "reference": "Où le vérifier : un lien, un fichier, un message.",
            "revoke": "Note que l'accord a été retiré ; les liens ouverts se ferment.",
            "renew": "Prépare le droit qui prend la suite de celui qui finit.",
            "renew_until": "Nouveau dernier jour de diffusion.",
            "contract_new": "Nouveau dernier jour des droits au contrat.",
            "request": "Crée le lien privé par lequel le créateur donne le code. Il n'est montré qu'une fois.",
            "days": "Durée demandée : 7, 30, 60 ou 365 (par défaut : la diffusion plus une semaine).",
            "creator_lang": "Langue de la page : en ou fr.",
            "link_days": "Jours pendant lesquels le lien vaut.",
            "offer": "Ce que dit la page, sous la forme nom=texte : brand, product, why, where, pay, topics. "
            "Répéter pour plusieurs.",
            "withdraw": "Retire plutôt le lien ouvert du droit.",
            "reason": "Pourquoi les contrôles qui admettent une raison écrite (âge de la publication, nombre de "
            "publications) peuvent rester ouverts ; elle est gardée.",
        },
    }
)
LOCAL_URL = "http://127.0.0.1:8722"
LINK_DAYS = 14


def rights(
    context: typer.Context,
    right: Annotated[str | None, typer.Argument(help=H["rights_one"])] = None,
    everything: Annotated[bool, typer.Option("--all", help=H["all"])] = False,
) -> None:
    from upshot.decisions.spark.rights.ledger import read_ledger

    options: Options = context.obj
    workspace = options.open_workspace()
    book = workspace.spark_book()
    ledger = read_ledger(workspace, book, now=now())
    if right is not None:
        _print_one(options, ledger, book, book.get(right).right_id)
        return
    if not everything:
        from upshot.decisions.spark.rights.at_risk import RiskReason

        quiet = {RiskReason.SUPERSEDED, RiskReason.FLIGHT_OVER}
        shown = tuple(line for line in ledger.lines if line.at_risk.reason not in quiet)
        ledger = replace(ledger, lines=shown)
    _print_all(options, ledger)


def _print_all(options: Options, ledger: Any) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_rights import conflict_words, ledger_document, rights_table

    if options.is_json:
        options.print_json(ledger_document(ledger))
        return
    words, console = options.words, options.console
    if not ledger.lines:
        console.print(words.text("spark_no_rights"))
        return
    print_table(console, rights_table(ledger, words))
    from upshot.vocabulary.spark_rights import ENDED

    for line in ledger.lines:
        for conflict in line.windows.conflicts if line.state not in ENDED else ():
            told = words.labelled(f"{line.right.right_id} @{line.right.creator}", conflict_words(conflict, words))
            console.print(told, style="bold red" if conflict.is_stop else "yellow")
    if ledger.n_untold:
        console.print(words.text("spark_untold", n=ledger.n_untold), style="dim")


def _print_one(options: Options, ledger: Any, book: Any, right_id: str) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.spark_rights import (
        conflict_words,
        event_document,
        event_table,
        line_document,
        rights_table,
        span_table,
    )

    line, events = ledger.line(right_id), book.events(right_id)
    if options.is_json:
        options.print_json(line_document(line, ledger) | {"history": [event_document(event) for event in events]})
        return
    words, console = options.words, options.console
    print_table(console, replace(rights_table(replace(ledger, lines=(line,)), words), total=None))
    print_table(console, span_table(line, ledger, words))
    for conflict in line.windows.conflicts:
        console.print(f"  – {conflict_words(conflict, words)}", style="yellow")
    print_table(console, event_table(events, ledger.zone.key, words))


def add(
    context: typer.Context,
    post: Annotated[str, typer.Argument(help=H["post"])],
    creator: Annotated[str | None, typer.Option("--creator", help=H["creator"])] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help=H["campaign"])] = None,
    use: Annotated[str, typer.Option("--use", help=H["use"])] = "spark_ad",
    contract_from: Annotated[str | None, typer.Option("--contract-from", help=H["contract_from"])] = None,
    contract_until: Annotated[str | None, typer.Option("--contract-until", help=H["contract_until"])] = None,
    flight_from: Annotated[str | None, typer.Option("--flight-from", help=H["flight_from"])] = None,
    flight_until: Annotated[str | None, typer.Option("--flight-until", help=H["flight_until"])] = None,
    zone: Annotated[str | None, typer.Option("--zone", help=H["zone"])] = None,
    budget: Annotated[str | None, typer.Option("--budget", help=H["budget"])] = None,
    currency: Annotated[str | None, typer.Option("--currency", help=H["currency"])] = None,
    fee: Annotated[str | None, typer.Option("--fee", help=H["fee"])] = None,
    territory: Annotated[str | None, typer.Option("--territory", help=H["territory"])] = None,
    ads: Annotated[list[str] | None, typer.Option("--ad", help=H["ad"])] = None,
    who: Who = None,
) -> None:
    from upshot.measures.terms import reporting_currency
    from upshot.vocabulary.spark_rights import DateSource, DayWindow, SparkRight

    options: Options = context.obj
    workspace = options.open_workspace()
    post_id, handle, url = _post_and_creator(workspace, post, creator)
    ad_zone = zone or (workspace.setting("ad_time_zone") or "").strip() or None
    starts_on, ends_on = parse_day(contract_from, "--contract-from"), parse_day(contract_until, "--contract-until")
    contract = DayWindow(starts_on, ends_on, None, DateSource.CONTRACT if starts_on or ends_on else None)
    starts_on, ends_on = parse_day(flight_from, "--flight-from"), parse_day(flight_until, "--flight-until")
    flight = DayWindow(starts_on, ends_on, ad_zone, DateSource.BRAND if starts_on or ends_on else None)
    drafted = SparkRight(
        right_id="",
        creator=handle,
        post_id=post_id,
        use=use,
        campaign=campaign,
        contract=contract,
        flight=flight,
        flight_budget=parse_amount(budget, "--budget"),
        currency=(currency or reporting_currency(workspace)).upper(),
        rights_fee=parse_amount(fee, "--fee"),
        territory=territory,
        post_url=url,
        ad_ids=tuple(ads or ()),
    )
    made = workspace.spark_book().add(drafted, actor=actor_of(who), now=now(), evidence=attested())
    options.say("spark_added", right=made.right_id, creator=made.creator, post=made.post_id)


def _post_and_creator(workspace: Workspace, post: str, creator: str | None) -> tuple[str, str, str | None]:
    """Post id, handle and link: from the link, else from the posts that were imported, else from the option."""
    from upshot.measures.programme import read_programme
    from upshot.measures.terms import zone_of
    from upshot.vocabulary.tiktok_links import handle_of, is_short_link, post_id_of

    if is_short_link(post):
        raise InvalidInput("spark_short_link")
    post_id = post_id_of(post)
    if post_id is None:
        raise InvalidInput("spark_no_post", seen=post[:200])
    known = read_programme(workspace, zone_of(workspace)).post.get(post_id)
    in_link = handle_of(post) if "@" in post else None
    handle = (known.creator if known else None) or in_link or (handle_of(creator) if creator else None)
    if handle is None:
        raise InvalidInput("spark_creator_needed", post=post_id)
    if creator is not None and handle_of(creator) != handle:
        raise InvalidInput("spark_creator_differs", seen=creator, known=handle, post=post_id)
    return post_id, handle, post if "tiktok.com/" in post else known.url if known else None


def mark(
    context: typer.Context,
    right: Right,
    state: Annotated[str, typer.Argument(help=H["state"])],
    platform: Annotated[bool, typer.Option("--platform", help=H["platform"])] = False,
    until: Annotated[str | None, typer.Option("--until", help=H["until"])] = None,
    reference: Annotated[str | None, typer.Option("--reference", help=H["reference"])] = None,
    reason: Annotated[str, typer.Option("--reason", help=H["reason"])] = "",
    why: Why = "",
    who: Who = None,
) -> None:
    from upshot.errors import UnknownName
    from upshot.vocabulary.spark_rights import DateSource, Evidence, EvidenceKind, RightState

    if state not in list(RightState):
        raise UnknownName("spark_state_unknown", seen=state, nearest=[known.value for known in RightState])
    options: Options = context.obj
    workspace = options.open_workspace()
    book = workspace.spark_book()
    kind, source = (EvidenceKind.PLATFORM, DateSource.PLATFORM) if platform else (EvidenceKind.ATTESTATION, None)
    evidence = Evidence(kind, why, reference)
    ends_at = _instant(until)
    if ends_at is not None:
        told = source or DateSource.BRAND
        book.set_code_window(right, actor=actor_of(who), at=now(), evidence=evidence, source=told, ends_at=ends_at)
    if state == RightState.AUTHORISED:
        _ask_gates(options, workspace, book.get(right), reason=reason, actor=actor_of(who), is_told=platform)
    event = book.record_event(right, RightState(state), actor=actor_of(who), at=now(), evidence=evidence)
    words = options.words
    options.say("spark_marked", right=event.right_id, state=state if options.is_json else
                words.text(f"spark_state_{state}"))  # fmt: skip


def _ask_gates(
    options: Options, workspace: Workspace, right: SparkRight, *, reason: str, actor: str, is_told: bool
) -> None:
    """Ask the gates before a person marks a right as authorised; what TikTok tells is a fact, the open gates are said.

    Raises
    ------
    NotAllowed : spark_gates_open
    """
    from upshot.surfaces.cli.commands.spark_gates import ask_gates
    from upshot.surfaces.presentation.spark_gates import check_authorising, gate_names
    from upshot.vocabulary.spark_rights import TRANSITIONS, RightState

    if RightState.AUTHORISED not in TRANSITIONS[right.state]:
        return  # that is refused by its own name
    asked = ask_gates(workspace, right, now=now(), reason=reason)
    if not is_told:
        check_authorising(asked.gates, options.words)
    elif not asked.gates.may_authorise and not options.is_json:
        names = gate_names(asked.gates.open_gates(), options.words)
        options.console.print(options.words.text("spark_gates_open_told", gates=names), style="yellow")
    asked.note_reason(actor)


def _instant(text: str | None) -> Any:
    from datetime import UTC, datetime

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("spark_day", option="--until", seen=text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def revoke(context: typer.Context, right: Right, why: Why = "", who: Who = None) -> None:
    options: Options = context.obj
    book = options.open_workspace().spark_book()
    event = book.revoke(right, actor=actor_of(who), at=now(), evidence=attested(why))
    options.say("spark_revoked", right=event.right_id)


def renew(
    context: typer.Context,
    right: Right,
    flight_until: Annotated[str | None, typer.Option("--flight-until", help=H["renew_until"])] = None,
    contract_until: Annotated[str | None, typer.Option("--contract-until", help=H["contract_new"])] = None,
    budget: Annotated[str | None, typer.Option("--budget", help=H["budget"])] = None,
    fee: Annotated[str | None, typer.Option("--fee", help=H["fee"])] = None,
    who: Who = None,
) -> None:
    from upshot.vocabulary.spark_rights import DateSource, DayWindow

    options: Options = context.obj
    book = options.open_workspace().spark_book()
    older = book.get(right)
    contract_day = parse_day(contract_until, "--contract-until")
    source = DateSource.CONTRACT if contract_day else None
    flight_day = parse_day(flight_until, "--flight-until") or older.flight.ends_on
    heir: SparkRight = replace(
        older,
        right_id="",
        contract=DayWindow(None, contract_day, older.contract.time_zone, source),
        flight=replace(older.flight, ends_on=flight_day),
        flight_budget=parse_amount(budget, "--budget") or older.flight_budget,
        rights_fee=parse_amount(fee, "--fee"),
        replaces=older.right_id,
    )
    made = book.add(heir, actor=actor_of(who), now=now(), evidence=attested())
    options.say("spark_renewed", right=made.right_id, older=older.right_id)


def request(
    context: typer.Context,
    right: Right,
    days: Annotated[int | None, typer.Option("--days", help=H["days"])] = None,
    language: Annotated[str | None, typer.Option("--creator-lang", help=H["creator_lang"])] = None,
    link_days: Annotated[int, typer.Option("--link-days", help=H["link_days"], min=1, max=90)] = LINK_DAYS,
    offer: Annotated[list[str] | None, typer.Option("--offer", help=H["offer"])] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=H["withdraw"])] = False,
    reason: Annotated[str, typer.Option("--reason", help=H["reason"])] = "",
    who: Who = None,
) -> None:
    from upshot.decisions.spark.gates.facts import buffer_of, told_facts
    from upshot.decisions.spark.gates.fit import Offer
    from upshot.decisions.spark.gates.reading import creators_no_go
    from upshot.decisions.spark.rights.windows import days_to_ask
    from upshot.measures.terms import zone_of
    from upshot.surfaces.cli.commands.spark_gates import ask_gates
    from upshot.surfaces.presentation.spark_gates import check_link
    from upshot.surfaces.public_links import request_link

    options: Options = context.obj
    workspace = options.open_workspace()
    book, instant = workspace.spark_book(), now()
    wanted = book.get(right)
    if withdraw:
        _withdraw(options, book, wanted.right_id, actor_of(who), instant)
        return
    gated = ask_gates(workspace, wanted, now=instant, reason=reason)
    told = Offer.of(_offered(offer or []), buffer_days=buffer_of(told_facts(gated.events)))
    check_link(gated.gates, told, creators_no_go(book, wanted.creator), wanted.creator, options.words)
    base = request_link(workspace, "", otherwise=LOCAL_URL)  # refused before a token is made
    gated.note_reason(actor_of(who))
    flight = days_to_ask(wanted.flight, zone_of(workspace), now=instant, buffer_days=told.buffer_days)
    asked = days or flight[0]
    made, token = book.create_request(
        wanted.right_id,
        language=language if language in {"en", "fr"} else options.language,
        days=asked,
        offer=told.as_told(),
        expires_at=instant + timedelta(days=link_days),
        actor=actor_of(who),
        now=instant,
    )
    link = f"{base}{token}"
    if options.is_json:
        options.print_json({"request_id": made.request_id, "right_id": made.right_id, "link": link, "days": asked,
                            "expires_at": made.expires_at.isoformat()})  # fmt: skip
        return
    words = options.words
    options.console.print(words.text("spark_requested", creator=wanted.creator, days=asked or 0,
                                     until=words.instant(made.expires_at)))  # fmt: skip
    print(link)  # bare, so that no terminal folds it


def _withdraw(options: Options, book: Any, right_id: str, actor: str, instant: Any) -> None:
    from upshot.vocabulary.spark_rights import RequestStatus

    closed = [r for r in book.requests(right_id) if r.status(instant) in {RequestStatus.OPEN, RequestStatus.LOCKED}]
    for one in closed:
        book.revoke_request(one.request_id, actor=actor, now=instant)
    options.say("spark_withdrawn", right=right_id, n=len(closed))


def _offered(texts: list[str]) -> dict[str, str]:
    """What the page is to tell, from `name=text`.

    Raises
    ------
    InvalidInput : test_pair, spark_offer_name
    """
    from upshot.decisions.spark.gates.fit import OFFERED

    pairs = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name.strip():
            raise InvalidInput("test_pair", option="--offer", seen=text)
        if name.strip() not in OFFERED:
            raise InvalidInput("spark_offer_name", seen=name.strip()[:40], valid=", ".join(OFFERED))
        pairs[name.strip()] = value.strip()
    return pairs


COMMANDS = {
    "rights": (H["rights"], rights),
    "add": (H["add"], add),
    "mark": (H["mark"], mark),
    "revoke": (H["revoke"], revoke),
    "renew": (H["renew"], renew),
    "request": (H["request"], request),
}
