"""The restatement rules in plain Python, as `vocabulary.tables` words them: what the lake must agree with."""

from __future__ import annotations

from typing import Any

from upshot.vocabulary.tables import Restatement, Table

Row = dict[str, Any]


def key_of(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def restate(table: Table, known: list[Row], incoming: list[Row]) -> list[Row]:
    """The content after `incoming` was loaded over `known`."""
    before = {key_of(table, row): row for row in known}
    new: dict[tuple[Any, ...], Row] = {}
    for row in incoming:
        key = key_of(table, row)
        if table.restatement is Restatement.FILL:
            base = new.get(key) or before.get(key) or {}
            new[key] = {name: base.get(name) if value is None else value for name, value in row.items()}
        else:
            new[key] = row
    groups = {tuple(row[name] for name in table.replaces) for row in new.values()}
    spans: dict[tuple[Any, ...], list[Any]] = {}
    if table.restatement is Restatement.REPLACE_WINDOW:
        for row in new.values():
            spans.setdefault(tuple(row[name] for name in table.window_by), []).append(row[table.time_column])

    def is_superseded(row: Row) -> bool:
        days = spans.get(tuple(row[name] for name in table.window_by)) if spans else None
        in_window = days is not None and min(days) <= row[table.time_column] <= max(days)
        return in_window or tuple(row[name] for name in table.replaces) in groups or key_of(table, row) in new

    return [row for row in known if not is_superseded(row)] + list(new.values())
