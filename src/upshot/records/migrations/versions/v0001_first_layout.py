"""The records as they were first laid out."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON()),
    )
    op.create_index("ix_audit_event_workspace", "audit_event", ['workspace'])
    op.create_table(
        "campaign",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("campaign", sa.Text()),
        sa.Column("objective", sa.Text()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("read_out_on", sa.Date()),
        sa.Column("budget", sa.String(24)),
        sa.Column("currency", sa.Text()),
        sa.Column("hurdle_rate", sa.Float()),
        sa.Column("target_metric", sa.Text()),
        sa.Column("target_value", sa.Float()),
        sa.Column("target_audience", sa.Text()),
        sa.Column("overhead_cost", sa.String(24)),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "collaboration",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("campaign", sa.Text()),
        sa.Column("creator", sa.Text()),
        sa.Column("collaboration_type", sa.Text()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("fee", sa.String(24)),
        sa.Column("product_cost", sa.String(24)),
        sa.Column("shipping_cost", sa.String(24)),
        sa.Column("rights_fee", sa.String(24)),
        sa.Column("other_cost", sa.String(24)),
        sa.Column("currency", sa.Text()),
        sa.Column("codes", sa.JSON()),
        sa.Column("utm_contents", sa.JSON()),
        sa.Column("post_urls", sa.JSON()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "creator",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("creator", sa.Text()),
        sa.Column("display_name", sa.Text()),
        sa.Column("followers", sa.BigInteger()),
        sa.Column("country", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "header_mapping",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("theirs", sa.String(300), primary_key=True),
        sa.Column("ours", sa.String(80), nullable=False),
    )
    op.create_table(
        "house_note",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "import_log",
        sa.Column("import_id", sa.String(40), primary_key=True),
        sa.Column("workspace", sa.String(80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("member", sa.Text(), nullable=False, server_default=""),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("rows_read", sa.BigInteger()),
        sa.Column("counts", sa.JSON()),
        sa.Column("report", sa.JSON()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("finished_at", sa.String(32)),
    )
    op.create_index("ix_import_log_sha256", "import_log", ['sha256'])
    op.create_index("ix_import_log_workspace", "import_log", ['workspace'])
    op.create_table(
        "kpi_definition_freeze",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("campaign", sa.String(300), primary_key=True),
        sa.Column("kpi", sa.String(80), primary_key=True),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "lift_test",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("name", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("campaign", sa.Text()),
        sa.Column("creators", sa.JSON()),
        sa.Column("incremental_orders", sa.Float()),
        sa.Column("standard_error", sa.Float()),
        sa.Column("method", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "setting",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("key", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "spark_ad",
        sa.Column("workspace", sa.String(80), primary_key=True),
        sa.Column("row_key", sa.String(500), primary_key=True),
        sa.Column("ad_id", sa.Text()),
        sa.Column("post_id", sa.Text()),
        sa.Column("creator", sa.Text()),
        sa.Column("campaign", sa.Text()),
        sa.Column("authorised_from", sa.Date()),
        sa.Column("authorised_until", sa.Date()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("ingested_at", sa.String(32)),
    )
    op.create_table(
        "workspace",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"),
    )
