"""Experiments: planned, run, read, and kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "experiment",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("campaign", sa.Text()),
        sa.Column("creators", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("read_from", sa.Date()),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("design", sa.Integer()),
        sa.Column("reading_asked", sa.JSON()),
        sa.Column("reading", sa.JSON()),
        sa.Column("read_at", sa.String(32)),
        sa.Column("lift_test", sa.Text()),
        sa.Column("verdict_before", sa.JSON()),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    )
