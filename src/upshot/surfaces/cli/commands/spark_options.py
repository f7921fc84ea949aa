"""What the commands of the Spark desk share: the help in the chosen language, days and amounts as typed, who acts."""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from upshot.errors import InvalidInput
from upshot.surfaces.cli.help_texts import chosen_language

if TYPE_CHECKING:
    from upshot.vocabulary.spark_rights import Evidence

MOST_MONEY = Decimal(10) ** 12
_COMMON = {
    "en": {"right": "The right: its id, or how it begins.", "who": "Who acts (default: the user of this machine).",
           "why": "Why; kept in the history."},
    "fr": {"right": "Le droit : son identifiant, ou son début.", "who": "Qui agit (par défaut : l'utilisateur de la "
           "machine).", "why": "Pourquoi ; reste dans l'historique."},
}  # fmt: skip


def help_of(texts: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The help texts of a module in the language of the line."""
    language = chosen_language(sys.argv, dict(os.environ))
    return texts.get(language, texts["en"])


_C = help_of(_COMMON)
Right = Annotated[str, typer.Argument(help=_C["right"])]
Who = Annotated[str | None, typer.Option("--who", help=_C["who"])]
Why = Annotated[str, typer.Option("--why", help=_C["why"])]


def actor_of(who: str | None) -> str:
    """Who acts: as named, else the user of this machine."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without that user
        return "cli"


def now() -> datetime:
    """The instant at which the command runs."""
    return datetime.now(UTC)


def parse_day(text: str | None, option: str) -> date | None:
    """`2026-06-30`, or `30/06/2026` day first.

    Raises
    ------
    InvalidInput : spark_day
    """
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    plain = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text.strip()
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise InvalidInput("spark_day", option=option, seen=text) from None


def parse_amount(text: str | None, option: str) -> Decimal | None:
    """`1200`, `1200.50` or `1 200,50`.

    Raises
    ------
    InvalidInput : spark_amount
    """
    from upshot.measures.typed import typed_number

    if text is None:
        return None
    amount = typed_number(text)
    if amount is None or not 0 <= amount < MOST_MONEY or amount != round(amount, 4):
        raise InvalidInput("spark_amount", option=option, seen=text)
    return amount


def attested(note: str = "", reference: str | None = None) -> Evidence:
    """Evidence on a person's word."""
    from upshot.vocabulary.spark_rights import Evidence, EvidenceKind

    return Evidence(EvidenceKind.ATTESTATION, note, reference)
