"""A counter of its own for what no verdict reads: Spark rights and experiments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("workspace", sa.Column("desk_revision", sa.BigInteger(), nullable=False, server_default="0"))
