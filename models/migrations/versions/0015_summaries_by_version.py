"""Summaries count what is done to them, so that two people do not overwrite each other."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("summary", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
