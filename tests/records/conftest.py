"""The records on SQLite and on PostgreSQL: the same tests, the same answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.databases import (  # noqa: F401 (fixtures)
    empty_url,
    migrated_postgres,
    migrated_sqlite,
    new_postgres,
    postgres_port,
    records_url,
)
from upshot.records.store import Records


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:  # noqa: F811
    """Records with the workspaces `brand` and `other`."""
    found = Records.open(records_url)
    found.create_workspace("brand")
    found.create_workspace("other")
    yield found
    found.close()
