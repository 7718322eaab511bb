"""What waits of one ward is found without reading all that the ward ever sent."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_mail_waiting", "outbox_mail", ["state", "ward_id", "not_before"])
    op.drop_index("ix_outbox_mail_work", "outbox_mail")


def downgrade() -> None:
    raise RuntimeError("tables are not taken back: restore a backup instead")
