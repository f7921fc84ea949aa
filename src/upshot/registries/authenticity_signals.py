"""What each signal of authenticity says: curves of evidence learned on planted panels, from the dated registry."""

from __future__ import annotations

from functools import cache
from typing import Literal

import yaml
from pydantic import TypeAdapter

from upshot.registries.load import DatedFact, read_yaml


class Learned(DatedFact):
    """A row with the number of creators it was learned from and the command that made it."""

    n: int
    command: str


class SchemeCurves(Learned):
    """Log-likelihood ratio of a scheme at the knots of each signal's score, over so many posts; capped, weighted."""

    kind: Literal["scheme"]
    scheme: str
    size: int
    knots: tuple[float, ...]
    curves: dict[str, tuple[float, ...]]


class ValueCurve(Learned):
    """Log-likelihood ratio of a value that is not compared with peers; `basis`: learned, or a published threshold."""

    kind: Literal["value"]
    signal: str
    scheme: str
    basis: Literal["learned", "published"]
    knots: tuple[float, ...]
    llr: tuple[float, ...]


class UsualRecord(Learned):
    """How counters move together over so many posts: what panels with few creators are measured by."""

    kind: Literal["usual_record"]
    size: int
    columns: tuple[str, ...]
    location: tuple[float, ...]
    scatter: tuple[tuple[float, ...], ...]
    level_columns: tuple[str, ...]
    level_scatter: tuple[tuple[float, ...], ...]


class Threshold(Learned):
    """Evidence (natural logarithm) above which one in twenty clean creators lies who was not learned from."""

    kind: Literal["threshold"]
    size: int
    log_ratio: float


Row = SchemeCurves | ValueCurve | UsualRecord | Threshold


@cache
def authenticity_signals() -> tuple[Row, ...]:
    """The registry, in file order.

    Raises
    ------
    pydantic.ValidationError : a row lacks its source, date, number or command
    """
    return tuple(TypeAdapter(list[Row]).validate_python(read_yaml("upshot.registries", "authenticity_signals.yaml")))


def write_rows(rows: tuple[Row, ...]) -> str:
    """The rows as the YAML of this registry: what `upshot authenticity learn` writes."""
    plain = [_lists(row.model_dump()) for row in rows]
    return str(yaml.safe_dump(plain, default_flow_style=None, width=200, sort_keys=False, allow_unicode=True))


def _lists(value: object) -> object:
    if isinstance(value, dict):
        return {name: _lists(one) for name, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, tuple) else value
