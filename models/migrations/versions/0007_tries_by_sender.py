"""Tries tell which process sent and by which way out; a mail that came back says when."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox_mail", sa.Column("bounced_at", sa.DateTime(timezone=True)))
    op.add_column(
        "outbox_mail", sa.Column("channel", sa.String(), server_default="mail", nullable=False)
    )
    op.add_column(
        "delivery_try", sa.Column("sender", sa.String(), server_default="", nullable=False)
    )
    op.add_column(
        "delivery_try", sa.Column("channel", sa.String(), server_default="mail", nullable=False)
    )


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
