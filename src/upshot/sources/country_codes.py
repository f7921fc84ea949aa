"""Countries as ISO 3166 alpha-2 codes, out of codes or out of names in five languages."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
from babel import Locale

from upshot.sources.header_words import fold

LANGUAGES = ("en", "fr", "es", "de", "pt")
# What analytics and shops write beside the names of Unicode's CLDR.
_OTHER_NAMES = {
    "usa": "US",
    "united states of america": "US",
    "etats unis d amerique": "US",
    "great britain": "GB",
    "england": "GB",
    "grande bretagne": "GB",
    "angleterre": "GB",
    "uk": "GB",
    "u s a": "US",
    "u s": "US",
    "u k": "GB",
    "czech republic": "CZ",
    "republique tcheque": "CZ",
    "holland": "NL",
    "south korea": "KR",
    "russian federation": "RU",
    "viet nam": "VN",
    "turkey": "TR",
    "hong kong": "HK",
    "macao": "MO",
    "myanmar": "MM",
    "cote d ivoire": "CI",
    "ivory coast": "CI",
}


def country_codes(texts: pa.Array) -> pa.Array:
    """Read countries, once per distinct text.

    Parameters
    ----------
    texts : text (n_rows), a code in any case or a name in English, French, Spanish, German or Portuguese

    Returns
    -------
    text (n_rows), null where no country is recognised (`(not set)`, `EU`, a misspelt name)
    """
    coded = texts.dictionary_encode()
    answers = [country_code(text) for text in coded.dictionary.to_pylist()]
    return pa.array(answers, pa.string()).take(coded.indices)


def country_code(text: str) -> str | None:
    """One country; None where it is not recognised."""
    code = text.strip().upper()
    if len(code) == 2 and code in _codes():
        return code
    return _names().get(fold(text))


@cache
def _codes() -> frozenset[str]:
    codes = (str(code) for code in Locale.parse("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha() and code not in _GROUPS)


_GROUPS = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def _names() -> dict[str, str]:
    """Folded name → code; a name that two languages give to two countries stays with the first language."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                names.setdefault(fold(str(name)), str(code))
    return {**names, **_OTHER_NAMES}
