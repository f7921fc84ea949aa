"""Text in the order of its bytes, whatever language the database sorts in: the same list on every server."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class ByteOrder(sa.ColumnElement[str]):
    """`ORDER BY` this instead of a text column: SQLite compares bytes by itself, PostgreSQL needs to be told."""

    inherit_cache = True
    type = sa.Text()

    def __init__(self, column: sa.ColumnElement[str]) -> None:
        self.column = column

    _traverse_internals = [("column", sa.sql.visitors.InternalTraversal.dp_clauseelement)]  # noqa: RUF012 (SQLAlchemy's way)


@compiles(ByteOrder)
def _as_it_is(element: ByteOrder, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **options)


@compiles(ByteOrder, "postgresql")
def _told(element: ByteOrder, compiler: SQLCompiler, **options: Any) -> str:
    return f'{compiler.process(element.column, **options)} COLLATE "C"'
