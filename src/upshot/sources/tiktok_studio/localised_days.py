"""Days as TikTok Studio writes them: in the words of the user's language, and without a year.

Seen: `December 30`, `11 septembre`, `30 de abril`, `18 января`, `18 tháng Tám`, `9月13日`. The month names are the
Unicode CLDR's, as Babel ships them; only the spelt-out Vietnamese months, which CLDR has since given up, are ours.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

# The languages of TikTok's interface. Croatian is left out: its month names contradict Polish and Czech.
_LANGUAGES = (
    *("en", "fr", "es", "pt", "de", "it", "ru", "ja", "vi", "bg", "nl", "pl", "tr", "id", "ms", "sv", "nb", "da"),
    *("fi", "ro", "hu", "cs", "sk", "el", "uk", "ko", "zh", "th", "ar", "he", "km", "my", "hi", "bn"),
)
_VIETNAMESE = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_FULL = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일]?(?:[ t].*)?")
_EAST_ASIAN = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
_ORDINALS = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|o|a|º|ª|°|\.)?(?=\W|$)")
_FILLERS = frozenset({"de", "del", "di", "of", "the", "ngày", "den", "г", "года", "ב"})


@dataclass(frozen=True)
class LocalDay:
    """A day of the year; `year` is None where the file does not say it."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date | None:
        """The date in `year`; None for 29 February outside leap years."""
        if self.day > monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)


@cache
def _months() -> dict[str, int]:
    """Every month name, wide and abbreviated, in the languages above; names that mean two months are left out."""
    meanings: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        names = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in names[form][width].items():
                    meanings.setdefault(_plain(name), set()).add(month)
    for month, name in enumerate(_VIETNAMESE, start=1):
        meanings.setdefault(_plain(f"tháng {name}"), set()).add(month)
    meanings.setdefault("sept", set()).add(9)
    return {name: months.copy().pop() for name, months in meanings.items() if len(months) == 1}


def _plain(text: str) -> str:
    """Case, width, points and repeated blanks do not tell two days apart."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s.,'\u200e\u200f]+", " ", text).strip()


@cache
def parse_local_day(text: str) -> LocalDay | None:
    """Read one cell; None where it is not a day in any known language, or an impossible day."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(plain) > 60:
        return None
    if match := _FULL.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        return _checked(month, day, year)
    if match := _EAST_ASIAN.fullmatch(plain):
        return _checked(int(match.group(1)), int(match.group(2)), None)
    return _from_words(_plain(_ORDINALS.sub("", plain)))


def _from_words(plain: str) -> LocalDay | None:
    """`11 septembre`, `september 11`, `30 de abril de 2026`, `18 tháng 8`."""
    words = [word for word in re.findall(r"\d+|[^\d\s]+", plain) if word not in _FILLERS]
    if "tháng" in words or "thg" in words:
        words = _join_vietnamese(words)
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    name = " ".join(word for word in words if word not in numbers)
    month = _months().get(name) or _months().get(name.removeprefix("ב"))
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if month is None or len(days) != 1 or len(years) > 1 or len(numbers) != len(days) + len(years):
        return None
    return _checked(month, int(days[0]), int(years[0]) if years else None)


def _join_vietnamese(words: list[str]) -> list[str]:
    """`tháng 8` is one month name, in which the number is no day; a spelt month stays as it is."""
    at = words.index("tháng") if "tháng" in words else words.index("thg")
    if at + 1 < len(words) and words[at + 1].isdigit():
        month = int(words[at + 1])
        spelt = _VIETNAMESE[month - 1] if 1 <= month <= 12 else "?"
        return [*words[:at], *f"tháng {spelt}".split(), *words[at + 2 :]]
    return words


def _checked(month: int, day: int, year: int | None) -> LocalDay | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024 if year is None else max(year, 1), month)[1]:
        return None
    if year is not None and not 2014 <= year <= 2100:
        return None
    return LocalDay(month, day, year)
