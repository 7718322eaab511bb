"""Tries are counted by their time, for the limits of a provider."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_try_at", "delivery_try", ["at"])


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
