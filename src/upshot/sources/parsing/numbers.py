"""Whole numbers, decimals, money and rates in the ways that platforms and spreadsheets write them.

    1,234.56 · 1.234,56 · 1 234,56 € · US$12.00 · (12.00) · 12- · 62,5 % · 1.2K · 1'234

Most columns hold plain numbers and take one cast. The others are cleaned by column-wide string operations; the
decimal mark of a cell such as `1,234` is decided by the rest of its column, then by the rest of the file. Where
nothing decides, whole numbers read it as thousands and money refuses the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.parsing.habits import Habits, Parsed, with_failures
from upshot.vocabulary.tables import ARROW_TYPE, Kind

_SYMBOLS = {"€": "EUR", "£": "GBP", "US$": "USD", "R$": "BRL", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD"}
_SYMBOLS |= {"zł": "PLN", "₺": "TRY", "₫": "VND", "฿": "THB", "₩": "KRW", "₱": "PHP", "₹": "INR", "₽": "RUB"}
_SYMBOLS |= {"HK$": "HKD", "S$": "SGD", "MX$": "MXN", "NZ$": "NZD", "NT$": "TWD", "RM": "MYR", "Rp": "IDR"}
_CURRENCY = r"(?:[A-Za-z]{0,3}[$€£¥₺₫฿₩₱₹₽]|[A-Z]{3}|zł|Kč|kr\.?|Fr\.?|RM|Rp|лв\.?)"
_BLANK = r"[\s\x{00a0}\x{2000}-\x{200b}\x{202f}\x{205f}\x{3000}]"
_GROUPED_ONLY_COMMA = r"^[^\d.,]*[1-9]\d{0,2}(?:,\d{3})+[^\d.,]*$"
_GROUPED_ONLY_DOT = r"^[^\d.,]*[1-9]\d{0,2}(?:\.\d{3})+[^\d.,]*$"
# What can only be a decimal mark: before anything but three digits, after a zero alone, after the other mark.
_DECIMAL_DOT = r"(?:^|\D)0?\.\d+\D*$|\.(?:\d{1,2}|\d{4,})\D*$|,\d{3}\.\d*\D*$|\d{4,}\.\d+\D*$"
_DECIMAL_COMMA = r"(?:^|\D)0?,\d+\D*$|,(?:\d{1,2}|\d{4,})\D*$|\.\d{3},\d*\D*$|\d{4,},\d+\D*$"


@dataclass(frozen=True)
class NumberParser:
    """Reads numbers of one kind.

    Parameters
    ----------
    kind : INTEGER, NUMBER, MONEY or RATE
    valid : wording code of what is valid
    unit : "one", or "percent" where a bare 1.18 means 1.18 % (TikTok's API); a `%` sign always means percent
    abbreviated : whether `1.2K`, `3,4 M` and `1.1B` are allowed
    """

    kind: Kind
    valid: str
    unit: str = "one"
    abbreviated: bool = False

    def learn(self, cells: pa.Array, habits: Habits, header: str) -> None:
        """Note the decimal mark where a cell settles it."""
        mark = _mark_of(cells, is_whole=self.kind is Kind.INTEGER and not self.abbreviated)
        if mark is None:
            return
        habits.column_decimal_marks.setdefault(header, mark)
        habits.decimal_mark = habits.decimal_mark or mark

    def parse(self, cells: pa.Array, habits: Habits, header: str) -> Parsed:
        """Read the cells: one cast where all are plain, else cleaning of the whole column."""
        mark = habits.column_decimal_marks.get(header) or habits.decimal_mark
        plain = None if mark == "," and _has(cells, ".") else self._plain(cells)
        return plain or self._cleaned(cells, mark)

    def _plain(self, cells: pa.Array) -> Parsed | None:
        try:
            if self.kind is Kind.INTEGER:
                return Parsed(pc.cast(cells, pa.int64()))
            if self.kind is Kind.MONEY:
                return Parsed(pc.cast(cells, ARROW_TYPE[Kind.MONEY]))
            numbers = pc.cast(cells, pa.float64())
        except pa.ArrowInvalid:
            return None
        if not pc.all(pc.is_finite(numbers)).as_py() and len(numbers) > numbers.null_count:
            return None
        return Parsed(pc.divide(numbers, 100.0) if self.unit == "percent" else numbers)

    def _cleaned(self, cells: pa.Array, mark: str | None) -> Parsed:
        text, is_percent = _bare(cells)
        text, scale = _without_letters(text) if self.abbreviated else (text, None)
        text = self._with_dot(text, mark)
        good = pc.match_substring_regex(text, r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$")
        text = pc.if_else(good, text, pa.scalar(None, pa.string()))
        return with_failures(cells, self._typed(text, is_percent, scale))

    def _with_dot(self, text: pa.Array, mark: str | None) -> pa.Array:
        """The numbers with `.` as their decimal mark and no thousands marks; null where nothing decides."""
        has_comma = pc.match_substring(text, ",")
        last_mark_comma = pc.match_substring_regex(text, r"\.[^,]*,\d*$")  # 1.234,56: the last mark is the decimal one
        last_mark_dot = pc.match_substring_regex(text, r",[^.]*\.\d*$")
        sure_comma = pc.or_(last_mark_comma, pc.match_substring_regex(text, r"^[^.]*" + _single(",")))
        sure_dot = pc.or_(last_mark_dot, pc.match_substring_regex(text, r"^[^,]*" + _single(r"\.")))
        comma_decimal = self._undecided_is_comma(text, has_comma, mark)
        is_comma = pc.if_else(sure_comma, True, pc.if_else(sure_dot, False, comma_decimal))
        as_comma = pc.replace_substring(pc.replace_substring_regex(text, r"\.(\d{3})", r"\1"), ",", ".")
        as_dot = pc.replace_substring_regex(text, r",(\d{3})", r"\1")
        return pc.if_else(is_comma, as_comma, as_dot)

    def _undecided_is_comma(self, text: pa.Array, has_comma: pa.Array, mark: str | None) -> pa.Array:
        """Whether the comma is the decimal mark in cells whose only marks stand before three digits."""
        if mark is not None:
            return pc.if_else(text.is_valid(), mark == ",", False)
        grouped_dots = pc.match_substring_regex(text, r"^[+-]?\d{1,3}(?:\.\d{3})+$")
        if self.kind is Kind.INTEGER:  # 1.234 views are thousands in any language
            return grouped_dots if not self.abbreviated else pc.and_(text.is_valid(), False)
        # `1,234` alone is one euro twenty-three or a thousand: null makes the cell fail. `1,234,567` is no riddle.
        riddle = pc.and_(has_comma, pc.match_substring_regex(text, r"^[+-]?[^,]*,\d{3}$"))
        several_dots = pc.match_substring_regex(text, r"\.\d{3}\.")
        return pc.if_else(riddle, pa.scalar(None, pa.bool_()), several_dots)

    def _typed(self, text: pa.Array, is_percent: pa.Array, scale: pa.Array | None) -> pa.Array:
        if self.kind is Kind.MONEY and scale is None:
            return _money(text)
        numbers = pc.cast(text, pa.float64())
        if scale is not None:
            numbers = pc.multiply(numbers, scale)
        if self.kind is Kind.INTEGER:
            return _whole(text, numbers, is_scaled=scale is not None)
        if self.kind is Kind.MONEY:
            return pc.cast(pc.round(numbers, 4), ARROW_TYPE[Kind.MONEY], safe=False)
        if self.kind is Kind.RATE:
            divided = pc.divide(numbers, 100.0)
            return divided if self.unit == "percent" else pc.if_else(is_percent, divided, numbers)
        return numbers


def _single(mark: str) -> str:
    """A lone mark that cannot be a thousands mark."""
    return rf"(?:^[+-]?0?{mark}\d+|{mark}(?:\d{{0,2}}|\d{{4,}})|\d{{4,}}{mark}\d+)$"


def _mark_of(cells: pa.Array, *, is_whole: bool) -> str | None:
    """The decimal mark that a column's cells settle; None where all of them read both ways."""
    questions: list[tuple[str, str]] = []
    if _has(cells, ","):
        grouped = [(_GROUPED_ONLY_COMMA, ".")] if is_whole else []
        questions += [(_DECIMAL_COMMA, ","), *grouped, (r",\d{3}(?:,\d{3})+", ".")]
    if _has(cells, "."):
        grouped = [(_GROUPED_ONLY_DOT, ",")] if is_whole else []
        questions += [(_DECIMAL_DOT, "."), *grouped, (r"\.\d{3}\.\d{3}", ",")]
    return next((mark for pattern, mark in questions if _any(cells, pattern)), None)


def _has(cells: pa.Array, mark: str) -> bool:
    return bool(pc.any(pc.match_substring(cells, mark)).as_py())


def _any(cells: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(cells, pattern)).as_py())


def _bare(cells: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The cells without blanks, currency, percent sign and apostrophes, `-` for any minus; and which had a percent."""
    text = pc.replace_substring_regex(cells, _BLANK + r"|['’]", "")
    is_percent = pc.match_substring(text, "%")
    text = pc.replace_substring_regex(text, r"[−–‒]", "-")
    text = pc.replace_substring_regex(text, rf"^([(+-]*){_CURRENCY}", r"\1")
    text = pc.replace_substring_regex(text, rf"(?:%|{_CURRENCY})([)-]?)$", r"\1")
    text = pc.replace_substring_regex(text, r"^\(([^()]*)\)$|^(\d[\d.,]*)-$", r"-\1\2")
    return text, is_percent


def _without_letters(text: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Take a final K, M or B off, as the factor it means."""
    upper = pc.utf8_upper(text)
    scale = pa.array([1.0] * len(text), pa.float64())
    for letters, factor in ((r"K$", 1e3), (r"(?:M|MIO)$", 1e6), (r"(?:B|MD|MRD)$", 1e9)):
        scale = pc.if_else(pc.match_substring_regex(upper, letters), factor, scale)
    scale = pc.if_else(text.is_valid(), scale, pa.scalar(None, pa.float64()))
    return pc.replace_substring_regex(upper, r"(?:K|MIO|MRD|MD|M|B)$", ""), scale


def _money(text: pa.Array) -> pa.Array:
    """Text as decimal(18,4), half to even beyond four decimals; null where it does not fit."""
    try:
        wide = pc.cast(text, pa.decimal128(38, 18))
        return pc.cast(pc.round(wide, 4), ARROW_TYPE[Kind.MONEY])
    except pa.ArrowInvalid:
        numbers = pc.cast(text, pa.float64())
        fits = pc.less(pc.abs(numbers), 1e13)
        numbers = pc.if_else(fits, pc.round(numbers, 4), pa.scalar(None, pa.float64()))
        return pc.cast(numbers, ARROW_TYPE[Kind.MONEY], safe=False)


def _whole(text: pa.Array, numbers: pa.Array, *, is_scaled: bool) -> pa.Array:
    """Whole numbers, also when written `12.0`; null for a fraction or beyond 2⁶³."""
    if not is_scaled:
        try:
            return pc.cast(pc.replace_substring_regex(text, r"\.0*$|^\+", ""), pa.int64())
        except pa.ArrowInvalid:
            pass
    rounded = pc.round(numbers)
    close = pc.less(pc.abs(pc.subtract(rounded, numbers)), 1e-6 if is_scaled else 1e-9)
    keep = pc.and_(close, pc.less(pc.abs(rounded), 9.2e18))
    return pc.cast(pc.if_else(keep, rounded, pa.scalar(None, pa.float64())), pa.int64())


def currency_in(text: str) -> str | None:
    """The ISO 4217 code that an amount or a header carries: `US$12.00` → USD, `Cost (EUR)` → EUR; None for none."""
    code = re.search(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])", text)
    if code:
        return code.group(1)
    for symbol in sorted(_SYMBOLS, key=len, reverse=True):
        if symbol in text:
            return _SYMBOLS[symbol]
    return None


WHOLE = NumberParser(Kind.INTEGER, "whole_number")
COUNT = WHOLE
WHOLE_ABBREVIATED = NumberParser(Kind.INTEGER, "whole_number", abbreviated=True)
NUMBER = NumberParser(Kind.NUMBER, "number")
NUMBER_ABBREVIATED = NumberParser(Kind.NUMBER, "number", abbreviated=True)
MONEY = NumberParser(Kind.MONEY, "amount")
RATE = NumberParser(Kind.RATE, "rate")
RATE_IN_PERCENT = NumberParser(Kind.RATE, "rate", unit="percent")
