"""Text to typed columns, vectorised, with a mask of the cells that could not be read.

A parser takes a column of text and the file's `Habits` (its decimal mark, the order of day and month, its zone) and
gives typed values. What a cell means is decided by the whole column's evidence, never guessed from one cell. Cells
that look like spreadsheet formulas (`=cmd|…`, `+…`, `@…`) are data: they stay text and nothing evaluates them.
"""

from upshot.sources.parsing.days import DAY, INSTANT
from upshot.sources.parsing.habits import Habits, Parsed, Parser
from upshot.sources.parsing.numbers import (
    COUNT,
    MONEY,
    NUMBER,
    NUMBER_ABBREVIATED,
    RATE,
    RATE_IN_PERCENT,
    WHOLE,
    WHOLE_ABBREVIATED,
    currency_in,
)
from upshot.sources.parsing.words import BOOLEAN, ID, TEXT, TEXT_LIST, Choice

__all__ = [
    "BOOLEAN",
    "COUNT",
    "DAY",
    "ID",
    "INSTANT",
    "MONEY",
    "NUMBER",
    "NUMBER_ABBREVIATED",
    "RATE",
    "RATE_IN_PERCENT",
    "TEXT",
    "TEXT_LIST",
    "WHOLE",
    "WHOLE_ABBREVIATED",
    "Choice",
    "Habits",
    "Parsed",
    "Parser",
    "currency_in",
]
