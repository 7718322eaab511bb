"""Contacts may have a phone number, and a mail by another way keeps the one it goes to."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("phone", sa.String(), server_default="", nullable=False))
    op.add_column(
        "outbox_mail", sa.Column("to_phone", sa.String(), server_default="", nullable=False)
    )


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
