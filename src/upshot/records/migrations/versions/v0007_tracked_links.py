"""Tracked links, the doors of shops' webhooks, what they sent, and what the collector counted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "tracked_link",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text()),
        sa.Column("creator", sa.String(80)),
        sa.Column("platform", sa.String(40), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("post_id", sa.String(40)),
        sa.Column("utm_source", sa.String(80), nullable=False),
        sa.Column("utm_medium", sa.String(80), nullable=False),
        sa.Column("utm_campaign", sa.String(80), nullable=False),
        sa.Column("utm_content", sa.String(80)),
        sa.Column("fallback", sa.Text()),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.String(32)),
        sa.Column("note", sa.Text(), nullable=False),
    )
    op.create_index("ix_tracked_link_workspace", "tracked_link", ["workspace", "creator"])
    op.create_table(
        "webhook",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("account_id", sa.String(80), nullable=False),
        sa.Column("cipher", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.String(32)),
    )
    op.create_table(
        "webhook_event",
        sa.Column("hook", sa.String(40), primary_key=True),
        sa.Column("event_key", sa.String(64), primary_key=True),
        sa.Column("event_id", sa.String(120)),
        sa.Column("order_id", sa.String(120)),
        sa.Column("stated_at", sa.String(32)),
        sa.Column("received_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_webhook_event_order", "webhook_event", ["hook", "order_id"])
    op.create_table(
        "collector_tally",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("source", sa.String(40), primary_key=True),
        sa.Column("what", sa.String(40), primary_key=True),
        sa.Column("n", sa.BigInteger(), nullable=False),
    )
