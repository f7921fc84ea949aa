"""The tables of the database: one per record table of `vocabulary.tables`, and what the house keeps about itself.

Every table has a `workspace` column, and every statement of `store.py` filters by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from upshot.vocabulary.tables import COMMON, TABLES, Home, Kind, Table

_CENTS = Decimal("0.0001")


class Money(TypeDecorator[Decimal]):
    """An exact decimal of four places, kept as text: SQLite has no decimals, and a float would lose cents."""

    impl = sa.String(24)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy names it)
        return None if value is None else str(Decimal(value).quantize(_CENTS))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 (SQLAlchemy names it)
        return None if value is None else Decimal(str(value))


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, kept as ISO 8601 text of one length, so that text order is time order."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy names it)
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy names it)
        return None if value is None else datetime.fromisoformat(str(value))


_TYPE: dict[Kind, type[sa.types.TypeEngine[Any]]] = {
    Kind.TEXT: sa.Text,
    Kind.TEXT_LIST: sa.JSON,
    Kind.INTEGER: sa.BigInteger,
    Kind.NUMBER: sa.Float,
    Kind.MONEY: Money,
    Kind.RATE: sa.Float,
    Kind.BOOLEAN: sa.Boolean,
    Kind.DAY: sa.Date,
    Kind.INSTANT: Instant,
}
METADATA = sa.MetaData()


def _record_table(table: Table) -> sa.Table:
    """`row_key` holds the key's values as one text: part of a key may be null, which no primary key allows."""
    return sa.Table(
        table.name,
        METADATA,
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        *(sa.Column(column.name, _TYPE[column.kind]) for column in (*table.columns, *COMMON)),
    )


RECORD_TABLES: dict[str, sa.Table] = {
    name: _record_table(table) for name, table in TABLES.items() if table.home is Home.RECORDS
}

WORKSPACE = sa.Table(
    "workspace",
    METADATA,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("is_demo", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("revision", sa.BigInteger, nullable=False, server_default="0"),  # grows with every change of a record
    # Grows with every change of what no verdict reads: Spark rights, codes and links, and experiments.
    sa.Column("desk_revision", sa.BigInteger, nullable=False, server_default="0"),
)
IMPORT_LOG = sa.Table(
    "import_log",
    METADATA,
    sa.Column("import_id", sa.String(40), primary_key=True),
    sa.Column("workspace", sa.String(80), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),  # of the file as received
    sa.Column("member", sa.Text, nullable=False, server_default=""),  # which table of the file: sheet or zip member
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),  # started, done, failed
    sa.Column("rows_read", sa.BigInteger),
    sa.Column("counts", sa.JSON),
    sa.Column("report", sa.JSON),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("finished_at", Instant),
)
HEADER_MAPPING = sa.Table(
    "header_mapping",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("theirs", sa.String(300), primary_key=True),
    sa.Column("ours", sa.String(80), nullable=False),
)
KPI_FREEZE = sa.Table(
    "kpi_definition_freeze",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("campaign", sa.String(300), primary_key=True),
    sa.Column("kpi", sa.String(80), primary_key=True),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("frozen_on", sa.Date, nullable=False),
)
EXPERIMENT = sa.Table(
    "experiment",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("campaign", sa.Text),
    sa.Column("creators", sa.JSON, nullable=False),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("read_from", sa.Date),  # first day on which it should be read
    sa.Column("asked", sa.JSON, nullable=False),  # the form, as it was filled in
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("design", sa.Integer),  # which of the plan's options runs; null = none chosen yet
    sa.Column("reading_asked", sa.JSON),
    sa.Column("reading", sa.JSON),
    sa.Column("read_at", Instant),
    sa.Column("lift_test", sa.Text),  # the lift test that the reading was saved as
    sa.Column("verdict_before", sa.JSON),  # what the verdict said before that
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)
AUDIT_EVENT = sa.Table(
    "audit_event",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.String(80), nullable=False, index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("act", sa.String(40), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON),
)
HOUSE_NOTE = sa.Table(
    "house_note",
    METADATA,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
SPARK_RIGHT = sa.Table(
    "spark_right",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("right_id", sa.String(32), primary_key=True),
    sa.Column("creator", sa.String(80), nullable=False),
    sa.Column("post_id", sa.String(40), nullable=False),
    sa.Column("use", sa.String(80), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("campaign", sa.Text),
    sa.Column("contract_starts_on", sa.Date),
    sa.Column("contract_ends_on", sa.Date),
    sa.Column("contract_time_zone", sa.String(64)),
    sa.Column("contract_source", sa.String(20)),
    sa.Column("flight_starts_on", sa.Date),
    sa.Column("flight_ends_on", sa.Date),
    sa.Column("flight_time_zone", sa.String(64)),  # the ad account's zone
    sa.Column("flight_source", sa.String(20)),
    sa.Column("flight_budget", Money),
    sa.Column("currency", sa.String(8)),
    sa.Column("rights_fee", Money),
    sa.Column("territory", sa.Text),
    sa.Column("post_url", sa.Text),
    sa.Column("ad_ids", sa.JSON),
    sa.Column("notes", sa.Text),
    sa.Column("replaces", sa.String(32)),  # the right that this one renews
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
    sa.Index("ix_spark_right_post", "workspace", "post_id"),
)
SPARK_RIGHT_EVENT = sa.Table(  # append-only: a trigger refuses every update
    "spark_right_event",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.String(80), nullable=False),
    sa.Column("right_id", sa.String(32), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("from_state", sa.String(20), nullable=False),
    sa.Column("to_state", sa.String(20), nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Index("ix_spark_right_event_right", "workspace", "right_id"),
)
SPARK_CODE = sa.Table(
    "spark_code",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("code_id", sa.String(32), primary_key=True),
    sa.Column("right_id", sa.String(32), nullable=False),
    sa.Column("cipher", sa.Text, nullable=False),  # Fernet; the key stands in the home's keys/, never here
    sa.Column("fingerprint", sa.String(64), nullable=False),  # keyed hash, to recognise a code that came before
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("received_by", sa.Text, nullable=False),
    sa.Column("starts_at", Instant),
    sa.Column("days", sa.Integer),
    sa.Column("ends_at", Instant),
    sa.Column("source", sa.String(20)),
    sa.Column("retired_at", Instant),
    sa.Index("ix_spark_code_right", "workspace", "right_id"),
    sa.Index("ix_spark_code_fingerprint", "workspace", "fingerprint"),
)
SPARK_REQUEST = sa.Table(
    "spark_request",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("request_id", sa.String(32), primary_key=True),
    sa.Column("right_id", sa.String(32), nullable=False),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("days", sa.Integer),
    sa.Column("offer", sa.JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("opened_at", Instant),
    sa.Column("answered_at", Instant),
    sa.Column("answer", sa.String(20)),
    sa.Column("decline_reason", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Index("ix_spark_request_right", "workspace", "right_id"),
)
SPARK_ALERT = sa.Table(  # what was said already, so that it is said once; a claim keeps two processes apart
    "spark_alert",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),
    sa.Column("alert_key", sa.String(160), primary_key=True),
    sa.Column("way", sa.String(20), primary_key=True),
    sa.Column("claimed_at", Instant, nullable=False),
    sa.Column("delivered_at", Instant),
)

VETTING_EVENT = sa.Table(  # append-only: a trigger refuses every update
    "vetting_event",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.String(80), nullable=False),
    sa.Column("decision_id", sa.String(32), nullable=False),
    sa.Column("creator", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),  # decided, approved
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(20)),
    sa.Column("risk", sa.String(20)),
    sa.Column("needs_second", sa.Boolean),
    sa.Column("expires_at", Instant),
    sa.Column("snapshot", sa.Text),  # canonical JSON of the evidence as it stood
    sa.Column("sha256", sa.String(64)),  # of `snapshot`
    sa.Index("ix_vetting_event_creator", "workspace", "creator"),
)
CONTENT_RATING = sa.Table(  # append-only: a trigger refuses every update
    "content_rating",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("workspace", sa.String(80), nullable=False),
    sa.Column("creator", sa.String(80), nullable=False),
    sa.Column("post_id", sa.String(40), nullable=False),
    sa.Column("rater", sa.Text, nullable=False),
    sa.Column("rubric", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("marks", sa.JSON, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("rated_at", Instant, nullable=False),
    sa.Index("ix_content_rating_creator", "workspace", "creator"),
)


TRACKED_LINK = sa.Table(
    "tracked_link",
    METADATA,
    sa.Column("code", sa.String(40), primary_key=True),  # one address for all workspaces: a code is never given twice
    sa.Column("workspace", sa.String(80), nullable=False),
    sa.Column("destination", sa.Text, nullable=False),
    sa.Column("campaign", sa.Text),
    sa.Column("creator", sa.String(80)),
    sa.Column("platform", sa.String(40), nullable=False),
    sa.Column("place", sa.String(20), nullable=False),
    sa.Column("post_id", sa.String(40)),
    sa.Column("utm_source", sa.String(80), nullable=False),
    sa.Column("utm_medium", sa.String(80), nullable=False),
    sa.Column("utm_campaign", sa.String(80), nullable=False),
    sa.Column("utm_content", sa.String(80)),
    sa.Column("fallback", sa.Text),  # where a retired link leads
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("retired_at", Instant),
    sa.Column("note", sa.Text, nullable=False),
    sa.Index("ix_tracked_link_workspace", "workspace", "creator"),
)
WEBHOOK = sa.Table(
    "webhook",
    METADATA,
    sa.Column("name", sa.String(40), primary_key=True),  # the last part of its address
    sa.Column("workspace", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),  # shopify, woocommerce, orders
    sa.Column("account_id", sa.String(80), nullable=False),
    sa.Column("cipher", sa.Text, nullable=False),  # Fernet; the key stands in the home's keys/, never here
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("retired_at", Instant),
)
WEBHOOK_EVENT = sa.Table(  # what was taken already: the same again is refused, an older state of an order too
    "webhook_event",
    METADATA,
    sa.Column("hook", sa.String(40), primary_key=True),
    sa.Column("event_key", sa.String(64), primary_key=True),  # SHA-256 of the signed body
    sa.Column("event_id", sa.String(120)),  # as the sender numbers it
    sa.Column("order_id", sa.String(120)),
    sa.Column("stated_at", Instant),  # when the sender says that the order was so
    sa.Column("received_at", Instant, nullable=False),
    sa.Index("ix_webhook_event_order", "hook", "order_id"),
)
COLLECTOR_TALLY = sa.Table(
    "collector_tally",
    METADATA,
    sa.Column("workspace", sa.String(80), primary_key=True),  # empty: a call that belongs to nobody
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("source", sa.String(40), primary_key=True),  # `links`, or the name of a webhook
    sa.Column("what", sa.String(40), primary_key=True),
    sa.Column("n", sa.BigInteger, nullable=False),
)


def row_key(table: Table, row: Mapping[str, Any]) -> str:
    """The key of a row as one text; null, text and number stay apart."""
    return json.dumps([_plain(row.get(name)) for name in table.key], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def jsonable(value: Any) -> Any:
    """A value of a record as JSON can hold it, for the audit trail."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
