"""The Spark desk: rights, their history, codes (encrypted), private links, alerts that went out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "spark_right",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("right_id", sa.String(32), primary_key=True),
        sa.Column("creator", sa.String(80), nullable=False),
        sa.Column("post_id", sa.String(40), nullable=False),
        sa.Column("use", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("campaign", sa.Text()),
        sa.Column("contract_starts_on", sa.Date()),
        sa.Column("contract_ends_on", sa.Date()),
        sa.Column("contract_time_zone", sa.String(64)),
        sa.Column("contract_source", sa.String(20)),
        sa.Column("flight_starts_on", sa.Date()),
        sa.Column("flight_ends_on", sa.Date()),
        sa.Column("flight_time_zone", sa.String(64)),
        sa.Column("flight_source", sa.String(20)),
        sa.Column("flight_budget", sa.String(24)),
        sa.Column("currency", sa.String(8)),
        sa.Column("rights_fee", sa.String(24)),
        sa.Column("territory", sa.Text()),
        sa.Column("post_url", sa.Text()),
        sa.Column("ad_ids", sa.JSON()),
        sa.Column("notes", sa.Text()),
        sa.Column("replaces", sa.String(32)),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_spark_right_post", "spark_right", ['workspace', 'post_id'])
    op.create_table(
        "spark_right_event",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("right_id", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("from_state", sa.String(20), nullable=False),
        sa.Column("to_state", sa.String(20), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
    )
    op.create_index("ix_spark_right_event_right", "spark_right_event", ['workspace', 'right_id'])
    op.create_table(
        "spark_code",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("code_id", sa.String(32), primary_key=True),
        sa.Column("right_id", sa.String(32), nullable=False),
        sa.Column("cipher", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("received_at", sa.String(32), nullable=False),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.String(32)),
        sa.Column("days", sa.Integer()),
        sa.Column("ends_at", sa.String(32)),
        sa.Column("source", sa.String(20)),
        sa.Column("retired_at", sa.String(32)),
    )
    op.create_index("ix_spark_code_fingerprint", "spark_code", ['workspace', 'fingerprint'])
    op.create_index("ix_spark_code_right", "spark_code", ['workspace', 'right_id'])
    op.create_table(
        "spark_request",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("request_id", sa.String(32), primary_key=True),
        sa.Column("right_id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("days", sa.Integer()),
        sa.Column("offer", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("revoked_at", sa.String(32)),
        sa.Column("opened_at", sa.String(32)),
        sa.Column("answered_at", sa.String(32)),
        sa.Column("answer", sa.String(20)),
        sa.Column("decline_reason", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_index("ix_spark_request_right", "spark_request", ['workspace', 'right_id'])
    op.create_table(
        "spark_alert",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("alert_key", sa.String(160), primary_key=True),
        sa.Column("way", sa.String(20), primary_key=True),
        sa.Column("claimed_at", sa.String(32), nullable=False),
        sa.Column("delivered_at", sa.String(32)),
    )
    _forbid_updates()


def _forbid_updates() -> None:
    """History is added to and never rewritten; only erasing a person deletes it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER spark_right_event_no_update BEFORE UPDATE ON spark_right_event "
            "BEGIN SELECT RAISE(ABORT, 'spark_right_event is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION spark_right_event_no_update() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'spark_right_event is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER spark_right_event_no_update BEFORE UPDATE ON spark_right_event "
        "FOR EACH ROW EXECUTE FUNCTION spark_right_event_no_update()"
    )
