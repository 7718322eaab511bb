"""Reminders: days on which they go out, a ladder for single duties, and pauses."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ward", sa.Column("send_days", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("duty", sa.Column("ladder", sa.JSON(), server_default="{}", nullable=False))
    for table in ("assignment", "contact"):
        op.add_column(table, sa.Column("paused_until", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("pause_reason", sa.String(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
