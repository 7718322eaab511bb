"""A ward and a contact may choose another way out than mail."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ward", sa.Column("channel", sa.String(), server_default="mail", nullable=False))
    op.add_column("contact", sa.Column("channel", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
