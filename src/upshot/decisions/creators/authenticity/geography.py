"""Where the audience is, against where one who speaks like this would be heard."""

from __future__ import annotations

from functools import cache

from babel.core import get_global

from upshot.decisions.creators.authenticity.model import AudienceShares
from upshot.decisions.creators.authenticity.over_time import Found
from upshot.decisions.creators.panel import CreatorRow

SPOKEN_BY_PCT = 20.0  # a country counts where so many speak the language, or where it is official
LEAST_TOLD = 0.5  # shares that cover less than half of the audience are no picture of it


def audience_abroad(audience: AudienceShares | None, creator: CreatorRow) -> Found:
    """Share of the told audience outside the creator's country and the countries of the language.

    Music, dance and animals travel without words: a high share is a question, not an answer.
    """
    if audience is None:
        return Found(None, "missing_audience")
    told = {country.upper(): share for country, share in audience.countries.items() if share > 0 and len(country) == 2}
    covered = sum(told.values())
    if covered < LEAST_TOLD:
        return Found(None, "missing_audience", (("told", f"{covered:.2f}"),))
    heard_in = _heard_in()
    language = (creator.language or "").split("-")[0].lower()
    country = (creator.country or "").upper()
    if not country and language not in heard_in:
        return Found(None, "missing_country_and_language")
    home = set(heard_in.get(language, frozenset())) | ({country} if country else set())
    if country and language not in heard_in:  # nobody told the language: whatever is spoken there
        for places in heard_in.values():
            if country in places:
                home |= places
    away = {name: share for name, share in told.items() if name not in home}
    largest = sorted(away, key=lambda name: -away[name])[:3]
    facts = (("abroad", ", ".join(f"{name} {away[name]:.0%}" for name in largest)), ("country", country or "–"),
             ("language", language or "–"), ("source", audience.provenance or "–"))  # fmt: skip
    return Found(sum(away.values()) / covered, None, facts)


@cache
def _heard_in() -> dict[str, frozenset[str]]:
    """Language → countries, as Unicode CLDR tells them (through Babel)."""
    places: dict[str, set[str]] = {}
    for country, languages in get_global("territory_languages").items():
        for language, told in languages.items():
            if told["population_percent"] >= SPOKEN_BY_PCT or told["official_status"]:
                places.setdefault(language.split("_")[0], set()).add(country)
    return {language: frozenset(found) for language, found in places.items()}
