"""What creators ask for their work, and the handles they had before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("creator", sa.Column("former_handles", sa.JSON()))
    op.create_table(
        "quote",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("creator", sa.Text()),
        sa.Column("quoted_on", sa.Date()),
        sa.Column("collaboration_type", sa.Text()),
        sa.Column("posts", sa.BigInteger()),
        sa.Column("fee", sa.String(24)),
        sa.Column("currency", sa.Text()),
        sa.Column("rights_days", sa.BigInteger()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
