"""Vetting decisions with their evidence, and people's ratings of creators' posts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "vetting_event",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("decision_id", sa.String(32), nullable=False),
        sa.Column("creator", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("risk", sa.String(20)),
        sa.Column("needs_second", sa.Boolean()),
        sa.Column("expires_at", sa.String(32)),
        sa.Column("snapshot", sa.Text()),
        sa.Column("sha256", sa.String(64)),
    )
    op.create_index("ix_vetting_event_creator", "vetting_event", ["workspace", "creator"])
    op.create_table(
        "content_rating",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("creator", sa.String(80), nullable=False),
        sa.Column("post_id", sa.String(40), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("rubric", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.String(32), nullable=False),
    )
    op.create_index("ix_content_rating_creator", "content_rating", ["workspace", "creator"])
    for table in ("vetting_event", "content_rating"):
        _forbid_updates(table)


def _forbid_updates(table: str) -> None:
    """History is added to and never rewritten; only erasing a person deletes it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_no_update() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_no_update()"
    )
