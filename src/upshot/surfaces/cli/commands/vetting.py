"""`upshot vetting decide|approve|list|check|rate|rubric|measure`: who said yes to a creator, and on what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.measures.typed import typed_handle
from upshot.surfaces.cli.commands.spark_options import Who, actor_of, help_of, now, parse_day

if TYPE_CHECKING:
    from upshot.decisions.creators.vetting import Vetting
    from upshot.records.vetting import VettingDecision
    from upshot.surfaces.cli.options import Options
    from upshot.wiring import Workspace

H = help_of(
    {
        "en": {
            "vetting": "Who said yes to a creator, on what evidence, until when; and ratings of posts.",
            "decide": "Decide about a creator. The evidence as it stands is kept with its SHA-256.",
            "handle": "The creator's handle.",
            "outcome": "approve, reject or wait.",
            "reason": "Why, in a sentence; the creator may ask.",
            "expires": "How long it holds: 90d, 12w or 6m (default: the setting vetting_days).",
            "campaign": "The campaign whose target audience counts (default: that of the settings).",
            "approve": "Say yes as the second person, where the risk asks for one.",
            "note": "A word beside it; kept.",
            "list": "All decisions, newest first, and whether they stand.",
            "list_creator": "One creator only.",
            "evidence": "With the evidence that was kept (--format json).",
            "check": "May this creator be signed? Exit code 1 when the answer is no.",
            "on": "On which day (default: now).",
            "rate": "Rate a post by the rubric. For instance: upshot vetting rate lea --post LINK --mark humour=4.",
            "post": "Link or id of the post.",
            "mark": "A question and its mark 1 to 5, as humour=4. Repeat for each question.",
            "rubric": "Version of the rubric (default: the newest).",
            "show_rubric": "The questions of the rubric, with an anchor for every mark.",
            "measure": "What a video file shows by itself: format, length, loudness, cuts, hook, writing.",
            "video": "A video file.",
            "sections": "Audience match, evidence and content of a creator.",
        },
        "fr": {
            "vetting": "Qui a dit oui à un créateur, sur quels éléments, jusqu'à quand ; et les notes données.",
            "decide": "Décider pour un créateur. Les éléments du moment sont gardés avec leur SHA-256.",
            "handle": "Le pseudo du créateur.",
            "outcome": "approve (accepter), reject (refuser) ou wait (attendre).",
            "reason": "Pourquoi, en une phrase ; le créateur peut le demander.",
            "expires": "Durée de validité : 90d, 12w ou 6m (par défaut : le réglage vetting_days).",
            "campaign": "La campagne dont l'audience visée compte (par défaut : celle des réglages).",
            "approve": "Dire oui en seconde personne, là où le risque le demande.",
            "note": "Un mot à côté ; il est gardé.",
            "list": "Toutes les décisions, la plus récente d'abord, et si elles valent encore.",
            "list_creator": "Un seul créateur.",
            "evidence": "Avec les éléments gardés (--format json).",
            "check": "Peut-on signer avec ce créateur ? Code de sortie 1 si la réponse est non.",
            "on": "Quel jour (par défaut : maintenant).",
            "rate": "Noter une publication avec la grille. Par exemple : upshot vetting rate lea --post LIEN "
            "--mark humour=4.",
            "post": "Lien ou identifiant de la publication.",
            "mark": "Une question et sa note de 1 à 5, comme humour=4. Répéter pour chaque question.",
            "rubric": "Version de la grille (par défaut : la plus récente).",
            "show_rubric": "Les questions de la grille, avec un repère pour chaque note.",
            "measure": "Ce qu'un fichier vidéo montre : format, durée, niveau sonore, coupes, accroche, texte.",
            "video": "Un fichier vidéo.",
            "sections": "Audience, éléments et contenu d'un créateur.",
        },
    }
)
_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30}
Handle = Annotated[str, typer.Argument(help=H["handle"])]
Campaign = Annotated[str | None, typer.Option("--campaign", help=H["campaign"])]

vetting = typer.Typer(help=H["vetting"], no_args_is_help=True, rich_markup_mode=None)


@vetting.command("look", help=H["sections"])
def look(context: typer.Context, handle: Handle, campaign: Campaign = None) -> None:
    from upshot.decisions.creators.fit import FitSections
    from upshot.records.vetting import canonical_json
    from upshot.surfaces.presentation.creator_fit import fit_sections

    options: Options = context.obj
    card = _looked_at(options.open_workspace(), handle, campaign, now())
    found = FitSections(card.creator, card.audience, card.fit, card.content, card.risk, card.fit_score)
    if options.is_json:
        print(canonical_json(found))
        return
    from upshot.surfaces.cli.commands.verdict import print_table

    for section in fit_sections(found, options.words):
        options.console.print(f"\n{section.title}", style="bold")
        for line in section.lines:
            options.console.print(line)
        for table in section.tables:
            print_table(options.console, table)
        for note in section.notes:
            options.console.print(f"  – {note}", style="dim")


@vetting.command("decide", help=H["decide"])
def decide(
    context: typer.Context,
    handle: Handle,
    outcome: Annotated[str, typer.Option("--outcome", help=H["outcome"])],
    reason: Annotated[str, typer.Option("--reason", help=H["reason"])],
    expires_in: Annotated[str | None, typer.Option("--expires-in", help=H["expires"])] = None,
    campaign: Campaign = None,
    who: Who = None,
) -> None:
    from upshot.decisions.creators.deciding import decide_on

    options: Options = context.obj
    workspace, instant = options.open_workspace(), now()
    days = parse_length(expires_in) if expires_in else None
    found = _looked_at(workspace, handle, campaign, instant)
    made = decide_on(
        workspace, workspace.vetting_book(), found, outcome,
        reason=reason, actor=actor_of(who), now=instant, days=days, campaign=campaign,
    )  # fmt: skip
    _say_decided(options, made, instant)
    if not options.is_json:
        from upshot.surfaces.presentation.creator_fit import risk_line

        options.console.print(risk_line(found.risk, options.words), style="dim")


@vetting.command("approve", help=H["approve"])
def approve(
    context: typer.Context,
    handle: Handle,
    note: Annotated[str, typer.Option("--note", help=H["note"])] = "",
    who: Who = None,
) -> None:
    options: Options = context.obj
    instant = now()
    book = options.open_workspace().vetting_book()
    made = book.approve(typed_handle(handle), actor=actor_of(who), now=instant, note=note)
    if options.is_json:
        _print_document(options, made, instant)
    else:
        until = options.words.day(made.expires_at.date())
        told = {"creator": made.creator, "who": made.approved_by, "until": until}
        options.console.print(options.words.text("vetting_approved", **told))


@vetting.command("list", help=H["list"])
def list_(
    context: typer.Context,
    creator: Annotated[str | None, typer.Option("--creator", help=H["list_creator"])] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help=H["evidence"])] = False,
) -> None:
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.creator_vetting import decision_document, decisions_table

    options: Options = context.obj
    book, instant = options.open_workspace().vetting_book(), now()
    found = book.all() if creator is None else book.history(typed_handle(creator))
    if options.is_json:
        options.print_json([decision_document(one, now=instant, with_evidence=evidence) for one in found])
    elif not found:
        options.console.print(options.words.text("vetting_empty"))
    else:
        print_table(options.console, decisions_table(found, options.words, now=instant))


@vetting.command("check", help=H["check"])
def check(
    context: typer.Context,
    handle: Handle,
    on: Annotated[str | None, typer.Option("--on", help=H["on"])] = None,
) -> None:
    from upshot.surfaces.presentation.creator_vetting import standing_words

    options: Options = context.obj
    day = parse_day(on, "--on")
    instant = now() if day is None else datetime.combine(day, time(12), UTC)
    standing = options.open_workspace().vetting_book().standing(typed_handle(handle), instant)
    if options.is_json:
        options.print_json({"creator": standing.creator, "is_vetted": standing.is_vetted, "why": standing.why})
    else:
        words = options.words
        told = {
            "creator": standing.creator,
            "on": words.day(instant.date()),
            "standing": standing_words(standing, words),
        }
        options.console.print(words.text("vetting_checked", **told))
    raise typer.Exit(0 if standing.is_vetted else 1)


@vetting.command("rate", help=H["rate"])
def rate(
    context: typer.Context,
    handle: Handle,
    post: Annotated[str, typer.Option("--post", help=H["post"])],
    marks: Annotated[list[str] | None, typer.Option("--mark", help=H["mark"])] = None,
    version: Annotated[int | None, typer.Option("--rubric", help=H["rubric"])] = None,
    note: Annotated[str, typer.Option("--note", help=H["note"])] = "",
    who: Who = None,
) -> None:
    from upshot.records.vetting import KeptRating
    from upshot.registries.content_rubric import checked_marks, rubric

    options: Options = context.obj
    items, creator = rubric(version=version), typed_handle(handle)
    told = checked_marks(dict(_mark(each) for each in marks or ()), items)
    post_id, rater = _post(post, creator), actor_of(who)
    kept = KeptRating(creator, post_id, rater, items[0].rubric, items[0].version, told, note.strip(), now())
    options.open_workspace().vetting_book().rate(kept)
    options.say("vetting_rated", n=len(told), who=rater, post=post_id, creator=creator)


@vetting.command("rubric", help=H["show_rubric"])
def show_rubric(
    context: typer.Context, version: Annotated[int | None, typer.Option("--rubric", help=H["rubric"])] = None
) -> None:
    from upshot.registries.content_rubric import rubric
    from upshot.surfaces.presentation.creator_vetting import rubric_lines

    options: Options = context.obj
    items = rubric(version=version)
    if options.is_json:
        options.print_json([item.model_dump(mode="json") for item in items])
        return
    for line in rubric_lines(items, options.words):
        options.console.print(line)


@vetting.command("measure", help=H["measure"])
def measure(context: typer.Context, video: Annotated[Path, typer.Argument(help=H["video"], readable=False)]) -> None:
    from dataclasses import asdict

    from upshot.decisions.creators.content.video import measure_video
    from upshot.surfaces.cli.commands.verdict import print_table
    from upshot.surfaces.presentation.creator_vetting import video_notes, video_table

    options: Options = context.obj
    found = measure_video(video)
    if options.is_json:
        options.print_json({**asdict(found), "looks_captioned": found.looks_captioned})
        return
    print_table(options.console, video_table(video.name, found, options.words))
    for note in video_notes(found, options.words):
        options.console.print(f"  – {note}", style="dim")


def parse_length(text: str) -> int:
    """`90d`, `12w`, `6m` (30 days each) or `90` in days.

    Raises
    ------
    InvalidInput : vetting_expires
    """
    found = re.fullmatch(r"(\d{1,4})\s*([djwsm]?)", text.strip().casefold())
    if found is None:
        raise InvalidInput("vetting_expires", seen=text)
    return int(found[1]) * _DAYS[found[2] or "d"]


def _looked_at(workspace: Workspace, handle: str, campaign: str | None, instant: datetime) -> Vetting:
    """What a decision rests on: the creator's whole vetting."""
    from upshot.decisions.creators.vetting import VettingTerms, read_vetting

    asked = VettingTerms(campaign=campaign).with_book(workspace.vetting_book())
    return read_vetting(workspace, [handle], now=instant, asked=asked)[0]


def _say_decided(options: Options, made: VettingDecision, instant: datetime) -> None:
    if options.is_json:
        _print_document(options, made, instant)
        return
    words = options.words
    facts = {
        "creator": made.creator,
        "outcome": words.text(f"vetting_outcome_{made.outcome}"),
        "until": words.day(made.expires_at.date()),
        "risk": words.text(f"risk_level_{made.risk}"),
        "sha256": made.sha256,
    }
    options.console.print(words.text("vetting_decided", **facts))
    if made.needs_second:
        options.console.print(words.text("vetting_second_wanted", creator=made.creator), style="yellow")


def _print_document(options: Options, made: VettingDecision, instant: datetime) -> None:
    from upshot.surfaces.presentation.creator_vetting import decision_document

    options.print_json(decision_document(made, now=instant))


def _mark(text: str) -> tuple[str, int]:
    item, separator, mark = text.partition("=")
    if not separator or not item.strip() or not re.fullmatch(r"-?\d{1,3}", mark.strip()):
        raise InvalidInput("vetting_mark_pair", seen=text)
    return item.strip().casefold(), int(mark)


def _post(text: str, creator: str) -> str:
    from upshot.vocabulary.tiktok_links import handle_of, post_id_of

    post_id = post_id_of(text)
    owner = handle_of(text) if "/@" in text else creator
    if post_id is None or owner != creator:
        raise InvalidInput("vetting_post", seen=text, creator=creator)
    return post_id
